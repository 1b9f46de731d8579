"""What a paper asks its village, as questions of records: each knows what its answer becomes.

In the order and the numbering of the paper: the sheet on which an officer notes the answer at the
meeting, and the window in which it is typed in, ask the same. A finding, a score or a decision that
is new has no record yet.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from fieldapp.domain.council.lines import (
    AGREEMENT,
    DISPUTES,
    PROMISES,
    QUESTIONS,
    SAFETY,
    SCORES,
    STEPS,
    WORKS,
    Line,
)
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.schema import Values

_NEW_SCORES, _NEW_STEPS, _NEW_FINDINGS = 4, 3, 2
"""As many as the paper has empty lines for a pen, and one more decision."""


@dataclass(frozen=True, eq=False)
class Slot:
    """A record that answers go to.

    Attributes:
        name: Tells the slots of one paper apart.
        record: Empty for one that is made when there is an answer.
        always: What it says beside, when it is made.
        seen: What stood in it when the paper was found.
        heads: The facts behind that; the next fact's base.
    """

    name: str
    kind: str
    record: str = ""
    always: Values = field(default_factory=dict)
    seen: Values = field(default_factory=dict)
    heads: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Question:
    """One thing the paper asks.

    Attributes:
        part: Of the paper.
        number: As printed before the line; 0 where there is none.
        about: The line it belongs to, in somebody's words; the first question of a line has it.
        ours: What we say of it, field and value; stands beside what they say.
        more: It is asked only where the village does not simply agree with the line.
    """

    part: int
    number: int
    slot: Slot
    field: str
    about: str = ""
    ours: tuple[str, Value] | None = None
    more: bool = False


Known = Mapping[str, Disclosed]
"""The records on the paper by id, as they stand."""


def questions_of(
    review: Disclosed,
    lines: Iterable[Line],
    known: Known,
    heads: Mapping[str, Mapping[str, tuple[str, ...]]],
) -> tuple[Question, ...]:
    """Return what the paper of a review asks, the answer as a whole first, then part by part.

    Args:
        lines: Of the paper, as printed.
        known: Every record of a line that is here.
        heads: By id of record.
    """
    own = Slot("review", "joint_review", review.id, {}, review.values, heads.get(review.id, {}))
    place = review.values.get("place")
    of_review: dict[str, Value] = {"joint_review": review.id, "place": place}
    listed = tuple(lines)
    found = [
        *_agreement(own),
        *_promises(listed, of_review),
        *_works(listed, known, heads),
        *_voices(own, SAFETY, ("safety_women", "safety_men", "safety_youth", "safety_actions")),
        *_scores(listed, of_review),
        *_voices(own, QUESTIONS, ("worked", "failed", "changes")),
        *_disputes(listed, known, heads, of_review),
        *_steps(own, of_review),
    ]
    return tuple(found)


def _agreement(own: Slot) -> Iterator[Question]:
    for name in (
        "agreement", "agreement_form", "witnessed", "remarks", "hands_women", "hands_men",
        "held_on", "languages",
    ):  # fmt: skip
        yield Question(AGREEMENT, 0, own, name)


def _voices(own: Slot, part: int, names: Iterable[str]) -> Iterator[Question]:
    for name in names:
        yield Question(part, 0, own, name)


def _promises(lines: Iterable[Line], of_review: Values) -> Iterator[Question]:
    """A promise is ours to mark; what the village says of it becomes a finding of this review."""
    for line in lines:
        if line.part != PROMISES:
            continue
        ours = dict(line.values)
        slot = Slot(f"promise {line.record}", "finding", "", {**of_review, "ours": line.said})
        yield Question(
            PROMISES, line.number, slot, "status", line.said, ("status", ours.get("status"))
        )
        for name in ("theirs", "due_on", "alternative"):
            yield Question(PROMISES, 0, slot, name, more=True)


def _works(
    lines: Iterable[Line], known: Known, heads: Mapping[str, Mapping[str, tuple[str, ...]]]
) -> Iterator[Question]:
    asked = {
        "deliverable": ("priority", ()),
        "milestone": ("status_community", ("community_words",)),
        "verification": ("community_verdict", ("community_words",)),
    }
    ours_in = {"milestone": "status_mission", "verification": "verdict"}
    for line in lines:
        if line.part != WORKS or line.record not in known:
            continue
        slot = _slot(line, known, heads)
        first, more = asked[line.kind]
        ours = ours_in.get(line.kind)
        said = (ours, dict(line.values).get(ours)) if ours else None
        number = line.number if line.kind == "milestone" else 0
        yield Question(WORKS, number, slot, first, line.said, said)
        for name in more:
            yield Question(WORKS, 0, slot, name, more=True)


def _scores(lines: Iterable[Line], of_review: Values) -> Iterator[Question]:
    """What was scored last time is scored again, and there is room for more."""
    subjects = [line.said for line in lines if line.part == SCORES]
    for number in range(max(len(subjects), _NEW_SCORES)):
        subject = subjects[number] if number < len(subjects) else ""
        always = {**of_review, "subject": subject} if subject else of_review
        slot = Slot(f"score {number}", "score", "", always)
        if not subject:
            yield Question(SCORES, 0, slot, "subject")
        for each in ("women", "men", "youth"):
            printed = number + 1 if subject and each == "women" else 0
            yield Question(SCORES, printed, slot, each, subject if printed else "")


def _disputes(
    lines: Iterable[Line],
    known: Known,
    heads: Mapping[str, Mapping[str, tuple[str, ...]]],
    of_review: Values,
) -> Iterator[Question]:
    names = ("theirs", "alternative", "settled_by", "decided_by", "due_on")
    for line in lines:
        if line.part == DISPUTES and line.record in known:
            slot = _slot(line, known, heads)
            yield Question(DISPUTES, line.number, slot, "status", line.said)
            for name in names:
                yield Question(DISPUTES, 0, slot, name, more=True)
    for number in range(_NEW_FINDINGS):
        slot = Slot(f"finding {number}", "finding", "", {**of_review, "status": "disputed"})
        for name in ("ours", "theirs", "alternative"):
            yield Question(DISPUTES, 0, slot, name)


def _steps(own: Slot, of_review: Values) -> Iterator[Question]:
    for number in range(_NEW_STEPS):
        slot = Slot(f"decision {number}", "decision", "", of_review)
        for name in ("what", "promised_by", "due_on"):
            yield Question(STEPS, 0, slot, name)
    yield Question(STEPS, 0, own, "next_on")


def _slot(line: Line, known: Known, heads: Mapping[str, Mapping[str, tuple[str, ...]]]) -> Slot:
    return Slot(
        line.record, line.kind, line.record, {}, known[line.record].values,
        heads.get(line.record, {}),
    )  # fmt: skip
