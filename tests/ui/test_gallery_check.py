"""What the look at every screen finds, each on a window made for it, and that it finds no more."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QListWidget,
    QMenu,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from fieldapp.ui.components.button import button
from fieldapp.ui.components.guarded import line_edit
from fieldapp.ui.components.text import label
from fieldapp.ui.gallery_check import faults, said_in
from fieldapp.ui.look import Look

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

LONG = "What the village council of Gorom was told about the second pump"
NOBODY = said_in(())


@pytest.fixture
def window(qtbot: QtBot, look: Look) -> Iterator[QWidget]:
    shown = QWidget()
    shown.resize(600, 300)
    shown.show()
    yield shown
    shown.close()


def put(window: QWidget, widget: QWidget, *place: int) -> None:
    widget.setParent(window)
    widget.setGeometry(*place)
    widget.show()


@pytest.mark.parametrize(
    ("make", "room"),
    [
        (lambda _look: label(LONG, wrap=False), (0, 0, 200, 24)),
        (lambda _look: label(LONG), (0, 0, 200, 24)),
        (lambda _look: label("Verantwortungsbereich" * 2), (0, 0, 120, 90)),
        (lambda _look: button(LONG), (0, 0, 200, 40)),
        (lambda look: line_edit(look), (0, 0, 90, 40)),
        (lambda _look: label("Gorom", wrap=False), (560, 0, 120, 24)),
        (lambda _look: label("Gorom", wrap=False), (0, 285, 120, 24)),
    ],
    ids=["a line", "several lines", "one long word", "a button", "a field", "beside", "below"],
)
def test_text_without_room_is_found(
    window: QWidget, look: Look, make: Callable[[Look], QWidget], room: tuple[int, ...]
) -> None:
    widget = make(look)
    if not isinstance(widget, QLabel) and hasattr(widget, "setPlaceholderText"):
        widget.setPlaceholderText("Type part of the name")
        widget.setAccessibleName("Place")
    put(window, widget, *room)

    assert [line.partition(":")[0] for line in faults(window, look, NOBODY)] == ["cut"]

    widget.setGeometry(0, 0, 600, 90)
    assert faults(window, look, NOBODY) == []


def test_the_choice_that_is_shown_needs_room_not_the_longest(window: QWidget, look: Look) -> None:
    box = QComboBox()
    box.addItems(["Yes", LONG])
    put(window, box, 0, 0, 120, 40)
    assert faults(window, look, NOBODY) == []

    box.setCurrentIndex(1)

    assert len(faults(window, look, NOBODY)) == 1


def test_two_texts_over_each_other_are_found(window: QWidget, look: Look) -> None:
    put(window, label("Gorom"), 0, 0, 200, 24)
    put(window, label("Tin Adar"), 100, 10, 200, 24)

    (line,) = faults(window, look, NOBODY)

    assert line.startswith("covered")
    assert "Gorom" in line
    assert "Tin Adar" in line


def test_what_can_be_scrolled_to_is_not_cut(window: QWidget, look: Look) -> None:
    area, inside = QScrollArea(), QWidget()
    area.setAccessibleName("What was said")
    column = QVBoxLayout(inside)
    for _ in range(40):
        column.addWidget(label("Gorom"))
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    put(window, area, 0, 0, 300, 200)
    assert faults(window, look, NOBODY) == []

    inside.setMinimumWidth(500)  # and no bar to get there
    column.activate()

    assert {line.partition(":")[0] for line in faults(window, look, NOBODY)} == {"cut"}

    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    area.resize(301, 200)

    assert faults(window, look, NOBODY) == ["scrolls sideways: QScrollArea"]


def test_a_word_that_is_not_arabic_is_found_unless_somebody_wrote_it(
    window: QWidget, arabic: Look
) -> None:
    said = said_in(["Pump of Gorom", 12])
    put(window, label("مضخة Gorom"), 0, 0, 300, 24)
    put(window, button("Ctrl+K, https://hub.example.org"), 0, 50, 400, 44)
    put(window, label("224C-MYQP"), 0, 100, 400, 24)
    assert faults(window, arabic, said) == []

    put(window, label("Not translated"), 0, 150, 300, 24)

    (line,) = faults(window, arabic, said)
    assert line.startswith("not Arabic")


def test_a_page_that_is_hidden_is_not_looked_at(window: QWidget, look: Look) -> None:
    put(window, label("Gorom"), 0, 0, 200, 24)
    page = QWidget()
    put(page, label("Tin Adar"), 0, 0, 200, 24)
    put(window, page, 0, 0, 300, 100)
    assert faults(window, look, NOBODY) != []

    page.hide()
    page.findChildren(QLabel)[0].setAttribute(Qt.WidgetAttribute.WA_WState_Visible)  # as Qt does

    assert faults(window, look, NOBODY) == []


def test_a_control_without_a_name_is_found(window: QWidget, look: Look) -> None:
    field = line_edit(look)
    put(window, field, 0, 0, 300, 40)
    assert [line.partition(":")[0] for line in faults(window, look, NOBODY)] == ["nameless"]

    field.setAccessibleName("Place")

    assert faults(window, look, NOBODY) == []


def test_a_control_too_small_to_hit_is_found(window: QWidget, look: Look) -> None:
    small = button("", look.icon("plus"))
    small.setAccessibleName("Another one")
    put(window, small, 0, 0, 18, 18)

    assert "small" in {line.partition(":")[0] for line in faults(window, look, NOBODY)}


def test_tab_that_goes_back_up_is_found(window: QWidget, look: Look) -> None:
    first, second, third = (button(words) for words in ("First", "Second", "Third"))
    for number, each in enumerate((first, second, third)):
        put(window, each, 0, 60 * number, 300, 40)
    assert faults(window, look, NOBODY) == []

    QWidget.setTabOrder(third, second)

    (line,) = faults(window, look, NOBODY)
    assert line.startswith("out of order")


def test_what_drops_down_is_looked_over_for_lines_that_are_cut_or_foreign(
    qtbot: QtBot, arabic: Look
) -> None:
    menu = QMenu()
    qtbot.addWidget(menu)
    menu.addAction("حفظ\tCtrl+S")
    menu.popup(QPoint(0, 0))
    assert faults(menu, arabic, NOBODY) == []

    menu.addAction("Undo")
    menu.popup(QPoint(0, 0))
    assert faults(menu, arabic, NOBODY) == ['not Arabic: line "Undo"']

    menu.setFixedSize(menu.width() - 8, menu.height())
    assert faults(menu, arabic, said_in(["Undo"])) == ['cut: line "Undo"', 'cut: line "حفظ"']


def test_a_list_that_is_open_is_looked_over_for_lines_that_are_cut(
    qtbot: QtBot, look: Look
) -> None:
    offered = QListWidget()
    offered.setWindowFlag(Qt.WindowType.Popup)
    qtbot.addWidget(offered)
    offered.addItems(["Water", LONG])
    offered.resize(700, 90)
    offered.show()
    assert faults(offered, look, NOBODY) == []

    offered.resize(200, 90)
    assert faults(offered, look, NOBODY) == [f'cut: line "{LONG}"']
