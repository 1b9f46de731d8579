"""Pictures of the page of papers: what is asked for and how it is printed, the pages, a draft, the
papers of one record, counted copies, papers for every place, and what went out."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtWidgets import QApplication

from fieldapp.domain.hostile.stop import TellsTooMuchSomewhere
from fieldapp.domain.papers.order import Manner
from fieldapp.errors import Words
from fieldapp.language import N_
from fieldapp.store import audit, records
from fieldapp.store.audit import Act, Detail
from fieldapp.store.printed import papers_out
from fieldapp.store.records import Wanted
from fieldapp.ui.gallery_review import wait_for
from fieldapp.ui.gallery_steering import PLACE
from fieldapp.ui.pages.papers import PapersPage
from fieldapp.ui.papers.release import ReleaseBanner
from fieldapp.ui.rooms import PAPERS
from fieldapp.ui.services import BatchDone
from fieldapp.ui.shell import Shell

_POSTS = "HOM\nPRC"
"""Short names of posts, which are the same in every language of the pictures."""


def papers_screens() -> Mapping[str, Callable[[Shell], object]]:
    """Return the screens of this subject."""
    return {
        "papers": _page,
        "papers-manner": _manner,
        "papers-shown": _shown,
        "papers-draft": _draft,
        "papers-record": _record,
        "papers-copies": _copies,
        "papers-made": _made,
    }


def _page(shell: Shell) -> PapersPage:
    _have_gone_out(shell)
    shell.show_page(PAPERS)
    QApplication.processEvents()
    page = next(each for each in shell.findChildren(PapersPage) if each.isVisible())
    page.asking.show_all()
    page.asking.place.show_answer(None)
    page.asking.manner.show_manner(Manner(shell.session.look.language.code))
    page.asking.manner.fold_button.setChecked(False)
    return page


def _have_gone_out(shell: Shell) -> None:
    workspace = shell.session.workspace
    if papers_out(workspace, newest=1):
        return
    acts: tuple[tuple[Act, Detail], ...] = (
        (Act.PRINTED, {"paper": "joint_review", "code": "GHTK-7K2M", "copies": 2}),
        (Act.EXPORTED, {"paper": "board", "code": "M4QX-2TRA"}),
        (Act.PRINTED, {"paper": "period", "code": "7KDN-9WCE", "step": "draft"}),
    )
    for act, detail in acts:
        audit.note(workspace, act, "place", PLACE, detail)


def _manner(shell: Shell) -> None:
    page = _page(shell)
    page.asking.choose("joint_review", PLACE)
    manner = page.asking.manner
    manner.leaf.choose("booklet")
    manner.extras.choose(["toner"])
    manner.fold_button.setChecked(True)


def _show(page: PapersPage) -> PapersPage:
    wait_for(page.drawn, page.show_button.click)
    view = page.preview.view
    if view is not None and not view.is_drawn:
        wait_for(view.drawn, lambda: None)
    return page


def _shown(shell: Shell) -> PapersPage:
    page = _page(shell)
    page.asking.choose("joint_review", PLACE)
    return _show(page)


def _draft(shell: Shell) -> None:
    page = _shown(shell)
    page.told.addWidget(ReleaseBanner(shell.session))


def _record(shell: Shell) -> None:
    page = _page(shell)
    meeting = records.query(shell.session.workspace, Wanted("meeting", limit=1))[0]
    page.show_record("meeting", meeting.id)


def _copies(shell: Shell) -> None:
    page = _page(shell)
    page.asking.choose("incidents")
    page.asking.readers.setPlainText(_POSTS)
    _show(page)


def _made(shell: Shell) -> None:
    page = _page(shell)
    page.asking.choose("joint_review", PLACE)
    tells = TellsTooMuchSomewhere(part=3, what=Words(N_("a telephone number")))
    done = BatchDone(("one.pdf", "two.pdf", "three.pdf"), ((PLACE, tells),), stopped=True)
    page.show_made(Path("/media/stick/2026-11"), done)
