"""The audit log on the page “Safety”: who did what when, and whether the chain is whole."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from fieldapp.domain.kinds import KINDS
from fieldapp.errors import UserError
from fieldapp.language import N_
from fieldapp.store import audit
from fieldapp.store.audit import ACTS, Entry, Sought
from fieldapp.ui import messages
from fieldapp.ui.components.banner import Banner
from fieldapp.ui.components.card import Card
from fieldapp.ui.components.select import Select
from fieldapp.ui.components.text import isolated, label
from fieldapp.ui.session import Session

MOST = 300
"""Entries shown; all of them are in ``fieldapp audit``."""

_SHORT = 6
"""Last letters of an id that tell records apart in a list; the first ones tell when it was made."""


_WHO = 1
"""The column that gives way where there is little room: mostly it says the same in every line."""


class AuditCard(Card):
    """A table of the newest entries.

    Attributes:
        act: Which acts to show.
        table: The entries, the newest first.
        state: Says whether the chain is whole.
    """

    def __init__(self, session: Session) -> None:
        text = session.text
        super().__init__(text(N_("Audit log of this laptop")))
        self._session = session
        hint = N_(
            "Who read, copied, printed or showed what was told in confidence. No answer is in it."
        )
        self.body.addWidget(label(text(hint), "hint"))
        self.state = self._whole()
        self.body.addWidget(self.state)
        options: list[tuple[object, str]] = [(act.value, text(ACTS[act])) for act in ACTS]
        self.act = Select(session.look, options, text(N_("Everything")))
        self.act.setAccessibleName(text(N_("Show only")))
        self.act.activated.connect(self.refresh)
        self.body.addWidget(self.act)
        self.table = QTableWidget(0, 4)
        heads = (N_("When"), N_("Who"), N_("What"), N_("Record"))
        self.table.setHorizontalHeaderLabels([text(each) for each in heads])
        self.table.setAccessibleName(text(N_("Audit log of this laptop")))
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
        header.setSectionResizeMode(_WHO, QHeaderView.ResizeMode.Stretch)  # the rest is whole
        self.body.addWidget(self.table, 1)
        self.refresh()

    def refresh(self) -> None:
        """Show what is sought."""
        value = self.act.value
        found = audit.entries(self._session.workspace, Sought(act=str(value or ""), limit=MOST))
        self.table.setRowCount(len(found))
        for row, entry in enumerate(found):
            for column, words in enumerate(self._cells(entry)):
                item = QTableWidgetItem(words)
                item.setToolTip(f"{entry.n}  {entry.at}  {entry.record}")
                self.table.setItem(row, column, item)

    def _cells(self, entry: Entry) -> tuple[str, str, str, str]:
        session = self._session
        at = datetime.fromisoformat(entry.at)
        when = f"{session.look.language.short_day(at.date())} {at:%H:%M}"
        words = {act.value: label_ for act, label_ in ACTS.items()}
        act = session.text(words.get(entry.act, entry.act))
        kind = KINDS.get(entry.kind)
        about = session.text(kind.label) if kind else entry.kind
        if entry.record:
            about = f"{about} {isolated(entry.record[-_SHORT:])}"
        return isolated(when), entry.who, act, about

    def _whole(self) -> Banner:
        workspace, look, text = self._session.workspace, self._session.look, self._session.text
        try:
            chain = audit.entries(workspace)[::-1]
            wrong = list(audit.faults(chain, audit.head(workspace.db)))
        except UserError as error:
            return Banner(look, "bad", *messages.in_words(look, error))
        if wrong:
            title = text(N_("The log was tampered with or damaged"))
            told = look.language.plural(
                "{n} fault in its chain.", "{n} faults in its chain.", len(wrong)
            )
            return Banner(look, "bad", title, told)
        count = look.language.plural("{n} entry", "{n} entries", len(chain))
        whole = text(N_("The chain is whole: {entries}")).format(entries=isolated(count))
        return Banner(look, "ok", whole)
