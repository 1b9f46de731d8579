"""Every page of the window that is not the page of a kind: its name, icon, key, and how it is made.

A new page is one line in `ROOMS`; the sidebar and the palette read it from there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from fieldapp.domain.kinds import kind_named
from fieldapp.language import N_
from fieldapp.ui.kind_icons import icon_of
from fieldapp.ui.pages.administration import AdministrationPage
from fieldapp.ui.pages.all_records import AllRecordsPage
from fieldapp.ui.pages.attention import AttentionPage
from fieldapp.ui.pages.calendar import CalendarPage
from fieldapp.ui.pages.map import MapPage
from fieldapp.ui.pages.paper import ReviewPage
from fieldapp.ui.pages.papers import PapersPage
from fieldapp.ui.pages.planning import PlanningPage
from fieldapp.ui.pages.power_map import PowerMapPage
from fieldapp.ui.pages.results import ResultsPage
from fieldapp.ui.pages.safety import SafetyPage
from fieldapp.ui.pages.search import SearchPage
from fieldapp.ui.pages.settings import SettingsPage
from fieldapp.ui.pages.sync import SyncPage
from fieldapp.ui.pages.today import TodayPage
from fieldapp.ui.quick.bar import QuickBar
from fieldapp.ui.quick.check import CheckSheet
from fieldapp.ui.quick.feedback import FeedbackSheet
from fieldapp.ui.quick.incident import IncidentSheet
from fieldapp.ui.quick.meeting import MeetingSheet
from fieldapp.ui.quick.page import QuickPage
from fieldapp.ui.services import Services
from fieldapp.ui.session import Session
from fieldapp.ui.ways import Ways

TODAY, ATTENTION, PAPER, RESULTS = "today", "attention", "paper", "results"
ALL, SYNC, FOUND, SAFETY, SETTINGS = "all", "sync", "found", "safety", "settings"
MAP, PAPERS = "map", "papers"

CALENDAR, POWER_MAP, PLANNING = "calendar", "power_map", "planning"
ADMINISTRATION = "administration"
MEETING, INCIDENT = "quick_meeting", "quick_incident"
FEEDBACK, CHECK = "quick_feedback", "quick_check"

QUICK: Mapping[str, str] = {
    "meeting": MEETING,
    "incident": INCIDENT,
    "feedback": FEEDBACK,
    "deliverable": CHECK,
}
"""Kinds that are captured on one screen, and the room of each."""
BEGINS_QUICKLY = frozenset({"meeting", "incident", "feedback"})
"""Kinds whose "New" opens the one screen; a work is not begun by a look at a step of one."""

MADE_AHEAD = ("meeting", *QUICK.values(), PAPER)
"""Pages that take long to make and are wanted every day: made before somebody asks for them."""

Make = Callable[[Session, Services, Ways, QWidget], QWidget]


@dataclass(frozen=True)
class Room:
    """One page.

    Attributes:
        label: Its name for people, untranslated.
        make: Makes it, and connects what it asks for.
        fresh: It tells how things stand, and is made anew each time it is shown.
    """

    label: str
    icon: str
    make: Make
    fresh: bool = False


def _today(session: Session, _services: Services, ways: Ways, parent: QWidget) -> QWidget:
    page = TodayPage(session, parent)
    page.opened.connect(ways.record)
    page.page_wanted.connect(ways.page)
    offered = [(name, ROOMS[name].label, ROOMS[name].icon) for name in QUICK.values()]
    page.put_on_top(QuickBar(session, offered, ways))
    return page


def _attention(session: Session, _services: Services, ways: Ways, parent: QWidget) -> QWidget:
    page = AttentionPage(session, parent)
    page.opened.connect(ways.record)
    return page


def _paper(session: Session, services: Services, ways: Ways, parent: QWidget) -> QWidget:
    page = ReviewPage(session, services, parent)
    page.opened.connect(ways.record)
    page.begun.connect(ways.begin)
    page.changed.connect(ways.changed)
    page.others_wanted.connect(lambda: ways.page.emit(PAPERS))
    return page


def _papers(session: Session, services: Services, ways: Ways, parent: QWidget) -> QWidget:
    page = PapersPage(session, services, parent)
    page.opened.connect(ways.record)
    page.review_wanted.connect(ways.paper)
    return page


def _map(session: Session, _services: Services, ways: Ways, parent: QWidget) -> QWidget:
    page = MapPage(session, parent)
    page.opened.connect(ways.record)
    page.all_wanted.connect(lambda: ways.page.emit("place"))
    page.new_wanted.connect(lambda: ways.begin.emit("place", {}))
    page.meeting_wanted.connect(lambda place: ways.begin.emit("meeting", {"place": place}))
    page.paper_wanted.connect(ways.paper)
    return page


def _results(session: Session, _services: Services, ways: Ways, parent: QWidget) -> QWidget:
    page = ResultsPage(session, parent)
    page.opened.connect(ways.record)
    page.page_wanted.connect(ways.page)
    return page


def _all(session: Session, _services: Services, ways: Ways, parent: QWidget) -> QWidget:
    page = AllRecordsPage(session, parent)
    page.opened.connect(ways.page)
    page.new_wanted.connect(lambda kind: ways.begin.emit(kind, {}))
    return page


def _sync(session: Session, services: Services, ways: Ways, parent: QWidget) -> QWidget:
    page = SyncPage(session, services, parent)
    page.opened.connect(ways.record)
    page.changed.connect(ways.changed)
    page.joined.connect(ways.joined)
    return page


def _safety(session: Session, _services: Services, ways: Ways, parent: QWidget) -> QWidget:
    page = SafetyPage(session, parent)
    page.idle_wanted.connect(ways.idle)
    page.lock_wanted.connect(ways.lock)
    page.seal_wanted.connect(ways.seal)
    page.administration_wanted.connect(lambda: ways.page.emit(ADMINISTRATION))
    return page


def _administration(session: Session, _services: Services, ways: Ways, parent: QWidget) -> QWidget:
    page = AdministrationPage(session, parent)
    page.changed.connect(ways.changed)
    page.page_wanted.connect(ways.page)
    page.safety_wanted.connect(lambda: ways.page.emit(SAFETY))
    page.sync_wanted.connect(lambda: ways.page.emit(SYNC))
    page.back_wanted.connect(ways.put_back)
    return page


def _settings(session: Session, _services: Services, ways: Ways, parent: QWidget) -> QWidget:
    return SettingsPage(session, ways, parent)


def _found(session: Session, _services: Services, ways: Ways, parent: QWidget) -> QWidget:
    page = SearchPage(session, parent)
    page.opened.connect(ways.record)
    return page


def _calendar(session: Session, _services: Services, ways: Ways, parent: QWidget) -> QWidget:
    page = CalendarPage(session, parent)
    page.opened.connect(ways.record)
    page.begun.connect(ways.begin)
    page.attention.connect(lambda: ways.page.emit(ATTENTION))
    return page


def _power_map(session: Session, _services: Services, ways: Ways, parent: QWidget) -> QWidget:
    page = PowerMapPage(session, parent)
    page.opened.connect(ways.record)
    page.begun.connect(ways.begin)
    return page


def _planning(session: Session, _services: Services, ways: Ways, parent: QWidget) -> QWidget:
    page = PlanningPage(session, parent)
    page.opened.connect(ways.record)
    page.begun.connect(ways.begin)
    page.changed.connect(ways.changed)
    return page


def _quick_meeting(session: Session, _services: Services, ways: Ways, parent: QWidget) -> QWidget:
    return QuickPage(session, ways, ROOMS[MEETING].label, MeetingSheet(session), parent)


def _quick_incident(session: Session, _services: Services, ways: Ways, parent: QWidget) -> QWidget:
    return QuickPage(session, ways, ROOMS[INCIDENT].label, IncidentSheet(session), parent)


def _quick_feedback(session: Session, services: Services, ways: Ways, parent: QWidget) -> QWidget:
    return QuickPage(session, ways, ROOMS[FEEDBACK].label, FeedbackSheet(session, services), parent)


def _quick_check(session: Session, _services: Services, ways: Ways, parent: QWidget) -> QWidget:
    return QuickPage(session, ways, ROOMS[CHECK].label, CheckSheet(session), parent)


ROOMS: Mapping[str, Room] = {
    TODAY: Room(N_("Today"), "layout-dashboard", _today, fresh=True),
    ATTENTION: Room(N_("Needs attention"), "circle-alert", _attention, fresh=True),
    PAPER: Room(N_("Joint review"), "handshake", _paper),
    PAPERS: Room(N_("Papers"), "printer", _papers),
    MAP: Room(N_("Map"), "map", _map, fresh=True),
    RESULTS: Room(N_("Results"), "scale", _results, fresh=True),
    ALL: Room(N_("All records"), "folder", _all, fresh=True),
    SYNC: Room(N_("Sync"), "refresh-cw", _sync, fresh=True),
    SAFETY: Room(N_("Safety"), "shield", _safety, fresh=True),
    SETTINGS: Room(N_("Settings"), "sliders-horizontal", _settings, fresh=True),
    CALENDAR: Room(N_("Calendar"), "calendar", _calendar, fresh=True),
    POWER_MAP: Room(N_("Power map"), "landmark", _power_map, fresh=True),
    PLANNING: Room(N_("Planning"), "route", _planning, fresh=True),
    ADMINISTRATION: Room(N_("Administration"), "users", _administration, fresh=True),
    FOUND: Room(N_("Search"), "search", _found),
    MEETING: Room(N_("Record a meeting"), "users", _quick_meeting),
    INCIDENT: Room(N_("Refer or report"), "shield-alert", _quick_incident),
    FEEDBACK: Room(N_("Take feedback"), "message-square-warning", _quick_feedback),
    CHECK: Room(N_("Check a step"), "milestone", _quick_check),
}

SIDEBAR = (
    (TODAY, "1"),
    (ATTENTION, ""),
    ("meeting", "2"),
    ("deliverable", "3"),
    ("incident", "4"),
    ("feedback", "5"),
    (PAPER, "6"),
    (MAP, "7"),
    (CALENDAR, "8"),
    (PLANNING, ""),
    (RESULTS, ""),
    (ALL, "9"),
    (SYNC, "0"),
)
"""What stands at the side, rooms and kinds, with the digit that opens it together with Ctrl. Every
other kind is reached from all records."""

FOOT = (SAFETY, ADMINISTRATION, SETTINGS)
"""What stands small below it: seldom needed."""

DAILY = frozenset(name for name, _ in SIDEBAR if name not in ROOMS)
"""Kinds with a place at the side."""


def label_of(name: str) -> str:
    """Return the name of a room or of a kind's page for people, untranslated."""
    return ROOMS[name].label if name in ROOMS else kind_named(name).plural


def picture_of(name: str) -> str:
    """Return the icon of a room or of a kind's page."""
    return ROOMS[name].icon if name in ROOMS else icon_of(name)
