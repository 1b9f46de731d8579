from fieldapp.store import carried, packs
from fieldapp.store.carried import Carried
from fieldapp.store.database import writing
from fieldapp.store.workspace import Workspace

TEAM, RESTRICTED = "mission/team", "mission/restricted"


def test_what_is_carried_is_kept_apart_and_counted(amina: Workspace) -> None:
    with writing(amina.db, amina.file):
        carried.carry(amina.db, "a" * 32, RESTRICTED, "d" * 16, b"first", checked=True)
        carried.carry(amina.db, "b" * 32, TEAM, "", b"2nd", checked=False)
        carried.carry(amina.db, "a" * 32, TEAM, "", b"again", checked=False)

    assert carried.everything(amina.db) == [
        Carried("a" * 32, RESTRICTED, "d" * 16, checked=True, size=5),
        Carried("b" * 32, TEAM, "", checked=False, size=3),
    ]
    assert carried.of_scope(amina.db, RESTRICTED) == [("a" * 32, 5)]
    assert carried.content(amina.db, "a" * 32) == b"first"
    assert carried.load(amina.db) == (2, 8)
    assert not packs.has(amina.db, "a" * 32)


def test_what_is_dropped_is_gone(amina: Workspace) -> None:
    carried.carry(amina.db, "a" * 32, RESTRICTED, "", b"first", checked=False)

    carried.drop(amina.db, "a" * 32)

    assert carried.content(amina.db, "a" * 32) is None
    assert carried.load(amina.db) == (0, 0)


def test_what_a_hub_refuses_is_given_up_only_where_it_is_understood(amina: Workspace) -> None:
    carried.carry(amina.db, "a" * 32, RESTRICTED, "d" * 16, b"first", checked=True)
    carried.carry(amina.db, "b" * 32, RESTRICTED, "", b"newer", checked=False)

    for pack in ("a" * 32, "b" * 32):
        carried.give_up(amina.db, pack)

    assert carried.of_scope(amina.db, RESTRICTED) == [("b" * 32, 5)]


def test_going_back_on_a_feed_forgets_what_was_walked_past_after_it(amina: Workspace) -> None:
    for seq, pack in enumerate(("a" * 32, "b" * 32), 1):
        carried.walk_past(amina.db, pack, RESTRICTED, seq)
    carried.walk_past(amina.db, "c" * 32, TEAM, 2)

    packs.go_back(amina.db, RESTRICTED, 1)

    passed = [carried.was_passed(amina.db, letter * 32) for letter in "abc"]
    assert passed == [True, False, True]
