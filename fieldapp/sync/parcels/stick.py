"""Parcels as files: written to a stick so that it may be pulled afterwards, and read from one.

A stick is small, slow, worn, full, locked, or gone in the middle. A parcel has its name only when
all of it is on the stick, and the person is told to pull it only after it was read back from there.
"""

import errno
import os
import shutil
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from fieldapp.errors import UserError, Words
from fieldapp.language import N_
from fieldapp.progress import Progress
from fieldapp.store import carried, packs
from fieldapp.store.database import writing
from fieldapp.store.disk import move_into_place
from fieldapp.store.workspace import Workspace
from fieldapp.sync.account import Account
from fieldapp.sync.closing import contact
from fieldapp.sync.errors import TakenOutMeanwhile
from fieldapp.sync.intake import Intake
from fieldapp.sync.members.leaving import leave_if_news
from fieldapp.sync.packing import pack_up
from fieldapp.sync.parcels import handing, parcel
from fieldapp.sync.parcels.handing import Unpacked
from fieldapp.sync.parcels.parcel import PACK, Item, Reading
from fieldapp.sync.parcels.parcel_errors import (
    BadStick,
    ForeignParcel,
    NewerParcel,
    NoParcel,
    NoParcelsThere,
    NoRoomForParcel,
    ParcelNotReadable,
    ParcelNotWritten,
)

SUFFIX = ".parcel"
_OVERHEAD = 512
"""Bytes of an item's line and seal, and then some: what the free space is judged by."""
_END = 4096


@dataclass(frozen=True)
class Written:
    """A parcel that was read back from where it was written.

    Attributes:
        records: Records that its packs are about, as far as this laptop can read them.
        size: Bytes.
    """

    file: Path
    packs: int
    records: int
    size: int


@dataclass(frozen=True)
class Inside:
    """What a parcel shows of itself without a key. Nothing of it was checked.

    Attributes:
        device: Who says that they made it.
        made: Day.
        packs: Ids.
        is_whole: It is not torn in the middle.
    """

    mission: str
    device: str
    made: str
    packs: tuple[str, ...]
    is_whole: bool


def look_into(file: Path) -> Inside:
    """Return what a parcel shows of itself, for whoever decides whether to read it.

    Raises:
        NoParcel, NewerParcel, ParcelNotReadable: As they say.
    """
    with _opened(file) as stream:
        reading = Reading(parcel.read_label(stream, str(file)))
        ids = [item.id for item in parcel.read_items(stream, reading) if item.type == PACK]
    label = reading.label
    whole = reading.end is parcel.End.WHOLE
    return Inside(label.mission, label.device, label.made, tuple(ids), whole)


def unknown_in(workspace: Workspace, inside: Inside) -> int:
    """Return how many packs of a parcel are not on this laptop, not even carried for others."""
    db = workspace.db
    return sum(not packs.has(db, id_) and carried.content(db, id_) is None for id_ in inside.packs)


