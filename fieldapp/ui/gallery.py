"""Pictures of every screen in every language and theme: ``python -m fieldapp.ui.gallery OUT``.

They are looked at before a release, and no test compares them. The village is in
`gallery_village`; the window, its workspace and its paper are the real ones.
"""

import argparse
import os
import secrets
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QApplication, QDialog

from fieldapp.domain.council import KINDS_ON_PAPER, PaperNeeds, Period, council_paper
from fieldapp.domain.disclosure import COMMUNITY, Disclosed, disclose
from fieldapp.domain.figures.small_counts import least_shown
from fieldapp.errors import WrongUse
from fieldapp.language import LANGUAGES, N_, load_language
from fieldapp.progress import Progress
from fieldapp.reports.joint_review import draw_joint_review
from fieldapp.store import records
from fieldapp.store.ledger import read_ledger
from fieldapp.store.workspace import Workspace, close, create
from fieldapp.sync.account import Account
from fieldapp.sync.mission import found_mission, remember_hub
from fieldapp.ui import gallery_lists
from fieldapp.ui.desktop import Desktop
from fieldapp.ui.gallery_community import gather
from fieldapp.ui.gallery_photos import take_photographs
from fieldapp.ui.gallery_screens import Show, screens_of
from fieldapp.ui.gallery_sync import sync_in
from fieldapp.ui.gallery_village import PLACES, settle_in
from fieldapp.ui.look import load_fonts
from fieldapp.ui.names import read_places
from fieldapp.ui.paper_view import PaperView
from fieldapp.ui.preferences import Preferences
from fieldapp.ui.services import PaperOrder, Services, SyncOrder
from fieldapp.ui.theme import THEMES
from fieldapp.ui.unlock import Unlocked

SIZES = ((1366, 768), (1093, 614))
"""Logical pixels: the usual laptop, and the same at 125 per cent."""


class NoHubHere(WrongUse):
    """The pictures are made without a hub."""

    text = N_("There is no hub here.")


def main(
    out: Path,
    languages: Sequence[str] = tuple(LANGUAGES),
    themes: Sequence[str] = tuple(THEMES),
    sizes: Sequence[tuple[int, int]] = SIZES,
    only: Sequence[str] = (),
) -> int:
    """Write all pictures, or those of some screens, into the folder `out`; return how many."""
    looks = [Preferences(theme, code) for code in languages for theme in themes]
    out.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication(["gallery"])
    assert isinstance(application, QApplication)
    load_fonts()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "workspace"
        workspace, _ = create(home, secrets.token_urlsafe(), "Mariam Diallo")
        found_mission(workspace, "Gorom area")
        remember_hub(workspace, "https://hub.example.org")
        ids = settle_in(workspace, workspace.wall().date())
        gather(workspace, workspace.wall().date())
        sync_in(workspace, Path(folder), ids)
        take_photographs(workspace, ids)
        gallery_lists.fill(workspace)
        unlocked = Unlocked(workspace, read_places(workspace))
        close(workspace)
        services = Services(sync=_no_sync, draw_paper=_draw_paper)
        desktop = Desktop(application, home, Preferences(), services)
        desktop.show()
        count = _unlock_pictures(application, desktop, looks, sizes, out)
        desktop.enter(unlocked)
        screens = {n: show for n, show in screens_of(ids).items() if not only or n in only}
        count += _screen_pictures(application, desktop, looks, sizes, screens, out)
        desktop.close()
    return count


def _unlock_pictures(
    application: QApplication,
    desktop: Desktop,
    looks: Sequence[Preferences],
    sizes: Sequence[tuple[int, int]],
    out: Path,
) -> int:
    count = 0
    for look in looks:
        desktop.change_look(look.theme, look.language)
        count += _pictures(application, desktop, sizes, out / _name("unlock", look))
    return count


def _screen_pictures(
    application: QApplication,
    desktop: Desktop,
    looks: Sequence[Preferences],
    sizes: Sequence[tuple[int, int]],
    screens: Mapping[str, Show],
    out: Path,
) -> int:
    count = 0
    for look in looks:
        desktop.change_look(look.theme, look.language)
        for screen, show in screens.items():
            assert desktop.shell is not None
            show(desktop.shell)
            count += _pictures(application, desktop, sizes, out / _name(screen, look))
    return count


def _name(screen: str, look: Preferences) -> str:
    return f"{screen}-{look.language}-{look.theme}"


def _pictures(
    application: QApplication, desktop: Desktop, sizes: Sequence[tuple[int, int]], path: Path
) -> int:
    for width, height in sizes:
        desktop.resize(width, height)
        _settle(application)
        for view in desktop.findChildren(PaperView):
            view.draw()  # it waits until resizing has ended, and a picture does not
        _settle(application)
        picture = desktop.grab()
        for window in _windows(desktop):
            place = picture.rect().center() - window.rect().center()
            painter = QPainter(picture)
            painter.fillRect(picture.rect(), QColor(0, 0, 0, 90))
            painter.drawPixmap(place, window.grab())
            painter.end()
        picture.save(f"{path}-{width}.png")
    for window in _windows(desktop):
        window.close()
    return len(sizes)


def _windows(desktop: Desktop) -> list[QDialog]:
    """Return the windows that are open over the desktop."""
    return [each for each in desktop.findChildren(QDialog) if each.isVisible()]


def _settle(application: QApplication) -> None:
    """Let every layout come to rest: a change inside one travels outwards event by event."""
    for _ in range(8):
        application.processEvents()


def _draw_paper(workspace: Workspace, order: PaperOrder, progress: Progress) -> bytes:
    """Draw the council's paper as the command line does."""
    disclosed = {
        kind: [disclose(r, COMMUNITY) for r in records.query(workspace, records.Wanted(kind))]
        for kind in KINDS_ON_PAPER
    }
    progress.step(1, 2)
    needs = PaperNeeds(
        code="GOR-7K2N",
        made_on=workspace.wall().date().isoformat(),
        period=Period(order.start.isoformat(), order.end.isoformat()),
        places=frozenset({order.place, *(p.id for p in disclosed["place"] if _is(p, order))}),
        place_name=PLACES[order.place],
        smallest_count=least_shown(read_ledger(workspace, ("limit", "place"))),
    )
    paper = council_paper(needs, disclosed)
    return draw_joint_review(paper, load_language(order.language)).content


def _is(place: Disclosed, order: PaperOrder) -> bool:
    return place.values.get("pcode") == order.place


def _no_sync(_workspace: Workspace, _order: SyncOrder, _progress: Progress) -> Account:
    raise NoHubHere


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, metavar="OUT", help="folder for the pictures")
    parser.add_argument("--language", choices=LANGUAGES, action="append", help="only this one")
    parser.add_argument("--theme", choices=THEMES, action="append", help="only this one")
    parser.add_argument("--screen", action="append", help="only this one", default=[])
    wanted = parser.parse_args()
    languages, themes = wanted.language or tuple(LANGUAGES), wanted.theme or tuple(THEMES)
    written = main(wanted.out, languages, themes, only=wanted.screen)
    sys.stdout.write(f"{written}\n")
