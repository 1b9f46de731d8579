"""Going back to a copy: what only this laptop knows stays, and a kill leaves one of the two."""

import multiprocessing
import random
import sqlite3
import sys
import time
from pathlib import Path

import pytest

from fieldapp.progress import Progress
from fieldapp.store import backup, doctor, drafts, packs, workspace
from fieldapp.store.database import writing
from fieldapp.store.errors import Damaged
from fieldapp.store.records import Change, Wanted, load, query, save
from fieldapp.store.restore import InUse, NoSuchBackup, restore
from fieldapp.store.workspace import Workspace
from tests.store.conftest import PASSPHRASE
from tests.store.crashing import restore_without_end

KILLS = 25 if sys.platform != "win32" else 8


def titles(laptop: Workspace) -> list[object]:
    return sorted(str(r.values["title"]) for r in query(laptop, Wanted("meeting")))


def sent(laptop: Workspace) -> None:
    """Note that the hub has everything there is."""
    with writing(laptop.db, laptop.file):
        rows = laptop.db.conn.execute("SELECT n FROM fact WHERE pack IS NULL").fetchall()
        pack = f"{rows[-1][0]:032x}"
        packs.keep(laptop.db, pack, "mission/team", laptop.device, b"sealed", rows[-1][0])
        packs.pack_facts(laptop.db, pack, [row[0] for row in rows])


@pytest.fixture
def copy(amina: Workspace) -> str:
    """The name of a copy with one meeting, which the hub has; a second one came later."""
    save(amina, Change("meeting", {"title": "Well"}))
    sent(amina)
    made = backup.before_sync(amina.db, amina.file, amina.key, amina.around.wall_ms())
    assert made is not None
    save(amina, Change("meeting", {"title": "Road"}))
    sent(amina)
    return made.name


def closed(laptop: Workspace) -> Path:
    workspace.close(laptop)
    return laptop.file


def test_records_go_back_and_what_was_there_is_kept(amina: Workspace, copy: str) -> None:
    drafts.keep(amina, "draft", "meeting", {"title": "half"})

    done = restore(closed(amina), amina.key, copy)

    again = workspace.unlock(amina.folder, PASSPHRASE)
    assert titles(again) == ["Well"]
    assert again.device == amina.device
    assert [each.id for each in drafts.all_drafts(again)] == ["draft"]
    assert (done.carried, done.damaged) == (0, False)
    assert all(finding.ok for finding in doctor.examine(again, Progress()))
    workspace.close(again)
    restore(amina.file, amina.key, done.kept)
    forward = workspace.unlock(amina.folder, PASSPHRASE)
    assert titles(forward) == ["Road", "Well"]
    workspace.close(forward)


def test_what_no_hub_has_yet_is_carried_over(amina: Workspace, copy: str) -> None:
    waiting = save(amina, Change("meeting", {"title": "Pump"}))
    with writing(amina.db, amina.file):
        packs.keep(amina.db, "f" * 32, "mission/team", amina.device, b"sealed")
        last = amina.db.conn.execute("SELECT max(n) FROM fact").fetchone()[0]
        packs.pack_facts(amina.db, "f" * 32, [last])
    save(amina, Change("meeting", {"title": "School"}))

    done = restore(closed(amina), amina.key, copy)

    again = workspace.unlock(amina.folder, PASSPHRASE)
    assert done.carried == 2
    assert titles(again) == ["Pump", "School", "Well"]
    assert packs.records_of(again.db, ["f" * 32]) == {waiting}
    assert packs.without_place(again.db, "mission/team") == [("f" * 32, 6)]
    assert all(finding.ok for finding in doctor.examine(again, Progress()))
    workspace.close(again)


def test_nobody_takes_a_file_away_under_an_open_window(amina: Workspace, copy: str) -> None:
    titles(amina)  # somebody reads in it

    with pytest.raises(InUse, match="has this workspace open"):
        restore(amina.file, amina.key, copy)

    save(amina, Change("meeting", {"title": "Pump"}))
    assert titles(amina) == ["Pump", "Road", "Well"]


