import json
from itertools import permutations

import pytest
from nacl.public import PrivateKey
from nacl.signing import SigningKey

from fieldapp.domain.scope import RESTRICTED, SCOPES, TEAM
from fieldapp.store.workspace import device_id
from fieldapp.sync.members import signed
from fieldapp.sync.members.membership import LEFT, OF_CARD, Asking, Member, write_card, write_member
from fieldapp.sync.members.roster import Roster, read_roster

OWNER, ADMIN, OFFICER, THIRD, STRANGER = (SigningKey(bytes([n]) * 32) for n in range(1, 6))
BOX = bytes(PrivateKey(bytes(range(32))).public_key)
KEYS = {(scope, 1): bytes([n]) * 32 for n, scope in enumerate(OF_CARD)}
CARD = write_card("Gorom", KEYS, OWNER)
ADMIN_DEVICE = device_id(bytes(ADMIN.verify_key))


def asking(key: SigningKey) -> Asking:
    return Asking("Awa", bytes(key.verify_key), BOX)


def by_founder(key: SigningKey, role: str, number: int) -> Member:
    return write_member(CARD, asking(key), role, number, "2026-11-22", OWNER)


def by_admin(key: SigningKey, role: str, number: int, signer: SigningKey = ADMIN) -> Member:
    by = device_id(bytes(signer.verify_key))
    return write_member(CARD, asking(key), role, number, "2026-11-22", signer, by=by)


ADMINISTRATOR = by_founder(ADMIN, "administrator", 2)


def roster(*members: Member) -> Roster:
    """The same in every order, or the test fails here."""
    orders = list(permutations(member.text for member in members))[:24]
    found = [read_roster(CARD, order) for order in orders]
    assert all(each.members == found[0].members for each in found)
    assert all(each.refused == found[0].refused for each in found)
    return found[0]


def role_of(found: Roster, key: SigningKey) -> str | None:
    member = found.members.get(device_id(bytes(key.verify_key)))
    return member.role if member else None


def test_what_an_administrator_signs_counts_like_the_founders_word() -> None:
    found = roster(ADMINISTRATOR, by_admin(OFFICER, "officer", 3))

    assert role_of(found, OFFICER) == "officer"
    assert {member.device for member in found.readers(TEAM)} == set(found.members)
    assert found.next_number() == 4


@pytest.mark.parametrize("role", ["founder", "administrator", "protection"])
def test_an_administrator_who_signs_beyond_their_right_signs_nothing(role: str) -> None:
    claim = by_admin(OFFICER, role, 3)
    found = roster(ADMINISTRATOR, claim)

    assert role_of(found, OFFICER) is None
    assert "beyond the right" in found.refused[claim.text]


def test_an_administrator_decides_about_neither_the_founder_nor_an_equal() -> None:
    founder, equal = by_founder(OFFICER, "founder", 1), by_founder(THIRD, "administrator", 3)
    claims = [by_admin(OFFICER, LEFT, 9), by_admin(THIRD, LEFT, 9), by_admin(ADMIN, LEFT, 9)]
    found = roster(ADMINISTRATOR, founder, equal, *claims)

    assert {role_of(found, key) for key in (OFFICER, THIRD, ADMIN)} == {"founder", "administrator"}


def test_the_chain_of_trust_is_one_link_long() -> None:
    below = by_admin(OFFICER, "administrator", 3)
    forged = by_admin(THIRD, "officer", 4, signer=OFFICER)
    found = roster(ADMINISTRATOR, below, forged)

    assert role_of(found, THIRD) is None
    assert "signature" in found.refused[forged.text]


def test_nothing_counts_that_an_administrator_signed_who_was_taken_out() -> None:
    backdated = by_admin(OFFICER, "officer", 1)
    later = by_admin(THIRD, "officer", 99)
    out = by_founder(ADMIN, LEFT, 5)
    found = roster(ADMINISTRATOR, backdated, later, out)

    assert role_of(found, ADMIN) == LEFT
    assert role_of(found, OFFICER) is None
    assert role_of(found, THIRD) is None
    assert {member.number for member in found.every} == {1, 2, 5, 99}


