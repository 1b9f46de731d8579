"""Telling a person: an error with its remedy, a question before something is lost.

Every box of the desktop is made here. Messages that stay on a page are banners (`components`).
"""

import logging
import traceback

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from fieldapp.errors import UserError
from fieldapp.language import N_
from fieldapp.ui.look import Look

log = logging.getLogger(__name__)

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
        report = fault_report(error)
        log.error("A fault of ours:\n%s", report)
        box.setDetailedText(report)
    box.addButton(look.language.translate(N_("Close")), QMessageBox.ButtonRole.AcceptRole)
    box.open()
    return box


def in_words(look: Look, error: Exception) -> tuple[str, str]:
    """Return what happened and what to do, in the person's language."""
    translate = look.language.translate
    if isinstance(error, UserError):
        return error.sentences(translate)
    return translate(OUR_FAULT), translate(OUR_FAULT_REMEDY)


def fault_report(error: Exception) -> str:
    """Return where a fault of ours happened: modules, functions and lines, and its kind.

    Its message is left out, because "could not read 'Amina …'" would carry a record's value.
    """
    places = traceback.extract_tb(error.__traceback__)
    lines = [f"{place.filename}:{place.lineno} {place.name}" for place in places]
    return "\n".join((*lines, type(error).__name__))


def confirm(parent: QWidget, look: Look, question: str, remedy: str, yes: str) -> bool:
    """Ask before something is lost; the safe answer, "Cancel", is the one Enter gives."""
    box = _box(parent, look, question, remedy, "circle-help", "warn")
    go_on = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    stay = box.addButton(look.language.translate(N_("Cancel")), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    box.exec()
    return box.clickedButton() is go_on


def _box(parent: QWidget, look: Look, what: str, remedy: str, icon: str, token: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle("fieldapp")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(what)
    box.setInformativeText(remedy)
    box.setIconPixmap(look.picture(icon, token, 32, box.devicePixelRatioF()))
    return box
