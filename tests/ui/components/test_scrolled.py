"""A column that scrolls only where something has no room."""

from pytestqt.qtbot import QtBot

from fieldapp.ui.components.choice import Segments
from fieldapp.ui.components.scrolled import Scrolled
from fieldapp.ui.look import Look


def scrolled(qtbot: QtBot, look: Look, width: int) -> Scrolled:
    area = Scrolled()
    area.column.addWidget(Segments(look, [(n, f"Language {n}") for n in range(6)], several=True))
    area.column.addStretch(1)
    area.resize(width, 150)
    qtbot.addWidget(area)
    area.show()
    qtbot.waitExposed(area)
    return area


def test_answers_that_have_room_in_two_lines_do_not_scroll(qtbot: QtBot, look: Look) -> None:
    assert scrolled(qtbot, look, 500).verticalScrollBar().maximum() == 0


def test_answers_below_one_another_without_room_do(qtbot: QtBot, look: Look) -> None:
    assert scrolled(qtbot, look, 160).verticalScrollBar().maximum() > 0
