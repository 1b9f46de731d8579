import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from fieldapp.store.workspace import Workspace
from fieldapp.ui.desktop import Desktop

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

PASSPHRASE = "the river is low in march"  # of the workspace in conftest
PROGRAM = Path(__file__).with_name("crashing.py")


def test_what_was_typed_survives_a_killed_process(
    qtbot: QtBot, workspace: Workspace, open_desktop: Callable[[], Desktop]
) -> None:
    root = Path(__file__).parents[2]
    process = subprocess.Popen(
        [sys.executable, str(PROGRAM), str(workspace.folder), PASSPHRASE],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "kept\n", process.communicate()[1]
    process.kill()  # SIGKILL: no handler runs, nothing is tidied up
    process.communicate()
    assert os.name != "posix" or process.returncode == -signal.SIGKILL

    desktop = open_desktop()
    assert desktop.shell is not None
    page = desktop.shell.records_page("meeting")
    index = page.list.model().index(0, 0)
    assert index.data() == "Water point"
    page.list.setCurrentIndex(index)

    pane = page.pane
    assert pane is not None
    said = [label.text() for label in pane.findChildren(QLabel)]
    assert "Unsaved changes recovered" in said
    assert pane.form.grid(0).rows["title"].editor.answer() == "Water point"
    rows = pane.form.state().rows
    assert [row.answers["said"] for row in rows] == ["Dry by noon"]
