"""The first run by keys alone: to a mission of one's own, to a request, and to nothing at all."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.progress import Progress
from fieldapp.store.workspace import close, create, unlock
from fieldapp.sync.members.qr import document_in
from fieldapp.sync.mission import asked_on, found_mission, invite, members, mission_of
from fieldapp.ui.components.card import LineButton
from fieldapp.ui.desktop import Desktop
from fieldapp.ui.first_run import (
    LANGUAGE,
    MISSION,
    NAME,
    PASSPHRASE,
    READY,
    REQUEST,
    SHEET,
    TRIED,
    TRY,
    WAY,
    FirstRun,
)
from fieldapp.ui.first_steps import (
    DEMO,
    FOUND,
    JOIN,
    ChoiceStep,
    PassphraseStep,
    RequestStep,
    SheetStep,
)
from fieldapp.ui.joining import InvitationWindow
from fieldapp.ui.look import Look
from fieldapp.ui.preferences import Preferences
from fieldapp.ui.rooms import TODAY
from fieldapp.ui.services import Demonstration, Services
from tests.ui.conftest import CHEAP

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

SECRET = "eleven goats crossed at dawn"


def first_run(qtbot: QtBot, qapp: QApplication, folder: Path, services: Services) -> FirstRun:
    window = FirstRun(qapp, folder, Preferences(), services, CHEAP)
    qtbot.addWidget(window)
    window.resize(1093, 614)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def lines_of(window: FirstRun) -> dict[str, LineButton]:
    assert isinstance(window.step, ChoiceStep)
    return window.step.lines


def press(qtbot: QtBot, key: Qt.Key) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, key)


def type_in(qtbot: QtBot, words: str) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClicks(focused, words)
    press(qtbot, Qt.Key.Key_Return)


def come_to(qtbot: QtBot, window: FirstRun, page: str) -> None:
    qtbot.waitUntil(lambda: window.page == page, timeout=20_000)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)


def go_to_passphrase(qtbot: QtBot, window: FirstRun, way: str) -> None:
    come_to(qtbot, window, LANGUAGE)
    press(qtbot, Qt.Key.Key_Return)
    come_to(qtbot, window, WAY)
    lines_of(window)[way].setFocus()
    press(qtbot, Qt.Key.Key_Return)
    come_to(qtbot, window, NAME)
    type_in(qtbot, "Mariam Diallo")
    if way == FOUND:
        come_to(qtbot, window, MISSION)
        type_in(qtbot, "Gorom area")
    come_to(qtbot, window, PASSPHRASE)


def make(qtbot: QtBot, window: FirstRun) -> SheetStep:
    type_in(qtbot, SECRET)
    type_in(qtbot, SECRET)
    come_to(qtbot, window, SHEET)
    step = window.step
    assert isinstance(step, SheetStep)
    return step


def copy_part(qtbot: QtBot, step: SheetStep) -> None:
    code = next(label.accessibleName() for label in step.findChildren(QLabel) if is_code(label))
    step.line.setFocus()
    type_in(qtbot, code.split("-")[step.asked].lower())


def is_code(label: QLabel) -> bool:
    return label.property("role") == "code"


def said(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def left(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_a_mission_is_founded_by_keys_and_the_desktop_opens_on_it(
    qtbot: QtBot, look: Look, qapp: QApplication, tmp_path: Path, services: Services
) -> None:
    folder = tmp_path / "laptop"
    window = first_run(qtbot, qapp, folder, services)
    go_to_passphrase(qtbot, window, FOUND)
    press(qtbot, Qt.Key.Key_A)
    type_in(qtbot, "")
    type_in(qtbot, "b")
    qtbot.waitUntil(lambda: "fewer than" in window.step.complaint.text())
    step = window.step
    assert isinstance(step, PassphraseStep)
    for line in (step.again, step.new):
        line.clear()
    step.begin()
    sheet = make(qtbot, window)

    sheet.line.setFocus()
    type_in(qtbot, "WRONG")
    qtbot.waitUntil(lambda: "not that part" in sheet.complaint.text())
    assert window.page == SHEET
    assert not folder.exists()  # nothing is in its place before the paper is in somebody's hand
    sheet.line.clear()
    copy_part(qtbot, sheet)
    come_to(qtbot, window, READY)
    press(qtbot, Qt.Key.Key_Return)

    begun = window.outcome
    assert begun is not None
    assert left(tmp_path) == ["laptop"]
    workspace = unlock(folder, SECRET)
    mission = mission_of(workspace)
    assert mission is not None
    assert (mission.name, workspace.name) == ("Gorom area", "Mariam Diallo")
    close(workspace)
    desktop = Desktop(qapp, begun.folder, begun.preferences, services)
    qtbot.addWidget(desktop)
    desktop.show()
    desktop.enter(begun.unlocked)
    assert desktop.shell is not None
    assert desktop.shell.page == TODAY
    desktop.close()


def test_somebody_joins_over_two_starts(
    qtbot: QtBot, look: Look, qapp: QApplication, tmp_path: Path, services: Services
) -> None:
    folder = tmp_path / "laptop"
    window = first_run(qtbot, qapp, folder, services)
    go_to_passphrase(qtbot, window, JOIN)
    copy_part(qtbot, make(qtbot, window))
    come_to(qtbot, window, REQUEST)
    step = window.step
    assert isinstance(step, RequestStep)
    request, invitation = tmp_path / "request.png", tmp_path / "invitation.json"
    step.part.save_as(request)
    window.go_on()
    begun = window.outcome
    assert begun is not None

    founder, _ = create(tmp_path / "founder", SECRET, "Awa Maïga", cost=CHEAP)
    found_mission(founder, "Gorom area")
    content = invite(founder, document_in(request.read_bytes()), "protection", "", ["XX01"])
    invitation.write_bytes(content)
    close(founder)

    desktop = Desktop(qapp, begun.folder, Preferences(), services)  # the next start
    qtbot.addWidget(desktop)
    desktop.show()
    desktop.enter(begun.unlocked)
    asking = desktop.findChild(InvitationWindow)
    assert asking is not None
    assert "You asked on" in said(asking)
    asking.read_from(request)
    assert "no invitation" in asking.complaint.text()
    asking.read_from(invitation)
    qtbot.waitUntil(lambda: "Gorom area" in said(asking))
    words = said(asking)
    for fact in ("Gorom area", "Mariam Diallo", "Protection officer", "XX01", "The founder"):
        assert fact in words
    assert desktop.shell is not None
    assert mission_of(desktop.shell.session.workspace) is None  # it was only read
    with qtbot.waitSignal(asking.joined, timeout=5_000):
        qtbot.mouseClick(asking.join_button, Qt.MouseButton.LeftButton)

    workspace = desktop.shell.session.workspace
    assert mission_of(workspace) is not None
    assert asked_on(workspace) is None
    assert {member.name for member in members(workspace)} >= {"Mariam Diallo"}
    desktop.close()


def test_whoever_closes_the_window_or_goes_back_leaves_nothing(
    qtbot: QtBot, look: Look, qapp: QApplication, tmp_path: Path, services: Services
) -> None:
    window = first_run(qtbot, qapp, tmp_path / "laptop", services)
    go_to_passphrase(qtbot, window, FOUND)
    make(qtbot, window)
    assert left(tmp_path) == ["laptop.making"]
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.page == PASSPHRASE
    assert left(tmp_path) == []
    make(qtbot, window)
    window.close()

    assert left(tmp_path) == []
    assert window.outcome is None


def test_a_demonstration_that_is_stopped_leaves_nothing_and_one_that_ends_is_opened(
    qtbot: QtBot, look: Look, qapp: QApplication, tmp_path: Path
) -> None:
    waits = [True]

    def invented(folder: Path, progress: Progress) -> Demonstration:
        workspace, _ = create(folder / "founder", SECRET, "Awa", cost=CHEAP)
        close(workspace)
        while waits[0]:
            progress.step(1, 2)
        return Demonstration(folder / "founder", SECRET)

    def nothing(*_: object) -> None:
        raise AssertionError

    services = Services(nothing, nothing, nothing, make_demonstration=invented)  # type: ignore[arg-type]
    window = first_run(qtbot, qapp, tmp_path / "laptop", services)
    press(qtbot, Qt.Key.Key_Return)
    come_to(qtbot, window, WAY)
    lines_of(window)[DEMO].click()
    come_to(qtbot, window, TRY)
    window.go_on()
    qtbot.waitUntil(lambda: window.stop_button.isVisible() and left(tmp_path) != [])
    window.stop_button.click()
    qtbot.waitUntil(lambda: not window.stop_button.isVisible())
    assert left(tmp_path) == []

    waits.clear()
    waits.append(False)
    window.go_on()
    come_to(qtbot, window, TRIED)
    assert SECRET in said(window.step)
    window.go_on()
    assert window.outcome is not None
    assert window.outcome.folder == tmp_path / "laptop-demo" / "founder"


def test_the_language_chosen_first_is_that_of_everything_after(
    qtbot: QtBot, look: Look, qapp: QApplication, tmp_path: Path, services: Services
) -> None:
    window = first_run(qtbot, qapp, tmp_path / "laptop", services)
    lines_of(window)["ar"].click()

    come_to(qtbot, window, WAY)
    assert window.look.rtl
    assert window.layoutDirection() == Qt.LayoutDirection.RightToLeft
