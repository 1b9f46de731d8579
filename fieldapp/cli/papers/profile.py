"""Making the profile of a village from a workspace, for the team alone. Stores nothing.

What stands on it is for `domain.papers.profile`, how it looks for `reports.papers.profile`.
"""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from fieldapp.cli.papers.places import NoPlace, find_place
from fieldapp.cli.papers.prepared import Prepared
from fieldapp.cli.telling import NAMED, known_here
from fieldapp.domain.code import new_code
from fieldapp.domain.hostile.reading import read
from fieldapp.domain.papers import profile as papers
from fieldapp.domain.papers.order import PaperOrder
from fieldapp.domain.policy import Door
from fieldapp.domain.schema import Level
from fieldapp.store.ledger import read_ledger
from fieldapp.store.workspace import Workspace

if TYPE_CHECKING:
    from fieldapp.reports.page import Drawn
    from fieldapp.reports.sheet import Sheet


def prepare(workspace: Workspace, order: PaperOrder) -> Prepared:
    """Choose what stands on the profile of a place: what the team may read, whoever prints it.

    Raises:
        NoPlace, UnknownPlace, SeveralPlaces: As they say.
    """
    if not order.place:
        raise NoPlace
    own = workspace.reader.at(Door.RECORD_PAPER)
    # What one officer reads in confidence is not for a paper that lies on a car seat.
    team = replace(own, clearance=min(own.clearance, Level.TEAM), confided=frozenset())
    ledger = read_ledger(workspace, papers.KINDS, team)
    where = find_place(ledger.of("place"), order.place)
    today = workspace.wall().date()
    paper = papers.profile(ledger, where, order.code or new_code(), today)
    known = known_here(workspace, read_ledger(workspace, NAMED), paper.smallest_count)

    return Prepared(
        "place",
        where.id,
        partial(_draw, paper),
        paper,
        paper.code,
        sum(count.more for _type, count in paper.feedback),
        lambda: read(papers.told(paper), known),
    )


def _draw(paper: papers.Profile, sheet: "Sheet") -> "Drawn":
    from fieldapp.reports.papers.profile import draw_profile

    return draw_profile(sheet, paper)
