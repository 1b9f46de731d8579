"""A lock loses nothing, shows nothing, and leaves nothing open; then the officer goes on."""

import errno
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from fieldapp.progress import Progress
from fieldapp.store import drafts, records
from fieldapp.store.disk import BEGIN
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.sync.account import Account
from fieldapp.sync.mission import found_mission
from fieldapp.ui.clashes import ClashWindow
from fieldapp.ui.desktop import Desktop
from fieldapp.ui.forms.form_state import from_plain
from fieldapp.ui.names import read_places
from fieldapp.ui.opening import Unlocked
from fieldapp.ui.pages.form_pane import FormPane
from fieldapp.ui.pages.records import RecordsPage
from fieldapp.ui.pages.sync import SyncPage
from fieldapp.ui.preferences import IDLE_MINUTES, read_preferences
from fieldapp.ui.reasons import ReasonWindow
from fieldapp.ui.sealing_card import SealWindow
from fieldapp.ui.services import Services, SyncOrder
from fieldapp.ui.shell import Shell

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


def unlock_again(desktop: Desktop, workspace: Workspace) -> None:
    desktop.enter(Unlocked(workspace, read_places(workspace)))


def open_windows(desktop: Desktop) -> list[str]:
    return [
        type(window).__name__
        for window in QApplication.topLevelWidgets()
        if window.isVisible() and window is not desktop
    ]


def press(window: QDialog | Desktop, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    QTest.keyClick(window.windowHandle(), key, modifiers)


def test_after_unlocking_the_officer_is_where_they_were_with_every_row(
    qtbot: QtBot, workspace: Workspace, open_desktop: OpenDesktop
) -> None:
    desktop = open_desktop()
    shell_of(desktop).records_page("meeting").new()
    pane = pane_of(desktop, "meeting")
    qtbot.keyClicks(pane.form.grid(0).rows["title"].editor.control, "Water point")
    qtbot.mouseClick(pane.form.tabs.buttons[1], LEFT)
    came = pane.form.child_rows("attendance")
    qtbot.mouseClick(came.add_button, LEFT)
    qtbot.keyClicks(came.lines[0].grid.rows["count"].editor.control, "12")

    desktop.lock()
    unlock_again(desktop, workspace)

    pane = pane_of(desktop, "meeting")
    assert shell_of(desktop).page == "meeting"
    assert pane.form.section == 1
    assert pane.form.grid(0).rows["title"].editor.answer() == "Water point"
    counts = [
        line.grid.rows["count"].editor.answer() for line in pane.form.child_rows("attendance").lines
    ]
    assert counts == ["12"]


@pytest.mark.parametrize(
    ("key", "modifiers"),
    [
        (Qt.Key.Key_F12, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier),
    ],
)
def test_one_key_locks_from_inside_a_dialog_and_closes_it(
    qtbot: QtBot,
    workspace: Workspace,
    open_desktop: OpenDesktop,
    key: Qt.Key,
    modifiers: Qt.KeyboardModifier,
) -> None:
    record = records.save(workspace, Change("meeting", {"title": "A", "held_on": "2026-11-01"}))
    desktop = open_desktop()
    shell_of(desktop).open_record("meeting", record)
    pane = pane_of(desktop, "meeting")
    qtbot.keyClicks(pane.form.grid(0).rows["language"].editor.control, "Fulfulde")
    pane._on_take_out()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)

    press(dialog, key, modifiers)
    qtbot.waitUntil(lambda: desktop.shell is None)

    assert open_windows(desktop) == []
    assert records.load(workspace, "meeting", record).deleted is None
    unlock_again(desktop, workspace)
    language = pane_of(desktop, "meeting").form.grid(0).rows["language"].editor
    assert language.answer() == "Fulfulde"


def test_typing_in_a_dialog_puts_the_lock_off(qtbot: QtBot, open_desktop: OpenDesktop) -> None:
    desktop = open_desktop()
    shell_of(desktop).ask_seal()
    window = desktop.findChild(SealWindow)
    assert window is not None
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    idle = desktop.findChild(QTimer, "idle")
    assert idle is not None
    idle.start(30_000)

    press(window, Qt.Key.Key_Shift, Qt.KeyboardModifier.NoModifier)

    assert idle.remainingTime() > 60_000


def test_every_window_over_it_is_closed(
    qtbot: QtBot, workspace: Workspace, open_desktop: OpenDesktop
) -> None:
    record = records.save(workspace, Change("meeting", {"title": "A", "held_on": "2026-11-01"}))
    seen = records.load(workspace, "meeting", record).heads
    for title in ("B", "C"):
        records.save(workspace, Change("meeting", {"title": title}, record, base=seen))
    desktop = open_desktop()
    shell_of(desktop).open_record("meeting", record)
    pane = pane_of(desktop, "meeting")
    qtbot.mouseClick(pane.settle_button, LEFT)
    shell_of(desktop).ask_seal()
    shell_of(desktop).topbar._on_languages_wanted()
    assert {"ClashWindow", "QMenu", "SealWindow"} <= set(open_windows(desktop))

    desktop.lock()

    assert open_windows(desktop) == []
    assert desktop.findChildren(ClashWindow) == []


def test_a_file_dialog_neither_stops_the_lock_nor_outlives_it(
    qtbot: QtBot, open_desktop: OpenDesktop
) -> None:
    desktop = open_desktop()
    shell_of(desktop).show_page("sync")
    page = shell_of(desktop).findChild(SyncPage)
    assert page is not None
    qtbot.mouseClick(page.request_button, LEFT)
    assert desktop.findChild(QFileDialog) is not None

    desktop.lock()

    assert open_windows(desktop) == []
    assert desktop.findChild(QFileDialog) is None


