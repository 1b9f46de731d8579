"""Pages are made before they are asked for, and only while nobody presses a key."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fieldapp.store import records
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.ui.desktop import Desktop
from fieldapp.ui.pages.records import RecordsPage
from fieldapp.ui.preparing import Preparing
from fieldapp.ui.quick.check import CheckSheet
from fieldapp.ui.quick.page import QuickPage
from fieldapp.ui.rooms import ALL, MADE_AHEAD

OpenDesktop = Callable[[], Desktop]


def test_steps_wait_until_nobody_is_at_work_and_come_one_by_one(qtbot: QtBot) -> None:
    taken: list[int] = []
    owner = QObject()

    def steps() -> Iterator[None]:
        taken.append(1)
        yield
        taken.append(2)

    preparing = Preparing(owner, steps())
    for _ in range(6):
        qtbot.wait(100)
        preparing.put_off()
    assert taken == []

    qtbot.waitUntil(lambda: taken == [1])
    qtbot.waitUntil(lambda: preparing.is_done and taken == [1, 2])


def test_a_key_puts_off_what_is_made_ahead(qtbot: QtBot, open_desktop: OpenDesktop) -> None:
    desktop = open_desktop()
    shell = desktop.shell
    assert shell is not None
    for _ in range(6):
        QTest.keyClick(desktop.windowHandle(), Qt.Key.Key_Shift)
        qtbot.wait(100)

    assert not [each for each in QApplication.allWidgets() if isinstance(each, QuickPage)]
    assert not shell.preparing.is_done


def test_a_page_made_ahead_knows_what_came_after_it(
    qtbot: QtBot, workspace: Workspace, open_desktop: OpenDesktop
) -> None:
    desktop = open_desktop()
    shell = desktop.shell
    assert shell is not None
    qtbot.waitUntil(lambda: shell.preparing.is_done)
    work = records.save(workspace, Change("deliverable", {"title": "A well"}))
    records.save(
        workspace,
        Change("milestone", {"deliverable": work, "title": "Digging", "due_on": "2026-11-01"}),
    )

    shell.show_page("quick_check")

    [sheet] = [each for each in shell.findChildren(CheckSheet) if each.isVisible()]
    assert sheet.step.count() == 2  # "choose a step", and the one


def test_a_page_that_stands_nowhere_yet_goes_with_the_lock(
    qtbot: QtBot, open_desktop: OpenDesktop
) -> None:
    desktop = open_desktop()
    shell = desktop.shell
    assert shell is not None
    shell._stack.make_ahead("quick_meeting")

    desktop.lock()

    assert not [each for each in QApplication.allWidgets() if isinstance(each, QuickPage)]


def test_whatever_is_half_made_belongs_to_the_window(open_desktop: OpenDesktop) -> None:
    """Else it stays behind, or Python deletes it, after a lock."""
    desktop = open_desktop()
    shell = desktop.shell
    assert shell is not None
    there = QApplication.topLevelWidgets()

    for step, _ in enumerate(shell._stack.ahead((*MADE_AHEAD, ALL))):
        alone = [
            each
            for each in QApplication.topLevelWidgets()
            if each not in there and each.windowType() is not Qt.WindowType.Popup
        ]
        assert alone == [], step


def test_a_page_made_ahead_that_somebody_asks_for_meanwhile_comes_once(
    open_desktop: OpenDesktop,
) -> None:
    shell = open_desktop().shell
    assert shell is not None
    wanted, ahead = shell._stack.coming("risk"), shell._stack.ahead(("risk",))

    for _ in wanted:
        next(ahead, None)
        next(ahead, None)

    assert shell._stack.is_at_hand("risk")
    assert len(shell.findChildren(RecordsPage)) == 1
