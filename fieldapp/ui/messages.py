"""Telling a person: an error with its remedy, what they have to know, what they may leave.

Why something is taken out is asked in `reasons`. Messages that stay on a page are banners.
"""

import logging

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLabel, QMessageBox, QWidget

from fieldapp.crash import described
from fieldapp.errors import UserError
from fieldapp.language import N_
from fieldapp.ui.look import Look
from fieldapp.ui.style_sheet import set_role

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
        report = "\n".join(described(error)).strip()
        log.error("A fault of ours:\n%s", report)
        box.setDetailedText(report)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    _add_close(box, look)
    box.open()
    return box


def notice(parent: QWidget, look: Look, title: str, text: str) -> QMessageBox:
    """Show what somebody has to know, without stopping the window; return the box."""
    box = _box(parent, look, title, text, "shield-alert", "warn")
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    _add_close(box, look)
    box.open()
    return box


def ask(
    parent: QWidget,
    look: Look,
    question: str,
    text: str,
    yes: str,
    no: str,
    *,
    is_safe: bool = True,
) -> QMessageBox:
    """Ask something that can be left, without stopping the window; `accepted` tells a yes.

    Escape is no. Enter is yes, but no where a yes loses something.
    """
    box = _box(parent, look, question, text, "circle-help", "accent")
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    go_on = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    stay = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(go_on if is_safe else stay)
    set_role(go_on if is_safe else stay, "primary")
    _order(box, "" if is_safe else "keeping")
    box.open()
    return box


def in_words(look: Look, error: Exception) -> tuple[str, str]:
    """Return what happened and what to do, in the person's language."""
    translate = look.language.translate
    if isinstance(error, UserError):
        return error.sentences(translate)
    return translate(OUR_FAULT), translate(OUR_FAULT_REMEDY)


def _order(box: QMessageBox, role: str) -> None:
    """Have what Enter presses stand last; the style sheet says in which order that is."""
    foot = box.findChild(QDialogButtonBox)
    if foot is not None:
        foot.ensurePolished()
        set_role(foot, role)
        # Qt has asked for the order as it made the box, before any style sheet was known.
        QApplication.sendEvent(foot, QEvent(QEvent.Type.StyleChange))


def _add_close(box: QMessageBox, look: Look) -> None:
    close = box.addButton(look.language.translate(N_("Close")), QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(close)
    set_role(close, "primary")
    _order(box, "")


def _box(parent: QWidget, look: Look, what: str, remedy: str, icon: str, token: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setWindowTitle("fieldapp")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(what)
    box.setInformativeText(remedy)
    box.setIconPixmap(look.picture(icon, token, 32, box.devicePixelRatioF()))
    for words in box.findChildren(QLabel):
        words.ensurePolished()  # else Qt measures for them before the style sheet made them larger
    return box
