"""The same records as a wide table: one line each, the main questions of the kind as columns."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyleOptionViewItem,
    QTableView,
)

from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.fieldtypes import Choice, Day, Text, Whole
from fieldapp.domain.kinds import kind_named
from fieldapp.domain.schema import RecordKind
from fieldapp.language import N_
from fieldapp.store.listing import By, Order
from fieldapp.ui.components.table import InItsOrder
from fieldapp.ui.look import Look
from fieldapp.ui.record_list import Index, RecordList
from fieldapp.ui.session import Session
from fieldapp.ui.states import State
from fieldapp.ui.style_sheet import CONTROL_HEIGHT

MORE = 2
"""Columns beside title, place, day and state."""

WIDE = 900
"""Logical pixels: a narrower table leaves these out."""

_WIDTHS = {By.PLACE: 160, By.DAY: 130, By.STATE: 170}
_SLIM_WIDTHS = {By.PLACE: 112, By.DAY: 140, By.STATE: 168}
_OTHERS = 0.32
"""Of a wide table, for the columns that sort nothing."""
_OTHER_WIDEST = 210


def more_fields(kind: RecordKind) -> tuple[str, ...]:
    """Return the questions that have a column of their own: short ones, first asked first."""
    told = {kind.title, kind.day, "place", "type", "status", "step", "agreement", "referral"}
    fits = [
        field.name
        for field in kind.fields
        if field.name not in told and isinstance(field.type, Choice | Day | Whole | Text)
        if not (isinstance(field.type, Text) and field.type.lines > 1) and not field.identifies
    ]
    return tuple(fits[:MORE])


def sorts_of(kind: RecordKind) -> tuple[By | None, ...]:
    """Return for each column what it sorts by; None for one that does not."""
    day = (By.DAY,) if kind.day else ()
    return (By.TITLE, By.PLACE, *day, By.STATE, *(None for _ in more_fields(kind)))


def headings(session: Session, kind: RecordKind) -> list[str]:
    """Return what stands above the columns."""
    names = [kind.title, kind.day, *more_fields(kind)]
    title, day, *more = [session.text(kind.field(name).label) if name else "" for name in names]
    days = [day] if day else []
    return [title, session.text(N_("Place")), *days, session.text(N_("Status")), *more]


def cells_of(
    session: Session, record: Disclosed, state: State, place: str, day: str
) -> tuple[str, ...]:
    """Return what stands beside the title, as far as this reader may see it."""
    kind = kind_named(record.kind)
    language = session.look.language
    days = (day,) if kind.day else ()
    more = (
        kind.field(n).type.show(record.values.get(n), language).split("\n")[0]
        for n in more_fields(kind)
    )
    return (place, *days, state.word, *more)


class RecordTable(QTableView):
    """The table. Enter opens a line; Alt with an arrow up or down sorts by the column one is in.

    Signals:
        sorted_by: Another order was chosen; carries an `Order`.
        all_wanted: Everything shall be selected.
    """

    sorted_by = Signal(object)
    all_wanted = Signal()

    def __init__(self, look: Look, name: str, sorts: Sequence[By | None]) -> None:
        super().__init__()
        self._sorts = tuple(sorts)
        self._order = Order()
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setItemDelegate(_Cells(look, self))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(CONTROL_HEIGHT)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setTextElideMode(Qt.TextElideMode.ElideRight)
        head.setSectionsClickable(True)
        head.setSortIndicatorShown(True)
        start = Qt.AlignmentFlag.AlignLeading
        head.setDefaultAlignment(start | Qt.AlignmentFlag.AlignVCenter)
        head.sectionClicked.connect(self._on_section)

    def set_up(self) -> None:
        """Give the columns their widths, once there is a model."""
        head = self.horizontalHeader()
        head.setMinimumSectionSize(80)
        for column, by in enumerate(self._sorts):
            if by is By.TITLE:
                head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
            else:
                self.setColumnWidth(column, _WIDTHS.get(by, _OTHER_WIDEST) if by else _OTHER_WIDEST)

    def fit(self, width: int) -> None:
        """Leave out what a narrow table has no room for."""
        others = max(1, self._sorts.count(None))
        other = min(_OTHER_WIDEST, round(width * _OTHERS / others))
        for column, by in enumerate(self._sorts):
            self.setColumnHidden(column, by is None and width < WIDE)
            if by is None:
                self.setColumnWidth(column, other)
            elif by in _WIDTHS:
                self.setColumnWidth(column, _WIDTHS[by] if width >= WIDE else _SLIM_WIDTHS[by])

    def show_order(self, order: Order) -> None:
        """Show by which column the table is sorted."""
        self._order = order
        column = self._sorts.index(order.by) if order.by in self._sorts else -1
        way = Qt.SortOrder
        direction = way.DescendingOrder if order.descending else way.AscendingOrder
        self.horizontalHeader().setSortIndicator(column, direction)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ways = {Qt.Key.Key_Up: False, Qt.Key.Key_Down: True}
        if event.matches(QKeySequence.StandardKey.Copy):
            return  # nothing is copied by itself, see `record_list.Lines`
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.all_wanted.emit()
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in ways:
            self._sort(self.currentIndex().column(), descending=ways[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _on_section(self, column: int) -> None:
        by = self._sorts[column]
        same = by is self._order.by
        self._sort(column, descending=not self._order.descending if same else by is By.DAY)

    def _sort(self, column: int, *, descending: bool) -> None:
        by = self._sorts[column] if column >= 0 else None
        if by is None:
            self.show_order(self._order)  # Qt has moved the mark already
        else:
            self.sorted_by.emit(Order(by, descending))


class _Cells(InItsOrder):
    """Puts the icon of the state before the title."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        # The row is what is chosen, and it has a ground of its own; a frame round one cell tells
        # those who walk with keys which column they are in.
        if index.column() == 0:
            item = index.data(RecordList.ITEM_ROLE)
            option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
            option.icon = self._look.icon(item.state.icon, item.state.tone or "mute")