def write_parcel(
    workspace: Workspace,
    folder: Path,
    progress: Progress,
    *,
    waiting: bool = False,
    only_here: bool = False,
) -> Written:
    """Write a parcel into a folder, and read it back from there.

    Nothing becomes delivered by it. The name is made of this laptop's id and the day, so that a
    stick that is found says nothing of who lost it. What has such a name already stays.

    Args:
        waiting: Only packs that no mark shows to be at the hub.
        only_here: Only what nobody else may have: those packs, set aside or not, and those pieces
            of photographs.

    Raises:
        NotInMission: There is nobody to hand anything to.
        NoRoomForParcel, ParcelNotWritten, BadStick: As they say; no parcel is left there.
        Cancelled: The person asked to stop; no parcel is left there.
    """
    label = handing.label_of(workspace)
    pack_up(workspace, progress)
    listed = handing.to_hand_on(workspace, waiting=waiting, only_here=only_here)
    pictures = workspace.chunks.waiting() if only_here else workspace.chunks.all()
    total = sum(len(of) for of in listed.values()) + len(pictures)
    with _told(folder):
        folder = folder.resolve(strict=True)
        needed = _END + sum(size + _OVERHEAD for of in listed.values() for _pack, size in of)
        needed += workspace.chunks.total_bytes(waiting=only_here) + _OVERHEAD * len(pictures)
        free = shutil.disk_usage(folder).free
    if free < needed:
        raise NoRoomForParcel(folder=folder, needed=-(-needed // 1000), free=free // 1000)
    written: list[str] = []

    def items() -> Iterator[Item]:
        every = chain(
            handing.items_of(workspace, listed), handing.pictures_of(workspace, waiting=only_here)
        )
        for n, item in enumerate(every):
            progress.step(n, 2 * total, N_("Writing the parcel"))
            if item.type == PACK:
                written.append(item.id)
            yield item

    def write(stream: BinaryIO) -> None:
        parcel.write(stream, label, items(), workspace.signing_key)

    with _told(folder):
        file = _write_new(folder, f"fieldapp-{workspace.device}-{label.made}", write)
        try:
            _check_written(workspace, file, total, progress)
        except BaseException:
            with suppress(OSError):
                file.unlink()
            raise
        size = file.stat().st_size
    progress.step(2 * total, 2 * total)
    records = packs.records_of(workspace.db, written)
    return Written(file, len(written), len(records), size)


def read_parcels(
    workspace: Workspace,
    files: list[Path],
    progress: Progress,
    *,
    let_through: bool = False,
    failed: Callable[[UserError], None] | None = None,
) -> tuple[Account, Unpacked]:
    """Take in what is whole in these parcels. Reading one twice changes nothing.

    Args:
        let_through: A person has agreed that many records vanish.
        failed: Is told what was wrong with a file, and the next is read; without it, it is raised.

    Raises:
        NotInMission: Nothing could be checked.
        NoParcel, NewerParcel, ForeignParcel, ParcelNotReadable: As they say.
        ManyWouldVanish: The brake. The portion in question was not taken.
        TakenOutMeanwhile: This laptop was taken out of the mission, as the parcel proves.
        Cancelled: The person asked to stop. What was taken so far stays.
    """
    began = time.monotonic()
    found = Unpacked()
    with writing(workspace.db, workspace.file):
        intake = Intake(workspace, let_through)
    total = sum(_size(file) for file in files)
    for file in files:
        try:
            with _opened(file) as stream:
                for at in handing.unpack(intake, stream, str(file), found):
                    progress.step(found.size + at, total, N_("Reading the parcel"))
                found.size += _size(file)
        except (NoParcel, NewerParcel, ForeignParcel, ParcelNotReadable) as error:
            if failed is None:
                raise
            failed(error)
    handing.finish(intake, whole=not found.torn)
    if found.packs + found.carried:  # something new: an old parcel read again is no contact
        contact.note(workspace)
    if leave_if_news(workspace):
        raise TakenOutMeanwhile
    progress.step(total, total)
    return handing.account_of(intake, began, bytes_down=found.size), found


def parcels_in(place: Path) -> list[Path]:
    """Return the file itself, or the parcels in a folder, sorted by name.

    Raises:
        NoParcelsThere: There is none.
    """
    try:
        found = sorted(place.glob(f"*{SUFFIX}")) if place.is_dir() else [place]
        found = [file for file in found if file.exists()]
    except OSError:
        found = []
    if not found:
        raise NoParcelsThere(folder=place)
    return found


def _write_new(folder: Path, stem: str, write: Callable[[BinaryIO], None]) -> Path:
    """Write a new file whole and return where it is; on an error nothing is left of it.

    Nothing that is there is written to, not even through a link that somebody has laid there.
    """
    names = (f"{stem}{f'-{n}' if n else ''}{SUFFIX}" for n in range(10_000))
    file = next(folder / name for name in names if not os.path.lexists(folder / name))
    part = file.with_name(file.name + ".part")
    part.unlink(missing_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(part, flags, 0o644), "wb") as stream:
            write(stream)
        move_into_place(part, file)
    except BaseException:
        for left in (part, file):
            with suppress(OSError):
                left.unlink()
        raise
    return file


def _check_written(workspace: Workspace, file: Path, total: int, progress: Progress) -> None:
    """Read a parcel back from the stick.

    Raises:
        BadStick: It is not what was written.
    """
    # At the very first, so that somebody who waits for it sees what is being done.
    progress.step(total, 2 * total, N_("Reading it back from the stick"))
    with file.open("rb") as stream:
        _past_the_cache(stream)
        try:
            reading = Reading(parcel.read_label(stream, str(file)))
        except NoParcel:
            raise BadStick(folder=file.parent) from None
        for item in parcel.read_items(stream, reading):
            done = total + min(reading.items, total)
            progress.step(done, 2 * total, N_("Reading it back from the stick"))
            del item  # of eight megabytes perhaps, before the next is read
        key = bytes(workspace.signing_key.verify_key)
        if reading.damaged or not parcel.is_signed_by(reading, key):
            raise BadStick(folder=file.parent)


def _past_the_cache(stream: BinaryIO) -> None:
    """Have the system forget what it remembers of a file, so that the stick itself is read."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    elif sys.platform == "darwin":
        import fcntl

        fcntl.fcntl(stream.fileno(), fcntl.F_NOCACHE, 1)


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        what = _WHY.get(error.errno or 0, N_("it does not answer"))
        raise ParcelNotWritten(folder=folder, what=Words(what)) from error


_WHY = {
    errno.ENOSPC: N_("it is full"),
    errno.EDQUOT: N_("it is full"),
    errno.EFBIG: N_("it takes no file as large as that"),
    errno.EACCES: N_("it may not be written"),
    errno.EPERM: N_("it may not be written"),
    errno.EROFS: N_("it is locked against writing"),
    errno.ENOENT: N_("it is not there"),
    errno.ENOTDIR: N_("it is no folder"),
}


@contextmanager
def _opened(file: Path) -> Iterator[BinaryIO]:
    """Open a parcel; a device, a pipe or anything else that is no file is none.

    Raises:
        NoParcel, ParcelNotReadable: As they say; the latter also for what fails inside the block.
    """
    try:
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(file, flags), "rb") as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                raise NoParcel(file=file)
            yield stream
    except OSError as error:
        raise ParcelNotReadable(file=file) from error


def _size(file: Path) -> int:
    with suppress(OSError):
        return file.stat().st_size
    return 0
