"""Pictures of the page of papers: what is asked for, the pages, a draft, papers for every place."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtWidgets import QApplication

from fieldapp.domain.hostile.stop import TellsTooMuchSomewhere
from fieldapp.errors import Words
from fieldapp.language import N_
from fieldapp.ui.gallery_review import wait_for
from fieldapp.ui.gallery_steering import PLACE
from fieldapp.ui.pages.papers import PapersPage
from fieldapp.ui.papers.release import ReleaseBanner
from fieldapp.ui.rooms import PAPERS
from fieldapp.ui.services import BatchDone
from fieldapp.ui.shell import Shell


def papers_screens() -> Mapping[str, Callable[[Shell], object]]:
    """Return the screens of this subject."""
    return {
        "papers": _page,
        "papers-shown": _shown,
        "papers-draft": _draft,
        "papers-made": _made,
    }


def _page(shell: Shell) -> PapersPage:
    shell.show_page(PAPERS)
    QApplication.processEvents()
    return next(page for page in shell.findChildren(PapersPage) if page.isVisible())


def _shown(shell: Shell) -> PapersPage:
    page = _page(shell)
    page.asking.choose("joint_review", PLACE)
    wait_for(page.drawn, page.show_button.click)
    view = page.preview.view
    if view is not None and not view.is_drawn:
        wait_for(view.drawn, lambda: None)
    return page


def _draft(shell: Shell) -> None:
    page = _shown(shell)
    page.told.addWidget(ReleaseBanner(shell.session))


def _made(shell: Shell) -> None:
    page = _page(shell)
    page.asking.choose("joint_review", PLACE)
    tells = TellsTooMuchSomewhere(part=3, what=Words(N_("a telephone number")))
    page.show_made(
        Path("papers"),
        BatchDone(("one.pdf", "two.pdf", "three.pdf"), ((PLACE, tells),), stopped=True),
    )