def test_an_administrator_who_became_an_officer_signs_no_more() -> None:
    found = roster(ADMINISTRATOR, by_admin(OFFICER, "officer", 3), by_founder(ADMIN, "officer", 4))

    assert role_of(found, OFFICER) is None


def test_a_forged_statement_counts_for_nothing() -> None:
    own = by_founder(OFFICER, "officer", 3)
    by_stranger = write_member(CARD, asking(THIRD), "officer", 3, "2026-11-22", STRANGER)
    plain = json.loads(own.text)
    changed = json.dumps({**plain, "role": "protection", "reads": list(SCOPES), "number": 9})
    borrowed = json.dumps({**json.loads(by_stranger.text), "by": ADMIN_DEVICE})
    texts = [ADMINISTRATOR.text, own.text, by_stranger.text, changed, borrowed]
    found = read_roster(CARD, texts)

    assert role_of(found, OFFICER) == "officer"
    assert role_of(found, THIRD) is None
    assert len(found.refused) == 3


def test_a_statement_of_another_mission_counts_for_nothing() -> None:
    other = write_card("Elsewhere", KEYS, STRANGER)
    theirs = write_member(other, asking(OFFICER), "protection", 9, "2026-11-22", STRANGER)
    content = {k: v for k, v in json.loads(theirs.text).items() if k != "signature"}
    relabelled = signed.write("member", {**content, "mission": CARD.id}, STRANGER)
    found = read_roster(CARD, [ADMINISTRATOR.text, theirs.text, relabelled])

    assert role_of(found, OFFICER) is None
    assert len(found.refused) == 2


def test_a_membership_replayed_after_the_leaving_brings_nobody_back() -> None:
    before, out = by_founder(OFFICER, "protection", 3), by_founder(OFFICER, LEFT, 4)
    found = roster(before, out)

    assert role_of(found, OFFICER) == LEFT
    assert found.readers(RESTRICTED) == []


def test_an_administrator_brings_nobody_back_whom_the_founder_took_out() -> None:
    before, out = by_admin(OFFICER, "officer", 3), by_founder(OFFICER, LEFT, 4)
    back = by_admin(OFFICER, "officer", 5)
    found = roster(ADMINISTRATOR, before, out, back)

    assert role_of(found, OFFICER) == LEFT
    assert set(found.refused) == {back.text}
    assert role_of(roster(ADMINISTRATOR, before, by_admin(OFFICER, LEFT, 4), back), OFFICER) == (
        "officer"
    )


def test_what_was_overtaken_is_not_held_against_anybody() -> None:
    """The founder signs anew what an administrator had signed who left; the old is only old."""
    out, anew = by_founder(ADMIN, LEFT, 5), by_founder(OFFICER, "officer", 6)
    found = roster(ADMINISTRATOR, by_admin(OFFICER, "officer", 3), out, anew)

    assert found.refused == {}
    assert found.members[anew.device] == anew


def test_somebody_who_left_can_be_taken_in_again() -> None:
    found = roster(
        by_founder(OFFICER, "officer", 3),
        by_founder(OFFICER, LEFT, 4),
        by_founder(OFFICER, "officer", 5),
    )

    assert role_of(found, OFFICER) == "officer"


def test_a_statement_says_areas_only_where_there_are_some() -> None:
    plain = by_founder(OFFICER, "officer", 3)
    west = write_member(
        CARD, asking(OFFICER), "officer", 3, "2026-11-22", OWNER, areas=["SS0101", "SS02"]
    )

    assert "areas" not in json.loads(plain.text)
    assert read_roster(CARD, [west.text]).members[west.device].areas == ("SS0101", "SS02")


RUBBISH = ["", "{}", "[1]", "\ud800", b"\xff", '{"fieldapp":"member","v":1}']


@pytest.mark.parametrize("text", RUBBISH)
def test_rubbish_is_refused_and_holds_up_nothing(text: str | bytes) -> None:
    found = read_roster(CARD, [text, ADMINISTRATOR.text])

    assert list(found.members) == [ADMIN_DEVICE]
