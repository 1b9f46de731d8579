"""The same places as the map, as a table: for who does not see the map or wants them sorted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QIcon, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from fieldapp.language import N_
from fieldapp.ui.components.text import dotted
from fieldapp.ui.look import Look
from fieldapp.ui.map.marks import mark, urgency

Index = QModelIndex | QPersistentModelIndex

NAME, STANDING, MET = range(3)
HEADINGS = (N_("Place"), N_("How it stands"), N_("Last met"))

ROW = 40


@dataclass(frozen=True)
class PlaceRow:
    """One line: a place, how it stands, when we last met there ("" never, else ISO)."""

    place: str
    name: str
    is_on_map: bool
    tone: str
    word: str
    met: str


class PlaceTable(QAbstractTableModel):
    """One line for each place. Sorts itself: a proxy would ask each place's line a dozen times."""

    PLACE_ROLE = Qt.ItemDataRole.UserRole

    def __init__(self, look: Look, parent: QObject, density: Callable[[], float]) -> None:
        """`density`: Pixels of the screen for a logical one."""
        super().__init__(parent)
        self._look = look
        self._density = density
        self._rows: list[PlaceRow] = []
        self._by = STANDING, Qt.SortOrder.AscendingOrder
        self._icons: dict[str, QIcon] = {}

    def show(self, rows: Sequence[PlaceRow]) -> None:
        """Show these places, in the order that was chosen last."""
        self.beginResetModel()
        self._rows = self._sorted(rows)
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; what is alike stays in the order of names."""
        self._by = column, order
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        places = [self._rows[index.row()].place for index in held]
        self._rows = self._sorted(self._rows)
        rows = {row.place: number for number, row in enumerate(self._rows)}
        moved = [
            self.index(rows[place], index.column())
            for place, index in zip(places, held, strict=True)
        ]
        self.changePersistentIndexList(held, moved)
        self.layoutChanged.emit()

    def _sorted(self, rows: Sequence[PlaceRow]) -> list[PlaceRow]:
        column, order = self._by
        keys: tuple[Callable[[PlaceRow], Any], ...] = (
            lambda row: row.name.casefold(),
            lambda row: -urgency(row.tone),
            lambda row: row.met,
        )
        by_name = sorted(rows, key=keys[NAME])
        return sorted(by_name, key=keys[column], reverse=order == Qt.SortOrder.DescendingOrder)

    def row_of(self, place: str) -> int:
        """Return the row of a place, -1 where it is not there."""
        return next((n for n, row in enumerate(self._rows) if row.place == place), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._look.language.translate(HEADINGS[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._look.start
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        if role == self.PLACE_ROLE:
            return row.place
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._look.start
        if role == Qt.ItemDataRole.DecorationRole and column == STANDING:
            return self._icon(row.tone)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(self._words(row, each) for each in range(len(HEADINGS)))
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._words(row, column)
        return None

    def _icon(self, tone: str) -> QIcon:
        """Return the mark, not tinted where its line is chosen."""
        if tone not in self._icons:
            picture = mark(self._look, tone, self._density(), 18)
            icon = QIcon(picture)
            icon.addPixmap(picture, QIcon.Mode.Selected)
            self._icons[tone] = icon
        return self._icons[tone]

    def _words(self, row: PlaceRow, column: int) -> str:
        text = self._look.language.translate
        if column == NAME:
            missing = "" if row.is_on_map else text(N_("not on the map"))
            return dotted(row.name, missing)
        if column == STANDING:
            return row.word
        return self._look.language.short_day(row.met) if row.met else text(N_("none yet"))


class PlaceList(QTableView):
    """The table, sorted by any column; the arrows go from place to place, Enter opens one.

    Signals:
        chose: Somebody went to a place.
        opened: Somebody wants to read about a place.
    """

    chose = Signal(str)
    opened = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._silent = False
        self._model = PlaceTable(look, self, self.devicePixelRatioF)
        self.setModel(self._model)
        self.setAccessibleName(look.language.translate(N_("List of the places")))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSortingEnabled(True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column in (STANDING, MET):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.sortByColumn(STANDING, Qt.SortOrder.AscendingOrder)
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self.doubleClicked.connect(self._on_opened)

    def show_rows(self, rows: Sequence[PlaceRow], chosen: str = "") -> None:
        """Show these places, one of them chosen; nobody is told."""
        self._silent = True
        self._model.show(rows)
        self._silent = False
        self.choose(chosen)

    def fit(self, standing: int, met: int) -> None:
        """Give the columns behind the name so many pixels."""
        self.setColumnWidth(STANDING, standing)
        self.setColumnWidth(MET, met)

    def choose(self, place: str) -> None:
        """Go to a place; nobody is told."""
        row = self._model.row_of(place)
        self._silent = True
        if row < 0:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        else:
            index = self._model.index(row, NAME)
            self.setCurrentIndex(index)
            self.scrollTo(index)
        self._silent = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_opened(self.currentIndex())
        elif not event.matches(QKeySequence.StandardKey.Copy):  # Qt's own copies unmarked
            super().keyPressEvent(event)

    def _on_current(self, now: Index, _before: Index) -> None:
        if not self._silent and now.isValid():
            self.chose.emit(str(now.data(PlaceTable.PLACE_ROLE)))

    def _on_opened(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(str(index.data(PlaceTable.PLACE_ROLE)))
