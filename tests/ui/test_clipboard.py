"""What is copied: on purpose, marked, noted where it was given in confidence, gone in a while."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox
from pytestqt.qtbot import QtBot

from fieldapp.store import records
from fieldapp.store.audit import Act
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.sync.reveal.revealing import reveal
from fieldapp.ui import clipboard
from fieldapp.ui.clipboard import Clearing
from fieldapp.ui.components.guarded import Line, Memo
from fieldapp.ui.components.toast import Toast
from fieldapp.ui.desktop import Desktop
from fieldapp.ui.pages.form_pane import FormPane
from fieldapp.ui.pages.records import RecordsPage

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

OpenDesktop = Callable[[], Desktop]


@pytest.fixture(autouse=True)
def empty_clipboard(qapp: QApplication) -> Iterator[None]:
    QGuiApplication.clipboard().clear()
    yield
    QGuiApplication.clipboard().clear()


def copied() -> str:
    return QGuiApplication.clipboard().text()


@pytest.fixture
def pane(workspace: Workspace, open_desktop: OpenDesktop) -> FormPane:
    record = records.save(
        workspace,
        Change("incident", {"happened_on": "2026-11-01", "type": "threat", "account": "CANARY"}),
    )
    reveal(workspace, "incident", record, "danger")
    desktop = open_desktop()
    assert desktop.shell is not None
    desktop.shell.open_record("incident", record)
    made = desktop.shell.records_page("incident").pane
    assert made is not None
    made.form.show_confidential()
    return made


def account_of(pane: FormPane) -> Memo:
    memo = pane.form.grid(pane.form.section).rows["account"].editor.control
    assert isinstance(memo, Memo)
    memo.setFocus()
    memo.selectAll()
    return memo


def noted(workspace: Workspace, act: Act) -> list[tuple[str, str, str]]:
    rows = workspace.db.conn.execute(
        "SELECT kind, record, detail FROM audit WHERE act = ?", [act.value]
    )
    return [(row[0], row[1], row[2]) for row in rows]


def test_copying_in_confidence_is_marked_told_and_noted_without_its_words(
    workspace: Workspace, pane: FormPane
) -> None:
    QTest.keySequence(account_of(pane), QKeySequence("Ctrl+C"))

    assert copied() == "CANARY"
    data = QGuiApplication.clipboard().mimeData()
    for name, value in clipboard.KEEP_OUT.items():
        assert bytes(data.data(name).data()) == value
    assert noted(workspace, Act.COPIED) == [("incident", pane.record, "{}")]
    toast = pane.findChild(Toast)
    assert toast is not None
    assert "45 seconds" in toast.accessibleName()


def test_cutting_is_copying(workspace: Workspace, pane: FormPane) -> None:
    memo = account_of(pane)

    QTest.keySequence(memo, QKeySequence("Ctrl+X"))

    assert (copied(), memo.toPlainText()) == ("CANARY", "")
    assert len(noted(workspace, Act.COPIED)) == 1


@pytest.mark.parametrize(("name", "left"), [("edit-copy", "CANARY"), ("edit-cut", "")])
def test_the_menu_copies_the_same_way(
    workspace: Workspace, pane: FormPane, name: str, left: str
) -> None:
    memo = account_of(pane)
    where = memo.rect().center()
    QApplication.sendEvent(
        memo, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, where, memo.mapToGlobal(where))
    )
    menu = memo.findChild(QMenu)
    assert menu is not None
    action = next(each for each in menu.actions() if each.objectName() == name)

    action.trigger()

    assert (copied(), memo.toPlainText()) == ("CANARY", left)
    assert QGuiApplication.clipboard().mimeData().hasFormat(clipboard.OURS)
    assert len(noted(workspace, Act.COPIED)) == 1


def test_what_cannot_be_noted_is_not_copied(
    qtbot: QtBot, workspace: Workspace, pane: FormPane
) -> None:
    memo = account_of(pane)
    pane._session.workspace.db.conn.execute("PRAGMA query_only = 1")

    QTest.keySequence(memo, QKeySequence("Ctrl+C"))

    assert copied() == ""
    box = pane.findChild(QMessageBox)
    assert box is not None


def test_selecting_and_dragging_give_nothing_away(pane: FormPane) -> None:
    memo = account_of(pane)

    assert memo.createMimeDataFromSelection().formats() == []
    line = Line("CANARY")
    line.selectAll()
    assert not line.dragEnabled()
    assert copied() == ""


def test_what_is_not_in_confidence_is_copied_marked_but_not_noted(
    workspace: Workspace, pane: FormPane
) -> None:
    pane.form.show_section(0)
    line = pane.form.grid(0).rows["happened_on"].editor.control
    line.setFocus()
    line.selectAll()

    QTest.keySequence(line, QKeySequence("Ctrl+C"))

    assert copied() == "01/11/2026"
    assert QGuiApplication.clipboard().mimeData().hasFormat(clipboard.OURS)
    assert noted(workspace, Act.COPIED) == []


def test_a_passphrase_is_never_copied(qtbot: QtBot) -> None:
    line = Line("the river is low in march")
    qtbot.addWidget(line)
    line.setEchoMode(Line.EchoMode.Password)
    line.selectAll()

    QTest.keySequence(line, QKeySequence("Ctrl+C"))

    assert copied() == ""


def test_a_list_copies_nothing_by_itself(pane: FormPane, open_desktop: OpenDesktop) -> None:
    beside = pane.parentWidget()
    page = beside.parentWidget() if beside is not None else None
    assert isinstance(page, RecordsPage)
    lines = page.list
    lines.setCurrentIndex(lines.model().index(0, 0))

    QTest.keySequence(lines, QKeySequence("Ctrl+C"))

    assert copied() == ""


@pytest.fixture
def clearing(qapp: QApplication) -> Iterator[Clearing]:
    made = Clearing(qapp)
    yield made
    made.deleteLater()


def test_after_a_while_it_is_gone(qtbot: QtBot, clearing: Clearing) -> None:
    clipboard.put("CANARY")
    timer = clearing.findChild(QTimer, "clipboard")
    assert timer is not None
    assert 40_000 < timer.remainingTime() <= 50_000

    timer.start(1)

    qtbot.waitUntil(lambda: copied() == "")


def test_what_somebody_copied_elsewhere_stays(clearing: Clearing) -> None:
    clipboard.put("CANARY")
    QGuiApplication.clipboard().setText("a bus timetable")

    clearing.clear()

    assert copied() == "a bus timetable"


def test_a_manager_that_took_it_over_without_our_mark_does_not_keep_it_there(
    clearing: Clearing,
) -> None:
    clipboard.put("CANARY")
    QGuiApplication.clipboard().setText("CANARY")

    clearing.clear()

    assert copied() == ""


def test_a_lock_clears_it_at_once(pane: FormPane) -> None:
    QTest.keySequence(account_of(pane), QKeySequence("Ctrl+C"))
    desktop = pane.window()
    assert isinstance(desktop, Desktop)

    desktop.lock()

    assert copied() == ""


def test_a_cut_can_be_pasted_again_and_undone(qtbot: QtBot) -> None:
    line = Line("one two")
    qtbot.addWidget(line)
    line.setSelection(0, 4)

    QTest.keySequence(line, QKeySequence("Ctrl+X"))
    assert line.text() == "two"
    QTest.keySequence(line, QKeySequence("Ctrl+V"))
    assert line.text() == "one two"
