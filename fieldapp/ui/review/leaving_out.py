"""Asking why a line is taken off a paper: chosen or in one's own words, kept in the audit log."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from fieldapp.language import N_
from fieldapp.ui.look import Look
from fieldapp.ui.reasons import ReasonWindow

REASONS = (
    N_("It could point to a person"),
    N_("It could tell where or when somebody can be waited for"),
    N_("It is not agreed yet with those it is about"),
)
_STAYS = N_("The record keeps it. The reason stands in the audit log: name nobody in it.")


def ask_why_left_out(
    parent: QWidget, look: Look, line: str, then: Callable[[str], None]
) -> ReasonWindow:
    """Ask about a line; `then` gets the reason, unless it stays.

    The window goes on meanwhile (see `choosing`).
    """
    text = look.language.translate
    question, yes = text(N_("Why is this left out of the paper?")), text(N_("Leave it out"))
    window = ReasonWindow(parent, look, question, yes, line, REASONS, _STAYS)
    window.accepted.connect(lambda: then(window.reason))
    window.open()
    return window
