"""Starts the desktop. Called by `fieldapp.__main__`, which hands in what is on other floors."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QSize
from PySide6.QtWidgets import QApplication, QWidget

from fieldapp.errors import UserError
from fieldapp.language import LANGUAGES, N_
from fieldapp.logs import log_to, stop_logging
from fieldapp.paths import holds_workspace
from fieldapp.ui import messages
from fieldapp.ui.desktop import Desktop
from fieldapp.ui.faults import Faults, hard_faults_to, tell_fault, watched
from fieldapp.ui.look import load_fonts, new_application
from fieldapp.ui.preferences import Preferences, read_preferences, write_preferences
from fieldapp.ui.text_size import START_ANEW, enlarged, start_anew

if TYPE_CHECKING:
    from fieldapp.ui.first_run import Begun
    from fieldapp.ui.services import Services

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


def open_desktop(folder: Path, language: str, services: "Services") -> int:
    """Open the window on a workspace folder and return when it was closed.

    Where there is no workspace, one is made first, or a mission is asked to let somebody in.

    Args:
        language: Code of the language, until the person has chosen one.

    Raises:
        NoDisplay: There is no screen.
    """
    if not has_display():
        raise NoDisplay
    preferences = read_preferences(folder, language)
    with enlarged(preferences.text_percent):
        application = QApplication.instance() or new_application()
    assert isinstance(application, QApplication)
    application.setApplicationName("fieldapp")
    load_fonts()
    begun: Begun | None = None
    if not holds_workspace(folder):
        begun = _begin(application, folder, language, services)
        if begun is None:
            return 0
        folder = begun.folder
        write_preferences(folder, begun.preferences)
        preferences = begun.preferences
    code = _work(application, folder, preferences, services, begun)
    return 0 if code == START_ANEW and start_anew() else code


def _begin(
    application: QApplication, folder: Path, language: str, services: "Services"
) -> "Begun | None":
    """Show the first run; return what came of it, None where somebody thought better."""
    from fieldapp.ui.first_run import FirstRun  # only once in the life of a workspace

    system = QLocale.system().name()[:2]
    first = system if language == "en" and system in LANGUAGES else language
    window = FirstRun(application, folder, Preferences(language=first), services)
    faults = Faults(folder)

    def tell(error: Exception, report: Path | None) -> None:
        if isinstance(error, UserError):
            messages.tell(window, window.look, error)
        else:
            told = tell_fault(window, window.look, report, keep=lambda: None)
            told.close_wanted.connect(window.close)

    faults.told.connect(tell)
    with watched(faults):
        _show(window, application)
        application.exec()
    begun = window.outcome
    window.deleteLater()
    return begun


def _work(
    application: QApplication,
    folder: Path,
    preferences: Preferences,
    services: "Services",
    begun: "Begun | None",
) -> int:
    log = log_to(folder)
    try:
        desktop = Desktop(application, folder, preferences, services)
        faults = Faults(folder)
        faults.told.connect(desktop.tell_fault)
        with watched(faults), hard_faults_to(folder):
            _show(desktop, application)
            if begun is not None:
                desktop.enter(begun.unlocked)
            return application.exec()
    finally:
        stop_logging(log)


def _show(window: QWidget, application: QApplication) -> None:
    window.resize(SIZE)
    room = application.primaryScreen().availableSize()
    if room.width() > SIZE.width() and room.height() > SIZE.height():
        window.show()
    else:
        window.showMaximized()
