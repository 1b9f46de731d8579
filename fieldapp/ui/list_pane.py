"""The list of one kind with all that narrows and sorts it, as two-line rows or as a wide table."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QPushButton,
    QVBoxLayout,
)

from fieldapp.domain.kinds import kind_named
from fieldapp.domain.policy import Door
from fieldapp.domain.record import Record
from fieldapp.domain.schema import Level
from fieldapp.language import N_
from fieldapp.store import drafts, listing, records
from fieldapp.store.drafts import Draft
from fieldapp.store.listing import FIRST, By, Narrowed, Numbers, Order
from fieldapp.store.views import View
from fieldapp.ui import messages
from fieldapp.ui.components.beside import ANY_WIDTH
from fieldapp.ui.components.button import button
from fieldapp.ui.components.empty import EmptyState
from fieldapp.ui.components.showing import set_shown
from fieldapp.ui.components.text import dotted, isolated
from fieldapp.ui.list_filter import FilterPanel
from fieldapp.ui.list_head import ListHead
from fieldapp.ui.list_reading import AT_ONCE, ListReader
from fieldapp.ui.list_showing import Part, Showing, of_view, parts, unnarrowed, without
from fieldapp.ui.list_views import ViewsMenu, ViewsWindow
from fieldapp.ui.names import draft_title
from fieldapp.ui.record_list import PAGE, Item, Lines, RecordList, RecordRows
from fieldapp.ui.record_table import RecordTable, cells_of, headings, sorts_of
from fieldapp.ui.session import Session
from fieldapp.ui.states import DRAFT, State, state_of
from fieldapp.ui.style_sheet import set_role

PANEL_WIDTH = 320

REST_MS = 120
"""Whoever goes through a list with keys sees the record on which they rest: a form for each line
on the way would hold up the next key."""


class ListPane(QFrame):
    """What there is of a kind.

    Attributes:
        head: Name, words, filter, order.
        list, table: Show the same rows with the same selection; one of them is shown.
        panel: What narrows the list, while it is open.
        all_button: Takes out whatever narrows a list that shows nothing.
        showing: What the list shows.
        wanted: How many records that are.

    Signals:
        chosen: One record shall be opened; carries its id.
        picked: Several are selected, or no longer; carries their ids.
        table_shown: It is a table now, or a list again.
        filled: The list shows what was asked for.
    """

    chosen = Signal(str)
    picked = Signal(object)
    table_shown = Signal(bool)
    filled = Signal()

    def __init__(
        self,
        session: Session,
        kind: str,
        at_once: int = AT_ONCE,
        above: QPushButton | None = None,
    ) -> None:
        """`above` stands over the head, and Tab comes to it first."""
        super().__init__()
        set_role(self, "pane")
        self._session = session
        self._kind = kind_named(kind)
        self._numbers = Numbers((), 0, 0)
        self._done = 0
        self._keep = PAGE
        self._growing = False
        self._stays = False
        self._drafted: set[str] = set()
        self._new: list[Draft] = []
        self._several = False
        self.showing = Showing(Narrowed(kind))
        self.panel: FilterPanel | None = None
        self.is_table = False
        self._reader = ListReader(session, self, at_once)
        self._reader.answered.connect(self._on_answered)
        self._reader.failed.connect(self._on_failed)
        self._resting = QTimer(self, singleShot=True, interval=REST_MS)
        self._resting.timeout.connect(self._open_chosen)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(8, 12, 8, 8)
        self.column.setSpacing(6)
        if above is not None:
            self.column.addWidget(above, 0, Qt.AlignmentFlag.AlignLeading)
        plural, has_day = session.text(self._kind.plural), bool(self._kind.day)
        self.head = ListHead(session, plural, has_day=has_day)
        self.head.searched.connect(self.search)
        self.head.filter_wanted.connect(self._on_filter)
        self.head.views_wanted.connect(self._on_views)
        self.head.table_wanted.connect(self._on_table)
        self.head.ordered.connect(self._on_ordered)
        self.head.removed.connect(self._on_removed)
        self.column.addWidget(self.head)
        self._body = QHBoxLayout()
        self._body.setSpacing(10)
        self.column.addLayout(self._body, 1)
        self._make_views()

    @property
    def wanted(self) -> int:
        """How many records the list shows."""
        return self._numbers.wanted

    @property
    def total(self) -> int:
        """How many there are, drafts that are no records yet among them."""
        return self._numbers.total + len(self._new)

    def refresh(self) -> None:
        """Read the list anew, with as many rows as there were."""
        self._keep, self._stays = max(self._done, PAGE), True
        self._ask()

    def search(self, words: str) -> None:
        """Show only records with these words; "" shows all."""
        if words == self.showing.narrowed.words:
            return
        self.show_showing(
            replace(self.showing, narrowed=replace(self.showing.narrowed, words=words))
        )

    def show_view(self, view: View) -> None:
        """Show what a view shows."""
        self.show_showing(of_view(view))

    def mark(self, record: str) -> None:
        """Select the row of the form shown without opening it again; "" selects none."""
        row = self._model.row_of(record)
        selection = self.list.selectionModel()
        if self._several:
            return
        selection.blockSignals(True)
        if row >= 0:
            flags = QItemSelectionModel.SelectionFlag
            index = self._model.index(row, 0)
            selection.setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.list.scrollTo(index)
        else:
            selection.clear()
        selection.blockSignals(False)
        self.list.viewport().update()

    def show_table(self, *, shown: bool) -> None:
        """Show a table, or the list again."""
        if shown == self.is_table:
            return
        self.is_table = shown
        self.head.show_table(shown=shown)
        self._arrange()
        self.table_shown.emit(shown)

    def clear_selection(self) -> None:
        """Select nothing."""
        self.list.selectionModel().clear()

    def fit(self, width: int) -> None:
        """Make the best of so many logical pixels."""
        self.table.fit(width - (PANEL_WIDTH if self.panel is not None else 0))

    def _make_views(self) -> None:
        session = self._session
        name = session.text(self._kind.plural)
        self._model = RecordList(self, headings(session, self._kind))
        self.list = Lines()
        self.list.setModel(self._model)
        self.list.setItemDelegate(RecordRows(session.look, self.list))
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setUniformItemSizes(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setAccessibleName(name)
        self.list.all_wanted.connect(self.select_all)
        self.list.arrived.connect(self._on_arrived)
        self.table = RecordTable(session.look, name, sorts_of(self._kind))
        self.table.setModel(self._model)
        self.table.set_up()
        self.table.setSelectionModel(self.list.selectionModel())
        self.table.activated.connect(self._on_activated)
        self.table.sorted_by.connect(self._on_ordered)
        self.table.all_wanted.connect(self.select_all)
        self.list.selectionModel().selectionChanged.connect(self._on_selected)
        self.all_button = button(session.text(N_("Show all records")), session.look.icon("x"))
        self.all_button.clicked.connect(self._on_all)
        self._none = EmptyState(
            session.look,
            "search",
            session.text(N_("Nothing fits")),
            session.text(N_("Take out a filter or a word.")),
            self.all_button,
        )
        for widget in (self.list, self.table, self._none):
            self._body.addWidget(widget, 1)
        may_be_sealed = bool(self._kind.raised) or self._kind.sealed_to
        if may_be_sealed and session.reader.clearance is Level.RESTRICTED:
            for view in (self.list, self.table):
                session.sight.watch(view)
        self._arrange()

    def _arrange(self) -> None:
        """Show what there is to be shown, and no more than fits."""
        self.head.show_chips(shown=self.panel is None or self.is_table)
        nothing = not self._model.rowCount() and bool(self._numbers.total)
        open_ = self.panel is not None
        set_shown(self.list, not self.is_table and not open_ and not nothing)
        set_shown(self.table, self.is_table and not nothing)
        set_shown(self._none, nothing and (self.is_table or not open_))
        if self.panel is not None:
            self.panel.setMaximumWidth(PANEL_WIDTH if self.is_table else ANY_WIDTH)

    def show_showing(self, showing: Showing) -> None:
        """Show something else, from its beginning."""
        self.showing = showing
        if self.head.search.text().strip() != showing.narrowed.words:
            self.head.search.setText(showing.narrowed.words)
        self._keep, self._stays = PAGE, False
        if self.panel is not None:
            self.panel.show_showing(showing)
        self._ask()

    def _ask(self) -> None:
        showing, self._growing = self.showing, False
        self.head.show_order(showing.order)
        self.table.show_order(showing.order)
        self.head.show_parts(parts(self._session, showing))
        limit = max(FIRST, self._keep)
        self._reader.ask(showing.asked(self._session.today()), showing.order, limit)

    def _on_answered(self, numbers: Numbers) -> None:
        self._numbers = numbers
        if self._growing:
            self._growing = False
            self._model.append(self._next(PAGE), self._more())
            return
        self._on_arrived()  # else it is forgotten where somebody has just gone to
        bar = self.list.verticalScrollBar()
        at = bar.value() if self._stays else 0
        drafted = [d for d in drafts.all_drafts(self._session.workspace) if self._is_of(d)]
        self._drafted = {draft.id for draft in drafted}
        self._new = [d for d in drafted if records.find(self._session.workspace, d.id) is None]
        self._done = 0
        first = drafted if self.showing.drafts else self._new
        if self.showing.narrowed.narrows and not self.showing.drafts:
            first = []
        rows = [] if self.showing.drafts else self._next(self._keep)
        more = None if self.showing.drafts else self._more()
        several = [item.record for item in self.selected()] if self._several else []
        self._model.show([*map(self._draft_item, first), *rows], more)
        bar.setValue(at)
        self._select_again(several)
        self._write_count(len(first) if self.showing.drafts else numbers.wanted)
        self._arrange()
        self.filled.emit()

    def _on_failed(self, error: Exception) -> None:
        messages.tell(self, self._session.look, error)

    def _is_of(self, draft: Draft) -> bool:
        return draft.kind == self._kind.name

    def _next(self, count: int) -> list[Item]:
        """Return the next rows and note that they have been read."""
        numbers = self._numbers.first[self._done : self._done + count]
        self._done += len(numbers)
        found = listing.read_records(self._session.workspace, numbers)
        return [self._item(record) for record in found]

    def _more(self) -> Callable[[], None] | None:
        """Return what reads on; None at the end."""
        return self._read_on if self._done < self._numbers.wanted else None

    def _read_on(self) -> None:
        if self._done < len(self._numbers.first):
            self._model.append(self._next(PAGE), self._more())
            return
        self._growing = True
        asked = self.showing.asked(self._session.today())
        self._reader.ask(asked, self.showing.order, self._done * 8)

    def _item(self, record: Record) -> Item:
        session = self._session
        door = Door.SEARCH if self.showing.narrowed.words else Door.LIST
        shown = session.disclosed(record, door)
        state = state_of(shown, session.look.language, has_draft=record.id in self._drafted)
        place, day = session.names.place(shown), session.names.day(shown)
        cells = cells_of(session, shown, state, place, day)
        title = session.names.of(shown)
        return Item(record.kind, record.id, title, dotted(place, day), state, cells)

    def _draft_item(self, draft: Draft) -> Item:
        text = self._session.text
        state = State(text(DRAFT), "warn", "circle-dashed")
        answers = draft.answers.get("answers")
        given = answers if isinstance(answers, dict) else {}
        shown = draft_title(self._kind, given, self._session.look.language)
        cells = [""] * (self._model.columnCount() - 1)
        cells[sorts_of(self._kind).index(By.STATE) - 1] = state.word
        about = text(N_("Not saved yet"))
        name = shown or text(self._kind.label)
        return Item(self._kind.name, draft.id, name, about, state, tuple(cells))

    def _write_count(self, wanted: int) -> None:
        language, total = self._session.look.language, self._numbers.total
        if self.showing.narrowed.narrows or self.showing.drafts:
            all_ = language.plural("{n} record", "{n} records", total)
            words = self._session.text(N_("{shown} of {all}"))
            words = words.format(shown=isolated(language.number(wanted)), all=isolated(all_))
        else:
            words = language.plural("{n} record", "{n} records", total)
            if self._new:
                new = language.plural("{n} draft", "{n} drafts", len(self._new))
                words = dotted(words, new)
        self.head.count.setText(words)
        if self.panel is not None:
            self.panel.write_count(wanted)

    def select_all(self) -> None:
        """Select everything that is shown, as far as so many can be changed together; rows that
        have not been read yet come in pages, so that the window stays awake."""
        if self._model.rowCount() < FIRST and self._model.canFetchMore(QModelIndex()):
            self._model.fetchMore(QModelIndex())
            QTimer.singleShot(0, self, self.select_all)
            return
        last = self._model.index(min(self._model.rowCount(), FIRST) - 1, 0)
        flags = QItemSelectionModel.SelectionFlag
        chosen = QItemSelection(self._model.index(0, 0), last)
        self.list.selectionModel().select(chosen, flags.ClearAndSelect | flags.Rows)

    def _select_again(self, ids: Sequence[str]) -> None:
        """Select what was selected before all rows were made anew, as far as it is there."""
        flags = QItemSelectionModel.SelectionFlag
        again = QItemSelection()  # one by one, the first would be opened on its own
        for row in filter(lambda row: row >= 0, map(self._model.row_of, ids)):
            again.select(self._model.index(row, 0), self._model.index(row, 0))
        self.list.selectionModel().select(again, flags.Select | flags.Rows)
        if ids and not self.selected():
            self._on_selected()  # a reset tells nobody that nothing is selected any longer

    def selected(self) -> list[Item]:
        """Return the rows that are selected, from the top."""
        rows = {index.row() for index in self.list.selectionModel().selectedIndexes()}
        return self._model.items(sorted(rows))

    def _on_selected(self) -> None:
        chosen = self.selected()
        self._resting.stop()
        if len(chosen) > 1:
            self._several = True
            self.picked.emit([item.record for item in chosen])
            return
        if self._several:
            self._several = False
            self.picked.emit([])
        if chosen and not self.is_table:
            if self.list.walks:
                self._resting.start()
            else:
                self.chosen.emit(chosen[0].record)

    def _on_arrived(self) -> None:
        """Open the record to which keys have gone, if that was not done yet."""
        if self._resting.isActive():
            self._resting.stop()
            self._open_chosen()

    def _open_chosen(self) -> None:
        chosen = self.selected()
        if len(chosen) == 1 and not self.is_table:
            self.chosen.emit(chosen[0].record)

    def _on_activated(self, index: QModelIndex) -> None:
        self.chosen.emit(index.data(RecordList.ITEM_ROLE).record)

    def _on_ordered(self, order: Order) -> None:
        self.show_showing(replace(self.showing, order=order))

    def _on_removed(self, part: Part) -> None:
        self.show_showing(without(self.showing, part))
        self.head.filter_button.setFocus()  # the chip that had the keys is gone

    def _on_all(self) -> None:
        self.show_showing(unnarrowed(self.showing))
        self.head.search.setFocus()  # the button that had the keys is gone

    def _on_filter(self) -> None:
        if self.panel is not None:
            self._close_panel()
            return
        self.panel = FilterPanel(self._session, self._kind, self.showing, self._count)
        self.panel.edited.connect(self._on_narrowed)
        self.panel.closed.connect(self._close_panel)
        self._body.insertWidget(0, self.panel, 1)
        self._write_count(self._numbers.wanted)
        self._arrange()
        self.fit(self.width())
        self.panel.about.setFocus()

    def _count(self, name: str) -> Mapping[str, int]:
        """Return how many records have each code as their answer to a question."""
        session, kind = self._session, self._kind.name
        return listing.count_codes(session.workspace, kind, [name], session.reader)[name]

    def _close_panel(self) -> None:
        panel, self.panel = self.panel, None
        if panel is not None:
            self._body.removeWidget(panel)
            panel.hide()
            panel.deleteLater()
        self._arrange()
        self.fit(self.width())
        (self.table if self.is_table else self.list).setFocus()

    def _on_narrowed(self) -> None:
        if self.panel is not None:
            narrowed = replace(self.panel.showing.narrowed, words=self.showing.narrowed.words)
            self.showing = replace(self.panel.showing, narrowed=narrowed, order=self.showing.order)
            self._keep, self._stays = PAGE, False
            self._ask()

    def _on_table(self) -> None:
        self.show_table(shown=not self.is_table)

    def _on_views(self, place: QPoint) -> None:
        menu = ViewsMenu(self, self._session, self._kind.name)
        menu.chosen.connect(self.show_view)
        menu.keep_wanted.connect(self.keep_view)
        menu.open_at(place)

    def keep_view(self) -> None:
        """Ask for a name for what is shown, and offer to change the views there are."""
        ViewsWindow(self, self._session, self.showing).open()
