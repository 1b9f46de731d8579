"""Asks why something is taken out: one of the usual reasons, or another in words."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from fieldapp.language import N_
from fieldapp.ui.components.choice import Segments
from fieldapp.ui.components.fitting import FittingWindow
from fieldapp.ui.components.guarded import line_edit
from fieldapp.ui.components.text import label
from fieldapp.ui.look import Look

REASONS = (N_("Entered by mistake"), N_("Entered twice"))
_STAYS = N_("It stays in the history, and others see the reason.")


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
        choice, words: The reason.
        go_on: Takes it out; not before there is a reason.
    """

    def __init__(
        self,
        parent: QWidget,
        look: Look,
        question: str,
        yes: str,
        about: str = "",
        reasons: Sequence[str] = REASONS,
        stays: str = _STAYS,
    ) -> None:
        """Ask about something, told in `about` where the question does not; `reasons` are the usual
        ones and `stays` says what becomes of it, both for the translators."""
        translate = look.language.translate
        super().__init__(parent, question, translate(stays), translate(N_("Cancel")))
        if about:
            self.body.addWidget(label(about, "strong"))
        usual = [translate(reason) for reason in reasons]
        self.choice = Segments(look, [(reason, reason) for reason in usual])
        self.body.addWidget(self.choice)
        self.words = line_edit(look)
        self.words.setPlaceholderText(translate(N_("Or another reason")))
        self.words.setAccessibleName(translate(N_("Or another reason")))
        self.body.addWidget(self.words)
        self.go_on = self.add_main(yes)
        self.go_on.setEnabled(False)
        self.go_on.clicked.connect(self.accept)
        self.choice.edited.connect(self._on_edited)
        self.words.textEdited.connect(self._on_edited)

    @property
    def reason(self) -> str:
        """What was written, else what was chosen."""
        return self.words.text().strip() or "".join(str(each) for each in self.choice.chosen)

    def begin_with(self, words: str) -> None:
        """Show what was begun before."""
        self.words.setText(words)
        self._on_edited()

    def _on_edited(self) -> None:
        self.go_on.setEnabled(bool(self.reason))
