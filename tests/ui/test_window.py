"""What the keys reach in the whole window, and what a window that opens does not show."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from fieldapp.domain.policy import Door
from fieldapp.store import records
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.sync.reveal.revealing import reveal
from fieldapp.ui.desktop import Desktop
from fieldapp.ui.pages.form_pane import FormPane
from fieldapp.ui.pages.paper import ReviewPage
from fieldapp.ui.rooms import PAPER
from fieldapp.ui.shell import Shell

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

OpenDesktop = Callable[[], Desktop]


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
    """Press a key on the window, as a keyboard does."""
    QTest.keyClick(desktop.windowHandle(), key, modifiers)


def test_enter_presses_the_button_that_has_the_focus(
    qtbot: QtBot, workspace: Workspace, open_desktop: OpenDesktop
) -> None:
    desktop = open_desktop()
    shell = shell_of(desktop)
    shell.show_page(PAPER)
    review = desktop.findChild(ReviewPage)
    assert review is not None
    with qtbot.waitSignal(review.choose.read):
        pass
    for each in (review.next, shell.topbar.go):
        each.setFocus()
        with qtbot.waitSignal(each.clicked):
            press(desktop, Qt.Key.Key_Return)


def test_tab_leaves_a_form_after_save_and_shift_tab_comes_back_to_it(
    qtbot: QtBot, workspace: Workspace, open_desktop: OpenDesktop
) -> None:
    said = {"title": "well", "held_on": "2026-11-01"}
    record = records.save(workspace, Change("meeting", said))
    desktop = open_desktop()
    shell_of(desktop).open_record("meeting", record)
    pane = pane_of(desktop, "meeting")
    pane.save_button.setFocus()
    grid = pane.form.grid(0)
    qtbot.waitUntil(lambda: len(grid.made) == len(grid.names))
    qtbot.wait(200)  # the form puts itself in order

    press(desktop, Qt.Key.Key_Tab)
    after = desktop.focusWidget()
    press(desktop, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)

    assert not pane.isAncestorOf(after)
    assert desktop.focusWidget() is pane.save_button


def test_what_was_revealed_before_the_window_opened_is_in_no_list_and_no_search(
    qtbot: QtBot, workspace: Workspace, open_desktop: OpenDesktop
) -> None:
    said = {"happened_on": "2026-11-01", "type": "threat", "account": "CANARY"}
    record = records.save(workspace, Change("incident", said))
    reveal(workspace, "incident", record, "danger")

    shell = shell_of(open_desktop())
    shell.show_page("incident")
    pane = shell.records_page("incident").listed
    pane.search("canary")

    qtbot.waitUntil(lambda: pane.wanted == 0)
    shown = shell.session.disclosed(records.load(workspace, "incident", record), Door.LIST)
    assert "account" in shown.hidden
