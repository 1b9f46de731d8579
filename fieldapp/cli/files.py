"""Small files that a command reads or writes whole, with a sentence where that cannot be."""

from pathlib import Path

from fieldapp.errors import UserError, WrongUse
from fieldapp.language import N_
from fieldapp.store import disk


class CannotRead(WrongUse):
    """A file that is not there, or that the person may not open."""

    text = N_("{file} cannot be read.")
    remedy = N_("Look at the name and whether you may open it.")


class CannotWrite(UserError):
    """No room, no right, or no such folder."""

    text = N_("{file} cannot be written.")
    remedy = N_("Name another file or folder, or free some space. Nothing was written.")


def read_small(file: Path, most: int = 1_000_000) -> bytes:
    """Return the bytes of a file, at most ``most`` of them.

    Raises:
        CannotRead: As it says.
    """
    try:
        with file.open("rb") as stream:
            return stream.read(most)
    except OSError:
        raise CannotRead(file=file) from None


def write_whole(file: Path, content: bytes) -> None:
    """Write a file, whole or not at all.

    Raises:
        CannotWrite: As it says.
    """
    try:
        disk.write_whole(file, content)
    except OSError:
        raise CannotWrite(file=file) from None
