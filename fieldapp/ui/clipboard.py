"""The clipboard: what the window copies stands there marked and for a short time.

Everything else on the laptop can read the clipboard, and clipboard managers keep what they see.
Nothing gets there but by `put`; text that is merely selected or dragged goes nowhere.
"""

import os
import sys
from collections.abc import Mapping

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

SECONDS = 45
"""Long enough to find the place to paste it, short enough to be gone when the laptop is."""

OURS = "application/x-fieldapp-copied"
"""Tells our own copies from everybody else's."""

_WINDOWS = 'application/x-qt-windows-mime;value="{name}"'

KEEP_OUT: Mapping[str, bytes] = (
    {
        _WINDOWS.format(name="ExcludeClipboardContentFromMonitorProcessing"): b"\x01",
        _WINDOWS.format(name="CanIncludeInClipboardHistory"): bytes(4),
        _WINDOWS.format(name="CanUploadToCloudClipboard"): bytes(4),
    }
    if sys.platform == "win32"
    else {"x-kde-passwordManagerHint": b"secret"}
)
"""Asks clipboard managers not to keep it: what Windows, and on Linux KDE and others, listen to."""


def put(text: str) -> None:
    """Copy a text because somebody said so."""
    data = QMimeData()
    data.setText(text)
    data.setData(OURS, b"1")
    for name, value in KEEP_OUT.items():
        data.setData(name, value)
    QGuiApplication.clipboard().setMimeData(data)


class Clearing(QObject):
    """Takes our copies out of the clipboard after a while, or when asked."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self._salt = os.urandom(16)
        self._copied = b""
        self._timer = QTimer(self, singleShot=True, interval=SECONDS * 1000)
        self._timer.setObjectName("clipboard")
        self._timer.timeout.connect(self.clear)
        self._clipboard.dataChanged.connect(self._on_changed)
        self._clipboard.selectionChanged.connect(self._on_selected)

    def clear(self) -> None:
        """Empty the clipboard, if it still holds what we put there."""
        self._timer.stop()
        if self._holds_ours():
            self._clipboard.clear()
        self._copied = b""

    def _holds_ours(self) -> bool:
        # A manager may have taken the text over without our mark, so the text is asked as well.
        data = self._clipboard.mimeData()
        if data is not None and data.hasFormat(OURS):
            return True
        return bool(self._copied) and self._digest() == self._copied

    def _digest(self) -> bytes:
        import hashlib  # it loads OpenSSL, and the window is not shown before

        text = self._clipboard.text().encode("utf-8", "surrogatepass")
        return hashlib.blake2b(text, key=self._salt).digest()

    def _on_changed(self) -> None:
        data = self._clipboard.mimeData()
        if data is not None and data.hasFormat(OURS):
            self._copied = self._digest()
            self._timer.start()

    def _on_selected(self) -> None:
        # On X11 and Wayland every text that is selected can be pasted elsewhere at once.
        if self._clipboard.ownsSelection():
            self._clipboard.clear(QClipboard.Mode.Selection)
