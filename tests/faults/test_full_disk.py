"""A disk that is really full, of a laptop, of a hub and of a stick: a sentence, and then on."""

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from fieldapp.progress import Progress
from fieldapp.store.doctor import examine
from fieldapp.store.records import Wanted, count
from tests.cli.conftest import looking_into, make_folder
from tests.faults.conftest import Field, acknowledged, all_agree, lines, make_field, put, sync
from tests.faults.processes import Command, HubProcess

MakeDisk = Callable[[str, int], Path]
ROOM = 200_000
"""Bytes that are left: enough to begin with."""


@pytest.fixture
def make_disk(tmp_path: Path) -> Iterator[MakeDisk]:
    """A small disk in memory, of so many bytes."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("a disk of its own can be mounted by root only")
    mounted: list[Path] = []

    def make(name: str, size: int) -> Path:
        folder = tmp_path / name
        folder.mkdir()
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)],
            check=False,
            capture_output=True,
        )
        if done.returncode:
            pytest.skip("nothing can be mounted here")
        mounted.append(folder)
        return folder

    yield make
    for folder in mounted:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(disk: Path) -> Path:
    """Take all the room that is left; return the file that holds it."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as out:
        try:
            while True:
                out.write(bytes(4096))
        except OSError:
            return ballast


def test_a_full_laptop_says_so_and_goes_on_once_there_is_room(
    make_disk: MakeDisk, tmp_path: Path
) -> None:
    disk = make_disk("disk", 1_500_000)
    make_folder(disk / "workspace")
    folder = tmp_path / "workspace"
    folder.symlink_to(disk / "workspace")
    put(folder, "before")
    ballast = fill(disk)
    os.truncate(ballast, ballast.stat().st_size - ROOM)
    many = [f"{n} " + "words " * 400 for n in range(400)]

    full = Command(folder, "put", "meeting", "-", "--json-lines", stdin=lines(many))

    assert full.ended() == 1
    assert "no room left" in full.said
    assert "our fault" not in full.said
    saved = acknowledged(full.said)
    assert saved
    ballast.unlink()
    after = put(folder, "after")
    with looking_into(folder) as opened:
        assert count(opened, Wanted("meeting")) == 1 + len(saved) + len(after)
        assert all(finding.ok for finding in examine(opened, Progress()))


def test_a_full_hub_refuses_and_takes_everything_once_there_is_room(
    make_disk: MakeDisk, tmp_path: Path
) -> None:
    field = make_field(tmp_path)
    disk = make_disk("disk", 1_000_000)
    hub = HubProcess(disk / "hub")
    try:
        sync(field.founder, hub.url)
        ballast = fill(disk)
        saved = set(put(field.officer, *(f"{n} " + os.urandom(200).hex() for n in range(60))))

        refused = Command(field.officer, "sync", "--hub", hub.url)

        assert refused.ended() == 1
        assert "its disk is full" in refused.said
        ballast.unlink()
        for folder in (field.officer, field.founder, field.officer):
            sync(folder, hub.url)
        all_agree(field, saved)
    finally:
        hub.kill()


def test_a_full_stick_leaves_no_half_file_behind(
    make_disk: MakeDisk, field: Field, tmp_path: Path
) -> None:
    stick = make_disk("stick", 65_536)
    ballast = fill(stick)
    target = stick / "request.json"

    for command in (
        ("enrol", "-o", target),
        ("export", "meeting", "--as", "csv", "-o", target),
        ("fields", "-o", target),
    ):
        running = Command(field.officer, *command)
        assert running.ended() == 1, running.said
        assert "cannot be written" in running.said or "no room" in running.said, running.said
        assert "our fault" not in running.said
        assert [file.name for file in stick.iterdir()] == ["ballast"]

    ballast.unlink()
    running = Command(field.officer, "enrol", "-o", target)
    assert running.ended() == 0, running.said
    assert target.stat().st_size > 100
