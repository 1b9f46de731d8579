"""The palette: everything without a mouse."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.domain.kinds import KINDS
from fieldapp.store import drafts, records, views
from fieldapp.store.listing import By, Narrowed, Order
from fieldapp.store.records import Change, Wanted
from fieldapp.store.workspace import Workspace
from fieldapp.ui.desktop import Desktop
from fieldapp.ui.help_topics import TOPICS
from fieldapp.ui.palette import MOST_RECORDS
from fieldapp.ui.palette_list import Entry, PaletteList, folded, found
from fieldapp.ui.rooms import FOUND, ROOMS
from fieldapp.ui.services import Services
from fieldapp.ui.session import Session
from fieldapp.ui.shell import Shell
from tests.ui.conftest import comes

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

CONTROL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier

OpenDesktop = Callable[[], Desktop]


def entry(title: str, **more: str) -> Entry:
    return Entry("Page", title, "folder", lambda: None, **more)  # type: ignore[arg-type]


def titles(shell: Shell) -> list[str]:
    model = shell.palette_box.model
    return [model.index(row).data() for row in range(model.rowCount())]


@pytest.fixture
def shell(qtbot: QtBot, session: Session, services: Services) -> Shell:
    made = Shell(session, services)
    qtbot.addWidget(made)
    made.show_page("today")
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.mark.parametrize(
    ("typed", "written"),
    [("evaluation", "Évaluation"), ("REUNION", "Réunion"), ("oeuvre", "Œuvre"),
     ("اداره", "إدارة"), ("مراجعه", "مُراجَعة"), ("l'aide", "L’aide")],
)  # fmt: skip
def test_a_tired_hand_needs_no_accents(typed: str, written: str) -> None:
    assert folded(typed) == folded(written)


def test_names_that_begin_so_stand_first_and_the_middle_of_a_word_only_where_nothing_begins() -> (
    None
):
    offered = [entry("Joint review"), entry("Review of peers"), entry("Preview")]

    assert [each.title for each in found(offered, "rev")] == ["Review of peers", "Joint review"]
    assert [each.title for each in found(offered, "eview")] == [each.title for each in offered]
    assert [each.title for each in found(offered, "rev joi")] == ["Joint review"]
    assert found(offered, " ") == offered
    assert found(offered, "x") == []


def test_the_list_is_a_sound_model_and_says_what_each_line_is(qtbot: QtBot) -> None:
    model = PaletteList()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.show([entry("Sync now", keys="F5"), entry("Safety")])
    model.add([entry("Water point", about="Gorom")])
    model.add([])

    spoken = [model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(3)]
    assert spoken == ["Page, Sync now, F5", "Page, Safety", "Page, Water point, Gorom"]
    model.show([])
    assert model.rowCount() == 0


def test_it_offers_every_page_every_kind_and_every_way_of_help(shell: Shell) -> None:
    narrowed = Narrowed("meeting", words="pump")
    views.keep_view(shell.session.workspace, views.View("The pump", narrowed, Order(By.DAY)))
    QTest.keyClick(shell.windowHandle(), Qt.Key.Key_K, CONTROL)

    offered = titles(shell)

    assert {room.label for name, room in ROOMS.items() if name != FOUND} <= set(offered)
    begun = [kind for kind in KINDS.values() if kind.begins_in_a_form]
    assert {f"New: {kind.label}" for kind in begun} <= set(offered)
    assert {topic.title for topic in TOPICS.values()} <= set(offered)
    assert {"Sync now", "Lock now", "Theme: Sunlight", "Text size: 200%"} <= set(offered)
    assert shell.palette_box.line.hasFocus()
    kept = next(title for title in offered if "The pump" in title)
    assert "Meetings" in kept


def test_arrows_go_round_enter_opens_and_escape_gives_the_focus_back(
    qtbot: QtBot, shell: Shell
) -> None:
    shell.topbar.search.setFocus()
    shell.palette_box.open_box()
    line, list_ = shell.palette_box.line, shell.palette_box.list

    QTest.keyClick(line, Qt.Key.Key_Up)
    assert list_.currentIndex().row() == shell.palette_box.model.rowCount() - 1
    QTest.keyClick(line, Qt.Key.Key_Down)
    assert list_.currentIndex().row() == 0
    QTest.keyClick(line, Qt.Key.Key_PageDown)
    assert list_.currentIndex().row() > 5
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert line.hasFocus()  # there is nowhere else to go
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert shell.palette_box.isHidden()
    assert shell.topbar.search.hasFocus()
    assert shell.page == "today"

    shell.palette_box.open_box()
    qtbot.keyClicks(line, "safe")
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shell.page == "safety")
    assert shell.palette_box.isHidden()


def test_records_are_found_by_their_words_newest_first_and_open(
    qtbot: QtBot, workspace: Workspace, shell: Shell
) -> None:
    for number in range(MOST_RECORDS + 5):
        values = {"title": f"Wéll {number:02}", "held_on": "2026-11-01"}
        records.save(workspace, Change("meeting", values))
    shell.palette_box.open_box()

    qtbot.keyClicks(shell.palette_box.line, "well")
    qtbot.waitUntil(lambda: shell.palette_box.model.rowCount() == MOST_RECORDS)
    assert titles(shell)[:2] == ["Wéll 54", "Wéll 53"]
    QTest.keyClick(shell.palette_box.line, Qt.Key.Key_Down)
    QTest.keyClick(shell.palette_box.line, Qt.Key.Key_Return)
    comes(qtbot, shell, "meeting")

    pane = shell.records_page("meeting").pane
    assert pane is not None
    assert pane.form.grid(0).rows["title"].editor.answer() == "Wéll 53"


def test_the_palette_goes_first_and_then_the_page_comes(qtbot: QtBot, shell: Shell) -> None:
    shell.show_page("deliverable")
    shell.show_page("meeting")
    shell.palette_box.open_box()
    shell.palette_box.line.setText("deliverables")
    enter = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)

    QApplication.sendEvent(shell.palette_box.line, enter)

    assert shell.palette_box.isHidden()
    assert shell.page == "meeting"
    comes(qtbot, shell, "deliverable")


def test_a_word_that_points_to_a_person_finds_no_record(workspace: Workspace, shell: Shell) -> None:
    for level, words in ((6, "CANARY was hit"), (2, "CANARY asks for a pump")):
        told = {"received_on": "2026-11-01", "level": level, "summary": words}
        records.save(workspace, Change("feedback", told))
    shell.palette_box.open_box()

    shell.palette_box.line.setText("canary")
    shell.palette_box.find_records()

    assert titles(shell) == ["CANARY asks for a pump"]


def test_nothing_found_is_said_and_nothing_typed_is_left_behind(shell: Shell) -> None:
    shell.palette_box.open_box()
    shell.palette_box.line.setText("zzzz")
    shell.palette_box.find_records()
    assert any("Nothing was found." in text for text in texts(shell.palette_box))
    keys_told = next(text for text in texts(shell.palette_box) if "Close" in text)
    assert "Open the line" not in keys_told

    QTest.keyClick(shell.palette_box.line, Qt.Key.Key_Return)  # opens nothing
    assert shell.palette_box.isVisible()
    QTest.keyClick(shell.palette_box.line, Qt.Key.Key_Escape)

    assert shell.palette_box.line.text() == ""
    assert titles(shell) == []


def texts(widget: QWidget) -> list[str]:
    return [str(each.property("text")) for each in widget.findChildren(QWidget) if each.isVisible()]


def test_a_work_is_saved_from_start_to_end_without_a_mouse(
    qtbot: QtBot, workspace: Workspace, open_desktop: OpenDesktop
) -> None:
    records.save(workspace, Change("place", {"name": "Gorom", "pcode": "XX0101"}))
    desktop = open_desktop()
    window = desktop.windowHandle()

    def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(window, key, modifiers)

    def write(words: str) -> None:
        focus = desktop.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, words)

    press(Qt.Key.Key_K, CONTROL)
    write("new deliv")
    press(Qt.Key.Key_Return)
    write("Water point")
    press(Qt.Key.Key_S, CONTROL)

    (saved,) = records.query(workspace, Wanted("deliverable"))
    assert saved.values[KINDS["deliverable"].title] == "Water point"
    assert drafts.all_drafts(workspace) == []

    press(Qt.Key.Key_K, CONTROL)
    write("theme dark")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desktop.look.theme.name == "dark")
    press(Qt.Key.Key_K, CONTROL)
    write("lock now")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desktop.shell is None)
