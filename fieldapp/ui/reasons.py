"""Asks why something is taken out: one of the usual reasons, or another in words."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from fieldapp.language import N_
from fieldapp.ui.components.choice import Segments
from fieldapp.ui.components.fitting import FittingWindow
from fieldapp.ui.components.guarded import line_edit
from fieldapp.ui.look import Look

REASONS = (N_("Entered by mistake"), N_("Entered twice"))


def ask_reason(
    parent: QWidget, look: Look, question: str, yes: str, then: Callable[[str], None]
) -> "ReasonWindow":
    """Ask why something is taken out; `then` gets the reason, unless it stays.

    The window goes on meanwhile (see `choosing`).
    """
    dialog = ReasonWindow(parent, look, question, yes)
    dialog.accepted.connect(lambda: then(dialog.reason))
    dialog.open()
    return dialog


class ReasonWindow(FittingWindow):
    """Asks why; one of the usual reasons, or another in words.

    Attributes:
        words: Another reason.
    """

    def __init__(self, parent: QWidget, look: Look, question: str, yes: str) -> None:
        translate = look.language.translate
        stays = N_("It stays in the history, and others see the reason.")
        super().__init__(parent, question, translate(stays), translate(N_("Cancel")))
        reasons = [translate(reason) for reason in REASONS]
        self._choice = Segments(look, [(reason, reason) for reason in reasons])
        self.body.addWidget(self._choice)
        self.words = line_edit(look)
        self.words.setPlaceholderText(translate(N_("Or another reason")))
        self.words.setAccessibleName(translate(N_("Or another reason")))
        self.body.addWidget(self.words)
        self._go_on = self.add_main(yes)
        self._go_on.setEnabled(False)
        self._go_on.clicked.connect(self.accept)
        self._choice.edited.connect(self._on_edited)
        self.words.textEdited.connect(self._on_edited)

    @property
    def reason(self) -> str:
        """What was written, else what was chosen."""
        return self.words.text().strip() or "".join(str(each) for each in self._choice.chosen)

    def begin_with(self, words: str) -> None:
        """Show what was begun before."""
        self.words.setText(words)
        self._on_edited()

    def _on_edited(self) -> None:
        self._go_on.setEnabled(bool(self.reason))
