"""A hybrid logical clock: orders what one laptop did, whatever its wall clock says.

Never decides which of two answers is right; `settle` does that from what each author had seen.
"""

from collections.abc import Callable
from datetime import date

FARTHEST_AHEAD_MS = 5 * 60 * 1000
"""A remote time further ahead than this is not adopted, so that one laptop set to 2038 does not
drag the clocks of all others along."""

_COUNTER_END = 1 << 16

_DAY_MS = 24 * 60 * 60 * 1000


class Clock:
    """Gives out times that only go forward.

    A time is 24 hexadecimal digits that sort as text: 12 for milliseconds since 1970, 4 for a
    counter, 8 for the device.

    Args:
        device: Id of the device, hexadecimal; its first eight digits go into each time.
        wall_ms: Returns the wall clock in milliseconds since 1970.
        last: The newest time known, after a restart.
    """

    def __init__(self, device: str, wall_ms: Callable[[], int], last: str = "") -> None:
        self._device = device[:8].rjust(8, "0")
        self.wall_ms = wall_ms
        self._ms, self._counter = _parts(last) if last else (0, 0)

    @property
    def newest_ms(self) -> int:
        """Milliseconds since 1970 of the newest time given out or seen; 0 where there is none."""
        return self._ms

    def tick(self) -> str:
        """Return a time later than every time before."""
        now = self.wall_ms()
        if now > self._ms:
            self._ms, self._counter = now, 0
        else:
            self._counter += 1
            if self._counter == _COUNTER_END:
                self._ms, self._counter = self._ms + 1, 0
        return f"{self._ms:012x}{self._counter:04x}{self._device}"

    def see(self, time: str) -> None:
        """Go on from a time that another device gave out, unless it is absurdly far ahead."""
        ms, counter = _parts(time)
        if (ms, counter) > (self._ms, self._counter) and ms <= self.wall_ms() + FARTHEST_AHEAD_MS:
            self._ms, self._counter = ms, counter


def ms_of(time: str) -> int:
    """Return the milliseconds since 1970 of a time; as wrong as the clock was."""
    return _parts(time)[0]


def day_of(time: str) -> str:
    """Return the ISO day (UTC) of a time, empty for an empty one; as wrong as the clock was."""
    if not time:
        return ""
    day = date(1970, 1, 1).toordinal() + _parts(time)[0] // _DAY_MS
    return date.fromordinal(min(day, date.max.toordinal())).isoformat()


def _parts(time: str) -> tuple[int, int]:
    return int(time[:12], 16), int(time[12:16], 16)
