from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from fieldapp.domain.fact import from_json
from fieldapp.domain.scope import RESTRICTED, TEAM
from fieldapp.store import mission, packs, records, workspace
from fieldapp.store.packs import Mark
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from tests.sync.world import make

OURS, THEIRS = "a" * 16, "b" * 16


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Workspace]:
    made = make(tmp_path, "laptop", 7)
    yield made
    workspace.close(made)


@pytest.fixture
def db(laptop: Workspace) -> Database:
    return laptop.db


def test_facts_wait_in_the_order_of_their_saves_until_they_are_in_a_pack(
    laptop: Workspace, db: Database
) -> None:
    ids = [records.save(laptop, Change("meeting", {"title": title})) for title in "abc"]
    waiting = list(packs.waiting(db, TEAM))
    packs.keep(db, "p1", TEAM, OURS, b"one")
    packs.pack_facts(db, "p1", [item.n for item in waiting[:2]])

    assert [ids[n] in item.line for n, item in enumerate(waiting)] == [True, True, True]
    assert list(packs.waiting(db, TEAM)) == waiting[2:]
    assert list(packs.waiting(db, RESTRICTED)) == []
    assert packs.records_of(db, ["p1"]) == set(ids[:2])
    assert packs.records_not_sent(db) == 3


def test_what_waits_names_its_save_whatever_else_is_called_so(
    laptop: Workspace, db: Database
) -> None:
    records.save(laptop, Change("incident", {"type": "threat", "account": '"save":"' + "0" * 32}))
    records.save(laptop, Change("meeting", {"title": '{"save":"' + "1" * 32}))

    for scope in (TEAM, RESTRICTED):
        for item in packs.waiting(db, scope):
            assert item.save == from_json(item.line).save


def test_a_pack_is_kept_once_and_takes_the_place_it_is_given(db: Database) -> None:
    assert packs.keep(db, "p1", TEAM, OURS, b"one")
    assert not packs.keep(db, "p1", TEAM, OURS, b"one", 4)

    assert packs.without_place(db, TEAM) == []
    assert packs.get(db, "p1") == packs.Kept(TEAM, OURS, b"one")
    assert (packs.has(db, "p1"), packs.has(db, "p2")) == (True, False)


def test_delivered_is_what_a_mark_covers_and_nothing_else(db: Database) -> None:
    for n in (1, 2, 3):
        packs.keep(db, f"p{n}", TEAM, OURS if n < 3 else THEIRS, bytes(n), n)
    packs.keep(db, "r1", RESTRICTED, OURS, b"r", 3)
    packs.set_marks(db, TEAM, [Mark(n, f"{n}") for n in (1, 2, 3)])
    packs.set_marks(db, RESTRICTED, [Mark(3, "3")])

    packs.go_back(db, TEAM, 1)

    assert packs.without_place(db, TEAM) == [("p2", 2), ("p3", 3)]
    assert packs.waiting_of(db, OURS) == {"p2"}
    assert packs.marks(db, TEAM) == {1: "1"}
    assert packs.without_place(db, RESTRICTED) == []
    assert packs.marks(db, RESTRICTED) == {3: "3"}


def test_the_newest_pack_of_a_device_is_the_one_it_made_last(db: Database) -> None:
    assert packs.newest_of(db, TEAM, OURS) == ""
    for pack, scope, device in [
        ("z", TEAM, OURS),
        ("a", TEAM, OURS),
        ("m", TEAM, THEIRS),
        ("n", RESTRICTED, OURS),
    ]:
        packs.keep(db, pack, scope, device, b"")
    mission.forget_for_good(db)

    assert packs.newest_of(db, TEAM, OURS) == "a"
    assert packs.newest_of(db, RESTRICTED, OURS) == "n"


def test_what_is_set_aside_keeps_its_first_time_and_its_last_reason(db: Database) -> None:
    packs.set_aside(db, "p1", "unknown author", "2026-11-21")
    packs.set_aside(db, "p2", "no pack", "2026-11-20")
    packs.set_aside(db, "p1", "signature", "2026-11-22")
    assert packs.aside(db) == {"p2": "no pack", "p1": "signature"}
    assert list(packs.aside(db)) == ["p2", "p1"]

    packs.take_up(db, "p2")
    assert list(packs.aside(db)) == ["p1"]


def test_records_are_counted_as_the_lists_show_them(laptop: Workspace, db: Database) -> None:
    ids = [records.save(laptop, Change("meeting", {"title": title})) for title in "abc"]
    records.delete(laptop, "meeting", ids[0], "entered twice")

    assert packs.count_shown(db) == {"meeting": 2}
    assert packs.shown(db, [*ids[:2], "unknown"]) == {
        ids[0]: packs.Shown("meeting", gone=True),
        ids[1]: packs.Shown("meeting", gone=False),
    }


def test_a_statement_replaces_the_one_before_it(db: Database) -> None:
    mission.keep_statement(db, OURS, "first")
    mission.keep_statement(db, THEIRS, "other")
    mission.keep_statement(db, OURS, "second")

    assert mission.statement_of(db, OURS) == "second"
    assert mission.statement_of(db, "c" * 16) is None
    assert mission.statements(db) == ["second", "other"]


def test_a_private_key_that_is_known_is_never_lost_again(db: Database) -> None:
    mission.put_on_ring(db, TEAM, 1, b"public", b"private")
    mission.set_scope_keys(db, {(TEAM, 1): b"public"})
    mission.set_scope_keys(db, {(TEAM, 1): b"public", (TEAM, 2): b"public 2"})

    assert mission.scope_keys(db) == {
        (TEAM, 1): (b"public", b"private"),
        (TEAM, 2): (b"public 2", None),
    }


def test_what_was_forgotten_leaves_no_page_behind(laptop: Workspace, db: Database) -> None:
    for n in range(50):
        records.save(laptop, Change("meeting", {"title": f"Meeting {n} " * 30}))
    db.conn.execute("DELETE FROM fact")
    assert db.conn.execute("PRAGMA freelist_count").fetchone()[0] > 0

    mission.forget_for_good(db)

    assert db.conn.execute("PRAGMA freelist_count").fetchone()[0] == 0
    assert (laptop.folder / "fieldapp.db-wal").stat().st_size == 0
