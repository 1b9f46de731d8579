"""The steps of a day that keep the window longer than `watchdog.AIM_MS`, and on what it is spent.

Milliseconds of processor time, the longest turn of several runs. A step that has become shorter
than the aim is taken out.
"""

from collections.abc import Mapping

from tests.ui.watchdog import Slow

_FORM = "a form makes and dresses what stands around its first question"
_PAGE = "the page is made anew each time it is shown, and dressed"

SLOW: Mapping[str, Slow] = {
    "unlock": Slow(165, "sidebar, top bar and the page where one was are made and dressed"),
    "today": Slow(92, "a capture is made before it is asked for, in one step"),
    "open a promise from today": Slow(130, _FORM),
    "begin a meeting": Slow(92, "the palette opens while a form still comes in"),
    "begin an incident": Slow(66, "all questions are measured and painted in one turn"),
    "begin feedback": Slow(62, "all questions are measured and painted in one turn"),
    "begin a check": Slow(54, "all questions are measured and painted in one turn"),
    "select several": Slow(65, _PAGE),
    "change an answer": Slow(62, "each answer of the form is looked at again"),
    "open the map": Slow(92, _PAGE),
    "open a promise from the calendar": Slow(80, f"the form is there already; {_FORM}"),
    "begin a form to be locked": Slow(85, "the palette opens while the review is left"),
    "lock": Slow(57, "what nothing refers to any more is collected in one"),
    "sync": Slow(90, _PAGE),
}
