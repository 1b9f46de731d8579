"""Parcels on real folders and on real small file systems that are full, locked or pulled."""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from fieldapp.progress import Cancelled, Progress
from fieldapp.store import records
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.sync.mission import found_mission
from fieldapp.sync.parcels.parcel_errors import (
    BadStick,
    ForeignParcel,
    NoParcel,
    NoParcelsThere,
    NoRoomForParcel,
    ParcelNotReadable,
    ParcelNotWritten,
)
from fieldapp.sync.parcels.stick import Written, parcels_in, read_parcels, write_parcel
from tests.sync.conftest import Mission
from tests.sync.world import make, not_sent, rows

POSIX = pytest.mark.skipif(os.name != "posix", reason="needs what only POSIX systems have")
MOUNTS = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="only root on Linux can mount a stick"
)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@contextmanager
def mounted(folder: Path, size: str) -> Iterator[None]:
    """A real file system of this size on the folder."""
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(folder)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("this machine lets nobody mount")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False, capture_output=True)


class At(Progress):
    """Does something once, when the work says that it is there."""

    def __init__(self, words: str, act: Callable[[], object], after: int = 0) -> None:
        self.words, self.act, self.after = words, act, after

    def step(self, done: int, total: int, text: str = "") -> None:
        if text.startswith(self.words) and done >= self.after and self.words:
            self.words = ""
            self.act()


WRITING, READING_BACK = "Writing", "Reading it back"


def fill(laptop: Workspace, count: int = 3) -> None:
    changes = [Change("meeting", {"title": f"Meeting {n}"}) for n in range(count)]
    records.save_all(laptop, changes)


def fill_with_noise(laptop: Workspace) -> None:
    """So much that it does not shrink below sixty thousand bytes."""
    noise = laptop.around.random(60_000).hex()
    records.save(laptop, Change("incident", {"type": "threat", "account": noise}))


def write(laptop: Workspace, folder: Path, progress: Progress | None = None) -> Written:
    return write_parcel(laptop, folder, progress or Progress())


def test_a_parcel_says_what_it_holds_and_not_whose_it_is(mission: Mission, stick: Path) -> None:
    fill(mission.protection)

    written = write(mission.protection, stick)

    assert (written.packs, written.records) == (1, 3)
    assert written.size == written.file.stat().st_size
    assert os.listdir(stick) == [f"fieldapp-{mission.protection.device}-2026-11-22.parcel"]
    assert not_sent(mission.protection) == 3


def test_a_second_parcel_of_a_day_leaves_the_first_alone(mission: Mission, stick: Path) -> None:
    first = write(mission.protection, stick).file.read_bytes()
    fill(mission.protection)

    second = write(mission.protection, stick)

    assert second.file.name.endswith("-1.parcel")
    assert first in [each.read_bytes() for each in stick.iterdir()]
    account, found = read_parcels(mission.founder, parcels_in(stick), Progress())
    assert (account.received, account.sent, found.torn) == (3, 0, 0)
    assert rows(mission.founder) == rows(mission.protection)


@POSIX
def test_links_that_somebody_laid_on_a_stick_are_not_followed(
    mission: Mission, stick: Path, tmp_path: Path
) -> None:
    precious = tmp_path / "precious.txt"
    precious.write_text("mine")
    name = f"fieldapp-{mission.protection.device}-2026-11-22.parcel"
    stem = name.removesuffix(".parcel")
    (stick / name).symlink_to(precious)
    (stick / f"{stem}-1.parcel").symlink_to(tmp_path / "nowhere")
    (stick / f"{stem}-2.parcel.part").symlink_to(precious)

    written = write(mission.protection, stick)

    assert precious.read_text() == "mine"
    assert written.file.name.endswith("-2.parcel")
    assert not written.file.is_symlink()
    assert not (tmp_path / "nowhere").exists()
    assert (stick / f"{stem}-1.parcel").is_symlink()


@POSIX
def test_a_folder_that_is_a_link_is_told_as_what_it_is(
    mission: Mission, stick: Path, tmp_path: Path
) -> None:
    (tmp_path / "link").symlink_to(stick)

    assert write(mission.protection, tmp_path / "link").file.parent == stick


@pytest.mark.parametrize("name", ["missing", "file.txt"])
def test_no_parcel_is_written_where_there_is_no_folder(
    mission: Mission, stick: Path, name: str
) -> None:
    (stick / "file.txt").touch()

    with pytest.raises(ParcelNotWritten):
        write(mission.protection, stick / name)
    assert os.listdir(stick) == ["file.txt"]


@MOUNTS
def test_a_stick_without_room_is_told_before_anything_is_written(
    mission: Mission, stick: Path
) -> None:
    fill_with_noise(mission.protection)
    with mounted(stick, "64k"):
        (stick / "photo.jpg").write_bytes(bytes(30_000))

        with pytest.raises(NoRoomForParcel):
            write(mission.protection, stick)
        assert os.listdir(stick) == ["photo.jpg"]


