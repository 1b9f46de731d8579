"""Takes away what was on the screen once the workspace is locked, a little at a time.

The unlock screen is there at once; all pages of a day together would keep it from hearing the first
letters of the passphrase. What was seen last goes first, and before anything else happens. Until
all of it has gone nothing of it is shown, or hears a key; then the workspace is closed, and freed
memory is written over.
"""

from collections.abc import Iterator, Sequence
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from fieldapp.ui import memory

if TYPE_CHECKING:
    from fieldapp.store.workspace import Workspace

_SLICE = 0.012
"""Seconds that one turn of the window's loop gives to it."""


class PuttingAway(QObject):
    """What is left of the last lock, if anything is."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._parts: list[QWidget] = []
        self._workspace: Workspace | None = None
        self._forgetting: Iterator[None] = iter(())
        self._turns = QTimer(self, interval=0)
        self._turns.timeout.connect(self._on_turn)

    def begin(self, parts: Sequence[QWidget], workspace: "Workspace") -> None:
        """Take away the first of the parts now, the others and the workspace in the next turns.

        Args:
            parts: Hidden. The last holds all others.
        """
        self.finish()
        self._parts, self._workspace = list(parts), workspace
        take_away(self._parts.pop(0))
        self._turns.start()

    def finish(self) -> None:
        """Have everything gone and the workspace closed now; memory is still written over."""
        while self._parts:
            take_away(self._parts.pop(0))
        self._close()

    def _on_turn(self) -> None:
        until = perf_counter() + _SLICE
        while self._parts and perf_counter() < until:
            take_away(self._parts.pop(0))
        if self._parts:
            return
        if self._workspace is not None:
            self._close()
        elif next(self._forgetting, self) is self:
            self._turns.stop()

    def _close(self) -> None:
        if self._workspace is not None:
            from fieldapp.store.workspace import close

            close(self._workspace)
            self._workspace = None
            self._forgetting = memory.forgetting()


def take_away(widget: QWidget) -> None:
    """Delete a widget with all that is in it now. Taking it out of its window first would dress
    every part of it anew, which takes seconds: it goes from where it is."""
    widget.hide()
    widget.deleteLater()
    QApplication.sendPostedEvents(widget, QEvent.Type.DeferredDelete.value)
