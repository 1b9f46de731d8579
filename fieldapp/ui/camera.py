"""Pictures on a camera, a telephone or a memory card that is plugged in. Reads; writes nothing.

Every such device keeps its pictures in a folder DCIM at its top: "Design rule for Camera File
system", JEITA CP-3461.
"""

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, QStorageInfo, Qt
from PySide6.QtGui import QImage, QImageReader

from fieldapp.progress import Progress

FOLDER = "DCIM"
_ENDINGS = frozenset({".jpg", ".jpeg", ".png", ".webp"})
SMALL = QSize(180, 132)
"""Logical pixels of a picture in the list."""


@dataclass(frozen=True)
class Found:
    """One picture on a device.

    Attributes:
        bytes: Of the file as it is there.
        seconds: When the file was written, since 1970.
    """

    path: Path
    bytes: int
    seconds: float


def volumes() -> list[Path]:
    """Return where something is plugged in, and our own disks, too."""
    return [Path(each.rootPath()) for each in QStorageInfo.mountedVolumes() if each.isReady()]


def find(roots: Iterable[Path], progress: Progress) -> list[Found]:
    """Return the pictures in the folders DCIM of these volumes, the newest first."""
    found = []
    for root in roots:
        progress.check()
        with contextlib.suppress(OSError):  # taken out meanwhile, or not ours to read
            for folder in root.iterdir():
                if folder.name.upper() == FOLDER and folder.is_dir():
                    found += _in(folder, progress)
    return sorted(found, key=lambda each: (-each.seconds, each.path))


def _in(folder: Path, progress: Progress) -> list[Found]:
    found = []
    for path in folder.rglob("*"):
        progress.check()
        if path.suffix.lower() in _ENDINGS:
            with contextlib.suppress(OSError):
                about = path.stat()
                found.append(Found(path, about.st_size, about.st_mtime))
    return found


def small_pictures(found: Iterable[Found], progress: Progress) -> list[tuple[Found, QImage]]:
    """Read pictures small, upright, in memory only; an empty one where it cannot be read."""
    read = []
    for each in found:
        progress.check()
        reader = QImageReader(str(each.path))
        reader.setAutoTransform(True)
        size = reader.size()
        if size.isValid():
            reader.setScaledSize(size.scaled(SMALL * 2, Qt.AspectRatioMode.KeepAspectRatio))
        read.append((each, reader.read()))
    return read
