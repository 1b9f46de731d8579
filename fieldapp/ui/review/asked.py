"""One question of a paper on the screen, answered with a digit, a word or a day."""

import unicodedata
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldapp.domain.council.questions import Question
from fieldapp.domain.fieldtypes import BadValue, Choice, Text, Value, YesNo
from fieldapp.domain.kinds import kind_named
from fieldapp.ui.components.text import label
from fieldapp.ui.editors import Editor, editor_for
from fieldapp.ui.editors.choice import SegmentsEditor, SelectEditor
from fieldapp.ui.editors.number import NumberEditor
from fieldapp.ui.session import Session

_FIGURE = 240
"""Logical pixels of a field for a number."""

_SIDE_BY_SIDE = 5
"""Codes that stand as buttons, each with its digit; more are a list."""


class Asked(QWidget):
    """A caption and its editor. A digit chooses; Enter goes on.

    Attributes:
        question: What is asked.
        editor: Where it is answered.
        complaint: What is wrong with the answer.

    Signals:
        edited: The answer was changed.
        done: Enter or a digit: the next question is wanted.
    """

    edited = Signal()
    done = Signal()

    def __init__(self, session: Session, question: Question, *, listed: bool = False) -> None:
        """Ask a question; `listed` codes are a drop-down list, where several stand in a row."""
        super().__init__()
        self.question = question
        kind = kind_named(question.slot.kind)
        field = kind.field(question.field)
        caption = session.text(field.label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        self.caption = label(caption, "hint")
        column.addWidget(self.caption)
        self._codes: tuple[object, ...] = ()
        self.editor = self._make(session, field.type, listed=listed)
        self.caption.setBuddy(self.editor.control)
        about = f"{question.about}: {caption}" if question.about else caption
        self.editor.control.setAccessibleName(about)
        column.addWidget(self.editor)
        self.complaint = label("", "error")
        self.complaint.hide()
        column.addWidget(self.complaint)
        seen = question.slot.seen.get(question.field)
        if seen is not None:
            self.editor.show_answer(seen)
        self.editor.edited.connect(self.edited)
        for each in (self.editor.control, *self.editor.control.findChildren(QWidget)):
            each.installEventFilter(self)

    @property
    def is_wide(self) -> bool:
        """Whether it takes a line of its own."""
        return isinstance(self.editor, SegmentsEditor) or self.question.field in _LONG

    def stand_alone(self) -> None:
        """Have a line to itself, of which a number needs only a part."""
        if isinstance(self.editor, NumberEditor):
            self.editor.setMaximumWidth(_FIGURE)

    def value(self, session: Session) -> Value:
        """Return the answer as it is kept, None for none.

        Raises:
            BadValue: It is none that can be kept; it is told beside the editor.
        """
        field = kind_named(self.question.slot.kind).field(self.question.field)
        try:
            value = field.type.accept(self.editor.answer())
        except BadValue as error:
            self.complain(error.sentences(session.text)[0])
            raise
        self.complain("")
        return value

    def complain(self, words: str) -> None:
        """Say what is wrong with the answer, "" when nothing is."""
        self.editor.mark(words)
        self.complaint.setText(words)
        self.complaint.setVisible(bool(words))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Asked in this order: Python makes an object of the type of each of thousands of events.
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and self.question.field != "remarks"
        ):
            self.done.emit()
            return True
        number = unicodedata.decimal(event.text(), -1) if len(event.text()) == 1 else -1
        if self._codes and 1 <= number <= len(self._codes):
            self.editor.show_answer(_kept(self._codes[number - 1]))
            self.editor.edited.emit()
            self.done.emit()
            return True
        return False

    def _make(self, session: Session, type: object, *, listed: bool) -> Editor:
        language, around = session.look.language, session.surroundings
        options: list[tuple[object, str]] = []
        if isinstance(type, Choice):
            options = [(code, type.codes.label(code, language)) for code in type.codes.offered]
        elif isinstance(type, YesNo):
            options = [(value, type.show(value, language)) for value in (True, False)]
        if options:
            self._codes = tuple(code for code, _ in options)
            if listed or len(options) > _SIDE_BY_SIDE:
                return SelectEditor(options, around)
            numbered = [
                (code, f"{language.number(number)}  {words}")
                for number, (code, words) in enumerate(options, 1)
            ]
            return SegmentsEditor(numbered, around, several=False)
        if isinstance(type, Text) and self.question.field == "remarks":
            return editor_for(Text(lines=2), around)
        field = kind_named(self.question.slot.kind).field(self.question.field)
        return editor_for(field.type, replace(around, compact=True))


def _kept(code: object) -> Value:
    assert isinstance(code, str | bool)
    return code


_LONG = frozenset({"remarks", "safety_actions", "worked", "failed", "changes", "theirs",
                   "community_words", "alternative", "ours"})  # fmt: skip
"""Answers in somebody's words, which want a whole line."""
