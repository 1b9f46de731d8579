"""Giving the focus back to where it was, after something that stood over the page has gone."""

from contextlib import suppress

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def give_back(before: QWidget | None) -> None:
    """Put the focus on `before`, unless there was none or it has gone meanwhile."""
    if before is not None:
        with suppress(RuntimeError):  # so PySide tells of a widget that Qt has deleted
            before.setFocus(Qt.FocusReason.OtherFocusReason)
