import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from fieldapp.language import load_language
from fieldapp.store import audit, records
from fieldapp.store.attempts import FREE
from fieldapp.store.audit import Act
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.ui.gallery_check import faults, said_in
from fieldapp.ui.look import Look
from fieldapp.ui.opening import Unlocked
from fieldapp.ui.unlock import UnlockScreen

PASSPHRASE = "the river is low in march"  # of the workspace in conftest


def screen(qtbot: QtBot, look: Look, folder: Path) -> UnlockScreen:
    made = UnlockScreen(look, folder)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_wrong_passphrase_is_told_in_place_and_the_right_one_opens(
    qtbot: QtBot, look: Look, workspace: Workspace
) -> None:
    made = screen(qtbot, look, workspace.folder)
    opened: list[Unlocked] = []
    made.unlocked.connect(opened.append)

    qtbot.keyClicks(made.passphrase, "the river is high")
    qtbot.keyClick(made.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(made.complaint.isVisible, timeout=10_000)

    assert made.complaint.text() == "The passphrase does not open this workspace."
    assert made.passphrase.accessibleDescription() == made.complaint.text()
    assert made.passphrase.isEnabled()
    assert made.passphrase.selectedText() == "the river is high"
    assert not opened

    qtbot.keyClicks(made.passphrase, PASSPHRASE)
    assert not made.complaint.isVisible()
    with qtbot.waitSignal(made.unlocked, timeout=10_000):
        qtbot.keyClick(made.passphrase, Qt.Key.Key_Return)

    assert opened[0].workspace.folder == workspace.folder
    assert made.passphrase.text() == ""


def test_the_window_goes_on_while_the_key_is_worked_out(
    qtbot: QtBot, look: Look, workspace: Workspace
) -> None:
    made = screen(qtbot, look, workspace.folder)
    threads: list[int] = []
    made.unlocked.connect(lambda _found: threads.append(threading.get_ident()))
    qtbot.keyClicks(made.passphrase, PASSPHRASE)

    with qtbot.waitSignal(made.unlocked, timeout=10_000):
        qtbot.mouseClick(made.button, Qt.MouseButton.LeftButton)
        assert threads == []  # the click has come back before the work was done
        assert not made.passphrase.isEnabled()
        assert not made.button.isEnabled()

    assert threads == [threading.get_ident()]


def test_places_are_known_when_the_window_opens(
    qtbot: QtBot, look: Look, workspace: Workspace
) -> None:
    records.save(workspace, Change("place", {"name": "Gorom", "pcode": "XX0101"}))
    made = screen(qtbot, look, workspace.folder)
    qtbot.keyClicks(made.passphrase, PASSPHRASE)

    with qtbot.waitSignal(made.unlocked, timeout=10_000) as told:
        qtbot.keyClick(made.passphrase, Qt.Key.Key_Return)

    assert told.args is not None
    assert told.args[0].places == {"XX0101": "Gorom"}


def test_a_folder_without_a_workspace_is_told(qtbot: QtBot, look: Look, tmp_path: Path) -> None:
    made = screen(qtbot, look, tmp_path)
    qtbot.keyClicks(made.passphrase, "whatever it is")
    qtbot.keyClick(made.passphrase, Qt.Key.Key_Return)

    qtbot.waitUntil(made.complaint.isVisible, timeout=10_000)
    assert "There is no workspace in" in made.complaint.text()


def test_nobody_can_read_the_passphrase_over_a_shoulder(
    qtbot: QtBot, look: Look, workspace: Workspace
) -> None:
    made = screen(qtbot, look, workspace.folder)

    assert made.passphrase.echoMode() == QLineEdit.EchoMode.Password


def test_an_empty_passphrase_does_nothing(qtbot: QtBot, look: Look, workspace: Workspace) -> None:
    made = screen(qtbot, look, workspace.folder)
    qtbot.keyClick(made.passphrase, Qt.Key.Key_Return)

    assert made.passphrase.isEnabled()


def test_after_wrong_passphrases_the_wait_is_counted_down_in_place(
    qtbot: QtBot, look: Look, workspace: Workspace
) -> None:
    made = screen(qtbot, look, workspace.folder)
    for _ in range(FREE):
        qtbot.waitUntil(made.passphrase.isEnabled, timeout=10_000)
        qtbot.keyClicks(made.passphrase, "not this one")
        qtbot.keyClick(made.passphrase, Qt.Key.Key_Return)
        qtbot.waitUntil(made.complaint.isVisible, timeout=10_000)

    assert "again in 1 second" in made.complaint.text()
    assert not made.passphrase.isEnabled()
    assert not made.button.isEnabled()

    qtbot.waitUntil(made.passphrase.isEnabled, timeout=5_000)
    assert not made.complaint.isVisible()
    made.passphrase.setText(PASSPHRASE)
    with qtbot.waitSignal(made.unlocked, timeout=10_000):
        qtbot.keyClick(made.passphrase, Qt.Key.Key_Return)


def test_whoever_forgot_the_passphrase_is_told_what_opens_it_still(
    qtbot: QtBot, look: Look, workspace: Workspace
) -> None:
    made = screen(qtbot, look, workspace.folder)
    assert not made.ways.isVisible()

    qtbot.mouseClick(made.forgot_button, Qt.MouseButton.LeftButton)

    said = " ".join(each.text() for each in made.ways.findChildren(QLabel))
    assert made.ways.isVisible()
    assert "recovery sheet" in said
    assert "custodians" in said


def test_a_letter_against_shift_tells_of_caps_lock(
    qtbot: QtBot, look: Look, workspace: Workspace
) -> None:
    made = screen(qtbot, look, workspace.folder)
    told = made._caps

    qtbot.keyClicks(made.passphrase, "a")
    assert not told.isVisible()
    QTest.sendKeyEvent(
        QTest.KeyAction.Click, made.passphrase, Qt.Key.Key_B, "B",
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    assert told.isVisible()


def test_unlocking_is_noted(qtbot: QtBot, look: Look, workspace: Workspace) -> None:
    made = screen(qtbot, look, workspace.folder)
    made.passphrase.setText(PASSPHRASE)
    with qtbot.waitSignal(made.unlocked, timeout=10_000):
        qtbot.keyClick(made.passphrase, Qt.Key.Key_Return)

    assert audit.entries(workspace)[0].act == Act.UNLOCKED


def test_while_the_key_is_worked_out_the_focus_is_led_nowhere(
    qtbot: QtBot, look: Look, workspace: Workspace
) -> None:
    made = screen(qtbot, look, workspace.folder)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.passphrase.setFocus()
    qtbot.keyClicks(made.passphrase, PASSPHRASE)

    with qtbot.waitSignal(made.unlocked, timeout=10_000):
        qtbot.keyClick(made.passphrase, Qt.Key.Key_Return)
        assert not made.passphrase.isEnabled()
        assert not made.forgot_button.hasFocus()


def test_in_a_small_window_all_that_is_told_has_its_room(
    qtbot: QtBot, look: Look, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    french = Look(look.theme, load_language("fr"))
    monkeypatch.chdir(tmp_path)
    made = screen(qtbot, french, Path("fieldapp"))  # a path may be longer than any line
    made.resize(1093, 560)
    made.forgot_button.click()
    qtbot.wait(20)

    assert [fault for fault in faults(made, french, said_in(())) if "cut" in fault] == []
