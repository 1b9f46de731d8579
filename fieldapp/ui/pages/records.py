"""A page of records of one kind: the list on one side, the form of the chosen one beside it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from fieldapp.domain.kinds import kind_named
from fieldapp.errors import UserError
from fieldapp.language import N_
from fieldapp.store import records, views
from fieldapp.sync.bulk import Done
from fieldapp.ui import messages, saving, taking_back
from fieldapp.ui.bulk_pane import BulkPane, taken_back
from fieldapp.ui.components.beside import ANY_WIDTH
from fieldapp.ui.components.button import button
from fieldapp.ui.components.empty import EmptyState
from fieldapp.ui.components.page_frame import frame_around
from fieldapp.ui.components.showing import set_shown
from fieldapp.ui.components.text import dotted
from fieldapp.ui.components.toast import Toast
from fieldapp.ui.forms.form_state import FormState
from fieldapp.ui.kind_icons import icon_of
from fieldapp.ui.list_pane import ListPane
from fieldapp.ui.list_reading import AT_ONCE
from fieldapp.ui.pages.form_pane import FormPane
from fieldapp.ui.putting_away import take_away
from fieldapp.ui.record_list import Lines
from fieldapp.ui.saving import Opened
from fieldapp.ui.session import Session
from fieldapp.ui.style_sheet import set_role
from fieldapp.ui.taking_back import Before
from fieldapp.ui.task import Task

NARROW = 1000
"""Logical pixels of the page: under it the list gives room to the form."""

ALONE = 800
"""Logical pixels of the page: under it either the list is shown or the form."""

BULK_WIDTH = 420
"""Beside a table."""


class RecordsPage(QWidget):
    """List and form of one kind.

    Attributes:
        pane: The form shown; None while there is none.
        listed: The list with all that narrows and sorts it.
        bulk: What can be done with several records; None while no more than one is selected.
        list_button: Leads back to the list, where there is room for the form alone.

    Signals:
        changed: Something was saved, drafted or taken out: counts elsewhere are old.
        opened: Somebody wants to see another record; carries kind and id.
        begun: Somebody wants to begin a record; carries its kind and what is known of it.
        all_wanted: Somebody wants back to all kinds.
        papers_wanted: Somebody wants a record on paper; carries kind and id.
    """

    changed = Signal()
    opened = Signal(str, str)
    begun = Signal(str, object)
    all_wanted = Signal()
    papers_wanted = Signal(str, str)

    def __init__(
        self,
        session: Session,
        kind: str,
        parent: QWidget | None = None,
        *,
        daily: bool = True,
        at_once: int = AT_ONCE,
    ) -> None:
        """Show a kind; one that is not `daily` has a way back to all kinds.

        Up to `at_once` records the list is read at once, and beside the window where there are
        more.
        """
        super().__init__(parent)
        self._session = session
        self._kind = kind_named(kind)
        self.pane: FormPane | None = None
        self._coming: FormPane | None = None
        self.bulk: BulkPane | None = None
        self._rest: QWidget | None = None
        self._is_empty = False
        self._row = row = QHBoxLayout(self)
        row.setSpacing(14)
        self.listed = ListPane(session, kind, at_once, None if daily else self._back())
        self.listed.chosen.connect(self.open)
        self.listed.picked.connect(self._on_picked)
        self.listed.table_shown.connect(self._on_table)
        self.listed.filled.connect(self._on_filled)
        row.addWidget(self.listed, 1)
        self._beside = QWidget()
        set_role(self._beside, "clear")
        self._place = QVBoxLayout(self._beside)
        self._place.setContentsMargins(0, 0, 0, 0)
        plural = session.text(self._kind.plural)
        self.list_button = button(plural, session.look.icon("arrow-left"), "quiet")
        self.list_button.clicked.connect(self._on_list)
        self._place.addWidget(self.list_button, 0, Qt.AlignmentFlag.AlignLeading)
        row.addWidget(self._beside, 1)
        self.refresh()
        self._show_rest()

    @property
    def list(self) -> Lines:
        """The list of rows."""
        return self.listed.list

    def refresh(self) -> None:
        """Read the list anew."""
        self.listed.refresh()

    def search(self, words: str) -> None:
        """Show only records with these words; "" shows all."""
        self.listed.search(words)

    def show_view(self, name: str) -> None:
        """Show what a view of this name shows; without one all stays as it is."""
        found = views.views_of(self._session.workspace, self._kind.name)
        for view in found:
            if view.name == name:
                self.listed.show_view(view)

    def new(self, known: Mapping[str, object] | None = None) -> None:
        """Begin a record, with the answers that are known already."""
        self.leave()
        self._show_form(saving.new_record(self._session, self._kind.name, known or {}))
        if self.pane is not None:
            self.pane.form.focus_first()

    def open(self, record: str) -> None:
        """Show the form of a record or of a draft, now."""
        for _ in self.opening(record):
            pass

    def opening(self, record: str, section: int = 0) -> Iterator[None]:
        """Show the form of a record or of a draft, a part with each step; one that has to be made
        begins with a section, and what is shown stays until it has come."""
        pane = self.pane
        if pane is not None and pane.record == record and self._is_current(pane):
            return
        self.leave()
        try:
            opened = saving.open_record(self._session, self._kind.name, record)
            saving.note_reading(self._session, opened)
        except UserError as error:
            messages.tell(self, self._session.look, error)
            return
        yield
        yield from self._showing(opened, section)

    def _is_current(self, pane: FormPane) -> bool:
        return pane.is_unkept or saving.is_as_stored(self._session, pane.form.state())

    def leave(self) -> None:
        """Keep the draft of the form shown, before something else is."""
        if self.pane is not None:
            self.pane.keep()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Give the list its width, and a table all of it."""
        table = self.listed.is_table
        several = self.bulk is not None
        narrow = self._room() < ALONE
        alone = narrow and not several
        slim = 236 if several and narrow else 286 if self.width() < NARROW + 60 else 360
        self.listed.setMinimumWidth(0 if table else slim)
        self.listed.setMaximumWidth(ANY_WIDTH if table or alone else slim)
        self.listed.fit(self.width() - 32 - (BULK_WIDTH if several else 0))
        self._row.setContentsMargins(*((12, 6, 12, 8) if alone else (16, 14, 16, 14)))
        self._place.setSpacing(2 if alone else 6)
        set_shown(self.listed, not alone or self.pane is None)
        set_shown(self._beside, self.pane is not None if alone else not table or several)
        set_shown(self.list_button, alone)
        self._beside.setMaximumWidth(BULK_WIDTH if table else ANY_WIDTH)

    def _room(self) -> int:
        """Return how wide the page can be, which may be less than it is as long as it scrolls."""
        frame = frame_around(self)
        return self.width() if frame is None else frame.maximumViewportSize().width()

    def _on_list(self) -> None:
        """Go back from the form to the list, to the line that one came from."""
        self.leave()
        self._show_rest()
        self.listed.list.clearSelection()
        self.listed.list.setFocus()

    def _back(self) -> QPushButton:
        icon = self._session.look.icon("arrow-left")
        back = button(self._session.text(N_("All records")), icon, "quiet")
        back.clicked.connect(self.all_wanted)
        return back

    def _show_form(self, opened: Opened, section: int = 0) -> None:
        for _ in self._showing(opened, section):
            pass

    def _showing(self, opened: Opened, section: int) -> Iterator[None]:
        self._drop_coming()
        self._coming = pane = FormPane(self._session, opened, self._beside, in_parts=True)
        pane.hide()
        for _ in pane.grow(section):
            yield
            if self._coming is not pane:
                return  # somebody wants something else meanwhile
        self._coming = None
        self.leave()
        self._clear()
        pane.saved.connect(self._on_saved)
        pane.drafted.connect(self._on_changed)
        pane.reopen.connect(self._on_reopen)
        pane.gone.connect(self._on_gone)
        pane.taken_out.connect(self._on_taken_out)
        pane.discarded.connect(self._on_discarded)
        pane.opened.connect(self.opened)
        pane.begun.connect(self.begun)
        pane.taking_back.connect(self._take_back)
        pane.papers_wanted.connect(self._on_papers)
        self.pane = pane
        self._place.addWidget(pane)
        pane.show()
        self.listed.show_table(shown=False)
        self.listed.mark(pane.record)
        self._arrange()

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
        empty = not self.listed.total
        title = N_("Nothing recorded yet") if empty else N_("Choose one from the list")
        kept = N_("What you write is kept on this laptop, encrypted, with or without a network.")
        keys = N_("The arrow keys go through the list; with Shift they select several.")
        hint = kept if empty else keys
        rest = QFrame()
        set_role(rest, "pane")
        column = QVBoxLayout(rest)
        icon = icon_of(self._kind.name)
        state = EmptyState(self._session.look, icon, text(title), text(hint), make)
        state.setAccessibleName(plural)
        column.addWidget(state)
        self._rest = rest
        self._is_empty = empty
        self._place.addWidget(rest)
        self._arrange()

    def _drop_coming(self) -> None:
        if self._coming is not None:
            take_away(self._coming)
            self._coming = None

    def _clear(self) -> None:
        self._drop_coming()
        for widget in (self.pane, self._rest, self.bulk):
            if widget is not None:
                self._place.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        self.pane = self._rest = self.bulk = None

    def _on_new(self) -> None:
        self.begun.emit(self._kind.name, {})

    def _on_papers(self) -> None:
        """Lead to the papers of the record shown; one that was never saved has none."""
        record = self.pane.record if self.pane is not None else ""
        if records.find(self._session.workspace, record) is not None:
            self.papers_wanted.emit(self._kind.name, record)

    def _on_filled(self) -> None:
        """Mark the row of the form, and say so where there is nothing at all."""
        if self.pane is not None:
            self.listed.mark(self.pane.record)
        elif self._rest is not None and self._is_empty != (not self.listed.total):
            self._show_rest()

    def _on_table(self, shown: bool) -> None:
        if shown and self.pane is not None:
            self.leave()
            self._show_rest()
            self.listed.mark("")
        self._arrange()

    def _on_picked(self, ids: Sequence[str]) -> None:
        if not ids:
            self._show_rest()
        else:
            self.leave()
            if self.bulk is None:
                self._clear()
                self.bulk = BulkPane(self._session, self._kind.name)
                self.bulk.closed.connect(self.listed.clear_selection)
                self.bulk.changed.connect(self._on_bulk)
                self._place.addWidget(self.bulk)
            self.bulk.show_records(ids)
        self._arrange()

    def _on_bulk(self, done: Done) -> None:
        """Tell what was changed, with a way back."""
        self._see_times(done)
        self._on_changed()
        look = self._session.look
        words = look.language.plural("{n} record changed", "{n} records changed", len(done.lines))
        if done.left:
            left = look.language.plural("{n} left out", "{n} left out", len(done.left))
            words = dotted(words, left)
        undo = self._session.text(N_("Undo"))
        Toast(self, look, words, undo, lambda: self._take_back_all(done))

    def _take_back_all(self, done: Done) -> None:
        task = Task(taken_back(self._session.workspace, done), self)
        task.succeeded.connect(self._on_taken_back)
        task.failed.connect(self._on_failed)
        task.start()

    def _on_taken_back(self, done: Done) -> None:
        self._see_times(done)
        self._on_changed()
        look = self._session.look
        count = len(done.lines)
        words = look.language.plural("{n} answer put back", "{n} answers put back", count)
        if done.left:
            left = look.language.plural(
                "{n} has another answer by now", "{n} have other answers by now", len(done.left)
            )
            words = dotted(words, left)
        Toast(self, look, words)

    def _on_failed(self, error: Exception) -> None:
        messages.tell(self, self._session.look, error)

    def _see_times(self, done: Done) -> None:
        """Go on after the times that were given out beside the window."""
        workspace = self._session.workspace
        for line in done.lines[-1:]:
            found = records.find(workspace, line.record)
            if found is not None:
                workspace.clock.see(found.changed)

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
        self._show_rest()
        self._on_changed()

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
        self._show_form(saving.open_record(self._session, self._kind.name, record), section)
        self._on_changed()
