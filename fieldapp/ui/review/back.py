"""Step 5: a paper is back from the village. Its code is typed, and its answer entered."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFont, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from fieldapp.domain.code import folded
from fieldapp.domain.council.returned import awaited
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.kinds import kind_named
from fieldapp.language import N_
from fieldapp.ui.components.button import button
from fieldapp.ui.components.card import Card, LineButton
from fieldapp.ui.components.guarded import line_edit
from fieldapp.ui.components.scrolled import Scrolled, emptied
from fieldapp.ui.components.text import dotted, label
from fieldapp.ui.review.entry import EntryStep
from fieldapp.ui.review.reviews import of_code, out_now, reviews_of
from fieldapp.ui.services import Services
from fieldapp.ui.session import Session

_LATELY = 4


class BackStep(QStackedWidget):
    """The code, the papers that are out, and the entry of an answer.

    Attributes:
        code, find_button: By which a paper is found.
        complaint: Why none was.
        lines: Papers that are out, or that may be meant.
        entry: The answer of one paper; None before one was found.

    Signals:
        changed: An answer was saved.
        opened: Somebody goes to a record; carries kind and id.
        begun: Somebody begins a record; carries its kind and what is known of it.
    """

    changed = Signal()
    opened = Signal(str, str)
    begun = Signal(str, object)

    def __init__(self, session: Session, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._services = session, services
        self.entry: EntryStep | None = None
        self.lines: list[LineButton] = []
        self._finding = Scrolled(self)
        self.addWidget(self._finding)
        column = self._finding.column
        column.addWidget(self._code_card())
        self._out = Card(session.text(N_("Papers that are out")))
        self._out_body = QVBoxLayout()
        self._out_body.setSpacing(0)
        self._out.body.addLayout(self._out_body)
        column.addWidget(self._out)
        self._came = Card(session.text(N_("Came back lately")))
        self._came_body = QVBoxLayout()
        self._came_body.setSpacing(0)
        self._came.body.addLayout(self._came_body)
        column.addWidget(self._came)
        column.addStretch(1)
        self.refresh()

    def refresh(self) -> None:
        """Show the papers that are out as they are now."""
        found = out_now(self._session)
        none = N_("None: every paper that was printed here has come back.")
        self._list(found, self._session.text(none))
        emptied(self._came_body)
        came = [each for each in reviews_of(self._session) if _is_back(each)][:_LATELY]
        self._came.setVisible(bool(came))
        for each in came:
            self._came_body.addWidget(self._line(each))

    def show_code(self) -> None:
        """Go back to the code, ready to type the next."""
        if self.entry is not None:
            self.removeWidget(self.entry)
            self.entry.hide()
            self.entry.deleteLater()
            self.entry = None
        self.code.clear()
        self.complaint.hide()
        self.refresh()
        self.setCurrentWidget(self._finding)
        self.code.setFocus()

    def enter(self, review: Disclosed) -> None:
        """Show the entry of a paper's answer."""
        if self.entry is not None:
            self.removeWidget(self.entry)
            self.entry.deleteLater()
        self.entry = EntryStep(self._session, self._services, review)
        self.entry.saved.connect(self.changed)
        self.entry.left.connect(self.show_code)
        self.entry.opened.connect(self.opened)
        self.entry.begun.connect(self.begun)
        self.addWidget(self.entry)
        self.setCurrentWidget(self.entry)

    def _code_card(self) -> Card:
        text, look = self._session.text, self._session.look
        card = Card(text(N_("Type the code of the paper")))
        row = QHBoxLayout()
        row.setSpacing(10)
        self.code = line_edit(look)
        self.code.setAccessibleName(text(N_("Code of the paper")))
        self.code.setPlaceholderText("ABCD-EFGH")
        # A code is Latin letters and digits: from left to right in every language.
        self.code.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.code.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
        font = QFont(self.code.font())
        font.setPixelSize(20)
        font.setWeight(QFont.Weight.Bold)
        self.code.setFont(font)
        self.code.setMaximumWidth(320)
        self.find_button = button(
            text(N_("Find the paper")), look.icon("search", "accent_ink"), "primary"
        )
        row.addWidget(self.code, 1)
        row.addWidget(self.find_button)
        row.addStretch(1)
        card.body.addLayout(row)
        hint = N_(
            "It stands at the foot of every page. Small letters and spaces make no difference."
        )
        card.body.addWidget(label(text(hint), "hint"))
        self.complaint = label("", "error")
        self.complaint.hide()
        card.body.addWidget(self.complaint)
        self.code.returnPressed.connect(self._on_find)
        self.code.textEdited.connect(self.complaint.hide)
        self.find_button.clicked.connect(self._on_find)
        return card

    def _on_find(self) -> None:
        text = self._session.text
        typed = self.code.text()
        found = of_code(self._session, typed)
        exact = [each for each in found if _same(typed, each)]
        if len(exact) == 1:
            self.enter(exact[0])
            return
        if found:
            self._complain(text(N_("No paper has just this code. Is it one of these?")))
            self._list(found, "")
            return
        words = N_(
            "No paper here has this code. Look at the foot of a page; if it was printed on another"
            " laptop, sync first."
        )
        self._complain(text(words if typed.strip() else N_("Type the code of the paper.")))
        self.refresh()

    def _complain(self, words: str) -> None:
        self.complaint.setText(words)
        self.complaint.show()
        self.code.setFocus()
        self.code.selectAll()

    def _list(self, found: Sequence[Disclosed], none: str) -> None:
        emptied(self._out_body)
        self.lines = []
        if not found:
            self._out_body.addWidget(label(none, "hint"))
        for each in found:
            line = self._line(each)
            self._out_body.addWidget(line)
            self.lines.append(line)

    def _line(self, review: Disclosed) -> LineButton:
        session = self._session
        icon = ("circle-check", "ok") if _is_back(review) else ("file-text", "accent")
        name = session.names.place(review) or "–"
        line = LineButton(session.look, *icon, name, self._about(review), review)
        line.opened.connect(self.enter)
        return line

    def _about(self, review: Disclosed) -> str:
        text, language = self._session.text, self._session.look.language
        printed = review.values.get("printed_on")
        when = (
            text(N_("Printed {day}")).format(day=language.short_day(str(printed)))
            if printed
            else ""
        )
        field = kind_named("joint_review").field("agreement")
        answer = field.type.show(review.values.get("agreement"), language)
        state = text(N_("not back yet")) if awaited(review) else answer
        return dotted(str(review.values.get("paper_code") or ""), when, state)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.entry is None:
            QTimer.singleShot(0, self.code, self.code.setFocus)


def _is_back(review: Disclosed) -> bool:
    return bool(review.values.get("paper_code") and review.values.get("agreement"))


def _same(typed: str, review: Disclosed) -> bool:
    return folded(typed) == folded(str(review.values.get("paper_code") or ""))
