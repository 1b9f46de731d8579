"""Making the budget sheet of a village from a workspace. Stores nothing.

What stands on it is for `domain.papers.budget`, how it looks for `reports.papers.budget`.
"""

from functools import partial
from typing import TYPE_CHECKING

from fieldapp.cli.papers.prepared import Prepared
from fieldapp.cli.papers.village import for_community, village
from fieldapp.domain.papers import budget as papers
from fieldapp.domain.papers.order import PaperOrder
from fieldapp.store.workspace import Workspace

if TYPE_CHECKING:
    from fieldapp.reports.page import Drawn
    from fieldapp.reports.sheet import Sheet


def prepare(workspace: Workspace, order: PaperOrder) -> Prepared:
    """Choose what stands on the budget sheet of a place.

    Raises:
        NoPlace, UserError: As `village.village`.
    """
    here = village(workspace, order)
    paper = papers.budget(here.needs, here.place, here.disclosed)
    return for_community(here, order, paper, lambda: papers.told(paper), partial(_draw, paper))


def _draw(paper: papers.Budget, sheet: "Sheet") -> "Drawn":
    from fieldapp.reports.papers.budget import draw_budget

    return draw_budget(sheet, paper)
