"""The list of records: a model that grows page by page, and how a row of two lines is painted."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPainterPath,
    QPen,
)
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from fieldapp.ui.components.text import FIRST_STRONG, POP, dotted, isolated, parts_of
from fieldapp.ui.look import Look
from fieldapp.ui.states import State

PAGE = 60
"""Rows made at once: more than any screen shows, few enough for a blink."""

ROW_HEIGHT = 68
_CHIP_LEAST = 0.45
"""Of a row's width: a longer state is cut down to this where the day needs the rest."""
_GAP = 8
"""Logical pixels between what is told about a record and its state."""
_FEW = 28
"""Logical pixels: of a place that has less, nothing is told."""

Index = QModelIndex | QPersistentModelIndex

_WALKING = frozenset(
    {
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
    }
)
"""Keys that go through a list, and those held with them."""

_SAID_OF_A_CELL = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)


@dataclass(frozen=True)
class Item:
    """One row: what stands in it, and which record it opens.

    Attributes:
        cells: What a table shows beside the title.
    """

    kind: str
    record: str
    title: str
    about: str
    state: State
    cells: tuple[str, ...] = ()


class RecordList(QAbstractTableModel):
    """Rows that grow: when the view comes near the end it asks `more` for the next ones.

    A list shows the first column; a table shows all, and every column knows the item of its row.
    """

    ITEM_ROLE = Qt.ItemDataRole.UserRole

    def __init__(self, parent: QObject, columns: Sequence[str] = ("",)) -> None:
        """`columns` are the headings of the title and of the cells of an item."""
        super().__init__(parent)
        self._columns = tuple(columns)
        self._items: list[Item] = []
        self._more: Callable[[], None] | None = None

    def show(self, items: Sequence[Item], more: Callable[[], None] | None = None) -> None:
        """Show these rows and no others; `more` is called when further ones are needed, and these
        come through `append`."""
        self.beginResetModel()
        self._items = list(items)
        self._more = more
        self.endResetModel()

    def append(self, items: Sequence[Item], more: Callable[[], None] | None) -> None:
        """Add rows at the end, and say how to ask for the next ones."""
        self._more = more
        if items:
            start = len(self._items)
            self.beginInsertRows(QModelIndex(), start, start + len(items) - 1)
            self._items += items
            self.endInsertRows()

    def items(self, rows: Iterable[int]) -> list[Item]:
        """Return the items of these rows."""
        return [self._items[row] for row in rows]

    def row_of(self, record: str) -> int:
        """Return the row of a record among those read so far, -1 if it is not there."""
        return next((n for n, item in enumerate(self._items) if item.record == record), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        return 0 if parent.isValid() else len(self._items)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        return 0 if parent.isValid() else len(self._columns)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        item = self._items[index.row()]
        if role == self.ITEM_ROLE:
            return item
        if index.column():
            return item.cells[index.column() - 1] if role in _SAID_OF_A_CELL else None
        if role == Qt.ItemDataRole.DisplayRole:
            return item.title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return ", ".join(part for part in (item.title, item.about, item.state.word) if part)
        return None

    def canFetchMore(self, parent: Index) -> bool:
        return self._more is not None and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:
        more, self._more = self._more, None  # asked once; `append` says how to ask again
        if more is not None:
            more()


class Lines(QListView):
    """A list that copies nothing by itself: Qt's own puts the line under the cursor into the
    clipboard, unmarked and for ever.

    Attributes:
        walks: A key is going through it just now.

    Signals:
        all_wanted: Everything shall be selected, also what has not been read yet.
        arrived: Another key than one that goes through the list is pressed; sent before anything
            hears it.
    """

    all_wanted = Signal()
    arrived = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.walks = False

    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() not in _WALKING
        ):
            self.arrived.emit()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.all_wanted.emit()
        elif not event.matches(QKeySequence.StandardKey.Copy):
            self.walks = True
            super().keyPressEvent(event)
            self.walks = False


