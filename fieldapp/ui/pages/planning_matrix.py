"""How likely and how bad: five by five fields, each with the number of risks in it."""

from collections.abc import Mapping
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
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from fieldapp.domain.codelists import code_list
from fieldapp.language import N_
from fieldapp.ui.look import Look

STEPS = 5

Index = QModelIndex | QPersistentModelIndex

Field = tuple[int, int]
"""How likely and how bad, 1 to 5 each."""


class MatrixModel(QAbstractTableModel):
    """The most likely above, the worst at the end of a row."""

    FIELD_ROLE = Qt.ItemDataRole.UserRole

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        self._counts: Mapping[Field, int] = {}
        self.high = 0.0

    def show(self, counts: Mapping[Field, int], high: float) -> None:
        """Show how many risks are in each field; from the product `high` on they are high."""
        self.beginResetModel()
        self._counts, self.high = counts, high
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        return 0 if parent.isValid() else STEPS

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        return 0 if parent.isValid() else STEPS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        field = STEPS - index.row(), index.column() + 1
        count = self._counts.get(field, 0)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._look.language.number(count) if count else ""
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            language = self._look.language
            likely, bad = (
                code_list(name).label(str(step), language)
                for name, step in zip(("likelihood", "impact"), field, strict=True)
            )
            words = language.translate(N_("How likely: {likely}. How bad: {bad}. Risks: {count}"))
            told = words.format(likely=likely, bad=bad, count=language.number(count))
            high = language.translate(N_("High"))
            return f"{told}. {high}" if self.is_high(field) else told
        return field if role == self.FIELD_ROLE else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        across = orientation == Qt.Orientation.Horizontal
        return str(section + 1 if across else STEPS - section)

    def is_high(self, field: Field) -> bool:
        """Say whether a risk of this field is high."""
        return field[0] * field[1] >= self.high


class Matrix(QTableView):
    """The fields; Enter, Space or a click chooses one, and the same again takes it back.

    Attributes:
        chosen: The field chosen; None for all.

    Signals:
        edited: Another field was chosen.
    """

    edited = Signal()

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self.chosen: Field | None = None
        self.fields = MatrixModel(look, self)
        self.setModel(self.fields)
        self.setItemDelegate(_Fields(look, self))
        self.setAccessibleName(name)
        self.setSelectionMode(QTableView.SelectionMode.NoSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
            header.setMinimumSectionSize(24)
            header.setSectionsClickable(False)
            header.setHighlightSections(False)
            header.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.horizontalHeader().setFixedHeight(36)
        self.verticalHeader().setFixedWidth(30)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._on_chosen)

    def show_counts(self, counts: Mapping[Field, int], high: float) -> None:
        """Show how many risks are in each field, with the cursor where it was."""
        at = self.currentIndex()
        row, column = (at.row(), at.column()) if at.isValid() else (0, STEPS - 1)
        self.fields.show(counts, high)
        self.setCurrentIndex(self.fields.index(row, column))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = Qt.Key
        if event.key() in (keys.Key_Return, keys.Key_Enter, keys.Key_Space):
            self._on_chosen(self.currentIndex())
        elif event.key() == keys.Key_Escape and self.chosen is not None:
            self._choose(None)
        elif event.key() in (keys.Key_Left, keys.Key_Right, keys.Key_Up, keys.Key_Down):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def _on_chosen(self, index: QModelIndex) -> None:
        field = index.data(MatrixModel.FIELD_ROLE)
        self._choose(None if field == self.chosen else field)

    def _choose(self, field: Field | None) -> None:
        self.chosen = field
        self.viewport().update()
        self.edited.emit()


class _Fields(QStyledItemDelegate):
    def __init__(self, look: Look, matrix: Matrix) -> None:
        super().__init__(matrix)
        self._look = look
        self._matrix = matrix

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, place = self._look, QRectF(option.rect).adjusted(2, 2, -2, -2)
        field, count = index.data(MatrixModel.FIELD_ROLE), index.data()
        high = self._matrix.fields.is_high(field)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(look.colour("bad_soft" if high else "sunken"))
        painter.setPen(QPen(look.colour("bad" if high and count else "line"), look.theme.stroke))
        painter.drawRoundedRect(place, 5, 5)
        number = place
        if high:  # in the sun the ground is white everywhere
            side = 11 if count else 13
            corner = QRectF(place.left() + 4, place.center().y() - side / 2, side, side)
            if not count:
                corner.moveCenter(place.center())
            mark = QStyle.visualRect(look.direction, place.toRect(), corner.toRect())
            look.stamp_icon(painter, mark, "triangle-alert", "bad")
            number = QRectF(
                QStyle.visualRect(
                    look.direction, place.toRect(), place.adjusted(13, 0, 0, 0).toRect()
                )
            )
        font = option.font
        font.setPixelSize(15)
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(look.colour("ink"))
        painter.drawText(number, Qt.AlignmentFlag.AlignCenter, count or "")
        painter.setBrush(Qt.BrushStyle.NoBrush)
        state: QStyle.StateFlag = option.state
        if field == self._matrix.chosen:
            painter.setPen(QPen(look.colour("accent"), 3))
            painter.drawRoundedRect(place, 5, 5)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(look.colour("focus"), 3))
            painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), 5, 5)
        painter.restore()


class Axis(QWidget):
    """The name of the upright axis, written along it."""

    def __init__(self, look: Look, words: str) -> None:
        super().__init__()
        self._look, self._words = look, words
        self.setFixedWidth(20)

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        font = self.font()
        font.setPixelSize(12)
        painter.setFont(font)
        painter.setPen(self._look.colour("mute"))
        painter.translate(0, self.height())
        painter.rotate(-90)
        across = QRect(0, 0, self.height(), self.width())
        painter.drawText(across, Qt.AlignmentFlag.AlignCenter, self._words)
