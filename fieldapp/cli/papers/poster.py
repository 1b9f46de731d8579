"""Making the poster of a village's notice board: parts of the council's paper, looked at as that.

Its paper may have gone out before, and is then named by its code. Stores nothing: nobody answers a
poster.
"""

from functools import partial
from typing import TYPE_CHECKING

from fieldapp.cli.papers.joint_review import ready_paper
from fieldapp.cli.papers.prepared import Prepared
from fieldapp.cli.papers.printed import of_printed
from fieldapp.domain.council import CouncilPaper
from fieldapp.domain.papers.order import PaperOrder
from fieldapp.store.workspace import Workspace

if TYPE_CHECKING:
    from fieldapp.reports.page import Drawn
    from fieldapp.reports.sheet import Sheet


def prepare(workspace: Workspace, order: PaperOrder) -> Prepared:
    """Choose what stands on the poster of a place and period, or of a paper that went out.

    Raises:
        NoPlaceNamed, UnknownCode, NotOfAPaper, UserError: As they say, and `ready_paper`.
    """
    order = of_printed(workspace, order)
    ready = ready_paper(workspace, order)

    return ready.prepared(partial(_draw, ready.paper), order.left_out)


def _draw(paper: CouncilPaper, sheet: "Sheet") -> "Drawn":
    from fieldapp.reports.poster import draw_poster

    return draw_poster(sheet, paper)
