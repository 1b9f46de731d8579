"""Run as a program by `test_crash`: types into a capture, and waits to be killed."""

import os
import sys
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fieldapp.language import load_language
from fieldapp.store.workspace import unlock
from fieldapp.ui.look import Look, load_fonts
from fieldapp.ui.names import Names
from fieldapp.ui.quick.meeting import MeetingSheet
from fieldapp.ui.quick.page import QuickPage
from fieldapp.ui.session import Session
from fieldapp.ui.theme import THEMES
from fieldapp.ui.ways import Ways


def main(folder: Path, passphrase: str) -> None:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QApplication([])
    load_fonts()
    workspace = unlock(folder, passphrase)
    look = Look(THEMES["light"], load_language("en"))
    names = Names(workspace, workspace.reader, look.language, {})
    session = Session(workspace, workspace.reader, look, names)
    ways = Ways()
    ways.changed.connect(tell)
    sheet = MeetingSheet(session)
    page = QuickPage(session, ways, "", sheet)
    for _ in page.grow():
        pass
    page.show()
    QTest.keyClicks(sheet.where.rows["title"].editor.control, "Water point")
    QTest.keyClicks(sheet.people.cells["female", "adult", "count"], "12")
    QTest.keyClicks(sheet.issues.lines[0].fields["said"].editor.control, "Dry by noon")
    application.exec()


def tell() -> None:
    sys.stdout.write("kept\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
