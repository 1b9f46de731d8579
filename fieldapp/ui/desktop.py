"""The window: the unlock screen before, the shell after, and what changes between the two.

A new theme or language makes the shell anew, at the place where the person was.

What is needed only once a workspace is open is imported where it is used, and loaded beside the
window while the passphrase is typed: the unlock screen is there in a third of the time.
"""

import logging
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QMainWindow, QToolTip, QVBoxLayout, QWidget

from fieldapp.errors import UserError
from fieldapp.ui import keys, memory, messages
from fieldapp.ui.away import Away
from fieldapp.ui.capture import Sight, leave_out
from fieldapp.ui.clipboard import Clearing
from fieldapp.ui.components.button import press_by_enter
from fieldapp.ui.components.page_frame import PageFrame
from fieldapp.ui.faults import FaultWindow, tell_fault
from fieldapp.ui.loading import load
from fieldapp.ui.look import dress, wear
from fieldapp.ui.preferences import SYSTEM, Preferences, write_preferences
from fieldapp.ui.preparing import Preparing
from fieldapp.ui.pressed_meanwhile import PressedMeanwhile
from fieldapp.ui.putting_away import PuttingAway, take_away
from fieldapp.ui.task import Task
from fieldapp.ui.text_size import START_ANEW, offer_to_start_anew
from fieldapp.ui.tidying import tidy_in_turns
from fieldapp.ui.turns import Turns
from fieldapp.ui.unlock import UnlockScreen

if TYPE_CHECKING:
    from fieldapp.store.workspace import Workspace
    from fieldapp.ui.opening import Unlocked
    from fieldapp.ui.past import Place
    from fieldapp.ui.services import Services
    from fieldapp.ui.session import Session
    from fieldapp.ui.shell import Shell

log = logging.getLogger(__name__)

LOCK_KEYS = keys.combinations("lock")
"""Lock in every window, a dialog too, where the shortcut of the top bar is not heard."""

LEAST = QSize(560, 320)
"""Logical pixels: less than a screen of 1366 x 768 has left where everything is twice as large."""

_ALIVE = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.TouchBegin}
)


_SHOWN_MS = 200
"""Until the unlock screen is surely painted."""


