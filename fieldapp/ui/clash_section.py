"""The open clashes, a card for each, with the ways to settle several and to look back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fieldapp.language import N_
from fieldapp.store import records
from fieldapp.ui.clashes import clash_cards
from fieldapp.ui.components.button import button
from fieldapp.ui.components.scrolled import emptied
from fieldapp.ui.components.text import dotted, label
from fieldapp.ui.components.toast import Toast
from fieldapp.ui.session import Session
from fieldapp.ui.settled import SettledWindow
from fieldapp.ui.settling import BulkWindow
from fieldapp.ui.style_sheet import set_role

MOST = 30
"""Cards drawn at once; the others come up as these are settled."""


class ClashSection(QWidget):
    """What is open, and what was settled.

    Attributes:
        bulk_button, settled_button: Open the windows for several, and for what was settled.

    Signals:
        opened: Somebody wants to see a record; carries kind and id.
        changed: Clashes were settled.
    """

    opened = Signal(str, str)
    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        set_role(self, "clear")
        self._session = session
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        text = session.text
        row = QHBoxLayout()
        row.setSpacing(10)
        self._title = label("", "heading")
        row.addWidget(self._title, 1)
        self.settled_button = button(
            text(N_("What was settled")), session.look.icon("history"), "quiet"
        )
        self.settled_button.clicked.connect(self._on_what_was_settled)
        row.addWidget(self.settled_button)
        self.bulk_button = button(text(N_("Settle several …")), session.look.icon("list-checks"))
        self.bulk_button.clicked.connect(self._on_bulk)
        row.addWidget(self.bulk_button)
        column.addLayout(row)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(14)
        column.addLayout(self._cards)
        self.refresh()

    def refresh(self) -> None:
        """Show the clashes that are open now."""
        emptied(self._cards)
        session, text = self._session, self._session.text
        open_now = [session.disclosed(record) for record, _ in records.clashing(session.workspace)]
        count = sum(len(record.clashes) for record in open_now)
        number = session.look.language.number(count) if count else ""
        words = text(N_("Answers that clash")) if count else text(N_("No answers clash"))
        self._title.setText(dotted(words, number))
        self.bulk_button.setVisible(count > 1)
        drawn = 0
        for record in open_now:
            if drawn >= MOST:
                break
            for card in clash_cards(session, record):
                card.settled.connect(self._on_settled)
                card.opened.connect(self.opened)
                self._cards.addWidget(card)
                drawn += 1

    def open_bulk(self) -> BulkWindow:
        """Open the window that settles several."""
        window = BulkWindow(self, self._session)
        window.opened.connect(self.opened)
        window.settled.connect(self._on_several_settled)
        window.open()
        return window

    def open_settled(self) -> SettledWindow:
        """Open the window of what was settled."""
        window = SettledWindow(self, self._session)
        window.opened.connect(self.opened)
        window.open()
        return window

    def _on_bulk(self) -> None:
        self.open_bulk()

    def _on_what_was_settled(self) -> None:
        self.open_settled()

    def _on_settled(self) -> None:
        self._tell(self._session.text(N_("Settled")))

    def _on_several_settled(self, count: int) -> None:
        language = self._session.look.language
        self._tell(language.plural("{n} clash settled", "{n} clashes settled", count))

    def _tell(self, words: str) -> None:
        Toast(self.window(), self._session.look, words)
        self.refresh()
        self.changed.emit()
