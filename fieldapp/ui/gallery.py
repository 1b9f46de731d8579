"""Every screen in every language, theme and size: ``python -m fieldapp.ui.gallery [OUT]``.

Each is looked over for text that is cut, covered or in another language (`gallery_check`), and its
picture is written where a folder is given: people look at those before a release. The village is
in `gallery_village`; the window, its workspace and its paper are the real ones.
"""

import argparse
import os
import secrets
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

from PySide6.QtCore import QRect, QTimer
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

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
from fieldapp.ui.gallery_map import chart
from fieldapp.ui.gallery_new import alone_screens, new_screens, new_workspace
from fieldapp.ui.gallery_paper import draw_paper, look_at_paper
from fieldapp.ui.gallery_photos import take_photographs
from fieldapp.ui.gallery_planning import foresee
from fieldapp.ui.gallery_screens import Show, screens_of
from fieldapp.ui.gallery_sync import COLLEAGUE, QUICK, sync_in
from fieldapp.ui.gallery_village import PLACES, settle_in
from fieldapp.ui.look import load_fonts
from fieldapp.ui.names import read_places
from fieldapp.ui.opening import Unlocked
from fieldapp.ui.paper_view import PaperView
from fieldapp.ui.preferences import Preferences
from fieldapp.ui.services import Services, SyncOrder
from fieldapp.ui.shell import Shell
from fieldapp.ui.theme import THEMES

SIZES = ((1093, 614), (1366, 768), (1920, 1080))
"""Logical pixels: the usual laptop at 125 per cent, the same at 100, and a desk's screen."""

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
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication(["gallery"])
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
        screens: dict[str, Show] = dict(_chosen({"unlock": _stay}, tour.only))
        seen = [_look(application, desktop, tour, screens)]
        screens = dict(_chosen(screens_of(ids), tour.only))
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


def _desktop(application: QApplication, home: Path) -> Desktop:
    services = Services(_no_sync, draw_paper, look_at_paper)
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
    seen = _look(application, desktop, tour, screens)
    desktop.close()
    return seen


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


def _chosen(screens: Mapping[str, Show], only: Sequence[str]) -> Iterator[tuple[str, Show]]:
    return ((name, show) for name, show in screens.items() if not only or name in only)


def _stay(_shell: Shell) -> None:
    """Show what is there."""


def _go(desktop: Desktop, show: Show) -> None:
    desktop.activateWindow()  # a window over it that was closed may have kept the focus
    if desktop.shell is not None:  # the unlock screen is there by itself
        if (focus := desktop.focusWidget()) is not None:
            focus.clearFocus()  # as after a click elsewhere, not where the screen before left it
        show(desktop.shell)


def _answers(shell: Shell | None) -> Iterator[object]:
    """Yield everything that somebody wrote in the village, what has been replaced since as well:
    the history shows it."""
    yield from (WHO, COLLEAGUE, MISSION, *INVENTED, *PAPER_LANGUAGES.values(), *PLACES.values())
    if shell is not None:
        for kind in KINDS:
            for record in records.query(shell.session.workspace, records.Wanted(kind)):
                for fact in records.history(shell.session.workspace, record.id):
                    yield from fact.values.values()


def _look(
    application: QApplication,
    desktop: Desktop,
    tour: Tour,
    screens: Mapping[str, Show],
) -> Seen:
    count, wrong = 0, {}
    for language in tour.languages:
        for theme in tour.themes:
            desktop.change_look(theme, language)
            for screen, show in screens.items():
                _go(desktop, show)
                is_said = said_in(_answers(desktop.shell) if language == "ar" else ())
                for width, height in tour.sizes:
                    name = f"{screen}-{language}-{theme}-{width}"
                    _fit(application, desktop, width, height)
                    if tour.out is not None:
                        _picture(desktop).save(str(tour.out / f"{name}.png"))
                    over: Sequence[QWidget] = _windows(desktop)
                    lines = [
                        f for each in over or [desktop] for f in faults(each, desktop.look, is_said)
                    ]
                    count += 1
                    if lines:
                        wrong[name] = lines
                for window in _windows(desktop):
                    window.close()
    return Seen(count, wrong)


def _fit(application: QApplication, desktop: Desktop, width: int, height: int) -> None:
    desktop.resize(width, height)
    _settle(application)
    for view in desktop.findChildren(PaperView):
        if view.isVisible():
            view.draw()  # it waits until resizing has ended, and a picture does not
            _wait_for(application, view)
    _settle(application)


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
    return picture


def _windows(desktop: Desktop) -> list[QDialog]:
    """Return the windows that are open over the desktop."""
    return [each for each in desktop.findChildren(QDialog) if each.isVisible()]


def _wait_for(application: QApplication, view: PaperView) -> None:
    """Let pages be drawn beside the window, but for no longer than a person would wait."""
    end = time.monotonic() + _PATIENCE
    while not view.is_drawn and time.monotonic() < end:
        application.processEvents()


def _settle(application: QApplication) -> None:
    """Let every layout come to rest: a change inside one travels outwards event by event."""
    for _ in range(8):
        application.processEvents()


def _no_sync(_workspace: Workspace, _order: SyncOrder, _progress: Progress) -> Account:
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
