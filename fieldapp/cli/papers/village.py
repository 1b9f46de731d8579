"""What a paper for a village is made from: its place, and what the community may see of it.

Every paper for the community begins here and ends in `for_community`, so that none of them can hold
what another would not, or go out without the look at what it tells. Stores nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fieldapp.cli.papers.places import NoPlace, find_place, period_of
from fieldapp.cli.papers.prepared import Prepared
from fieldapp.cli.telling import NAMED, known_here
from fieldapp.domain.code import new_code
from fieldapp.domain.council import KINDS_ON_PAPER, PaperNeeds
from fieldapp.domain.council.leave_out import LeftOut, leave_out
from fieldapp.domain.disclosure import COMMUNITY, Disclosed, disclose
from fieldapp.domain.figures.small_counts import least_shown
from fieldapp.domain.hostile.finding import REASONS
from fieldapp.domain.hostile.reading import Known, read
from fieldapp.domain.hostile.stop import refuse_told
from fieldapp.domain.hostile.text import spots
from fieldapp.domain.hostile.told import Told
from fieldapp.domain.limits import Limits
from fieldapp.domain.papers.opening import until
from fieldapp.domain.papers.order import PaperOrder
from fieldapp.domain.papers.sorts import Asks, sort_named
from fieldapp.domain.record import Record
from fieldapp.errors import WrongUse
from fieldapp.language import N_
from fieldapp.store import records
from fieldapp.store.errors import NoSuchRecord
from fieldapp.store.ledger import read_ledger
from fieldapp.store.workspace import Workspace

if TYPE_CHECKING:
    from fieldapp.reports.page import Drawn
    from fieldapp.reports.sheet import Sheet


class NoReason(WrongUse):
    """Something is left out of the paper, and nobody says why."""

    text = N_("Whoever leaves an answer out of the paper says why.")
    remedy = N_("Add --because and the reason; it is kept in the audit log. Name nobody in it.")


class ReasonTells(WrongUse):
    """A reason that holds what it should keep off the paper."""

    text = N_("The reason itself holds a number, an address or a name.")
    remedy = N_("Say it without; it is kept in the audit log.")


@dataclass(frozen=True)
class Village:
    """What there is to make a paper from.

    Attributes:
        where: The place, as anybody may read it; None for the whole mission.
        found: The records as they are stored, for counting what the community does not see.
        disclosed: The same for the community, without the answers that are left out.
        known: Whom this workspace knows by name.
        limits: The mission's own figures.
    """

    where: Disclosed | None
    needs: PaperNeeds
    found: Mapping[str, Sequence[Record]]
    disclosed: Mapping[str, Sequence[Disclosed]]
    known: Known
    limits: Limits

    @property
    def place(self) -> Disclosed:
        """The place, for a paper that is about one.

        Raises:
            NoPlace: The order names none.
        """
        if self.where is None:
            raise NoPlace
        return self.where

    def of(self, kind: str, record: str) -> Disclosed:
        """Return one of the records.

        Raises:
            NoSuchRecord: There is none.
        """
        for one in self.disclosed[kind]:
            if one.id == record:
                return one
        raise NoSuchRecord(kind=kind, record=record)


def village(
    workspace: Workspace, order: PaperOrder, kinds: Sequence[str] = KINDS_ON_PAPER
) -> Village:
    """Return what the community may see of these kinds, and the place that the order is about.

    A paper about no period is about all that was. The place of a record stands for one that the
    order does not name.

    Raises:
        UnknownPlace, SeveralPlaces, BadPeriod, NoReason, ReasonTells: As they say.
        NoSuchRecord: The order is about a record that there is none of.
    """
    _look_at_reason(workspace, order.left_out)
    today = workspace.wall().date().isoformat()
    sort = sort_named(order.sort)
    about_period = Asks.PERIOD in sort.asks | sort.may and order.period is not None
    period = period_of(order.period) if about_period else until(today)
    found = {kind: records.query(workspace, records.Wanted(kind)) for kind in kinds}
    all_of = {kind: [disclose(each, COMMUNITY) for each in rows] for kind, rows in found.items()}
    named = order.place or _place_of_record(all_of, order)
    where = find_place(all_of["place"], named) if named else None
    ledger = read_ledger(workspace, ("limit", *NAMED))
    smallest = least_shown(ledger)
    needs = PaperNeeds(
        code=order.code or new_code(),
        made_on=today,
        period=period,
        places=frozenset(_references(where)),
        place_name=str(where.values.get("name") or named) if where else "",
        # The mission's limits are for its own people to read, so it is not the community who does.
        smallest_count=smallest,
    )
    disclosed = leave_out(all_of, order.left_out.answers)
    known = known_here(workspace, ledger, smallest)
    return Village(where, needs, found, disclosed, known, ledger.limits)


def for_community(
    village: Village,
    order: PaperOrder,
    paper: object,
    told: Callable[[], Iterable[Told]],
    draw: "Callable[[Sheet], Drawn]",
    withheld: int = 0,
) -> Prepared:
    """Return a paper for the community that is looked at before it is drawn.

    Args:
        paper: What stands on it, as a frozen dataclass.
        told: Gives all that stands on it.
        withheld: Counts of people left out to protect them.
    """
    kind, record = sort_named(order.sort).kind, order.record
    if not record:
        kind, record = "place", village.where.id if village.where else ""
    return Prepared(
        kind,
        record,
        draw,
        paper,
        village.needs.code,
        withheld + len(order.left_out.answers),
        lambda: read(told(), village.known),
        lambda: refuse_told(told(), village.disclosed, village.known),
        order.left_out,
    )


def _place_of_record(disclosed: Mapping[str, Sequence[Disclosed]], order: PaperOrder) -> str:
    kind = sort_named(order.sort).kind
    if not order.record or not kind:
        return ""
    for one in disclosed[kind]:
        if one.id == order.record:
            return str(one.values.get("place") or "")
    raise NoSuchRecord(kind=kind, record=order.record)


def _references(where: Disclosed | None) -> Iterator[str]:
    if where is not None:
        yield where.id
        yield str(where.values.get("pcode") or where.id)


def _look_at_reason(workspace: Workspace, left_out: LeftOut) -> None:
    if not left_out.answers:
        return
    if not left_out.because.strip():
        raise NoReason
    found = spots(left_out.because, workspace.wall().date())
    if any(REASONS[spot.reason].stops for spot in found):
        raise ReasonTells
