import json
import re

import pytest
from nacl.public import PrivateKey
from nacl.signing import SigningKey

from fieldapp.domain.scope import RESTRICTED, SCOPES, TEAM
from fieldapp.sync.errors import BadDocument, BadName
from fieldapp.sync.members import signed
from fieldapp.sync.members.membership import (
    FOUNDER,
    INVITED,
    OF_CARD,
    ROLES,
    Asking,
    Card,
    Member,
    fingerprint,
    newer,
    proper_name,
    read_card,
    read_member,
    read_request,
    write_card,
    write_member,
    write_request,
)

OWNER, STRANGER, LAPTOP = (SigningKey(bytes([n]) * 32) for n in range(3))
BOX = bytes(PrivateKey(bytes(range(32))).public_key)
KEYS = {(scope, 1): bytes([n]) * 32 for n, scope in enumerate(OF_CARD)}
ASKING = Asking("Awa", bytes(LAPTOP.verify_key), BOX)


def card(owner: SigningKey = OWNER) -> Card:
    return write_card("Gorom", KEYS, owner)


def member(role: str = "officer", number: int = 2) -> Member:
    return write_member(card(), ASKING, role, number, "2026-11-22", OWNER)


def test_a_card_says_the_missions_keys_and_its_id_follows_from_its_owner() -> None:
    read = read_card(card().text)

    assert (read.name, read.owner, read.keys) == ("Gorom", bytes(OWNER.verify_key), KEYS)
    assert read.id == write_card("Another name", KEYS, OWNER).id != card(STRANGER).id


def test_a_card_that_lacks_the_key_of_a_scope_is_refused() -> None:
    content = {"name": "Gorom", "owner": bytes(OWNER.verify_key).hex(), "keys": []}

    with pytest.raises(BadDocument, match="keys"):
        read_card(signed.write("mission", content, OWNER))


def test_nobody_can_show_a_card_with_another_owner() -> None:
    plain = json.loads(card().text)
    plain["owner"] = bytes(STRANGER.verify_key).hex()

    with pytest.raises(BadDocument, match="signature"):
        read_card(json.dumps(plain))


def test_a_request_says_who_asks_and_is_signed_by_the_laptop() -> None:
    text = write_request("Awa", BOX, LAPTOP)

    assert read_request(text) == ASKING
    with pytest.raises(BadDocument, match="signature"):
        read_request(text.replace(BOX.hex(), bytes(32).hex()))


def test_only_the_owner_of_the_mission_makes_members() -> None:
    by_stranger = write_member(card(STRANGER), ASKING, "officer", 2, "2026-11-22", STRANGER)

    with pytest.raises(BadDocument, match="signature"):
        read_member(by_stranger.text, card())


def test_a_membership_counts_in_its_own_mission_only() -> None:
    plain = {**json.loads(member().text), "mission": "0" * 32}
    content = {k: v for k, v in plain.items() if k not in ("fieldapp", "v", "signature")}

    with pytest.raises(BadDocument, match="mission"):
        read_member(signed.write("member", content, OWNER), card())


@pytest.mark.parametrize("role", ROLES)
def test_a_role_says_which_scopes_are_read_and_written(role: str) -> None:
    reads, _said = ROLES[role]

    assert (member(role).reads, member(role).writes) == (frozenset(reads), frozenset(SCOPES))
    assert TEAM in reads


def test_what_a_statement_says_of_writing_is_what_versions_before_0_4_know() -> None:
    """They would refuse what an administrator says whose own statement names fewer scopes."""
    for role in ROLES:
        assert json.loads(member(role).text)["writes"] == sorted(OF_CARD)


def test_a_founder_whose_statement_an_older_version_wrote_reads_every_scope() -> None:
    plain = {**json.loads(member(FOUNDER).text), "reads": sorted(OF_CARD)}
    content = {k: v for k, v in plain.items() if k not in ("fieldapp", "v", "signature")}

    older = read_member(signed.write("member", content, OWNER), card())

    assert older.reads == older.writes == frozenset(SCOPES)


def test_a_card_has_the_keys_that_versions_before_0_4_ask_for() -> None:
    assert {scope for scope, _epoch in card().keys} == {TEAM, RESTRICTED}
    with pytest.raises(BadDocument, match="keys"):
        write_card("Gorom", {(scope, 1): bytes(32) for scope in SCOPES}, OWNER)


def test_only_the_protection_cell_and_the_founder_read_what_is_restricted() -> None:
    assert {role for role, (reads, _writes) in ROLES.items() if RESTRICTED in reads} == {
        "founder",
        "protection",
    }
    assert "founder" not in INVITED


def test_of_two_statements_about_a_laptop_the_later_holds_in_whatever_order_they_come() -> None:
    first, second = member("officer", 2), member("protection", 3)
    same_number = member("administrator", 3)

    assert newer(first, None)
    assert newer(second, first)
    assert not newer(first, second)
    assert newer(second, same_number) is not newer(same_number, second)
    assert not newer(second, second)


def test_a_fingerprint_can_be_read_aloud() -> None:
    assert re.fullmatch(r"[0-9a-f]{4}( [0-9a-f]{4}){4}", fingerprint(bytes(OWNER.verify_key)))


@pytest.mark.parametrize("name", ["", "   ", "a" * 101, "two\nlines", "right\u202eleft", "\x00"])
def test_a_name_that_cannot_be_shown_is_refused(name: str) -> None:
    with pytest.raises(BadName):
        proper_name(name)
    content = {"name": name, "sign": bytes(LAPTOP.verify_key).hex(), "box": BOX.hex()}
    with pytest.raises(BadDocument):
        read_request(signed.write("request", content, LAPTOP))


@pytest.mark.parametrize("name", ["Awa", "آمنة", "N'Golo  O’Neil", "စောထူး"])
def test_names_of_every_script_are_kept(name: str) -> None:
    assert proper_name(f" {name} ") == name
