"""Half-written words in a small window, kept like a draft while they are written."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from fieldapp.errors import UserError
from fieldapp.store.drafts import Draft
from fieldapp.ui import saving
from fieldapp.ui.session import Session

_AFTER_MS = 400


class KeptWords(QObject):
    """Keeps what stands in an editor in the draft of its record; child of the editor's window.

    Attributes:
        record: Its id.
    """

    def __init__(
        self,
        owner: QWidget,
        session: Session,
        about: tuple[str, str, str],
        read: Callable[[], object],
    ) -> None:
        """Keep what `read` returns; `about` is the kind and the id of the record, and what it is.

        A record that is not saved yet has its own draft, and nothing beside it is kept.
        """
        super().__init__(owner)
        self._owner = owner
        self._session = session
        self._kind, self.record, self._what = about
        self._read = read
        self._timer = QTimer(self, singleShot=True, interval=_AFTER_MS)
        self._timer.timeout.connect(self._on_time)
        self._is_new = False
        self._is_over = False

    @property
    def words(self) -> object:
        """What was kept the last time; None for nothing."""
        return saving.kept_beside(self._session, self.record, self._what)

    @property
    def is_unkept(self) -> bool:
        """Something was written that is not on the disk yet."""
        return self._is_new

    def added_to(self, draft: Draft | None) -> Draft:
        """Return the draft of the record, a new one for None, with what is written now."""
        begun = draft or saving.draft_there(self._session, self._kind, self.record)
        return saving.with_beside(begun, self._what, self._read())

    def touch(self) -> None:
        """Something was written: keep it soon."""
        self._is_new = True
        self._timer.start()

    def _on_time(self) -> None:
        if self._owner.isVisible():  # a window that was closed has nothing more to say
            self.keep()

    def keep(self) -> None:
        """Keep it now, if anything was written since."""
        self._timer.stop()
        if self._is_new:
            self._write(self._read())

    def end(self) -> None:
        """Keep it now and for good: the window is closed from outside, by a lock, and closing must
        not be taken for a wish to forget."""
        self.keep()
        self._is_over = True

    def forget(self) -> None:
        """It was said, or nobody wants it any more."""
        if self._is_over:
            return
        self._timer.stop()
        self._is_new = False
        if self.words is not None:
            self._write(None)

    def _write(self, words: object) -> None:
        try:
            saving.keep_beside(self._session, self._kind, self.record, self._what, words)
        except UserError:  # the disk is full: the form says so, and this is tried again
            self._timer.start()
        else:
            self._is_new = False
