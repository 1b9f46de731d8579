"""The month as a table of days: seasons as bands across it, what is on a day in its cell.

Painted, because a month is 42 cells with several lines each. Every sign has its word in the cell's
text for screen readers and in the list of the day.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from fieldapp.ui.components.text import isolated
from fieldapp.ui.look import Look

LINE, TOP, HEAD = 18, 24, 34
"""Logical pixels: one line of a cell, the line of its number, the names of the weekdays."""

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Sign:
    """One line of a cell, or one band."""

    icon: str
    tone: str
    words: str


@dataclass(frozen=True)
class Band:
    """A season across days; those that keep people `away` are shown first."""

    first: date
    last: date
    sign: Sign
    away: bool


@dataclass(frozen=True)
class Cell:
    """One day; `told` is all of it in words."""

    day: date
    in_month: bool
    is_today: bool
    is_weekend: bool
    is_market: bool
    signs: tuple[Sign, ...]
    told: str


@dataclass(frozen=True)
class Month:
    """What the table shows.

    Attributes:
        heads: Names of the seven columns, in words.
        weeks: Seven cells each.
        lanes: For each week its bands from above: each lane those that do not touch.
    """

    heads: tuple[str, ...] = ()
    weeks: tuple[tuple[Cell, ...], ...] = ()
    lanes: tuple[tuple[tuple[Band, ...], ...], ...] = field(default=())


def lanes_of(bands: Sequence[Band], week: Sequence[date]) -> tuple[tuple[Band, ...], ...]:
    """Lay the bands of a week into lanes: who keeps people away above, then the earliest."""
    lanes: list[list[Band]] = []
    for band in sorted(bands, key=lambda each: (not each.away, each.first, each.last)):
        if band.last < week[0] or week[-1] < band.first:
            continue
        free = next((lane for lane in lanes if not any(_meet(each, band) for each in lane)), None)
        if free is None:
            lanes.append([band])
        else:
            free.append(band)
    return tuple(map(tuple, lanes))


def _meet(one: Band, other: Band) -> bool:
    return one.first <= other.last and other.first <= one.last


def room(height: int, lanes: int) -> tuple[int, int]:
    """Return how many bands and how many lines fit into a cell: a line is left for what is on."""
    lines = max(0, (height - TOP - 2) // LINE)
    bands = min(lanes, max(1, lines - 1)) if lines else 0
    return bands, lines - bands


class MonthModel(QAbstractTableModel):
    """Weeks by days."""

    CELL_ROLE = Qt.ItemDataRole.UserRole

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.month = Month()
        self._at: Mapping[date, tuple[int, int]] = {}

    def show(self, month: Month) -> None:
        """Show a month."""
        self.beginResetModel()
        self.month = month
        self._at = {
            cell.day: (row, column)
            for row, week in enumerate(month.weeks)
            for column, cell in enumerate(week)
        }
        self.endResetModel()

    def index_of(self, day: date) -> QModelIndex:
        """Return where a day stands; not valid where it is not shown."""
        return self.index(*self._at[day]) if day in self._at else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        return 0 if parent.isValid() else len(self.month.weeks)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        return 0 if parent.isValid() else len(self.month.heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        cell = self.month.weeks[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return str(cell.day.day)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return cell.told
        return cell if role == self.CELL_ROLE else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self.month.heads[section] if section < len(self.month.heads) else None
        return None


class MonthView(QTableView):
    """The table; its keys are those of a calendar.

    Signals:
        moved: The person went to a day, which may lie in another month.
        opened: The person wants to see what is on the day they are on.
        begin: The person wants to write down a meeting on the day they are on.
        today_wanted: The person wants back to today.
        leafed: The person wants the month before (-1) or after (1).
    """

    moved = Signal(object)
    opened = Signal()
    begin = Signal()
    today_wanted = Signal()
    leafed = Signal(int)

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._look = look
        self._shows = False
        self.days = MonthModel(self)
        self.setModel(self.days)
        self.setItemDelegate(_Cells(look, self.days))
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setFixedHeight(HEAD)
        self.setAccessibleName(name)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
            header.setMinimumSectionSize(36)
            header.setSectionsClickable(False)
            header.setHighlightSections(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._on_current)
        self.doubleClicked.connect(self._on_double_clicked)

    @property
    def day(self) -> date | None:
        """The day one is on."""
        cell = self.currentIndex().data(MonthModel.CELL_ROLE)
        return cell.day if cell is not None else None

    def show_month(self, month: Month, day: date) -> None:
        """Show a month with the cursor on a day."""
        self._shows = True
        self.days.show(month)
        self.setCurrentIndex(self.days.index_of(day))
        self._shows = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, keys = event.key(), Qt.Key
        onwards = -1 if self._look.rtl else 1
        steps = {
            keys.Key_Left: -onwards,
            keys.Key_Right: onwards,
            keys.Key_Up: -7,
            keys.Key_Down: 7,
        }
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and key in steps and self.day is not None:
            self.moved.emit(self.day + timedelta(days=steps[keys(key)]))
        elif plain and key in (keys.Key_PageUp, keys.Key_PageDown):
            self.leafed.emit(-1 if key == keys.Key_PageUp else 1)
        elif plain and key == keys.Key_Home:
            self.today_wanted.emit()
        elif plain and key in (keys.Key_Return, keys.Key_Enter, keys.Key_Space):
            self.opened.emit()
        elif plain and key == keys.Key_N:
            self.begin.emit()
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self.font()
        font.setPixelSize(12)
        painter.setFont(font)
        for row, lanes in enumerate(self.days.month.lanes):
            fitting, _ = room(self.rowHeight(row), len(lanes))
            for number, lane in enumerate(lanes[:fitting]):
                for band in lane:
                    self._paint_band(painter, row, number, band)
        self._paint_cursor(painter)

    def _paint_cursor(self, painter: QPainter) -> None:
        """Frame the day one is on; over the bands, which would cut the frame."""
        look, place = self._look, self.visualRect(self.currentIndex())
        focused = self.hasFocus()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.colour("focus" if focused else "accent"), 3 if focused else 2))
        painter.drawRoundedRect(QRectF(place).adjusted(1.5, 1.5, -2.5, -2.5), 5, 5)

    def _paint_band(self, painter: QPainter, row: int, lane: int, band: Band) -> None:
        week = [cell.day for cell in self.days.month.weeks[row]]
        inside = [n for n, day in enumerate(week) if band.first <= day <= band.last]
        ends = (self.visualRect(self.days.index(row, inside[n])) for n in (0, -1))
        first, last = ends
        place = first.united(last)
        place = QRect(place.left(), place.top() + TOP + lane * LINE, place.width(), LINE - 3)
        starts, stops = band.first >= week[0], band.last <= week[-1]
        edges = (stops, starts) if self._look.rtl else (starts, stops)
        place.adjust(4 if edges[0] else 0, 0, -4 if edges[1] else 0, 0)
        look, sign = self._look, band.sign
        path = QPainterPath()
        path.addRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.fillPath(path, look.colour(f"{sign.tone}_soft" if sign.tone else "sunken"))
        painter.setPen(QPen(look.colour(sign.tone or "edge"), look.theme.stroke))
        painter.drawPath(path)
        _paint_sign(painter, look, place.adjusted(5, 0, -5, 0), sign, sign.tone or "ink")

    def _on_current(self, current: QModelIndex) -> None:
        cell = current.data(MonthModel.CELL_ROLE)
        if cell is not None and not self._shows:
            self.moved.emit(cell.day)

    def _on_double_clicked(self) -> None:
        self.opened.emit()


class _Cells(QStyledItemDelegate):
    def __init__(self, look: Look, days: MonthModel) -> None:
        super().__init__(days)
        self._look = look
        self._days = days

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell: Cell = index.data(MonthModel.CELL_ROLE)
        look, place = self._look, QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plain = cell.in_month and not cell.is_weekend
        painter.fillRect(place, look.colour("panel" if plain else "sunken"))
        painter.setPen(QPen(look.colour("line"), 1))
        self._paint_lines(painter, QRectF(place).adjusted(-0.5, -0.5, -0.5, -0.5), index)
        font = option.font
        font.setPixelSize(12)
        painter.setFont(font)
        lanes = self._days.month.lanes[index.row()]
        bands, lines = room(place.height(), len(lanes))
        shown = cell.signs[: max(lines, 0)]
        hidden = len(cell.signs) - len(shown) + self._begin(index, lanes[bands:])
        self._paint_head(painter, place, cell, hidden)
        top = place.top() + TOP + bands * LINE
        for number, sign in enumerate(shown):
            line = QRect(place.left() + 6, top + number * LINE, place.width() - 10, LINE - 2)
            _paint_sign(painter, look, line, sign, "ink" if cell.in_month else "mute")
        painter.restore()

    def _paint_lines(self, painter: QPainter, place: QRectF, index: Index) -> None:
        """Part a day from those around it; the pane has an edge already."""
        model, column = index.model(), index.column()
        if index.row() < model.rowCount() - 1:
            painter.drawLine(place.bottomLeft(), place.bottomRight())
        if column if self._look.rtl else column < model.columnCount() - 1:
            painter.drawLine(place.topRight(), place.bottomRight())

    def _begin(self, index: Index, lanes: Sequence[Sequence[Band]]) -> int:
        """Return how many of these bands begin on a day, or in the week before its first."""
        day = self._days.month.weeks[index.row()][index.column()].day
        return sum(
            band.first == day or (index.column() == 0 and band.first < day)
            for lane in lanes
            for band in lane
        )

    def _paint_head(self, painter: QPainter, place: QRect, cell: Cell, hidden: int) -> None:
        look = self._look

        def mirrored(rect: QRect) -> QRect:
            return QStyle.visualRect(look.direction, place, rect)

        font = painter.font()
        font.setBold(cell.is_today)
        painter.setFont(font)
        number = mirrored(QRect(place.left() + 4, place.top() + 3, 24, 20))
        if cell.is_today:
            path = QPainterPath()
            path.addRoundedRect(QRectF(number), 10, 10)
            painter.fillPath(path, look.colour("accent"))
        ink = "accent_ink" if cell.is_today else "ink" if cell.in_month else "mute"
        painter.setPen(look.colour(ink))
        painter.drawText(number, Qt.AlignmentFlag.AlignCenter, str(cell.day.day))
        if cell.is_market:
            mark = mirrored(QRect(place.left() + 30, place.top() + 6, 14, 14))
            look.stamp_icon(painter, mark, "store", "mute")
        font.setBold(False)
        painter.setFont(font)
        if hidden > 0:
            font.setBold(True)
            painter.setFont(font)
            painter.setPen(look.colour("accent"))
            more = mirrored(QRect(place.right() - 38, place.top() + 3, 32, 20))
            end = Qt.AlignmentFlag.AlignLeft if look.rtl else Qt.AlignmentFlag.AlignRight
            words = f"\u200e+{hidden}"
            painter.drawText(
                more, end | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter, words
            )
            font.setBold(False)
            painter.setFont(font)


def _paint_sign(painter: QPainter, look: Look, place: QRect, sign: Sign, ink: str) -> None:
    def mirrored(rect: QRect) -> QRect:
        return QStyle.visualRect(look.direction, place, rect)

    mark = mirrored(QRect(place.left(), place.center().y() - 6, 14, 14))
    look.stamp_icon(painter, mark, sign.icon, sign.tone or "mute")
    words = mirrored(place.adjusted(18, 0, 0, 0))
    painter.setPen(look.colour(ink))
    metrics = QFontMetrics(painter.font())
    # By itself, as in a list: the dots stay at the end of an English title in Arabic as well.
    own = isolated(sign.words)
    shown = metrics.elidedText(own, Qt.TextElideMode.ElideRight, words.width())
    # By the height of its letters: a font for several scripts has more room above than below.
    base = words.center().y() + 1 + metrics.capHeight() // 2
    left = words.right() - metrics.horizontalAdvance(shown) if look.rtl else words.left()
    painter.drawText(left, base, shown)
