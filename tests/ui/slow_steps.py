"""The steps of a day that keep the window longer than `watchdog.AIM_MS`, and on what it is spent.

Milliseconds of processor time, the longest turn of several runs. A step that has become shorter
than the aim is taken out.
"""

from collections.abc import Mapping

from tests.ui.watchdog import Slow

_FORM = "a form makes and dresses the controls of the section that it shows"
_ONE_SCREEN = "a capture makes and dresses all its controls before it is shown"
_PAGE = "the page is made anew each time it is shown, and dressed"

SLOW: Mapping[str, Slow] = {
    "unlock": Slow(180, "sidebar, top bar and the page where one was are made and dressed"),
    "today": Slow(131, "cards and lines are made once the records are read"),
    "open a promise from today": Slow(462, f"the page of meetings is made; {_FORM}"),
    "begin a meeting": Slow(180, _ONE_SCREEN),
    "begin an incident": Slow(210, _ONE_SCREEN),
    "begin feedback": Slow(133, _ONE_SCREEN),
    "begin a check": Slow(108, _ONE_SCREEN),
    "filter a list": Slow(64, "the panel counts the records with each answer, and makes buttons"),
    "select several": Slow(123, f"on its way the arrow opens a record: {_FORM}"),
    "change several": Slow(54, "the list is read and made anew with what was changed"),
    "take a change of several back": Slow(58, "the list and what stands beside it, made anew"),
    "open a form": Slow(57, "the palette gathers all that can be gone to and done"),
    "change an answer": Slow(294, f"Ctrl+PgDown goes to the head-count: {_FORM}"),
    "history": Slow(78, "the journal of the record and of its rows is read and made into lines"),
    "open the map": Slow(83, _PAGE),
    "open a promise from the calendar": Slow(53, f"the form is there already; {_FORM}"),
    "open the joint review": Slow(105, "five steps are made and dressed, once"),
    "save the answer": Slow(85, "all that the council answered is checked and written in one"),
    "begin a form to be locked": Slow(91, _ONE_SCREEN),
    "lock": Slow(629, "every page is taken away; freed memory is written over (about 0.1 s)"),
    "sync": Slow(98, _PAGE),
}
