"""Telling a person: an error with its remedy, and asking why something is taken out.

Every box of the desktop is made here. Messages that stay on a page are banners (`components`).
"""

import logging
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from fieldapp.crash import described
from fieldapp.errors import UserError
from fieldapp.language import N_
from fieldapp.ui.components.choice import Segments
from fieldapp.ui.components.guarded import line_edit
from fieldapp.ui.components.text import label
from fieldapp.ui.look import Look

log = logging.getLogger(__name__)

REASONS = (N_("Entered by mistake"), N_("Entered twice"))

OUR_FAULT = N_("Something went wrong that should not have.")
OUR_FAULT_REMEDY = N_(
    "What you had saved is safe. Try again; if it comes back, send this report to the team that "
    "looks after fieldapp. It holds no record."
)


def tell(parent: QWidget, look: Look, error: Exception) -> QMessageBox:
    """Show what went wrong and what to do, without stopping the window; return the box."""
    what, remedy = in_words(look, error)
    box = _box(parent, look, what, remedy, "triangle-alert", "bad")
    if not isinstance(error, UserError):
        report = "\n".join(described(error)).strip()
        log.error("A fault of ours:\n%s", report)
        box.setDetailedText(report)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.addButton(look.language.translate(N_("Close")), QMessageBox.ButtonRole.AcceptRole)
    box.open()
    return box


def notice(parent: QWidget, look: Look, title: str, text: str) -> QMessageBox:
    """Show what somebody has to know, without stopping the window; return the box."""
    box = _box(parent, look, title, text, "shield-alert", "warn")
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.addButton(look.language.translate(N_("Close")), QMessageBox.ButtonRole.AcceptRole)
    box.open()
    return box


def ask(parent: QWidget, look: Look, question: str, text: str, yes: str, no: str) -> QMessageBox:
    """Ask something that can be left, without stopping the window; `accepted` tells a yes.

    Enter is yes and Escape is no.
    """
    box = _box(parent, look, question, text, "circle-help", "accent")
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    go_on = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    box.addButton(no, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(go_on)
    box.open()
    return box


def in_words(look: Look, error: Exception) -> tuple[str, str]:
    """Return what happened and what to do, in the person's language."""
    translate = look.language.translate
    if isinstance(error, UserError):
        return error.sentences(translate)
    return translate(OUR_FAULT), translate(OUR_FAULT_REMEDY)


def ask_reason(
    parent: QWidget, look: Look, question: str, yes: str, then: Callable[[str], None]
) -> "ReasonWindow":
    """Ask why something is taken out; `then` gets the reason, unless it stays.

    The window goes on meanwhile (see `choosing`).
    """
    dialog = ReasonWindow(parent, look, question, yes)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: then(dialog.reason))
    dialog.open()
    return dialog


class ReasonWindow(QDialog):
    """Asks why; one of the usual reasons, or another in words.

    Attributes:
        words: Another reason.
    """

    def __init__(self, parent: QWidget, look: Look, question: str, yes: str) -> None:
        super().__init__(parent)
        translate = look.language.translate
        self.setWindowTitle("fieldapp")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(12)
        column.addWidget(label(question, "heading"))
        stays = N_("It stays in the history, and others see the reason.")
        column.addWidget(label(translate(stays), "hint"))
        reasons = [translate(reason) for reason in REASONS]
        self._choice = Segments(look, [(reason, reason) for reason in reasons])
        column.addWidget(self._choice)
        self.words = line_edit(look)
        self.words.setPlaceholderText(translate(N_("Or another reason")))
        self.words.setAccessibleName(translate(N_("Or another reason")))
        column.addWidget(self.words)
        buttons = QDialogButtonBox()
        self._go_on = buttons.addButton(yes, QDialogButtonBox.ButtonRole.AcceptRole)
        self._go_on.setEnabled(False)
        buttons.addButton(translate(N_("Cancel")), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
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


def _box(parent: QWidget, look: Look, what: str, remedy: str, icon: str, token: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setWindowTitle("fieldapp")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(what)
    box.setInformativeText(remedy)
    box.setIconPixmap(look.picture(icon, token, 32, box.devicePixelRatioF()))
    return box
