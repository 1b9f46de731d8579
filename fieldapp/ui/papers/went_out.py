"""What went out lately: when, who had it printed or saved, which paper, how many."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from fieldapp.domain.papers.sorts import SORTS
from fieldapp.language import N_
from fieldapp.store.printed import WentOut, papers_out
from fieldapp.ui.components.card import Card
from fieldapp.ui.components.text import dotted, isolated, label
from fieldapp.ui.session import Session

MOST = 50
"""Shown; all of them are in ``fieldapp report log``."""

_WHICH = 2


class WentOutCard(Card):
    """A table, the newest first.

    Attributes:
        table: When, who, which paper, how it went out.
    """

    def __init__(self, session: Session) -> None:
        text = session.text
        super().__init__(text(N_("Printed and saved")))
        self._session = session
        self._none = label(text(N_("No paper went out of this laptop yet.")), "hint")
        self.body.addWidget(self._none)
        self.table = QTableWidget(0, 4)
        heads = (N_("When"), N_("Who"), N_("Which paper"), N_("How many"))
        self.table.setHorizontalHeaderLabels([text(each) for each in heads])
        self.table.setAccessibleName(text(N_("Printed and saved")))
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(False)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_WHICH, QHeaderView.ResizeMode.Stretch)
        self.body.addWidget(self.table, 1)
        self.refresh()

    def refresh(self) -> None:
        """Read what went out."""
        found = papers_out(self._session.workspace, newest=MOST)[:MOST]
        self._none.setVisible(not found)
        self.table.setVisible(bool(found))
        self.table.setRowCount(len(found))
        for row, each in enumerate(found):
            for column, words in enumerate(self._cells(each)):
                self.table.setItem(row, column, QTableWidgetItem(words))

    def _cells(self, went: WentOut) -> tuple[str, str, str, str]:
        session = self._session
        language = session.look.language
        at = datetime.fromisoformat(went.at)
        when = f"{language.short_day(at.date())} {at:%H:%M}"
        sort = SORTS.get(went.paper)
        which = dotted(session.text(sort.label if sort else N_("Paper")), went.code)
        copies = language.plural("{n} printed copy", "{n} printed copies", went.copies)
        many = session.text(N_("Saved as a file")) if went.to_file else copies
        if went.entry.details.get("step") == "draft":
            many = session.text(N_("As a draft"))
        return isolated(when), went.who, which, many
