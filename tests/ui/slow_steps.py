"""The steps of a day that keep the window longer than `watchdog.AIM_MS`, and on what it is spent.

Milliseconds of processor time, the longest turn of several runs. A step that has become shorter
than the aim is taken out.
"""

from collections.abc import Mapping

from tests.ui.watchdog import Slow

_PAGE = "the page is laid out and painted in the turn in which it is shown"

SLOW: Mapping[str, Slow] = {
    "unlock": Slow(68, "sidebar and top bar are made in one step"),
    "today": Slow(65, "a capture is made before it is asked for, in one step"),
    "open the map": Slow(108, _PAGE),
    "lock": Slow(53, "what nothing refers to any more is collected in one"),
    "sync": Slow(57, _PAGE),
    "turn to paper": Slow(94, _PAGE),
    "turn to calendar": Slow(59, _PAGE),
    "turn to all": Slow(81, _PAGE),
}
