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
    "unlock": Slow(440, "sidebar, top bar and the page where one was are made and dressed"),
    "today": Slow(125, "cards and lines are made once the records are read"),
    "open a promise from today": Slow(500, f"the page of meetings is made; {_FORM}"),
    "begin a meeting": Slow(395, _ONE_SCREEN),
    "begin an incident": Slow(320, _ONE_SCREEN),
    "begin feedback": Slow(260, _ONE_SCREEN),
    "begin a check": Slow(171, _ONE_SCREEN),
    "filter a list": Slow(71, "the panel counts the records with each answer, and makes buttons"),
    "select several": Slow(149, f"on its way the arrow opens a record: {_FORM}"),
    "change several": Slow(79, "the list is read and made anew with what was changed"),
    "take a change of several back": Slow(246, "the list and what stands beside it, made anew"),
    "open a form": Slow(133, "the palette gathers all that can be gone to and done"),
    "change an answer": Slow(255, f"Ctrl+PgDown goes to the head-count: {_FORM}"),
    "history": Slow(67, "the journal of the record and of its rows is read and made into lines"),
    "open the map": Slow(136, _PAGE),
    "open the calendar": Slow(72, _PAGE),
    "open the joint review": Slow(165, "five steps are made and dressed, once"),
    "save the answer": Slow(77, "all that the council answered is checked and written in one"),
    "begin a form to be locked": Slow(68, _ONE_SCREEN),
    "lock": Slow(616, "every page is taken away; freed memory is written over (about 0.1 s)"),
    "sync": Slow(131, _PAGE),
}