class RecordRows(QStyledItemDelegate):
    """Paints a row: icon of the state, title, place and day, the state as a chip."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(180, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item = index.data(RecordList.ITEM_ROLE)
        look = self._look
        place: QRect = option.rect
        ground = place.adjusted(2, 2, -2, -2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, ground)

        def mirrored(rect: QRect) -> QRect:
            return QStyle.visualRect(look.direction, ground, rect)

        tone = item.state.tone
        mark = mirrored(QRect(ground.left() + 10, ground.top() + 12, 20, 20))
        look.stamp_icon(painter, mark, item.state.icon, tone or "mute")
        left, width = ground.left() + 40, ground.width() - 52
        strong = sized_font(option, 14, QFont.Weight.DemiBold)
        painter.setPen(look.colour("ink"))
        paint_words(
            painter, strong, mirrored(QRect(left, ground.top() + 8, width, 24)), look, item.title
        )
        small = sized_font(option, 12, QFont.Weight.Normal)
        chip = self._chip_width(option, item.state.word, width)
        told, chip = fitted(QFontMetrics(small), item.about, chip, width)
        painter.setPen(look.colour("mute"))
        about = QRect(left, ground.top() + 35, width - chip - (_GAP if chip else 0), 22)
        paint_words(painter, small, mirrored(about), look, told)
        if chip:
            rect = mirrored(QRect(ground.right() - chip - 8, ground.top() + 35, chip, 22))
            self._paint_chip(painter, option, rect, item.state)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, ground: QRect) -> None:
        look = self._look
        state: QStyle.StateFlag = option.state
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        if state & QStyle.StateFlag.State_Selected:
            path = QPainterPath()
            path.addRoundedRect(QRectF(ground).adjusted(1, 1, -1, -1), 8, 8)
            painter.fillPath(path, look.colour("accent_soft"))
            edge = look.colour("focus" if focused else "accent")
            painter.setPen(QPen(edge, look.theme.stroke + 1))
            painter.drawPath(path)
            return
        painter.setPen(QPen(look.colour("line"), 1))
        line = ground.bottom() + 2
        painter.drawLine(ground.left() + 8, line, ground.right() - 8, line)

    def _chip_width(self, option: QStyleOptionViewItem, word: str, room: int) -> int:
        if not word:
            return 0
        metrics = QFontMetrics(sized_font(option, 12, QFont.Weight.DemiBold))
        return min(metrics.horizontalAdvance(word) + 20, room)

    def _paint_chip(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, state: State
    ) -> None:
        look = self._look
        path = QPainterPath()
        path.addRoundedRect(QRectF(rect), 11, 11)
        ground = f"{state.tone}_soft" if state.tone else "sunken"
        painter.fillPath(path, look.colour(ground))
        painter.setPen(QPen(look.colour(state.tone or "edge"), look.theme.stroke))
        painter.drawPath(path)
        font = sized_font(option, 12, QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(look.colour(state.tone or "ink"))
        word = QFontMetrics(font).elidedText(
            state.word, Qt.TextElideMode.ElideRight, rect.width() - 14
        )
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, word)


def sized_font(option: QStyleOptionViewItem, pixels: int, weight: QFont.Weight) -> QFont:
    """Return the font of a row in logical pixels."""
    font = QFont(option.font)
    font.setPixelSize(pixels)
    font.setWeight(weight)
    return font


def fitted(metrics: QFontMetrics, about: str, chip: int, width: int) -> tuple[str, int]:
    """Return what is told beside a state in a width, and how wide the state is then.

    Where there is no room for both, the end is told whole, which is the day: what stands before it
    is cut first, then the state. A day without its year says nothing.

    Args:
        metrics: Of the font of `about`.
        about: Parts joined by `dotted`.
        chip: Width that the state would like to have; 0 for none.
    """
    gap = _GAP if chip else 0
    if metrics.horizontalAdvance(about) + gap + chip <= width:
        return about, chip
    parts = parts_of(about)
    most = max(width - gap - metrics.horizontalAdvance(parts[-1]), round(width * _CHIP_LEAST))
    chip = min(chip, most)
    room = width - gap - chip
    while len(parts) > 1 and (over := metrics.horizontalAdvance(dotted(*parts)) - room) > 0:
        left = metrics.horizontalAdvance(parts[0]) - over
        if left >= _FEW:
            cut = metrics.elidedText(parts[0], Qt.TextElideMode.ElideRight, left)
            cut += POP * (cut.count(FIRST_STRONG) - cut.count(POP))  # one that was cut off
            return dotted(cut, *parts[1:]), chip
        del parts[0]
    return dotted(*parts), chip


def paint_words(painter: QPainter, font: QFont, rect: QRect, look: Look, text: str) -> None:
    """Write a line of words from where reading starts; what has no room is cut with dots."""
    painter.setFont(font)
    # By itself: the dots and the full stop of an English title stay at its end in Arabic as well.
    shown = QFontMetrics(font).elidedText(isolated(text), Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, look.start, shown)
