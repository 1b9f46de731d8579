"""Settling many clashes by a rule: every one is listed with the answer that would be kept."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fieldapp.domain.kinds import kind_named
from fieldapp.errors import UserError
from fieldapp.language import N_
from fieldapp.store import records
from fieldapp.sync.settling import (
    FROM,
    KEEP,
    NEWEST,
    Proposal,
    Rule,
    code_of,
    laptops,
    propose,
    settle_listed,
)
from fieldapp.ui import messages
from fieldapp.ui.answers import given, one_line
from fieldapp.ui.components.button import button, set_words
from fieldapp.ui.components.choice import Segments
from fieldapp.ui.components.select import Select
from fieldapp.ui.components.text import dotted, isolated
from fieldapp.ui.listed import ListWindow
from fieldapp.ui.record_list import Item
from fieldapp.ui.session import Session
from fieldapp.ui.states import State


class BulkWindow(ListWindow):
    """Choose a rule, look at what it would keep, settle exactly that.

    Attributes:
        keep: Which answer.
        device: Whose, where it is that of another laptop.
        about: Only one question of one kind.
        place: Only one place, and what lies in it.
        button: Settles what is listed.

    Signals:
        settled: Clashes were settled; carries how many.
    """

    settled = Signal(int)

    def __init__(self, parent: QWidget, session: Session) -> None:
        title = session.text(N_("Settle several clashes"))
        hint = session.text(
            N_(
                "Every clash is listed with the answer that would be kept. What people's safety "
                "hangs on, what decides who may read, and what is restricted is never settled by a "
                "rule: a person settles those one at a time."
            )
        )
        super().__init__(parent, session, title, hint)
        self._session = session
        self._listed: list[Proposal] = []
        text, look = session.text, session.look
        self.keep = Segments(look, [(name, text(words)) for name, words in KEEP.items()])
        self.keep.choose((NEWEST,))
        self.keep.edited.connect(self._write)
        self.head.addWidget(self.keep)
        row = QHBoxLayout()
        row.setSpacing(10)
        others = laptops(session.workspace)
        others.pop(session.workspace.device, None)
        self.device = Select(look, list(others.items()), text(N_("Whose laptop?")))
        self.device.setAccessibleName(text(N_("Whose laptop?")))
        self.device.currentIndexChanged.connect(self._write)
        self.about = Select(look, self._questions(), text(N_("All questions")))
        self.about.setAccessibleName(text(N_("Only this question")))
        self.about.currentIndexChanged.connect(self._write)
        self.place = Select(look, self._places(), text(N_("Every place")))
        self.place.setAccessibleName(text(N_("Only this place, and what lies in it")))
        self.place.currentIndexChanged.connect(self._write)
        row.addWidget(self.about, 1)
        row.addWidget(self.place, 1)
        row.addWidget(self.device, 1)
        self.head.addLayout(row)
        self.button = button("", look.icon("check", "accent_ink"), "primary")
        self.button.clicked.connect(self._on_settle)
        self.foot.addWidget(self.button)
        self.closing.setText(text(N_("Cancel")))
        self._write()

    def _questions(self) -> list[tuple[object, str]]:
        """Return the questions that clash somewhere, as (kind, field) with their names."""
        session = self._session
        found: dict[tuple[str, str], str] = {}
        for record, _ in records.clashing(session.workspace):
            for name in session.disclosed(record).clashes:
                kind = kind_named(record.kind)
                if kind.has(name):
                    words = dotted(session.text(kind.label), session.text(kind.field(name).label))
                    found[record.kind, name] = words
        return list(found.items())

    def _places(self) -> list[tuple[object, str]]:
        """Return the places of records that clash, by name."""
        session = self._session
        clashing = (session.disclosed(r) for r, _ in records.clashing(session.workspace))
        found = {str(each.values["place"]) for each in clashing if each.values.get("place")}
        named = [(place, session.names.title(place)) for place in found]
        return sorted(named, key=lambda each: (each[1], each[0]))

    def _rule(self) -> Rule:
        about = self.about.value
        kind, name = about if isinstance(about, tuple) else ("", "")
        keep = str(self.keep.chosen[0]) if self.keep.chosen else NEWEST
        device = self.device.value if keep == FROM else None
        return Rule(keep, str(device or ""), kind, name, str(self.place.value or ""))

    def _write(self) -> None:
        session, rule = self._session, self._rule()
        self.device.setVisible(rule.keep == FROM)
        self._listed = propose(session.workspace, session.reader, rule)
        self.show_items(self._item(each) for each in self._listed)
        count = sum(each.kept is not None for each in self._listed)
        words = session.look.language.plural("Settle this {n}", "Settle these {n}", count)
        set_words(self.button, words)
        self.button.setEnabled(bool(count) and bool(self.keep.chosen))

    def _item(self, each: Proposal) -> Item:
        session, text = self._session, self._session.text
        field = kind_named(each.record.kind).field(each.field)
        title = dotted(session.names.of(each.record), text(field.label))
        if each.kept is None:
            why = each.why_not.sentences(text)[0] if each.why_not else ""
            state = State(text(N_("Not by a rule")), "warn", "hand")
            return Item(each.record.kind, each.record.id, title, why, state)
        kept = one_line(session, field.type, each.kept.value)
        others = ", ".join(
            one_line(session, field.type, head.value)
            for head in each.answers
            if head is not each.kept
        )
        about = text(N_("Keeps “{kept}”, not “{others}”")).format(
            kept=isolated(kept), others=isolated(others)
        )
        state = State(given(session, each.kept), "ok", "check")
        return Item(each.record.kind, each.record.id, title, about, state)

    def _on_settle(self) -> None:
        session = self._session
        try:
            settled = settle_listed(
                session.workspace, session.reader, self._rule(), code_of(self._listed)
            )
        except UserError as error:
            messages.tell(self, session.look, error)
            self._write()
            return
        self.settled.emit(len(settled))
        self.accept()
