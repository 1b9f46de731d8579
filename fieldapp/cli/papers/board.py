"""Making the board of a village's works from a workspace. Stores nothing.

What stands on it is for `domain.papers.board`, how it looks for `reports.papers.board`.
"""

from functools import partial
from typing import TYPE_CHECKING

from fieldapp.cli.papers.prepared import Prepared
from fieldapp.cli.papers.village import for_community, village
from fieldapp.domain.papers import board as papers
from fieldapp.domain.papers.order import PaperOrder
from fieldapp.store.workspace import Workspace

if TYPE_CHECKING:
    from fieldapp.reports.page import Drawn
    from fieldapp.reports.sheet import Sheet


def prepare(workspace: Workspace, order: PaperOrder) -> Prepared:
    """Choose what stands on the board of a place's works.

    Raises:
        NoPlace, UserError: As `village.village`.
    """
    here = village(workspace, order)
    paper = papers.board(here.needs, here.place, here.disclosed)
    return for_community(here, order, paper, lambda: papers.told(paper), partial(_draw, paper))


def _draw(paper: papers.Board, sheet: "Sheet") -> "Drawn":
    from fieldapp.reports.papers.board import draw_board

    return draw_board(sheet, paper)
