"""What the parts of the page “Administration” share: who may, and windows that do one thing.

What is done is in `sync`; the same functions are behind the commands.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from fieldapp.errors import UserError
from fieldapp.language import N_
from fieldapp.progress import Progress
from fieldapp.store.workspace import Workspace, close, reopen
from fieldapp.sync.errors import NotInMission, NotTheOwner
from fieldapp.sync.members.membership import ADMINISTRATOR, FOUNDER
from fieldapp.sync.members.signer import signer_of
from fieldapp.sync.mission import members, mission_of
from fieldapp.ui import messages
from fieldapp.ui.choosing import ask_open
from fieldapp.ui.components.banner import Banner
from fieldapp.ui.components.button import button
from fieldapp.ui.components.text import isolated, label
from fieldapp.ui.files import read_whole
from fieldapp.ui.joining import DOCUMENTS
from fieldapp.ui.session import Session
from fieldapp.ui.task import Task


@dataclass(frozen=True)
class WhoMay:
    """Who signs for the mission.

    Attributes:
        here: This laptop does.
        founder_here: It is the founder's.
        founder: Name; empty where it is not known here.
        others: Names of the administrators.
    """

    here: bool
    founder_here: bool
    founder: str
    others: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Everybody who may invite and take out."""
        return tuple(dict.fromkeys(name for name in (self.founder, *self.others) if name))


def who_may(session: Session) -> WhoMay:
    """Return who signs for the mission; nobody outside one."""
    workspace = session.workspace
    mission = mission_of(workspace)
    standing = [member for member in members(workspace) if not member.left]
    founder = next((member.name for member in standing if member.role == FOUNDER), "")
    others = tuple(member.name for member in standing if member.role == ADMINISTRATOR)
    try:
        here = mission is not None and bool(signer_of(workspace))
    except (NotTheOwner, NotInMission):
        here = False
    return WhoMay(here, bool(mission and mission.founded_here), founder, others)


def told_who(session: Session, who: WhoMay, *, founder_only: bool = False) -> str:
    """Return the sentence that says whom to ask."""
    names = (who.founder,) if founder_only and who.founder else who.names
    if not names:
        return session.text(N_("Ask whoever founded the mission."))
    shown = session.text(N_(", ")).join(isolated(name) for name in names)
    return session.text(N_("Ask: {names}")).format(names=shown)


def tell_who(parent: QWidget, session: Session, who: WhoMay, *, founder_only: bool = False) -> None:
    """Say that this laptop may not, and who may."""
    what = (
        N_("Only the founder of the mission does this.")
        if founder_only
        else N_("Only the founder and the administrators of the mission do this.")
    )
    whom = told_who(session, who, founder_only=founder_only)
    messages.notice(parent, session.look, session.text(what), whom)


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
        self.setMinimumWidth(560)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        column.addWidget(label(session.text(title), "title"))
        if hint:
            column.addWidget(label(session.text(hint), "hint"))
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        column.addLayout(self.body)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.hide()
        column.addWidget(self.bar)
        self.complaint = label("", "error")
        self.complaint.hide()
        column.addWidget(self.complaint)
        column.addStretch(1)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(10)
        self.foot.addStretch(1)
        self.closing = button(session.text(N_("Cancel")))
        self.closing.clicked.connect(self.reject)
        self.closing.setAutoDefault(False)
        self.foot.addWidget(self.closing)
        column.addLayout(self.foot)

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
