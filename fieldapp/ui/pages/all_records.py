"""Every kind of record there is, by subject, with how many there are and a way to begin one."""

import itertools
from collections.abc import Iterator

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from fieldapp.domain.kinds import SUBJECTS, Subject, rows_of
from fieldapp.domain.schema import RecordKind
from fieldapp.language import N_
from fieldapp.store import records
from fieldapp.store.records import Wanted
from fieldapp.ui.components.button import tool_button
from fieldapp.ui.components.card import Card, LineButton
from fieldapp.ui.components.text import dotted, label
from fieldapp.ui.kind_icons import icon_of
from fieldapp.ui.session import Session
from fieldapp.ui.style_sheet import set_role

_COLUMN = 350
"""Logical pixels that a column of cards needs at least."""

_MOST_COLUMNS = 3


class AllRecordsPage(QScrollArea):
    """One card for each subject.

    Rows are not listed: they are reached through the record that they are rows of, whose line
    names them. A kind of row that can stand alone has a line as well.

    Attributes:
        lines: Opens a kind, by its name.
        new_buttons: Begins a record, by the name of its kind.

    Signals:
        opened: Somebody wants to see the records of a kind; carries its name.
        new_wanted: Somebody wants to begin a record of a kind.
    """

    opened = Signal(str)
    new_wanted = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.lines: dict[str, LineButton] = {}
        self.new_buttons: dict[str, QToolButton] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        set_role(inside, "clear")
        self.setWidget(inside)
        outer = QVBoxLayout(inside)
        outer.setContentsMargins(18, 16, 18, 16)
        outer.setSpacing(14)
        outer.addWidget(label(session.text(N_("All records")), "title"))
        row = QHBoxLayout()
        row.setSpacing(14)
        outer.addLayout(row, 1)
        self._columns: list[QVBoxLayout] = []
        for _ in range(_MOST_COLUMNS):
            column = QVBoxLayout()
            column.setSpacing(14)
            row.addLayout(column, 1)
            self._columns.append(column)
        self._row = row
        self._cards: list[Card] = []
        self._count = 0

    def grow(self) -> Iterator[None]:
        """Make the cards, one with each step."""
        for subject in SUBJECTS:
            card = self._card(subject)
            # At once: what has no parent stays behind where nobody wants the rest of the page.
            card.setParent(self.widget())
            self._cards.append(card)
            yield
        self._arrange_again()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = min(_MOST_COLUMNS, max(1, self.viewport().width() // _COLUMN))
        if self._count and columns != self._count:
            # Not now: what changes inside a resize is not told to the layouts around.
            QTimer.singleShot(0, self, self._arrange_again)

    def _arrange_again(self) -> None:
        self._arrange(min(_MOST_COLUMNS, max(1, self.viewport().width() // _COLUMN)))

    def _arrange(self, count: int) -> None:
        """Spread the cards over columns so that the longest is short, and number them anew."""
        self._count = count
        for number, column in enumerate(self._columns):
            while column.count():
                column.takeAt(0)
            self._row.setStretch(number, 1 if number < count else 0)
        ordered: list[Card] = []
        for column, cards in zip(self._columns, self._spread(count), strict=False):
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
            ordered += cards
        keys = [each for card in ordered for each in card.findChildren(QAbstractButton)]
        for first, then in itertools.pairwise(keys):
            QWidget.setTabOrder(first, then)

    def _spread(self, count: int) -> list[list[Card]]:
        """Return the cards by column, in each and from column to column in their own order."""
        width = max(self.viewport().width(), _COLUMN) // count - 30
        heights = {card: card.heightForWidth(width) for card in self._cards}
        columns: list[list[Card]] = [[] for _ in range(count)]
        for card in sorted(self._cards, key=lambda each: -heights[each]):
            shortest = min(columns, key=lambda cards: sum(heights[each] for each in cards))
            shortest.append(card)
        order = {card: number for number, card in enumerate(self._cards)}
        sorted_cards = [sorted(cards, key=lambda each: order[each]) for cards in columns if cards]
        return sorted(sorted_cards, key=lambda cards: order[cards[0]])

    def _card(self, subject: Subject) -> Card:
        card = Card(self._session.text(subject.label))
        card.body.setSpacing(2)
        for kind in subject.kinds:
            if kind.stands_alone:
                card.body.addLayout(self._line(kind))
        return card

    def _line(self, kind: RecordKind) -> QHBoxLayout:
        session = self._session
        count = session.look.language.number(records.count(session.workspace, Wanted(kind.name)))
        plural = session.text(kind.plural)
        rows = [session.text(each.plural) for each in rows_of(kind)]
        line = LineButton(
            session.look, icon_of(kind.name), "accent", dotted(plural, count),
            dotted(*rows) if rows else "", kind.name,
        )  # fmt: skip
        line.opened.connect(self._on_opened)
        self.lines[kind.name] = line
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addWidget(line, 1)
        words = session.text(N_("New: {what}")).format(what=session.text(kind.label))
        new = tool_button(session.look, "plus", words)
        row.addWidget(new)
        if kind.begins_in_a_form:
            new.setObjectName(kind.name)
            new.clicked.connect(self._on_new)
            self.new_buttons[kind.name] = new
        else:  # its room stays, so that the arrows stand in a column
            policy = new.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            new.setSizePolicy(policy)
            new.hide()
        return row

    def _on_opened(self, kind: str) -> None:
        self.opened.emit(kind)

    def _on_new(self) -> None:
        self.new_wanted.emit(self.sender().objectName())
