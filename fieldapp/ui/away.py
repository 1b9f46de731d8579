"""Notices that nobody sits here any more: no key for a while, the laptop slept, its screen locked.

What follows from it is for `desktop`. The system is asked where it can tell (`system_locks`); that
the laptop slept is also seen from its clocks, which works everywhere.
"""

import time
from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from fieldapp.ui import system_locks

CHECK_MS = 5_000
SLEPT_SECONDS = 20
"""Clocks that drift apart by so much between two looks: more than any clock is ever corrected by,
less than anybody closes a laptop for."""


class Clocks(NamedTuple):
    """Both clocks at one moment, in seconds: the wall clock, and one that nobody can set."""

    wall: float
    steady: float


def slept(before: Clocks, now: Clocks) -> bool:
    """Say whether the laptop slept between two looks that were meant to be `CHECK_MS` apart.

    On Linux and macOS the steady clock stands still in sleep and the wall clock runs ahead of it.
    On Windows it goes on, so there the second look comes late. A wall clock that somebody sets
    forward looks the same, and locking once too often harms nobody.
    """
    steady = now.steady - before.steady
    ahead = (now.wall - before.wall) - steady
    return ahead > SLEPT_SECONDS or steady > SLEPT_SECONDS + CHECK_MS / 1000


class Away(QObject):
    """Watches while the workspace is open.

    Signals:
        away: Nobody sits here, or the laptop is about to sleep.
    """

    away = Signal()

    def __init__(
        self, parent: QObject, minutes: int, clock: Callable[[], Clocks] | None = None
    ) -> None:
        """Watch with an idle time of so many minutes; not before `begin`."""
        super().__init__(parent)
        self._clock = clock or _clock
        self._last = self._clock()
        self._idle = QTimer(self, singleShot=True)
        self._idle.setObjectName("idle")
        self._idle.timeout.connect(self.away)
        self.set_minutes(minutes)
        self._check = QTimer(self, interval=CHECK_MS)
        self._check.setObjectName("slept")
        self._check.timeout.connect(self._on_check)
        self._told: system_locks.SystemLocks | None = None

    def set_minutes(self, minutes: int) -> None:
        """Lock after so many minutes without a key or a click."""
        self._idle_ms = minutes * 60_000
        if self._idle.isActive():
            self._idle.start(self._idle_ms)

    def listen(self) -> None:
        """Ask the system to tell of sleep and locks; what it tells counts while one watches.

        `begin` does it too. Reaching its buses takes 20 ms, which are better spent before.
        """
        if self._told is None:
            self._told = system_locks.listen(self)
            self._told.locked.connect(self._on_locked)

    def begin(self) -> None:
        """Begin to watch."""
        self.listen()
        self._last = self._clock()
        self._idle.start(self._idle_ms)
        self._check.start()

    def end(self) -> None:
        """Stop watching."""
        self._idle.stop()
        self._check.stop()

    def sign_of_life(self) -> None:
        """Somebody pressed a key or a button."""
        if self._idle.isActive():
            # A timer that was due while the laptop slept must not be put off by the key that woke
            # it: look at the clocks first.
            self._on_check()
        if self._idle.isActive():
            self._idle.start(self._idle_ms)

    def _on_check(self) -> None:
        before, self._last = self._last, self._clock()
        if slept(before, self._last):
            self.away.emit()

    def _on_locked(self) -> None:
        if self._check.isActive():
            self.away.emit()


def _clock() -> Clocks:
    return Clocks(time.time(), time.monotonic())
