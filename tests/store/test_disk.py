"""Every durable step is told to the disk, and whatever stops there leaves whole files."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from fieldapp.store import backup, workspace
from fieldapp.store.disk import (
    BEGIN,
    COMMIT,
    COMMITTED,
    REPLACED,
    WRITE,
    WRITTEN,
    Disk,
    write_whole,
)
from fieldapp.store.errors import DiskFull
from fieldapp.store.records import Change, Wanted, count, save
from fieldapp.store.workspace import Surroundings, Workspace, real_surroundings
from tests.store.conftest import CHEAP, PASSPHRASE

MEETING = Change("meeting", {"title": "kept", "held_on": "2026-11-01"})


class Ended(BaseException):
    """The process is gone."""


def ending_at(step: str) -> Disk:
    def reached(now: str, _file: Path) -> None:
        if now == step:
            raise Ended

    return reached


def full_at(step: str) -> Disk:
    def reached(now: str, _file: Path) -> None:
        if now == step:
            raise OSError(errno.ENOSPC, "No space left on device")

    return reached


@contextmanager
def opened_on(amina: Workspace, disk: Disk) -> Iterator[Workspace]:
    around = replace(amina.around, disk=disk)
    opened = workspace.open_with_key(amina.folder, amina.key, around)
    yield opened
    workspace.close(opened)


def test_a_file_is_written_whole_and_each_step_of_it_is_told(tmp_path: Path) -> None:
    told: list[tuple[str, str]] = []
    file = tmp_path / "invitation.json"

    write_whole(file, b"whole", lambda step, about: told.append((step, about.name)))

    assert file.read_bytes() == b"whole"
    assert told == [(step, "invitation.json") for step in (WRITE, WRITTEN, REPLACED)]
    assert [one.name for one in tmp_path.iterdir()] == ["invitation.json"]


@pytest.mark.parametrize("step", [WRITE, WRITTEN, REPLACED])
def test_a_file_whose_writing_ends_anywhere_is_the_old_or_the_new_one(
    tmp_path: Path, step: str
) -> None:
    file = tmp_path / "key.json"
    write_whole(file, b"old")

    with pytest.raises(Ended):
        write_whole(file, b"new", ending_at(step))

    assert file.read_bytes() == (b"new" if step == REPLACED else b"old")


def test_a_file_that_finds_no_room_leaves_nothing_behind(tmp_path: Path) -> None:
    for step in (WRITE, WRITTEN):
        with pytest.raises(OSError, match="No space left"):
            write_whole(tmp_path / "key.json", b"new", full_at(step))

    assert list(tmp_path.iterdir()) == []


def test_everything_that_a_workspace_writes_is_told(amina: Workspace, tmp_path: Path) -> None:
    told: list[tuple[str, str]] = []

    def disk(step: str, file: Path) -> None:
        told.append((step, file.suffix))

    around = Surroundings(amina.around.wall_ms, amina.around.random, disk)
    made, _ = workspace.create(tmp_path / "new", PASSPHRASE, "Josef", cost=CHEAP, around=around)
    workspace.close(made)
    creating, told = told, []
    with opened_on(amina, lambda step, file: told.append((step, file.suffix))) as opened:
        save(opened, MEETING)
        backup.before_migration(opened.db, opened.file, opened.key)

    database = [(step, ".db") for step in (BEGIN, COMMIT, COMMITTED)]
    file = (WRITE, WRITTEN, REPLACED)
    assert creating == [*database, *((step, ".json") for step in file)]
    assert told == [
        *database,
        *((step, ".db") for step in file),
    ]
    assert real_surroundings().disk(BEGIN, tmp_path) is None  # type: ignore[func-returns-value]


@pytest.mark.parametrize(("step", "kept"), [(BEGIN, 0), (COMMIT, 0), (COMMITTED, 1)])
def test_a_save_that_ends_anywhere_is_there_or_not(amina: Workspace, step: str, kept: int) -> None:
    with opened_on(amina, ending_at(step)) as opened, pytest.raises(Ended):
        save(opened, MEETING)

    assert count(amina, Wanted("meeting")) == kept


@pytest.mark.parametrize("step", [BEGIN, COMMIT])
def test_a_save_that_finds_no_room_is_told_and_not_made(amina: Workspace, step: str) -> None:
    with opened_on(amina, full_at(step)) as opened, pytest.raises(DiskFull):
        save(opened, MEETING)

    assert count(amina, Wanted("meeting")) == 0
