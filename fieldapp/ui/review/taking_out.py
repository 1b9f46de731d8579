"""Asking why a line is taken off a paper: chosen or in one's own words, kept in the audit log."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from fieldapp.language import N_
from fieldapp.ui.components.choice import Segments
from fieldapp.ui.components.fitting import FittingWindow
from fieldapp.ui.components.guarded import line_edit
from fieldapp.ui.components.text import label
from fieldapp.ui.look import Look

REASONS = (
    N_("It could point to a person"),
    N_("It could tell where or when somebody can be waited for"),
    N_("It is not agreed yet with those it is about"),
)


class TakeOutWindow(FittingWindow):
    """The line, why it goes, and what becomes of that.

    Attributes:
        choice, words: The reason.
        go_on: Takes the line out; not before there is a reason.
    """

    def __init__(self, parent: QWidget, look: Look, line: str, then: Callable[[str], None]) -> None:
        """Ask about a line; `then` gets the reason, unless it stays."""
        text = look.language.translate
        stays = N_("The record keeps it. The reason stands in the audit log: name nobody in it.")
        title = text(N_("Why is this left out of the paper?"))
        super().__init__(parent, title, text(stays), text(N_("Cancel")))
        self.body.addWidget(label(line, "strong"))
        reasons = [(text(reason), text(reason)) for reason in REASONS]
        self.choice = Segments(look, reasons)
        self.body.addWidget(self.choice)
        self.words = line_edit(look)
        self.words.setPlaceholderText(text(N_("Or another reason")))
        self.words.setAccessibleName(text(N_("Or another reason")))
        self.body.addWidget(self.words)
        self.go_on = self.add_main(text(N_("Leave it out")))
        self.go_on.setEnabled(False)
        self.go_on.clicked.connect(self.accept)
        self.choice.edited.connect(self._on_edited)
        self.words.textEdited.connect(self._on_edited)
        self.accepted.connect(lambda: then(self.reason))

    @property
    def reason(self) -> str:
        """What was written, else what was chosen."""
        return self.words.text().strip() or "".join(str(each) for each in self.choice.chosen)

    def _on_edited(self) -> None:
        self.go_on.setEnabled(bool(self.reason))
