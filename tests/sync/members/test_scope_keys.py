import json
from itertools import permutations

import pytest
from nacl.public import PrivateKey
from nacl.signing import SigningKey

from fieldapp.domain.scope import RESTRICTED, TEAM
from fieldapp.store.workspace import device_id
from fieldapp.sync.members import signed
from fieldapp.sync.members.membership import LEFT, Member
from fieldapp.sync.members.register import Register, read_register
from fieldapp.sync.members.scope_keys import to_shut_out, without_key, write_scope_key
from fieldapp.sync.wire.feed import id_of
from tests.sync.members.test_roster import (
    ADMIN,
    ADMIN_DEVICE,
    ADMINISTRATOR,
    CARD,
    KEYS,
    OFFICER,
    OWNER,
    STRANGER,
    THIRD,
    by_founder,
)

PAIRS = [PrivateKey(bytes([n]) * 32) for n in range(40, 44)]
FOUNDER = by_founder(THIRD, "founder", 1)
OFFICER_IN = by_founder(OFFICER, "officer", 3)
OFFICER_OUT = by_founder(OFFICER, LEFT, 5)


def key(
    pair: PrivateKey,
    signer: SigningKey = OWNER,
    scope: str = TEAM,
    epoch: int = 2,
    readers: tuple[Member, ...] = (FOUNDER, ADMINISTRATOR),
    without: dict[str, int] | None = None,
) -> str:
    by = "" if signer is OWNER else device_id(bytes(signer.verify_key))
    both = bytes(pair.public_key), bytes(pair)
    return write_scope_key(CARD, scope, epoch, both, readers, without or {}, signer, by)


def register(*texts: str) -> Register:
    """The same in every order, or the test fails here."""
    found = [
        read_register(CARD, {id_of(text.encode()): text.encode() for text in order})
        for order in list(permutations(texts))[:24]
    ]
    assert all(each.chosen == found[0].chosen for each in found)
    assert all(each.refused == found[0].refused for each in found)
    return found[0]


def test_a_scope_begins_with_the_key_of_the_card() -> None:
    assert register(ADMINISTRATOR.text).chosen == KEYS


def test_a_new_epoch_is_written_to_and_the_old_one_stays() -> None:
    found = register(FOUNDER.text, key(PAIRS[0]))

    assert found.chosen == {**KEYS, (TEAM, 2): bytes(PAIRS[0].public_key)}
    assert found.newest_keys(TEAM)[0] == 2
    assert found.newest_keys(RESTRICTED) == (1, [])


def test_an_administrator_renews_what_they_read_and_nothing_else() -> None:
    own, beyond = key(PAIRS[0], ADMIN), key(PAIRS[1], ADMIN, RESTRICTED)
    found = register(ADMINISTRATOR.text, own, beyond)

    assert set(found.chosen) == {*KEYS, (TEAM, 2)}


def test_two_keys_of_one_epoch_are_both_kept_and_everybody_writes_to_the_same() -> None:
    founders, admins = key(PAIRS[0]), key(PAIRS[1], ADMIN)
    found = register(ADMINISTRATOR.text, founders, admins)

    assert found.chosen[TEAM, 2] == bytes(PAIRS[0].public_key)
    assert {each.public for each in found.keys} == {bytes(p.public_key) for p in PAIRS[:2]}


def test_a_key_that_somebody_signed_who_was_taken_out_is_read_with_and_not_written_to() -> None:
    out = by_founder(ADMIN, LEFT, 9)
    found = register(ADMINISTRATOR.text, out.text, key(PAIRS[1], ADMIN, epoch=7))

    assert found.chosen == KEYS
    assert [each.epoch for each in found.keys] == [7]


@pytest.mark.parametrize("signer", [STRANGER, OFFICER])
def test_a_ghost_reader_is_never_given_a_key_by_who_may_not_sign_one(signer: SigningKey) -> None:
    ghost = key(PAIRS[0], signer, readers=(OFFICER_IN,))
    unsigned = json.dumps({**json.loads(key(PAIRS[1])), "sealed": {OFFICER_IN.device: "00" * 80}})
    found = register(FOUNDER.text, ADMINISTRATOR.text, OFFICER_IN.text, ghost, unsigned)

    assert found.chosen == KEYS
    assert found.keys == ()
    assert len(found.refused) == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"epoch": 1},
        {"epoch": 2**31},
        {"scope": "mission/hidden"},
        {"public": "00"},
        {"sealed": {"a": "b"}},
        {"sealed": []},
        {"without": {"a": "b"}},
        {"mission": "0" * 32},
    ],
)
def test_a_key_that_makes_no_sense_is_refused(changes: dict[str, object]) -> None:
    content = {k: v for k, v in json.loads(key(PAIRS[0])).items() if k != "signature"}
    found = register(signed.write("keys", content | changes, OWNER))

    assert found.chosen == KEYS
    assert len(found.refused) == 1


def test_whoever_left_and_holds_the_newest_key_is_named_until_it_is_renewed() -> None:
    before = register(FOUNDER.text, OFFICER_IN.text, OFFICER_OUT.text)
    renewed = key(PAIRS[0], without={OFFICER_OUT.device: 5})
    after = register(FOUNDER.text, OFFICER_IN.text, OFFICER_OUT.text, renewed)

    assert to_shut_out(before.roster, TEAM, before.newest_keys(TEAM)[1]) == {OFFICER_IN.device: 3}
    assert to_shut_out(after.roster, TEAM, after.newest_keys(TEAM)[1]) == {}
    assert to_shut_out(before.roster, RESTRICTED, []) == {}


def test_whoever_comes_back_and_leaves_once_more_is_named_again() -> None:
    renewed = key(PAIRS[0], without={OFFICER_OUT.device: 5})
    back, out = by_founder(OFFICER, "officer", 6), by_founder(OFFICER, LEFT, 7)
    found = register(OFFICER_IN.text, OFFICER_OUT.text, renewed, back.text, out.text)

    assert to_shut_out(found.roster, TEAM, found.newest_keys(TEAM)[1]) == {OFFICER_IN.device: 6}


def test_two_renewals_that_each_shut_out_another_have_to_be_followed_by_a_third() -> None:
    other_in, other_out = by_founder(STRANGER, "officer", 4), by_founder(STRANGER, LEFT, 6)
    founders = key(PAIRS[0], without={OFFICER_OUT.device: 5})
    admins = key(PAIRS[1], ADMIN, without={other_out.device: 6})
    texts = [ADMINISTRATOR, OFFICER_IN, OFFICER_OUT, other_in, other_out]
    found = register(*(member.text for member in texts), founders, admins)

    assert to_shut_out(found.roster, TEAM, found.newest_keys(TEAM)[1]) == {other_out.device: 4}


def test_a_reader_whom_nobody_gave_the_newest_key_is_named() -> None:
    found = register(FOUNDER.text, ADMINISTRATOR.text, OFFICER_IN.text, key(PAIRS[0]))
    epoch, keys = found.newest_keys(TEAM)

    assert without_key(found.roster, TEAM, epoch, keys) == [OFFICER_IN]
    assert ADMIN_DEVICE in keys[0].sealed
