"""What the first screen waits for: nothing that only an open workspace needs."""

import subprocess
import sys
from pathlib import Path

LATER = (
    "babel",  # dates and numbers
    "fieldapp.store",  # what SQLCipher and libsodium need
    "fieldapp.ui.shell",
    "logging.handlers",  # a log with nothing in it
    "nacl",
    "platformdirs",
    "PySide6.QtDBus",  # the bus is asked before the workspace is open
    "sqlcipher3",
)

SHOWN = """
import sys
from pathlib import Path
from fieldapp.__main__ import services
from fieldapp.logs import log_to
from fieldapp.ui.desktop import Desktop
from fieldapp.ui.look import load_fonts, new_application
from fieldapp.ui.preferences import read_preferences

folder = Path(sys.argv[1])
application = new_application()
load_fonts()
log_to(folder)
desktop = Desktop(application, folder, read_preferences(folder, "en"), services())
desktop.show()
application.processEvents()
assert desktop.unlock_screen.isVisible()
print(*sys.modules)
"""


def test_the_first_screen_waits_for_nothing_that_only_an_open_workspace_needs(
    tmp_path: Path,
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SHOWN, str(tmp_path)], capture_output=True, text=True, check=True
    )

    assert [name for name in LATER if name in done.stdout.split()] == []
