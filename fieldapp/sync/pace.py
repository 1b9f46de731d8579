"""How long a round will still take, from what it has measured itself; silent until it has.

A line changes its speed all the time. What is told follows what is measured, but by steps, so that
it never jumps from one minute to ten.
"""

import time
from collections.abc import Callable

from fieldapp.language import Language

ENOUGH = 32 * 1024
"""Bytes that must have gone over the link before its speed is believed."""

_STEEPEST = 1.5
"""What is told may grow by half from one report to the next, and by no more."""


class Pace:
    """Measures one round. ``seconds`` is a clock that never goes back."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._began = self._told_at = seconds()
        self._told: float | None = None

    def left(self, moved: int, left: int | None) -> float | None:
        """Return the seconds that seem to be left, None where nobody can know yet.

        Args:
            moved: Bytes that this round has moved, both ways.
            left: Bytes still to move; None where it is not known.
        """
        now = self._seconds()
        if left is None or moved < ENOUGH or now <= self._began:
            return None
        measured = left * (now - self._began) / moved
        if self._told is not None:
            expected = max(self._told - (now - self._told_at), 1.0)
            measured = min(measured, expected * _STEEPEST)
        self._told, self._told_at = measured, now
        return measured


def in_words(language: Language, seconds: float) -> str:
    """Return the time that is left as a person would say it."""
    minutes = round(seconds / 60)
    if minutes < 1:
        return language.plural("less than {n} minute left", "less than {n} minutes left", 1)
    if minutes < 90:
        return language.plural("about {n} minute left", "about {n} minutes left", minutes)
    hours = round(seconds / 3600)
    return language.plural("about {n} hour left", "about {n} hours left", hours)
