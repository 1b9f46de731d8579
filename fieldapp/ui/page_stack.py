"""How the pages of the window are made, kept, and made before somebody asks for them.

A page is made where it will stand, so that Qt matches each part of it with the style sheet once,
and then laid out, each in a step of its own: whoever is in no hurry takes a turn of the window's
loop for each.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, Protocol, runtime_checkable

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QStackedWidget, QWidget

from fieldapp.ui.components.page_frame import PageFrame
from fieldapp.ui.putting_away import take_away
from fieldapp.ui.rooms import ROOMS

_A_DOT = QRect(0, 0, 1, 1)


@runtime_checkable
class InParts(Protocol):
    """A page that takes long to make: it begins with little."""

    def grow(self) -> Iterator[None]:
        """Make the rest, a part with each step; the page stands in the window already."""


class _HalfMade(NamedTuple):
    """A page in its frame, which stands nowhere yet."""

    frame: PageFrame
    page: QWidget


class PageStack(QStackedWidget):
    """One page is shown, others are there.

    Attributes:
        unseen: Names of pages that were made ahead and that nobody has seen yet.
    """

    def __init__(self, make: Callable[[str, QWidget], QWidget]) -> None:
        """Have pages made by name, that of a room or of a kind, inside a widget."""
        super().__init__()
        self._make = make
        self._half_made: dict[str, _HalfMade] = {}
        self._growing: dict[str, Iterator[None]] = {}
        self._pages: dict[str, QWidget] = {}
        self._frames: dict[str, PageFrame] = {}
        self._old: list[PageFrame] = []
        self.unseen: set[str] = set()

    def named(self, name: str) -> QWidget | None:
        """Return a page, if it is there."""
        return self._pages.get(name)

    def is_at_hand(self, name: str) -> bool:
        """Say whether a page need only be shown."""
        return name in self._frames and name not in self._growing and not _is_fresh(name)

    def coming(self, name: str) -> Iterator[None]:
        """Make a page, unless it is at hand; the one that is shown stays until `show_page`."""
        if self.is_at_hand(name):
            return
        if name not in self._growing:
            if name not in self._half_made:
                self._begin(name)
                yield
            yield from self._dressing(name)
        yield from self._grow(name)
        self._lay_out(name)
        yield

    def show_page(self, name: str) -> QWidget:
        """Show a page that has come."""
        self.setCurrentWidget(self._frames[name])
        for old in self._old:
            self.removeWidget(old)
            old.deleteLater()
        self._old.clear()
        self.unseen.discard(name)
        return self._pages[name]

    def ahead(self, names: Sequence[str]) -> Iterator[None]:
        """Make pages before somebody asks for them; whoever does meanwhile has them at once."""
        for name in names:
            self.make_ahead(name)
            yield
            yield from self._dressing(name)
            yield from self._grow(name)

    def make_ahead(self, name: str) -> None:
        """Make a page that nobody has asked for yet."""
        if name not in self._half_made and name not in self._frames:
            self._begin(name)
            self.unseen.add(name)

    def drop_half_made(self) -> None:
        """Take away what stands nowhere yet, for nobody else does."""
        while self._half_made:
            name, half_made = self._half_made.popitem()
            self.unseen.discard(name)
            take_away(half_made.frame)

    def parts(self) -> list[QWidget]:
        """Return the frames of all pages, that of the page shown first."""
        shown = self.currentWidget()
        every = [*self._frames.values(), *self._old]
        return [*(each for each in every if each is shown), *(e for e in every if e is not shown)]

    def _begin(self, name: str) -> None:
        frame = PageFrame(parent=self)
        frame.hide()
        self._half_made[name] = _HalfMade(frame, self._make(name, frame.viewport()))

    def _dressing(self, name: str) -> Iterator[None]:
        # Whoever else wants the page may have dressed it since it was begun.
        if name in self._half_made:
            self._dress(name)
            yield

    def _dress(self, name: str) -> None:
        frame, page = self._half_made.pop(name)
        frame.hold(page)
        self.addWidget(frame)
        if name in self._frames:
            self._old.append(self._frames[name])
        self._pages[name], self._frames[name] = page, frame
        if isinstance(page, InParts):
            self._growing[name] = page.grow()

    def _grow(self, name: str) -> Iterator[None]:
        # Step by step: whoever gives up half-way must not end what grows.
        while name in self._growing:
            if next(self._growing[name], self) is self:
                del self._growing[name]
            yield

    def _lay_out(self, name: str) -> None:
        frame = self._frames[name]
        frame.resize(self.size())
        frame.grab(_A_DOT)  # Qt lays out what is hidden only to paint it


def _is_fresh(name: str) -> bool:
    return name in ROOMS and ROOMS[name].fresh
