"""Pictures of the screen are discouraged while an answer in confidence is on it.

Windows and macOS leave a window out of screenshots, recordings and shared screens when it asks for
that. Linux has nothing to ask. A camera, and a program with the rights of the system, see it still.
"""

import ctypes
import sys

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

_WDA_NONE, _WDA_EXCLUDEFROMCAPTURE = 0x00, 0x11
_NS_SHARING_NONE, _NS_SHARING_READ_ONLY = 0, 1


class Sight(QObject):
    """Knows whether something in confidence is on the screen.

    Signals:
        changed: It is now, or is no longer.
    """

    changed = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._shown: set[int] = set()

    @property
    def is_confidential(self) -> bool:
        """Whether any widget with something in confidence is shown."""
        return bool(self._shown)

    def watch(self, widget: QWidget) -> None:
        """Take note of whether `widget`, which shows something in confidence, is shown."""
        widget.removeEventFilter(self)
        widget.installEventFilter(self)
        name = id(widget)
        widget.destroyed.connect(lambda: self._take(name, shown=False))
        self._take(name, shown=widget.isVisible())

    def pass_over(self, widget: QWidget) -> None:
        """The widget shows nothing in confidence any more."""
        widget.removeEventFilter(self)
        self._take(id(widget), shown=False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._take(id(watched), shown=event.type() == QEvent.Type.Show)
        return False

    def _take(self, name: int, *, shown: bool) -> None:
        before = self.is_confidential
        if shown:
            self._shown.add(name)
        else:
            self._shown.discard(name)
        if self.is_confidential != before:
            self.changed.emit(self.is_confidential)


def leave_out(window: QWidget, *, out: bool) -> None:
    """Ask the system to leave a window out of pictures of the screen, or not to. Tried on none of
    the two systems yet; where it fails, the window is in the picture as before."""
    if sys.platform == "win32":
        wanted = _WDA_EXCLUDEFROMCAPTURE if out else _WDA_NONE
        ctypes.windll.user32.SetWindowDisplayAffinity(int(window.winId()), wanted)
    elif sys.platform == "darwin":
        from ctypes.util import find_library  # what it needs takes time at each start

        objc = ctypes.CDLL(find_library("objc"))
        objc.sel_registerName.restype = ctypes.c_void_p
        pointer, name = ctypes.c_void_p, objc.sel_registerName
        send = ctypes.CFUNCTYPE(pointer, pointer, pointer)(("objc_msgSend", objc))
        send_int = ctypes.CFUNCTYPE(None, pointer, pointer, ctypes.c_long)(("objc_msgSend", objc))
        sharing = _NS_SHARING_NONE if out else _NS_SHARING_READ_ONLY
        ns_window = send(int(window.winId()), name(b"window"))
        send_int(ns_window, name(b"setSharingType:"), sharing)
