"""Sticks that somebody plugs in, and the parcels on them: looked for every two seconds.

The looking is beside the window: a drive of a network that went away answers after a minute.
"""

import logging
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QRunnable, QStorageInfo, QThreadPool, QTimer, Signal

from fieldapp.errors import UserError
from fieldapp.store.workspace import Workspace, close, reopen
from fieldapp.sync.parcels.stick import Inside, look_into, parcels_in, unknown_in

REMOVABLE = ("/media/", "/run/media/", "/Volumes/")
"""Where Linux and macOS mount what somebody has plugged in."""

EVERY_MS = 2_000

MOST_PARCELS = 12
"""Named on one stick, the newest; “Read a parcel …” finds the others."""

Volumes = Callable[[], Sequence[tuple[str, Path]]]

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Lying:
    """A parcel on a stick.

    Attributes:
        inside: What is in it; None where it cannot be read.
        unknown: How many of its packs are not known on this laptop.
    """

    file: Path
    inside: Inside | None
    unknown: int


@dataclass(frozen=True)
class Stick:
    """One that is plugged in.

    Attributes:
        free: Bytes.
        parcels: On it, the newest first.
    """

    name: str
    folder: Path
    free: int
    parcels: tuple[Lying, ...]


class Sticks(QObject):
    """Looks while it is `begin` and not `end`.

    Signals:
        changed: Carries the sticks that are plugged in now, a tuple of `Stick`.
    """

    changed = Signal(object)
    _seen = Signal(object)

    def __init__(self, owner: QObject, workspace: Workspace, volumes: Volumes) -> None:
        super().__init__(owner)
        self._workspace = workspace
        self._volumes = volumes
        self._now: tuple[Stick, ...] = ()
        self._is_looking = False
        self._read: dict[tuple[str, int, int], Inside | None] = {}
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._seen.connect(self._on_seen)

    def begin(self) -> None:
        """Look now and every two seconds."""
        self._timer.start()
        self.look()

    def end(self) -> None:
        """Look no more."""
        self._timer.stop()

    def look(self) -> None:
        """Look once, unless the last look has not come back."""
        if not self._is_looking:
            self._is_looking = True
            QThreadPool.globalInstance().start(_Look(self, self._seen.emit))

    def seen(self) -> tuple[Stick, ...]:
        """Return what is plugged in. Called beside the window; one at a time."""
        found = [(name, folder, self._lying(folder)) for name, folder in self._volumes()]
        if not any(lying for _, _, lying in found):
            return tuple(Stick(name, folder, _free(folder), ()) for name, folder, _ in found)
        workspace = reopen(self._workspace)
        try:
            return tuple(
                Stick(name, folder, _free(folder), tuple(_known(workspace, each) for each in lying))
                for name, folder, lying in found
            )
        finally:
            close(workspace)

    def _lying(self, folder: Path) -> list[tuple[Path, Inside | None]]:
        """Return the parcels of a stick; each is read once, as long as it stays as it is."""
        with suppress(UserError, OSError):
            files = sorted(parcels_in(folder), key=lambda file: file.stat().st_mtime, reverse=True)
            return [(file, self._inside(file)) for file in files[:MOST_PARCELS]]
        return []

    def _inside(self, file: Path) -> Inside | None:
        stat = file.stat()
        key = str(file), stat.st_size, stat.st_mtime_ns
        if key not in self._read:
            self._read[key] = None
            with suppress(UserError, OSError):
                self._read[key] = look_into(file)
        return self._read[key]

    def _on_seen(self, found: tuple[Stick, ...] | None) -> None:
        self._is_looking = False
        if found is not None and found != self._now:
            self._now = found
            self.changed.emit(found)


class _Look(QRunnable):
    def __init__(self, sticks: Sticks, tell: Callable[[object], None]) -> None:
        super().__init__()
        self._sticks = sticks
        self._tell = tell

    def run(self) -> None:
        found: tuple[Stick, ...] | None = None
        try:
            found = self._sticks.seen()
        except Exception as error:  # noqa: BLE001 - a stick that is pulled while it is looked at
            log.info("Sticks could not be looked at: %s", type(error).__name__)
        with suppress(RuntimeError):  # the page has gone meanwhile
            self._tell(found)


def plugged_in() -> list[tuple[str, Path]]:
    """Return name and folder of the sticks and disks that somebody has plugged in."""
    found = []
    for volume in QStorageInfo.mountedVolumes():
        root = volume.rootPath()
        usable = volume.isValid() and volume.isReady() and not volume.isReadOnly()
        # Windows gives every plugged-in stick a letter of its own.
        removable = root.startswith(REMOVABLE) or (root[1:2] == ":" and not volume.isRoot())
        if usable and removable:
            found.append((volume.displayName(), Path(root)))
    return found


def _known(workspace: Workspace, lying: tuple[Path, Inside | None]) -> Lying:
    file, inside = lying
    return Lying(file, inside, unknown_in(workspace, inside) if inside else 0)


def _free(folder: Path) -> int:
    with suppress(OSError):
        return shutil.disk_usage(folder).free // 10_000_000 * 10_000_000
    return 0