class Desktop(QMainWindow):
    """The one window.

    Attributes:
        look: The theme and language it wears.
        unlock_screen: While locked, else None.
        shell: While unlocked, else None.
        is_loaded: What an open workspace needs is there: it comes while the passphrase is typed.
    """

    def __init__(
        self,
        application: QApplication,
        folder: Path,
        preferences: Preferences,
        services: "Services",
    ) -> None:
        super().__init__()
        self._application = application
        self._folder = folder
        self._preferences = preferences
        self._services = services
        self.look = preferences.look()
        self._workspace: Workspace | None = None
        self._putting_away = PuttingAway(self)
        self._shown: QWidget | None = None
        self.unlock_screen: UnlockScreen | None = None
        self.shell: Shell | None = None
        self.is_loaded = False
        self._may_lose = False
        self.setWindowTitle("fieldapp")
        self.setMinimumSize(LEAST)
        self._put_on()
        self._stage = QWidget()
        stage = QVBoxLayout(self._stage)
        stage.setContentsMargins(0, 0, 0, 0)
        self.setCentralWidget(self._stage)
        self._place: Place | None = None
        self._held: list[bytes] = []
        self._putting_back: Task | None = None
        self._loading: Task | None = None
        tidy_in_turns(self)
        self._turns = Turns(self)
        self._pressed = PressedMeanwhile(self)
        self._pressed.watch(self._turns)
        self._away = Away(self, preferences.idle_minutes)
        # Not from inside the event that told it: a lock takes away what the event is meant for.
        self._away.away.connect(self.lock, Qt.ConnectionType.QueuedConnection)
        application.focusWindowChanged.connect(self._on_focus_window)
        application.styleHints().colorSchemeChanged.connect(self._on_system)
        self._clearing = Clearing(self)
        self._sight = Sight()
        self._sight.changed.connect(self._on_sight)
        self._show_unlock()

    def enter(self, unlocked: "Unlocked") -> None:
        """Open the shell now on a workspace that was unlocked in a task."""
        self._turns.finish()
        for _ in self._entering(unlocked):
            pass

    def _on_unlocked(self, unlocked: "Unlocked") -> None:
        self._turns.begin(self._entering(unlocked))

    def _entering(self, unlocked: "Unlocked") -> Iterator[None]:
        """Make the shell and the page where one was, a step with each turn; the unlock screen stays
        until all of it is there."""
        from fieldapp.sync.mission import asked_on
        from fieldapp.ui.joining import InvitationWindow
        from fieldapp.ui.opening import session_of
        from fieldapp.ui.past import Place
        from fieldapp.ui.sealing_card import what_to_tell

        self._putting_away.finish()
        try:
            session = session_of(unlocked, self.look, self._sight, self._preferences)
        except UserError as error:
            messages.tell(self, self.look, error)
            if self.unlock_screen is not None:
                self.unlock_screen.rest()
            return
        workspace = self._workspace = session.workspace
        self._put_back_held(workspace)
        yield
        shell = self._make_shell(session)
        yield
        self._set_up(shell)
        yield
        yield from shell.returning(self._place or Place())
        self._show_shell(shell)
        self._away.begin()
        log.info("Unlocked")
        if unlocked.opening is not None:
            told = what_to_tell(self.look.language, unlocked.opening)
            if told:
                messages.notice(self, self.look, *told)
        if asked_on(workspace) is not None:
            window = InvitationWindow(self, session)
            window.joined.connect(self._on_joined)
            window.open()

    def _put_back_held(self, workspace: "Workspace") -> None:
        """Keep as drafts what could not be kept before the last lock."""
        from fieldapp.ui import held

        try:
            while self._held:  # the older first, which what was written since may replace
                held.put_back(workspace, self._held[0])
                del self._held[0]
        except UserError as error:
            messages.tell(self, self.look, error)

    def lock(self) -> None:
        """Keep all drafts, close every window, show the unlock screen; then close the workspace.

        What was seen is gone when this returns, all else a few turns of the loop later. Needs no
        network, and waits for nothing: long work that still runs is asked to stop and leaves whole
        what it was at (`task`).
        """
        self._pressed.forget()
        if self.shell is None or self._workspace is None:
            return
        from fieldapp.ui import held

        self.shell.leave()
        self._place = self.shell.place()
        if sealed := held.seal(self._workspace, held.unkept(self)):
            self._held.append(sealed)  # beside what could not be put back after the last lock
        self._close_windows()
        self._clearing.clear()
        shell, workspace = self.shell, self._workspace
        self.shell = self._workspace = self._shown = None
        shell.hide()
        shell.setEnabled(False)
        shell.end()
        self._show_unlock()
        self._putting_away.begin(shell.parts(), workspace)
        self._away.end()
        log.info("Locked")

    def change_look(self, theme: str, language: str) -> None:
        """Put on another theme or language and stay at the same place."""
        self._wear(replace(self._preferences, theme=theme, language=language))

    def change_idle(self, minutes: int) -> None:
        """Lock after so many minutes without a key or a click, from now on."""
        self._away.set_minutes(minutes)
        self._keep(replace(self._preferences, idle_minutes=minutes))

    def change_text_size(self, percent: int) -> None:
        """Show everything in another size from the next start on; offer to start anew now."""
        if percent == self._preferences.text_percent:
            return
        self._keep(replace(self._preferences, text_percent=percent))
        offer_to_start_anew(self, self.look).accepted.connect(self.start_anew)

    def start_anew(self) -> None:
        """Close the window and have it opened again."""
        # The window closes whatever stands over it, and the question is among that.
        QTimer.singleShot(0, self, self._start_anew)

    def _start_anew(self) -> None:
        if self.close():
            self._application.exit(START_ANEW)

    def _keep(self, preferences: Preferences) -> None:
        """Keep what was chosen; a disk that is full changes nothing for this window."""
        self._preferences = preferences
        if self.shell is not None:
            self.shell.session = replace(self.shell.session, preferences=preferences)
        try:
            write_preferences(self._folder, preferences)
        except UserError as error:
            messages.tell(self, self.look, error)

    def _wear(self, preferences: Preferences) -> None:
        from fieldapp.ui import held

        self._turns.finish()
        shell = self.shell
        if shell is not None:
            shell.leave()
            if held.unkept(self):
                return  # every page is made anew, and this would be lost; why was told
        self._keep(preferences)
        self.look = preferences.look()
        if shell is None:
            self._clear()
            self._put_on()
            self._show_unlock()
            return
        session, place = shell.session, shell.place()
        self._clear()
        self._put_on()
        names = session.names.in_language(self.look.language)
        self._show_anew(replace(session, look=self.look, names=names), place)

    def _put_on(self) -> None:
        wear(self._application, self.look)
        dress(self, self.look)

    def seal(self) -> None:
        """Close what was said in confidence, then lock. The first milliseconds decide."""
        if self.shell is None or self._workspace is None:
            return
        from fieldapp.store.sealing import seal_now

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

    def put_back(self, name: str) -> None:
        """Lock, and put a backup back meanwhile; nobody can unlock before it is done."""
        if self._workspace is None:
            return
        from fieldapp.ui.restoring import restoring

        key = self._workspace.key
        self.lock()
        self._putting_away.finish()
        screen = self.unlock_screen
        assert screen is not None
        screen.setEnabled(False)
        self._putting_back = restoring(self, self.look, self._folder, key, name)
        self._putting_back.finished.connect(self._on_put_back_ended)
        self._putting_back.start()

    def _on_put_back_ended(self) -> None:
        self._putting_back = None
        if self.unlock_screen is not None:
            self.unlock_screen.setEnabled(True)

    def tell_fault(self, error: Exception, report: Path | None) -> None:
        """Keep every draft and say what happened, unless the person is reading of a fault already.

        Args:
            report: The file with the report, where one could be written.
        """
        if isinstance(error, UserError):
            messages.tell(self, self.look, error)
        elif not any(window.isVisible() for window in self.findChildren(FaultWindow)):
            told = tell_fault(self, self.look, report, self._keep_now)
            told.close_wanted.connect(self.close)

    def _keep_now(self) -> bool | None:
        if self.shell is None:
            return None
        from fieldapp.ui import held

        self.shell.leave()
        return not held.unkept(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_by_enter(event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _ALIVE and self.shell is not None:
            if isinstance(event, QKeyEvent) and event.keyCombination() in LOCK_KEYS:
                QTimer.singleShot(0, self, self.lock)
                return True
            self._away.sign_of_life()
            self.shell.preparing.put_off()
        return self._pressed.takes(watched, event)

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
        from fieldapp.ui import held

        self._turns.finish()
        unkept = self._keep_now() is False or bool(self._held)
        if unkept and not self._may_lose:
            event.ignore()
            held.ask_to_lose(self, self.look).accepted.connect(self._on_may_lose)
            return
        if self.shell is not None:
            self._close_windows()
        self._clearing.clear()
        self._putting_away.finish()
        self._clear()
        self._away.end()
        self._close_workspace()
        super().closeEvent(event)

    def _on_may_lose(self) -> None:
        self._may_lose = True
        QTimer.singleShot(0, self, self.close)  # the question stands over the window until then

    def _clear(self) -> None:
        """Take everything out now."""
        if self.shell is not None:
            self.shell.end()
        self.shell = self.unlock_screen = None
        if self._shown is not None:
            take_away(self._shown)
            self._shown = None

    def _show(self, widget: QWidget) -> None:
        """Show this and nothing else; what was there may still have to say something."""
        if self._shown is not None:
            self._shown.hide()
            self._shown.deleteLater()
        self._shown = widget
        stage = self._stage.layout()
        assert stage is not None
        stage.addWidget(widget)
        widget.show()

    def _close_windows(self) -> None:
        """Close whatever stands over the window: help, a photograph, a list, a menu, a dialog."""
        from fieldapp.ui.kept_words import KeptWords

        QToolTip.hideText()
        for words in self.findChildren(KeptWords):
            words.end()
        for window in QApplication.topLevelWidgets():
            if window is not self and window.isVisible():
                window.close()

    def _show_unlock(self) -> None:
        screen = UnlockScreen(self.look, self._folder)
        screen.unlocked.connect(self._on_unlocked)
        self.unlock_screen = screen
        self._show(PageFrame(screen))
        screen.passphrase.setFocus()
        if self._loading is None:
            self._loading = Task(partial(load, self.look.language), self)
            self._loading.succeeded.connect(self._on_loaded)
            QTimer.singleShot(_SHOWN_MS, self._loading.start)
            QTimer.singleShot(_SHOWN_MS, self._away.listen)

    def _on_loaded(self) -> None:
        self._drawing = Preparing(self, self._getting_ready())
        self._drawing.put_off()

    def _getting_ready(self) -> Iterator[None]:
        from fieldapp.ui.bars import sidebar_icons

        for draw in sidebar_icons():
            draw(self.look)
            yield
        self.is_loaded = True
        if self.unlock_screen is not None and self.unlock_screen.is_untouched:
            memory.spare_what_is_loaded()

    def _make_shell(self, session: "Session") -> "Shell":
        from fieldapp.ui.shell import Shell

        shell = Shell(session, self._services)
        shell.lock_wanted.connect(self.lock, Qt.ConnectionType.QueuedConnection)
        shell.language_wanted.connect(self._on_language)
        shell.theme_wanted.connect(self._on_theme)
        shell.joined.connect(self._on_joined)
        shell.idle_wanted.connect(self.change_idle)
        shell.text_size_wanted.connect(self.change_text_size)
        shell.calm_wanted.connect(self._on_calm)
        # Not from inside the signal of a page that the lock takes away.
        shell.put_back_wanted.connect(self.put_back, Qt.ConnectionType.QueuedConnection)
        shell.seal_wanted.connect(self.seal, Qt.ConnectionType.QueuedConnection)
        self._pressed.watch(shell.turns)
        return shell

    def _set_up(self, shell: "Shell") -> None:
        """Give a shell its place and its look; it stays hidden."""
        shell.hide()
        shell.setParent(self._stage)
        shell.resize(self._stage.size())

    def _show_shell(self, shell: "Shell") -> None:
        if self.shell is not None:
            self.shell.end()
        self.shell = shell
        self.unlock_screen = None
        self._show(shell)

    def _show_anew(self, session: "Session", place: "Place") -> None:
        """Show another shell instead of the one there."""
        shell = self._make_shell(session)
        self._set_up(shell)
        shell.return_to(place)
        self._show_shell(shell)

    def _close_workspace(self) -> None:
        if self._workspace is not None:
            from fieldapp.store.workspace import close

            close(self._workspace)
            self._workspace = None

    def _on_language(self, code: str) -> None:
        self._change_soon(replace(self._preferences, language=code))

    def _on_theme(self, name: str) -> None:
        self._change_soon(replace(self._preferences, theme=name))

    def _change_soon(self, wanted: Preferences) -> None:
        # Not from inside the signal of a button that the change takes away.
        QTimer.singleShot(0, self, lambda: self._wear(wanted))

    def _on_calm(self, calm: bool) -> None:
        self._change_soon(replace(self._preferences, calm=calm))

    def _on_system(self) -> None:
        """The system has turned dark or light."""
        if self._preferences.theme == SYSTEM and self._preferences.look().theme != self.look.theme:
            self._change_soon(self._preferences)

    def _on_joined(self) -> None:
        from fieldapp.ui.past import Place
        from fieldapp.ui.session import reader_here

        assert self.shell is not None
        self.shell.leave()
        session, page = self.shell.session, self.shell.page
        reader = reader_here(session.workspace)
        names = session.names.for_reader(reader)
        self._show_anew(replace(session, reader=reader, names=names), Place(page))
