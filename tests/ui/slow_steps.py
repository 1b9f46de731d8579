"""The steps of a day that keep the window longer than `watchdog.AIM_MS`, and on what it is spent.

Milliseconds of processor time, the longest turn of several runs. A step that has become shorter
than the aim is taken out.
"""

from collections.abc import Mapping

from tests.ui.watchdog import Slow

_FORM = "a form makes and dresses what stands around its first question"
_PAGE = "the page is made anew each time it is shown, and dressed"

SLOW: Mapping[str, Slow] = {
    "unlock": Slow(154, "sidebar, top bar and the page where one was are made and dressed"),
    "today": Slow(65, "a capture is made before it is asked for, in one step"),
    "open a promise from today": Slow(153, f"the page of its kind is made; {_FORM}"),
    "begin a meeting": Slow(120, "the palette opens while a form still comes in"),
    "select several": Slow(65, _PAGE),
    "change an answer": Slow(65, "each answer of the form is looked at again"),
    "open the map": Slow(118, _PAGE),
    "open the calendar": Slow(65, _PAGE),
    "open a promise from the calendar": Slow(70, f"the form is there already; {_FORM}"),
    "lock": Slow(57, "what nothing refers to any more is collected in one"),
    "sync": Slow(111, _PAGE),
}
