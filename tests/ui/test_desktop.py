from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.domain.kinds import kind_named
from fieldapp.store import drafts, records
from fieldapp.store.records import Change, Wanted
from fieldapp.store.workspace import Workspace
from fieldapp.sync.reveal.revealing import reveal
from fieldapp.ui.clashes import ClashWindow
from fieldapp.ui.components.toast import Toast
from fieldapp.ui.desktop import Desktop
from fieldapp.ui.forms.field_grid import FieldGrid
from fieldapp.ui.pages.form_pane import FormPane
from fieldapp.ui.past import Place
from fieldapp.ui.quick.page import QuickPage
from fieldapp.ui.rooms import FOOT, SIDEBAR
from fieldapp.ui.services import Services
from fieldapp.ui.session import Session
from fieldapp.ui.shell import Shell
from tests.ui.conftest import comes

# Menus and names offered while typing: the offscreen platform raises no windows.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

OpenDesktop = Callable[[], Desktop]
LEFT = Qt.MouseButton.LeftButton


def shell_of(desktop: Desktop) -> Shell:
    assert desktop.shell is not None
    return desktop.shell


def pane_of(desktop: Desktop, kind: str) -> FormPane:
    pane = shell_of(desktop).records_page(kind).pane
    assert pane is not None
    return pane


