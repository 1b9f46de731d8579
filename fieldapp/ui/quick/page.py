"""The frame around a capture on one screen: its draft, saving, taking back, and what comes next."""

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QHideEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from fieldapp.domain.kinds import kind_named
from fieldapp.domain.problem import Problem
from fieldapp.errors import UserError
from fieldapp.language import N_
from fieldapp.store.drafts import Draft
from fieldapp.store.records import Change
from fieldapp.ui import messages, saving
from fieldapp.ui.components.button import button
from fieldapp.ui.components.focus_order import put_in_reading_order
from fieldapp.ui.components.page_frame import PageFrame
from fieldapp.ui.components.text import dotted, isolated, label
from fieldapp.ui.forms.field_grid import FieldGrid
from fieldapp.ui.forms.form_state import FormState
from fieldapp.ui.keeping import Keeping
from fieldapp.ui.quick import checking, undo
from fieldapp.ui.quick.done import Done
from fieldapp.ui.quick.recent import unfinished
from fieldapp.ui.quick.sheet import QuickSheet
from fieldapp.ui.session import Session
from fieldapp.ui.style_sheet import set_role
from fieldapp.ui.ways import Ways


class QuickPage(QWidget):
    """One capture.

    Attributes:
        sheet: The questions.
        ways: What it asks of the window around.
        done: What is shown once it is saved; None while it is being written.
        save_button, all_button: Save; go on in the form with all questions.
    """

    def __init__(
        self,
        session: Session,
        ways: Ways,
        title: str,
        sheet: QuickSheet,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.ways = ways
        self.sheet = sheet
        self.done: Done | None = None
        self._kept = False
        self._saving = self._complains = False
        self._keeping = Keeping(self, session, self._draft)
        self._keeping.kept.connect(self._on_kept)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 10, 16, 10)
        self._stack = QStackedWidget()
        outer.addWidget(self._stack)
        self._pane = QFrame()
        set_role(self._pane, "pane")
        self._stack.addWidget(self._pane)
        column = QVBoxLayout(self._pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._heading(title))
        # At once: what has no parent stays behind where nobody wants the rest of the page.
        self._scroll = PageFrame(sheet, self._pane)
        inside = QVBoxLayout()
        inside.setContentsMargins(*((4, 0, 16, 8) if session.look.rtl else (16, 0, 4, 8)))
        inside.addWidget(self._scroll)
        column.addLayout(inside, 1)
        column.addWidget(self._actions())
        for keys in (QKeySequence.StandardKey.Save, QKeySequence("Ctrl+Return")):
            shortcut = QShortcut(keys, self._pane)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.save)

    def grow(self) -> Iterator[None]:
        """Make the questions, and begin a record with them."""
        yield from self.sheet.make()
        yield
        for grid in self.sheet.findChildren(FieldGrid):
            grid.grown.connect(self._order)
        self.sheet.edited.connect(self._on_edited)
        self.sheet.leaving.connect(self.keep)
        self._show(self.sheet.begin())

    @property
    def kind(self) -> str:
        """Of the record that is made here."""
        return self.sheet.kind

    @property
    def record(self) -> str:
        """Id of the record in the making where it can be opened again, else ""."""
        return self.sheet.state().record if self._kept and self.done is None else ""

    def begin(self) -> None:
        """Begin another one; what stands here is kept as a draft first."""
        self.keep()
        self._show(self.sheet.begin())

    def open(self, record: str) -> None:
        """Show a draft; one that is gone meanwhile leaves an empty screen."""
        try:
            opened = saving.open_record(self._session, self.kind, record)
        except UserError:
            self.begin()
            return
        self._show(opened.state, opened)
        self._kept = True

    def keep(self) -> None:
        """Keep the draft now, if anything was changed since the last time."""
        self._keeping.keep()

    def _draft(self) -> Draft:
        return saving.draft_of(self._session, self.sheet.state())

    def _on_kept(self, at: str) -> None:
        self._kept = True
        self._say(self._session.text(N_("Draft kept at {time}")).format(time=isolated(at)))
        self.ways.changed.emit()

    def save(self) -> None:
        """Check and save everything in one; what must be mended is shown where it stands."""
        if self._saving or self.done is not None:
            return
        state = self.sheet.state()
        try:
            refused = saving.refusals(self._session, state)
        except UserError as error:
            messages.tell(self, self._session.look, error)
            return
        hard = checking.wrong(self._session, state, refused)
        soft, doubts = checking.doubtful(self._session, state)
        controls = self.sheet.show_problems(hard, soft)
        self._complains = True
        if hard:
            self.keep()
            self._complain(state, hard, controls)
            return
        self._say("")
        self._saving = True
        self.save_button.setEnabled(False)
        self.sheet.setEnabled(False)  # what is typed now would not be in what is saved

        def then(also: Sequence[Change]) -> None:
            self._write(state, also, doubts)

        self.sheet.prepare(then, self._on_not_prepared)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fill_drafts()
        self._keeping.go_on()
        QTimer.singleShot(0, self, self._put_cursor)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        # The window keeps drafts before it shows another page or closes; nothing is written after.
        if not event.spontaneous():
            self._keeping.rest()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # What a line or a list leaves over: Enter goes on to the next question, as on paper.
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        focus = self.focusWidget()
        if isinstance(focus, QPushButton):
            focus.click()
        else:
            self.focusNextChild()

    def _heading(self, title: str) -> QWidget:
        session = self._session
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 8, 16, 6)
        row.setSpacing(8)
        row.addWidget(label(session.text(title), "title"), 1)
        self.drafts_button = button(session.text(N_("Go on writing")), session.look.icon("pencil"))
        self._drafts = QMenu(self.drafts_button)
        self._drafts.triggered.connect(self._on_draft)
        self.drafts_button.setMenu(self._drafts)
        row.addWidget(self.drafts_button)
        self.all_button = button(
            session.text(N_("All questions")), session.look.icon("list-checks")
        )
        self.all_button.setToolTip(session.text(N_("What you wrote here goes along.")))
        self.all_button.clicked.connect(self._on_all)
        row.addWidget(self.all_button)
        return head

    def _actions(self) -> QWidget:
        session = self._session
        actions = QWidget()
        actions.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_role(actions, "actions")
        row = QHBoxLayout(actions)
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(12)
        self._note = label("", "hint")
        row.addWidget(self._note, 1)
        self.save_button = button(
            session.text(N_("Save")), session.look.icon("save", "accent_ink"), "primary"
        )
        self.save_button.setToolTip("Ctrl+S")
        self.save_button.clicked.connect(self.save)
        row.addWidget(self.save_button)
        return actions

    def _show(self, state: FormState, opened: saving.Opened | None = None) -> None:
        self._keeping.forget()
        if opened is not None:
            self.sheet.show_opened(opened)
        else:
            self.sheet.show_state(state)
        if self._complains:
            self.sheet.show_problems({}, ())
            self._complains = False
        self._kept = self._saving = False
        self.save_button.setEnabled(True)
        self._say("")
        self._drop_done()
        self._stack.setCurrentWidget(self._pane)
        self._scroll.verticalScrollBar().setValue(0)
        self._fill_drafts()
        if self.isVisible():
            self._put_cursor()

    def _put_cursor(self) -> None:
        if self.done is not None:
            self.done.another_button.setFocus()
        else:
            self.sheet.focus_first()

    def _fill_drafts(self) -> None:
        self._drafts.clear()
        here = self.sheet.state().record
        for draft in unfinished(self._session, self.kind):
            if draft.record != here:
                action = QAction(dotted(draft.title, draft.at[11:16]), self._drafts)
                action.setData(draft.record)
                self._drafts.addAction(action)
        self.drafts_button.setVisible(not self._drafts.isEmpty())

    def _say(self, words: str, *, bad: bool = False) -> None:
        set_role(self._note, "error" if bad else "hint")
        self._note.setText(words)

    def _complain(
        self,
        state: FormState,
        hard: dict[str, tuple[Problem, ...]],
        controls: Sequence[QWidget],
    ) -> None:
        """Say how much must be mended and go to the first of it."""
        language = self._session.look.language
        count = sum(len(several) for several in hard.values())
        words = language.plural(
            "{n} answer to mend before this can be saved",
            "{n} answers to mend before this can be saved",
            count,
        )
        beyond = checking.elsewhere(state, hard, self.sheet.shown_names())
        if beyond:
            kind, problem = beyond[0]
            question = self._session.text(kind_named(kind).field(problem.field).label)
            sentence = problem.error.sentences(language.translate)[0]
            told = self._session.text(N_("in “All questions”: {question}: {sentence}"))
            words = dotted(words, told.format(question=question, sentence=sentence))
        self._say(words, bad=True)
        if controls:
            controls[0].setFocus(Qt.FocusReason.OtherFocusReason)
            self._scroll.ensureWidgetVisible(controls[0], 0, 48)

    def _write(self, state: FormState, also: Sequence[Change], doubts: int) -> None:
        self._keeping.rest()
        try:
            written = undo.written_by(self._session, state, also)
            saving.save(self._session, state, also)
            written = undo.seen_after(self._session, written)
        except UserError as error:
            self._on_not_prepared(error)
            return
        self.sheet.setEnabled(True)
        self._keeping.forget()
        self._kept = self._saving = False
        self.ways.changed.emit()
        self._show_done(state, written, doubts)

    def _on_not_prepared(self, error: Exception) -> None:
        self._saving = False
        self.save_button.setEnabled(True)
        self.sheet.setEnabled(True)
        messages.tell(self, self._session.look, error)

    def _show_done(self, state: FormState, written: undo.Written, doubts: int) -> None:
        self._drop_done()
        language = self._session.look.language
        again = language.plural(
            "{n} answer to look at again", "{n} answers to look at again", doubts
        )
        told = dotted(self.sheet.told(state), again if doubts else "")
        back: Callable[[], None] | None = None
        if undo.can_be_taken_back(self._session, written):

            def back() -> None:
                self._take_back(state, written)

        self.done = Done(self._session, self.kind, told, self.sheet.after(state), back)
        self.done.another_wanted.connect(self.begin)
        self.done.open_wanted.connect(lambda: self.ways.record.emit(self.kind, state.record))
        self.done.page_wanted.connect(self.ways.page)
        self._stack.addWidget(self.done)
        self._stack.setCurrentWidget(self.done)
        self.done.another_button.setFocus()

    def _take_back(self, state: FormState, written: undo.Written) -> None:
        """Take out all that was saved; the answers are on the screen again, as a draft."""
        try:
            undo.take_back(self._session, written)
        except UserError as error:
            messages.tell(self, self._session.look, error)
            return
        self._show(undo.anew(self._session, state))
        self._keeping.touch()
        self.keep()
        self._say(self._session.text(N_("Not saved any more. What you wrote is back as a draft.")))
        self.ways.changed.emit()

    def _drop_done(self) -> None:
        if self.done is not None:
            self._stack.removeWidget(self.done)
            self.done.hide()
            self.done.deleteLater()
            self.done = None

    def _order(self) -> None:
        put_in_reading_order(self._pane)

    def _on_edited(self) -> None:
        self._keeping.touch()

    def _on_draft(self, action: QAction) -> None:
        self.keep()
        self.open(str(action.data()))

    def _on_all(self) -> None:
        """Go to the form with all questions; what stands here goes along as its draft."""
        self.keep()
        if self._keeping.is_unkept:
            return  # it could not be kept, and was told
        state, kept = self.sheet.state(), self._kept
        self._show(self.sheet.begin())
        if kept or not state.is_new:
            self.ways.record.emit(self.kind, state.record)
        else:
            self.ways.begin.emit(self.kind, {n: a for n, a in state.answers.items() if a})
