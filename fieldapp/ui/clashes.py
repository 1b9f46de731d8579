"""Two answers to one question, side by side: keep one, or write a third.

Which answers clash is worked out in `domain.settle`; nothing is dropped here either: the answers
that were not kept stay in the history.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.fieldtypes import BadValue, Value
from fieldapp.domain.kinds import kind_named
from fieldapp.domain.schema import Level
from fieldapp.domain.settle import Head
from fieldapp.language import N_
from fieldapp.sync.settling import laptops, settle_one
from fieldapp.ui import messages
from fieldapp.ui.answers import answer_shown, given, one_line, where_given
from fieldapp.ui.components.button import button
from fieldapp.ui.components.card import Card
from fieldapp.ui.components.fitting import FittingWindow
from fieldapp.ui.components.text import dotted, isolated, label, picture
from fieldapp.ui.editors import editor_for
from fieldapp.ui.forms.field_grid import as_value
from fieldapp.ui.history import stood_before
from fieldapp.ui.kept_words import KeptWords
from fieldapp.ui.session import Session
from fieldapp.ui.style_sheet import set_role

_WIDE = 760
"""Logical pixels of a window in which answers stand side by side."""


class ClashCard(Card):
    """One question of one record with the answers that clash.

    Attributes:
        keep_buttons: One for each answer, in the order of the clash.
        third: The editor for an answer that is neither.

    Signals:
        settled: A person has decided; it is saved.
        opened: Somebody wants to see the record; carries kind and id.
    """

    settled = Signal()
    opened = Signal(str, str)

    def __init__(self, session: Session, record: Disclosed, name: str) -> None:
        super().__init__()
        self._session = session
        self._record = record
        self._field = kind_named(record.kind).field(name)
        self._heads = record.clashes[name]
        self._laptops = laptops(session.workspace)
        kind = kind_named(record.kind)
        if kind.level_of(name, record.values, held=record.held) is Level.RESTRICTED:
            session.sight.watch(self)
        text = session.text
        head = QHBoxLayout()
        head.addWidget(picture(session.look, "git-compare", "bad", 22))
        titles = QVBoxLayout()
        titles.setSpacing(0)
        titles.addWidget(label(text(self._field.label), "heading"))
        names = session.names
        about = dotted(text(kind_named(record.kind).label), names.of(record), names.place(record))
        titles.addWidget(label(about, "small"))
        head.addLayout(titles, 1)
        self.open_button = button(text(N_("Open the record")), role="quiet")
        self.open_button.clicked.connect(self._on_open)
        head.addWidget(self.open_button)
        self.body.addLayout(head)
        if self._field.careful:
            warning = N_("Until you decide, neither answer is shown anywhere.")
            self.body.addWidget(label(text(warning), "strong", "bad"))
        before = stood_before(session, record, name)
        if before is not None:
            was = text(N_("Before, it said: {answer}"))
            shown = one_line(session, self._field.type, before)
            self.body.addWidget(label(was.format(answer=isolated(shown)), "hint"))
        self.keep_buttons: list[QPushButton] = []
        grid = QGridLayout()
        grid.setSpacing(12)
        for number, answer in enumerate(self._heads):
            grid.addWidget(self._side(number, answer), number // 2, number % 2)
        for column in range(2):
            grid.setColumnStretch(column, 1)
        self.body.addLayout(grid)
        self._add_third()

    def _side(self, number: int, head: Head) -> QFrame:
        side = QFrame()
        set_role(side, "child")
        column = QVBoxLayout(side)
        column.setContentsMargins(14, 10, 14, 12)
        shown = answer_shown(self._session, self._field.type, head.value)
        column.addWidget(label(shown or self._session.text(N_("(empty)")), "strong"))
        column.addWidget(label(given(self._session, head), "small"))
        column.addWidget(label(where_given(self._session, head.device, self._laptops), "small"))
        column.addStretch(1)
        keep = button(self._session.text(N_("Keep this")), self._session.look.icon("check"))
        keep.setAccessibleName(f"{keep.accessibleName()}: {shown}")
        keep.clicked.connect(lambda: self._settle(self._heads[number].value))
        column.addWidget(keep, 0, Qt.AlignmentFlag.AlignLeading)
        self.keep_buttons.append(keep)
        self._listen(f"Alt+{number + 1}", keep)
        return side

    def _listen(self, keys: str, pressed: QPushButton) -> None:
        pressed.setToolTip(keys)
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(pressed.click)

    def _add_third(self) -> None:
        text = self._session.text
        row = QHBoxLayout()
        row.setSpacing(10)
        caption = label(text(N_("Or another answer")), "strong", wrap=False)
        self.third = editor_for(self._field.type, self._session.surroundings)
        self.third.control.setAccessibleName(text(N_("Or another answer")))
        caption.setBuddy(self.third.control)
        self.third.edited.connect(self._on_third_edited)
        about = (self._record.kind, self._record.id, f"third:{self._field.name}")
        self._words = KeptWords(self, self._session, about, self.third.answer)
        begun = as_value(self._words.words)
        if begun is not None:
            self.third.show_answer(begun)
        self.third_button = button(text(N_("Keep my answer")), self._session.look.icon("pencil"))
        self.third_button.setEnabled(begun is not None)
        self.third_button.clicked.connect(self._on_third)
        row.addWidget(caption)
        row.addWidget(self.third, 1)
        row.addWidget(self.third_button, 0, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(row)
        self._complaint = label("", "error")
        self.body.addWidget(self._complaint)
        self._complaint.hide()

    def _on_third_edited(self) -> None:
        self._words.touch()
        self.third_button.setEnabled(self.third.answer() is not None)

    def _on_third(self) -> None:
        try:
            value = self._field.type.accept(self.third.answer())
        except BadValue as error:
            sentence = " ".join(error.sentences(self._session.text)).strip()
            self.third.mark(sentence)
            self._complaint.setText(sentence)
            self._complaint.show()
            return
        self._settle(value)

    def _settle(self, value: Value) -> None:
        workspace, name = self._session.workspace, self._field.name
        for problem in settle_one(workspace, self._record, name, value):
            messages.tell(self, self._session.look, problem.error)
            return
        self._words.forget()
        self.settled.emit()

    def _on_open(self) -> None:
        self.opened.emit(self._record.kind, self._record.id)


def clash_cards(session: Session, record: Disclosed) -> list[ClashCard]:
    """Return a card for each question of the record that this reader may settle."""
    kind = kind_named(record.kind)
    return [ClashCard(session, record, name) for name in record.clashes if kind.has(name)]


class ClashWindow(FittingWindow):
    """All clashes of one record.

    Signals:
        settled: The last of them was settled.
    """

    settled = Signal()

    def __init__(self, parent: QWidget, session: Session, record: Disclosed) -> None:
        text = session.text
        hint = text(N_("Both are kept until somebody decides."))
        title, closing = text(N_("Answers that clash")), text(N_("Close"))
        super().__init__(parent, title, hint, closing, wide=_WIDE)
        self.body.setSpacing(14)
        self.cards = clash_cards(session, record)
        for card in self.cards:
            card.open_button.hide()
            card.settled.connect(self._on_settled)
            self.body.addWidget(card)

    def _on_settled(self) -> None:
        card = self.sender()
        self.cards = [other for other in self.cards if other is not card]
        if isinstance(card, ClashCard):
            card.hide()
            self.fit()
        if not self.cards:
            self.settled.emit()
            self.accept()
