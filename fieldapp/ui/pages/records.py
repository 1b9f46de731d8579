"""A page of records of one kind: the list on one side, the form of the chosen one beside it."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QVBoxLayout, QWidget

from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.kinds import kind_named
from fieldapp.domain.policy import Door
from fieldapp.domain.schema import Level
from fieldapp.errors import UserError
from fieldapp.language import N_
from fieldapp.store import drafts, records
from fieldapp.store.records import Wanted
from fieldapp.ui import messages, saving, taking_back
from fieldapp.ui.components.button import button
from fieldapp.ui.components.choice import Segments
from fieldapp.ui.components.empty import EmptyState
from fieldapp.ui.components.text import dotted, label
from fieldapp.ui.components.toast import Toast
from fieldapp.ui.forms.form_state import FormState
from fieldapp.ui.kind_icons import icon_of
from fieldapp.ui.pages.form_pane import FormPane
from fieldapp.ui.record_list import Item, Lines, RecordList, RecordRows
from fieldapp.ui.saving import Opened
from fieldapp.ui.session import Session
from fieldapp.ui.states import DRAFT, State, state_of
from fieldapp.ui.style_sheet import set_role
from fieldapp.ui.taking_back import Before

ALL, DRAFTS, CLASHES = "all", "drafts", "clashes"

NARROW = 1000
"""Logical pixels of the page: under it the list gives room to the form."""


class RecordsPage(QWidget):
    """List and form of one kind.

    Attributes:
        pane: The form shown; None while there is none.
        list: The list.

    Signals:
        changed: Something was saved, drafted or taken out: counts elsewhere are old.
        opened: Somebody wants to see another record; carries kind and id.
        begun: Somebody wants to begin a record; carries its kind and what is known of it.
        all_wanted: Somebody wants back to all kinds.
    """

    changed = Signal()
    opened = Signal(str, str)
    begun = Signal(str, object)
    all_wanted = Signal()

    def __init__(self, session: Session, kind: str, *, daily: bool = True) -> None:
        """Show a kind; one that is not `daily` has a way back to all kinds."""
        super().__init__()
        self._session = session
        self._kind = kind_named(kind)
        self._daily = daily
        self._words = ""
        self.pane: FormPane | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 14, 16, 14)
        row.setSpacing(14)
        row.addWidget(self._list_pane())
        self._place = QVBoxLayout()
        row.addLayout(self._place, 1)
        self._rest: QWidget | None = None
        self._show_rest()
        self.refresh()

    def refresh(self) -> None:
        """Read the list anew."""
        workspace = self._session.workspace
        kept = [draft for draft in drafts.all_drafts(workspace) if draft.kind == self._kind.name]
        self._drafted = {draft.id for draft in kept}
        clashing = records.count(workspace, Wanted(self._kind.name, clashing=True))
        shown = self._filter.chosen[0] if self._filter.chosen else ALL
        first: list[Item] = []
        if shown != CLASHES and not self._words:
            first = [
                self._draft_item(draft.id, draft.answers)
                for draft in kept
                if shown == DRAFTS or records.find(workspace, draft.id) is None
            ]
        self._model.show(first, self._read if shown != DRAFTS else lambda _offset, _limit: ())
        total = records.count(workspace, Wanted(self._kind.name))
        self._write_count(total, len(kept))
        self._filter.button(DRAFTS).setVisible(bool(kept) or shown == DRAFTS)
        self._filter.button(CLASHES).setVisible(bool(clashing) or shown == CLASHES)
        self._filter.setVisible(bool(kept) or bool(clashing) or shown != ALL)
        if self.pane is not None:
            self._mark(self.pane.record)
        elif not total and not kept and self._rest is not None:
            self._show_rest()

    def search(self, words: str) -> None:
        """Show only records with these words; "" shows all."""
        self._words = words
        self.refresh()

    def new(self, known: Mapping[str, object] | None = None) -> None:
        """Begin a record, with the answers that are known already."""
        self.leave()
        self._show_form(saving.new_record(self._session, self._kind.name, known or {}))
        if self.pane is not None:
            self.pane.form.focus_first()

    def open(self, record: str) -> None:
        """Show the form of a record or of a draft."""
        if self.pane is not None and self.pane.record == record:
            return
        self.leave()
        try:
            opened = saving.open_record(self._session, self._kind.name, record)
            saving.note_reading(self._session, opened)
        except UserError as error:
            messages.tell(self, self._session.look, error)
            return
        self._show_form(opened)

    def leave(self) -> None:
        """Keep the draft of the form shown, before something else is."""
        if self.pane is not None:
            self.pane.keep()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._side.setFixedWidth(286 if self.width() < NARROW + 60 else 360)

    def _list_pane(self) -> QFrame:
        session = self._session
        self._side = QFrame()
        set_role(self._side, "pane")
        column = QVBoxLayout(self._side)
        column.setContentsMargins(8, 12, 8, 8)
        column.setSpacing(6)
        top = QVBoxLayout()
        top.setContentsMargins(10, 0, 10, 0)
        top.setSpacing(0)
        if not self._daily:
            back = button(session.text(N_("All records")), session.look.icon("arrow-left"), "quiet")
            back.clicked.connect(self.all_wanted)
            line = QHBoxLayout()
            line.setContentsMargins(0, 0, 0, 4)
            line.addWidget(back)
            line.addStretch(1)
            column.addLayout(line)
        top.addWidget(label(session.text(self._kind.plural), "title"))
        self._count = label("", "hint")
        top.addWidget(self._count)
        column.addLayout(top)
        options = [(ALL, N_("All")), (DRAFTS, N_("Drafts")), (CLASHES, N_("Clashes"))]
        translated = [(value, session.text(words)) for value, words in options]
        self._filter = Segments(session.look, translated, small=True)
        self._filter.choose([ALL])
        self._filter.edited.connect(self.refresh)
        self._filter.setContentsMargins(10, 0, 10, 0)
        column.addWidget(self._filter)
        self._model = RecordList(self)
        self.list = Lines()
        self.list.setModel(self._model)
        self.list.setItemDelegate(RecordRows(session.look, self.list))
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(session.text(self._kind.plural))
        self.list.selectionModel().currentChanged.connect(self._on_current)
        column.addWidget(self.list, 1)
        may_be_sealed = bool(self._kind.raised) or self._kind.sealed_to
        if may_be_sealed and session.reader.clearance is Level.RESTRICTED:
            session.sight.watch(self.list)
        return self._side

    def _read(self, offset: int, limit: int) -> Sequence[Item]:
        shown = self._filter.chosen[0] if self._filter.chosen else ALL
        wanted = Wanted(
            self._kind.name,
            words=self._words,
            clashing=shown == CLASHES,
            limit=limit,
            offset=offset,
        )
        found = records.query(self._session.workspace, wanted)
        door = Door.SEARCH if self._words else Door.LIST
        return [self._item(self._session.disclosed(record, door)) for record in found]

    def _item(self, record: Disclosed) -> Item:
        names = self._session.names
        about = dotted(names.place(record), names.day(record))
        state = state_of(record, self._session.look.language, has_draft=record.id in self._drafted)
        return Item(record.kind, record.id, names.of(record), about, state)

    def _draft_item(self, draft: str, answers: object) -> Item:
        text = self._session.text
        state = State(text(DRAFT), "warn", "circle-dashed")
        given = answers.get("answers", {}) if isinstance(answers, dict) else {}
        title = str(given.get(self._kind.title) or "")
        kind = self._kind.field(self._kind.title).type
        shown = kind.show(title, self._session.look.language) if title else ""
        return Item(
            self._kind.name,
            draft,
            shown or text(self._kind.label),
            text(N_("Not saved yet")),
            state,
        )

    def _write_count(self, total: int, kept: int) -> None:
        language = self._session.look.language
        words = language.plural("{n} record", "{n} records", total)
        if kept:
            words = dotted(words, language.plural("{n} draft", "{n} drafts", kept))
        self._count.setText(words)

    def _mark(self, record: str) -> None:
        """Select the row of the form shown without opening it again."""
        row = self._model.row_of(record)
        selection = self.list.selectionModel()
        selection.blockSignals(True)
        if row >= 0:
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            selection.setCurrentIndex(self._model.index(row), flag)
        else:
            selection.clear()
        selection.blockSignals(False)
        self.list.viewport().update()

    def _show_form(self, opened: Opened) -> None:
        self._clear()
        pane = FormPane(self._session, opened)
        pane.saved.connect(self._on_saved)
        pane.drafted.connect(self._on_changed)
        pane.reopen.connect(self._on_reopen)
        pane.gone.connect(self._on_gone)
        pane.taken_out.connect(self._on_taken_out)
        pane.discarded.connect(self._on_discarded)
        pane.opened.connect(self.opened)
        pane.begun.connect(self.begun)
        pane.taking_back.connect(self._take_back)
        self.pane = pane
        self._place.addWidget(pane)
        self._mark(pane.record)

    def _show_rest(self) -> None:
        """Show what stands in place of a form while none is open."""
        self._clear()
        text = self._session.text
        plural = text(self._kind.plural)
        make = None
        if self._kind.begins_in_a_form:
            make = button(
                text(N_("New: {what}")).format(what=text(self._kind.label)),
                self._session.look.icon("plus", "accent_ink"),
                "primary",
            )
            make.clicked.connect(self._on_new)
        empty = not records.count(self._session.workspace, Wanted(self._kind.name))
        title = N_("Nothing recorded yet") if empty else N_("Choose one from the list")
        hint = N_("What you write is kept on this laptop, encrypted, with or without a network.")
        rest = QFrame()
        set_role(rest, "pane")
        column = QVBoxLayout(rest)
        icon = icon_of(self._kind.name)
        state = EmptyState(self._session.look, icon, text(title), text(hint), make)
        state.setAccessibleName(plural)
        column.addWidget(state)
        self._rest = rest
        self._place.addWidget(rest)

    def _clear(self) -> None:
        for widget in (self.pane, self._rest):
            if widget is not None:
                self._place.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        self.pane = self._rest = None

    def _on_new(self) -> None:
        self.begun.emit(self._kind.name, {})

    def _on_current(self, current: QModelIndex) -> None:
        item = current.data(RecordList.ITEM_ROLE)
        if item is not None:
            self.open(item.record)

    def _on_saved(self, record: str) -> None:
        look = self._session.look
        before = self.pane.before_save if self.pane is not None else None
        self._reload(record)
        words = self._session.text(N_("Saved on this laptop"))
        doubts = self.pane.form.show_doubts() if self.pane is not None else 0
        if doubts:
            again = "{n} answer to look at again", "{n} answers to look at again"
            words = dotted(words, look.language.plural(*again, doubts))
        if before is not None and self.pane is not None:
            self.pane.remember(before)
        self._tell(words, before)

    def _tell(self, words: str, before: Before | None) -> None:
        """Tell what was done, with a way to take it back until somebody goes on writing."""
        look = self._session.look
        if before is None:
            Toast(self, look, words)
            return
        undo = self._session.text(N_("Undo"))
        toast = Toast(self, look, words, undo, partial(self._take_back, before))
        if self.pane is not None:
            self.pane.form.edited.connect(toast.dismiss)

    def _take_back(self, before: Before) -> None:
        try:
            taking_back.take_back(self._session, before)
        except UserError as error:
            messages.tell(self, self._session.look, error)
            return
        if any(record == before.record for _, record in before.begun):
            self._show_rest()
            self._on_changed()
        else:
            self._reload(before.record)
        Toast(self, self._session.look, self._session.text(N_("Taken back")))

    def _on_changed(self) -> None:
        self.refresh()
        self.changed.emit()

    def _on_reopen(self, record: str) -> None:
        self._reload(record)

    def _on_gone(self) -> None:
        before = self.pane.before_save if self.pane is not None else None
        self._show_rest()
        self._on_changed()
        if before is not None:
            self._tell(self._session.text(N_("Taken out")), before)

    def _on_taken_out(self, record: str) -> None:
        words = N_("Taken out. It stays in the history.")
        self._offer_undo(words, partial(self._put_back, record))

    def _on_discarded(self, state: FormState) -> None:
        self._offer_undo(N_("Discarded."), partial(self._keep_again, state))

    def _offer_undo(self, words: str, undo: Callable[[], None]) -> None:
        text = self._session.text
        Toast(self, self._session.look, text(words), text(N_("Undo")), undo)

    def _put_back(self, record: str) -> None:
        try:
            records.restore(self._session.workspace, self._kind.name, record)
        except UserError as error:
            messages.tell(self, self._session.look, error)
            return
        self.open(record)
        self._on_changed()

    def _keep_again(self, state: FormState) -> None:
        self.leave()
        try:
            saving.keep_draft(self._session, state)
            self._show_form(saving.open_record(self._session, self._kind.name, state.record))
        except UserError as error:
            messages.tell(self, self._session.look, error)
            return
        self._on_changed()

    def _reload(self, record: str) -> None:
        self.leave()  # what stands in the form now comes back as a draft
        section = self.pane.form.section if self.pane is not None else 0
        self._show_form(saving.open_record(self._session, self._kind.name, record))
        if self.pane is not None:
            self.pane.form.show_section(section)
        self._on_changed()
