"""Making the council's paper from a workspace: which place is meant, what the community may see.

What stands on the paper is for `domain.council`, how it looks for `reports`. Looking at it stores
nothing; a paper that is written goes out, and its joint review is kept.
"""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from fieldapp.cli.papers.places import period_of
from fieldapp.cli.papers.prepared import Prepared
from fieldapp.cli.papers.printed import of_printed
from fieldapp.cli.papers.village import village
from fieldapp.domain.code import new_code
from fieldapp.domain.council import CouncilPaper, council_paper
from fieldapp.domain.council.leave_out import LeftOut
from fieldapp.domain.council.lines import lines_of
from fieldapp.domain.council.returned import number_of
from fieldapp.domain.disclosure import COMMUNITY, Disclosed, disclose
from fieldapp.domain.hostile.look import PaperLook, look_at
from fieldapp.domain.hostile.reading import Known
from fieldapp.domain.hostile.stop import refuse
from fieldapp.domain.papers.order import PaperOrder
from fieldapp.domain.record import Record
from fieldapp.store.workspace import Workspace
from fieldapp.sync.papers_out import PaperOut, keep_review

if TYPE_CHECKING:
    from fieldapp.reports.page import Drawn
    from fieldapp.reports.sheet import Sheet

SLIPS = 2
"""Anonymous slips to tear off. Their codes are kept nowhere: only who holds a slip has its code."""


@dataclass(frozen=True)
class Ready:
    """A paper before it is drawn: what stands on it, of which place, from which records, and whom
    this workspace knows by name.

    Attributes:
        reference: Of the place, as records use it: p-code or id.
    """

    paper: CouncilPaper
    place: str
    reference: str
    disclosed: Mapping[str, Sequence[Disclosed]]
    known: Known
    for_team: int

    @property
    def look(self) -> PaperLook:
        return look_at(self.paper, self.disclosed, self.known, self.for_team)

    def prepared(
        self,
        draw: "Callable[[Sheet], Drawn]",
        left_out: LeftOut,
        keep: Callable[[], tuple[str, str]] | None = None,
    ) -> Prepared:
        """Return a paper of this data that can be drawn: looked at, refused where it tells."""
        return Prepared(
            "place",
            self.place,
            draw,
            self.paper,
            self.paper.code,
            self.paper.withheld + len(left_out.answers),
            lambda: self.look.findings,
            lambda: refuse(self.paper, self.disclosed, self.known),
            left_out,
            keep,
        )


def prepare(workspace: Workspace, order: PaperOrder) -> Prepared:
    """Choose what stands on the paper of a place and period.

    Raises:
        UnknownPlace, SeveralPlaces, BadPeriod, NoReason, ReasonTells: As they say.
    """
    order = of_printed(workspace, order)
    ready = ready_paper(workspace, order)

    def keep() -> tuple[str, str]:
        paper = ready.paper
        read_on = order.read_on or paper.made_on
        out = PaperOut(paper.code, ready.reference, paper.period, read_on)
        return "joint_review", keep_review(workspace, out)

    draw = partial(_draw, ready.paper, order.manner.signatures)
    return ready.prepared(draw, order.left_out, keep)


def _draw(paper: CouncilPaper, signatures: bool, sheet: "Sheet") -> "Drawn":
    from fieldapp.reports.joint_review import draw_joint_review

    codes = [new_code() for _ in range(SLIPS)]
    return draw_joint_review(sheet, paper, codes, signatures=signatures)


def look_at_joint_review(workspace: Workspace, order: PaperOrder) -> PaperLook:
    """Return what the paper would hold and what it would tell whoever finds it; draws nothing.

    Raises:
        UnknownPlace, SeveralPlaces, BadPeriod, NoReason, ReasonTells: As they say.
    """
    return ready_paper(workspace, order).look


def ready_paper(workspace: Workspace, order: PaperOrder) -> Ready:
    """Return what stands on the paper of a place and period, before it is drawn.

    Raises:
        NoPlace, UnknownPlace, SeveralPlaces, BadPeriod, NoPeriod, NoReason, ReasonTells: As they
            say.
    """
    period_of(order.period)
    # Whatever is made of it, the data are those of the council's paper.
    here = village(workspace, replace(order, sort="joint_review"))
    place = here.place
    reviews = _at(here.disclosed["joint_review"], here.needs.places)
    needs = replace(here.needs, number=number_of(here.needs.code, reviews))
    paper = council_paper(needs, here.disclosed)
    own = _for_team(workspace, paper, [each for rows in here.found.values() for each in rows])
    reference = str(place.values.get("pcode") or place.id)
    return Ready(paper, place.id, reference, here.disclosed, here.known, own)


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
