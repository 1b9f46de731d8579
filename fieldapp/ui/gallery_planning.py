"""The calendar, the power map and the planning board, for the pictures of `gallery`."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from fieldapp.ui.gallery_steering import PLACE
from fieldapp.ui.pages.calendar import LIST, CalendarPage
from fieldapp.ui.rooms import CALENDAR
from fieldapp.ui.shell import Shell

_WAIT_MS = 20_000

Page = TypeVar("Page", bound=CalendarPage)


def planning_screens() -> Mapping[str, Callable[[Shell], object]]:
    """Return the screens by name, and how to get there."""
    return {
        "calendar": _show_calendar,
        "calendar-place": _show_calendar_of_place,
        "calendar-list": _show_calendar_list,
    }


def _read(shell: Shell, name: str, kind: type[Page]) -> Page:
    """Go to a page that works out what it shows beside the window, and wait for it."""
    QApplication.processEvents()  # a shell that was just made comes up
    shell.show_page(name)
    page = next(each for each in shell.findChildren(kind) if each.isVisible())
    wait = QEventLoop()
    page.read.connect(wait.quit)
    QTimer.singleShot(_WAIT_MS, wait.quit)
    wait.exec()
    return page


def _show_calendar(shell: Shell) -> CalendarPage:
    page = _read(shell, CALENDAR, CalendarPage)
    page.month.setFocus()
    return page


def _show_calendar_of_place(shell: Shell) -> None:
    page = _show_calendar(shell)
    page.place.show_answer(PLACE)
    page.place.edited.emit()
    page.suiting[0].click()


def _show_calendar_list(shell: Shell) -> None:
    _show_calendar(shell).shape.button(LIST).click()
