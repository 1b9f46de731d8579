"""The page “Safety”: when it locks, how it opens, how it is closed for good, and who read what."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from fieldapp.language import N_
from fieldapp.store.recovery import sheet_state
from fieldapp.sync.recovery import custody_state
from fieldapp.ui import keys
from fieldapp.ui.audit_card import AuditCard
from fieldapp.ui.components.beside import stack
from fieldapp.ui.components.button import button
from fieldapp.ui.components.card import Card
from fieldapp.ui.components.chip import Chip
from fieldapp.ui.components.choice import OneOf
from fieldapp.ui.components.scrolled import emptied
from fieldapp.ui.components.text import label
from fieldapp.ui.components.toast import Toast
from fieldapp.ui.evacuating import EvacuateWindow
from fieldapp.ui.passphrase_window import PassphraseWindow
from fieldapp.ui.preferences import IDLE_MINUTES
from fieldapp.ui.sealing_card import SealingCard
from fieldapp.ui.session import Session
from fieldapp.ui.sheet_windows import DrillWindow, SheetWindow
from fieldapp.ui.style_sheet import set_role

TWO_COLUMNS = 760
"""Logical pixels; narrower, the audit log stands below the cards."""

_LEAST = 280


class SafetyPage(QWidget):
    """Cards on one side, the audit log beside them.

    Attributes:
        minutes: How long without a key until it locks.

    Signals:
        idle_wanted: So many minutes were chosen.
        lock_wanted: Lock now.
        seal_wanted: Somebody wants to seal this laptop.
        administration_wanted: Somebody wants to the page “Administration”.
    """

    idle_wanted = Signal(int)
    lock_wanted = Signal()
    seal_wanted = Signal()
    administration_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._row = row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        row.setContentsMargins(18, 16, 18, 16)
        row.setSpacing(14)
        self._area = area = QScrollArea(self)
        area.setAccessibleName(session.text(N_("Safety")))
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        set_role(inside, "clear")
        area.setWidget(inside)
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(*((8, 0, 0, 0) if session.look.rtl else (0, 0, 8, 0)))
        self._column.setSpacing(14)
        head = QHBoxLayout()
        head.addWidget(label(session.text(N_("Safety")), "title"), 1)
        to_people = button(session.text(N_("Administration")), session.look.icon("users"), "quiet")
        to_people.clicked.connect(self.administration_wanted)
        head.addWidget(to_people)
        self._column.addLayout(head)
        self._column.addWidget(self._lock_card())
        self.sealing = SealingCard(session)
        self.sealing.seal_wanted.connect(self.seal_wanted)
        self.sealing.away_wanted.connect(self._on_away)
        self._column.addWidget(self.sealing)
        self._column.addWidget(self._passphrase_card())
        self._sheet = QVBoxLayout()
        self._column.addLayout(self._sheet)
        self._show_sheet()
        self._column.addStretch(1)
        row.addWidget(area, 5)
        self.log = AuditCard(session)
        row.addWidget(self.log, 6)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        below = self.width() < TWO_COLUMNS
        stack(self._row, narrow=below)
        for each in (self._area, self.log):
            each.setMinimumHeight(_LEAST if below else 0)

    def _lock_card(self) -> Card:
        session, text = self._session, self._session.text
        card = Card(text(N_("Lock")))
        self.lock_button = button(text(N_("Lock now")), session.look.icon("lock"))
        self.lock_button.setToolTip(keys.shown("lock"))
        self.lock_button.clicked.connect(self.lock_wanted)
        card.header.addWidget(self.lock_button)
        said = N_(
            "It locks itself without a key or a click for so long, and when the laptop sleeps."
        )
        card.body.addWidget(label(text(said), "hint"))
        plural = session.look.language.plural
        options = [(n, plural("{n} minute", "{n} minutes", n)) for n in IDLE_MINUTES]
        now = session.preferences.idle_minutes
        self.minutes = OneOf(session.look, options, now, self.idle_wanted.emit)
        card.body.addWidget(self.minutes)
        return card

    def _passphrase_card(self) -> Card:
        text = self._session.text
        card = Card(text(N_("Passphrase")))
        hint = N_(
            "Change it when somebody may have seen it, and when the laptop has a new officer."
        )
        card.body.addWidget(label(text(hint), "hint"))
        self.passphrase_button = button(
            text(N_("Change the passphrase …")), self._session.look.icon("pencil")
        )
        self.passphrase_button.clicked.connect(self._on_passphrase)
        card.body.addWidget(self.passphrase_button, 0, Qt.AlignmentFlag.AlignLeading)
        return card

    def _sheet_card(self) -> Card:
        session, text = self._session, self._session.text
        state = sheet_state(session.workspace)
        card = Card(text(N_("Recovery sheet")))
        tone, word = (
            ("warn", N_("A drill is due")) if state.due else ("ok", N_("Tried, and it opens"))
        )
        card.header.addWidget(Chip(session.look, text(word), tone))
        made = text(N_("Made on: {day}")).format(day=self._day(state.made_on))
        tried = text(N_("Last tried: {day}")).format(day=self._day(state.drill_on))
        card.body.addWidget(label(f"{made}\n{tried}"))
        card.body.addWidget(label(self._custodians(), "hint"))
        row = QHBoxLayout()
        row.setSpacing(10)
        self.drill_button = button(text(N_("Try the code …")), session.look.icon("list-checks"))
        self.drill_button.clicked.connect(self._on_drill)
        self.sheet_button = button(text(N_("New sheet …")), session.look.icon("file-text"))
        self.sheet_button.clicked.connect(self._on_new_sheet)
        row.addWidget(self.drill_button)
        row.addWidget(self.sheet_button)
        row.addStretch(1)
        card.body.addLayout(row)
        return card

    def _custodians(self) -> str:
        text = self._session.text
        custody = custody_state(self._session.workspace)
        if not custody.named:
            return text(N_("The mission has named no custodians."))
        names = text(N_(", ")).join(member.name for member in custody.named)
        ready = N_("Custodians, two of whom can help together: {names}")
        waiting = N_("Custodians: {names}. They can help after the next sync.")
        return text(ready if custody.ready else waiting).format(names=names)

    def _day(self, day: date | None) -> str:
        return (
            self._session.look.language.short_day(day) if day else self._session.text(N_("not yet"))
        )

    def _show_sheet(self) -> None:
        emptied(self._sheet)
        self._sheet.addWidget(self._sheet_card())

    def _on_away(self) -> None:
        window = EvacuateWindow(self, self._session)
        window.lock_wanted.connect(self.lock_wanted)
        window.open()

    def _on_passphrase(self) -> None:
        window = PassphraseWindow(self, self._session)
        window.changed.connect(self._on_changed)
        window.open()

    def _on_changed(self) -> None:
        self.log.refresh()
        words = self._session.text(N_("From now on the new passphrase opens the workspace."))
        Toast(self, self._session.look, words)

    def _on_drill(self) -> None:
        window = DrillWindow(self, self._session)
        window.passed.connect(self._on_passed)
        window.open()

    def _on_passed(self) -> None:
        self._on_sheet_changed()
        words = self._session.text(N_("The sheet opens this workspace. Lock it away again."))
        Toast(self, self._session.look, words)

    def _on_new_sheet(self) -> None:
        window = SheetWindow(self, self._session)
        window.made.connect(self._on_sheet_changed)
        window.open()

    def _on_sheet_changed(self) -> None:
        self._show_sheet()
        self.log.refresh()
