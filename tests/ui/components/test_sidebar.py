from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from fieldapp.ui.components.sidebar import Sidebar
from fieldapp.ui.look import Look

KEYS = ("1", "", *"234567", "8", "", "9", "0")
PAGES = [(f"page{n}", f"Page {n}", "folder", key) for n, key in enumerate(KEYS)]


def test_twelve_pages_fit_the_smallest_window(qtbot: QtBot, look: Look) -> None:
    made = Sidebar(look, "fieldapp", PAGES, "Amina")
    qtbot.addWidget(made)
    made.set_slim(True)
    made.show()
    QApplication.processEvents()

    assert made.minimumSizeHint().height() <= 560  # the least that the desktop takes


def test_a_page_has_the_key_it_is_given_and_says_so(qtbot: QtBot, look: Look) -> None:
    made = Sidebar(look, "fieldapp", PAGES, "Amina")
    qtbot.addWidget(made)
    buttons = made.findChildren(QToolButton)

    assert [each.shortcut().toString() for each in buttons] == [
        f"Ctrl+{key}" if key else "" for key in KEYS
    ]
    assert buttons[0].toolTip() == "Page 0 (Ctrl+1)"
    assert buttons[1].toolTip() == "Page 1"
