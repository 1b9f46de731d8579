"""Every screen in every language, theme and size: ``python -m fieldapp.ui.gallery [OUT]``.

Each is looked over for text that is cut, covered or in another language (`gallery_check`), and its
picture is written where a folder is given: people look at those before a release. The village is
in `gallery_village`; the window, its workspace and its paper are the real ones.
"""

import argparse
import json
import os
import secrets
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from fieldapp.domain.kinds import KINDS
from fieldapp.errors import WrongUse
from fieldapp.language import LANGUAGES, N_, PAPER_LANGUAGES
from fieldapp.progress import Progress
from fieldapp.store import records
from fieldapp.store.workspace import Workspace, close, create
from fieldapp.sync.account import Account
from fieldapp.sync.mission import found_mission, remember_hub
from fieldapp.ui import gallery_lists
from fieldapp.ui.desktop import Desktop
from fieldapp.ui.gallery_begin import INVENTED
from fieldapp.ui.gallery_check import faults, said_in
from fieldapp.ui.gallery_community import gather
from fieldapp.ui.gallery_ending import Ending, take_time
from fieldapp.ui.gallery_map import chart
from fieldapp.ui.gallery_new import alone_screens, new_screens, new_workspace
from fieldapp.ui.gallery_paper import draw_paper, look_at_paper
from fieldapp.ui.gallery_photos import take_photographs
from fieldapp.ui.gallery_planning import foresee
from fieldapp.ui.gallery_screens import Show, screens_of
from fieldapp.ui.gallery_sync import COLLEAGUE, QUICK, sync_in
from fieldapp.ui.gallery_village import PLACES, settle_in
from fieldapp.ui.gallery_windows import locked_screens
from fieldapp.ui.look import load_fonts
from fieldapp.ui.names import read_places
from fieldapp.ui.opening import Unlocked
from fieldapp.ui.paper_view import PaperView
from fieldapp.ui.preferences import Preferences
from fieldapp.ui.services import Services, SyncOrder
from fieldapp.ui.shell import Shell
from fieldapp.ui.theme import THEMES

SIZES = ((683, 384), (1093, 614), (1366, 768), (1920, 1080))
"""Logical pixels: the usual laptop at 200, 125 and 100 per cent, and a desk's screen."""

WHO, MISSION = "Mariam Diallo", "Gorom area"


_PATIENCE = 20
"""Seconds."""


class NoHubHere(WrongUse):
    """The pictures are made without a hub."""

    text = N_("There is no hub here.")


@dataclass(frozen=True)
class Tour:
    """What a look at every screen is to give.

    Attributes:
        out: Folder for the pictures; None to look for faults only.
        only: Names of screens; all where there is none.
    """

    out: Path | None
    languages: Sequence[str] = tuple(LANGUAGES)
    themes: Sequence[str] = tuple(THEMES)
    sizes: Sequence[tuple[int, int]] = SIZES
    only: Sequence[str] = ()


@dataclass(frozen=True)
class Seen:
    """What a tour gave.

    Attributes:
        count: How often a screen was looked at.
        faults: Name of the picture to what is wrong on it, for those where something is.
    """

    count: int
    faults: Mapping[str, Sequence[str]]


def main(tour: Tour) -> Seen:
    """Go through every screen, take pictures, and look for text that is cut, covered or foreign."""
    if tour.out is not None:
        tour.out.mkdir(parents=True, exist_ok=True)
    application = QApplication.instance() or _application()
    assert isinstance(application, QApplication)
    load_fonts()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "workspace"
        workspace, _ = create(home, secrets.token_urlsafe(), WHO, cost=QUICK)
        found_mission(workspace, MISSION)
        remember_hub(workspace, "https://hub.example.org")
        ids = settle_in(workspace, workspace.wall().date())
        gather(workspace, workspace.wall().date())
        chart(workspace, workspace.wall().date())
        foresee(workspace, workspace.wall().date())
        sync_in(workspace, Path(folder), ids)
        take_photographs(workspace, ids)
        gallery_lists.fill(workspace)
        unlocked = Unlocked(workspace, read_places(workspace))
        close(workspace)
        desktop = _desktop(application, home)
        seen = [_look(application, desktop, tour, dict(_chosen(locked_screens(home), tour.only)))]
        screens: dict[str, Show] = dict(_chosen(screens_of(ids), tour.only))
        seen.append(_enter(application, desktop, unlocked, tour, screens))
        for mission, of_new in ((MISSION, new_screens()), ("", alone_screens())):
            if screens := dict(_chosen(of_new, tour.only)):
                home = Path(folder) / ("new" if mission else "alone")
                unlocked = Unlocked(new_workspace(home, WHO, mission), {})
                close(unlocked.workspace)
                desktop = _desktop(application, home)
                seen.append(_enter(application, desktop, unlocked, tour, screens))
    faults = {name: lines for each in seen for name, lines in each.faults.items()}
    return Seen(sum(each.count for each in seen), faults)


