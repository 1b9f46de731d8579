"""A column that scrolls only where something has no room."""

from PySide6.QtWidgets import QHBoxLayout
from pytestqt.qtbot import QtBot

from fieldapp.ui.components.scrolled import Scrolled
from fieldapp.ui.components.text import label

WORDS = "A long sentence that needs many lines where it is narrow. " * 4


def scrolled(qtbot: QtBot, width: int, height: int) -> Scrolled:
    area = Scrolled()
    row = QHBoxLayout()
    for _ in range(2):
        row.addWidget(label(WORDS))
    area.column.addLayout(row)
    area.column.addStretch(1)
    area.resize(width, height)
    qtbot.addWidget(area)
    area.show()
    qtbot.waitExposed(area)
    return area


def test_wrapped_texts_that_have_room_do_not_scroll(qtbot: QtBot) -> None:
    assert scrolled(qtbot, 900, 200).verticalScrollBar().maximum() == 0


def test_wrapped_texts_without_room_do(qtbot: QtBot) -> None:
    assert scrolled(qtbot, 300, 200).verticalScrollBar().maximum() > 0
