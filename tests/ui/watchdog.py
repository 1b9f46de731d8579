"""The processor time that the window's thread takes for one thing at a time, and what it was for.

A window that takes long for one key, one click or one turn of its event loop does not hear the
next. Time that another program or another thread has taken is not counted: it says nothing of us.
Such programs still take caches and memory, and now and then a step takes twice its time for that.
Only what takes too long whenever it is done is therefore held against us.
"""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QApplication

log = logging.getLogger(__name__)

AIM_MS = 50.0
"""Shorter than anybody notices."""

_SLEEP_S = 0.002
_WORK = 40_000
_USUAL_MS = 6.0
"""What `_WORK` takes on the machine on which the aim was reached."""

_MOST_DAYS = 5
"""So many times a step must have taken too long. On a quiet machine the first day is the last."""


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


def pace() -> float:
    """Say how many times slower this machine is now than the one on which the aim was reached, 1
    where it is faster."""
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

    def too_long(self) -> Mapping[str, str]:
        """Return each step that took longer than the aim, with a sentence."""
        limit = AIM_MS * max(self._pace, pace())
        return {
            step: f"{step}: {turn.ms:.0f} ms at {turn.what}, not {limit:.0f} ms"
            for step, turn in self.longest().items()
            if turn.ms > limit
        }


def too_long_each_time(live: Callable[[], Watchdog]) -> list[str]:
    """Return a sentence for each step that takes longer than the aim whenever it is done.

    `live` does all the steps anew; it is called until none is left that was too long each time.
    """
    kept: Mapping[str, str] | None = None
    for _ in range(_MOST_DAYS):
        watchdog = live()
        for step, turn in watchdog.longest().items():
            log.info("%6.1f ms %s: %s", turn.ms, step, turn.what)  # --log-cli-level=INFO
        found = watchdog.too_long()
        kept = {step: told for step, told in found.items() if kept is None or step in kept}
        if not kept:
            break
    return [*(kept or {}).values()]
