"""Making the council's paper from a workspace: which place is meant, what the community may see.

What stands on the paper is for `domain.council`, how it looks for `reports`. Looking at it stores
nothing; a paper that is written goes out, and its joint review is kept.
"""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from fieldapp.cli.papers.places import find_place, period_of
from fieldapp.cli.papers.prepared import Prepared
from fieldapp.cli.papers.printed import of_printed
from fieldapp.cli.telling import NAMED, known_here
from fieldapp.domain.code import new_code
from fieldapp.domain.council import (
    KINDS_ON_PAPER,
    CouncilPaper,
    PaperNeeds,
    council_paper,
)
from fieldapp.domain.council.leave_out import LeftOut, leave_out
from fieldapp.domain.council.lines import lines_of
from fieldapp.domain.council.returned import number_of
from fieldapp.domain.disclosure import COMMUNITY, Disclosed, disclose
from fieldapp.domain.figures.small_counts import least_shown
from fieldapp.domain.hostile.finding import REASONS
from fieldapp.domain.hostile.look import PaperLook, look_at
from fieldapp.domain.hostile.reading import Known
from fieldapp.domain.hostile.stop import refuse
from fieldapp.domain.hostile.text import spots
from fieldapp.domain.papers.order import PaperOrder
from fieldapp.domain.record import Record
from fieldapp.errors import WrongUse
from fieldapp.language import N_
from fieldapp.store import records
from fieldapp.store.ledger import read_ledger
from fieldapp.store.workspace import Workspace
from fieldapp.sync.papers_out import PaperOut, keep_review

if TYPE_CHECKING:
    from fieldapp.reports.page import Drawn
    from fieldapp.reports.sheet import Sheet

SLIPS = 2
"""Anonymous slips to tear off. Their codes are kept nowhere: only who holds a slip has its code."""


class NoReason(WrongUse):
    """Something is left out of the paper, and nobody says why."""

    text = N_("Whoever leaves an answer out of the paper says why.")
    remedy = N_("Add --because and the reason; it is kept in the audit log. Name nobody in it.")


class ReasonTells(WrongUse):
    """A reason that holds what it should keep off the paper."""

    text = N_("The reason itself holds a number, an address or a name.")
    remedy = N_("Say it without; it is kept in the audit log.")


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


def _look_at_reason(workspace: Workspace, left_out: LeftOut) -> None:
    if not left_out.answers:
        return
    if not left_out.because.strip():
        raise NoReason
    found = spots(left_out.because, workspace.wall().date())
    if any(REASONS[spot.reason].stops for spot in found):
        raise ReasonTells


def ready_paper(workspace: Workspace, order: PaperOrder) -> Ready:
    """Return what stands on the paper of a place and period, before it is drawn.

    Raises:
        UnknownPlace, SeveralPlaces, BadPeriod, NoPeriod, NoReason, ReasonTells: As they say.
    """
    period = period_of(order.period)
    left_out, code = order.left_out, order.code or new_code()
    _look_at_reason(workspace, left_out)
    found = {kind: records.query(workspace, records.Wanted(kind)) for kind in KINDS_ON_PAPER}
    disclosed = {kind: [disclose(each, COMMUNITY) for each in rows] for kind, rows in found.items()}
    where = find_place(disclosed["place"], order.place)
    references = {where.id, str(where.values.get("pcode") or where.id)}
    disclosed = leave_out(disclosed, left_out.answers)
    ledger = read_ledger(workspace, ("limit", *NAMED))
    needs = PaperNeeds(
        code=code,
        made_on=workspace.wall().date().isoformat(),
        period=period,
        places=frozenset(references),
        place_name=str(where.values["name"]),
        # The mission's limits are for its own people to read, so it is not the community who does.
        smallest_count=least_shown(ledger),
        number=number_of(code, _at(disclosed["joint_review"], references)),
    )
    known = known_here(workspace, ledger, needs.smallest_count)
    paper = council_paper(needs, disclosed)
    own = _for_team(workspace, paper, [each for rows in found.values() for each in rows])
    reference = str(where.values.get("pcode") or where.id)
    return Ready(paper, where.id, reference, disclosed, known, own)


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
