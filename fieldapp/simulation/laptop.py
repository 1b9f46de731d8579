"""A laptop that can be killed at any durable step, fill its disk, be set back and be cloned."""

import errno
import random
from collections.abc import Callable
from pathlib import Path

from fieldapp.domain.scope import SCOPES
from fieldapp.simulation.folders import Killed, copy_folder, move_folder
from fieldapp.store import evidence, seal, workspace
from fieldapp.store.disk import COMMITTED, REPLACED
from fieldapp.store.workspace import Surroundings, Workspace

KILL, FULL, ROOM = "killed", "disk full", "little room"
"""What can happen to a laptop while it does something: it is cut off at a durable step; such a step
finds no room; the file finds no room in the middle of a transaction."""

TROUBLES = (KILL, KILL, FULL, ROOM)


class Laptop:
    """A workspace, under a clock and a disk that the simulation decides.

    Attributes:
        skew_ms: By how much its clock is wrong.
        opened: The workspace as it is open now.
        reads: The scopes that it reads.
        counted: Number of the newest fact in its journal that the simulation has looked at.
    """

    def __init__(
        self, name: str, folder: Path, key: bytes, time: Callable[[], int], dice: random.Random,
        skew_ms: int,
    ) -> None:  # fmt: skip
        self.name = name
        self.folder = folder
        self.skew_ms = skew_ms
        self.counted = 0
        self._key = key
        self._time = time
        self._dice = dice
        self._trouble = ""
        self._steps_left = 0
        self.back_up()
        self.opened = self._open()
        self.reads = tuple(scope for scope in SCOPES if seal.may_read(self.opened.db, scope))

    def _open(self) -> Workspace:
        around = Surroundings(self._wall_ms, self._dice.randbytes, self._reached)
        return workspace.open_with_key(self.folder, self._key, around)

    def _wall_ms(self) -> int:
        return self._time() + self.skew_ms

    def close(self) -> None:
        """Close the workspace."""
        workspace.close(self.opened)

    def expect(self, trouble: str, at: int) -> None:
        """Let a trouble come at the durable step of this number, or with so many pages left."""
        self.calm_down()
        self._trouble, self._steps_left = trouble, at
        if trouble == ROOM:
            evidence.leave_room(self.opened.db, at)

    def calm_down(self) -> None:
        """Let no trouble come any more."""
        if self._trouble == ROOM:
            evidence.leave_room(self.opened.db, None)
        self._trouble = ""

    def _reached(self, step: str, _file: Path) -> None:
        if self._trouble not in (KILL, FULL):
            return
        if self._steps_left > 0 or (self._trouble == FULL and step in (COMMITTED, REPLACED)):
            self._steps_left -= 1
            return
        trouble, self._trouble = self._trouble, ""
        if trouble == FULL:
            raise OSError(errno.ENOSPC, "No space left on device")
        copy_folder(self.folder, self._wreck)
        raise Killed

    @property
    def _wreck(self) -> Path:
        return self.folder.with_name(f"{self.folder.name}.wreck")

    @property
    def backup(self) -> Path:
        """Where the copy is that the laptop can be set back to."""
        return self.folder.with_name(f"{self.folder.name}.backup")

    def start_again(self) -> None:
        """Go on after a kill, with the files as they stood in that moment."""
        self.close()
        move_folder(self._wreck, self.folder)
        self.opened = self._open()

    def back_up(self) -> None:
        """Copy the folder, as a snapshot of the whole disk would."""
        copy_folder(self.folder, self.backup)

    def set_back(self) -> None:
        """Go on with what the copy holds."""
        self.close()
        copy_folder(self.backup, self.folder)
        self.opened = self._open()
        self.counted = 0

    def cloned(self, name: str, dice: random.Random) -> "Laptop":
        """Return a second laptop that goes on from the same files, as if it were the first."""
        target = self.folder.with_name(name)
        copy_folder(self.folder, target)
        return Laptop(name, target, self._key, self._time, dice, self.skew_ms)
