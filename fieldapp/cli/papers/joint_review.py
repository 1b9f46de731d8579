"""Making the council's paper from a workspace: which place is meant, what the community may see.

What stands on the paper is for `domain.council`, how it looks for `reports`. Stores nothing.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from fieldapp.cli.papers.places import NoPlace, period_of
from fieldapp.cli.papers.prepared import Prepared
from fieldapp.cli.papers.village import village
from fieldapp.domain.code import new_code
from fieldapp.domain.council import CouncilPaper, council_paper
from fieldapp.domain.council.lines import lines_of
from fieldapp.domain.council.returned import number_of
from fieldapp.domain.disclosure import COMMUNITY, Disclosed, disclose
from fieldapp.domain.hostile.look import PaperLook, look_at
from fieldapp.domain.hostile.reading import Known
from fieldapp.domain.hostile.stop import refuse
from fieldapp.domain.papers.order import PaperOrder
from fieldapp.domain.record import Record
from fieldapp.store.workspace import Workspace

if TYPE_CHECKING:
    from fieldapp.reports.page import Drawn
    from fieldapp.reports.sheet import Sheet

SLIPS = 2
"""Anonymous slips to tear off. Their codes are kept nowhere: only who holds a slip has its code."""


@dataclass(frozen=True)
class _Ready:
    """A paper before it is drawn: what stands on it, of which place, from which records, and whom
    this workspace knows by name."""

    paper: CouncilPaper
    place: str
    disclosed: Mapping[str, Sequence[Disclosed]]
    known: Known
    for_team: int

    @property
    def look(self) -> PaperLook:
        return look_at(self.paper, self.disclosed, self.known, self.for_team)


def prepare(workspace: Workspace, order: PaperOrder) -> Prepared:
    """Choose what stands on the paper of a place and period.

    Raises:
        NoPlace, UnknownPlace, SeveralPlaces, NoPeriod, BadPeriod, NoReason, ReasonTells: As they
            say.
    """
    ready = _prepared(workspace, order)

    return Prepared(
        "place",
        ready.place,
        partial(_draw, ready.paper),
        ready.paper,
        ready.paper.code,
        ready.paper.withheld + len(order.left_out.answers),
        lambda: ready.look.findings,
        lambda: refuse(ready.paper, ready.disclosed, ready.known),
    )


def _draw(paper: CouncilPaper, sheet: "Sheet") -> "Drawn":
    from fieldapp.reports.joint_review import draw_joint_review

    return draw_joint_review(sheet, paper, [new_code() for _ in range(SLIPS)])


def look_at_joint_review(workspace: Workspace, order: PaperOrder) -> PaperLook:
    """Return what the paper would hold and what it would tell whoever finds it; draws nothing.

    Raises:
        NoPlace, UnknownPlace, SeveralPlaces, NoPeriod, BadPeriod, NoReason, ReasonTells: As they
            say.
    """
    return _prepared(workspace, order).look


def _prepared(workspace: Workspace, order: PaperOrder) -> _Ready:
    period_of(order.period)
    here = village(workspace, order)
    if here.where is None:
        raise NoPlace
    needs, code = here.needs, order.code
    reviews = _at(here.disclosed["joint_review"], needs.places)
    needs = replace(needs, number=number_of(code, reviews) if code else None)
    paper = council_paper(needs, here.disclosed)
    own = _for_team(workspace, paper, [each for rows in here.found.values() for each in rows])
    return _Ready(paper, here.where.id, here.disclosed, here.known, own)


def _at(rows: Sequence[Disclosed], references: Set[str]) -> list[Disclosed]:
    return [each for each in rows if each.values.get("place") in references]


def _for_team(workspace: Workspace, paper: CouncilPaper, rows: Sequence[Record]) -> int:
    """Count the answers of the records on the paper that this officer reads and the community does
    not. Records that are not on it are not counted: how many there are could tell of one."""
    on_it = {line.record for line in lines_of(paper)}
    return sum(
        len(disclose(row, workspace.reader).values.keys() - disclose(row, COMMUNITY).values.keys())
        for row in rows
        if row.id in on_it
    )
