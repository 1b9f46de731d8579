import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from fieldapp.ui import saving
from fieldapp.ui.quick.recent import unfinished
from fieldapp.ui.session import Session

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

PASSPHRASE = "the river is low in march"  # of the workspace in conftest
PROGRAM = Path(__file__).with_name("crashing.py")


def test_a_meeting_half_typed_survives_a_killed_process(session: Session) -> None:
    root = Path(__file__).parents[3]
    process = subprocess.Popen(
        [sys.executable, str(PROGRAM), str(session.workspace.folder), PASSPHRASE],
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

    [draft] = unfinished(session, "meeting")
    assert draft.title == "Water point"
    state = saving.open_record(session, "meeting", draft.record).state
    rows = {row.kind: row.answers for row in state.rows}
    assert rows["attendance"]["count"] == 12
    assert rows["issue"]["said"] == "Dry by noon"
