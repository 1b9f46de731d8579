"""The page “Safety”: locking, opening, closing for good, and who read what."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QProgressBar
from pytestqt.qtbot import QtBot

from fieldapp.store import audit, records
from fieldapp.store.audit import Act
from fieldapp.store.errors import WrongPassphrase
from fieldapp.store.keyfile import Cost
from fieldapp.store.records import Change
from fieldapp.store.recovery import new_sheet, sheet_state
from fieldapp.store.sealing import sealed
from fieldapp.store.workspace import Workspace, close, unlock
from fieldapp.sync.mission import found_mission
from fieldapp.ui.desktop import Desktop
from fieldapp.ui.names import read_places
from fieldapp.ui.opening import Unlocked
from fieldapp.ui.pages.safety import SafetyPage
from fieldapp.ui.passphrase_window import SCORES, PassphraseWindow, StrengthBar
from fieldapp.ui.sealing_card import SealWindow
from fieldapp.ui.session import Session
from fieldapp.ui.sheet_windows import DrillWindow, SheetWindow

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

OpenDesktop = Callable[[], Desktop]
LEFT = Qt.MouseButton.LeftButton
CHEAP = Cost(passes=1, memory=8 * 1024 * 1024)
PASSPHRASE = "the river is low in march"  # of the workspace in conftest
BETTER = "seven goats under a blue umbrella"


def page_of(desktop: Desktop) -> SafetyPage:
    assert desktop.shell is not None
    desktop.shell.show_page("safety")
    page = desktop.shell._stack.named("safety")
    assert isinstance(page, SafetyPage)
    return page


def test_the_minutes_until_it_locks_are_chosen_here(
    qtbot: QtBot, open_desktop: OpenDesktop
) -> None:
    desktop = open_desktop()
    page = page_of(desktop)

    qtbot.mouseClick(page.minutes.button(2), LEFT)
    qtbot.mouseClick(page.minutes.button(2), LEFT)  # a second tap takes nothing back

    assert page.minutes.chosen == (2,)
    assert page_of(desktop).minutes.chosen == (2,)


def test_the_lock_button_locks(qtbot: QtBot, open_desktop: OpenDesktop) -> None:
    desktop = open_desktop()

    qtbot.mouseClick(page_of(desktop).lock_button, LEFT)

    qtbot.waitUntil(lambda: desktop.shell is None)


@pytest.fixture
def changing(qtbot: QtBot, session: Session, workspace: Workspace) -> Iterator[PassphraseWindow]:
    page = SafetyPage(session)
    qtbot.addWidget(page)
    window = PassphraseWindow(page, session, CHEAP)
    window.show()
    yield window
    page.close()  # and it lived until now


def fill(qtbot: QtBot, window: PassphraseWindow, old: str, new: str, again: str) -> None:
    for line, words in ((window.old, old), (window.new, new), (window.again, again)):
        line.clear()
        qtbot.keyClicks(line, words)


def test_the_passphrase_is_changed_and_only_the_new_one_opens(
    qtbot: QtBot, workspace: Workspace, changing: PassphraseWindow
) -> None:
    fill(qtbot, changing, PASSPHRASE, BETTER, BETTER)

    with qtbot.waitSignal(changing.changed, timeout=20_000):
        QTest.keyClick(changing.again, Qt.Key.Key_Return)

    close(unlock(workspace.folder, BETTER))
    with pytest.raises(WrongPassphrase):
        unlock(workspace.folder, PASSPHRASE)


@pytest.mark.parametrize(
    ("old", "new", "again", "told"),
    [
        (PASSPHRASE, BETTER, "something else", "not the same"),
        (PASSPHRASE, "short", "short", "fewer than"),
        ("the wrong one", BETTER, BETTER, "does not open"),
    ],
)
def test_what_is_wrong_is_told_in_place_and_nothing_is_changed(
    qtbot: QtBot,
    workspace: Workspace,
    changing: PassphraseWindow,
    old: str,
    new: str,
    again: str,
    told: str,
) -> None:
    fill(qtbot, changing, old, new, again)

    qtbot.mouseClick(changing.change_button, LEFT)

    qtbot.waitUntil(changing.complaint.isVisible, timeout=20_000)
    assert told in changing.complaint.text()
    close(unlock(workspace.folder, PASSPHRASE))


def test_strength_is_told_in_words_and_never_by_colour_alone(
    qtbot: QtBot, session: Session
) -> None:
    bar = StrengthBar(session.look, ("Amina",))
    qtbot.addWidget(bar)

    seen = []
    for passphrase in ("password", "mango2026", BETTER):
        bar.show_strength(passphrase)
        seen.append((bar.bar.value(), bar.words.text()))

    assert [value for value, _ in seen] == sorted(value for value, _ in seen)
    assert seen[0][1] in [SCORES[0][0], SCORES[1][0]]
    assert seen[-1] == (5, SCORES[4][0])
    bar.show_strength("password")
    assert bar.advice.text()


def test_a_new_sheet_opens_the_workspace_and_is_in_no_file(
    qtbot: QtBot, workspace: Workspace, session: Session, tmp_path: Path
) -> None:
    page = SafetyPage(session)
    qtbot.addWidget(page)
    window = SheetWindow(page, session, CHEAP)
    window.show()

    [busy] = window.findChildren(QProgressBar)
    with qtbot.waitSignal(window.made, timeout=20_000):
        qtbot.mouseClick(window.make_button, LEFT)
        assert busy.isVisible()
    qtbot.waitUntil(lambda: not busy.isVisible())

    assert list(tmp_path.rglob("*.pdf")) == []
    close(unlock(workspace.folder, window.code))
    window.save_as(tmp_path / "sheet.pdf")
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")


def test_a_drill_with_the_right_code_is_remembered_and_a_wrong_one_is_told(
    qtbot: QtBot, workspace: Workspace, session: Session
) -> None:
    code = new_sheet(workspace, cost=CHEAP)
    page = SafetyPage(session)
    qtbot.addWidget(page)
    window = DrillWindow(page, session)
    window.show()
    qtbot.keyClicks(window.code, "AAAA-BBBB")
    qtbot.mouseClick(window.try_button, LEFT)
    qtbot.waitUntil(window.complaint.isVisible, timeout=20_000)
    assert "not the code" in window.complaint.text()

    window.code.clear()
    qtbot.keyClicks(window.code, code.lower())
    with qtbot.waitSignal(window.passed, timeout=20_000):
        QTest.keyClick(window.code, Qt.Key.Key_Return)

    assert not sheet_state(workspace).due


def test_the_log_is_shown_newest_first_and_narrowed_to_one_act(
    qtbot: QtBot, workspace: Workspace, session: Session
) -> None:
    audit.note(workspace, Act.PRINTED, "joint_review")
    audit.note(workspace, Act.READ, "incident", "0123456789abcdef")
    page = SafetyPage(session)
    qtbot.addWidget(page)

    cells = [[page.log.table.item(row, n).text() for n in (2, 3)] for row in range(2)]
    assert cells[0][0] == "read"
    assert "abcdef" in cells[0][1]
    assert "0123" not in cells[0][1]
    assert "whole" in page.log.state.accessibleName()
    page.log.act.setCurrentIndex(page.log.act.findData(Act.PRINTED.value))
    page.log.act.activated.emit(page.log.act.currentIndex())
    assert page.log.table.rowCount() == 1


def test_a_log_that_was_tampered_with_says_so(
    qtbot: QtBot, workspace: Workspace, session: Session
) -> None:
    for _ in range(3):
        audit.note(workspace, Act.READ, "incident", "r1")
    workspace.db.conn.execute("DELETE FROM audit WHERE n = 2")
    page = SafetyPage(session)
    qtbot.addWidget(page)

    assert "tampered" in page.log.state.accessibleName()


def test_sealing_asks_once_closes_what_was_said_in_confidence_and_locks(
    qtbot: QtBot, workspace: Workspace, open_desktop: OpenDesktop
) -> None:
    found_mission(workspace, "Gorom area")
    new_sheet(workspace, cost=CHEAP)
    said = {"happened_on": "2026-11-01", "type": "threat", "account": "CANARY"}
    record = records.save(workspace, Change("incident", said))
    desktop = open_desktop()

    QTest.keyClick(desktop.windowHandle(), Qt.Key.Key_F12, Qt.KeyboardModifier.ControlModifier)
    window = QApplication.activeModalWidget()
    assert isinstance(window, SealWindow)
    assert sealed(workspace) is None
    QTest.keyClick(window, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: desktop.shell is None, timeout=20_000)
    assert sealed(workspace) is not None
    assert not workspace.reader.confided
    again = records.find(workspace, record)
    assert again is None or "account" not in again.values
    desktop.enter(Unlocked(workspace, read_places(workspace)))
    assert not page_of(desktop).sealing.seal_button.isEnabled()


def test_outside_a_mission_there_is_nothing_to_seal_and_nothing_is_locked(
    qtbot: QtBot, workspace: Workspace, open_desktop: OpenDesktop
) -> None:
    desktop = open_desktop()
    desktop.seal()

    assert desktop.shell is not None
    box = desktop.findChild(QMessageBox)
    assert box is not None
    assert "in no mission" in box.text()