def press(
    desktop: Desktop,
    key: Qt.Key,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Press a key on the window, as a keyboard does: only so it can be a shortcut."""
    QTest.keyClick(desktop.windowHandle(), key, modifiers)


def type_into(qtbot: QtBot, pane: FormPane, section: int, name: str, words: str) -> None:
    qtbot.keyClicks(pane.form.grid(section).rows[name].editor.control, words)


def test_a_meeting_is_recorded_with_who_came_and_what_was_promised(
    qtbot: QtBot, workspace: Workspace, open_desktop: OpenDesktop
) -> None:
    records.save(workspace, Change("place", {"name": "Gorom", "pcode": "XX0101"}))
    desktop = open_desktop()
    qtbot.waitExposed(desktop)

    qtbot.mouseClick(shell_of(desktop).topbar.new, LEFT)
    qtbot.waitUntil(lambda: shell_of(desktop).page == "quick_meeting")
    quick = shell_of(desktop).findChild(QuickPage)
    assert quick is not None
    qtbot.mouseClick(quick.all_button, LEFT)
    pane = pane_of(desktop, "meeting")
    pane.form.grid(0).rows["held_on"].editor.control.clear()  # today
    type_into(qtbot, pane, 0, "title", "Water point")
    type_into(qtbot, pane, 0, "held_on", "22/11/2026")
    type_into(qtbot, pane, 0, "place", "gorom")

    qtbot.mouseClick(pane.form.tabs.buttons[1], LEFT)
    came = pane.form.child_rows("attendance")
    for number, (sex, count) in enumerate((("female", "12"), ("male", "9"))):
        qtbot.mouseClick(came.add_button, LEFT)
        row = came.lines[number].grid.rows
        box = row["sex"].editor.control
        box.setCurrentIndex(box.findData(sex))
        qtbot.keyClicks(row["age_group"].editor.control.lineEdit(), "adult")
        qtbot.keyClicks(row["count"].editor.control, count)

    qtbot.mouseClick(pane.form.tabs.buttons[3], LEFT)
    promised = pane.form.child_rows("commitment")
    qtbot.mouseClick(promised.add_button, LEFT)
    row = promised.lines[0].grid.rows
    by = row["promised_by"].editor.control
    by.setCurrentIndex(by.findData("us"))
    qtbot.keyClicks(row["what"].editor.control, "Repair the pump")
    qtbot.mouseClick(pane.save_button, LEFT)

    meeting = records.query(workspace, Wanted("meeting"))[0]
    assert (meeting.values["title"], meeting.values["held_on"]) == ("Water point", "2026-11-22")
    assert meeting.values["place"] == "XX0101"
    people = records.query(workspace, Wanted("attendance", parents=(meeting.id,)))
    counts = {(each.values["sex"], each.values["count"]) for each in people}
    assert counts == {("female", 12), ("male", 9)}
    promise = records.query(workspace, Wanted("commitment", parents=(meeting.id,)))[0]
    assert (promise.values["what"], promise.values["place"]) == ("Repair the pump", "XX0101")
    assert drafts.all_drafts(workspace) == []


def test_an_incomplete_form_is_kept_as_a_draft_and_not_saved(
    qtbot: QtBot, workspace: Workspace, open_desktop: OpenDesktop
) -> None:
    desktop = open_desktop()
    page = shell_of(desktop).records_page("meeting")
    page.new()
    pane = pane_of(desktop, "meeting")
    type_into(qtbot, pane, 0, "title", "Water point")

    qtbot.mouseClick(pane.save_button, LEFT)

    assert pane.form.summary is not None
    assert records.query(workspace, Wanted("meeting")) == []
    assert [draft.kind for draft in drafts.all_drafts(workspace)] == ["meeting"]


def test_what_is_typed_is_kept_without_a_click(
    qtbot: QtBot, workspace: Workspace, open_desktop: OpenDesktop
) -> None:
    desktop = open_desktop()
    shell_of(desktop).records_page("meeting").new()
    pane = pane_of(desktop, "meeting")

    with qtbot.waitSignal(pane.drafted, timeout=5_000):
        type_into(qtbot, pane, 0, "title", "Water point")

    kept = drafts.all_drafts(workspace)[0].answers
    assert kept["answers"]["title"] == "Water point"  # type: ignore[index]


def test_unsaved_changes_are_offered_again_and_can_be_discarded(
    qtbot: QtBot, workspace: Workspace, open_desktop: OpenDesktop
) -> None:
    record = records.save(workspace, Change("meeting", {"title": "A", "held_on": "2026-11-01"}))
    desktop = open_desktop()
    shell_of(desktop).open_record("meeting", record)
    type_into(qtbot, pane_of(desktop, "meeting"), 0, "title", "Z")
    desktop.lock()
    assert desktop.shell is None

    again = open_desktop()
    shell_of(again).open_record("meeting", record)
    pane = pane_of(again, "meeting")
    title = pane.form.grid(0).rows["title"].editor
    assert title.answer() == "AZ" or title.answer() == "ZA"

    qtbot.mouseClick(pane.discard_button, LEFT)

    assert pane_of(again, "meeting").form.grid(0).rows["title"].editor.answer() == "A"
    assert drafts.all_drafts(workspace) == []


def test_locking_shows_nothing_and_closes_the_file(
    qtbot: QtBot, workspace: Workspace, open_desktop: OpenDesktop
) -> None:
    records.save(workspace, Change("meeting", {"title": "CANARY", "held_on": "2026-11-01"}))
    desktop = open_desktop()
    shell_of(desktop).show_page("meeting")

    press(desktop, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: desktop.shell is None)

    assert desktop.unlock_screen is not None
    assert "CANARY" not in everything_said(desktop)
    assert desktop.findChildren(Shell) == []


def test_another_language_turns_the_window_round_and_stays_at_the_record(
    qtbot: QtBot, workspace: Workspace, open_desktop: OpenDesktop
) -> None:
    record = records.save(workspace, Change("meeting", {"title": "A", "held_on": "2026-11-01"}))
    desktop = open_desktop()
    qtbot.waitExposed(desktop)
    shell_of(desktop).open_record("meeting", record)
    type_into(qtbot, pane_of(desktop, "meeting"), 0, "language", "Fulfulde")
    left = shell_of(desktop).sidebar.x()

    shell_of(desktop).language_wanted.emit("ar")

    qtbot.waitUntil(lambda: QApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft)
    QApplication.processEvents()
    assert shell_of(desktop).sidebar.x() > left
    pane = pane_of(desktop, "meeting")
    assert pane.record == record
    assert pane.form.grid(0).rows["language"].editor.answer() == "Fulfulde"


@pytest.mark.parametrize("theme", ["dark", "sunlight", "light"])
def test_every_page_opens_in_every_theme(open_desktop: OpenDesktop, theme: str) -> None:
    desktop = open_desktop()
    desktop.change_look(theme, "en")
    for page in (*(name for name, _ in SIDEBAR), *FOOT, "decision"):
        shell_of(desktop).show_page(page)
        assert shell_of(desktop).page == page


def test_f6_goes_into_the_sun_and_back(qtbot: QtBot, open_desktop: OpenDesktop) -> None:
    desktop = open_desktop()
    for expected in ("sunlight", "light"):
        press(desktop, Qt.Key.Key_F6)
        qtbot.waitUntil(lambda: shell_of(desktop).session.look.theme.name == expected)  # noqa: B023


def test_the_keys_go_to_pages_search_and_new(qtbot: QtBot, open_desktop: OpenDesktop) -> None:
    desktop = open_desktop()
    control = Qt.KeyboardModifier.ControlModifier
    press(desktop, Qt.Key.Key_3, control)
    comes(qtbot, shell_of(desktop), "deliverable")

    press(desktop, Qt.Key.Key_F, control)
    assert desktop.focusWidget() is shell_of(desktop).topbar.search

    press(desktop, Qt.Key.Key_N, control)
    assert pane_of(desktop, "deliverable").form.state().is_new


def test_a_narrow_window_has_a_slim_sidebar(qtbot: QtBot, open_desktop: OpenDesktop) -> None:
    desktop = open_desktop()
    qtbot.waitExposed(desktop)
    wide = shell_of(desktop).sidebar.width()

    desktop.resize(1093, 614)

    qtbot.waitUntil(lambda: shell_of(desktop).sidebar.width() < wide / 2)
    assert shell_of(desktop).sidebar.width() + 900 < 1093


@pytest.mark.parametrize("size", [(1366, 768), (1093, 614)])
def test_no_page_is_wider_than_the_window(
    qtbot: QtBot, workspace: Workspace, open_desktop: OpenDesktop, size: tuple[int, int]
) -> None:
    record = records.save(workspace, Change("meeting", {"title": "A", "held_on": "2026-11-01"}))
    desktop = open_desktop()
    desktop.resize(*size)
    for page in ("today", "paper", "sync", "found"):
        shell_of(desktop).show_page(page)
        QApplication.processEvents()
        assert (desktop.width(), desktop.height()) == size
    shell_of(desktop).open_record("meeting", record)
    for section in range(5):
        pane_of(desktop, "meeting").form.show_section(section)
        QApplication.processEvents()
        assert (desktop.width(), desktop.height()) == size


def test_a_promise_opens_its_meeting_at_the_promises(
    workspace: Workspace, open_desktop: OpenDesktop
) -> None:
    meeting = records.save(workspace, Change("meeting", {"title": "A", "held_on": "2026-11-01"}))
    promise = records.save(
        workspace, Change("commitment", {"meeting": meeting, "promised_by": "us", "what": "Pump"})
    )
    desktop = open_desktop()

    shell_of(desktop).open_record("commitment", promise)

    pane = pane_of(desktop, "meeting")
    assert pane.record == meeting
    assert pane.form.tabs.buttons[pane.form.section].toolTip() == kind_named("commitment").plural


def everything_said(window: QWidget) -> str:
    """Every text that any widget shows, reads out or tells in a tool tip."""
    asked = ("text", "toPlainText", "toolTip", "accessibleName", "currentText", "windowTitle")
    return "\n".join(
        str(tell())
        for widget in [window, *window.findChildren(QWidget)]
        for name in asked
        if callable(tell := getattr(widget, name, None))
    )


@pytest.mark.parametrize("cleared", [True, False])
def test_a_restricted_word_is_in_no_widget_of_whoever_may_not_read_it(
    qtbot: QtBot,
    workspace: Workspace,
    session: Session,
    uncleared: Session,
    services: Services,
    cleared: bool,
) -> None:
    record = records.save(
        workspace,
        Change("incident", {"happened_on": "2026-11-01", "type": "threat", "account": "CANARY"}),
    )
    if cleared:
        reveal(workspace, "incident", record, "danger")
    shell = Shell(session if cleared else uncleared, services)
    qtbot.addWidget(shell)
    for page in ("today", "found", "sync", "incident"):
        shell.show_page(page)
    shell.open_record("incident", record)
    pane = shell.records_page("incident").pane
    assert pane is not None
    for section in range(len(pane.form.tabs.buttons)):
        pane.form.show_section(section)
    for grid in pane.form.findChildren(FieldGrid):
        assert grid.rows  # asked for before they come by themselves

    assert ("CANARY" in everything_said(shell)) is cleared


def test_a_laptop_left_alone_locks_itself_and_keeps_what_was_typed(
    qtbot: QtBot, workspace: Workspace, open_desktop: OpenDesktop
) -> None:
    desktop = open_desktop()
    shell_of(desktop).records_page("meeting").new()
    type_into(qtbot, pane_of(desktop, "meeting"), 0, "title", "Water point")
    timer = desktop.findChild(QTimer, "idle")
    assert timer is not None
    assert timer.isActive()

    timer.start(1)
    qtbot.waitUntil(lambda: desktop.shell is None)

    assert [draft.kind for draft in drafts.all_drafts(workspace)] == ["meeting"]


def test_a_key_puts_the_lock_off(qtbot: QtBot, open_desktop: OpenDesktop) -> None:
    desktop = open_desktop()
    timer = desktop.findChild(QTimer, "idle")
    assert timer is not None
    timer.start(30_000)

    press(desktop, Qt.Key.Key_Shift)

    assert timer.remainingTime() > 60_000


def test_a_new_record_in_the_making_survives_another_language(
    qtbot: QtBot, open_desktop: OpenDesktop
) -> None:
    desktop = open_desktop()
    shell_of(desktop).records_page("meeting").new()
    type_into(qtbot, pane_of(desktop, "meeting"), 0, "title", "Water point")

    desktop.change_look("dark", "fr")

    title = pane_of(desktop, "meeting").form.grid(0).rows["title"].editor
    assert title.answer() == "Water point"


def test_settling_a_clash_loses_nothing_that_was_being_typed(
    qtbot: QtBot, workspace: Workspace, open_desktop: OpenDesktop
) -> None:
    record = records.save(workspace, Change("meeting", {"title": "A", "held_on": "2026-11-01"}))
    seen = records.load(workspace, "meeting", record).heads
    for title in ("B", "C"):
        records.save(workspace, Change("meeting", {"title": title}, record, base=seen))
    desktop = open_desktop()
    shell_of(desktop).open_record("meeting", record)
    pane = pane_of(desktop, "meeting")
    type_into(qtbot, pane, 0, "language", "Fulfulde")

    qtbot.mouseClick(pane.settle_button, LEFT)
    window = pane.findChild(ClashWindow)
    assert window is not None
    qtbot.mouseClick(window.cards[0].keep_buttons[0], LEFT)

    assert records.load(workspace, "meeting", record).clashes == {}
    language = pane_of(desktop, "meeting").form.grid(0).rows["language"].editor
    assert language.answer() == "Fulfulde"


def test_after_a_save_what_is_doubtful_is_still_shown(
    qtbot: QtBot, workspace: Workspace, open_desktop: OpenDesktop
) -> None:
    desktop = open_desktop()
    page = shell_of(desktop).records_page("meeting")
    page.new()
    type_into(qtbot, pane_of(desktop, "meeting"), 0, "title", "Water point")
    type_into(qtbot, pane_of(desktop, "meeting"), 0, "held_on", "22/11/2026")

    qtbot.mouseClick(pane_of(desktop, "meeting").save_button, LEFT)

    assert len(records.query(workspace, Wanted("meeting"))) == 1
    assert "No place" in pane_of(desktop, "meeting").form.grid(0).rows["place"].complaint
    toast = page.findChild(Toast)
    assert toast is not None
    assert "1 answer to look at again" in everything_said(toast)


def test_a_commitment_from_its_list_stays_in_its_list_in_another_language(
    qtbot: QtBot, workspace: Workspace, open_desktop: OpenDesktop
) -> None:
    meeting = records.save(workspace, Change("meeting", {"title": "A", "held_on": "2026-11-01"}))
    promise = records.save(
        workspace, Change("commitment", {"meeting": meeting, "promised_by": "us", "what": "Pump"})
    )
    desktop = open_desktop()
    shell_of(desktop).records_page("commitment").open(promise)

    desktop.change_look("light", "fr")

    assert shell_of(desktop).page == "commitment"
    assert pane_of(desktop, "commitment").record == promise


def test_the_way_back_from_a_kind_leads_to_all_records(
    qtbot: QtBot, open_desktop: OpenDesktop
) -> None:
    desktop = open_desktop()
    page = shell_of(desktop).records_page("risk")
    back = next(b for b in page.findChildren(QPushButton) if b.accessibleName() == "All records")

    qtbot.mouseClick(back, LEFT)

    qtbot.waitUntil(lambda: shell_of(desktop).page == "all")
    press(desktop, Qt.Key.Key_9, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not shell_of(desktop).turns.is_under_way)
    assert shell_of(desktop).page == "all"
    press(desktop, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: shell_of(desktop).page == "sync")


def test_alt_left_goes_back_to_the_record_the_page_and_the_section(
    qtbot: QtBot, workspace: Workspace, open_desktop: OpenDesktop
) -> None:
    ids = [
        records.save(workspace, Change("meeting", {"title": title, "held_on": "2026-11-01"}))
        for title in "AB"
    ]
    desktop = open_desktop()
    shell = shell_of(desktop)
    alt = Qt.KeyboardModifier.AltModifier
    assert not shell.topbar.back.isEnabled()
    shell.open_record("meeting", ids[0])
    pane_of(desktop, "meeting").form.show_section(2)
    shell.open_record("meeting", ids[1])
    shell.show_page("safety")
    shell.show_page("safety")  # the same place twice is one

    press(desktop, Qt.Key.Key_Left, alt)
    comes(qtbot, shell, "meeting")
    assert pane_of(desktop, "meeting").record == ids[1]
    press(desktop, Qt.Key.Key_Left, alt)
    comes(qtbot, shell, "meeting")
    pane = pane_of(desktop, "meeting")
    assert (pane.record, pane.form.section) == (ids[0], 2)
    press(desktop, Qt.Key.Key_Left, alt)
    qtbot.waitUntil(lambda: shell.page == "today")
    assert not shell.topbar.back.isEnabled()

    shell._past.note(Place("meeting", "0" * 32), "today")  # a draft that was discarded meanwhile
    shell.go_back()
    comes(qtbot, shell, "meeting")
    assert QApplication.activeModalWidget() is None  # nothing to complain about


def test_a_record_taken_out_and_a_draft_discarded_come_back_with_undo(
    qtbot: QtBot, workspace: Workspace, open_desktop: OpenDesktop
) -> None:
    record = records.save(workspace, Change("meeting", {"title": "A", "held_on": "2026-11-01"}))
    desktop = open_desktop()
    shell_of(desktop).open_record("meeting", record)
    page = shell_of(desktop).records_page("meeting")

    pane_of(desktop, "meeting")._take_out("twice")
    assert records.load(workspace, "meeting", record).deleted == "twice"
    toast = page.findChild(Toast)
    assert toast is not None
    qtbot.mouseClick(toast.button, LEFT)
    assert records.load(workspace, "meeting", record).deleted is None
    assert pane_of(desktop, "meeting").record == record

    type_into(qtbot, pane_of(desktop, "meeting"), 0, "language", "Fulfulde")
    shell_of(desktop).show_page("today")
    shell_of(desktop).records_page("meeting")
    page._reload(record)
    qtbot.mouseClick(pane_of(desktop, "meeting").discard_button, LEFT)
    assert drafts.all_drafts(workspace) == []
    toast = next(each for each in page.findChildren(Toast) if each.isVisible())
    qtbot.mouseClick(toast.button, LEFT)
    assert [draft.id for draft in drafts.all_drafts(workspace)] == [record]
    language = pane_of(desktop, "meeting").form.grid(0).rows["language"].editor
    assert language.answer() == "Fulfulde"


def test_at_twice_the_size_no_page_is_cut_and_none_widens_the_window(
    workspace: Workspace, open_desktop: OpenDesktop
) -> None:
    records.save(workspace, Change("meeting", {"title": "A", "held_on": "2026-11-01"}))
    desktop = open_desktop()
    desktop.resize(683, 384)
    for page in (*(name for name, _ in SIDEBAR), *FOOT, "found"):
        shell_of(desktop).show_page(page)
        QApplication.processEvents()
        QApplication.processEvents()
        assert (desktop.width(), desktop.height()) == (683, 384)
        frame = shell_of(desktop)._stack._frames[page]
        assert frame.page.width() >= frame.needs().width(), page
        assert frame.page.height() >= frame.needs().height(), page
