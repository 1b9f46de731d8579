"""The right half of a page of records: one form with its heading, its drafts and its buttons."""

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from fieldapp.domain.kinds import kind_named
from fieldapp.domain.scope import confided_to
from fieldapp.errors import UserError
from fieldapp.language import N_
from fieldapp.store import records
from fieldapp.sync.authority import refused_to_take_out
from fieldapp.ui import messages, saving
from fieldapp.ui.clashes import ClashWindow
from fieldapp.ui.components.banner import Banner
from fieldapp.ui.components.button import button, tool_button
from fieldapp.ui.components.chip import Chip
from fieldapp.ui.components.text import dotted, isolated, label, picture
from fieldapp.ui.forms.form_state import Removed
from fieldapp.ui.forms.photos_page import PhotosPage
from fieldapp.ui.forms.record_form import RecordForm
from fieldapp.ui.links import linked_to
from fieldapp.ui.saving import Opened
from fieldapp.ui.session import Session
from fieldapp.ui.states import state_of
from fieldapp.ui.style_sheet import set_role

AUTOSAVE_MS = 700
"""After the last key: short enough to lose a word at most, long enough not to write per letter."""


class FormPane(QFrame):
    """A form that keeps its own draft.

    Attributes:
        form: The form itself.
        save_button: Saves, after a check.

    Signals:
        saved: The record was saved; carries its id.
        drafted: A draft was kept or dropped, so lists may show another state.
        reopen: The form should be opened anew, because what it shows has changed.
        gone: The record was taken out, or the draft of a new one was dropped.
        opened: Somebody wants to see another record; carries kind and id.
        begun: Somebody wants to begin a record; carries its kind and what is known of it.
    """

    saved = Signal(str)
    drafted = Signal()
    reopen = Signal(str)
    gone = Signal()
    opened = Signal(str, str)
    begun = Signal(str, object)

    def __init__(self, session: Session, opened: Opened) -> None:
        super().__init__()
        set_role(self, "pane")
        self._session = session
        self._opened = opened
        self._kind = kind_named(opened.state.kind)
        self._dirty = False
        self._kept = False
        self._timer = QTimer(self, singleShot=True, interval=AUTOSAVE_MS)
        self._timer.timeout.connect(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._heading())
        inside = QVBoxLayout()
        inside.setContentsMargins(*((10, 0, 20, 8) if session.look.rtl else (20, 0, 10, 8)))
        inside.setSpacing(10)
        column.addLayout(inside, 1)
        if opened.recovered:
            inside.addWidget(self._recovered())
        if opened.record is not None and opened.record.clashes:
            inside.addWidget(self._clashing())
        linked = linked_to(session, opened.record, self._kind) if opened.record else ()
        self.form = RecordForm(
            opened.state,
            replace(session.surroundings, open_record=self.opened.emit),
            session.reader.clearance_in(_confided(opened)),
            session.new_id,
            linked,
            PhotosPage(session, self._kind.name, self.record) if opened.record else None,
        )
        if self.form.photos is not None:
            self.form.photos.added.connect(self.drafted)
            self.form.photos.opened.connect(self.opened)
        if self.form.linked is not None:
            self.form.linked.opened.connect(self.opened)
            self.form.linked.begun.connect(self._on_begun)
        self.form.edited.connect(self._on_edited)
        self.form.removing.connect(self._on_removing)
        self.form.tabs.chosen.connect(self._on_section)
        inside.addWidget(self.form, 1)
        column.addWidget(self._actions())
        for keys in (QKeySequence.StandardKey.Save, QKeySequence("Ctrl+Return")):
            shortcut = QShortcut(keys, self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.save)
        self._on_section()

    @property
    def record(self) -> str:
        """Id of the record, also of one that was not saved yet."""
        return self._opened.state.record

    @property
    def is_kept(self) -> bool:
        """Whether there is a record or a draft of it, so that it can be opened again."""
        return self._opened.record is not None or self._opened.recovered or self._kept

    def keep(self) -> None:
        """Keep the draft now, if anything was changed since the last time."""
        self._timer.stop()
        if not self._dirty:
            return
        try:
            at = saving.keep_draft(self._session, self.form.state())
        except UserError as error:
            messages.tell(self, self._session.look, error)
            return
        self._dirty = False
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
        self._timer.stop()
        try:
            saving.save(self._session, self.form.state())
        except UserError as error:
            messages.tell(self, self._session.look, error)
            return
        self._dirty = False
        self.saved.emit(self.record)

    def _heading(self) -> QWidget:
        session, record = self._session, self._opened.record
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(20, 14, 14, 8)
        words = QVBoxLayout()
        words.setSpacing(0)
        kind = session.text(self._kind.label)
        new = session.text(N_("New: {what}")).format(what=kind)
        words.addWidget(label(session.names.of(record) if record else new, "title"))
        if record:
            about = dotted(kind, session.names.place(record), session.names.day(record))
            words.addWidget(label(about, "hint"))
        row.addLayout(words, 1)
        if record:
            state = state_of(record, session.look.language, has_draft=self._opened.recovered)
            if state.word:
                chip = Chip(session.look, state.word, state.tone, state.icon)
                row.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(self._more(), 0, Qt.AlignmentFlag.AlignTop)
        return head

    def _more(self) -> QToolButton:
        session = self._session
        more = tool_button(session.look, "ellipsis", session.text(N_("More")))
        menu = QMenu(more)
        take_out = QAction(session.look.icon("trash-2"), session.text(N_("Take out …")), menu)
        take_out.triggered.connect(self._on_take_out)
        menu.addAction(take_out)
        more.setMenu(menu)
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return more

    def _recovered(self) -> Banner:
        text = self._session.text
        banner = Banner(
            self._session.look,
            "warn",
            text(N_("Unsaved changes recovered")),
            text(N_("Go on where you stopped, then save.")),
        )
        self.discard_button = button(text(N_("Discard them")), self._session.look.icon("undo-2"))
        self.discard_button.clicked.connect(self._on_discard)
        banner.ending.addWidget(self.discard_button)
        return banner

    def _clashing(self) -> Banner:
        text = self._session.text
        banner = Banner(
            self._session.look,
            "bad",
            text(N_("Two answers to one question")),
            text(N_("Both are kept until somebody decides.")),
        )
        self.settle_button = button(text(N_("Decide")), self._session.look.icon("git-compare"))
        self.settle_button.clicked.connect(self._on_settle)
        banner.ending.addWidget(self.settle_button)
        return banner

    def _actions(self) -> QWidget:
        session = self._session
        actions = QWidget()
        actions.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_role(actions, "actions")
        row = QHBoxLayout(actions)
        row.setContentsMargins(20, 10, 16, 10)
        row.setSpacing(10)
        row.addWidget(picture(session.look, "hard-drive", "ok", 18))
        saved = N_("Saved on this laptop") if self._opened.record else N_("Nothing kept yet")
        said = N_("Not saved yet") if self._opened.recovered else saved
        self._note = label(session.text(said), "hint")
        row.addWidget(self._note, 1)
        self._previous = button(session.text(N_("Previous")), session.look.icon("chevron-left"))
        self._previous.clicked.connect(self._on_previous)
        self._next = button(session.text(N_("Next")), session.look.icon("chevron-right"))
        self._next.clicked.connect(self._on_next)
        self.save_button = button(
            session.text(N_("Save")), session.look.icon("save", "accent_ink"), "primary"
        )
        self.save_button.setToolTip("Ctrl+S")
        self.save_button.clicked.connect(self.save)
        for widget in (self._previous, self._next, self.save_button):
            row.addWidget(widget)
        several = len(self.form.tabs.buttons) > 1
        self._previous.setVisible(several)
        self._next.setVisible(several)
        return actions

    def _on_begun(self, kind: str, field: str) -> None:
        place = self._opened.record.values.get("place") if self._opened.record else None
        known = {field: self.record}
        if isinstance(place, str) and kind_named(kind).has("place"):
            known["place"] = place
        self.begun.emit(kind, known)

    def _on_edited(self) -> None:
        self._dirty = True
        self._timer.start()

    def _on_section(self) -> None:
        last = len(self.form.tabs.buttons) - 1
        self._previous.setEnabled(self.form.tabs.current > 0)
        self._next.setEnabled(self.form.tabs.current < last)

    def _on_previous(self) -> None:
        self.form.show_section(self.form.tabs.current - 1)

    def _on_next(self) -> None:
        self.form.show_section(self.form.tabs.current + 1)

    def _on_discard(self) -> None:
        self._timer.stop()
        self._dirty = False
        saving.drop_draft(self._session, self.record)
        if self._opened.record is None:
            self.gone.emit()
        else:
            self.reopen.emit(self.record)

    def _on_settle(self) -> None:
        assert self._opened.record is not None
        window = ClashWindow(self, self._session, self._opened.record)
        window.settled.connect(self._on_settled)
        window.open()

    def _on_settled(self) -> None:
        self.reopen.emit(self.record)

    def _on_removing(self, kind: str, record: str) -> None:
        for problem in refused_to_take_out(self._session.workspace, kind, record):
            messages.tell(self, self._session.look, problem.error)
            return
        reason = self._reason(N_("Take this row out?"))
        if reason:
            self.form.take_out(Removed(kind, record, reason))

    def _on_take_out(self) -> None:
        workspace = self._session.workspace
        for problem in refused_to_take_out(workspace, self._kind.name, self.record):
            messages.tell(self, self._session.look, problem.error)
            return
        reason = self._reason(N_("Take this record out?"))
        if not reason:
            return
        try:
            records.delete(workspace, self._kind.name, self.record, reason)
        except UserError as error:
            messages.tell(self, self._session.look, error)
            return
        self._timer.stop()
        self._dirty = False
        saving.drop_draft(self._session, self.record)
        self.gone.emit()

    def _reason(self, question: str) -> str:
        text = self._session.text
        return messages.ask_reason(self, self._session.look, text(question), text(N_("Take out")))


def _confided(opened: Opened) -> str:
    """Return the scope that the restricted answers of what the form shows are sealed to."""
    return confided_to(kind_named(opened.state.kind), opened.record.values if opened.record else {})
