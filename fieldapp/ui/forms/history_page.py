"""The history of a saved record, as a section of its form: who said what, when, on which laptop.

An answer that stood once can be put back: into the form, where it is looked at and saved as any
other. Nothing here changes a record.
"""

from collections.abc import Iterator
from datetime import datetime
from functools import cached_property

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from fieldapp.domain.kinds import kind_named
from fieldapp.errors import UserError
from fieldapp.language import N_
from fieldapp.store import audit
from fieldapp.sync.settling import KEEP, laptops
from fieldapp.ui import messages
from fieldapp.ui.answers import one_line, where_given
from fieldapp.ui.components.button import button
from fieldapp.ui.components.card import Card
from fieldapp.ui.components.chip import Chip
from fieldapp.ui.components.scroll import ScrollPage
from fieldapp.ui.components.text import dotted, isolated, label, picture
from fieldapp.ui.growing import Growing
from fieldapp.ui.history import Act, Saved, Told, history_of
from fieldapp.ui.session import Session

AT_ONCE = 20
"""Saves drawn before somebody asks for older ones."""

_ACTS = {
    Act.BEGUN: (N_("Begun"), "ok", "plus"),
    Act.CHANGED: (N_("Changed"), "info", "pencil"),
    Act.SETTLED: (N_("Settled"), "ok", "git-compare"),
    Act.TAKEN_OUT: (N_("Taken out"), "bad", "trash-2"),
    Act.PUT_BACK: (N_("Put back in"), "ok", "undo-2"),
}


class HistoryPage(ScrollPage):
    """A card for each save, the newest first.

    Attributes:
        cards: From top to bottom.
        back_buttons: Put an answer back; in the order of the answers that can be.

    Signals:
        put_back: Somebody wants an answer in the form again; carries record or row, question and
            answer.
        shown: The cards are there.
    """

    put_back = Signal(str, str, object)
    shown = Signal()

    def __init__(
        self, session: Session, kind: str, ids: tuple[str, ...], parent: QWidget | None = None
    ) -> None:
        """Show the history of a record and its rows; `ids` begins with the record's."""
        super().__init__(session.look, parent)
        self._session = session
        self._kind = kind
        self._ids = ids
        self._laptops: dict[str, str] = {}
        self._waiting: list[Saved] = []
        self._is_read = False
        self.cards: list[Card] = []
        self.back_buttons: list[QPushButton] = []
        self._cards = QVBoxLayout()
        self._cards.setSpacing(10)
        self.column.addLayout(self._cards)
        self.older_button = button(session.text(N_("Show older")), session.look.icon("history"))
        self.older_button.clicked.connect(self._on_older)
        self.older_button.hide()
        self.column.addWidget(self.older_button, 0, session.look.start)
        self.column.addStretch(1)
        self._left = 0
        self._growing = Growing(session.growth, self, self._grow)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._growing.come_back()
        if not self._is_read:  # nobody waits for a history that nobody looks at
            self._is_read = True
            QTimer.singleShot(0, self, self._read)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._growing.leave()

    def _read(self) -> None:
        session = self._session
        found = history_of(session, self._ids)
        if any(each.in_confidence for each in found):
            session.sight.watch(self)
            try:
                audit.note(
                    session.workspace, audit.Act.READ, self._kind, self._ids[0], {"by": "history"}
                )
            except UserError as error:
                messages.tell(self, session.look, error)
                return
        self._laptops = laptops(session.workspace)
        self._waiting = found
        self._on_older()

    def _on_older(self) -> None:
        self._left = min(AT_ONCE, len(self._waiting))
        self._growing.start()

    def _grow(self) -> None:
        if self._left:
            self._left -= 1
            card = self._card(self._waiting.pop(0))
            self.cards.append(card)
            self._cards.addWidget(card)
            return
        self._growing.stop()
        self.older_button.setVisible(bool(self._waiting))
        self.shown.emit()

    def _card(self, saved: Saved) -> Card:
        session, text = self._session, self._session.text
        card = Card()
        head = QHBoxLayout()
        head.setSpacing(10)
        when = datetime.fromisoformat(saved.at)
        day = session.look.language.short_day(when.date())
        who = QVBoxLayout()
        who.setSpacing(0)
        who.addWidget(label(saved.author, "strong"))
        at = dotted(day, f"{when:%H:%M}", where_given(session, saved.device, self._laptops))
        who.addWidget(label(at, "small"))
        head.addLayout(who, 1)
        word, tone, icon = _ACTS[saved.act]
        if saved.rule:
            rule = KEEP.get(saved.rule.partition(":")[0])
            word = rule or word
        head.addWidget(Chip(session.look, text(word), tone, icon))
        card.body.addLayout(head)
        if saved.reason:
            reason = text(N_("Because: {reason}")).format(reason=isolated(saved.reason))
            card.body.addWidget(label(reason))
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        grid.setColumnMinimumWidth(2, self._room_of_button)
        for line, told in enumerate(saved.answers):
            for column, widget in enumerate(self._line(told)):
                grid.addWidget(widget, line, column, Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(grid)
        if saved.withheld:
            others = session.look.language.plural(
                "{n} answer only for others", "{n} answers only for others", saved.withheld
            )
            row = QHBoxLayout()
            row.addWidget(picture(session.look, "lock", "info", 16))
            row.addWidget(label(others, "hint"), 1)
            card.body.addLayout(row)
        return card

    def _back_button(self) -> QPushButton:
        look = self._session.look
        words = self._session.text(N_("Put back"))
        return button(words, look.icon("undo-2", "accent"), "quiet")

    @cached_property
    def _room_of_button(self) -> int:
        """How wide the button is, in logical pixels, for answers without one: all cards have the
        same columns."""
        back = self._back_button()
        back.setParent(self)  # the style sheet is that of the window
        back.ensurePolished()
        width = back.sizeHint().width()
        back.deleteLater()
        return width

    def _line(self, told: Told) -> Iterator[QWidget]:
        """Give the question, what was said, and a button to put it back."""
        session, text = self._session, self._session.text
        kind = kind_named(told.kind)
        field = kind.field(told.field)
        row = text(kind.label) if told.record != self._ids[0] else ""
        question = text(field.label)
        yield label(dotted(row, question) if row else question, "hint")
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if told.is_masked:
            line = QHBoxLayout()
            line.addWidget(picture(session.look, "eye-off", "mute", 16))
            line.addWidget(label(text(N_("Hidden, because it can point to a person.")), "hint"), 1)
            column.addLayout(line)
            yield words
            return
        said = one_line(session, field.type, told.value)
        column.addWidget(label(said, "strong"))
        if told.before:
            both = text(N_("Before, two answers: {answers}"))
            one = text(N_("Before: {answers}"))
            comma = text(N_(", "))
            shown = comma.join(
                isolated(one_line(session, field.type, each)) for each in told.before
            )
            words_before = (both if len(told.before) > 1 else one).format(answers=shown)
            column.addWidget(label(words_before, "small"))
        yield words
        if not told.stands:
            back = self._back_button()
            named = text(N_("Put back: {question}, {answer}"))
            back.setAccessibleName(named.format(question=question, answer=said))
            back.clicked.connect(lambda: self.put_back.emit(told.record, told.field, told.value))
            self.back_buttons.append(back)
            yield back