def test_a_name_that_is_no_copy_changes_nothing(amina: Workspace, copy: str) -> None:
    for name in ("../fieldapp.db", "", "fieldapp-before-sync-000099.db"):
        with pytest.raises(NoSuchBackup):
            restore(amina.file, amina.key, name)


def test_a_damaged_copy_is_not_put_back(amina: Workspace, copy: str) -> None:
    path = amina.folder / "backups" / copy
    spoil(path)

    with pytest.raises(Damaged):
        restore(closed(amina), amina.key, copy)

    again = workspace.unlock(amina.folder, PASSPHRASE)
    assert titles(again) == ["Road", "Well"]
    workspace.close(again)


def test_a_damaged_file_is_kept_as_it_is_and_the_copy_takes_its_place(
    amina: Workspace, copy: str
) -> None:
    file = closed(amina)
    spoil(file)
    was = file.read_bytes()

    done = restore(file, amina.key, copy)

    again = workspace.unlock(amina.folder, PASSPHRASE)
    assert done.damaged
    assert titles(again) == ["Well"]
    assert (amina.folder / "backups" / done.kept).read_bytes() == was
    workspace.close(again)


def spoil(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for at in range(4096 * 3, len(content), 4096):
        content[at + 100] ^= 0xFF
    path.write_bytes(content)


def test_a_copy_of_an_earlier_format_is_brought_up_to_date(amina: Workspace) -> None:
    record = save(amina, Change("meeting", {"title": "Well"}))
    sent(amina)
    made = backup.before_migration(amina.db, amina.file, amina.key)
    older = workspace.connect(made, amina.key)
    older.conn.execute("DELETE FROM _sqlite_migrations WHERE name = 'm002_held'")
    older.close()

    restore(closed(amina), amina.key, made.name)

    again = workspace.unlock(amina.folder, PASSPHRASE)
    assert not load(again, "meeting", record).held
    workspace.close(again)


def test_killed_at_any_moment_it_leaves_the_one_or_the_other(amina: Workspace, copy: str) -> None:
    later = backup.before_migration(amina.db, amina.file, amina.key).name  # is never pushed out
    closed(amina)
    chance = random.Random(4)
    seen = set()
    way = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(way)
    if way == "forkserver":
        context.set_forkserver_preload(["tests.store.crashing"])  # type: ignore[attr-defined]
    began = time.monotonic()
    restore(amina.file, amina.key, later)
    took = time.monotonic() - began
    for n in range(KILLS):
        here, there = context.Pipe(duplex=False)
        process = context.Process(
            target=restore_without_end, args=(amina.file, amina.key, (copy, later), there)
        )
        process.start()
        for _ in range(1 + n % 2):  # it has begun; every second time, it has done the first
            here.recv()
        process.join(chance.uniform(0, took))
        process.kill()
        process.join()
        process.close()
        again = workspace.unlock(amina.folder, PASSPHRASE)
        seen.add(tuple(titles(again)))
        assert again.db.conn.execute("PRAGMA quick_check").fetchone()[0] == "ok"
        workspace.close(again)

    assert seen == {("Well",), ("Road", "Well")}
    copies = backup.backups(amina.file)
    # One more than is kept: killed after the new copy had its name, before the oldest went.
    assert len(copies) <= 2 + backup.KEPT + 1
    for each in copies:  # one that was cut in its middle never got its name
        whole = workspace.connect(amina.folder / "backups" / each.name, amina.key)
        assert whole.conn.execute("PRAGMA cipher_integrity_check").fetchall() == []
        whole.close()


def test_the_copies_are_no_files_of_sqlite_for_others(amina: Workspace, copy: str) -> None:
    other = sqlite3.connect(amina.folder / "backups" / copy)
    with pytest.raises(sqlite3.DatabaseError):
        other.execute("SELECT * FROM fact")
    other.close()
