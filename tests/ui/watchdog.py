"""The processor time that the window's thread takes for one thing at a time, and what it was for.

A window that takes long for one key, one click or one turn of its event loop does not hear the
next. Time that another program or another thread has taken is not counted: it says nothing of us.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QApplication

AIM_MS = 50.0
"""Shorter than anybody notices."""

_SLEEP_S = 0.002
_WORK = 40_000
_USUAL_MS = 9.0
"""What `_WORK` takes on the machine on which the slow steps were measured."""

_NOISE = 2.5
"""The same step takes so many times longer while other programs use caches and memory."""


@dataclass(frozen=True)
class Turn:
    """One thing that kept the window's thread.

    Attributes:
        step: What the officer was at.
        what: The key or click, or what was waited for.
        ms: Milliseconds of processor time.
    """

    step: str
    what: str
    ms: float


@dataclass(frozen=True)
class Slow:
    """A step that takes longer than the aim, as yet.

    Attributes:
        ms: The longest turn that was measured.
        why: What it is spent on.
    """

    ms: float
    why: str


def pace() -> float:
    """Say how many times slower this machine is now than the one on which `Slow` was measured."""
    took = []
    for _ in range(5):
        start = time.thread_time()
        sum(len(str(number)) for number in range(_WORK))
        took.append((time.thread_time() - start) * 1000)
    return max(1.0, min(took) / _USUAL_MS)


class Watchdog:
    """Measures whatever the test has the window do.

    Attributes:
        turns: All that was measured.
    """

    def __init__(self) -> None:
        self.turns: list[Turn] = []
        self._step = ""
        self._pace = pace()

    def begin(self, step: str) -> None:
        """What comes now belongs to this step."""
        self._step = step

    def measure(self, what: str, act: Callable[[], object]) -> None:
        """Do something and note what it took."""
        start = time.thread_time()
        act()
        self.turns.append(Turn(self._step, what, (time.thread_time() - start) * 1000))

    def turn(self, what: str) -> None:
        """Have the event loop turn once."""
        self.measure(f"the window, after {what}", QApplication.processEvents)

    def until(self, is_so: Callable[[], object], what: str, seconds: float = 10) -> None:
        """Have the event loop turn until something is so, as it does while nobody presses a key."""
        end = time.monotonic() + seconds
        while not is_so():
            assert time.monotonic() < end, f"waited for {what}"
            self.turn(what)
            time.sleep(_SLEEP_S)

    def turns_for(self, seconds: float) -> None:
        """Have the event loop turn for a while."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.turn("what came by itself")
            time.sleep(_SLEEP_S)

    def longest(self) -> Mapping[str, Turn]:
        """Return the longest turn of each step."""
        found: dict[str, Turn] = {}
        for turn in self.turns:
            if turn.step not in found or turn.ms > found[turn.step].ms:
                found[turn.step] = turn
        return found

    def too_long(self, slow: Mapping[str, Slow]) -> list[str]:
        """Return a sentence for each step that takes longer than it may."""
        slower = max(self._pace, pace()) * _NOISE
        return [
            f"{step}: {turn.ms:.0f} ms at {turn.what}, not {limit:.0f} ms"
            for step, turn in self.longest().items()
            if turn.ms > (limit := (slow[step].ms if step in slow else AIM_MS) * slower)
        ]
