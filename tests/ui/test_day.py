"""A whole day as an officer does it, with keys and clicks alone, on the real window.

The workspace is encrypted, the hub answers over HTTP, the paper is a file. The pages are looked at,
never called. All of it is watched: the window must hear the next key at once.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path
from tempfile import mkdtemp

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from fieldapp.__main__ import sync_with_hub
from fieldapp.progress import Progress
from fieldapp.store import drafts, records
from fieldapp.store import workspace as workspaces
from fieldapp.store.records import Wanted
from fieldapp.sync.mission import invite, join, request_enrolment
from fieldapp.ui.components.toast import Toast
from fieldapp.ui.gallery_village import PLACE
from fieldapp.ui.look import Look
from fieldapp.ui.pages.calendar import CalendarPage
from fieldapp.ui.pages.map import MapPage
from fieldapp.ui.pages.paper import BACK, CONTENT, HAND, PREVIEW, ReviewPage
from fieldapp.ui.pages.records import RecordsPage
from fieldapp.ui.pages.sync import SyncPage
from fieldapp.ui.quick.page import QuickPage
from fieldapp.ui.services import Services, SyncOrder
from tests.ui.conftest import CHEAP, PASSPHRASE
from tests.ui.day import Day, begun
from tests.ui.every_page import turns_to_every_page
from tests.ui.officer import ALT, CTRL, SHIFT, Key, Officer, seen
from tests.ui.printed import words_of
from tests.ui.watchdog import Watchdog, too_long_each_time

# Menus, dialogs and names offered while typing: the offscreen platform raises no windows.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


Begin = Callable[[str], AbstractContextManager[Day]]


@pytest.fixture
def begin(qtbot: QtBot, look: Look, services: Services, tmp_path: Path) -> Begin:
    """Return what begins a day in a language, with all that is new."""
    return lambda language: begun(qtbot, services, Path(mkdtemp(dir=tmp_path)), language)


def unlocks(day: Day) -> None:
    officer, desktop = day.officer, day.desktop
    officer.begins("unlock")
    officer.waits(lambda: desktop.is_loaded, "what is loaded before one has typed")
    officer.types(PASSPHRASE)
    officer.press(Key.Key_Return)
    officer.waits(lambda: desktop.shell is not None and desktop.shell.isVisible(), "the workspace")


def sees_what_is_late(day: Day) -> None:
    officer = day.officer
    officer.begins("today")
    officer.reads("Repair the second pump", day.shell)
    officer.waits(lambda: day.shell.preparing.is_done, "what is made while one reads")
    officer.presses_to("Repair the second pump", Key.Key_J)
    officer.begins("open a promise from today")
    officer.press(Key.Key_Return)
    assert day.shell.page == "meeting"


def fills_in_a_meeting(officer: Officer, title: str) -> None:
    officer.press(Key.Key_Return, Key.Key_Return)  # the last place, today
    officer.press(Key.Key_Return)
    officer.types(title)
    officer.press(Key.Key_Return)
    _counts(officer, "3", "9", "4")
    officer.press(Key.Key_Down, Key.Key_Down)  # of the older women, with a disability
    _counts(officer, "1", "5", "17", "6")
    officer.press(Key.Key_Return, Key.Key_Return, Key.Key_Return)  # nobody else
    officer.types("The pump is dry by noon.")
    officer.press(Key.Key_Return, Key.Key_Return)
    officer.types("Bring a generator")
    officer.press(Key.Key_Tab, Key.Key_Down, Key.Key_Tab)
    officer.types("+14")
    officer.press(Key.Key_Return)


def records_a_meeting(day: Day) -> None:
    officer = day.officer
    officer.begins("begin a meeting")
    day.goes_to("new meet")
    officer.begins("record a meeting")
    fills_in_a_meeting(officer, "Dry pump")
    officer.begins("save a meeting")
    officer.press(Key.Key_S, held=CTRL)
    [meeting] = day.saved("meeting", title="Dry pump")
    counted = records.query(day.workspace, Wanted("attendance", parents=(meeting.id,)))
    assert sorted(int(str(row.values["count"])) for row in counted) == [3, 4, 5, 6, 9, 17]
    [promise] = day.saved("commitment", what="Bring a generator")
    assert promise.values["promised_by"] == "us"


def _counts(officer: Officer, *numbers: str) -> None:
    for number in numbers:
        officer.types(number)
        officer.press(Key.Key_Return)


def refers_somebody(day: Day) -> None:
    officer = day.officer
    officer.begins("begin an incident")
    day.goes_to("refer or report")
    page = day.page(QuickPage)
    officer.begins("refer somebody")
    officer.tabs_to("What happened")
    officer.press(Key.Key_Down)
    officer.tabs_to("Place")
    officer.types("gorom")
    officer.press(Key.Key_Tab)
    officer.tabs_to("Given")
    officer.press(Key.Key_Space)
    officer.tabs_to("Service")
    officer.press(Key.Key_Down)
    officer.tabs_to("Answer")
    officer.press(Key.Key_Down)
    officer.begins("save an incident")
    before = len(day.saved("incident"))
    officer.press(Key.Key_S, held=CTRL)
    assert page.done is not None, seen(page)
    assert len(day.saved("incident")) == before + 1


def takes_feedback(day: Day) -> None:
    officer = day.officer
    officer.begins("begin feedback")
    day.goes_to("take feedback")
    page = day.page(QuickPage)
    officer.begins("take feedback")
    officer.types("2")
    officer.tabs_to("Place")
    officer.types("gorom")
    officer.tabs_to("What was said")
    officer.types("The pump squeaks")
    officer.begins("save feedback")
    officer.press(Key.Key_S, held=CTRL)
    assert page.done is not None, seen(page)
    officer.begins("receipt")
    officer.clicks_on("Save the slip as")
    writes_to(day, day.folder / "slip.pdf")
    officer.waits((day.folder / "slip.pdf").exists, "slip")
    [feedback] = day.saved("feedback", summary="The pump squeaks")
    assert str(feedback.values["code"]) in words_of((day.folder / "slip.pdf").read_bytes())


def writes_to(day: Day, file: Path) -> None:
    officer = day.officer
    officer.waits(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog), "dialog")
    officer.press(Key.Key_A, held=CTRL)
    officer.pastes(str(file))
    officer.press(Key.Key_Return)


def checks_a_step(day: Day) -> None:
    officer = day.officer
    officer.begins("begin a check")
    day.goes_to("check a step")
    page = day.page(QuickPage)
    officer.begins("check a step")
    officer.press(Key.Key_Down)
    officer.tabs_to("Done")
    officer.press(Key.Key_Space)
    officer.tabs_to("By whom")
    officer.types("Engineer")
    officer.begins("save a check")
    officer.press(Key.Key_S, held=CTRL)
    officer.waits(lambda: page.done is not None, "check saved")
    assert day.saved("verification", verifier="Engineer")


def looks_through_the_list(day: Day) -> None:
    officer = day.officer
    officer.begins("open a list")
    day.turns_to(Key.Key_2, "meeting")
    page = day.page(RecordsPage)
    model = page.list.model()
    officer.begins("search in a list")
    officer.press(Key.Key_F, held=CTRL)
    officer.types("grazing")
    officer.waits(lambda: model.rowCount() == 1, "search")
    officer.press(Key.Key_A, held=CTRL)
    officer.press(Key.Key_Backspace)
    officer.waits(lambda: model.rowCount() > 5, "search")
    officer.begins("filter a list")
    officer.clicks_on("Filter")
    officer.tabs_to("Women")
    officer.presses_to("Youth", Key.Key_Down)
    officer.press(Key.Key_Space)
    officer.clicks_on("Show 1")
    officer.clicks_on("No longer")
    officer.begins("sort a list")
    officer.clicks_on("Sorted by")
    officer.press(Key.Key_Down, Key.Key_Down, Key.Key_Return)


def changes_several(day: Day) -> None:
    officer = day.officer
    officer.begins("select several")
    day.turns_to(Key.Key_3, "deliverable")
    page = day.page(RecordsPage)
    officer.tabs_to("Deliverables")
    officer.press(Key.Key_Down)
    officer.press(Key.Key_Down, Key.Key_Down, held=SHIFT)
    bulk = page.bulk
    assert bulk is not None
    officer.begins("change several")
    officer.tabs_to("Question")
    officer.types("Sector")
    officer.press(Key.Key_Tab)
    officer.types("Educ")
    officer.tabs_to("Show what would change")
    officer.press(Key.Key_Space)
    officer.waits(lambda: officer.hears().startswith("Change "), "what would change")
    before = len(day.saved("deliverable", sector="education"))
    officer.press(Key.Key_Space)
    officer.waits(lambda: page.findChildren(Toast), "changed")
    changed = len(day.saved("deliverable", sector="education"))
    assert changed > before
    officer.begins("take a change of several back")
    officer.clicks_on("Undo")
    officer.reads("put back", page)
    assert len(day.saved("deliverable", sector="education")) == before


def mends_a_form(day: Day) -> None:
    officer = day.officer
    officer.begins("open a form")
    day.goes_to("water point and market")
    officer.waits(lambda: day.page(RecordsPage).pane is not None, "form")
    form = day.page(RecordsPage).pane.form
    officer.begins("change an answer")
    officer.press(Key.Key_1, held=ALT)
    assert "What it was about" in officer.hears()
    officer.press(Key.Key_A, held=CTRL)
    officer.press(Key.Key_Backspace)
    assert form.state().answers["title"] in (None, "")
    officer.press(Key.Key_Tab)
    officer.press(Key.Key_PageDown, held=CTRL)
    officer.press(Key.Key_F8)
    assert "What it was about" in officer.hears(), officer.hears()
    officer.press(Key.Key_Z, held=CTRL)
    assert form.state().answers["title"] == "Water point and market patrols"
    officer.begins("history")
    officer.press(Key.Key_H, held=CTRL)
    officer.waits(lambda: "Amina" in seen(form), "history")


def looks_at_the_map(day: Day) -> None:
    officer = day.officer
    officer.begins("open the map")
    day.turns_to(Key.Key_7, "map")
    page = day.page(MapPage)
    officer.waits(lambda: page.list.model().rowCount(), "places")
    officer.begins("walk on the map")
    officer.tabs_to("Map of the places")
    before = page.map.sight
    officer.press(Key.Key_Right, Key.Key_Plus)
    assert page.map.sight != before
    officer.press(Key.Key_0, Key.Key_Tab)
    assert page.map.chosen == PLACE
    officer.press(Key.Key_Return)
    assert "Gorom" in seen(page.card)


def looks_at_the_calendar(day: Day) -> None:
    officer = day.officer
    officer.begins("open the calendar")
    day.turns_to(Key.Key_8, "calendar")
    page = day.page(CalendarPage)
    officer.begins("walk in the calendar")
    today = page.day
    officer.reads("on this day", page)
    officer.press(Key.Key_Down, Key.Key_Left, Key.Key_Left)
    assert page.day == today + timedelta(days=5)
    officer.press(Key.Key_Return)
    assert page.list.model().index(0, 0).data() == "Patrol on every market day"
    officer.begins("open a promise from the calendar")
    officer.press(Key.Key_Return)
    assert day.shell.page == "meeting"


def reviews_with_the_council(day: Day) -> None:
    officer = day.officer
    officer.begins("open the joint review")
    day.turns_to(Key.Key_6, "paper")
    page = day.page(ReviewPage)
    officer.reads("Gorom. Last review", page)
    officer.begins("choose a village")
    officer.clicks_on("Gorom. ")
    officer.begins("what will be in it")
    officer.press(Key.Key_Right, held=ALT)
    officer.waits(lambda: officer.hears() == "Next", "content")
    assert page.step == CONTENT
    assert "Repair the second pump" in seen(page.content)
    officer.begins("preview")
    officer.press(Key.Key_Space)
    officer.waits(lambda: page.preview.view is not None and page.preview.view.is_drawn, "paper")
    assert page.step == PREVIEW
    officer.begins("save the paper")
    officer.press(Key.Key_Right, held=ALT)
    assert page.step == HAND
    code = page.plan.code
    officer.tabs_to("Save as")
    officer.press(Key.Key_Space)
    paper = day.folder / "gorom.pdf"
    writes_to(day, paper)
    officer.waits(paper.exists, "paper")
    text = " ".join(words_of(paper.read_bytes()).split())
    assert code in text
    assert "Repair the second pump" in text
    assert "threat" not in text.casefold()
    assert "Traders" not in text
    officer.begins("enter the answer")
    officer.clicks_on("Step 5 of 5")
    assert page.step == BACK
    officer.types(code.lower())
    officer.press(Key.Key_Return)
    form = page.back.entry
    assert form is not None
    officer.waits(lambda: form.save_button.isEnabled(), "questions")
    officer.types("1")
    officer.types("2")
    officer.types("1")
    officer.begins("save the answer")
    officer.press(Key.Key_S, held=CTRL)
    [review] = day.saved("joint_review", paper_code=code)
    assert review.values["agreement"] == "agree"
    officer.waits(lambda: form.after is not None, "next paper")


def locks_and_goes_on(day: Day) -> None:
    officer = day.officer
    officer.begins("begin a form to be locked")
    day.goes_to("new meet")
    officer.press(Key.Key_Return, Key.Key_Return, Key.Key_Return)
    officer.types("Wells")
    officer.begins("lock")
    officer.press(Key.Key_F12)
    officer.waits(lambda: day.desktop.shell is None, "lock")
    unlocks(day)
    assert day.shell.page == "quick_meeting"
    again = day.page(QuickPage)
    assert again.sheet.state().answers["title"] == "Wells"


def syncs(day: Day) -> None:
    officer = day.officer
    officer.begins("sync")
    day.turns_to(Key.Key_0, "sync")
    officer.tabs_to("Address of the hub")
    officer.types(day.hub)
    officer.press(Key.Key_Return)
    officer.reads("Sent", day.page(SyncPage))
    officer.waits(lambda: day.page(SyncPage).button.accessibleName() == "Sync now", "the hub")


def reads_it_on_another_laptop(day: Day) -> None:
    other, _ = workspaces.create(day.folder / "bakary", PASSPHRASE, "Bakary", cost=CHEAP)
    join(other, invite(day.workspace, request_enrolment(other), "officer", day.hub))
    sync_with_hub(other, SyncOrder(day.hub, let_through=False), Progress())
    [meeting] = records.query(other, Wanted("meeting", where={"title": "Dry pump"}))
    assert meeting.values["place"] == PLACE
    workspaces.close(other)


def records_a_meeting_from_right_to_left(day: Day) -> None:
    unlocks(day)
    assert day.shell.layoutDirection() is Qt.LayoutDirection.RightToLeft
    day.officer.begins("today")
    day.officer.waits(lambda: day.shell.preparing.is_done, "what is made while one reads")
    day.officer.begins("begin a meeting")
    day.officer.press(Key.Key_N, held=CTRL)
    day.officer.begins("record a meeting")
    fills_in_a_meeting(day.officer, "Women first")
    day.officer.press(Key.Key_S, held=CTRL)

    [meeting] = day.saved("meeting", title="Women first")
    assert meeting.values["place"] == PLACE
    assert meeting.id not in [draft.id for draft in drafts.all_drafts(day.workspace)]


SCENES = (
    unlocks,
    sees_what_is_late,
    records_a_meeting,
    refers_somebody,
    takes_feedback,
    checks_a_step,
    looks_through_the_list,
    changes_several,
    mends_a_form,
    looks_at_the_map,
    looks_at_the_calendar,
    reviews_with_the_council,
    locks_and_goes_on,
    syncs,
    turns_to_every_page,
    reads_it_on_another_laptop,
)


def test_a_whole_day_with_keys_and_clicks(begin: Begin) -> None:
    def live() -> Watchdog:
        with begin("en") as day:
            for scene in SCENES:
                scene(day)
            return day.officer.watchdog

    assert too_long_each_time(live) == []


def test_a_meeting_from_right_to_left(begin: Begin) -> None:
    def live() -> Watchdog:
        with begin("ar") as day:
            records_a_meeting_from_right_to_left(day)
            return day.officer.watchdog

    assert too_long_each_time(live) == []
