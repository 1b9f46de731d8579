"""What goes on growing in a window that is shown already: questions, rows, cards.

Each takes its steps in turns of the window's loop, and all of them together one step in a turn: the
steps of several forms in one turn would keep the window from hearing the next key. Whatever the
window is at comes first: nothing grows meanwhile, nor what nobody looks at any more.
"""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget


class Growth:
    """Has all that grows in one window take turns."""

    def __init__(self) -> None:
        self._growing: list[Growing] = []
        self._held: set[str] = set()
        self._is_fresh = False
        self._next = QTimer(interval=0)
        self._next.timeout.connect(self._on_next)

    @property
    def is_held(self) -> bool:
        """Whether nothing grows now."""
        return bool(self._held)

    @property
    def is_at_rest(self) -> bool:
        """Whether nothing takes a step next."""
        return self.is_held or not self._growing

    def hold(self, by: str) -> None:
        """Have nothing grow until `release`; `by` says what comes first."""
        self._held.add(by)
        self._next.stop()

    def release(self, by: str) -> None:
        """Let it grow again, unless something else comes first still."""
        self._held.discard(by)
        self.go_on()

    def go_on(self) -> None:
        """Take the next step, but not in this turn, which has been used already."""
        if self._growing and not self._held and not self._next.isActive():
            self._is_fresh = True
            self._next.start()

    def add(self, growing: "Growing") -> None:
        """Have something grow that does not as yet; what began before it comes first."""
        if growing not in self._growing:
            self._growing.append(growing)
        self.go_on()

    def take_out(self, growing: "Growing") -> None:
        """Have something grow no longer."""
        if growing in self._growing:
            self._growing.remove(growing)
        if not self._growing:
            self._next.stop()

    def _on_next(self) -> None:
        if self._is_fresh:
            self._is_fresh = False
        elif self._growing:
            self._is_fresh = True  # what came in is laid out and painted first
            self._growing[0].step()


class Growing:
    """One thing that grows: a widget that has further parts made while it is looked at.

    Its widget says when it is shown and hidden: a filter in Python would hear all its events, and
    made a capture come a fifth slower.
    """

    def __init__(self, growth: Growth, owner: QWidget, step: Callable[[], object]) -> None:
        """Take a `step` at a time, each a few milliseconds, until `stop` is called."""
        self.step = step
        self._growth = growth
        self._is_wanted = self._is_left = False
        owner.destroyed.connect(self.stop)

    def start(self) -> None:
        """Begin, or go on, as soon as it may."""
        self._is_wanted = True
        if not self._is_left:
            self._growth.add(self)

    def stop(self) -> None:
        """Take no more steps."""
        self._is_wanted = False
        self._growth.take_out(self)

    def leave(self) -> None:
        """Rest: nobody looks at it any more."""
        self._is_left = True
        self._growth.take_out(self)

    def come_back(self) -> None:
        """Go on where it rested."""
        self._is_left = False
        if self._is_wanted:
            self._growth.add(self)
