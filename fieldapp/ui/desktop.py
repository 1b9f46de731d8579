"""The window: the unlock screen before, the shell after, and what changes between the two.

A new theme or language makes the shell anew, at the place where the person was.
"""

import logging
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QMainWindow, QToolTip

from fieldapp.errors import UserError
from fieldapp.language import load_language
from fieldapp.store.sealing import seal_now
from fieldapp.store.workspace import Workspace, close, reopen
from fieldapp.ui import held, memory, messages
from fieldapp.ui.away import Away
from fieldapp.ui.capture import Sight, leave_out
from fieldapp.ui.clipboard import Clearing
from fieldapp.ui.look import wear
from fieldapp.ui.names import Names
from fieldapp.ui.opening import Unlocked
from fieldapp.ui.preferences import Preferences, write_preferences
from fieldapp.ui.sealing_card import what_to_tell
from fieldapp.ui.services import Services
from fieldapp.ui.session import Session
from fieldapp.ui.shell import Place, Shell
from fieldapp.ui.unlock import UnlockScreen

log = logging.getLogger(__name__)

LOCK_KEYS = (
    QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_L),
    QKeyCombination(Qt.KeyboardModifier.NoModifier, Qt.Key.Key_F12),
)
"""Lock in every window, a dialog too, where the shortcut of the top bar is not heard."""

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
        self._place = Place()
        self._held = b""
        self._away = Away(self, preferences.idle_minutes)
        # Not from inside the event that told it: a lock takes away what the event is meant for.
        self._away.away.connect(self.lock, Qt.ConnectionType.QueuedConnection)
        application.focusWindowChanged.connect(self._on_focus_window)
        self._clearing = Clearing(self)
        self._sight = Sight()
        self._sight.changed.connect(self._on_sight)
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
        try:
            held.put_back(workspace, self._held)
            self._held = b""
        except UserError as error:
            messages.tell(self, self.look, error)
        self._show_shell(
            Session(
                workspace, reader, self.look, names, self._sight, self._preferences.idle_minutes
            )
        ).return_to(self._place)
        self._away.begin()
        log.info("Unlocked")
        if unlocked.opening is not None:
            told = what_to_tell(self.look.language, unlocked.opening)
            if told:
                messages.notice(self, self.look, *told)

    def lock(self) -> None:
        """Keep all drafts, close every window and the workspace, show the unlock screen.

        Needs no network, and waits for nothing: long work that still runs is asked to stop and
        leaves whole what it was at (`task`).
        """
        if self.shell is None or self._workspace is None:
            return
        self.shell.leave()
        self._place = self.shell.place()
        self._held = held.seal(self._workspace, self.shell.unkept())
        self._close_windows()
        self._clearing.clear()
        self._clear()
        self._show_unlock()
        self._close_workspace()
        self._away.end()
        memory.forget()
        log.info("Locked")

    def change_look(self, theme: str, language: str) -> None:
        """Put on another theme or language and stay at the same place."""
        self._preferences = replace(self._preferences, theme=theme, language=language)
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
        session, place = shell.session, shell.place()
        self._clear()
        wear(self._application, self.look)
        names = session.names.in_language(load_language(language))
        self._show_shell(replace(session, look=self.look, names=names)).return_to(place)

    def change_idle(self, minutes: int) -> None:
        """Lock after so many minutes without a key or a click, from now on."""
        self._preferences = replace(self._preferences, idle_minutes=minutes)
        self._away.set_minutes(minutes)
        if self.shell is not None:
            self.shell.session = replace(self.shell.session, idle_minutes=minutes)
        try:
            write_preferences(self._folder, self._preferences)
        except UserError as error:
            messages.tell(self, self.look, error)

    def seal(self) -> None:
        """Close what was said in confidence, then lock. The first milliseconds decide."""
        if self.shell is None or self._workspace is None:
            return
        self.shell.leave()
        self._application.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            seal_now(self._workspace)
        except UserError as error:
            messages.tell(self, self.look, error)
            return
        finally:
            self._application.restoreOverrideCursor()
        self.lock()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _ALIVE and self.shell is not None:
            if isinstance(event, QKeyEvent) and event.keyCombination() in LOCK_KEYS:
                QTimer.singleShot(0, self, self.lock)
                return True
            self._away.sign_of_life()
        return False

    def _on_focus_window(self, window: QWindow | None) -> None:
        # All keys and clicks of a window come through here first, those of a dialog too. A filter
        # on the application would see every event of every widget, thousands for one page.
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)
            self._on_sight(self._sight.is_confidential)

    def _on_sight(self, confidential: bool) -> None:
        for window in QApplication.topLevelWidgets():
            if window.isVisible():
                leave_out(window, out=confidential)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.shell is not None:
            self.shell.leave()
            self._close_windows()
        self._clearing.clear()
        self._clear()
        self._away.end()
        self._close_workspace()
        super().closeEvent(event)

    def _clear(self) -> None:
        """Take everything out now. Taking it out of the window first would dress every widget anew,
        which takes seconds: it goes from where it is."""
        self.shell = self.unlock_screen = None
        old = self.centralWidget()
        if old is None:
            return
        old.hide()
        old.deleteLater()
        QApplication.sendPostedEvents(old, QEvent.Type.DeferredDelete.value)

    def _close_windows(self) -> None:
        """Close whatever stands over the window: help, a photograph, a list, a menu, a dialog."""
        QToolTip.hideText()
        for window in QApplication.topLevelWidgets():
            if window is not self and window.isVisible():
                window.close()

    def _show_unlock(self) -> None:
        screen = UnlockScreen(self.look, self._folder)
        screen.unlocked.connect(self.enter)
        self.unlock_screen = screen
        self.setCentralWidget(screen)
        screen.passphrase.setFocus()

    def _show_shell(self, session: Session) -> Shell:
        shell = Shell(session, self._services)
        shell.lock_wanted.connect(self.lock, Qt.ConnectionType.QueuedConnection)
        shell.language_wanted.connect(self._on_language)
        shell.theme_wanted.connect(self._on_theme)
        shell.joined.connect(self._on_joined)
        shell.idle_wanted.connect(self.change_idle)
        shell.seal_wanted.connect(self.seal, Qt.ConnectionType.QueuedConnection)
        self.shell = shell
        self.unlock_screen = None
        self.setCentralWidget(shell)
        return shell

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
        self._show_shell(replace(session, reader=reader, names=names)).show_page(page)
