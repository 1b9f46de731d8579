"""How a paper is printed: its leaf, a second language, calendar, digits, toner, hands.

Folded to one line, because mostly all stays as it is; the line says what does not.
"""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from fieldapp.digits import LATN, LOCAL, chosen
from fieldapp.domain.codelists import code_list
from fieldapp.domain.papers.order import Manner
from fieldapp.domain.papers.sorts import PaperSort
from fieldapp.language import N_
from fieldapp.ui.components.button import button, set_words
from fieldapp.ui.components.choice import Segments
from fieldapp.ui.components.flow import Flow
from fieldapp.ui.components.select import Select
from fieldapp.ui.components.showing import set_shown
from fieldapp.ui.components.text import dotted, label
from fieldapp.ui.session import Session

LEAVES = {
    "a4": N_("A4, as usual"),
    "large": N_("Large print, on A4"),
    "a3": N_("Poster, on A3"),
    "tiles": N_("Poster of four A4, to be glued together"),
    "a5": N_("Half as large: A5"),
    "booklet": N_("Booklet: A4, folded to A5"),
    "slip": N_("Slip for a pocket"),
}
"""What leaves are for, as an officer says it."""

_LEAST = 230
"""Logical pixels of a question, in which its usual answer is not cut."""

_TITLE = N_("How it is printed")
_TONER, _HANDS = "toner", "hands"


class MannerPart(QWidget):
    """One line that unfolds to a form.

    Attributes:
        fold_button: Shows the form, or hides it.
        leaf, beside, calendar, digits: Selects.
        extras: Boxes to tick: `toner` and `hands`.

    Signals:
        edited: It is to be printed in another way.
    """

    edited = Signal()

    def __init__(self, session: Session, *, across: bool = False) -> None:
        """Show the questions below each other, or `across`, as many in a line as there is room."""
        super().__init__()
        self._session = session
        text = session.text
        self._sort: PaperSort | None = None
        self._asked: dict[Select, QWidget] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.fold_button = button(text(_TITLE), None, "fold")
        self.fold_button.setCheckable(True)
        self.fold_button.toggled.connect(self._on_fold)
        self._summary = label("", "hint")
        head = QHBoxLayout() if across else QVBoxLayout()
        head.setSpacing(10 if across else 2)
        head.addWidget(self.fold_button, 0, Qt.AlignmentFlag.AlignLeft)
        head.addWidget(self._summary, 1)
        head.addStretch()
        column.addLayout(head)
        self._inside = QWidget()
        inside = QVBoxLayout(self._inside)
        inside.setContentsMargins(0, 0, 0, 4)
        inside.setSpacing(10)
        column.addWidget(self._inside)
        questions = QWidget()
        self._questions: QLayout = Flow(questions, gap=12) if across else QVBoxLayout(questions)
        self._questions.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(questions)
        here = text(N_("As at the place"))
        self.leaf = self._select(N_("Sheet"), "")
        self.beside = self._select(N_("Second language"), text(N_("No second language")))
        self.calendar = self._select(N_("Calendar"), here)
        self.digits = self._select(N_("Digits"), here)
        for select, codes in ((self.calendar, "calendar"), (self.digits, "digits")):
            for code, words in code_list(codes).labels.items():
                select.addItem(text(words), code)
        boxes = (
            (_TONER, text(N_("Save toner: thin lines, nothing black"))),
            (_HANDS, text(N_("Raised hands instead of signatures"))),
        )
        self.extras = Segments(session.look, boxes, several=True)
        self.toner, self.hands = (self.extras.button(name) for name, _ in boxes)
        for box in (self.toner, self.hands):
            box.toggled.connect(self._on_edited)
        inside.addWidget(self.extras)
        for select in (self.leaf, self.beside, self.calendar, self.digits):
            select.currentIndexChanged.connect(self._on_edited)
        self._on_fold(False)

    def offer(self, sort: PaperSort, language: str) -> None:
        """Offer what suits a paper in a language; what was chosen stays where it still does."""
        before = self.manner(language) if self._sort else Manner(language)
        self._sort = sort
        text = self._session.text
        self.blockSignals(True)
        self.leaf.clear()
        for name in sort.leaves:
            self.leaf.addItem(text(LEAVES[name]), name)
        while self.beside.count() > 1:
            self.beside.removeItem(1)
        for code, name in sort.languages.items():
            if code != language:
                self.beside.addItem(name, code)
        self._show(self.leaf, shown=len(sort.leaves) > 1)
        self._show(self.digits, shown=chosen(language, LOCAL) != LATN)
        self.hands.setVisible(sort.signed)
        self.blockSignals(False)
        self.show_manner(before)

    def show_manner(self, manner: Manner) -> None:
        """Show how a paper is printed; what does not suit it is passed over."""
        assert self._sort is not None
        self.blockSignals(True)
        for select, value in (
            (self.leaf, manner.leaf or self._sort.leaf),
            (self.beside, manner.beside),
            (self.calendar, manner.calendar),
            (self.digits, manner.digits),
        ):
            select.setCurrentIndex(max(select.findData(value), 0))
        wanted = ((_TONER, manner.saves_toner), (_HANDS, not manner.signatures))
        self.extras.choose([name for name, chosen_ in wanted if chosen_])
        self.blockSignals(False)
        self._write()

    def manner(self, language: str) -> Manner:
        """Return how a paper in this language is to be printed."""
        sort = self._sort
        leaf = str(self.leaf.value or "")
        manner = Manner(
            language,
            "" if sort is None or leaf == sort.leaf else leaf,
            str(self.beside.value or ""),
            signatures=not self.hands.isChecked(),
            saves_toner=self.toner.isChecked(),
            calendar=str(self.calendar.value or ""),
            digits=str(self.digits.value or ""),
        )
        if sort is not None and not sort.signed:
            manner = replace(manner, signatures=True)
        return manner

    def _select(self, words: str, nothing: str) -> Select:
        select = Select(self._session.look, (), nothing)
        select.setAccessibleName(self._session.text(words))
        caption = label(self._session.text(words), "strong")
        caption.setBuddy(select)
        self._asked[select] = asked = QWidget()
        asked.setMinimumWidth(_LEAST)
        column = QVBoxLayout(asked)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(caption)
        column.addWidget(select)
        self._questions.addWidget(asked)
        return select

    def _show(self, select: Select, *, shown: bool) -> None:
        set_shown(self._asked[select], shown)
        if not shown:
            select.setCurrentIndex(0)

    def _on_fold(self, shown: bool) -> None:
        icon = self._session.look.icon("chevron-down" if shown else "chevron-right")
        set_words(self.fold_button, self._session.text(_TITLE), icon)
        self._inside.setVisible(shown)
        self._write()

    def _on_edited(self) -> None:
        self._write()
        if not self.signalsBlocked():
            self.edited.emit()

    def _write(self) -> None:
        """Say in one line what is chosen."""
        text = self._session.text
        said = [self.leaf.currentText()]
        said += [each.currentText() for each in (self.beside, self.calendar, self.digits)
                 if each.value]  # fmt: skip
        if self.toner.isChecked():
            said.append(text(N_("Save toner")))
        if self._sort is not None and self._sort.signed and self.hands.isChecked():
            said.append(text(N_("Raised hands")))
        words = dotted(*said)
        self._summary.setText(words)
        self._summary.setVisible(self._inside.isHidden())
        self.fold_button.setAccessibleName(f"{text(_TITLE)}: {words}")
