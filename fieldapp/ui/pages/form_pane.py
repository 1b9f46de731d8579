"""The right half of a page of records: one form with its heading, its drafts and its buttons."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from fieldapp.domain.kinds import kind_named
from fieldapp.domain.schema import Values
from fieldapp.domain.scope import confided_to
from fieldapp.errors import UserError
from fieldapp.language import N_
from fieldapp.store import audit, records
from fieldapp.store.audit import Act
from fieldapp.store.drafts import Draft
from fieldapp.sync.authority import refused_to_take_out
from fieldapp.sync.members.readers import Part
from fieldapp.sync.mission import members
from fieldapp.ui import clipboard, keys, messages, saving
from fieldapp.ui.clashes import ClashWindow
from fieldapp.ui.components.banner import Banner
from fieldapp.ui.components.button import button, onward_button, set_words
from fieldapp.ui.components.focus_order import put_in_reading_order
from fieldapp.ui.components.scroll import column_above
from fieldapp.ui.components.showing import set_shown
from fieldapp.ui.components.text import isolated, label, picture
from fieldapp.ui.components.toast import Toast
from fieldapp.ui.forms.beside import Beside, beside_of
from fieldapp.ui.forms.form_state import Removed
from fieldapp.ui.forms.linked_page import LinkedPage
from fieldapp.ui.forms.photos_page import PhotosPage, files_in, takes_more
from fieldapp.ui.forms.record_form import RecordForm
from fieldapp.ui.forms.who_reads import part_in_confidence
from fieldapp.ui.keeping import Keeping
from fieldapp.ui.kept_words import KeptWords
from fieldapp.ui.pages.form_heading import FormHeading
from fieldapp.ui.pages.form_keys import listen
from fieldapp.ui.pages.form_menu import Deed, more_button
from fieldapp.ui.reasons import ask_reason
from fieldapp.ui.revealing import Masked, RevealWindow, hide, milliseconds_left, shown_now
from fieldapp.ui.saving import Opened
from fieldapp.ui.session import Session
from fieldapp.ui.style_sheet import set_role
from fieldapp.ui.taking_back import Before

NARROW = 600
"""Logical pixels of a form, under which its last line has no room for three words."""


class FormPane(QFrame):
    """A form that keeps its own draft.

    Attributes:
        form: The form itself.
        save_button: Saves, after a check.
        before_save: How it stood before the save that `saved` tells of.

    Signals:
        saved: The record was saved; carries its id.
        drafted: A draft was kept or dropped, so lists may show another state.
        reopen: The form should be opened anew, because what it shows has changed.
        gone: The record was taken out, or the draft of a new one was dropped.
        taken_out: The record was taken out; carries its id. `gone` follows.
        discarded: A draft was dropped; carries the state of its form, so that it can come back.
        opened: Somebody wants to see another record; carries kind and id.
        begun: Somebody wants to begin a record; carries its kind and what is known of it.
        taking_back: The save before is to be taken back; carries how it stood.
        papers_wanted: Somebody wants the record on paper.
    """

    saved = Signal(str)
    taking_back = Signal(object)
    drafted = Signal()
    reopen = Signal(str)
    gone = Signal()
    taken_out = Signal(str)
    discarded = Signal(object)
    opened = Signal(str, str)
    begun = Signal(str, object)
    papers_wanted = Signal()

    def __init__(
        self,
        session: Session,
        opened: Opened,
        parent: QWidget | None = None,
        *,
        in_parts: bool = False,
    ) -> None:
        """Show a record; with `in_parts` whoever made it takes the steps of `grow`."""
        super().__init__(parent)
        set_role(self, "pane")
        self._session = session
        self._opened = opened
        self._kind = kind_named(opened.state.kind)
        self._kept = False
        self._before: Before | None = None
        self.before_save: Before | None = None
        self._ordering = QTimer(self, singleShot=True, interval=0)
        self._ordering.timeout.connect(partial(put_in_reading_order, self))
        self._keeping = Keeping(self, session, self._draft)
        self._keeping.kept.connect(self._on_kept)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        if not in_parts:
            for _ in self.grow():
                pass

    def grow(self, section: int = 0) -> Iterator[None]:
        """Make what stands in it, a part with each step, the form from a section on."""
        session, opened = self._session, self._opened
        self._column.addWidget(FormHeading(session, opened, self._more(), self))
        yield
        inside = QVBoxLayout()
        inside.setContentsMargins(*session.look.margins(20, 0, 10, 8))
        inside.setSpacing(10)
        self._column.addLayout(inside, 1)
        told = column_above(session.look)
        inside.addLayout(told)
        if opened.recovered:
            told.addWidget(self._recovered())
        if opened.record is not None and opened.record.clashes:
            told.addWidget(self._clashing())
        ids = (opened.state.record, *(row.id for row in opened.state.rows))
        self._shown = shown_now(session, ids)
        if self._shown:
            told.addWidget(self._revealed())
        yield
        beside = self._beside(ids)  # nothing of it has a parent before the form has
        self.form = RecordForm(
            opened.state,
            replace(
                session.surroundings,
                open_record=self.opened.emit,
                copies=self._note_copy,
                reveal=self._on_reveal,
                who_reads=self._who_reads,
                members=self._members,
            ),
            session.reader.clearance_in(_confided(opened)),
            session.new_id,
            beside,
            self,
            section=section,
        )
        self.setAcceptDrops(opened.record is not None and takes_more(self._kind.name))
        self.form.edited.connect(self._keeping.touch)
        self.form.removing.connect(self._on_removing)
        self.form.tabs.chosen.connect(self._on_section)
        inside.addWidget(self.form, 1)
        yield
        self._column.addWidget(self._actions())
        self._listen()
        self.form.grown.connect(self._ordering.start)
        self._ordering.start()
        self._on_section()
        yield
        for part in self.findChildren(QWidget):
            if not part.isWindow():
                part.ensurePolished()

    def remember(self, before: Before) -> None:
        """Take note of how the record stood before it was saved just now."""
        self._before = before

    def show_history(self) -> None:
        """Go to who changed what."""
        self.form.show_history()

    def duplicate(self) -> None:
        """Begin another record with what this one may hand on."""
        if self._opened.record is not None and self._kind.begins_in_a_form:
            self.begun.emit(self._kind.name, saving.duplicate(self._opened.record))

    @property
    def record(self) -> str:
        """Id of the record, also of one that was not saved yet."""
        return self._opened.state.record

    @property
    def is_kept(self) -> bool:
        """Whether there is a record or a draft of it, so that it can be opened again."""
        return self._opened.record is not None or self._opened.recovered or self._kept

    @property
    def is_unkept(self) -> bool:
        """Whether something was changed that is not on the disk yet."""
        return self._keeping.is_unkept

    def keep(self) -> None:
        """Keep the draft now, if anything was changed since the last time."""
        self._keeping.keep()

    def _draft(self) -> Draft:
        return saving.draft_of(self._session, self.form.state())

    def _on_kept(self, at: str) -> None:
        self._kept = True
        self._note.setText(self._session.text(N_("Draft kept at {time}")).format(time=isolated(at)))
        self.drafted.emit()

    def save(self) -> None:
        """Check and save; what must be mended is shown, what was saved is told."""
        try:
            refused = saving.refusals(self._session, self.form.state())
        except UserError as error:
            messages.tell(self, self._session.look, error)
            return
        if not self.form.check(refused):
            self.keep()
            return
        self._keeping.rest()
        try:
            self.before_save = saving.save(self._session, self.form.state())
        except UserError as error:
            messages.tell(self, self._session.look, error)
            return
        self._keeping.forget()
        self.saved.emit(self.record)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the words out of “Previous” and “Next” where there is no room for them."""
        super().resizeEvent(event)
        for way in (self._previous, self._next):
            name = way.accessibleName()
            if self.width() < NARROW:
                way.setText("")
                way.setToolTip(name)
            else:
                set_words(way, name)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.acceptDrops() and files_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add the pictures that somebody drops anywhere on the form."""
        if self.form.photos is not None:
            event.acceptProposedAction()
            self.form.show_photos()
            self.form.photos.add_files(files_in(event.mimeData()))

    def _listen(self) -> None:
        own: dict[str, Callable[[], object]] = {
            "save": self.save,
            "history": self.show_history,
            "duplicate": self.duplicate,
            "print": self.papers_wanted.emit,
        }
        listen(self, self.form, own, self.save)

    def _beside(self, ids: tuple[str, ...]) -> Beside:
        if self._opened.record is None:
            return Beside()
        beside = beside_of(self._session, self._opened.record, ids)
        if beside.photos is not None:
            beside.photos.then(self._on_photos)
        if beside.linked is not None:
            beside.linked.then(self._on_linked)
        return beside

    def _on_photos(self, page: PhotosPage) -> None:
        page.added.connect(self.drafted)
        page.opened.connect(self.opened)

    def _on_linked(self, page: LinkedPage) -> None:
        page.opened.connect(self.opened)
        page.begun.connect(self._on_begun)

    def _more(self) -> QToolButton:
        text = self._session.text
        deeds: list[Deed | None] = [
            Deed(
                text(N_("Undo")), "undo-2", lambda: self.form.steps.undo(), "Ctrl+Z",
                lambda: self.form.steps.canUndo(),
            ),
            Deed(
                text(N_("Redo")), "redo-2", lambda: self.form.steps.redo(), "Ctrl+Shift+Z",
                lambda: self.form.steps.canRedo(),
            ),
        ]  # fmt: skip
        if self._opened.record is not None:
            deeds += [
                None,
                Deed(
                    text(N_("Take the last save back")), "history", self._on_take_back,
                    may=lambda: self._before is not None,
                ),
                Deed(text(N_("History")), "history", self.show_history, "Ctrl+H"),
                Deed(text(N_("Print …")), "printer", self.papers_wanted.emit, "Ctrl+P"),
            ]  # fmt: skip
            if self._kind.begins_in_a_form:
                words = text(N_("New one like this"))
                deeds.append(Deed(words, "copy", self.duplicate, "Ctrl+Shift+D"))
            deeds += [None, Deed(text(N_("Take out …")), "trash-2", self._on_take_out)]
        return more_button(self._session.look, text(N_("More")), deeds)

    def _revealed(self) -> Banner:
        """Tell until when what points to a person is shown; then the form is opened anew."""
        session = self._session
        left = milliseconds_left(session, self._shown)
        over = session.workspace.wall() + timedelta(milliseconds=left)
        told = session.text(N_("Shown until {time}: who it is about"))
        banner = Banner(session.look, "warn", told.format(time=isolated(f"{over:%H:%M}")))
        self.hide_button = self._offer(banner, N_("Hide it now"), "eye-off", self._on_hide)
        QTimer.singleShot(left + 1000, self, self._on_over)
        return banner

    def _on_reveal(self) -> None:
        state = self._opened.state
        kinds = {row.id: row.kind for row in state.rows} | {state.record: state.kind}
        masked = [Masked(kinds[each], each) for each in state.hidden]
        window = RevealWindow(self, self._session, masked)
        window.revealed.connect(self._on_over)
        window.open()

    def _on_hide(self) -> None:
        hide(self._session, self._shown)
        self._on_over()

    def _on_over(self) -> None:
        self.keep()
        self.reopen.emit(self.record)

    def _recovered(self) -> Banner:
        text = self._session.text
        banner = Banner(
            self._session.look,
            "warn",
            text(N_("Unsaved changes recovered")),
            text(N_("Go on where you stopped, then save.")),
        )
        self.discard_button = self._offer(banner, N_("Discard them"), "undo-2", self._on_discard)
        return banner

    def _clashing(self) -> Banner:
        text = self._session.text
        banner = Banner(
            self._session.look,
            "bad",
            text(N_("Two answers to one question")),
            text(N_("Both are kept until somebody decides.")),
        )
        self.settle_button = self._offer(banner, N_("Decide"), "git-compare", self._on_settle)
        return banner

    def _offer(self, banner: Banner, words: str, icon: str, act: Callable[[], None]) -> QPushButton:
        offered = button(self._session.text(words), self._session.look.icon(icon))
        offered.clicked.connect(act)
        banner.ending.addWidget(offered)
        return offered

    def _actions(self) -> QWidget:
        session = self._session
        actions = QWidget(self)
        actions.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_role(actions, "actions")
        row = QHBoxLayout(actions)
        row.setContentsMargins(20, 10, 20, 10)
        row.setSpacing(10)
        row.addWidget(picture(session.look, "hard-drive", "ok", 18))
        saved = N_("Saved on this laptop") if self._opened.record else N_("Nothing kept yet")
        said = N_("Not saved yet") if self._opened.recovered else saved
        self._note = label(session.text(said), "hint")
        row.addWidget(self._note, 1)
        self._previous = button(session.text(N_("Previous")), session.look.icon("chevron-left"))
        self._previous.clicked.connect(self._on_previous)
        self._next = onward_button(session.text(N_("Next")), session.look.icon("chevron-right"))
        self._next.clicked.connect(self._on_next)
        self.save_button = button(
            session.text(N_("Save")), session.look.icon("save", "accent_ink"), "primary"
        )
        self.save_button.setToolTip(keys.shown("save"))
        self.save_button.clicked.connect(self.save)
        for widget in (self._previous, self._next, self.save_button):
            row.addWidget(widget)
        several = len(self.form.tabs.buttons) > 1
        set_shown(self._previous, several)
        set_shown(self._next, several)
        return actions

    def _who_reads(self, kind: str, values: Values) -> Part | None:
        """Return who reads what is written here in confidence; None where it cannot be told."""
        record = self.record if kind == self._kind.name else ""
        return part_in_confidence(self._session.workspace, kind, values, record)

    def _members(self) -> list[str]:
        try:
            return sorted({each.name for each in members(self._session.workspace)})
        except UserError:  # a mission whose documents are damaged says so on the page "Sync"
            return []

    def _note_copy(self) -> bool:
        """Note that an answer in confidence is copied, and tell; return whether it may be."""
        session = self._session
        try:
            audit.note(session.workspace, Act.COPIED, self._kind.name, self.record)
        except UserError as error:
            messages.tell(self, session.look, error)
            return False
        told = session.look.language.plural(
            "Copied in confidence. It leaves the clipboard in {n} second.",
            "Copied in confidence. It leaves the clipboard in {n} seconds.",
            clipboard.SECONDS,
        )
        Toast(self, session.look, told)
        return True

    def _on_begun(self, kind: str, field: str) -> None:
        place = self._opened.record.values.get("place") if self._opened.record else None
        known = {field: self.record}
        if isinstance(place, str) and kind_named(kind).has("place"):
            known["place"] = place
        self.begun.emit(kind, known)

    def _on_section(self) -> None:
        last = len(self.form.tabs.buttons) - 1
        self._previous.setEnabled(self.form.tabs.current > 0)
        self._next.setEnabled(self.form.tabs.current < last)

    def _on_previous(self) -> None:
        self.form.show_section(self.form.tabs.current - 1)

    def _on_next(self) -> None:
        self.form.show_section(self.form.tabs.current + 1)

    def _on_discard(self) -> None:
        self._keeping.forget()
        state, is_new = self.form.state(), self._opened.record is None
        saving.drop_draft(self._session, self._kind.name, self.record)
        if is_new:
            self.gone.emit()
        else:
            self.reopen.emit(self.record)
        self.discarded.emit(state)

    def _on_settle(self) -> None:
        assert self._opened.record is not None
        window = ClashWindow(self, self._session, self._opened.record)
        window.settled.connect(lambda: self.reopen.emit(self.record))
        window.open()

    def _on_take_back(self) -> None:
        if self._before is not None:
            self.taking_back.emit(self._before)

    def _on_removing(self, kind: str, record: str) -> None:
        for problem in refused_to_take_out(self._session.workspace, kind, record):
            messages.tell(self, self._session.look, problem.error)
            return

        def take_out(reason: str) -> None:
            self.form.take_out(Removed(kind, record, reason))

        self._ask_reason(N_("Take this row out?"), f"take_out:{record}", take_out)

    def _on_take_out(self) -> None:
        workspace = self._session.workspace
        for problem in refused_to_take_out(workspace, self._kind.name, self.record):
            messages.tell(self, self._session.look, problem.error)
            return
        self._ask_reason(N_("Take this record out?"), "take_out", self._take_out)

    def _take_out(self, reason: str) -> None:
        try:
            records.delete(self._session.workspace, self._kind.name, self.record, reason)
        except UserError as error:
            messages.tell(self, self._session.look, error)
            return
        self._keeping.forget()
        saving.drop_draft(self._session, self._kind.name, self.record)
        self.taken_out.emit(self.record)
        self.gone.emit()

    def _ask_reason(self, question: str, what: str, then: Callable[[str], None]) -> None:
        """Ask why; what is half-written is kept, should the window lock."""
        session = self._session

        def answered(reason: str) -> None:
            words.forget()
            then(reason)

        window = ask_reason(
            self, session.look, session.text(question), session.text(N_("Take out")), answered
        )
        about = (self._kind.name, self.record, what)
        words = KeptWords(window, session, about, window.words.text)
        window.begin_with(str(words.words or ""))
        window.words.textEdited.connect(words.touch)
        window.rejected.connect(words.forget)


def _confided(opened: Opened) -> str:
    """Return the scope that the restricted answers of what the form shows are sealed to."""
    return confided_to(kind_named(opened.state.kind), opened.record.values if opened.record else {})
