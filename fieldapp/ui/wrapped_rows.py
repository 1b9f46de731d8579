"""Rows of a narrow pane: what does not stand in one line goes on in the next."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyleOptionViewItem

from fieldapp.ui.look import Look
from fieldapp.ui.record_list import (
    Index,
    Item,
    RecordList,
    RecordRows,
    paint_words,
    sized_font,
)

_BESIDE = 64
"""Logical pixels beside the words: icon, gaps, and the edges of a row."""

_TITLE, _ABOUT, _CHIP = 22, 18, 22
"""Logical pixels of a line of the title, of what is told about it, and of the state."""

_ABOVE, _BETWEEN, _BELOW = 9, 4, 12
_MOST = 3
"""Lines of a title, or of what is told about it; of a novel the beginning is enough."""


class WrappedRows(RecordRows):
    """Paints a row as high as its words need. For lists of a few rows: each is measured."""

    def __init__(self, look: Look, view: QListView) -> None:
        super().__init__(look, view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        item = index.data(RecordList.ITEM_ROLE)
        width = self._view.viewport().width()
        title, about, beside = self._lines(option, item, width - _BESIDE)
        below = len(about) * _ABOUT if beside is None else max(_CHIP, len(about) * _ABOUT)
        chip = _CHIP + _BETWEEN if beside is None and item.state.word else 0
        height = _ABOVE + len(title) * _TITLE + _BETWEEN + below + chip + _BELOW
        return QSize(min(180, width), height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item, look = index.data(RecordList.ITEM_ROLE), self._look
        place: QRect = option.rect
        ground = place.adjusted(2, 2, -2, -2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, ground)

        def mirrored(rect: QRect) -> QRect:
            return QStyle.visualRect(look.direction, ground, rect)

        mark = mirrored(QRect(ground.left() + 10, ground.top() + 10, 20, 20))
        look.draw_icon(painter, mark, item.state.icon, item.state.tone or "mute")
        left, width = ground.left() + 40, place.width() - _BESIDE
        title, about, beside = self._lines(option, item, width)
        top = ground.top() + _ABOVE - 2
        painter.setPen(look.colour("ink"))
        strong = sized_font(option, 14, QFont.Weight.DemiBold)
        for line in title:
            paint_words(painter, strong, mirrored(QRect(left, top, width, _TITLE)), look, line)
            top += _TITLE
        top += _BETWEEN
        small = sized_font(option, 12, QFont.Weight.Normal)
        painter.setPen(look.colour("mute"))
        high = _CHIP if beside is not None else _ABOUT
        for line in about:
            paint_words(painter, small, mirrored(QRect(left, top, width, high)), look, line)
            top += high
        if item.state.word:
            chip = self._chip_width(option, item.state.word, width)
            at = ground.right() - chip - 8 if beside is not None else left
            above = top - high if beside is not None and about else top
            above += _BETWEEN if beside is None else 0
            self._paint_chip(painter, option, mirrored(QRect(at, above, chip, _CHIP)), item.state)
        painter.restore()

    def _lines(
        self, option: QStyleOptionViewItem, item: Item, width: int
    ) -> tuple[list[str], list[str], int | None]:
        """Return the lines of the title, those about it, and how much room the state takes beside
        the latter: None where it stands below them, or there is none."""
        strong = sized_font(option, 14, QFont.Weight.DemiBold)
        small = sized_font(option, 12, QFont.Weight.Normal)
        title = wrapped(item.title, strong, width)
        chip = self._chip_width(option, item.state.word, width)
        if chip and QFontMetrics(small).horizontalAdvance(item.about) + chip + 8 <= width:
            return title, [item.about] if item.about else [], chip
        return title, wrapped(item.about, small, width), None

    def _chip_width(self, option: QStyleOptionViewItem, word: str, room: int) -> int:
        if not word:
            return 0
        metrics = QFontMetrics(sized_font(option, 12, QFont.Weight.DemiBold))
        return min(metrics.horizontalAdvance(word) + 20, room)


def wrapped(text: str, font: QFont, width: float, most: int = _MOST) -> list[str]:
    """Return a text in lines of a width; the last of too many has all that is left, to be cut. A
    dot between two things ends a line and begins none."""
    if not text:
        return []
    text = text.replace(" ·", "\u00a0·")
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    starts: list[int] = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid() and len(starts) < most:
        line.setLineWidth(width)
        starts.append(line.textStart())
    layout.endLayout()
    units = text.encode("utf-16-le")  # what Qt counts in
    ends = [*starts[1:], len(units) // 2]
    cut = (units[2 * start : 2 * end] for start, end in zip(starts, ends, strict=True))
    return [line.decode("utf-16-le", "replace").strip() for line in cut]