@MOUNTS
def test_a_stick_that_fills_up_meanwhile_keeps_no_half_parcel(
    mission: Mission, stick: Path
) -> None:
    fill_with_noise(mission.protection)
    with mounted(stick, "128k"):

        def fill_it() -> None:
            with contextlib.suppress(OSError):
                (stick / "photo.jpg").write_bytes(bytes(200_000))

        with pytest.raises(ParcelNotWritten, match="full"):
            write(mission.protection, stick, At(WRITING, fill_it))
        assert os.listdir(stick) == ["photo.jpg"]


@MOUNTS
def test_a_locked_stick_is_told(mission: Mission, stick: Path) -> None:
    with mounted(stick, "1m"):
        subprocess.run(["mount", "-o", "remount,ro", str(stick)], check=True)

        with pytest.raises(ParcelNotWritten, match="locked"):
            write(mission.protection, stick)


@MOUNTS
def test_a_stick_that_is_pulled_while_it_is_written_is_told(mission: Mission, stick: Path) -> None:
    fill(mission.protection)
    with mounted(stick, "1m"):
        pull = ["umount", "-l", str(stick)]

        with pytest.raises(ParcelNotWritten):
            write(mission.protection, stick, At(WRITING, lambda: subprocess.run(pull, check=True)))
    assert os.listdir(stick) == []


def test_a_stick_that_keeps_something_else_is_found_out(mission: Mission, stick: Path) -> None:
    fill(mission.protection)

    def wear() -> None:
        [file] = stick.glob("*.parcel")
        content = bytearray(file.read_bytes())
        content[len(content) // 2] ^= 1
        file.write_bytes(content)

    with pytest.raises(BadStick):
        write(mission.protection, stick, At(READING_BACK, wear))
    assert os.listdir(stick) == []


def test_a_stick_that_cuts_what_it_keeps_is_found_out(mission: Mission, stick: Path) -> None:
    fill(mission.protection)

    def cut() -> None:
        [file] = stick.glob("*.parcel")
        os.truncate(file, 0)

    with pytest.raises(BadStick):
        write(mission.protection, stick, At(READING_BACK, cut))
    assert os.listdir(stick) == []


@pytest.mark.parametrize("words", [WRITING, READING_BACK])
def test_stopping_leaves_no_parcel(mission: Mission, stick: Path, words: str) -> None:
    fill(mission.protection)

    def stop() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        write(mission.protection, stick, At(words, stop))
    assert os.listdir(stick) == []


def test_a_part_that_a_killed_process_left_is_no_parcel_and_goes_with_the_next(
    mission: Mission, stick: Path
) -> None:
    name = f"fieldapp-{mission.protection.device}-2026-11-22.parcel.part"
    (stick / name).write_bytes(b"half")
    with pytest.raises(NoParcelsThere):
        parcels_in(stick)

    write(mission.protection, stick)

    assert [each.suffix for each in stick.iterdir()] == [".parcel"]


@POSIX
def test_a_pipe_or_a_device_is_no_parcel(mission: Mission, stick: Path) -> None:
    os.mkfifo(stick / "pipe.parcel")
    pipe = os.open(stick / "pipe.parcel", os.O_RDWR)
    os.write(pipe, write(mission.protection, stick).file.read_bytes())

    for file in (stick / "pipe.parcel", Path("/dev/zero")):
        with pytest.raises(NoParcel):
            read_parcels(mission.founder, [file], Progress())
    os.close(pipe)
    with pytest.raises(ParcelNotReadable):
        read_parcels(mission.founder, [stick / "gone.parcel"], Progress())


def test_a_folder_is_read_past_the_files_that_are_no_parcels_of_ours(
    mission: Mission, stick: Path
) -> None:
    stranger = make(stick.parent, "stranger", 79)
    found_mission(stranger, "Elsewhere")
    write(stranger, stick)
    (stick / "a.parcel").write_bytes(b"no parcel")
    fill(mission.protection)
    write(mission.protection, stick)
    failed: list[Exception] = []

    account, found = read_parcels(
        mission.founder, parcels_in(stick), Progress(), failed=failed.append
    )

    assert (account.received, found.torn) == (3, 0)
    assert sorted(type(each).__name__ for each in failed) == ["ForeignParcel", "NoParcel"]
    with pytest.raises(ForeignParcel):
        read_parcels(mission.founder, sorted(stick.glob("fieldapp*")), Progress())


def test_a_huge_empty_file_is_read_in_little_memory(mission: Mission, stick: Path) -> None:
    fill(mission.protection)
    file = write(mission.protection, stick).file
    shutil.copy(file, stick / "huge.parcel")
    os.truncate(stick / "huge.parcel", 200 * 1024 * 1024)  # holes, as a worn stick gives them back

    account, found = read_parcels(mission.founder, [stick / "huge.parcel"], Progress())

    assert (account.received, found.torn) == (3, 1)
