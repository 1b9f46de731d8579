"""A window that does one thing beside the window, and says what went wrong in place.

What is done is in `sync`; the same functions are behind the commands.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QPushButton, QVBoxLayout, QWidget

from fieldapp.errors import UserError
from fieldapp.language import N_
from fieldapp.progress import Progress
from fieldapp.store.workspace import Workspace, close, reopen
from fieldapp.ui import messages
from fieldapp.ui.choosing import ask_open
from fieldapp.ui.components.banner import Banner
from fieldapp.ui.components.fitting import WIDE, FittingWindow
from fieldapp.ui.components.text import captioned
from fieldapp.ui.files import read_whole
from fieldapp.ui.session import Session
from fieldapp.ui.task import Task

DOCUMENTS = "*.json *.png *.jpg *.jpeg *.webp"
"""Files that a document may come in: itself, or a photograph of its code."""


class DoingWindow(FittingWindow):
    """A window that does its work beside the main window.

    Signals:
        acted: It was done: what the page shows is old.
    """

    acted = Signal()

    def __init__(
        self,
        parent: QWidget,
        session: Session,
        title: str,
        hint: str = "",
        *,
        closing: str = N_("Cancel"),
        wide: int = WIDE,
    ) -> None:
        """Take words untranslated."""
        text = session.text
        said = text(hint) if hint else ""
        super().__init__(parent, text(title), said, text(closing), wide=wide)
        self._session = session
        self._task: Task | None = None
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(text(title))
        self.bar.hide()
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(column.indexOf(self.complaint), self.bar)

    def add_button(self, words: str, icon: str, act: Callable[[], None]) -> QPushButton:
        """Add the button that the window is for; Enter presses it."""
        look = self._session.look
        shown = self.add_main(self._session.text(words), look.icon(icon, "accent_ink"))
        shown.clicked.connect(act)
        return shown

    def start(self, work: Callable[[Workspace], object], then: Callable[..., None]) -> None:
        """Do `work` beside the window, on a workspace of its own; `then` gets what it returned."""
        if self._task is not None:
            return
        open_workspace = self._session.workspace

        def beside(_progress: Progress) -> object:
            workspace = reopen(open_workspace)
            try:
                return work(workspace)
            finally:
                close(workspace)

        self.complaint.hide()
        self.bar.show()
        self.fit()
        self._task = Task(beside, self)
        self._task.succeeded.connect(then)
        self._task.failed.connect(self.complain)
        self._task.finished.connect(self._on_finished)
        self._task.start()

    def complain(self, error: Exception) -> None:
        """Say in place what went wrong."""
        self.say_wrong(" ".join(messages.in_words(self._session.look, error)).strip())
        if not isinstance(error, UserError):
            messages.tell(self, self._session.look, error)

    def say(self, tone: str, title: str, words: str = "") -> None:
        """Put a banner into the body."""
        self.body.addWidget(Banner(self._session.look, tone, title, words))

    def fact(self, caption: str, said: str) -> None:
        """Put a fact into the body: its caption, untranslated, and what is so."""
        self.body.addLayout(captioned(self._session.text(caption), said, "strong"))

    def ask_document(self, title: str, then: Callable[[Path], None]) -> None:
        """Ask for a file or the photograph of a code."""
        kinds = f"JSON, QR ({DOCUMENTS})"
        ask_open(
            self, self._session.text(title), kinds, lambda files: then(files[0]), several=False
        )

    def read(self, path: Path) -> bytes | None:
        """Return what is in a file; where it cannot be read, say so in place."""
        try:
            return read_whole(path)
        except UserError as error:
            self.complain(error)
            return None

    def _on_finished(self) -> None:
        self._task = None
        self.bar.hide()
        self.fit()
