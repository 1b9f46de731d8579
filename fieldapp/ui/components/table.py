"""A table to read and choose a line from: rows of words, an icon where a row begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from fieldapp.ui.components.text import isolated
from fieldapp.ui.look import Look

Index = QModelIndex | QPersistentModelIndex

_ROW_PIXELS = 40


@dataclass(frozen=True)
class Row:
    """One line.

    Attributes:
        key: What it stands for.
        icon, token: At its beginning.
        tip: Shown when the pointer rests on it; empty for none.
    """

    key: str
    cells: tuple[str, ...]
    icon: str
    token: str = "mute"  # noqa: S105 - a colour
    tip: str = ""


class Rows(QAbstractTableModel):
    """Rows under translated heads."""

    def __init__(self, look: Look, heads: Sequence[str]) -> None:
        super().__init__()
        self._look = look
        self._heads = tuple(heads)
        self._rows: tuple[Row, ...] = ()

    def show(self, rows: Sequence[Row]) -> None:
        """Replace what the table shows."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row(self, number: int) -> Row:
        """Return a row by its number, from 0."""
        return self._rows[number]

    def number_of(self, key: str) -> int:
        """Return the number of a row by its key; -1 where it is not there."""
        return next((n for n, row in enumerate(self._rows) if row.key == key), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt declares it
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt declares it
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.cells[index.column()]
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 0:
            return self._look.icon(row.icon, row.token)
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.tip or None
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._heads[section] if 0 <= section < len(self._heads) else None
        return None


class InItsOrder(QStyledItemDelegate):
    """Paints each text in its own order: what is left out of an English title stands at its end in
    an Arabic table too."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.text = isolated(option.text)


def table_view(model: Rows, name: str, stretched: int) -> QTableView:
    """Return a view of one line chosen at a time; arrows move, Tab leaves it.

    Args:
        stretched: The column that gives way where there is little room; the others are whole.
    """
    view = QTableView()
    view.setModel(model)
    view.setItemDelegate(InItsOrder(view))
    view.setAccessibleName(name)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(_ROW_PIXELS)
    view.setShowGrid(False)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setTabKeyNavigation(False)
    view.setWordWrap(False)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    header = view.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
    header.setMinimumSectionSize(90)
    return view


def choose(view: QTableView, number: int) -> None:
    """Choose a line by its number. Qt's own `selectRow` does nothing from right to left."""
    model = view.model()
    if model is not None:
        view.setCurrentIndex(model.index(max(0, number), 0))
