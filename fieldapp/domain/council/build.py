"""Choosing and ordering what the council's paper says, from disclosed records and nothing else.

No incident, no name, no complaint above level 3, and no head-count so small that it points to a
person gets past this module.
"""

import math
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal

from fieldapp.domain.clock import day_of
from fieldapp.domain.codelists import code_list
from fieldapp.domain.community.meetings import was_held
from fieldapp.domain.council.given import amount_of, by_day, rows_under, sum_of, text_of, whole_of
from fieldapp.domain.council.paper import (
    Answer,
    Check,
    CouncilPaper,
    Count,
    Dispute,
    Money,
    NextStep,
    Period,
    Presence,
    Promise,
    Safety,
    Scored,
    Step,
    Work,
)
from fieldapp.domain.council.returned import awaited
from fieldapp.domain.disclosure import COMMUNITY, Disclosed
from fieldapp.domain.figures.presence import GROUPS, WITH_DISABILITY, came, withheld_groups
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.limits import DEFAULTS

SMALLEST_COUNT = math.ceil(DEFAULTS["smallest_count"])
"""Counts of people below this are not printed. A mission may raise it, and a lower wish is not
heard."""

MOST_ANSWERS = 7
"""“You said, we did”: more than this is not heard when a paper is read aloud."""

KINDS_ON_PAPER = (
    "place",
    "meeting",
    "attendance",
    "issue",
    "commitment",
    "deliverable",
    "milestone",
    "budget_line",
    "verification",
    "feedback",
    "joint_review",
    "finding",
    "decision",
    "score",
)


class NotForPaper(Exception):
    """A record reached the paper that was not disclosed to the community."""


@dataclass(frozen=True)
class PaperNeeds:
    """What to make a paper for.

    Attributes:
        code: Of the paper, by which it is found again when it comes back.
        made_on: Today, ISO.
        places: Every reference by which records name this place: p-code and id.
        place_name: As spoken.
        number: Of the review that the paper is for; None where only the one before is known.
        smallest_count: What `least_shown` says of the mission, whose limits are not public.
    """

    code: str
    made_on: str
    period: Period
    places: frozenset[str]
    place_name: str
    smallest_count: int = SMALLEST_COUNT
    number: int | None = None


Rows = Mapping[str, Sequence[Disclosed]]


def council_paper(needs: PaperNeeds, disclosed: Rows) -> CouncilPaper:
    """Build the paper for one place and period.

    Args:
        disclosed: For each kind of `KINDS_ON_PAPER` its records, disclosed to `COMMUNITY`. Records
            of other places may be among them.

    Raises:
        NotForPaper: A record was disclosed to somebody else, or is of a kind that has no place on
            a paper.
    """
    refuse_undisclosed(disclosed, KINDS_ON_PAPER)
    here = _Here(needs, disclosed)
    smallest = max(needs.smallest_count, SMALLEST_COUNT)
    own = (m for m in here.own("meeting") if was_held(m))
    meetings = [m for m in own if needs.period.holds(m.values.get("held_on"))]
    reviews = _reviews(here, needs)
    review = reviews[-1] if reviews else None
    place = next((p for p in disclosed.get("place", ()) if p.id in needs.places), None)
    steps = [d for d in here.rows("decision", [review]) if text_of(d, "status") in ("", "open")]
    presence = presence_of(here.rows("attendance", meetings), len(meetings), smallest)
    return CouncilPaper(
        code=needs.code,
        made_on=needs.made_on,
        period=needs.period,
        place=needs.place_name,
        languages=text_of(place, "languages"),
        contact=text_of(place, "contact"),
        complaints=tuple(text_of(place, "complaints").splitlines()),
        review_number=needs.number or whole_of(review, "number"),
        presence=presence,
        missing=_missing(meetings),
        promises=_promises(here, needs, {step.id for step in steps}),
        answers=_answers(here, needs.period),
        works=_works(here),
        safety=Safety(
            women=text_of(review, "safety_women"),
            men=text_of(review, "safety_men"),
            youth=text_of(review, "safety_youth"),
            actions=text_of(review, "safety_actions"),
        ),
        scores=scores_of(here.rows("score", [review])),
        worked=text_of(review, "worked"),
        failed=text_of(review, "failed"),
        changes=text_of(review, "changes"),
        disputes=_disputes(here.rows("finding", reviews), review.id if review else ""),
        next_steps=_next_steps(steps),
        next_on=text_of(review, "next_on"),
        smallest_count=smallest,
        withheld=sum(count.more for count in _counts(presence)),
        place_record=place.id if place else "",
        review_record=review.id if review else "",
    )


def refuse_undisclosed(disclosed: Rows, kinds: Container[str]) -> None:
    """Let pass what may be said aloud, of the kinds that a paper is made from.

    Raises:
        NotForPaper: As it says.
    """
    for kind, rows in disclosed.items():
        if kind not in kinds:
            raise NotForPaper(kind)
        for row in rows:
            levels = [KINDS[kind].level_of(name, row.values) for name in row.values]
            if row.kind != kind or row.door is not COMMUNITY.door or max(levels, default=0):
                raise NotForPaper(kind)


