"""Starts the desktop. Called by `fieldapp.__main__`, which hands in sync and paper."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from fieldapp.errors import UserError
from fieldapp.language import N_
from fieldapp.logs import log_to, stop_logging
from fieldapp.store.errors import NoWorkspace
from fieldapp.ui import messages
from fieldapp.ui.desktop import Desktop
from fieldapp.ui.look import load_fonts
from fieldapp.ui.preferences import read_preferences
from fieldapp.ui.services import Services
from fieldapp.ui.text_size import START_ANEW, enlarged, start_anew

SIZE = QSize(1366, 768)
"""Logical pixels: the screen of most laptops in the field. There the window takes all of it."""


class NoDisplay(UserError):
    """There is no screen to open a window on."""

    text = N_("There is no display here to open the window on.")
    remedy = N_("Everything that the window does can be done with commands: fieldapp --help")


def has_display() -> bool:
    """Say whether a window can be opened. Qt ends the whole process where it cannot."""
    if sys.platform in ("win32", "darwin"):
        return True
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(os.environ.get(name) for name in names)


def open_desktop(folder: Path, language: str, services: Services) -> int:
    """Open the window on a workspace folder and return when it was closed.

    Args:
        language: Code of the language, until the person has chosen one.

    Raises:
        NoWorkspace: The folder holds none.
        NoDisplay: There is no screen.
    """
    if not folder.is_dir():
        raise NoWorkspace(folder=folder)
    if not has_display():
        raise NoDisplay
    preferences = read_preferences(folder, language)
    with enlarged(preferences.text_percent):
        application = QApplication.instance() or QApplication(["fieldapp"])
    assert isinstance(application, QApplication)
    application.setApplicationName("fieldapp")
    load_fonts()
    log = log_to(folder)
    try:
        desktop = Desktop(application, folder, preferences, services)
        desktop.resize(SIZE)
        room = application.primaryScreen().availableSize()
        if room.width() > SIZE.width() and room.height() > SIZE.height():
            desktop.show()
        else:
            desktop.showMaximized()
        with _faults_told(desktop):
            code = application.exec()
    finally:
        stop_logging(log)
    return 0 if code == START_ANEW and start_anew() else code


@contextmanager
def _faults_told(desktop: Desktop) -> Iterator[None]:
    """Show what nobody caught, without a traceback; the window goes on, drafts are safe."""

    def tell(
        _kind: type[BaseException], error: BaseException, _where: TracebackType | None
    ) -> None:
        if isinstance(error, Exception):
            messages.tell(desktop, desktop.look, error)
        else:
            QApplication.exit(1)  # Ctrl+C in the terminal that started it

    before = sys.excepthook
    sys.excepthook = tell
    try:
        yield
    finally:
        sys.excepthook = before
