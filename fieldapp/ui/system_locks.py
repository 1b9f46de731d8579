"""What the system tells of sleep and of its own lock: logind and screen savers, or Windows.

Linux: ``org.freedesktop.login1.Manager.PrepareForSleep``, ``org.freedesktop.login1.Session.Lock``
and ``ActiveChanged`` of the screen saver, over D-Bus. Windows: ``WM_POWERBROADCAST``. On macOS, and
where no bus answers, nothing is told, and only the clocks show that the laptop slept (`away`).
"""

import sys
from typing import Any

from PySide6.QtCore import (
    SLOT,
    QAbstractNativeEventFilter,
    QByteArray,
    QCoreApplication,
    QObject,
    Signal,
    Slot,
)

_LOGIND = "org.freedesktop.login1"
_SAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.cinnamon.ScreenSaver")

_WM_POWERBROADCAST, _PBT_APMSUSPEND = 0x0218, 0x0004


class SystemLocks(QObject):
    """Passes on what the system tells.

    Signals:
        locked: The laptop is about to sleep, or its screen was locked.
    """

    locked = Signal()

    @Slot(bool)
    def told(self, begins: bool) -> None:
        """Sleep or a lock begins, or has ended."""
        if begins:
            self.locked.emit()

    @Slot()
    def told_to_lock(self) -> None:
        """The session is to lock."""
        self.locked.emit()


def listen(parent: QObject) -> SystemLocks:
    """Return what will tell of sleep and locks, as far as this system does."""
    locks = SystemLocks(parent)
    if sys.platform == "win32":
        _listen_to_windows(locks)
    elif sys.platform == "linux":
        _listen_to_buses(locks)
    return locks


def _listen_to_buses(locks: SystemLocks) -> None:
    try:
        from PySide6.QtDBus import QDBusConnection
    except ImportError:  # a Qt without D-Bus
        return
    # A bus that is not there is no error: nothing is told then. PySide takes what SLOT gives, a
    # str, and its types say bytes; bytes it refuses.
    told: Any = SLOT("told(bool)")
    to_lock: Any = SLOT("told_to_lock()")
    system, session = QDBusConnection.systemBus(), QDBusConnection.sessionBus()
    if system.isConnected():
        manager, its_session = f"{_LOGIND}.Manager", f"{_LOGIND}.Session"
        system.connect("", "", manager, "PrepareForSleep", locks, told)
        system.connect("", "", its_session, "Lock", locks, to_lock)
    if session.isConnected():
        for saver in _SAVERS:
            session.connect("", "", saver, "ActiveChanged", locks, told)


def _listen_to_windows(locks: SystemLocks) -> None:
    application = QCoreApplication.instance()
    if application is not None:
        told = _PowerMessages(locks)
        application.installNativeEventFilter(told)
        locks.destroyed.connect(lambda: application.removeNativeEventFilter(told))


class _PowerMessages(QAbstractNativeEventFilter):
    def __init__(self, locks: SystemLocks) -> None:
        super().__init__()
        self._locks = locks

    def nativeEventFilter(
        self, kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> Any:
        if sys.platform == "win32":
            from ctypes import wintypes

            told = wintypes.MSG.from_address(int(message))
            if told.message == _WM_POWERBROADCAST and told.wParam == _PBT_APMSUSPEND:
                self._locks.locked.emit()
        return False, 0
