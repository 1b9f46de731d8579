"""A card that does long work: a bar, a note, a button to stop, and what came of it."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QPushButton, QVBoxLayout

from fieldapp.errors import UserError
from fieldapp.language import N_
from fieldapp.progress import Progress
from fieldapp.store.workspace import Workspace, close, reopen
from fieldapp.sync.account import Account
from fieldapp.sync.parcels.handing import Unpacked, sentences
from fieldapp.ui import messages
from fieldapp.ui.components.banner import Banner
from fieldapp.ui.components.button import button
from fieldapp.ui.components.card import Card
from fieldapp.ui.components.scrolled import emptied
from fieldapp.ui.components.text import label
from fieldapp.ui.session import Session
from fieldapp.ui.task import Task


class WorkingCard(Card):
    """Subclasses call `start`, and put `foot` where they want it.

    Attributes:
        stop: Shown while something runs.
        foot: The bar, the note, and what came of the work.

    Signals:
        changed: Records changed: what pages show is old.
        ended: Something that ran has ended, well or not.
    """

    changed = Signal()
    ended = Signal()

    def __init__(self, session: Session, title: str) -> None:
        super().__init__(title)
        self._session = session
        self._task: Task | None = None
        self.stop: QPushButton = button(session.text(N_("Stop")), session.look.icon("circle-stop"))
        self.stop.clicked.connect(self._on_stop)
        self.stop.hide()
        self.foot = QVBoxLayout()
        self.foot.setSpacing(6)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.foot.addWidget(self.bar)
        self.bar.hide()
        self.note = label("", "hint")
        self.foot.addWidget(self.note)
        self.note.hide()
        self._said = QVBoxLayout()
        self.foot.addLayout(self._said)

    def start(
        self, work: Callable[[Workspace, Progress], object], done: Callable[..., None]
    ) -> None:
        """Do `work` beside the window, on a workspace of its own; `done` gets what it returned."""
        open_workspace = self._session.workspace

        def beside(progress: Progress) -> object:
            workspace = reopen(open_workspace)
            try:
                return work(workspace, progress)
            finally:
                close(workspace)

        self.say_nothing()
        self._task = Task(beside, self)
        self._task.progressed.connect(self._on_progressed)
        self._task.succeeded.connect(done)
        self._task.failed.connect(self.on_failed)
        self._task.cancelled.connect(self.on_cancelled)
        self._task.finished.connect(self._on_finished)
        self.show_running(running=True)
        self._task.start()

    @property
    def is_working(self) -> bool:
        """Whether something runs."""
        return self._task is not None

    def show_running(self, *, running: bool) -> None:
        """Show that something runs. Subclasses disable what cannot be begun meanwhile."""
        self.stop.setVisible(running)
        self.bar.setRange(0, 0)
        self.bar.setVisible(running)
        self.note.clear()
        self.note.setVisible(running)

    def on_failed(self, error: Exception) -> None:
        """Say what went wrong, in place."""
        look = self._session.look
        self.say("bad", *messages.in_words(look, error))
        if not isinstance(error, UserError):
            messages.tell(self, look, error)

    def on_cancelled(self) -> None:
        """Say that it was stopped, in place."""
        text = self._session.text
        hint = text(N_("What was taken in stays. Of what was written, nothing is left."))
        self.say("info", text(N_("Stopped as you asked")), hint)

    def say_received(self, account: Account, found: Unpacked) -> None:
        """Say what came in without a hub."""
        language = self._session.look.language
        warnings = sentences(found, language)
        title = language.plural(
            "{n} record was received", "{n} records were received", account.received
        )
        carried = language.plural(
            "{n} pack is carried for others until the hub has it.",
            "{n} packs are carried for others until the hub has them.",
            account.carried,
        )
        words = [*warnings, *([carried] if account.carried else [])]
        self.say("warn" if warnings else "ok", title, "\n".join(words))

    def say(self, tone: str, title: str, words: str = "") -> Banner:
        """Put a banner in the place of what was said before, and return it."""
        self.say_nothing()
        banner = Banner(self._session.look, tone, title, words)
        self._said.addWidget(banner)
        return banner

    def say_nothing(self) -> None:
        """Take away what was said."""
        emptied(self._said)

    def _on_stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _on_progressed(self, done: int, total: int, words: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        if words:
            self.note.setText(self._session.text(words))

    def _on_finished(self) -> None:
        self._task = None
        self.show_running(running=False)
        self.ended.emit()
