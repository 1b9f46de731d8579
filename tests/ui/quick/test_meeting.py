"""A meeting is captured on one screen with keys alone, and nothing of it is lost or half saved."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.domain.record import Record
from fieldapp.store import drafts, records
from fieldapp.store.records import Change, Wanted
from fieldapp.store.workspace import Workspace
from fieldapp.ui import saving
from fieldapp.ui.desktop import Desktop
from fieldapp.ui.forms.form_state import FormState, Row
from fieldapp.ui.look import Look
from fieldapp.ui.names import Names, read_places
from fieldapp.ui.opening import Unlocked
from fieldapp.ui.quick.bar import QuickBar
from fieldapp.ui.quick.meeting import MeetingSheet
from fieldapp.ui.quick.page import QuickPage
from fieldapp.ui.rooms import MEETING, QUICK
from fieldapp.ui.session import Session
from fieldapp.ui.ways import Ways
from tests.ui.conftest import comes

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

MOST_KEYS = 250


class Keyboard:
    """Types where the cursor is, and counts the keys."""

    def __init__(self) -> None:
        self.count = 0

    def type(self, text: str) -> None:
        for letter in text:
            QTest.keyClick(_focus(), letter)  # type: ignore[call-overload]
            self.count += 1

    def press(self, *keys: Qt.Key, ctrl: bool = False) -> None:
        held = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
        for key in keys:
            QTest.keyClick(_focus(), key, held)
            self.count += 1 + ctrl


def _focus() -> QWidget:
    focus = QApplication.focusWidget()
    assert focus is not None
    return focus


ENTER, TAB, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Down


@pytest.fixture
def gorom(workspace: Workspace) -> str:
    """A place where a meeting was held already."""
    place = records.save(workspace, Change("place", {"name": "Gorom", "pcode": "XX010203"}))
    held = {"title": "First", "held_on": "2026-11-01", "place": "XX010203"}
    records.save(workspace, Change("meeting", held))
    return place


def shown(qtbot: QtBot, session: Session, sheet: type[MeetingSheet] = MeetingSheet) -> QuickPage:
    names = Names(
        session.workspace, session.reader, session.look.language, read_places(session.workspace)
    )
    session = Session(session.workspace, session.reader, session.look, names)
    page = QuickPage(session, Ways(), "Record a meeting", sheet(session))
    for _ in page.grow():
        pass
    qtbot.addWidget(page)
    page.resize(1150, 700)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(lambda: page.isActiveWindow() and QApplication.focusWidget() is not None)
    return page


def meeting_sheet(page: QuickPage) -> MeetingSheet:
    assert isinstance(page.sheet, MeetingSheet)
    return page.sheet


def record_a_meeting(keyboard: Keyboard) -> None:
    keyboard.press(ENTER)  # the last place
    keyboard.press(ENTER)  # today
    keyboard.type("V")  # the village council
    keyboard.press(ENTER)
    keyboard.type("Dry pump, market patrols")
    keyboard.press(ENTER)
    for number in ("3", "9", "4"):  # girls, women, older women
        keyboard.type(number)
        keyboard.press(ENTER)
    keyboard.press(DOWN, DOWN)
    keyboard.type("1")  # of the older women, with a disability
    keyboard.press(ENTER)
    for number in ("5", "17", "6"):
        keyboard.type(number)
        keyboard.press(ENTER)
    keyboard.press(ENTER, ENTER, ENTER)  # nobody else
    for said in ("The pump is dry by noon.", "Nobody patrols on market days."):
        keyboard.type(said)
        keyboard.press(ENTER)
    keyboard.press(ENTER)  # no more issues
    for what, who in (("Repair the second pump", 1), ("Clear the path", 2)):
        keyboard.type(what)
        keyboard.press(TAB)
        keyboard.press(*[DOWN] * who)  # us, them
        keyboard.press(TAB)
        keyboard.type("+14")
        keyboard.press(ENTER)
    keyboard.press(Qt.Key.Key_S, ctrl=True)


def test_a_whole_meeting_is_recorded_with_keys_alone(
    qtbot: QtBot, session: Session, gorom: str
) -> None:
    page = shown(qtbot, session)
    keyboard = Keyboard()

    record_a_meeting(keyboard)

    assert page.done is not None
    assert keyboard.count <= MOST_KEYS
    workspace = session.workspace
    [meeting] = [m for m in records.query(workspace, Wanted("meeting")) if "Dry" in str(m.values)]
    assert meeting.values["place"] == "XX010203"
    assert meeting.values["held_on"] == session.today().isoformat()
    assert meeting.values["type"] == "council"
    counted = {
        (row.values["sex"], row.values["age_group"]): (
            row.values["count"],
            row.values.get("with_disability"),
        )
        for row in records.query(workspace, Wanted("attendance", parents=(meeting.id,)))
    }
    assert counted == {
        ("female", "child"): (3, None), ("female", "adult"): (9, None), ("female", "older"): (4, 1),
        ("male", "child"): (5, None), ("male", "adult"): (17, None), ("male", "older"): (6, None),
    }  # fmt: skip
    said = [row.values["said"] for row in rows_of(workspace, "issue", meeting.id)]
    assert sorted(map(str, said)) == ["Nobody patrols on market days.", "The pump is dry by noon."]
    promises = rows_of(workspace, "commitment", meeting.id)
    promised = {row.values["what"]: row.values for row in promises}
    assert promised["Repair the second pump"]["promised_by"] == "us"
    assert promised["Clear the path"]["promised_by"] == "them"
    assert {each["status"] for each in promised.values()} == {"open"}
    days = {date.fromisoformat(str(each["due_on"])) for each in promised.values()}
    assert days == {session.today() + timedelta(days=14)}
    assert {row.values["place"] for row in rows_of(workspace, "issue", meeting.id)} == {"XX010203"}
    assert drafts.all_drafts(workspace) == []

    promises = rows_of(workspace, "commitment", meeting.id)
    # One save: everything is in the journal together.
    facts = [each for row in (meeting, *promises) for each in records.history(workspace, row.id)]
    saves = {fact.save or fact.id for fact in facts}
    assert len(saves) == 1

    # Taken out again, whole, with what was written back as a draft.
    keyboard.press(Qt.Key.Key_Z, ctrl=True)
    assert page.done is None
    assert records.query(workspace, Wanted("commitment")) == []
    assert [m.values["title"] for m in records.query(workspace, Wanted("meeting"))] == ["First"]
    [draft] = drafts.all_drafts(workspace)
    assert draft.id != meeting.id
    page.save()
    assert len(records.query(workspace, Wanted("commitment"))) == 2


def rows_of(workspace: Workspace, kind: str, meeting: str) -> list[Record]:
    return records.query(workspace, Wanted(kind, parents=(meeting,)))


def test_what_is_missing_or_silly_is_said_at_its_place_and_nothing_is_saved(
    qtbot: QtBot, session: Session
) -> None:
    page = shown(qtbot, session)
    sheet = meeting_sheet(page)
    cells = sheet.people.cells
    whole, part = (cells["female", "adult", name] for name in ("count", "with_disability"))
    QTest.keyClicks(whole, "2")
    QTest.keyClick(part, Qt.Key.Key_Plus)
    assert not part.property("bad")
    QTest.keyClicks(part, "5")
    assert part.property("bad")
    assert "more with a disability than came" in part.accessibleDescription()
    QTest.keyClicks(sheet.promises.lines[0].fields["what"].editor.control, "Clear the path")

    QTest.keyClick(whole, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert page.done is None
    complaints = {name: row.complaint for name, row in sheet.where.rows.items()}
    assert complaints["title"]
    assert not complaints["held_on"]
    assert sheet.promises.lines[0].fields["promised_by"].complaint
    assert part.property("bad")
    assert QApplication.focusWidget() is sheet.where.rows["title"].editor.control
    assert records.query(session.workspace, Wanted("attendance")) == []
    assert records.query(session.workspace, Wanted("meeting")) == []
    assert [draft.kind for draft in drafts.all_drafts(session.workspace)] == ["meeting"]


def test_arrows_go_where_they_point_and_totals_stand_beside(
    qtbot: QtBot, session: Session, arabic: Look
) -> None:
    names = session.names.in_language(arabic.language)
    mirrored = Session(session.workspace, session.reader, arabic, names)
    page = shown(qtbot, mirrored)
    people = meeting_sheet(page).people
    first = people.cells["female", "child", "count"]
    beside = people.cells["female", "child", "with_disability"]
    first.setFocus()
    assert (
        first.mapToGlobal(first.rect().center()).x() > beside.mapToGlobal(first.rect().center()).x()
    )

    QTest.keyClick(first, Qt.Key.Key_Left)
    assert QApplication.focusWidget() is beside
    QTest.keyClick(beside, Qt.Key.Key_Right)
    assert QApplication.focusWidget() is first
    QTest.keyClick(first, Qt.Key.Key_Right)
    assert QApplication.focusWidget() is first
    QTest.keyClick(first, Qt.Key.Key_Down)
    for digit in "٢١":
        press = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, digit)
        QApplication.sendEvent(_focus(), press)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Minus)
    QTest.keyClicks(first, "x1")

    assert people.cells["female", "adult", "count"].number == 20
    assert people.total == 21
    assert page.layoutDirection() is Qt.LayoutDirection.RightToLeft


def test_the_form_with_all_questions_and_the_one_screen_open_the_same_draft(
    qtbot: QtBot, session: Session
) -> None:
    draft = FormState(
        "meeting",
        "a-draft",
        {"title": "Wells", "mood": "Calm"},
        (
            Row("attendance", "r1", {"sex": "male", "age_group": "18-49", "count": "4"}),
            Row("attendance", "r2", {"sex": "other", "age_group": "adult", "count": 2}),
            Row("issue", "r3", {"said": "Dry", "topic": "water"}),
        ),
        (),
        {},
    )
    saving.keep_draft(session, draft)
    page = shown(qtbot, session)
    assert [action.data() for action in page.drafts_button.menu().actions()] == ["a-draft"]

    page.drafts_button.menu().actions()[0].trigger()
    people = meeting_sheet(page).people
    assert people.cells["male", "18-49", "count"].number == 4
    assert people.total == 6
    QTest.keyClicks(people.cells["male", "18-49", "count"], "0")

    asked: list[tuple[str, str]] = []
    page.ways.record.connect(lambda kind, record: asked.append((kind, record)))
    qtbot.mouseClick(page.all_button, Qt.MouseButton.LeftButton)
    assert asked == [("meeting", "a-draft")]
    state = saving.open_record(session, "meeting", "a-draft").state
    assert state.answers["mood"] == "Calm"
    rows = {row.id: row.answers for row in state.rows}
    assert rows["r1"]["count"] in (0, 40)
    assert rows["r2"] == {"sex": "other", "age_group": "adult", "count": 2}
    assert rows["r3"]["topic"] == "water"


def test_one_screen_is_what_new_opens_and_a_lock_comes_back_to_it(
    qtbot: QtBot, workspace: Workspace, open_desktop: Callable[[], Desktop]
) -> None:
    desktop = open_desktop()
    shell = desktop.shell
    assert shell is not None
    bar = shell.findChild(QuickBar)
    assert bar is not None
    assert set(bar.buttons) == set(QUICK.values())
    QTest.keyClick(shell, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    comes(qtbot, shell, MEETING)
    page = shell.findChild(QuickPage)
    assert page is not None
    assert shell.sidebar.findChild(QToolButton) is not None
    title = meeting_sheet(page).where.rows["title"].editor.control
    QTest.keyClicks(title, "Wells")

    desktop.lock()
    assert [draft.kind for draft in drafts.all_drafts(workspace)] == ["meeting"]
    desktop.enter(Unlocked(workspace, read_places(workspace)))

    assert desktop.shell is not None
    assert desktop.shell.page == MEETING
    again = desktop.shell.findChild(QuickPage)
    assert again is not None
    assert again.sheet.state().answers["title"] == "Wells"
    # With something known, the form with all questions is begun: it has a place for everything.
    desktop.shell._ways.begin.emit("meeting", {"place": "XX010203"})
    assert desktop.shell.page == "meeting"
