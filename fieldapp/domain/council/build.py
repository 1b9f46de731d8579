"""Choosing and ordering what the council's paper says, from disclosed records and nothing else.

No incident, no name, no complaint above level 3, and no head-count so small that it points to a
person gets past this module.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal

from fieldapp.domain.clock import day_of
from fieldapp.domain.codelists import code_list
from fieldapp.domain.community.meetings import was_held
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
    _refuse_what_was_not_disclosed(disclosed)
    here = _Here(needs, disclosed)
    smallest = max(needs.smallest_count, SMALLEST_COUNT)
    own = (m for m in here.own("meeting") if was_held(m))
    meetings = [m for m in own if needs.period.holds(m.values.get("held_on"))]
    reviews = _reviews(here, needs)
    review = reviews[-1] if reviews else None
    place = next((p for p in disclosed.get("place", ()) if p.id in needs.places), None)
    steps = [d for d in here.rows("decision", [review]) if _text(d, "status") in ("", "open")]
    presence = _presence(here.rows("attendance", meetings), len(meetings), smallest)
    return CouncilPaper(
        code=needs.code,
        made_on=needs.made_on,
        period=needs.period,
        place=needs.place_name,
        languages=_text(place, "languages"),
        contact=_text(place, "contact"),
        complaints=tuple(_text(place, "complaints").splitlines()),
        review_number=needs.number or _whole(review, "number"),
        presence=presence,
        missing=_missing(meetings),
        promises=_promises(here, needs, {step.id for step in steps}),
        answers=_answers(here, needs.period),
        works=_works(here),
        safety=Safety(
            women=_text(review, "safety_women"),
            men=_text(review, "safety_men"),
            youth=_text(review, "safety_youth"),
            actions=_text(review, "safety_actions"),
        ),
        scores=_scores(here.rows("score", [review])),
        worked=_text(review, "worked"),
        failed=_text(review, "failed"),
        changes=_text(review, "changes"),
        disputes=_disputes(here.rows("finding", reviews), review.id if review else ""),
        next_steps=_next_steps(steps),
        next_on=_text(review, "next_on"),
        smallest_count=smallest,
        withheld=sum(count.more for count in _counts(presence)),
        place_record=place.id if place else "",
        review_record=review.id if review else "",
    )


def _refuse_what_was_not_disclosed(disclosed: Rows) -> None:
    for kind, rows in disclosed.items():
        if kind not in KINDS_ON_PAPER:
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
        ids = {parent.id for parent in parents if parent is not None}
        link = KINDS[kind].parent
        return [r for r in self._disclosed.get(kind, ()) if r.values.get(link) in ids]

    def own_and_rows(self, kind: str) -> list[Disclosed]:
        """Return what names the place itself or is a row of what does, each once."""
        rows = self.rows(kind, self.own(KINDS[kind].parent_kind))
        return list({row.id: row for row in (*self.own(kind), *rows)}.values())


def _text(row: Disclosed | None, name: str) -> str:
    value = row.values.get(name) if row is not None else None
    return value if isinstance(value, str) else ""


def _whole(row: Disclosed | None, name: str) -> int | None:
    value = row.values.get(name) if row is not None else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _amount(row: Disclosed, name: str) -> float | None:
    value = row.values.get(name)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _by_day(name: str) -> Callable[[Disclosed], tuple[str, str]]:
    return lambda row: (_text(row, name) or "9999", row.id)


def _reviews(here: _Here, needs: PaperNeeds) -> list[Disclosed]:
    """Return the reviews held here up to the end of the period, the latest last.

    One whose paper is not back has not been held yet; and the review that this very paper is for
    is none of those before it, so that the paper can be printed again as it was.
    """
    held = [
        r
        for r in here.own("joint_review")
        if _text(r, "held_on") <= needs.period.last
        and not awaited(r)
        and _text(r, "paper_code") != needs.code
    ]
    return sorted(held, key=lambda r: (_text(r, "held_on"), r.id))


def _presence(rows: Sequence[Disclosed], meetings: int, smallest: int) -> Presence:
    """Add up people of each group over the meetings, but for those of whom a meeting had few.

    What may be told of a meeting, and why meeting by meeting, is in `figures.presence`.
    """
    by_meeting: dict[str, list[Disclosed]] = {}
    for row in rows:
        by_meeting.setdefault(_text(row, KINDS["attendance"].parent), []).append(row)
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
    made_on = {row.id: _text(row, "held_on") for row in given}
    found = []
    for row in (*here.own_and_rows("commitment"), *here.own_and_rows("decision")):
        made = made_on.get(_text(row, KINDS[row.kind].parent), "")
        if made > needs.period.last or row.id in steps or _changes_the_plan_only(row):
            continue
        still_open = _text(row, "status") in ("", "open", "late")
        ended = _text(row, "done_on") or day_of(row.changed)
        if (
            still_open
            or ended >= needs.period.first
            or needs.period.holds(row.values.get("due_on"))
        ):
            found.append(row)
    return tuple(
        Promise(
            by=_text(row, "promised_by"),
            what=_text(row, "what"),
            status=_text(row, "status") or "open",
            reason=_text(row, "reason"),
            due_on=_text(row, "due_on"),
            late=_text(row, "status") in ("", "open") and "" < _text(row, "due_on") < needs.made_on,
            kind=row.kind,
            record=row.id,
        )
        for row in sorted(found, key=_by_day("due_on"))
    )


def _changes_the_plan_only(row: Disclosed) -> bool:
    """Say whether this is a decision on the mission's plan that promises nobody anything."""
    return _text(row, "type") != "" and row.kind == "decision" and not _text(row, "promised_by")