def _application() -> QApplication:
    """Return an application on a screen without a display that has room for the largest window:
    else Qt would move and shrink what stands over it."""
    width, height = SIZES[-1]
    screen = {"name": "desk", "x": 0, "y": 0, "width": width, "height": height, "dpr": 1}
    screen |= {"logicalDpi": 96, "logicalBaseDpi": 96}
    platform = os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "screen.json"
        file.write_text(json.dumps({"screens": [screen]}), "utf-8")
        if platform == "offscreen":
            os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={file}"
        application = QApplication(["gallery"])
    os.environ["QT_QPA_PLATFORM"] = platform
    return application


def _desktop(application: QApplication, home: Path) -> Desktop:
    services = Services(_slow_sync, draw_paper, look_at_paper)
    desktop = Desktop(application, home, Preferences(), services)
    desktop.show()
    return desktop


def _enter(
    application: QApplication,
    desktop: Desktop,
    unlocked: Unlocked,
    tour: Tour,
    screens: Mapping[str, Show],
) -> Seen:
    """Look at the screens behind the passphrase, and close the window."""
    desktop.enter(unlocked)
    for name in ("idle", "slept"):  # a busy machine would be taken for one that slept
        watch = desktop.findChild(QTimer, name)
        assert watch is not None
        watch.stop()
    seen = _look(application, desktop, tour, {name: _in(show) for name, show in screens.items()})
    desktop.close()
    return seen


def _in(show: Show) -> Callable[[Desktop], object]:
    def shown(desktop: Desktop) -> object:
        assert desktop.shell is not None
        desktop.activateWindow()  # a window over it that was closed may have kept the focus
        if (focus := desktop.focusWidget()) is not None:
            focus.clearFocus()  # as after a click elsewhere, not where the screen before left it
        return show(desktop.shell)

    return shown


def tours(tour: Tour) -> Iterator[Seen]:
    """Yield what was seen in each language and theme, in their order, from one process a core.

    Raises:
        BrokenProcessPool: One of them died.
    """
    parts = [
        replace(tour, languages=(language,), themes=(theme,))
        for language in tour.languages
        for theme in tour.themes
    ]
    processes = min(os.cpu_count() or 1, len(parts))
    with ProcessPoolExecutor(processes, get_context("spawn"), max_tasks_per_child=1) as pool:
        yield from pool.map(main, parts)


def _chosen(screens: Mapping[str, Any], only: Sequence[str]) -> Iterator[tuple[str, Any]]:
    return ((name, show) for name, show in screens.items() if not only or name in only)


def _answers(shell: Shell | None) -> Iterator[object]:
    """Yield everything that somebody wrote in the village, what has been replaced since as well:
    the history shows it."""
    yield from (WHO, COLLEAGUE, MISSION, *INVENTED, *PAPER_LANGUAGES.values(), *PLACES.values())
    yield from gallery_lists.VIEWS
    if shell is not None:
        for kind in KINDS:
            for record in records.query(shell.session.workspace, records.Wanted(kind)):
                for fact in records.history(shell.session.workspace, record.id):
                    yield from fact.values.values()


def _look(
    application: QApplication,
    desktop: Desktop,
    tour: Tour,
    screens: Mapping[str, Callable[[Desktop], object]],
) -> Seen:
    count, wrong = 0, {}
    for language in tour.languages:
        for theme in tour.themes:
            desktop.change_look(theme, language)
            for screen, show in screens.items():
                desktop.resize(*tour.sizes[0])  # a window that opens over it is no larger
                ending = show(desktop)
                is_said = said_in(_answers(desktop.shell) if language == "ar" else ())
                for size in tour.sizes:
                    _fit(application, desktop, *size)
                    if _close_popups():  # they hang where their button was before
                        show(desktop)
                        _settle(application, desktop)
                    name = f"{screen}-{language}-{theme}-{size[0]}"
                    if tour.out is not None:
                        _picture(desktop).save(str(tour.out / f"{name}.png"))
                    count += 1
                    if lines := _faults(desktop, is_said):
                        wrong[name] = lines
                for window in _windows(desktop):
                    window.close()
                _close_popups()
                if isinstance(ending, Ending):
                    ending.act()
    return Seen(count, wrong)


