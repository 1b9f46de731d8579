"""Making the invitation to a meeting or a review from a workspace. Stores nothing.

What stands on it is for `domain.papers.invitation`, how it looks for `reports.papers.invitation`.
"""

from functools import partial
from typing import TYPE_CHECKING

from fieldapp.cli.papers.places import NoDay, NoPlace
from fieldapp.cli.papers.prepared import Prepared
from fieldapp.cli.papers.village import Village, for_community, village
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.papers import invitation as papers
from fieldapp.domain.papers.order import PaperOrder
from fieldapp.errors import WrongUse
from fieldapp.language import N_
from fieldapp.store.workspace import Workspace

if TYPE_CHECKING:
    from fieldapp.reports.page import Drawn
    from fieldapp.reports.sheet import Sheet

KINDS = ("place", "meeting")


class DayIsOver(WrongUse):
    """An invitation to what has been."""

    text = N_("That day has passed; nobody can be invited to it.")
    remedy = N_("Give the day of the meeting with --day.")


class AnotherMeeting(WrongUse):
    """A meeting that is not on the day or at the place that the order names."""

    text = N_("The meeting is recorded for another day or another place.")
    remedy = N_("Correct the record, or name its own day and place: so you confirm them.")


def prepare(workspace: Workspace, order: PaperOrder) -> Prepared:
    """Choose what stands on an invitation.

    The day is named by whoever orders it, who so confirms that it may be known.

    Raises:
        NoPlace, NoDay, DayIsOver, AnotherMeeting: As they say.
        NoSuchRecord: There is no such meeting.
        UserError: As `village.village`.
    """
    here = village(workspace, order, KINDS)
    if here.where is None:
        raise NoPlace
    if not order.day:
        raise NoDay
    if order.day < here.needs.made_on:
        raise DayIsOver
    paper = papers.invitation(here.needs, here.where, order.day, _meeting(here, order))

    return for_community(here, order, paper, lambda: papers.told(paper), partial(_draw, paper))


def _meeting(here: Village, order: PaperOrder) -> Disclosed | None:
    if not order.record:
        return None
    meeting = here.of("meeting", order.record)
    if meeting.values.get("held_on") != order.day:
        raise AnotherMeeting
    if meeting.values.get("place") not in here.needs.places:
        raise AnotherMeeting
    return meeting


def _draw(paper: papers.Invitation, sheet: "Sheet") -> "Drawn":
    from fieldapp.reports.papers.invitation import draw_invitation

    return draw_invitation(sheet, paper)
