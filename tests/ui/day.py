"""An officer at a laptop in a mission, and a day that can begin more than once."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.domain.record import Record
from fieldapp.hub.serve import running
from fieldapp.store import records
from fieldapp.store import workspace as workspaces
from fieldapp.store.records import Change, Wanted
from fieldapp.store.workspace import Workspace
from fieldapp.sync.mission import found_mission
from fieldapp.ui.desktop import Desktop
from fieldapp.ui.gallery_village import PLACE, settle_in
from fieldapp.ui.preferences import Preferences
from fieldapp.ui.services import Services
from fieldapp.ui.shell import Shell
from tests.ui.conftest import CHEAP, PASSPHRASE
from tests.ui.officer import CTRL, Key, Officer
from tests.ui.watchdog import Watchdog

Page = TypeVar("Page", bound=QWidget)


@dataclass(frozen=True)
class Day:
    """An officer at a laptop in a mission; `folder` is where files go."""

    officer: Officer
    desktop: Desktop
    workspace: Workspace
    hub: str
    folder: Path

    @property
    def shell(self) -> Shell:
        assert self.desktop.shell is not None
        return self.desktop.shell

    def saved(self, kind: str, **where: str) -> list[Record]:
        return list(records.query(self.workspace, Wanted(kind, where=where)))

    def goes_to(self, words: str) -> None:
        self.officer.press(Key.Key_K, held=CTRL)
        self.officer.types(words)
        found = self.shell.palette_box.model
        self.officer.waits(found.rowCount, f"“{words}” among all there is")
        self.officer.press(Key.Key_Return)

    def turns_to(self, digit: Qt.Key, page: str) -> None:
        """Go to a page at the side; Qt lets its button be seen pressed for a tenth of a second."""
        self.officer.press(digit, held=CTRL)
        self.officer.waits(lambda: self.shell.page == page, page)

    def page(self, sort: type[Page]) -> Page:
        """Return the page that is shown, to look at."""
        return next(each for each in self.shell.findChildren(sort) if each.isVisible())


@contextmanager
def begun(qtbot: QtBot, services: Services, folder: Path, language: str) -> Iterator[Day]:
    """Yield the unlock screen of a new laptop with a village on it, in a language, and a hub."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    workspace, _ = workspaces.create(folder / "amina", PASSPHRASE, "Amina", cost=CHEAP)
    found_mission(workspace, "Gorom area")
    settle_in(workspace, workspace.wall().date())
    [gorom] = records.query(workspace, Wanted("place", where={"pcode": PLACE}))
    records.save(workspace, Change("place", {"latitude": 5.0, "longitude": 30.0}, gorom.id))
    desktop = Desktop(application, workspace.folder, Preferences(language=language), services)
    desktop.resize(1366, 768)
    desktop.show()
    desktop.activateWindow()
    qtbot.waitUntil(desktop.isActiveWindow)
    try:
        with running(folder / "hub") as hub:
            yield Day(Officer(Watchdog()), desktop, workspace, hub, folder)
    finally:
        desktop.close()
        desktop.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        workspaces.close(workspace)
