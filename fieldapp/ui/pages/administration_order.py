"""Part “Order” of the page “Administration”: the mission's own rules, who reads what, the log."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldapp.domain.kinds import kind_named
from fieldapp.domain.scope import CONDUCT, RESTRICTED, SCOPES, TEAM
from fieldapp.language import N_
from fieldapp.sync.members.readers import ReaderEntry, readers_of
from fieldapp.ui.components.card import Card, LineButton
from fieldapp.ui.components.chip import Chip
from fieldapp.ui.components.text import dotted, isolated, label
from fieldapp.ui.joining import role_in_words
from fieldapp.ui.kind_icons import icon_of
from fieldapp.ui.session import Session

RULES = {
    "limit": N_("How long, how many, how much: the mission’s numbers"),
    "decision_right": N_("Who may decide what"),
    "agreement": N_("With whom what is shared, and until when"),
    "assignment": N_("Who does which task"),
    "access": N_("Who had an identity shown, when and why"),
}
"""Kinds of records that order the mission, and what each is about."""

CALLED = {
    TEAM: N_("Everybody in the mission"),
    RESTRICTED: N_("Protection cell"),
    CONDUCT: N_("Conduct focal point"),
}
"""What people call a scope."""

LOG = "audit log"
"""The line that leads to the audit log."""


class OrderPart(QWidget):
    """Lines that lead to records and to the log; the readers of each scope by name.

    Attributes:
        lines: By kind, and `LOG`.

    Signals:
        kind_wanted: Show the records of a kind.
        log_wanted: Show the audit log.
    """

    kind_wanted = Signal(str)
    log_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.lines: dict[str, LineButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self._rules())
        column.addWidget(self._readers())
        column.addStretch(1)

    def _rules(self) -> Card:
        text, look = self._session.text, self._session.look
        card = Card(text(N_("The mission’s own order")))
        hint = N_("These are records like any other: everybody sees who set them and when.")
        card.body.addWidget(label(text(hint), "hint"))
        for name, about in RULES.items():
            words = text(kind_named(name).plural)
            line = LineButton(look, icon_of(name), "accent", words, text(about), name)
            line.opened.connect(self._on_kind)
            card.body.addWidget(line)
            self.lines[name] = line
        log, who = N_("Audit log of this laptop"), N_("Who read, copied, printed or showed what")
        line = LineButton(look, "clipboard-list", "accent", text(log), text(who), LOG)
        line.opened.connect(self.log_wanted)
        card.body.addWidget(line)
        self.lines[LOG] = line
        return card

    def _readers(self) -> Card:
        text, look = self._session.text, self._session.look
        card = Card(text(N_("Who can read what")))
        hint = N_(
            "It follows from what the founder and administrators have signed, never from what a "
            "hub says. Compare the five words with those on the colleague’s own laptop."
        )
        card.body.addWidget(label(text(hint), "hint"))
        for scope in SCOPES:
            card.body.addSpacing(4)
            card.body.addWidget(label(text(CALLED[scope]), "strong"))
            for each in readers_of(self._session.workspace, scope):
                card.body.addWidget(self._reader(each))
        if not card.body.count():
            card.body.addWidget(Chip(look, text(N_("Nobody")), "warn"))
        return card

    def _reader(self, each: ReaderEntry) -> QWidget:
        text = self._session.text
        if not each.name:
            ghost = text(N_("The laptop {device}, which nobody let in, was given the key."))
            return label(ghost.format(device=isolated(each.device)), "error")
        role = role_in_words(each.role, self._session.look.language) if each.role else ""
        return label(dotted(each.name, role, each.words))

    def _on_kind(self, kind: object) -> None:
        self.kind_wanted.emit(str(kind))
