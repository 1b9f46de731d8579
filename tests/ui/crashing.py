"""Run as a program by `test_crash`: opens the window, types into a form, and waits to be killed."""

import os
import sys
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fieldapp.__main__ import draw_paper, sync_with_hub
from fieldapp.store.workspace import close, unlock
from fieldapp.ui.desktop import Desktop
from fieldapp.ui.look import load_fonts
from fieldapp.ui.names import read_places
from fieldapp.ui.opening import Unlocked
from fieldapp.ui.preferences import Preferences
from fieldapp.ui.services import Services


def main(folder: Path, passphrase: str) -> None:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QApplication([])
    load_fonts()
    workspace = unlock(folder, passphrase)
    unlocked = Unlocked(workspace, read_places(workspace))
    services = Services(sync_with_hub, draw_paper)
    desktop = Desktop(application, folder, Preferences(), services)
    desktop.show()
    desktop.enter(unlocked)
    close(workspace)
    assert desktop.shell is not None
    page = desktop.shell.records_page("meeting")
    page.new()
    assert page.pane is not None
    page.pane.drafted.connect(tell)
    QTest.keyClicks(page.pane.form.grid(0).rows["title"].editor.control, "Water point")
    page.pane.form.show_section(2)
    rows = page.pane.form.child_rows("issue")
    rows.add_button.click()
    QTest.keyClicks(rows.lines[0].grid.rows["said"].editor.control, "Dry by noon")
    application.exec()


def tell() -> None:
    sys.stdout.write("kept\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
