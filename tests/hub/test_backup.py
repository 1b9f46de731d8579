"""Backup, restore and verification, from and to both kinds of storage."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from fieldapp.domain.scope import RESTRICTED, TEAM
from fieldapp.hub import administration, backup, rows, storage
from fieldapp.hub.backup import SUFFIX
from fieldapp.hub.engine import FILE
from fieldapp.hub.errors import (
    BadBackup,
    CannotWriteBackup,
    DamagedHub,
    NewerBackup,
    NoHubHere,
    NotEmptyHub,
)
from fieldapp.hub.serve import running
from fieldapp.hub.storage import FEED, HEAD, MEMBER, writing
from fieldapp.hub.verify import Finding, verify
from fieldapp.progress import Progress
from fieldapp.store import packs, records
from fieldapp.store.packs import Mark
from fieldapp.store.records import Change
from fieldapp.sync.packing import pack_up
from fieldapp.sync.wire.feed import MEMBERS, following, id_of
from fieldapp.sync.wire.transport import HttpHub
from tests.hub.conftest import ENGINES, empty_database
from tests.hub.test_service import ask, made, push
from tests.postgres import Postgres
from tests.sync.conftest import Mission
from tests.sync.world import HubOnDisk, not_sent, sync_now
from tests.sync.world import rows as shown


@pytest.fixture(params=ENGINES)
def database(request: pytest.FixtureRequest) -> str:
    return empty_database(request)


@pytest.fixture
def lived(mission: Mission) -> Mission:
    """A mission whose laptops have synced a few times."""
    for title in ("Water", "Roof", "Seeds"):
        records.save(mission.founder, Change("meeting", {"title": title}))
        change = Change("incident", {"type": "threat", "summary": "Shots", "account": title})
        records.save(mission.officer, change)
        sync_now(mission.founder, mission.hub)
        sync_now(mission.officer, mission.hub)
    return mission


def everything(engine: sa.Engine) -> list[rows.Row]:
    with rows.snapshot(engine) as shelf:
        return list(rows.rows_of(shelf))


def back_up(mission: Mission, file: Path) -> backup.Backup:
    with rows.snapshot(mission.hub.engine) as shelf:
        return backup.write(file, backup.pieces(shelf, mission.time()))


def test_a_backup_moves_a_mission_to_the_other_kind_of_storage(
    lived: Mission, tmp_path: Path, postgres: Postgres
) -> None:
    before = everything(lived.hub.engine)
    made = back_up(lived, tmp_path / "backup")
    other = "" if lived.hub.database else postgres.new_database()

    administration.restore(made.file, tmp_path / "other", other)
    moved = HubOnDisk(tmp_path / "other", lived.time, other)

    assert made.verdict.ok
    assert made.verdict.feeds[TEAM] == 6
    assert everything(moved.engine) == before
    records.save(lived.officer, Change("meeting", {"title": "Later"}))
    sync_now(lived.officer, moved)
    sync_now(lived.founder, moved)
    assert [not_sent(laptop) for laptop in (lived.founder, lived.officer)] == [0, 0]
    moved.close()


def test_laptops_bring_a_restored_hub_what_came_after_the_backup(
    lived: Mission, tmp_path: Path, postgres: Postgres
) -> None:
    made = back_up(lived, tmp_path / "backup")
    records.save(lived.officer, Change("meeting", {"title": "After the backup"}))
    sync_now(lived.officer, lived.hub)
    again = postgres.new_database() if lived.hub.database else ""
    administration.restore(made.file, tmp_path / "again", again)
    restored = HubOnDisk(tmp_path / "again", lived.time, again)

    sync_now(lived.officer, restored)
    sync_now(lived.founder, restored)

    assert len(shown(lived.founder)) == len(shown(lived.officer))
    with rows.snapshot(restored.engine) as shelf:
        assert verify(rows.rows_of(shelf)).ok
    restored.close()


def test_restoring_twice_or_over_a_mission_is_refused(lived: Mission, tmp_path: Path) -> None:
    made = back_up(lived, tmp_path / "backup")
    before = everything(lived.hub.engine)

    with pytest.raises(NotEmptyHub):
        backup.restore(made.file, lived.hub.engine)
    assert everything(lived.hub.engine) == before


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_torn_or_changed_backup_is_refused_and_nothing_is_written(
    lived: Mission, tmp_path: Path
) -> None:
    whole = back_up(lived, tmp_path / "backup").file.read_bytes()
    bad = tmp_path / "bad"
    for cut in range(0, len(whole), max(1, len(whole) // 60)):
        bad.write_bytes(whole[:cut])
        with pytest.raises(BadBackup, match="Nothing was changed"):
            administration.restore(bad, tmp_path / "new")
    for at in range(0, len(whole), max(1, len(whole) // 60)):
        changed = bytearray(whole)
        changed[at] ^= 1
        bad.write_bytes(changed)
        with pytest.raises((BadBackup, NewerBackup)):
            administration.restore(bad, tmp_path / "new")
    bad.write_bytes(whole + b"more")
    with pytest.raises(BadBackup):
        administration.restore(bad, tmp_path / "new")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_what_is_no_backup_or_a_later_one_is_told(mission: Mission, tmp_path: Path) -> None:
    file = tmp_path / "file"
    for content in (b"", b"Dear aunt", b"fieldapp hub backup x\n", b"fieldapp hub backup 1\n"):
        file.write_bytes(content)
        with pytest.raises(BadBackup):
            backup.check(file)
    file.write_bytes(b"fieldapp hub backup 2\n")
    with pytest.raises(NewerBackup):
        backup.check(file)
    with pytest.raises(BadBackup):
        backup.check(tmp_path / "nothing")
    made = back_up(mission, tmp_path / "empty")
    assert made.verdict.ok
    later = made.file.read_bytes().replace(b'["setting"', b'["parliament"')
    file.write_bytes(later)
    with pytest.raises(NewerBackup):
        backup.check(file)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_backup_that_cannot_be_written_leaves_nothing(lived: Mission, tmp_path: Path) -> None:
    with pytest.raises(CannotWriteBackup):
        back_up(lived, tmp_path / "no such folder" / "backup")

    def torn() -> Any:
        yield b"fieldapp hub backup 1\n"

    with pytest.raises(BadBackup):
        backup.write(tmp_path / "backup", torn())
    assert not list(tmp_path.glob("backup*"))


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_hub_that_runs_is_backed_up_and_verified_through_itself(
    mission: Mission, tmp_path: Path
) -> None:
    records.save(mission.founder, Change("meeting", {"title": "Water"}))
    with running(tmp_path / "real") as url:
        hub = HttpHub(url)
        sync_now(mission.founder, hub)
        made = administration.back_up(tmp_path / "real", tmp_path)
        verdict = administration.verify_hub(tmp_path / "real")
        sync_now(mission.protection, hub)  # it goes on as before
        hub.close()
        left = {path.name.partition(".")[0] for path in (tmp_path / "real").iterdir()}

    assert made.file.suffix == SUFFIX
    assert made.file.parent == tmp_path
    assert (made.verdict.ok, made.verdict.feeds[TEAM]) == (True, 1)
    assert verdict == made.verdict
    assert left == {"hub", "door"}
    assert [path.name for path in (tmp_path / "real").glob("hub.copy*")] == []
    administration.restore(made.file, tmp_path / "new")
    assert administration.verify_hub(tmp_path / "new") == made.verdict


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_hub_whose_file_is_damaged_inside_is_told_by_every_command(
    lived: Mission, tmp_path: Path
) -> None:
    for n in range(20):
        with writing(lived.hub.engine) as shelf:
            content = bytes([n]) * 5000
            storage.append(shelf, TEAM, [(id_of(content), "f" * 16, content)])
    lived.hub.copy_to(tmp_path / "copy")
    file = tmp_path / "copy" / FILE
    content = bytearray(file.read_bytes())
    content[len(content) // 2 :] = b"\xff" * (len(content) - len(content) // 2)
    file.write_bytes(content)

    with pytest.raises(DamagedHub, match="last backup"):
        administration.verify_hub(tmp_path / "copy")
    with pytest.raises(DamagedHub):
        administration.back_up(tmp_path / "copy", tmp_path / "backup")
    assert not list(tmp_path.glob("backup*"))


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_copy_that_a_killed_hub_has_left_is_taken_away(mission: Mission, tmp_path: Path) -> None:
    (tmp_path / "real" / "hub.copy.1234").mkdir(parents=True)
    (tmp_path / "real" / "hub.copy.1234" / FILE).write_bytes(b"half")

    with running(tmp_path / "real"):
        assert not (tmp_path / "real" / "hub.copy.1234").exists()


def test_nothing_is_made_where_there_is_no_hub(tmp_path: Path) -> None:
    for look in (administration.status, administration.verify_hub):
        with pytest.raises(NoHubHere):
            look(tmp_path / "nothing")
    assert list(tmp_path.iterdir()) == []


def _change(shelf: storage.Shelf, scope: str, seq: int, **values: object) -> None:
    where = sa.and_(FEED.c.scope == scope, FEED.c.seq == seq)
    shelf.execute(sa.update(FEED).where(where).values(**values))


def _flip(shelf: storage.Shelf) -> None:
    content = bytearray(storage.contents(shelf, TEAM, [2])[2])
    content[-70] ^= 1
    _change(shelf, TEAM, 2, pack=bytes(content))


def _forge(shelf: storage.Shelf) -> None:
    """Change a pack and make id and chain fit, as whoever has the database could."""
    content = bytearray(storage.contents(shelf, TEAM, [6])[6])
    content[-70] ^= 1
    pack = bytes(content)
    card = storage.mission(shelf)
    assert card is not None
    before = shelf.execute(
        sa.select(FEED.c.hash).where(FEED.c.scope == TEAM, FEED.c.seq == 5)
    ).scalar_one()
    mark = following(Mark(5, before), id_of(pack))
    _change(shelf, TEAM, 6, pack=pack, id=id_of(pack), hash=mark.hash)
    shelf.execute(sa.update(HEAD).where(HEAD.c.scope == TEAM).values(hash=mark.hash))


def _drop(shelf: storage.Shelf) -> None:
    shelf.execute(sa.delete(FEED).where(FEED.c.scope == TEAM, FEED.c.seq == 3))


def _cut(shelf: storage.Shelf) -> None:
    shelf.execute(sa.delete(FEED).where(FEED.c.scope == TEAM, FEED.c.seq == 6))


def _size(shelf: storage.Shelf) -> None:
    _change(shelf, RESTRICTED, 1, size=1)


def _promote(shelf: storage.Shelf) -> None:
    shelf.execute(
        sa.update(MEMBER).values(
            statement=sa.func.replace(MEMBER.c.statement, '"officer"', '"founder"')
        )
    )


def _own_word(shelf: storage.Shelf) -> None:
    storage.append(shelf, MEMBERS, [(id_of(b"{}"), "0" * 16, b"{}")])


@pytest.mark.parametrize(
    ("harm", "where", "what"),
    [
        (_flip, f"{TEAM} 2", "its bytes were changed"),
        (_forge, f"{TEAM} 6", "its signature is wrong"),
        (_drop, f"{TEAM} 4", "entries before it are missing"),
        (_cut, TEAM, "the head is not the end of the chain"),
        (_size, f"{RESTRICTED} 1", "its size is wrong"),
        (_promote, "member ", "nobody signed the membership who may"),
        (_own_word, f"{MEMBERS} ", "nobody signed it who may"),
    ],
)
def test_verification_says_what_is_wrong_where(
    lived: Mission,
    harm: Callable[[storage.Shelf], None],
    where: str,
    what: str,
    tmp_path: Path,
) -> None:
    assert verify(everything(lived.hub.engine)).ok
    with writing(lived.hub.engine) as shelf:
        harm(shelf)

    verdict = verify(everything(lived.hub.engine))

    assert not verdict.ok
    assert [f for f in verdict.findings if f.where.startswith(where) and f.what == what]
    if not lived.hub.database:
        made = back_up(lived, tmp_path / "backup")  # kept as it is, and not restored
        assert not made.verdict.ok
        with pytest.raises(BadBackup):
            administration.restore(made.file, tmp_path / "new")


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_pack_whose_author_names_one_that_is_missing_is_counted(mission: Mission) -> None:
    sync_now(mission.founder, mission.hub)
    ids = []
    for title in ("One", "Two"):
        records.save(mission.founder, Change("meeting", {"title": title}))
        pack_up(mission.founder, Progress())
        ids.append(packs.newest_of(mission.founder.db, TEAM, mission.founder.device))
    with writing(mission.hub.engine) as shelf:
        content = packs.get(mission.founder.db, ids[1]).content
        storage.append(shelf, TEAM, [(ids[1], mission.founder.device, content)])

    verdict = verify(everything(mission.hub.engine))

    assert (verdict.ok, verdict.gaps) == (True, 1)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_many_findings_are_counted_and_the_first_are_named(mission: Mission) -> None:
    sync_now(mission.founder, mission.hub)
    with writing(mission.hub.engine) as shelf:
        content = [f"rubbish {n}".encode() for n in range(150)]
        storage.append(shelf, TEAM, [(id_of(c), "f" * 16, c) for c in content])

    verdict = verify(everything(mission.hub.engine))

    assert (verdict.wrong, len(verdict.findings)) == (150, 100)
    assert verdict.findings[0] == Finding(f"{TEAM} 1", "it is no pack")


def test_the_folder_of_a_backup_holds_no_key_of_the_hub(lived: Mission, tmp_path: Path) -> None:
    made = back_up(lived, tmp_path / "backup")

    assert b"PRIVATE KEY" not in made.file.read_bytes()
    assert FILE not in [path.name for path in tmp_path.iterdir()]


def test_whoever_only_introduced_themselves_can_be_verified_later(mission: Mission) -> None:
    ask(mission, mission.founder)
    ask(mission, mission.officer, feeds=push(TEAM, made(mission.officer, TEAM)))

    verdict = verify(everything(mission.hub.engine))

    assert (verdict.ok, verdict.feeds[TEAM], verdict.feeds[MEMBERS]) == (True, 1, 0)
