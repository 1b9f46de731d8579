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
from fieldapp.ui.pages.planning import PlanningPage
from fieldapp.ui.pages.planning_moves import Move
from fieldapp.ui.pages.power_map import PowerMapPage
from fieldapp.ui.record_list import RecordList
from fieldapp.ui.rooms import CALENDAR, PLANNING, POWER_MAP
from fieldapp.ui.shell import Shell

_WAIT_MS = 20_000

Page = TypeVar("Page", bound=CalendarPage | PowerMapPage | PlanningPage)


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
    _risks(save, on)


def _risks(save: Callable[..., str], on: Callable[[int], str]) -> None:
    for title, likelihood, impact, status in (
        ("The road to the market is cut by the rains", "5", "4", "open"),
        ("Herders and farmers meet at one well", "4", "5", "treated"),
        ("The price of cement rises again", "3", "2", "open"),
        ("The guard post is closed", "2", "4", "accepted"),
        ("The radio mast fails", "2", "2", "open"),
    ):
        values = {"likelihood": likelihood, "impact": impact, "review_on": on(20)}
        save("risk", title=title, status=status, mitigation="Looked at each month", **values)
    save("decision", what="Pause the track until the grazing routes are agreed", type="pause",
         step="proposed", consulted=("women", "customary"))  # fmt: skip
    save("decision", what="Move the market desk to Thursdays", type="change_course",
         step="proposed")  # fmt: skip
    for reason, level, raised, status in (
        ("The second pump needs money now", "head_of_office", -12, "open"),
        ("Who guards the market from January", "head_of_mission", -2, "open"),
        ("Which well the herders may use", "team_leader", -40, "closed"),
    ):
        save("escalation", reason=reason, level=level, raised_on=on(raised), status=status)
    scenario = save("scenario", title="The border is closed")
    save("trigger", scenario=scenario, title="The post is closed for a week", watch="by_hand",
         met_on=on(-3))  # fmt: skip
    save("pivot", scenario=scenario, action="Cement is bought in Ouarba", status="approved",
         taken_by="team_leader", up_to=300000, currency="XOF", approved_by="head_of_mission",
         approved_on=on(-30), expires_on=on(60))  # fmt: skip


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
        "calendar": _show_calendar_of_place,
        "calendar-list": _show_calendar_list,
        "planning": _show_move,
        "power-map": _show_power_map,
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


def _show_power_map(shell: Shell) -> None:
    _read(shell, POWER_MAP, PowerMapPage).view.setFocus()


def _show_move(shell: Shell) -> None:
    """Show what is told once a card was moved."""
    page = _read(shell, PLANNING, PlanningPage)
    cards = page.lanes["risk"].cards
    record = cards.model().index(0, 0).data(RecordList.ITEM_ROLE).record
    wait = QEventLoop()
    page.moved.connect(wait.quit)
    QTimer.singleShot(_WAIT_MS, wait.quit)
    code = records.load(shell.session.workspace, "risk", record).values["status"]
    page.move_card(Move("risk", record, str(code), "open" if code == "treated" else "treated"))
    wait.exec()
