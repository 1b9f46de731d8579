"""The period report for headquarters: how the work stands, in counts and codes alone.

No word that anybody wrote is on it, and no incident: those have a paper of their own. Counts of
people are shown as far as the mission's smallest count lets them be.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from fieldapp.domain.codelists import code_list
from fieldapp.domain.community.meetings import was_held
from fieldapp.domain.council.paper import Count
from fieldapp.domain.days import day_of
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.figures.figure import Figure
from fieldapp.domain.figures.here import Here
from fieldapp.domain.figures.local_money import money
from fieldapp.domain.figures.ownership import compass
from fieldapp.domain.figures.participation import Participation, attendance
from fieldapp.domain.figures.small_counts import least_shown, safe
from fieldapp.domain.figures.trends import assessments
from fieldapp.domain.ledger import Ledger
from fieldapp.domain.signals.every import every_signal


@dataclass(frozen=True)
class Counted:
    """How many of something there are, by a code of a list; "" for what names none."""

    codes: str
    numbers: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(number for _, number in self.numbers)


@dataclass(frozen=True)
class Spent:
    """Money of works in one currency."""

    currency: str
    planned: Decimal
    spent: Decimal


@dataclass(frozen=True)
class PeriodReport:
    """Everything on the report, in its order.

    Attributes:
        area: Name of the place or area; "" for the whole mission.
        meetings: Held in the period.
        places: Places where one was held.
        came: Who came to them.
        feedback: How much of each level that the team reads, of 1 to 7.
        answered: How many of the feedback got an answer back.
        courses: How many series of indicators take which course: names of `trends`.
        attention: How many things ask for somebody now, soon, or for a choice: tones of `Signal`.
    """

    code: str
    made_on: str
    first: str
    last: str
    area: str
    meetings: int
    places: int
    came: Participation
    works: Counted
    money: tuple[Spent, ...]
    promises: Mapping[str, Counted]
    feedback: tuple[tuple[str, Count], ...]
    answered: Count
    reviews: Counted
    findings: Counted
    ownership: tuple[Figure, ...]
    courses: Mapping[str, int]
    attention: tuple[tuple[str, int], ...]


ASK = ("bad", "warn", "info")
"""Tones of what asks for attention, the most urgent first."""


def period_report(
    ledger: Ledger, area: str, first: date, last: date, *, code: str, today: date
) -> PeriodReport:
    """Return the report of an area, "" for the whole mission, over a period.

    Args:
        ledger: What the team may see, whoever makes it.
        code: Of the paper.
    """
    here = Here(ledger, area, first, last)
    place = ledger.find(area) or next(
        (one for one in ledger.of("place") if one.values.get("pcode") == area), None
    )
    meetings = [m for m in here.of("meeting", ("held_on",)) if was_held(m)]
    works = here.works()
    promises = list(here.of("commitment", ("due_on",)))
    feedback = list(here.of("feedback", ("received_on",)))
    least = least_shown(ledger)
    tones = Counter(
        signal.tone
        for signal in every_signal(ledger, today)
        if ledger.areas.covers(area, signal.place)
    )
    return PeriodReport(
        code=code,
        made_on=today.isoformat(),
        first=first.isoformat(),
        last=last.isoformat(),
        area=str(place.values.get("name") or "") if place else "",
        meetings=len(meetings),
        places=len({ledger.place_of(meeting) for meeting in meetings} - {""}),
        came=attendance(ledger, area, first, last),
        works=_counted("work_status", works, "status"),
        money=_spent(works),
        promises={
            party: _counted(
                "promise_status",
                [one for one in promises if one.values.get("promised_by") == party],
                "status",
            )
            for party in code_list("party").labels
        },
        feedback=_levels(feedback, least),
        answered=_shown(
            sum(day_of(one.values.get("answered_on")) is not None for one in feedback), least
        ),
        reviews=_counted("agreement", here.of("joint_review", ("held_on",)), "agreement"),
        findings=_counted("finding_status", here.of("finding", ("due_on",)), "status"),
        ownership=compass(ledger, area, first, last).figures,
        courses=Counter(
            found.verdict
            for found in assessments(ledger, today)
            if ledger.areas.covers(area, found.place)
        ),
        attention=tuple((tone, tones[tone]) for tone in ASK),
    )


def _counted(codes: str, records: Iterable[Disclosed], field: str) -> Counted:
    """Count records by the code that they give, in the order of the list."""
    found = Counter(str(record.values.get(field) or "") for record in records)
    known = [code for code in code_list(codes).labels if found[code]]
    rest = found.total() - sum(found[code] for code in known)
    return Counted(codes, (*((code, found[code]) for code in known), *([("", rest)] * bool(rest))))


def _levels(feedback: Iterable[Disclosed], least: int) -> tuple[tuple[str, Count], ...]:
    """Give each level with how often: who it came from is known by a few, so few are not told."""
    found = Counter(str(one.values.get("level") or "") for one in feedback)
    return tuple((level, _shown(number, least)) for level, number in sorted(found.items()))


def _shown(number: int, least: int) -> Count:
    return Count(number) if safe((number,), least) else Count(0, more=True)


def _spent(works: Iterable[Disclosed]) -> tuple[Spent, ...]:
    """Add up what the works themselves say, currency by currency."""
    found: dict[str, list[Decimal]] = {}
    for work in works:
        sums = found.setdefault(str(work.values.get("currency") or ""), [Decimal(), Decimal()])
        sums[0] += money(work.values.get("budget"))
        sums[1] += money(work.values.get("spent"))
    return tuple(
        Spent(currency, planned, spent)
        for currency, (planned, spent) in sorted(found.items())
        if planned or spent
    )
