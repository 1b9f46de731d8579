"""Keys pressed while a page comes in several turns of the loop reach that page, and no other."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fieldapp.store import records
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.ui.desktop import Desktop
from fieldapp.ui.quick.bar import QuickBar
from fieldapp.ui.shell import Shell

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

OpenDesktop = Callable[[], Desktop]
Key = Qt.Key
CTRL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


def shell_of(desktop: Desktop) -> Shell:
    assert desktop.shell is not None
    return desktop.shell


def press(desktop: Desktop, key: Key, held: Qt.KeyboardModifier = NONE) -> None:
    """Press a key as the system tells it: to the window."""
    QTest.keyClick(desktop.windowHandle(), key, held)


def tell(desktop: Desktop, key: Key, held: Qt.KeyboardModifier = NONE, text: str = "") -> None:
    """Tell the window of a key without a turn of the loop."""
    for sort in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(desktop.windowHandle(), QKeyEvent(sort, key, held, text))


@pytest.fixture
def desktop(qtbot: QtBot, workspace: Workspace, open_desktop: OpenDesktop) -> Desktop:
    records.save(workspace, Change("meeting", {"title": "Pump", "held_on": "2026-11-01"}))
    opened = open_desktop()
    opened.show()
    opened.activateWindow()
    qtbot.waitUntil(opened.isActiveWindow)
    shell_of(opened).show_page("today")
    QApplication.processEvents()
    return opened


def test_keys_pressed_before_a_page_has_come_are_heard_by_it_and_not_by_what_goes(
    qtbot: QtBot, desktop: Desktop
) -> None:
    shell = shell_of(desktop)
    bar = shell.findChild(QuickBar)
    assert bar is not None
    capture = bar.buttons["quick_incident"]
    capture.setFocus()
    pressed = []
    capture.clicked.connect(lambda: pressed.append(capture))

    def look_for_pu() -> None:
        shell.turns.began.disconnect(look_for_pu)
        assert shell.page == "today"
        tell(desktop, Key.Key_Space)
        tell(desktop, Key.Key_F, CTRL)
        tell(desktop, Key.Key_P, text="p")
        tell(desktop, Key.Key_U, text="u")

    shell.turns.began.connect(look_for_pu)
    press(desktop, Key.Key_2, CTRL)

    qtbot.waitUntil(lambda: shell.page == "meeting")
    words = shell.records_page("meeting").listed.head.search
    qtbot.waitUntil(lambda: words.text() == "pu")
    assert not pressed


def test_a_second_page_asked_for_before_the_first_has_come_is_the_one_that_is_shown(
    qtbot: QtBot, desktop: Desktop
) -> None:
    shell = shell_of(desktop)

    press(desktop, Key.Key_2, CTRL)
    press(desktop, Key.Key_3, CTRL)

    qtbot.waitUntil(lambda: shell.page == "deliverable")
    qtbot.waitUntil(lambda: not shell.turns.is_under_way)
    assert shell.page == "deliverable"


def test_a_lock_forgets_what_was_pressed_for_a_page_that_had_not_come(
    qtbot: QtBot, desktop: Desktop
) -> None:
    shell = shell_of(desktop)
    shell.turn_to("meeting")
    assert shell.turns.is_under_way
    tell(desktop, Key.Key_P, text="p")

    desktop.lock()
    qtbot.wait(20)

    screen = desktop.unlock_screen
    assert screen is not None
    assert screen.passphrase.text() == ""
