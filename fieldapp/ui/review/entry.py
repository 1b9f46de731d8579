"""Entering what the council answered, in the numbering of its paper, with keys alone.

What is asked is in `answers`, one question in `asked`; what becomes of it is shown by `next_paper`.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from fieldapp.domain.council.lines import AGREEMENT, TITLES
from fieldapp.domain.council.questions import Question, questions_of
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.fieldtypes import BadValue, Value
from fieldapp.domain.hostile.look import PaperLook
from fieldapp.domain.kinds import kind_named
from fieldapp.errors import UserError
from fieldapp.language import N_
from fieldapp.progress import Progress
from fieldapp.store import records
from fieldapp.store.drafts import Draft
from fieldapp.store.workspace import close, reopen
from fieldapp.ui import messages
from fieldapp.ui.components.button import button
from fieldapp.ui.components.card import Card
from fieldapp.ui.components.scrolled import Scrolled, emptied
from fieldapp.ui.components.text import dotted, isolated, label
from fieldapp.ui.keeping import Keeping
from fieldapp.ui.review import half_entered
from fieldapp.ui.review.answers import changes_of, lacking
from fieldapp.ui.review.asked import Asked
from fieldapp.ui.review.next_paper import NextPaper
from fieldapp.ui.review.reviews import plan_again, save_checked
from fieldapp.ui.services import Services
from fieldapp.ui.session import Session
from fieldapp.ui.style_sheet import set_role
from fieldapp.ui.task import Task

_IN_A_ROW = 4


class EntryStep(QWidget):
    """The questions of one paper, part by part, and a button that saves them together.

    Attributes:
        asked: Every question on the screen, in reading order.
        save_button, back_button: What can be done.
        after: What is shown once the answer is saved; None before.

    Signals:
        ready: Every question is on the screen.
        saved: The answer is on the disk.
        left: Another paper is wanted.
        opened, begun: As of `BackStep`.
    """

    ready = Signal()
    saved = Signal()
    left = Signal()
    opened = Signal(str, str)
    begun = Signal(str, object)

    def __init__(self, session: Session, services: Services, review: Disclosed) -> None:
        super().__init__()
        self._session, self._services, self._review = session, services, review
        self.asked: list[Asked] = []
        self.after: NextPaper | None = None
        self._waiting: Iterator[None] = iter(())
        self._more: dict[str, QWidget] = {}
        self._cards: dict[int, Card] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(self._heading())
        self._scroll = Scrolled()
        column.addWidget(self._scroll, 1)
        self._hint = label(session.text(N_("Looking through the records …")), "hint")
        self._scroll.column.addWidget(self._hint)
        self._keeping = Keeping(self, session, self._draft)
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._on_next)
        for keys in (QKeySequence.StandardKey.Save, QKeySequence("Ctrl+Return")):
            shortcut = QShortcut(keys, self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.save)
        self._look(self._on_looked)

    def save(self) -> None:
        """Save everything that was entered, all or nothing; tell what is missing in place."""
        if not self.save_button.isEnabled():
            return
        answers = self._answers()
        if answers is None:
            return
        try:
            save_checked(self._session, changes_of(answers))
            self._keeping.forget()
            half_entered.drop(self._session, self._review, self.asked)
        except UserError as error:
            messages.tell(self, self._session.look, error)
            return
        self.save_button.setEnabled(False)
        self.saved.emit()
        self._show_after()

    def keep(self) -> None:
        """Keep what was entered so far, so that neither a lock nor an empty battery takes it."""
        self._keeping.keep()

    def _draft(self) -> Draft | None:
        return half_entered.draft_of(self._session, self._review, self.asked)

    def hideEvent(self, event: QHideEvent) -> None:
        self.keep()
        super().hideEvent(event)

    def show_part(self, part: int) -> None:
        """Scroll to a part of the paper."""
        card = self._cards[part]
        self._scroll.verticalScrollBar().setValue(card.y())

    def _heading(self) -> QVBoxLayout:
        session, text = self._session, self._session.text
        values = self._review.values
        code = str(values.get("paper_code") or "")
        name = session.names.place(self._review)
        title = label(dotted(name, code), "title")
        keys = N_(
            "A digit chooses, Enter goes on, Ctrl+S saves. What is left empty changes nothing."
        )
        self._keys = label(text(keys), "hint")
        self.back_button = button(text(N_("Another paper")), session.look.icon("undo-2"))
        self.back_button.clicked.connect(self.left)
        self.save_button = button(
            text(N_("Save the answer")), session.look.icon("save", "accent_ink"), "primary"
        )
        self.save_button.setToolTip("Ctrl+S")
        self.save_button.clicked.connect(self.save)
        self.save_button.setEnabled(False)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(title, 1)
        line.addWidget(self.back_button)
        line.addWidget(self.save_button)
        heading = QVBoxLayout()
        heading.setSpacing(2)
        heading.addLayout(line)
        heading.addWidget(self._keys)
        return heading

    def _look(self, then: Callable[[PaperLook], None]) -> None:
        """Have the lines of the paper worked out as they were printed."""
        plan = plan_again(self._session, self._review)
        if plan is None:
            self._build(questions_of(self._review, (), {}, self._heads([self._review.id])))
            return
        opened, look_at = self._session.workspace, self._services.look_at_paper
        order = plan.order(plan.languages[0])

        def work(progress: Progress) -> PaperLook:
            workspace = reopen(opened)
            try:
                return look_at(workspace, order, progress)
            finally:
                close(workspace)

        self._task = Task(work, self)
        self._task.succeeded.connect(then)
        self._task.failed.connect(self._on_failed)
        self._task.start()

    def _on_looked(self, look: PaperLook) -> None:
        ids = dict.fromkeys(line.record for line in look.lines)
        found = [records.find(self._session.workspace, each) for each in ids]
        known = {each.id: self._session.disclosed(each) for each in found if each is not None}
        heads = self._heads([self._review.id, *known])
        self._build(questions_of(self._review, look.lines, known, heads))

    def _on_failed(self, error: Exception) -> None:
        messages.tell(self, self._session.look, error)
        self._build(questions_of(self._review, (), {}, self._heads([self._review.id])))

    def _heads(self, ids: Sequence[str]) -> dict[str, dict[str, tuple[str, ...]]]:
        found = (records.find(self._session.workspace, each) for each in ids)
        return {each.id: dict(each.heads) for each in found if each is not None}

    def _build(self, questions: Sequence[Question]) -> None:
        emptied(self._scroll.column)
        self._waiting = self._fill(questions)
        self._timer.start()

    def _on_next(self) -> None:
        if next(self._waiting, self) is self:
            self._timer.stop()
            self._scroll.column.addStretch(1)
            half_entered.take_up(self._session, self._review, self.asked)
            self._keeping.forget()  # it is kept already
            self.save_button.setEnabled(True)
            self.asked[0].editor.setFocus()
            self.ready.emit()

    def _fill(self, questions: Sequence[Question]) -> Iterator[None]:
        for part, of_part in groupby(questions, lambda each: each.part):
            number = self._session.look.language.number(part)
            card = Card(f"{number}. {self._session.text(TITLES[part])}")
            self._scroll.column.addWidget(card)
            self._cards[part] = card
            for _, of_slot in groupby(of_part, lambda each: each.slot.name):
                self._add_line(card.body, list(of_slot))
                yield

    def _add_line(self, body: QVBoxLayout, questions: Sequence[Question]) -> None:
        first = questions[0]
        if first.about:
            body.addSpacing(6)
            body.addWidget(label(self._said(first), "strong"))
        self._add_row(body, [each for each in questions if not each.more])
        more = [each for each in questions if each.more]
        if more:
            frame = QFrame()
            set_role(frame, "child")
            inside = QVBoxLayout(frame)
            inside.setContentsMargins(12, 8, 12, 10)
            self._add_row(inside, more)
            body.addWidget(frame)
            self._more[first.slot.name] = frame
            self._show_more(next(each for each in self.asked if each.question is first))

    def _said(self, question: Question) -> str:
        language = self._session.look.language
        number = f"{language.number(question.number)}. " if question.number else ""
        ours = ""
        if question.ours and question.ours[1] is not None:
            # "Our" side of a promise is its own state, of a step or a check a field of the record.
            name, value = question.ours
            kind = "commitment" if question.slot.kind == "finding" else question.slot.kind
            shown = kind_named(kind).field(name).type.show(value, language)
            ours = self._session.text(N_("We find: {what}")).format(what=isolated(shown))
        return dotted(f"{number}{question.about}", ours)

    def _add_row(self, body: QVBoxLayout, questions: Sequence[Question]) -> None:
        """Add questions: those of a few words side by side, the others on a line of their own."""
        row: QHBoxLayout | None = None
        several = len(questions) > 1
        for question in questions:
            listed = several and question.field in ("promised_by", "decided_by")
            asked = Asked(self._session, question, listed=listed)
            asked.edited.connect(self._on_edited)
            asked.done.connect(self._on_done)
            self.asked.append(asked)
            short = several and not asked.is_wide
            if not short:
                row = None
                asked.stand_alone()
                body.addWidget(asked)
                continue
            if row is None or row.count() >= _IN_A_ROW:
                row = QHBoxLayout()
                row.setSpacing(12)
                body.addLayout(row)
            row.addWidget(asked, 3 if question.field in ("what", "subject", "settled_by") else 1,
                          Qt.AlignmentFlag.AlignTop)  # fmt: skip

    def _on_edited(self) -> None:
        asked = self.sender()
        assert isinstance(asked, Asked)
        self._show_more(asked)
        self._keeping.touch()

    def _show_more(self, asked: Asked) -> None:
        """Ask more of a line that the village does not simply agree with."""
        frame = self._more.get(asked.question.slot.name)
        if frame is not None and not asked.question.more:
            answer = asked.editor.answer()
            frame.setVisible(answer is not None and answer != "validated")

    def _on_done(self) -> None:
        asked = self.sender()
        shown = [each for each in self.asked if each is asked or each.isVisibleTo(self)]
        here = next((n for n, each in enumerate(shown) if each is asked), -1)
        if here + 1 < len(shown):
            self._go_to(shown[here + 1])
        else:
            self.save_button.setFocus(Qt.FocusReason.TabFocusReason)

    def _go_to(self, asked: Asked) -> None:
        asked.editor.setFocus(Qt.FocusReason.TabFocusReason)
        self._scroll.ensureWidgetVisible(asked, 0, 90)

    def _answers(self) -> dict[Question, Value] | None:
        """Return what was entered; None where something has to be mended first."""
        answers: dict[Question, Value] = {}
        wrong: list[Asked] = []
        for each in self.asked:
            if each.question.more and not each.isVisibleTo(self):
                continue
            try:
                answers[each.question] = each.value(self._session)
            except BadValue:
                wrong.append(each)
        text = self._session.text
        missing = set(lacking(answers))
        for each in self.asked:
            question = each.question
            if question.part == AGREEMENT and question.field == "agreement":
                if answers.get(question) is None and each not in wrong:
                    each.complain(text(N_("Choose what the council answered.")))
                    wrong.append(each)
            elif question in missing:
                each.complain(text(N_("Say this too, or empty the line.")))
                wrong.append(each)
        if wrong:
            self._go_to(min(wrong, key=self.asked.index))
            return None
        return answers

    def _show_after(self) -> None:
        emptied(self._scroll.column)
        self.asked, self._more = [], {}
        self.save_button.hide()
        self._keys.hide()
        self.after = NextPaper(self._session, self._services, self._review)
        self.after.opened.connect(self.opened)
        self.after.begun.connect(self.begun)
        self._scroll.column.addWidget(self.after)
        self._scroll.column.addStretch(1)
        self.back_button.setFocus()
