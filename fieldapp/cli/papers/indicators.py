"""Making the sheet of indicators of a place, or of the whole mission. Stores nothing.

What stands on it is for `domain.papers.indicators`, how it looks for `reports.papers.indicators`.
"""

from functools import partial
from typing import TYPE_CHECKING

from fieldapp.cli.papers.places import period_of
from fieldapp.cli.papers.prepared import Prepared
from fieldapp.cli.papers.village import for_community, village
from fieldapp.domain.papers import indicators as papers
from fieldapp.domain.papers.order import PaperOrder
from fieldapp.store.workspace import Workspace

if TYPE_CHECKING:
    from fieldapp.reports.page import Drawn
    from fieldapp.reports.sheet import Sheet


def prepare(workspace: Workspace, order: PaperOrder) -> Prepared:
    """Choose what stands on the sheet of a place, or of the whole mission where none is named.

    Raises:
        NoPeriod, UserError: As `village.village`.
    """
    period_of(order.period)
    here = village(workspace, order, papers.KINDS)
    paper = papers.indicators(here.needs, here.where, here.disclosed, here.limits)

    return for_community(
        here, order, paper, lambda: papers.told(paper), partial(_draw, paper), paper.withheld
    )


def _draw(paper: papers.IndicatorSheet, sheet: "Sheet") -> "Drawn":
    from fieldapp.reports.papers.indicators import draw_indicators

    return draw_indicators(sheet, paper)
