"""The card “Without a network”: writing a parcel to a stick, and reading one."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, QStandardPaths, QStorageInfo, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QProgressBar, QVBoxLayout

from fieldapp.errors import UserError
from fieldapp.language import N_
from fieldapp.progress import Progress
from fieldapp.store.workspace import Workspace, close, reopen
from fieldapp.sync.account import Account
from fieldapp.sync.errors import ManyWouldVanish
from fieldapp.sync.parcels.handing import Unpacked, sentences
from fieldapp.sync.parcels.stick import SUFFIX, Written, read_parcels, write_parcel
from fieldapp.ui import messages
from fieldapp.ui.choosing import ask_folder, ask_open
from fieldapp.ui.components.banner import Banner
from fieldapp.ui.components.button import button
from fieldapp.ui.components.card import Card
from fieldapp.ui.components.text import isolated, label
from fieldapp.ui.names import read_places
from fieldapp.ui.session import Session
from fieldapp.ui.task import Task

REMOVABLE = ("/media/", "/run/media/", "/Volumes/")
"""Where Linux and macOS mount what somebody has plugged in."""


class ParcelCard(Card):
    """Two buttons; then what came of it.

    Attributes:
        writing, reading: The buttons.
        stop: Shown while something runs.

    Signals:
        changed: Records changed: what pages show is old.
        ended: Something that ran has ended, well or not.
    """

    changed = Signal()
    ended = Signal()

    def __init__(self, session: Session) -> None:
        text = session.text
        super().__init__(text(N_("Without a network")))
        self._session = session
        self._task: Task | None = None
        self._files: list[Path] = []
        hint = N_(
            "A parcel is a file that a colleague carries: to another laptop, or to the hub. "
            "What waits for the hub goes on waiting until the hub has it."
        )
        self.body.addWidget(label(text(hint), "hint"))
        row = QHBoxLayout()
        row.setSpacing(10)
        self.writing = button(text(N_("Write a parcel …")), session.look.icon("hard-drive"))
        self.writing.clicked.connect(self._on_write)
        self.reading = button(text(N_("Read a parcel …")), session.look.icon("download"))
        self.reading.clicked.connect(self._on_read)
        self.stop = button(text(N_("Stop")), session.look.icon("circle-stop"))
        self.stop.clicked.connect(self._on_stop)
        for each in (self.writing, self.reading, self.stop):
            row.addWidget(each)
        row.addStretch(1)
        self.body.addLayout(row)
        self.stop.hide()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.body.addWidget(self.bar)
        self.bar.hide()
        self.note = label("", "hint")
        self.body.addWidget(self.note)
        self.note.hide()
        self._said = QVBoxLayout()
        self.body.addLayout(self._said)

    def write_to(self, folder: Path) -> None:
        """Write a parcel into a folder, beside the window."""

        def work(workspace: Workspace, progress: Progress) -> Written:
            return write_parcel(workspace, folder, progress)

        self._start(work, self._on_written)

    def read_from(self, files: list[Path], *, let_through: bool = False) -> None:
        """Read parcels, beside the window."""
        self._files = files

        def work(
            workspace: Workspace, progress: Progress
        ) -> tuple[Account, Unpacked, dict[str, str]]:
            account, found = read_parcels(workspace, files, progress, let_through=let_through)
            return account, found, read_places(workspace)

        self._start(work, self._on_unpacked)

    def _start(
        self, work: Callable[[Workspace, Progress], object], done: Callable[..., None]
    ) -> None:
        open_workspace = self._session.workspace

        def beside(progress: Progress) -> object:
            workspace = reopen(open_workspace)
            try:
                return work(workspace, progress)
            finally:
                close(workspace)

        self._say_nothing()
        self._task = Task(beside, self)
        self._task.progressed.connect(self._on_progressed)
        self._task.succeeded.connect(done)
        self._task.failed.connect(self._on_failed)
        self._task.cancelled.connect(self._on_cancelled)
        self._task.finished.connect(self._on_finished)
        self._show_running(running=True)
        self._task.start()

    def _show_running(self, *, running: bool) -> None:
        for each in (self.writing, self.reading):
            each.setEnabled(not running)
        self.stop.setVisible(running)
        self.bar.setRange(0, 0)
        self.bar.setVisible(running)
        self.note.setVisible(running)

    def _on_write(self) -> None:
        text = self._session.text
        sticks = plugged_in()
        if not sticks:
            self._ask_folder()
            return
        menu = QMenu(self)
        for name, folder in sticks:
            menu.addAction(isolated(f"{name} ({folder})")).setData(str(folder))
        menu.addAction(text(N_("Another folder …")))
        menu.triggered.connect(self._on_stick_chosen)
        menu.popup(self.writing.mapToGlobal(QPoint(0, self.writing.height())))

    def _on_stick_chosen(self, action: QAction) -> None:
        if action.data():
            self.write_to(Path(action.data()))
        else:
            self._ask_folder()

    def _ask_folder(self) -> None:
        title = self._session.text(N_("Write a parcel into a folder"))
        ask_folder(self, title, _beginning(), self.write_to)

    def _on_read(self) -> None:
        text = self._session.text
        kind = text(N_("Parcels"))
        kinds = f"{kind} (*{SUFFIX})"
        title = text(N_("Read a parcel"))
        ask_open(self, title, kinds, self.read_from, beginning=_beginning())

    def _on_stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _on_progressed(self, done: int, total: int, words: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        if words:
            self.note.setText(self._session.text(words))

    def _on_written(self, written: Written) -> None:
        text, plural = self._session.text, self._session.look.language.plural
        packs = plural("{n} pack", "{n} packs", written.packs)
        said = text(N_("{file}, with {packs}, was read back and is whole."))
        words = said.format(file=isolated(written.file.name), packs=isolated(packs))
        self._say("ok", text(N_("You may remove the stick now.")), words)

    def _on_unpacked(self, result: tuple[Account, Unpacked, dict[str, str]]) -> None:
        account, found, places = result
        for reference, name in places.items():
            self._session.names.learn_place(reference, name)
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
        self._say("warn" if warnings else "ok", title, "\n".join(words))
        self.changed.emit()

    def _on_failed(self, error: Exception) -> None:
        look = self._session.look
        banner = self._say("bad", *messages.in_words(look, error))
        if isinstance(error, ManyWouldVanish):
            through = button(self._session.text(N_("It is meant: let it through")))
            through.clicked.connect(self._on_let_through)
            banner.ending.addWidget(through)
        if not isinstance(error, UserError):
            messages.tell(self, look, error)

    def _on_let_through(self) -> None:
        self.read_from(self._files, let_through=True)

    def _on_cancelled(self) -> None:
        text = self._session.text
        hint = text(N_("What was taken in stays. Of what was written, nothing is left."))
        self._say("info", text(N_("Stopped as you asked")), hint)

    def _on_finished(self) -> None:
        self._task = None
        self._show_running(running=False)
        self.ended.emit()

    def _say(self, tone: str, title: str, words: str) -> Banner:
        self._say_nothing()
        banner = Banner(self._session.look, tone, title, words)
        self._said.addWidget(banner)
        return banner

    def _say_nothing(self) -> None:
        while (item := self._said.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


def plugged_in() -> list[tuple[str, Path]]:
    """Return name and folder of the sticks and disks that somebody has plugged in."""
    found = []
    for volume in QStorageInfo.mountedVolumes():
        root = volume.rootPath()
        usable = volume.isValid() and volume.isReady() and not volume.isReadOnly()
        # Windows gives every plugged-in stick a letter of its own.
        removable = root.startswith(REMOVABLE) or (root[1:2] == ":" and not volume.isRoot())
        if usable and removable:
            found.append((volume.displayName(), Path(root)))
    return found


def _beginning() -> str:
    """Return the folder that a dialog opens with: a stick where there is one."""
    sticks = plugged_in()
    home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.HomeLocation)
    return str(sticks[0][1]) if sticks else home