def _faults(desktop: Desktop, is_said: Callable[[str], bool]) -> list[str]:
    """Return what is wrong with what stands over the desktop, or with the desktop itself."""
    over = [*_windows(desktop), *_popups()]
    size = desktop.size()
    # An open list scrolls where the screen has no room for it, which Qt sees to.
    windows = [each for each in over if isinstance(each, QDialog | QMenu)]
    large = [each for each in windows if each.size().boundedTo(size) != each.size()]
    return [
        *(line for each in over or [desktop] for line in faults(each, desktop.look, is_said)),
        *(f"no room for {type(each).__name__}" for each in large),
    ]


def _fit(application: QApplication, desktop: Desktop, width: int, height: int) -> None:
    filling = [each for each in _windows(desktop) if each.size() == desktop.size()]
    desktop.resize(width, height)
    for each in filling:  # the first run is all there is on the screen
        each.resize(width, height)
    _settle(application, desktop)
    for view in desktop.findChildren(PaperView):
        if view.isVisible():
            view.draw()  # it waits until resizing has ended, and a picture does not
            _wait_for(application, view)
    _settle(application, desktop)


def _picture(desktop: Desktop) -> QPixmap:
    picture = desktop.grab()
    for window in _windows(desktop):
        place = picture.rect().center() - window.rect().center()
        painter = QPainter(picture)
        painter.fillRect(picture.rect(), QColor(0, 0, 0, 90))
        shown = window.grab()
        painter.drawPixmap(place, shown)
        painter.setPen(desktop.look.colour("edge"))  # where the system draws the frame of a window
        painter.drawRect(QRect(place, shown.deviceIndependentSize().toSize()))
        painter.end()
    for popup in _popups():
        painter = QPainter(picture)
        painter.drawPixmap(_place_of(popup, desktop), popup.grab())
        painter.end()
    return picture


def _place_of(popup: QWidget, desktop: Desktop) -> QPoint:
    """Return where a popup would stand on a screen that the desktop fills."""
    place, room = desktop.mapFromGlobal(popup.pos()), desktop.size() - popup.size()
    return QPoint(max(0, min(place.x(), room.width())), max(0, min(place.y(), room.height())))


def _windows(desktop: Desktop) -> list[QDialog]:
    """Return the windows that are open over the desktop."""
    return [each for each in desktop.findChildren(QDialog) if each.isVisible()]


def _popups() -> list[QWidget]:
    """Return what drops down, or tells what the pointer is on.

    Nobody may hold on to one: Qt makes and deletes many of them itself and tells nobody, and
    PySide would take the next widget at the same place in memory for the one that is gone.
    """
    kinds = (Qt.WindowType.Popup, Qt.WindowType.ToolTip)
    every = QApplication.topLevelWidgets()
    return [each for each in every if each.isVisible() and each.windowType() in kinds]


def _close_popups() -> bool:
    """Close what drops down; return whether anything did."""
    popups = _popups()
    for each in popups:
        each.close()
    return bool(popups)


def _wait_for(application: QApplication, view: PaperView) -> None:
    """Let pages be drawn beside the window, but for no longer than a person would wait."""
    end = time.monotonic() + _PATIENCE
    while not view.is_drawn and time.monotonic() < end:
        application.processEvents()


def _settle(application: QApplication, desktop: Desktop) -> None:
    """Let forms grow to their end, and every layout come to rest: a change inside one travels
    outwards event by event."""
    end = time.monotonic() + _PATIENCE
    while _is_growing(desktop) and time.monotonic() < end:
        application.processEvents()
    for _ in range(8):
        application.processEvents()


def _is_growing(desktop: Desktop) -> bool:
    shell = desktop.shell
    if shell is None:
        return False
    return shell.turns.is_under_way or not shell.session.growth.is_at_rest


def _slow_sync(_workspace: Workspace, _order: SyncOrder, progress: Progress) -> Account:
    take_time(progress, 830, 2_400, N_("Sending and receiving"), 140)
    raise NoHubHere


def told(seen: Seen) -> Iterator[str]:
    """Yield a line for each fault, and how many there are."""
    for name, lines in seen.faults.items():
        yield from (f"{name}: {line}" for line in lines)
    yield f"{seen.count} looked at, {len(seen.faults)} with something wrong"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, nargs="?", metavar="OUT", help="folder for the pictures")
    parser.add_argument("--language", choices=LANGUAGES, action="append", help="only this one")
    parser.add_argument("--theme", choices=THEMES, action="append", help="only this one")
    parser.add_argument("--screen", action="append", help="only this one", default=[])
    wanted = parser.parse_args()
    languages, themes = wanted.language or tuple(LANGUAGES), wanted.theme or tuple(THEMES)
    tour = Tour(wanted.out, languages, themes, only=wanted.screen)
    wrong = 0
    for seen in tours(tour):
        sys.stdout.writelines(f"{line}\n" for line in told(seen))
        sys.stdout.flush()
        wrong += len(seen.faults)
    sys.exit(1 if wrong else 0)
