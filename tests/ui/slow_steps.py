"""The steps of a day that keep the window longer than `watchdog.AIM_MS`, and on what it is spent.

Milliseconds of processor time, the longest turn of several runs. A step that has become shorter
than the aim is taken out.
"""

from collections.abc import Mapping

from tests.ui.watchdog import Slow

SLOW: Mapping[str, Slow] = {
    "today": Slow(63, "a capture is made before it is asked for, with its sheet in one step"),
    "turn to calendar": Slow(75, "what was read comes in the turn in which the month is painted"),
    "turn to papers": Slow(54, "what is asked for a paper is made in one step"),
    "turn to all": Slow(51, "it is painted as a whole in the turn in which it is shown"),
    "lock": Slow(63, "every part is hidden and disabled, and the unlock screen made, at once"),
}
