"""Making the minutes of a meeting from a workspace, as the community may keep them. Stores nothing.

What stands on it is for `domain.papers.minutes`, how it looks for `reports.papers.minutes`.
"""

from functools import partial
from typing import TYPE_CHECKING

from fieldapp.cli.papers.prepared import Prepared
from fieldapp.cli.papers.village import for_community, village
from fieldapp.domain.papers import minutes as papers
from fieldapp.domain.papers.order import PaperOrder
from fieldapp.store.workspace import Workspace

if TYPE_CHECKING:
    from fieldapp.reports.page import Drawn
    from fieldapp.reports.sheet import Sheet


def prepare(workspace: Workspace, order: PaperOrder) -> Prepared:
    """Choose what stands on the minutes of a meeting, as the community may keep them.

    Raises:
        NoSuchRecord: There is no such meeting.
        UserError: As `village.village`.
    """
    here = village(workspace, order, papers.KINDS)
    paper = papers.minutes(here.needs, here.where, here.of("meeting", order.record), here.disclosed)

    return for_community(
        here, order, paper, lambda: papers.told(paper), partial(_draw, paper), paper.withheld
    )


def _draw(paper: papers.Minutes, sheet: "Sheet") -> "Drawn":
    from fieldapp.reports.papers.minutes import draw_minutes

    return draw_minutes(sheet, paper)
