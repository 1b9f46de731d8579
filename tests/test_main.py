"""The doors between the floors, and starting as a program."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fieldapp.__main__ import draw_paper, main, sync_with_hub
from fieldapp.domain.council.paper import Period
from fieldapp.domain.papers.order import Manner, PaperOrder
from fieldapp.hub.serve import running
from fieldapp.progress import Progress
from fieldapp.store import records
from fieldapp.store.keyfile import Cost
from fieldapp.store.workspace import close, create
from fieldapp.sync.mission import found_mission
from fieldapp.ui.first_run import LANGUAGE, FirstRun
from fieldapp.ui.services import SyncOrder

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

CHEAP = Cost(passes=1, memory=8 * 1024 * 1024)


def test_a_command_needs_neither_window_nor_hub_nor_paper() -> None:
    program = (
        "import sys\n"
        "from fieldapp.__main__ import main\n"
        "assert main(['fields', 'meeting']) == 0\n"
        "heavy = {'PySide6', 'uvicorn', 'sqlalchemy', 'reportlab'} & set(sys.modules)\n"
        "sys.exit(', '.join(heavy) or 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="these always have a display")
def test_without_a_display_the_window_says_so_and_what_to_do(tmp_path: Path) -> None:
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    env = {name: value for name, value in os.environ.items() if name not in names}

    done = subprocess.run(
        [sys.executable, "-m", "fieldapp", "--workspace", str(tmp_path)],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "There is no display here" in done.stderr
    assert "fieldapp --help" in done.stderr


def test_without_a_workspace_the_first_run_opens_and_closing_it_leaves_nothing(
    qtbot: QtBot, tmp_path: Path
) -> None:
    seen: list[str] = []

    def close_it() -> None:
        window = next(w for w in QApplication.topLevelWidgets() if isinstance(w, FirstRun))
        seen.append(window.page)
        window.close()

    QTimer.singleShot(0, close_it)

    assert main(["--workspace", str(tmp_path / "nothing")]) == 0
    assert seen == [LANGUAGE]
    assert list(tmp_path.iterdir()) == []


def test_the_desktop_syncs_and_makes_papers_through_the_same_functions(tmp_path: Path) -> None:
    workspace, _ = create(tmp_path / "workspace", "the river is low", "Amina", cost=CHEAP)
    try:
        records.save(workspace, records.Change("place", {"name": "Gorom", "pcode": "KE0104"}))
        found_mission(workspace, "Kelda area")
        with running(tmp_path / "hub") as url:
            account = sync_with_hub(workspace, SyncOrder(url, False), Progress())
        order = PaperOrder(
            "joint_review",
            Manner("fr"),
            place="KE0104",
            period=Period("2026-08-01", "2026-11-30"),
        )
        paper = draw_paper(workspace, order, Progress())
    finally:
        close(workspace)

    assert account.sent == 1
    assert paper.content.startswith(b"%PDF")
