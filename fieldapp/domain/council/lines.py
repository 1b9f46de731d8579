"""The lines of the council's paper one by one, in the order in which they are printed.

Each knows the record and the answer that it says, so that it can be left out, mended, or answered
when the paper comes back. Numbers and titles of the parts are those of `reports.joint_review`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from fieldapp.domain.codelists import code_list
from fieldapp.domain.council.paper import CouncilPaper, Work
from fieldapp.domain.fieldtypes import Value
from fieldapp.language import N_

PRESENT, PROMISES, ANSWERS, WORKS, SAFETY, SCORES, QUESTIONS, DISPUTES, STEPS, AGREEMENT = range(
    2, 12
)
"""Numbers of the parts."""

TITLES = {
    1: N_("Joint review with the village council"),
    PRESENT: N_("Who is here"),
    PROMISES: N_("What was promised last time"),
    ANSWERS: N_("You said, we did, we could not"),
    WORKS: N_("Works and money"),
    SAFETY: N_("Safety"),
    SCORES: N_("Scorecard"),
    QUESTIONS: N_("What works, what fails, what changes next"),
    DISPUTES: N_("Where we disagree"),
    STEPS: N_("Decisions and next steps"),
    AGREEMENT: N_("The council's answer"),
}
"""What each part of the paper is called."""


@dataclass(frozen=True)
class Line:
    """One line.

    Attributes:
        part: Number of the part it stands in.
        number: Of a step as it is printed before it, else counted in the part from 1.
        kind, record: What says it.
        field: The answer that takes the line off the paper when it is left out.
        said: Its words, as somebody said them.
        values: What else stands in the line: field of the kind and value; only what is answered.
        under: The record of the work that a step or a check belongs to.
    """

    part: int
    number: int
    kind: str
    record: str
    field: str
    said: str
    values: tuple[tuple[str, Value], ...] = ()
    under: str = ""


def lines_of(paper: CouncilPaper) -> tuple[Line, ...]:
    """Return every line that says something of a record; people who came are counts, not lines."""
    return tuple(
        line
        for part in (_cover, _promises, _answers, _works, _voices, _scores, _disputes, _steps)
        for line in part(paper)
    )


def _given(**values: Value) -> tuple[tuple[str, Value], ...]:
    return tuple((name, value) for name, value in values.items() if value not in (None, "", False))


def _cover(paper: CouncilPaper) -> Iterator[Line]:
    ways = (("contact", paper.contact), ("complaints", "\n".join(paper.complaints)))
    for number, (name, said) in enumerate(ways, 1):
        if said:
            yield Line(1, number, "place", paper.place_record, name, said)


def _promises(paper: CouncilPaper) -> Iterator[Line]:
    order = {party: n for n, party in enumerate(code_list("party").labels)}
    printed = sorted(paper.promises, key=lambda each: order.get(each.by, len(order)))
    for number, each in enumerate(printed, 1):
        status = "late" if each.late else each.status
        values = _given(promised_by=each.by, status=status, due_on=each.due_on, reason=each.reason)
        yield Line(PROMISES, number, each.kind, each.record, "what", each.what, values)


def _answers(paper: CouncilPaper) -> Iterator[Line]:
    for number, each in enumerate(paper.answers, 1):
        field = "summary" if each.kind == "feedback" else "said"
        values = _given(outcome=each.outcome, answer=each.answer)
        yield Line(ANSWERS, number, each.kind, each.record, field, each.said, values)


def _works(paper: CouncilPaper) -> Iterator[Line]:
    for number, work in enumerate(paper.works, 1):
        values = _given(
            status=work.status,
            planned_end=work.planned_end,
            actual_end=work.actual_end,
            budget=work.money.planned,
            spent=work.money.spent,
            currency=work.money.currency,
            local_share=work.money.local_share,
            led_by=work.led_by,
            built_by=work.built_by,
            maintained_by=work.maintained_by,
            community_gives=work.community_gives,
        )
        yield Line(WORKS, number, "deliverable", work.record, "title", work.title, values)
        yield from _findings(work)


def _findings(work: Work) -> Iterator[Line]:
    for number, step in enumerate(work.steps, 1):
        values = _given(
            status_mission=step.ours,
            status_community=step.theirs,
            community_words=step.their_words,
            due_on=step.due_on,
            done_on=step.done_on,
        )
        said = step.title
        yield Line(WORKS, number, "milestone", step.record, "title", said, values, work.record)
    for number, check in enumerate(work.checks, 1):
        values = _given(
            verdict=check.ours,
            community_verdict=check.theirs,
            community_words=check.their_words,
            independent=check.independent,
        )
        said = check.claim
        yield Line(WORKS, number, "verification", check.record, "claim", said, values, work.record)


def _voices(paper: CouncilPaper) -> Iterator[Line]:
    safety = paper.safety
    felt = _given(safety_women=safety.women, safety_men=safety.men, safety_youth=safety.youth)
    if felt or safety.actions:
        field = "safety_actions" if safety.actions else felt[0][0]
        yield Line(SAFETY, 1, "joint_review", paper.review_record, field, safety.actions, felt)
    questions = (("worked", paper.worked), ("failed", paper.failed), ("changes", paper.changes))
    for number, (name, said) in enumerate(questions, 1):
        if said:
            yield Line(QUESTIONS, number, "joint_review", paper.review_record, name, said)


def _scores(paper: CouncilPaper) -> Iterator[Line]:
    for number, each in enumerate(paper.scores, 1):
        # A score of nought is one, so it is asked whether there is any.
        scores = (("women", each.women), ("men", each.men), ("youth", each.youth))
        given = [(name, value) for name, value in scores if value is not None]
        values = (*given, *_given(reason=each.reason))
        yield Line(SCORES, number, "score", each.record, "subject", each.subject, values)


def _disputes(paper: CouncilPaper) -> Iterator[Line]:
    for number, each in enumerate(paper.disputes, 1):
        values = _given(
            theirs=each.theirs,
            settled_by=each.settled_by,
            decided_by=each.decided_by,
            due_on=each.due_on,
            alternative=each.alternative,
        )
        yield Line(DISPUTES, number, "finding", each.record, "ours", each.ours, values)


def _steps(paper: CouncilPaper) -> Iterator[Line]:
    for number, each in enumerate(paper.next_steps, 1):
        values = _given(promised_by=each.by, due_on=each.due_on)
        yield Line(STEPS, number, "decision", each.record, "what", each.what, values)
    if paper.next_on:
        yield Line(
            STEPS, len(paper.next_steps) + 1, "joint_review", paper.review_record, "next_on", "",
            _given(next_on=paper.next_on),
        )  # fmt: skip
