from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from fieldapp.ui.components.sidebar import Sidebar
from fieldapp.ui.look import Look

PAGES = [(f"page{number}", f"Page {number}", "folder") for number in range(11)]


def test_eleven_pages_fit_the_smallest_window(qtbot: QtBot, look: Look) -> None:
    made = Sidebar(look, "fieldapp", PAGES, "Amina")
    qtbot.addWidget(made)
    made.set_slim(True)
    made.show()
    QApplication.processEvents()

    assert made.minimumSizeHint().height() <= 560  # the least that the desktop takes


def test_the_first_ten_pages_have_a_key_and_no_key_has_two(qtbot: QtBot, look: Look) -> None:
    made = Sidebar(look, "fieldapp", PAGES, "Amina")
    qtbot.addWidget(made)

    keys = [each.shortcut().toString() for each in made.findChildren(QToolButton)]

    assert keys == [*(f"Ctrl+{number}" for number in range(1, 10)), "Ctrl+0", ""]
