"""Asking why a line is taken off a paper: chosen or in one's own words, kept in the audit log."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from fieldapp.language import N_
from fieldapp.ui.components.choice import Segments
from fieldapp.ui.components.guarded import line_edit
from fieldapp.ui.components.text import label
from fieldapp.ui.look import Look

REASONS = (
    N_("It could point to a person"),
    N_("It could tell where or when somebody can be waited for"),
    N_("It is not agreed yet with those it is about"),
)


class TakeOutWindow(QDialog):
    """The line, why it goes, and what becomes of that.

    Attributes:
        choice, words: The reason.
        go_on: Takes the line out; not before there is a reason.
    """

    def __init__(self, parent: QWidget, look: Look, line: str, then: Callable[[str], None]) -> None:
        """Ask about a line; `then` gets the reason, unless it stays."""
        super().__init__(parent)
        text = look.language.translate
        self.setWindowTitle("fieldapp")
        self.setMinimumWidth(460)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(12)
        column.addWidget(label(text(N_("Why is this left out of the paper?")), "heading"))
        column.addWidget(label(line))
        reasons = [(text(reason), text(reason)) for reason in REASONS]
        self.choice = Segments(look, reasons)
        column.addWidget(self.choice)
        self.words = line_edit(look)
        self.words.setPlaceholderText(text(N_("Or another reason")))
        self.words.setAccessibleName(text(N_("Or another reason")))
        column.addWidget(self.words)
        stays = N_("The record keeps it. The reason stands in the audit log: name nobody in it.")
        column.addWidget(label(text(stays), "hint"))
        buttons = QDialogButtonBox()
        self.go_on = buttons.addButton(
            text(N_("Leave it out")), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.go_on.setEnabled(False)
        buttons.addButton(text(N_("Cancel")), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        self.choice.edited.connect(self._on_edited)
        self.words.textEdited.connect(self._on_edited)
        self.accepted.connect(lambda: then(self.reason))

    @property
    def reason(self) -> str:
        """What was written, else what was chosen."""
        return self.words.text().strip() or "".join(str(each) for each in self.choice.chosen)

    def _on_edited(self) -> None:
        self.go_on.setEnabled(bool(self.reason))
