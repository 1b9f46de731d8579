"""A window that does one thing beside the window: a heading, a body that scrolls, a complaint.

What is done is in `sync`; the same functions are behind the commands.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from fieldapp.errors import UserError
from fieldapp.language import N_
from fieldapp.progress import Progress
from fieldapp.store.workspace import Workspace, close, reopen
from fieldapp.ui import messages
from fieldapp.ui.choosing import ask_open
from fieldapp.ui.components.banner import Banner
from fieldapp.ui.components.button import button
from fieldapp.ui.components.text import isolated, label
from fieldapp.ui.files import read_whole
from fieldapp.ui.session import Session
from fieldapp.ui.style_sheet import set_role
from fieldapp.ui.task import Task

DOCUMENTS = "*.json *.png *.jpg *.jpeg *.webp"
"""Files that a document may come in: itself, or a photograph of its code."""

_WIDE = 580


class DoingWindow(QDialog):
    """A heading, a column, work beside the window, and a complaint in place.

    Attributes:
        body: Where the content goes.
        foot: The buttons; “Cancel” is there already.
        complaint: What went wrong.

    Signals:
        acted: It was done: what the page shows is old.
    """

    acted = Signal()

    def __init__(self, parent: QWidget, session: Session, title: str, hint: str = "") -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._task: Task | None = None
        self.setWindowTitle(session.text(title))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        column.addWidget(label(session.text(title), "title"))
        if hint:
            column.addWidget(label(session.text(hint), "hint"))
        self._area = QScrollArea()
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes to what is in it
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside = QWidget()
        set_role(self._inside, "clear")
        # Else Qt takes for the least height what the texts need at the least width.
        self._inside.setMinimumHeight(1)
        self.body = QVBoxLayout(self._inside)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(8)
        self._area.setWidget(self._inside)
        column.addWidget(self._area, 1)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.hide()
        column.addWidget(self.bar)
        self.complaint = label("", "error")
        self.complaint.hide()
        column.addWidget(self.complaint)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(10)
        self.foot.addStretch(1)
        self.closing = button(session.text(N_("Cancel")))
        self.closing.clicked.connect(self.reject)
        self.closing.setAutoDefault(False)
        self.foot.addWidget(self.closing)
        column.addLayout(self.foot)

    def fit(self) -> None:
        """Be as high as what is in it, but no higher than the window below; then it scrolls."""
        QTimer.singleShot(0, self, self._fit)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()

    def _fit(self) -> None:
        column, body = self.layout(), self.body
        if column is None:
            return
        body.activate()
        margins = column.contentsMargins()
        inner = _WIDE - margins.left() - margins.right()
        wanted = (
            body.heightForWidth(inner) if body.hasHeightForWidth() else body.sizeHint().height()
        )
        around = column.heightForWidth(_WIDE) - self._area.sizeHint().height()
        below = self.parentWidget()
        most = below.window().height() if below is not None else wanted + around
        self.resize(_WIDE, min(wanted + around + 4, max(most, 320)))

    def add_button(self, words: str, icon: str, act: Callable[[], None]) -> QPushButton:
        """Add the button that the window is for; Enter presses it."""
        shown = button(
            self._session.text(words), self._session.look.icon(icon, "accent_ink"), "primary"
        )
        shown.clicked.connect(act)
        shown.setDefault(True)
        self.foot.addWidget(shown)
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
        self._task = Task(beside, self)
        self._task.succeeded.connect(then)
        self._task.failed.connect(self.complain)
        self._task.finished.connect(self._on_finished)
        self._task.start()

    def complain(self, error: Exception) -> None:
        """Say in place what went wrong."""
        self.complaint.setText(" ".join(messages.in_words(self._session.look, error)).strip())
        self.complaint.show()
        self.fit()
        if not isinstance(error, UserError):
            messages.tell(self, self._session.look, error)

    def say(self, tone: str, title: str, words: str = "") -> None:
        """Put a banner into the body."""
        self.body.addWidget(Banner(self._session.look, tone, title, words))

    def fact(self, caption: str, said: str) -> None:
        """Put a fact into the body: its caption, untranslated, and what is so."""
        self.body.addWidget(label(self._session.text(caption), "small"))
        self.body.addWidget(label(isolated(said), "strong"))

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
