"""The disk as a seam: every durable step of a laptop says that it is reached, before and after.

The real disk only listens. A simulation hands in one that is full at a step, or that is cut off
there: it copies the folder as it stands and raises, and goes on with the copy, as after a kill.
"""

import errno
import os
from collections.abc import Callable
from pathlib import Path

Disk = Callable[[str, Path], None]
"""Told the step and the file it is about. Raises what the disk would: `OSError`."""

BEGIN, COMMIT, COMMITTED = "begin", "commit", "committed"
"""Steps of a transaction: before its lock, before its commit, after its commit."""

WRITE, WRITTEN, REPLACED = "write", "written", "replaced"
"""Steps of a file that is written whole: before its bytes, before it takes its place, after it."""

STEPS = (BEGIN, COMMIT, COMMITTED, WRITE, WRITTEN, REPLACED)

_NO_FOLDER_SYNC = (errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EBADF)
"""What sticks and network drives answer that cannot sync a folder."""


def real_disk(_step: str, _file: Path) -> None:
    """Let everything happen as it does."""


def for_us_alone(name: str, flags: int) -> int:
    """Open a file that nobody else on this machine may read, where it is new; for `open`."""
    return os.open(name, flags, 0o600)


def write_whole(file: Path, content: bytes, disk: Disk = real_disk) -> None:
    """Write a file, whole or not at all; on the disk when this returns.

    Raises:
        OSError: It is not written, and an earlier one of that name stands as it was.
    """
    part = file.with_name(f"{file.name}.part")
    disk(WRITE, file)
    try:
        with open(part, "wb", opener=for_us_alone) as out:
            out.write(content)
        move_into_place(part, file, disk)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def move_into_place(part: Path, file: Path, disk: Disk = real_disk) -> None:
    """Give a file that was written whole its name, once its bytes are on the disk.

    Raises:
        OSError: The file of that name stands as it was.
    """
    with part.open("r+b") as out:
        os.fsync(out.fileno())
    disk(WRITTEN, file)
    part.replace(file)
    _sync_folder(file.parent)
    disk(REPLACED, file)


def _sync_folder(folder: Path) -> None:
    """Make a new name in the folder last; Windows does so by itself."""
    if os.name != "posix":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise
    finally:
        os.close(opened)