class _Here:
    """The records of one place, with their rows."""

    def __init__(self, needs: PaperNeeds, disclosed: Rows) -> None:
        self._disclosed = disclosed
        self._places = needs.places

    def anywhere(self, kind: str) -> Sequence[Disclosed]:
        return self._disclosed.get(kind, ())

    def own(self, kind: str) -> list[Disclosed]:
        return [r for r in self._disclosed.get(kind, ()) if r.values.get("place") in self._places]

    def rows(self, kind: str, parents: Iterable[Disclosed | None]) -> list[Disclosed]:
        return rows_under(self._disclosed, kind, parents)

    def own_and_rows(self, kind: str) -> list[Disclosed]:
        """Return what names the place itself or is a row of what does, each once."""
        rows = self.rows(kind, self.own(KINDS[kind].parent_kind))
        return list({row.id: row for row in (*self.own(kind), *rows)}.values())


def _reviews(here: _Here, needs: PaperNeeds) -> list[Disclosed]:
    """Return the reviews held here up to the end of the period, the latest last.

    One whose paper is not back has not been held yet; and the review that this very paper is for
    is none of those before it, so that the paper can be printed again as it was.
    """
    own = here.own("joint_review")
    return reviews_held(
        (r for r in own if text_of(r, "paper_code") != needs.code), needs.period.last
    )


def reviews_held(reviews: Iterable[Disclosed], until: str) -> list[Disclosed]:
    """Return the reviews that were held up to a day and whose paper is back, the latest last."""
    held = [r for r in reviews if text_of(r, "held_on") <= until and not awaited(r)]
    return sorted(held, key=lambda r: (text_of(r, "held_on"), r.id))


def presence_of(rows: Sequence[Disclosed], meetings: int, smallest: int) -> Presence:
    """Add up people of each group over the meetings, but for those of whom a meeting had few.

    What may be told of a meeting, and why meeting by meeting, is in `figures.presence`.
    """
    by_meeting: dict[str, list[Disclosed]] = {}
    for row in rows:
        by_meeting.setdefault(text_of(row, KINDS["attendance"].parent), []).append(row)
    told: Counter[str] = Counter()
    left_out: set[str] = set()
    for of_meeting in by_meeting.values():
        people = came(of_meeting)
        withheld = withheld_groups(people, smallest)
        told.update({group: n for group, n in people.items() if group not in withheld})
        left_out |= withheld
    counts = {name: Count(told[name], name in left_out) for name in (*GROUPS, WITH_DISABILITY)}
    return Presence(meetings=meetings, **counts)


def _counts(presence: Presence) -> tuple[Count, ...]:
    p = presence
    return (p.women, p.men, p.girls, p.boys, p.older, p.with_disability)


def _missing(meetings: Sequence[Disclosed]) -> tuple[str, ...]:
    answers = (meeting.values.get("missing") for meeting in meetings)
    groups = {code for codes in answers if isinstance(codes, tuple) for code in codes}
    order = {code: n for n, code in enumerate(code_list("group").labels)}
    return tuple(sorted(groups, key=lambda code: (order.get(code, len(order)), code)))


def _promises(here: _Here, needs: PaperNeeds, steps: Set[str]) -> tuple[Promise, ...]:
    """Return what was open in the period, however it ended, or was due in it; the oldest first.

    Decisions of a review are promises as well, once they are no longer the next ``steps``. Nobody
    writes down when a promise was given up, so the day of the record's last change stands for
    it: a promise does not vanish between two papers.
    """
    given = (*here.anywhere("meeting"), *here.anywhere("joint_review"))
    made_on = {row.id: text_of(row, "held_on") for row in given}
    found = []
    for row in (*here.own_and_rows("commitment"), *here.own_and_rows("decision")):
        made = made_on.get(text_of(row, KINDS[row.kind].parent), "")
        if made > needs.period.last or row.id in steps or _changes_the_plan_only(row):
            continue
        still_open = text_of(row, "status") in ("", "open", "late")
        ended = text_of(row, "done_on") or day_of(row.changed)
        if (
            still_open
            or ended >= needs.period.first
            or needs.period.holds(row.values.get("due_on"))
        ):
            found.append(row)
    return tuple(
        Promise(
            by=text_of(row, "promised_by"),
            what=text_of(row, "what"),
            status=text_of(row, "status") or "open",
            reason=text_of(row, "reason"),
            due_on=text_of(row, "due_on"),
            late=text_of(row, "status") in ("", "open")
            and "" < text_of(row, "due_on") < needs.made_on,
            kind=row.kind,
            record=row.id,
        )
        for row in sorted(found, key=by_day("due_on"))
    )


def _changes_the_plan_only(row: Disclosed) -> bool:
    """Say whether this is a decision on the mission's plan that promises nobody anything."""
    return text_of(row, "type") != "" and row.kind == "decision" and not text_of(row, "promised_by")