def _answers(here: _Here, period: Period) -> tuple[Answer, ...]:
    """Return what was answered first, then the newest: feedback, and issues raised in meetings
    once something has come of them.

    Of a complaint above level 3 the community sees neither the place nor what was said.
    """
    held = {row.id: _text(row, "held_on") for row in here.anywhere("meeting")}
    said = [(_text(row, "received_on"), _text(row, "summary"), row) for row in here.own("feedback")]
    said += [
        (held.get(_text(row, "meeting"), ""), _text(row, "said"), row)
        for row in here.own_and_rows("issue")
        if _text(row, "outcome")
    ]
    found = [(day, words, row) for day, words, row in said if period.holds(day) and words]
    found.sort(key=lambda each: (each[0], each[2].id), reverse=True)
    found.sort(key=lambda each: _text(each[2], "outcome") in ("", "pending"))
    return tuple(
        Answer(words, _text(row, "outcome") or "pending", _text(row, "answer"), row.kind, row.id)
        for _, words, row in found[:MOST_ANSWERS]
    )


def _works(here: _Here) -> tuple[Work, ...]:
    rows = sorted(here.own("deliverable"), key=_by_day("planned_end"))
    rows.sort(key=lambda row: _whole(row, "priority") or 99)
    return tuple(_work(here, row) for row in rows)


def _work(here: _Here, row: Disclosed) -> Work:
    lines = here.rows("budget_line", [row])
    return Work(
        title=_text(row, "title"),
        sector=_text(row, "sector"),
        status=_text(row, "status"),
        planned_end=_text(row, "planned_end"),
        actual_end=_text(row, "actual_end"),
        money=_money(row, lines),
        led_by=_text(row, "led_by"),
        built_by=_text(row, "built_by"),
        maintained_by=_text(row, "maintained_by"),
        community_gives=_text(row, "community_gives"),
        steps=tuple(
            Step(
                title=_text(step, "title"),
                due_on=_text(step, "due_on"),
                done_on=_text(step, "done_on"),
                ours=_text(step, "status_mission"),
                theirs=_text(step, "status_community"),
                their_words=_text(step, "community_words"),
                record=step.id,
            )
            for step in sorted(here.rows("milestone", [row]), key=_by_day("due_on"))
        ),
        checks=tuple(
            Check(
                claim=_text(check, "claim"),
                ours=_text(check, "verdict"),
                theirs=_text(check, "community_verdict"),
                their_words=_text(check, "community_words"),
                independent=check.values.get("independent") is True,
                record=check.id,
            )
            for check in sorted(here.rows("verification", [row]), key=_by_day("checked_on"))
        ),
        record=row.id,
    )


def _money(row: Disclosed, lines: Sequence[Disclosed]) -> Money:
    """Return the money of a work: its own figures, else the sum of its budget lines."""
    share = _whole(row, "local_share")
    spent = _sum(lines, "spent")
    if share is None and spent:
        local = _sum([line for line in lines if line.values.get("local") is True], "spent") or 0
        share = round(Decimal(str(local)) * 100 / Decimal(str(spent)))
    return Money(
        planned=_first(_amount(row, "budget"), _sum(lines, "planned")),
        spent=_first(_amount(row, "spent"), spent),
        currency=_text(row, "currency"),
        local_share=share,
    )


def _first(a: float | None, b: float | None) -> float | None:
    return b if a is None else a


def _sum(lines: Sequence[Disclosed], name: str) -> float | None:
    """Add up in decimals, so that cents do not drift; None where no line has the figure."""
    amounts = [Decimal(str(a)) for line in lines if (a := _amount(line, name)) is not None]
    if not amounts:
        return None
    total = sum(amounts)
    return int(total) if total == int(total) else float(total)


def _scores(rows: Sequence[Disclosed]) -> tuple[Scored, ...]:
    """Return the scorecard by subject, so that it reads the same in every review."""
    return tuple(
        Scored(
            _text(row, "subject"),
            _whole(row, "women"),
            _whole(row, "men"),
            _whole(row, "youth"),
            _text(row, "reason"),
            row.id,
        )
        for row in sorted(rows, key=lambda row: (_text(row, "subject"), row.id))
    )


def _disputes(rows: Sequence[Disclosed], latest: str) -> tuple[Dispute, ...]:
    """Return every dispute that is not settled, and what was proposed at the latest review."""
    return tuple(
        Dispute(
            ours=_text(row, "ours"),
            theirs=_text(row, "theirs"),
            settled_by=_text(row, "settled_by"),
            decided_by=_text(row, "decided_by"),
            due_on=_text(row, "due_on"),
            alternative=_text(row, "alternative"),
            record=row.id,
        )
        for row in sorted(rows, key=_by_day("due_on"))
        if _text(row, "status") == "disputed"
        or (_text(row, "alternative") and _text(row, "joint_review") == latest)
    )


def _next_steps(rows: Sequence[Disclosed]) -> tuple[NextStep, ...]:
    return tuple(
        NextStep(_text(row, "what"), _text(row, "promised_by"), _text(row, "due_on"), row.id)
        for row in sorted(rows, key=_by_day("due_on"))
    )
