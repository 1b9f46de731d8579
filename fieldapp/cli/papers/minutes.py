"""Making the minutes of a meeting from a workspace, as the community may keep them. Stores nothing.

What stands on it is for `domain.papers.minutes`, how it looks for `reports.papers.minutes`.
"""

from functools import partial
from typing import TYPE_CHECKING

from fieldapp.cli.papers.prepared import Prepared
from fieldapp.cli.papers.village import for_community, village
from fieldapp.domain.community.meetings import was_held
from fieldapp.domain.papers import minutes as papers
from fieldapp.domain.papers.order import PaperOrder
from fieldapp.errors import WrongUse
from fieldapp.language import N_
from fieldapp.store.workspace import Workspace

if TYPE_CHECKING:
    from fieldapp.reports.page import Drawn
    from fieldapp.reports.sheet import Sheet


class NotHeld(WrongUse):
    """Minutes of what has not been. They would tell whoever finds them where people are to meet."""

    text = N_("There are no minutes of this meeting: it was not held, or its day is still to come.")
    remedy = N_("Correct its record once it was held. “report invitation” invites to it.")


def prepare(workspace: Workspace, order: PaperOrder) -> Prepared:
    """Choose what stands on the minutes of a meeting, as the community may keep them.

    Raises:
        NoSuchRecord: There is no such meeting.
        NotHeld: As it says.
        UserError: As `village.village`.
    """
    here = village(workspace, order, papers.KINDS)
    meeting = here.of("meeting", order.record)
    if not was_held(meeting) or str(meeting.values.get("held_on") or "") > here.needs.made_on:
        raise NotHeld
    paper = papers.minutes(here.needs, here.where, meeting, here.disclosed)

    return for_community(
        here, order, paper, lambda: papers.told(paper), partial(_draw, paper), paper.withheld
    )


def _draw(paper: papers.Minutes, sheet: "Sheet") -> "Drawn":
    from fieldapp.reports.papers.minutes import draw_minutes

    return draw_minutes(sheet, paper)
