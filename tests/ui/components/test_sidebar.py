from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from fieldapp.ui.components.sidebar import Entry, Sidebar
from fieldapp.ui.look import Look

DIGITS = ("1", "", *"2345678", "", "", "9", "0")
"""As many as there are at the side at most."""
PAGES = [Entry(f"page{n}", f"Page {n}", "folder", key and f"Ctrl+{key}")
         for n, key in enumerate(DIGITS)]  # fmt: skip
FOOT = [
    Entry(name, name.title(), "shield", at_foot=True) for name in ("safety", "admin", "settings")
]
LEAST = 36


def shown(qtbot: QtBot, look: Look, height: int, *, slim: bool) -> Sidebar:
    made = Sidebar(look, "fieldapp", [*PAGES, *FOOT], "Amina")
    qtbot.addWidget(made)
    made.set_slim(slim)
    made.show_sync("Offline for 12 days", "80 records wait to be sent", is_warning=True)
    made.resize(made.width(), height)
    made.show()
    QApplication.processEvents()
    return made


def test_all_pages_and_how_sync_stands_fit_the_usual_laptop_and_slim_the_small_one(
    qtbot: QtBot, look: Look
) -> None:
    # A title bar takes 36 of the 768.
    for height, slim in ((768 - 36, False), (614, True)):
        made = shown(qtbot, look, height, slim=slim)
        items = made.findChildren(QToolButton)
        tops = [each.mapTo(made, each.rect().topLeft()).y() for each in items]
        assert len(items) == 16
        assert all(each.height() >= LEAST and each.width() >= LEAST for each in items)
        assert tops[0] >= 0
        assert tops[-1] + items[-1].height() <= height
        assert all(not each.visibleRegion().isEmpty() for each in items)


def test_where_the_window_is_lower_the_pages_scroll_to_the_one_that_is_shown(
    qtbot: QtBot, look: Look
) -> None:
    made = shown(qtbot, look, 330, slim=True)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    last = made.button("settings")
    assert last.visibleRegion().isEmpty()
    assert last.height() >= LEAST

    made.show_page("settings")
    assert not last.visibleRegion().isEmpty()

    made.show_page("page1")
    assert not made.button("page1").visibleRegion().isEmpty()
    made.button("page1").setFocus()
    for _ in PAGES:
        QTest.keyClick(made.focusWidget(), Qt.Key.Key_Down)
        assert not made.focusWidget().visibleRegion().isEmpty()
    assert made.button("admin").isChecked()


def test_at_its_foot_it_says_how_long_there_was_no_contact_and_what_waits(
    qtbot: QtBot, look: Look
) -> None:
    made = shown(qtbot, look, 768, slim=False)
    said = [each.text() for each in made.findChildren(QLabel) if each.isVisible()]
    assert {"Offline for 12 days", "80 records wait to be sent", "Amina"} <= set(said)

    made.set_slim(True)
    told = [each.toolTip() for each in made.findChildren(QLabel) if each.isVisible()]
    assert told == ["Offline for 12 days\n80 records wait to be sent"]


def test_a_page_has_the_key_it_is_given_and_says_so(qtbot: QtBot, look: Look) -> None:
    made = shown(qtbot, look, 768, slim=False)
    buttons = made.findChildren(QToolButton)[: len(DIGITS)]

    heard = [[key.key().toString() for key in each.findChildren(QShortcut)] for each in buttons]
    assert heard == [[f"Ctrl+{key}"] if key else [] for key in DIGITS]
    assert buttons[0].toolTip().startswith("Page 0 (")
    assert buttons[1].toolTip() == "Page 1"


def test_a_page_with_no_place_at_the_side_marks_none(qtbot: QtBot, look: Look) -> None:
    made = shown(qtbot, look, 768, slim=False)
    made.show_page("page2")
    made.show_page("elsewhere")

    assert not any(each.isChecked() for each in made.findChildren(QToolButton))
    made.show_page("page2")
    assert made.button("page2").isChecked()
