"""The card “In danger” of the page “Safety”: sealing this laptop now, and what it means."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fieldapp.language import N_, Language
from fieldapp.store.sealing import Why, has_sheet, sealed
from fieldapp.sync.closing.retention import Opening, retention
from fieldapp.ui import keys
from fieldapp.ui.components.banner import Banner
from fieldapp.ui.components.button import button
from fieldapp.ui.components.card import Card
from fieldapp.ui.components.fitting import FittingWindow
from fieldapp.ui.components.text import label
from fieldapp.ui.session import Session

_WIDE = 520

BY_SHEET = N_("The recovery sheet opens it again. It must not be with you.")
BY_INVITATION = N_("There is no sheet for it: only a new invitation to the mission opens it again.")

WHY = {
    Why.ASKED: N_("Sealed because somebody asked for it here."),
    Why.SILENT: N_("Sealed by itself: it was too long without contact with the mission."),
    Why.EVACUATED: N_("Sealed after its records were brought away."),
    Why.DEPARTED: N_("Sealed because its officer has left."),
    Why.OUT: N_("Sealed because it was taken out of the mission."),
}


def what_to_tell(language: Language, opening: Opening) -> tuple[str, str] | None:
    """Return what an officer is told when the workspace opens; None for nothing."""
    text = language.translate
    if opening.just_now and opening.sealed is not None:
        way = BY_SHEET if opening.sealed.by_sheet else BY_INVITATION
        return text(
            N_("This laptop has sealed itself")
        ), f"{text(WHY[opening.sealed.why])} {text(way)}"
    if opening.retention is not None and opening.retention.is_near:
        return (
            language.plural(
                "Without contact with the mission it seals itself in {n} day.",
                "Without contact with the mission it seals itself in {n} days.",
                opening.retention.left,
            ),
            text(N_("Sync, or read a parcel that a colleague brings.")),
        )
    return None


class SealWindow(FittingWindow):
    """Says what sealing does and asks once.

    Signals:
        wanted: Seal it.
    """

    wanted = Signal()

    def __init__(self, parent: QWidget, session: Session) -> None:
        text, look = session.text, session.look
        title = text(N_("Seal this laptop now?"))
        super().__init__(parent, title, "", text(N_("Cancel")), wide=_WIDE)
        for sentence in (
            N_("What was said in confidence is closed: nobody can read it here, not even you."),
            N_("Nothing is lost. What was not sent yet can still be sent. You can go on writing."),
        ):
            self.body.addWidget(label(text(sentence)))
        by_sheet = has_sheet(session.workspace)
        tone, words = ("info", BY_SHEET) if by_sheet else ("warn", BY_INVITATION)
        self.body.addWidget(Banner(look, tone, text(words)))
        self.seal_button = self.add_main(
            text(N_("Seal now")), look.icon("shield-alert", "accent_ink")
        )
        self.seal_button.clicked.connect(self._on_seal)
        self.seal_button.setFocus()

    def _on_seal(self) -> None:
        self.accept()
        self.wanted.emit()


class SealingCard(Card):
    """How this laptop stands, and the button.

    Signals:
        seal_wanted: Somebody wants to seal it; not asked yet whether they mean it.
        away_wanted: Somebody wants to take the records away.
    """

    seal_wanted = Signal()
    away_wanted = Signal()

    def __init__(self, session: Session) -> None:
        text, look = session.text, session.look
        super().__init__(text(N_("In danger")))
        state = sealed(session.workspace)
        if state is not None:
            way = BY_SHEET if state.by_sheet else BY_INVITATION
            told = f"{text(WHY[state.why])} {text(way)}"
            self.body.addWidget(Banner(look, "info", text(N_("This laptop is sealed")), told))
        left = retention(session.workspace)
        if left is not None:
            words = look.language.plural(
                "Without contact with the mission it seals itself in {n} day.",
                "Without contact with the mission it seals itself in {n} days.",
                left.left,
            )
            tone = "warn" if left.is_near else "hint"
            shown = Banner(look, tone, words) if left.is_near else label(words, tone)
            self.body.addWidget(shown)
        hint = N_(
            "At a checkpoint: what was said in confidence is closed at once. Nothing is lost."
        )
        self.body.addWidget(label(text(hint), "hint"))
        self.seal_button = button(text(N_("Seal now …")), look.icon("shield-alert"))
        self.seal_button.setToolTip(keys.shown("seal"))
        self.seal_button.clicked.connect(self.seal_wanted)
        self.seal_button.setEnabled(state is None)
        told = text(N_("Key: {keys}")).format(keys=keys.shown("seal"))
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.seal_button)
        row.addWidget(label(told, "small", wrap=False), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        self.body.addLayout(row)
        leave = N_("Leaving for good? Take away what only this laptop has; then it is sealed.")
        self.body.addWidget(label(text(leave), "hint"))
        self.away_button = button(text(N_("Take the records away …")), look.icon("hard-drive"))
        self.away_button.clicked.connect(self.away_wanted)
        self.body.addWidget(self.away_button, 0, Qt.AlignmentFlag.AlignLeading)
