"""Asks the store what a list shows, beside the window where that takes longer than a blink."""

from PySide6.QtCore import QObject, Signal

from fieldapp.progress import Progress
from fieldapp.store import listing
from fieldapp.store.listing import NEWEST, By, Narrowed, Numbers, Order
from fieldapp.store.workspace import close, reopen
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
        self._number = 0

    def ask(self, narrowed: Narrowed, order: Order, limit: int = listing.FIRST) -> None:
        """Read what is wanted; the answer may come before this returns."""
        self._number += 1
        if self._task is not None:
            self._task.cancel()
            self._task = None
        workspace, reader = self._session.workspace, self._session.reader
        places = self._session.names.ranks() if order.by is By.PLACE else {}
        plain = not narrowed.narrows and order == NEWEST and limit <= listing.FIRST
        if plain or listing.is_small(workspace, self._at_once):
            found = listing.read_numbers(workspace, narrowed, order, places, limit, reader)
            self.answered.emit(found)
            return
        number = self._number

        def read(progress: Progress) -> tuple[int, Numbers]:
            progress.check()  # somebody types on: the next question has followed
            own = reopen(workspace)
            try:
                found = listing.read_numbers(own, narrowed, order, places, limit, reader)
            finally:
                close(own)
            return number, found

        self._task = Task(read, self)
        self._task.succeeded.connect(self._on_read)
        self._task.failed.connect(self.failed)
        self._task.start()

    def _on_read(self, read: tuple[int, Numbers]) -> None:
        number, found = read
        if number == self._number:  # an answer may be on its way when the next question is asked
            self._task = None
            self.answered.emit(found)
