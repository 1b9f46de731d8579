"""Keys pressed while something comes in several turns: they wait, and reach what comes.

What is on the screen until then is on its way out and hears none of them.
"""

from collections import deque

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QWindow
from PySide6.QtWidgets import QApplication, QWidget

from fieldapp.ui.turns import Turns

_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease})


class PressedMeanwhile(QObject):
    """Holds the keys of one window while turns are taken, and plays them one by one after."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._pressed: deque[QKeyEvent] = deque()
        self._under_way = 0
        self._plays = False
        self._playing = QTimer(self, interval=0)
        self._playing.timeout.connect(self._on_play)

    def watch(self, turns: Turns) -> None:
        """Hold keys while these turns are taken."""
        turns.began.connect(self._on_began)
        turns.ended.connect(self._on_ended)

    @property
    def is_holding(self) -> bool:
        """Whether a key pressed now has to wait."""
        return not self._plays and (self._under_way > 0 or bool(self._pressed))

    def takes(self, watched: QObject, event: QEvent) -> bool:
        """Hold an event if it is a key of the window that has to wait; say whether it was."""
        if not self.is_holding or not isinstance(event, QKeyEvent):
            return False
        if watched is not self._window.windowHandle():
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # else it would be heard as a shortcut at once
        elif event.type() in _KEYS:
            self._pressed.append(event.clone())
        return True

    def forget(self) -> None:
        """Play none of those held: what they were meant for is locked."""
        self._pressed.clear()
        self._playing.stop()

    def _on_began(self) -> None:
        self._under_way += 1
        self._playing.stop()

    def _on_ended(self) -> None:
        self._under_way -= 1
        if not self._under_way and self._pressed:
            self._playing.start()

    def _on_play(self) -> None:
        window = self._window.windowHandle()
        event = self._pressed.popleft()
        if not self._pressed:
            self._playing.stop()
        self._plays = True
        try:
            _play(self._window, window, event)
        finally:
            self._plays = False


def _play(top: QWidget, window: QWindow, event: QKeyEvent) -> None:
    """Have a key heard as the system tells it: first what has the focus may claim it, then it is a
    shortcut, else it is typed."""
    if event.type() == QEvent.Type.KeyPress:
        claim = QKeyEvent(
            QEvent.Type.ShortcutOverride, event.key(), event.modifiers(), event.text()
        )
        claim.ignore()
        QApplication.sendEvent(window, claim)
        shortcut = None if claim.isAccepted() else _shortcut(top, event)
        if shortcut is not None:
            shortcut.activated.emit()
            return
    QApplication.sendEvent(window, event)


def _shortcut(top: QWidget, event: QKeyEvent) -> QShortcut | None:
    """Return the shortcut that hears a key where the focus is now."""
    pressed = QKeySequence(event.keyCombination())
    for each in top.findChildren(QShortcut):
        owner = each.parent()
        if not (isinstance(owner, QWidget) and owner.isVisible() and owner.isEnabled()):
            continue
        everywhere = each.context() is Qt.ShortcutContext.WindowShortcut
        focus = top.focusWidget()
        inside = focus is not None and (owner is focus or owner.isAncestorOf(focus))
        heard = each.keys()
        if each.isEnabled() and pressed in heard and (everywhere or inside):
            return each
    return None
