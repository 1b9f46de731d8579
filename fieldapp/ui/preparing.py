"""Makes pages before they are asked for, in moments in which nobody presses a key.

A capture on one screen takes a tenth of a second to make and to dress. An officer who has just
unlocked reads for a moment: it is made meanwhile, and is there with the key that asks for it.
"""

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer

_QUIET_MS = 400
"""Since the last key or click: longer than between two letters."""

_BETWEEN_MS = 20
"""From one step to the next; whatever else waits comes first."""


class Preparing(QObject):
    """Takes one step after the other, each short enough to go unnoticed."""

    def __init__(self, parent: QObject, steps: Iterator[None]) -> None:
        super().__init__(parent)
        self._steps: Iterator[None] | None = steps
        self._next = QTimer(self, singleShot=True)
        self._next.timeout.connect(self._on_next)

    @property
    def is_done(self) -> bool:
        """Whether there is nothing left to make."""
        return self._steps is None

    def put_off(self) -> None:
        """Begin, or go on, once nobody has been at work for a moment."""
        if self._steps is not None:
            self._next.start(_QUIET_MS)

    def pause(self) -> None:
        """Make nothing until `put_off` is called again."""
        self._next.stop()

    def stop(self) -> None:
        """Make nothing more."""
        self._steps = None
        self._next.stop()

    def _on_next(self) -> None:
        assert self._steps is not None
        if next(self._steps, self) is self:
            self._steps = None
        else:
            self._next.start(_BETWEEN_MS)
