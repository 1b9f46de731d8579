from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

from fieldapp.ui.components.text import FIRST_STRONG, LEFT_TO_RIGHT, POP, dotted
from fieldapp.ui.wrapped_rows import wrapped

MARKS = dict.fromkeys(map(ord, LEFT_TO_RIGHT + FIRST_STRONG + POP))
"""Invisible; they only keep the order of letters."""


def test_a_dot_between_two_things_begins_no_line(qapp: QApplication) -> None:
    words, font = dotted("answer needed by 24 November", "Gorom"), qapp.font()
    widths = range(100, QFontMetrics(font).horizontalAdvance(words), 2)

    broken = [wrapped(words, font, width) for width in widths]

    assert any(len(lines) > 1 for lines in broken)
    starts = {line.translate(MARKS)[:1] for lines in broken for line in lines}
    assert "·" not in starts
