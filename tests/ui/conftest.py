"""Windows for the tests: real ones, on real encrypted workspaces with a cheap passphrase."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fieldapp import __main__ as doors
from fieldapp.domain.disclosure import Reader
from fieldapp.domain.schema import Level
from fieldapp.language import load_language
from fieldapp.store import workspace as workspaces
from fieldapp.store.keyfile import Cost
from fieldapp.store.workspace import Workspace
from fieldapp.ui.desktop import Desktop
from fieldapp.ui.look import Look, load_fonts, wear
from fieldapp.ui.names import Names, read_places
from fieldapp.ui.opening import Unlocked
from fieldapp.ui.preferences import Preferences
from fieldapp.ui.services import Services
from fieldapp.ui.session import Session
from fieldapp.ui.shell import Shell
from fieldapp.ui.style_sheet import style_sheet
from fieldapp.ui.theme import THEMES

CHEAP = Cost(passes=1, memory=8 * 1024 * 1024)
PASSPHRASE = "the river is low in march"

OpenDesktop = Callable[[], Desktop]


def comes(qtbot: QtBot, shell: Shell, page: str) -> None:
    """Wait until a page that was asked for is shown, and all of it: it may take several turns."""
    qtbot.waitUntil(lambda: shell.page == page and not shell.turns.is_under_way)


@pytest.fixture(scope="session")
def fonts(qapp: QApplication) -> None:
    load_fonts()


@pytest.fixture(autouse=True)
def cleared(qapp: QApplication) -> Iterator[None]:
    """Take away what a test leaves behind: to put on a look dresses every widget there is, anew."""
    yield
    for widget in qapp.topLevelWidgets():
        if widget.windowType() is not Qt.WindowType.Popup:  # that goes with what it belongs to
            widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def look(qapp: QApplication, fonts: None) -> Look:
    plain = Look(THEMES["light"], load_language("en"))
    wear(qapp, plain)
    qapp.setStyleSheet(style_sheet(plain.theme))  # for pages without a window of ours
    return plain


@pytest.fixture
def arabic(qapp: QApplication, fonts: None) -> Look:
    mirrored = Look(THEMES["sunlight"], load_language("ar"))
    wear(qapp, mirrored)
    qapp.setStyleSheet(style_sheet(mirrored.theme))
    return mirrored


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened, _ = workspaces.create(tmp_path / "amina", PASSPHRASE, "Amina", cost=CHEAP)
    yield opened
    workspaces.close(opened)


@pytest.fixture
def session(workspace: Workspace, look: Look) -> Session:
    names = Names(workspace, workspace.reader, look.language, read_places(workspace))
    return Session(workspace, workspace.reader, look, names)


@pytest.fixture
def uncleared(session: Session) -> Session:
    """The session of somebody who may not read what is restricted."""
    reader = Reader("Amina", Level.TEAM, frozenset())
    return replace(session, reader=reader, names=session.names.for_reader(reader))


@pytest.fixture
def services() -> Services:
    return doors.services()


@pytest.fixture
def open_desktop(
    qtbot: QtBot, look: Look, workspace: Workspace, services: Services, qapp: QApplication
) -> Iterator[OpenDesktop]:
    opened: list[Desktop] = []

    def make() -> Desktop:
        desktop = Desktop(qapp, workspace.folder, Preferences(), services)
        opened.append(desktop)
        desktop.resize(1366, 768)
        desktop.show()
        desktop.activateWindow()  # keys go to the active window only
        qtbot.waitUntil(desktop.isActiveWindow)
        desktop.enter(Unlocked(workspace, read_places(workspace)))
        shell = desktop.shell
        assert shell is not None
        qtbot.waitUntil(shell.isVisible)
        return desktop

    yield make
    for desktop in opened:
        desktop.close()
        desktop.deleteLater()
