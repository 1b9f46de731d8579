"""What was found in records of every kind, as one list."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from fieldapp.domain.kinds import KINDS, kind_named
from fieldapp.domain.policy import Door
from fieldapp.language import N_
from fieldapp.store import records
from fieldapp.store.records import Wanted
from fieldapp.ui.components.text import dotted, label
from fieldapp.ui.record_list import Item
from fieldapp.ui.record_view import RecordView
from fieldapp.ui.session import Session
from fieldapp.ui.states import state_of
from fieldapp.ui.style_sheet import set_role

MOST = 25
"""Of each kind: who sees more has to write another word."""


class SearchPage(QWidget):
    """The records that hold the words.

    Signals:
        opened: Somebody wants to see a record; carries kind and id.
    """

    opened = Signal(str, str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        pane = QFrame()
        set_role(pane, "pane")
        column.addWidget(pane)
        inside = QVBoxLayout(pane)
        inside.setContentsMargins(12, 12, 12, 8)
        self._title = label("", "title")
        inside.addWidget(self._title)
        self.list = RecordView(session.look, session.text(N_("Found")))
        self.list.opened.connect(self.opened)
        inside.addWidget(self.list, 1)

    def search(self, words: str) -> None:
        """Show what holds all of these words."""
        found = [item for kind in KINDS for item in self._found(kind, words)]
        language = self._session.look.language
        self._title.setText(language.plural("{n} record found", "{n} records found", len(found)))
        self.list.show_items(found)

    def _found(self, kind: str, words: str) -> Sequence[Item]:
        session = self._session
        items = []
        wanted = Wanted(kind, words=words, limit=MOST)
        for record in records.query(session.workspace, wanted, session.reader.at(Door.SEARCH)):
            shown = session.disclosed(record, Door.SEARCH)
            label_ = session.text(kind_named(kind).label)
            about = dotted(label_, session.names.place(shown), session.names.day(shown))
            state = state_of(shown, session.look.language, has_draft=False)
            items.append(Item(kind, record.id, session.names.of(shown), about, state))
        return items
