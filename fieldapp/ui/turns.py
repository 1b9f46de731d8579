"""Something long that is done in several turns of the window's loop: whatever comes meanwhile, a
key, a click, the lock, is heard between two of them."""

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Signal


class Turns(QObject):
    """Does one thing at a time, a step in each turn.

    Signals:
        began: The first step comes next.
        ended: All steps were taken, or nobody wants the rest.
    """

    began = Signal()
    ended = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: Iterator[None] | None = None
        self._rests = False
        self._next = QTimer(self, interval=0)
        self._next.timeout.connect(self._on_next)

    @property
    def is_under_way(self) -> bool:
        """Whether steps are left to take."""
        return self._steps is not None

    def begin(self, steps: Iterator[None]) -> None:
        """Take these steps instead of those under way."""
        is_first = self._steps is None
        self._steps = steps
        self._rests = False
        self._next.start()
        if is_first:
            self.began.emit()

    def finish(self) -> None:
        """Take now all steps that are left."""
        while self._steps is not None:
            self._take()

    def step(self) -> None:
        """Take the next step now, and none of those after it in this turn."""
        if self._steps is not None:
            self._take()
            self._rests = True

    def give_up(self) -> None:
        """Take no more of them."""
        if self._steps is not None:
            self._end()

    def _on_next(self) -> None:
        if self._rests:
            self._rests = False
        else:
            self._take()

    def _take(self) -> None:
        steps = self._steps
        assert steps is not None
        try:
            next(steps)
        except StopIteration:
            self._end_of(steps)
        except BaseException:
            self._end_of(steps)
            raise

    def _end_of(self, steps: Iterator[None]) -> None:
        """End, unless the last of these steps has begun others."""
        if self._steps is steps:
            self._end()

    def _end(self) -> None:
        self._next.stop()
        self._steps = None
        self.ended.emit()
