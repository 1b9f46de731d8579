"""Keeping what somebody writes on a page: soon after the last key, and at once when it is left."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from fieldapp.errors import UserError
from fieldapp.store import drafts
from fieldapp.store.drafts import Draft
from fieldapp.ui import messages
from fieldapp.ui.session import Session

AUTOSAVE_MS = 700
"""After the last key: short enough to lose a word at most, long enough not to write per letter."""


class Keeping(QObject):
    """Keeps the draft of one page; child of the page, so that the window finds all there are.

    Attributes:
        is_unkept: Something was written that is not on the disk yet.
        draft: Returns what is to be kept now; None where there is nothing.

    Signals:
        kept: The draft was kept; carries the time of day.
    """

    kept = Signal(str)

    def __init__(self, page: QWidget, session: Session, draft: Callable[[], Draft | None]) -> None:
        super().__init__(page)
        self._page, self._session = page, session
        self.draft = draft
        self.is_unkept = False
        self._timer = QTimer(self, singleShot=True, interval=AUTOSAVE_MS)
        self._timer.timeout.connect(self.keep)

    def touch(self) -> None:
        """Something was written: keep it soon."""
        self.is_unkept = True
        self._timer.start()

    def keep(self) -> None:
        """Keep the draft now, if anything was written since; tell where that cannot be done."""
        self._timer.stop()
        if not self.is_unkept:
            return
        try:
            draft = self.draft()
            if draft is not None:
                draft = drafts.keep(self._session.workspace, draft.id, draft.kind, draft.answers)
        except UserError as error:
            messages.tell(self._page, self._session.look, error)
            return
        self.is_unkept = False
        if draft is not None:
            self.kept.emit(draft.saved_at[11:16])

    def rest(self) -> None:
        """Write nothing by itself until something is written again, or `go_on`."""
        self._timer.stop()

    def go_on(self) -> None:
        """The page is shown again: what it could not keep is tried once more."""
        if self.is_unkept:
            self._timer.start()

    def forget(self) -> None:
        """It was saved, or nobody wants it any more."""
        self._timer.stop()
        self.is_unkept = False
