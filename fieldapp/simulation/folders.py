"""Copying the folders of laptops and hubs, also while they are open, as a kill would leave them."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_IN_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it


class Killed(BaseException):
    """The process ended here. Not an `Exception`, so that nothing catches it but the simulation."""


@contextmanager
def scratch() -> Iterator[Path]:
    """Give an empty folder, in memory where the system has such a disk, and remove it after."""
    within = _IN_MEMORY if _IN_MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(
        prefix="fieldapp-simulation-", dir=within, ignore_cleanup_errors=True
    ) as name:
        yield Path(name)


def copy_folder(source: Path, target: Path) -> None:
    """Copy a folder as it stands in place of the target.

    What a database keeps in shared memory is left behind: it goes with the process.
    """
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for file in source.iterdir():
        if file.is_dir():
            copy_folder(file, target / file.name)
        elif not file.name.endswith("-shm"):
            (target / file.name).write_bytes(file.read_bytes())


def move_folder(source: Path, target: Path) -> None:
    """Put a folder in place of another."""
    shutil.rmtree(target, ignore_errors=True)
    source.rename(target)
