from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from fieldapp.ui.components.guarded import line_edit, memo_edit, offer_to_clear
from fieldapp.ui.look import Look


def test_no_cross_is_drawn_in_a_line_that_has_no_words_yet(qtbot: QtBot, look: Look) -> None:
    line = line_edit(look)
    qtbot.addWidget(line)
    offer_to_clear(line, look)
    (drawn,) = line.findChildren(QToolButton)

    line.show()

    assert not drawn.isVisible()


def test_several_lines_begin_on_the_right_in_a_right_to_left_window(
    qtbot: QtBot, arabic: Look
) -> None:
    several = memo_edit(arabic)
    qtbot.addWidget(several)

    assert several.document().defaultTextOption().alignment() & Qt.AlignmentFlag.AlignRight
