"""The window: the unlock screen before, the shell after, and what changes between the two.

A new theme or language makes the shell anew, at the place where the person was.
"""

import logging
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from fieldapp.errors import UserError
from fieldapp.language import load_language
from fieldapp.store.workspace import Workspace, close, reopen
from fieldapp.ui import messages
from fieldapp.ui.look import wear
from fieldapp.ui.names import Names
from fieldapp.ui.preferences import Preferences, write_preferences
from fieldapp.ui.services import Services
from fieldapp.ui.session import Session
from fieldapp.ui.shell import Shell
from fieldapp.ui.unlock import Unlocked, UnlockScreen

log = logging.getLogger(__name__)

IDLE_MINUTES = 10
"""Without a key or a click for so long, the workspace locks itself; drafts are kept."""

_ALIVE = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.TouchBegin}
)


class Desktop(QMainWindow):
    """The one window.

    Attributes:
        look: The theme and language it wears.
        unlock_screen: While locked, else None.
        shell: While unlocked, else None.
    """

    def __init__(
        self, application: QApplication, folder: Path, preferences: Preferences, services: Services
    ) -> None:
        super().__init__()
        self._application = application
        self._folder = folder
        self._preferences = preferences
        self._services = services
        self.look = preferences.look()
        self._workspace: Workspace | None = None
        self.unlock_screen: UnlockScreen | None = None
        self.shell: Shell | None = None
        self.setWindowTitle("fieldapp")
        self.setMinimumSize(900, 560)
        wear(application, self.look)
        self._idle = QTimer(self, singleShot=True, interval=IDLE_MINUTES * 60_000)
        self._idle.setObjectName("idle")
        self._idle.timeout.connect(self.lock)
        self._show_unlock()

    def enter(self, unlocked: Unlocked) -> None:
        """Open the shell on a workspace that was unlocked in a task."""
        try:
            workspace = reopen(unlocked.workspace)
        except UserError as error:
            messages.tell(self, self.look, error)
            return
        self._workspace = workspace
        reader = workspace.reader
        names = Names(workspace, reader, self.look.language, unlocked.places)
        self._show_shell(Session(workspace, reader, self.look, names))
        self._idle.start()
        log.info("Unlocked")

    def lock(self) -> None:
        """Keep all drafts, close the workspace, show the unlock screen."""
        if self.shell is None:
            return
        self.shell.leave()
        self._clear()
        self._show_unlock()
        self._close_workspace()
        self._idle.stop()
        log.info("Locked")

    def change_look(self, theme: str, language: str) -> None:
        """Put on another theme or language and stay at the same place."""
        self._preferences = Preferences(theme, language)
        try:
            write_preferences(self._folder, self._preferences)
        except UserError as error:
            messages.tell(self, self.look, error)
        self.look = self._preferences.look()
        shell = self.shell
        if shell is None:
            self._clear()
            wear(self._application, self.look)
            self._show_unlock()
            return
        shell.leave()
        session, page, record = shell.session, shell.page, shell.shown_record()
        self._clear()
        wear(self._application, self.look)
        names = session.names.in_language(load_language(language))
        self._show_shell(replace(session, look=self.look, names=names))
        self._return_to(page, record)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # All keys and clicks come through here first. A filter on the application would see every
        # event of every widget, thousands for one page.
        window = self.windowHandle()
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _ALIVE and self.shell is not None:
            self._idle.start(IDLE_MINUTES * 60_000)
        return False

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.shell is not None:
            self.shell.leave()
        self._clear()
        self._idle.stop()
        self._close_workspace()
        super().closeEvent(event)

    def _clear(self) -> None:
        """Take everything out now: dressing widgets that are about to go takes a second."""
        self.shell = self.unlock_screen = None
        old = self.takeCentralWidget()
        if old is None:
            return
        old.hide()
        old.deleteLater()
        QApplication.sendPostedEvents(old, QEvent.Type.DeferredDelete.value)

    def _return_to(self, page: str, record: str) -> None:
        assert self.shell is not None
        if record:
            self.shell.records_page(page).open(record)
        else:
            self.shell.show_page(page)

    def _show_unlock(self) -> None:
        screen = UnlockScreen(self.look, self._folder)
        screen.unlocked.connect(self.enter)
        self.unlock_screen = screen
        self.setCentralWidget(screen)
        screen.passphrase.setFocus()

    def _show_shell(self, session: Session) -> None:
        shell = Shell(session, self._services)
        shell.lock_wanted.connect(self.lock, Qt.ConnectionType.QueuedConnection)
        shell.language_wanted.connect(self._on_language)
        shell.theme_wanted.connect(self._on_theme)
        shell.joined.connect(self._on_joined)
        self.shell = shell
        self.unlock_screen = None
        self.setCentralWidget(shell)

    def _close_workspace(self) -> None:
        if self._workspace is not None:
            close(self._workspace)
            self._workspace = None

    def _on_language(self, code: str) -> None:
        self._change_soon(replace(self._preferences, language=code))

    def _on_theme(self, name: str) -> None:
        self._change_soon(replace(self._preferences, theme=name))

    def _change_soon(self, wanted: Preferences) -> None:
        # Not from inside the signal of a button that the change takes away.
        QTimer.singleShot(0, self, lambda: self.change_look(wanted.theme, wanted.language))

    def _on_joined(self) -> None:
        assert self.shell is not None
        session, page = self.shell.session, self.shell.page
        reader = session.workspace.reader
        names = session.names.for_reader(reader)
        self._show_shell(replace(session, reader=reader, names=names))
        self._return_to(page, "")
