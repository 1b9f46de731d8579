"""Copies of the workspace file: before a sync changes records, few, encrypted, told of."""

import os
import shutil
from types import SimpleNamespace

import pytest

from fieldapp.store import backup, workspace
from fieldapp.store.backup import KEPT, REASONS, REST_MS, before_sync
from fieldapp.store.database import connect
from fieldapp.store.records import Change, save
from fieldapp.store.workspace import Surroundings, Workspace
from tests.store.conftest import PASSPHRASE, MakeWorkspace


@pytest.fixture
def now() -> list[int]:
    return [1_795_345_200_000]


@pytest.fixture
def laptop(make_workspace: MakeWorkspace, now: list[int]) -> Workspace:
    """A workspace whose clock the test moves."""
    folder = make_workspace("Amina").folder
    real = workspace.real_surroundings()
    return workspace.unlock(
        folder, PASSPHRASE, around=Surroundings(wall_ms=lambda: now[0], random=real.random)
    )


def names(laptop: Workspace) -> list[str]:
    return sorted(path.name for path in (laptop.folder / "backups").iterdir())


def test_a_copy_holds_everything_under_the_same_key(laptop: Workspace) -> None:
    save(laptop, Change("meeting", {"title": "CANARY", "held_on": "2026-11-01"}))

    copy = before_sync(laptop.db, laptop.file, laptop.key, laptop.around.wall_ms())

    assert copy is not None
    assert b"CANARY" not in copy.read_bytes()
    older = connect(copy, laptop.key)
    assert older.conn.execute("SELECT count(*) FROM fact").fetchone()[0] == 1
    older.close()
    workspace.close(laptop)


def test_copies_before_a_sync_are_few_and_the_newest(laptop: Workspace, now: list[int]) -> None:
    for _ in range(KEPT + 2):
        before_sync(laptop.db, laptop.file, laptop.key, laptop.around.wall_ms())
        now[0] += REST_MS

    assert [name[-9:-3] for name in names(laptop)] == ["000003", "000004", "000005"]
    workspace.close(laptop)


@pytest.mark.parametrize(("minutes", "copies"), [(0, 1), (59, 1), (60, 2), (-5, 2)])
def test_a_line_that_drops_every_minute_pushes_no_older_copy_out(
    laptop: Workspace, now: list[int], minutes: int, copies: int
) -> None:
    first = before_sync(laptop.db, laptop.file, laptop.key, laptop.around.wall_ms())
    now[0] += minutes * 60_000

    second = before_sync(laptop.db, laptop.file, laptop.key, laptop.around.wall_ms())

    assert len(names(laptop)) == copies
    assert (first == second) == (copies == 1)
    workspace.close(laptop)


def test_where_the_disk_is_nearly_full_saves_come_before_copies(
    laptop: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = laptop.file.stat().st_size
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=2 * size - 1))
    assert before_sync(laptop.db, laptop.file, laptop.key, laptop.around.wall_ms()) is None
    assert not (laptop.folder / "backups").exists()

    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=2 * size))
    assert before_sync(laptop.db, laptop.file, laptop.key, laptop.around.wall_ms()) is not None
    workspace.close(laptop)


@pytest.mark.skipif(os.name != "posix", reason="needs a limit that only POSIX systems have")
def test_a_disk_that_becomes_full_keeps_no_sync_from_going_on(laptop: Workspace) -> None:
    import resource

    size = laptop.file.stat().st_size
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size // 2, before[1]))
    try:
        copy = before_sync(laptop.db, laptop.file, laptop.key, laptop.around.wall_ms())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert copy is None
    assert names(laptop) == []
    workspace.close(laptop)


def test_copies_are_listed_newest_first_with_their_reason(laptop: Workspace) -> None:
    backup.before_migration(laptop.db, laptop.file, laptop.key)
    before_sync(laptop.db, laptop.file, laptop.key, laptop.around.wall_ms())
    (laptop.folder / "backups" / "fieldapp-before-sync-000009.part").touch()  # cut in the middle

    found = backup.backups(laptop.file)

    assert [each.reason for each in found] == ["before-sync", "format"]
    assert all(each.size > 4096 and each.reason in REASONS for each in found)
    workspace.close(laptop)
