"""The ownership compass: how far the community leads, agrees, supervises and keeps what is done.

Every figure is a share with its two parts and the records behind it. It says where to look, not
who did well: two of two is no better than nine of ten. Money is in `local_money`, people are in
`people_figures`, and which day counts is in `here`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from fieldapp.domain.deciding.rights import NOT_IN_FORCE
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.figures.figure import Figure, per_cent, share
from fieldapp.domain.figures.here import Here, first_day
from fieldapp.domain.figures.local_money import money_of
from fieldapp.domain.figures.people_figures import attendance_figures, seat_figures, steward_figures
from fieldapp.domain.ledger import Ledger

_AGREED = ("validated", "amended")


@dataclass(frozen=True)
class Compass:
    """All figures of a place and a period. Money has one figure for each currency."""

    place: str
    first: date
    last: date
    figures: tuple[Figure, ...]

    def figure(self, name: str) -> Figure:
        """Return the figure of this name; of money, that of the first currency."""
        return next(figure for figure in self.figures if figure.name == name)


def compass(ledger: Ledger, place: str, first: date, last: date) -> Compass:
    """Return the ownership compass of a place, an area, or with "" of the whole mission.

    Works count that were not cancelled and were under way in the period. How each figure is
    counted stands with it below; all of it is our own, to be checked, but for what names a source.
    """
    here = Here(ledger, place, first, last)
    return Compass(
        place=ledger.areas.place(place),
        first=first,
        last=last,
        figures=(
            _works_led(here),
            _steps_together(here),
            _steps_both(here),
            *_bought_locally(here),
            _priorities_met(here),
            _works_supervised(here),
            *steward_figures(here),
            _upkeep_signed(here),
            _findings_agreed(here),
            _disputes_settled(here),
            _decisions_followed(here),
            *attendance_figures(here),
            *seat_figures(here),
            _local_mentors(here),
        ),
    )


def _answered(records: Iterable[Disclosed], name: str) -> list[Disclosed]:
    return [record for record in records if record.values.get(name) is not None]


def _works_led(here: Here) -> Figure:
    """Works led by the community, of those that say who leads."""
    works = _answered(here.works(), "led_by")
    return share("works_led", works, lambda w: w.values["led_by"] == "them")


def _steps(here: Here) -> Iterator[Disclosed]:
    return here.of("milestone", ("done_on", "due_on"))


def _steps_together(here: Here) -> Figure:
    """Milestones agreed with the community, of those that say."""
    steps = _answered(_steps(here), "made_together")
    return share("steps_together", steps, lambda s: s.values["made_together"] is True)


def _steps_both(here: Here) -> Figure:
    """Milestones that the community calls done, of those that we call done; silence is no yes.

    Source: both verdicts side by side, as in social audits.
    """
    done = [s for s in _steps(here) if s.values.get("status_mission") == "done"]
    return share("steps_both", done, lambda s: s.values.get("status_community") == "done")


def _bought_locally(here: Here) -> Iterator[Figure]:
    """Money spent locally, of the money of which it is known; each currency by itself, because
    no rate of exchange is recorded. Method: `local_money`."""
    found = [(str(w.values.get("currency") or ""), money_of(here.ledger, w)) for w in here.works()]
    for currency in sorted({c for c, money in found if money.whole}) or [""]:
        of = [money for c, money in found if c == currency]
        parts = sum((m.local for m in of), Decimal()), sum((m.whole for m in of), Decimal())
        yield Figure(
            "bought_locally",
            per_cent(*parts),
            *parts,
            currency=currency,
            inside=tuple(r for m in of for r in m.inside),
            outside=tuple(r for m in of for r in m.outside),
        )


def _priorities_met(here: Here) -> Figure:
    """Priorities ranked in the period that name the work they became."""
    ranked = here.of("priority", ("ranked_on",))
    return share("priorities_met", ranked, lambda p: p.values.get("deliverable") is not None)


def _works_supervised(here: Here) -> Figure:
    """Works with stewards who supervise. Source: communities select, supervise and sustain, as in
    community-driven development."""

    def supervised(work: Disclosed) -> bool:
        rows = here.ledger.rows("steward", work)
        return any(row.values.get("supervises") is True for row in rows)

    return share("works_supervised", here.works(), supervised)


def _upkeep_signed(here: Here) -> Figure:
    """Works handed over that the community signed for."""
    handed = here.of("handover", ("handed_on",))
    return share("upkeep_signed", handed, lambda h: h.values.get("community_signed") is True)


def _findings_agreed(here: Here) -> Figure:
    """Findings that the community validated or that were changed together, of all with an answer.

    Source: social audit and interface meeting of the community scorecard.
    """
    findings = _answered(_findings(here), "status")
    return share("findings_agreed", findings, lambda f: f.values["status"] in _AGREED)


def _findings(here: Here) -> Iterator[Disclosed]:
    return here.of("finding", ())


def _disputes_settled(here: Here) -> Figure:
    """Findings that were disputed and no longer are, of all that are or were.

    A finding was disputed when it says what would settle it. One that still is counts as settled
    when a later review of the period agreed about the same work.
    """
    findings = list(_findings(here))
    agreed: dict[object, date] = {}
    for finding in findings:
        work, held = finding.values.get("about"), _held(here, finding)
        if finding.values.get("status") in _AGREED and work is not None and held is not None:
            agreed[work] = max(held, agreed.get(work, held))

    def settled(finding: Disclosed) -> bool:
        held, later = _held(here, finding), agreed.get(finding.values.get("about"))
        if finding.values.get("status") in _AGREED:
            return True
        return held is not None and later is not None and later > held

    disputed = [
        f
        for f in findings
        if f.values.get("status") == "disputed"
        or (f.values.get("status") in _AGREED and f.values.get("settled_by") is not None)
    ]
    return share("disputes_settled", disputed, settled)


def _held(here: Here, finding: Disclosed) -> date | None:
    return first_day(here.ledger.find(finding.values.get("joint_review")), ("held_on",))


def _decisions_followed(here: Here) -> Figure:
    """Decisions that name the feedback they came from or that an issue led to, of those in force.

    Source: closing the loop, IFRC Feedback Kit.
    """
    issues = {issue.values.get("decision") for issue in here.ledger.of("issue")}
    taken = [
        decision
        for decision in here.of("decision", ("decided_on", "due_on"))
        if decision.values.get("step") not in NOT_IN_FORCE
    ]
    return share(
        "decisions_followed",
        taken,
        lambda d: d.values.get("feedback") is not None or d.id in issues,
    )


def _local_mentors(here: Here) -> Figure:
    """Training and mentoring taught by somebody from here, of what says so."""
    training = _answered(here.of("training", ("from_on",), ("until_on", "from_on")), "local_mentor")
    return share("local_mentors", training, lambda t: t.values["local_mentor"] is True)
