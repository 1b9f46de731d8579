"""Asks the store what a list shows, beside the window where that takes longer than a blink."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from fieldapp.progress import Progress
from fieldapp.store import listing
from fieldapp.store.listing import NEWEST, By, Narrowed, Numbers, Order
from fieldapp.store.workspace import Workspace, close, reopen
from fieldapp.ui.session import Session
from fieldapp.ui.task import Task

AT_ONCE = 3_000
"""Records in a workspace: up to here any list is read in less than 30 ms. A thread would only make
the rows come later."""


class ListReader(QObject):
    """Of several questions only the last one is answered.

    Signals:
        answered: The numbers of what the list shows.
        failed: Why it could not be read.
    """

    answered = Signal(object)
    failed = Signal(Exception)

    def __init__(self, session: Session, owner: QObject, at_once: int = AT_ONCE) -> None:
        super().__init__(owner)
        self._session = session
        self._at_once = at_once
        self._task: Task | None = None

    def ask(self, narrowed: Narrowed, order: Order, limit: int = listing.FIRST) -> None:
        """Read what is wanted; the answer may come before this returns."""
        self.drop()
        workspace = self._session.workspace
        places = self._session.names.ranks() if order.by is By.PLACE else {}
        plain = not narrowed.narrows and order == NEWEST and limit <= listing.FIRST
        if plain or listing.is_small(workspace, self._at_once):
            self.answered.emit(listing.read_numbers(workspace, narrowed, order, places, limit))
            return

        def read(progress: Progress) -> Numbers:
            return _beside(workspace, narrowed, order, places, limit, progress)

        self._task = Task(read, self)
        self._task.succeeded.connect(self.answered)
        self._task.failed.connect(self.failed)
        self._task.start()

    def drop(self) -> None:
        """Forget the question that is still open, if there is one."""
        if self._task is not None:
            self._task.succeeded.disconnect(self.answered)
            self._task.failed.disconnect(self.failed)
            self._task.cancel()
            self._task = None


def _beside(
    workspace: Workspace,
    narrowed: Narrowed,
    order: Order,
    places: Mapping[str, int],
    limit: int,
    progress: Progress,
) -> Numbers:
    progress.check()  # somebody types on: this question has been followed by the next
    own = reopen(workspace)
    try:
        return listing.read_numbers(own, narrowed, order, places, limit)
    finally:
        close(own)