def test_a_sync_that_runs_is_stopped_and_ends_without_the_window(
    qtbot: QtBot, workspace: Workspace, open_desktop: OpenDesktop, services: Services
) -> None:
    found_mission(workspace, "Gorom area")
    begun, ended = Event(), Event()

    def slow(_workspace: Workspace, _order: SyncOrder, progress: Progress) -> Account:
        begun.set()
        try:
            while True:
                progress.check()
        finally:
            ended.set()

    object.__setattr__(services, "sync", slow)  # the desktop of the fixture gets the same services
    desktop = open_desktop()
    shell_of(desktop).show_page("sync")
    page = shell_of(desktop).findChild(SyncPage)
    assert page is not None
    qtbot.mouseClick(page.button, LEFT)
    assert begun.wait(5)

    desktop.lock()

    assert ended.wait(5)
    qtbot.wait(20)  # its last signals find nobody
    unlock_again(desktop, workspace)
    assert shell_of(desktop).page == "sync"


def test_a_full_disk_keeps_no_window_open_and_loses_no_word(
    qtbot: QtBot, workspace: Workspace, open_desktop: OpenDesktop, tmp_path: Path
) -> None:
    desktop = open_desktop()
    shell_of(desktop).records_page("meeting").new()
    pane = pane_of(desktop, "meeting")
    qtbot.keyClicks(pane.form.grid(0).rows["title"].editor.control, "CANARY at the well")
    held_by_another = shell_of(desktop).session.workspace.db
    held_by_another.conn.execute("PRAGMA query_only = 1")  # every write fails, as on a full disk

    desktop.lock()

    assert desktop.shell is None
    assert open_windows(desktop) == []
    assert drafts.all_drafts(workspace) == []
    assert b"CANARY" not in b"".join(desktop._held)

    def still_full(step: str, _file: Path) -> None:
        if step == BEGIN:
            raise OSError(errno.ENOSPC, "No space left on device")

    full = replace(workspace, around=replace(workspace.around, disk=still_full))
    unlock_again(desktop, full)  # it is told, and what waits goes on waiting
    assert drafts.all_drafts(workspace) == []
    desktop.lock()

    unlock_again(desktop, workspace)
    kept = drafts.all_drafts(workspace)[0]
    assert from_plain(kept.kind, kept.answers).answers["title"] == "CANARY at the well"  # type: ignore[arg-type]


def test_the_time_until_it_locks_is_chosen_and_kept(
    qtbot: QtBot, workspace: Workspace, open_desktop: OpenDesktop
) -> None:
    desktop = open_desktop()
    desktop.change_idle(2)

    idle = desktop.findChild(QTimer, "idle")
    assert idle is not None
    assert idle.isActive()
    assert idle.remainingTime() <= 130_000  # a coarse timer
    assert read_preferences(workspace.folder, "en").idle_minutes == 2


@pytest.mark.parametrize("written", ["0", "100000", "null", '"never"', "-5"])
def test_nobody_can_write_a_window_that_never_locks(tmp_path: Path, written: str) -> None:
    (tmp_path / "desktop.json").write_text(
        f'{{"theme": "dark", "language": "fr", "idle_minutes": {written}}}', encoding="utf-8"
    )

    assert read_preferences(tmp_path, "en").idle_minutes in IDLE_MINUTES
    assert read_preferences(tmp_path, "en").theme == "dark"


def test_half_a_reason_outlives_the_lock_that_closes_its_window(
    qtbot: QtBot, workspace: Workspace, open_desktop: OpenDesktop
) -> None:
    record = records.save(workspace, Change("meeting", {"title": "A", "held_on": "2026-11-01"}))
    desktop = open_desktop()
    shell_of(desktop).open_record("meeting", record)
    pane = shell_of(desktop).records_page("meeting").pane
    assert pane is not None
    pane._on_take_out()
    window = desktop.findChild(ReasonWindow)
    assert window is not None
    qtbot.keyClicks(window.words, "Because the")

    desktop.lock()

    (draft,) = drafts.all_drafts(workspace)
    assert "Because the" in str(draft.answers)


def test_what_was_seen_is_gone_with_the_lock_and_all_else_a_moment_later(
    qtbot: QtBot, workspace: Workspace, open_desktop: OpenDesktop
) -> None:
    record = records.save(workspace, Change("meeting", {"title": "A", "held_on": "2026-11-01"}))
    desktop = open_desktop()
    shell = shell_of(desktop)
    shell.show_page("calendar")
    shell.open_record("meeting", record)
    before = shell.session.workspace
    seen = pane_of(desktop, "meeting")

    desktop.lock()

    assert not isValid(seen)
    assert not [each for each in shell.findChildren(QWidget) if each.isVisible()]
    assert not shell.isEnabled()
    qtbot.waitUntil(lambda: not isValid(shell))
    assert desktop.findChildren(RecordsPage) == []
    with pytest.raises(Exception, match="closed"):
        before.db.conn.execute("SELECT 1")


def test_unlocking_at_once_finds_nothing_left_of_before(
    qtbot: QtBot, workspace: Workspace, open_desktop: OpenDesktop
) -> None:
    desktop = open_desktop()
    before = shell_of(desktop)
    before.show_page("calendar")

    desktop.lock()
    unlock_again(desktop, workspace)

    assert not isValid(before)
    assert shell_of(desktop).page == "calendar"