def _answers(here: _Here, period: Period) -> tuple[Answer, ...]:
    """Return what was answered first, then the newest: feedback, and issues raised in meetings
    once something has come of them.

    Of a complaint above level 3 the community sees neither the place nor what was said.
    """
    held = {row.id: text_of(row, "held_on") for row in here.anywhere("meeting")}
    said = [
        (text_of(row, "received_on"), text_of(row, "summary"), row) for row in here.own("feedback")
    ]
    said += [
        (held.get(text_of(row, "meeting"), ""), text_of(row, "said"), row)
        for row in here.own_and_rows("issue")
        if text_of(row, "outcome")
    ]
    found = [(day, words, row) for day, words, row in said if period.holds(day) and words]
    found.sort(key=lambda each: (each[0], each[2].id), reverse=True)
    found.sort(key=lambda each: text_of(each[2], "outcome") in ("", "pending"))
    return tuple(
        Answer(
            words, text_of(row, "outcome") or "pending", text_of(row, "answer"), row.kind, row.id
        )
        for _, words, row in found[:MOST_ANSWERS]
    )


def _works(here: _Here) -> tuple[Work, ...]:
    rows = sorted(here.own("deliverable"), key=by_day("planned_end"))
    rows.sort(key=lambda row: whole_of(row, "priority") or 99)
    return tuple(_work(here, row) for row in rows)


def _work(here: _Here, row: Disclosed) -> Work:
    lines = here.rows("budget_line", [row])
    return Work(
        title=text_of(row, "title"),
        sector=text_of(row, "sector"),
        status=text_of(row, "status"),
        planned_end=text_of(row, "planned_end"),
        actual_end=text_of(row, "actual_end"),
        money=_money(row, lines),
        led_by=text_of(row, "led_by"),
        built_by=text_of(row, "built_by"),
        maintained_by=text_of(row, "maintained_by"),
        community_gives=text_of(row, "community_gives"),
        steps=tuple(
            Step(
                title=text_of(step, "title"),
                due_on=text_of(step, "due_on"),
                done_on=text_of(step, "done_on"),
                ours=text_of(step, "status_mission"),
                theirs=text_of(step, "status_community"),
                their_words=text_of(step, "community_words"),
                record=step.id,
            )
            for step in sorted(here.rows("milestone", [row]), key=by_day("due_on"))
        ),
        checks=tuple(
            Check(
                claim=text_of(check, "claim"),
                ours=text_of(check, "verdict"),
                theirs=text_of(check, "community_verdict"),
                their_words=text_of(check, "community_words"),
                independent=check.values.get("independent") is True,
                record=check.id,
            )
            for check in sorted(here.rows("verification", [row]), key=by_day("checked_on"))
        ),
        record=row.id,
    )


def _money(row: Disclosed, lines: Sequence[Disclosed]) -> Money:
    """Return the money of a work: its own figures, else the sum of its budget lines."""
    share = whole_of(row, "local_share")
    spent = sum_of(lines, "spent")
    if share is None and spent:
        local = sum_of([line for line in lines if line.values.get("local") is True], "spent") or 0
        share = round(Decimal(str(local)) * 100 / Decimal(str(spent)))
    return Money(
        planned=_first(amount_of(row, "budget"), sum_of(lines, "planned")),
        spent=_first(amount_of(row, "spent"), spent),
        currency=text_of(row, "currency"),
        local_share=share,
    )


def _first(a: float | None, b: float | None) -> float | None:
    return b if a is None else a


def scores_of(rows: Sequence[Disclosed]) -> tuple[Scored, ...]:
    """Return the scorecard by subject, so that it reads the same in every review."""
    return tuple(
        Scored(
            text_of(row, "subject"),
            whole_of(row, "women"),
            whole_of(row, "men"),
            whole_of(row, "youth"),
            text_of(row, "reason"),
            row.id,
        )
        for row in sorted(rows, key=lambda row: (text_of(row, "subject"), row.id))
    )


def _disputes(rows: Sequence[Disclosed], latest: str) -> tuple[Dispute, ...]:
    """Return every dispute that is not settled, and what was proposed at the latest review."""
    return tuple(
        Dispute(
            ours=text_of(row, "ours"),
            theirs=text_of(row, "theirs"),
            settled_by=text_of(row, "settled_by"),
            decided_by=text_of(row, "decided_by"),
            due_on=text_of(row, "due_on"),
            alternative=text_of(row, "alternative"),
            record=row.id,
        )
        for row in sorted(rows, key=by_day("due_on"))
        if text_of(row, "status") == "disputed"
        or (text_of(row, "alternative") and text_of(row, "joint_review") == latest)
    )


def _next_steps(rows: Sequence[Disclosed]) -> tuple[NextStep, ...]:
    return tuple(
        NextStep(text_of(row, "what"), text_of(row, "promised_by"), text_of(row, "due_on"), row.id)
        for row in sorted(rows, key=by_day("due_on"))
    )
