"""The calendar, the power map and the planning board of the invented village, for `gallery`."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from fieldapp.domain.fieldtypes import Value
from fieldapp.store import records
from fieldapp.store.records import Change, Wanted
from fieldapp.store.workspace import Workspace
from fieldapp.ui.gallery_steering import PLACE
from fieldapp.ui.pages.calendar import LIST, CalendarPage
from fieldapp.ui.pages.power_map import LIST as ACTORS
from fieldapp.ui.pages.power_map import PowerMapPage
from fieldapp.ui.rooms import CALENDAR, POWER_MAP
from fieldapp.ui.shell import Shell

_WAIT_MS = 20_000

Page = TypeVar("Page", bound=CalendarPage | PowerMapPage)


def foresee(workspace: Workspace, today: date) -> None:
    """Fill in what comes, who is tied to whom, and what is to be decided."""

    def on(days: int) -> str:
        return (today + timedelta(days=days)).isoformat()

    def save(kind: str, **values: Value) -> str:
        return records.save(workspace, Change(kind, {"place": PLACE, **values}))

    found = records.query(workspace, Wanted("place", where={"pcode": PLACE}))
    records.save(workspace, Change("place", {"market_days": "Tuesdays"}, found[0].id))
    for name, kind, first, last, turnout in (
        ("Lean season", "lean", -30, 3, "fewer"),
        ("Term of the school", "school", -60, 20, "usual"),
        ("Vote for the council", "election", 15, 15, "none"),
    ):
        span = {"from_on": on(first), "until_on": on(last)}
        save("season", name=name, type=kind, turnout=turnout, **span)
    for title, days, kind in (
        ("Council: the second pump", 4, "council"),
        ("Women's group", 6, "women"),
        ("Herders at the wells", 6, "customary"),
    ):
        save("meeting", title=title, held_on=on(days), type=kind)
    ends = _actors(save)
    for one, tie, other, strength in (
        (0, "answers_to", 1, "much"), (2, "allied", 3, "some"), (4, "funds", 2, "some"),
        (5, "in_conflict", 6, "decisive"), (3, "mediates", 5, "much"), (3, "mediates", 6, "some"),
        (7, "kin", 0, "much"), (8, "trades_with", 6, "little"), (1, "supports", 2, "some"),
    ):  # fmt: skip
        save("tie", actor=ends[one], type=tie, other=ends[other], strength=strength)


def _actors(save: Callable[..., str]) -> list[str]:
    return [
        save("actor", name=name, component=part, influence=influence)
        for name, part, influence in (
            ("Prefect of Gorom", "local_authority", "much"),
            ("Head of the canton", "customary", "decisive"),
            ("Youth council", "youth", "some"),
            ("Imam of the great mosque", "civil_society", "much"),
            ("Office for rural works", "development", "some"),
            ("Self-defence group", "armed_group", "much"),
            ("Guild of the cattle market", "business", "some"),
            ("Gendarmes of the post", "police", "some"),
            ("Traders of the border", "business", "little"),
            ("Health post", "humanitarian", "little"),
        )
    ]


def planning_screens() -> Mapping[str, Callable[[Shell], object]]:
    """Return the screens by name, and how to get there."""
    return {
        "calendar": _show_calendar,
        "calendar-place": _show_calendar_of_place,
        "calendar-list": _show_calendar_list,
        "power-map": _show_power_map,
        "power-map-list": lambda shell: _show_power_map(shell).shape.button(ACTORS).click(),
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


def _show_power_map(shell: Shell) -> PowerMapPage:
    page = _read(shell, POWER_MAP, PowerMapPage)
    page.view.setFocus()
    return page
