import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from fieldapp.store.workspace import Workspace
from fieldapp.ui.app import open_desktop
from fieldapp.ui.desktop import Desktop
from fieldapp.ui.faults import FaultWindow
from fieldapp.ui.look import Look
from fieldapp.ui.services import Services

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


def test_the_window_opens_locked_and_ends_when_it_is_closed(
    qtbot: QtBot, look: Look, workspace: Workspace, services: Services
) -> None:
    seen: list[bool] = []

    def close_it() -> None:
        desktop = next(w for w in QApplication.topLevelWidgets() if isinstance(w, Desktop))
        seen.append(desktop.isVisible() and desktop.shell is None)
        desktop.close()

    QTimer.singleShot(0, close_it)

    assert open_desktop(workspace.folder, "en", services) == 0
    assert seen == [True]


def test_a_fault_of_ours_is_told_without_a_traceback_and_without_its_words(
    qtbot: QtBot,
    look: Look,
    workspace: Workspace,
    services: Services,
    capsys: pytest.CaptureFixture[str],
) -> None:
    told: list[str] = []

    def go_wrong() -> None:
        QTimer.singleShot(50, look_and_close)
        raise KeyError("CANARY")

    def look_and_close() -> None:
        for box in QApplication.topLevelWidgets():
            if isinstance(box, FaultWindow):
                told.append("\n".join(each.text() for each in box.findChildren(QLabel)))
                box.close()
        QApplication.closeAllWindows()

    QTimer.singleShot(0, go_wrong)
    open_desktop(workspace.folder, "en", services)

    assert "a fault of fieldapp" in told[0]
    assert "CANARY" not in told[0]
    [report] = workspace.folder.glob("crash-*.txt")
    assert "go_wrong" in report.read_text("utf-8")
    assert "CANARY" not in report.read_text("utf-8")
    log = (workspace.folder / "log.txt").read_text(encoding="utf-8")
    assert "KeyError" in log
    assert "CANARY" not in log
    printed = capsys.readouterr()
    assert "Traceback" not in printed.out + printed.err


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a display")
def test_without_a_display_the_command_says_so_and_does_not_crash(workspace: Workspace) -> None:
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    plain = {name: value for name, value in os.environ.items() if name not in names}
    done = subprocess.run(
        [sys.executable, "-m", "fieldapp", "--workspace", str(workspace.folder)],
        env=plain,
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert done.returncode == 1
    assert "There is no display here" in done.stderr
    assert "Traceback" not in done.stderr
