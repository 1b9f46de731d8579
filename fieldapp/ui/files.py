"""Files that a person chose in a dialog: read and written whole, with a sentence when it fails.

The workspace's own files are for `store`.
"""

from pathlib import Path

from fieldapp.errors import UserError
from fieldapp.language import N_
from fieldapp.store import disk


class CannotWriteFile(UserError):
    """A folder that went away, a stick that is full, a file that belongs to somebody else."""

    text = N_("{file} cannot be written.")
    remedy = N_("Choose another folder. If it is a stick, see whether it is full or locked.")


class CannotReadFile(UserError):
    """A file that went away or may not be read."""

    text = N_("{file} cannot be read.")
    remedy = N_("Copy it to this laptop and try again.")


def write_whole(path: Path, content: bytes) -> None:
    """Write a file; an earlier one of that name stays until the new one is whole.

    Raises:
        CannotWriteFile: It is not written.
    """
    try:
        disk.write_whole(path, content)
    except OSError as error:
        raise CannotWriteFile(file=path.name) from error


def read_whole(path: Path) -> bytes:
    """Read a file.

    Raises:
        CannotReadFile: It cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise CannotReadFile(file=path.name) from error
