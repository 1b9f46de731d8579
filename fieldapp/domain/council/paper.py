"""The council's paper as plain data: everything on it, in its order, nothing about how it looks.

Codes are those of the code lists; texts are as they were said, in whatever language. Each line
knows the record that it comes from: it is printed nowhere and changes no checksum.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from fieldapp.domain.fieldtypes import Value


@dataclass(frozen=True)
class Period:
    """From the first day to the last, both included; ISO dates."""

    first: str
    last: str

    def holds(self, day: Value) -> bool:
        """Say whether the day lies in the period."""
        return isinstance(day, str) and self.first <= day <= self.last


@dataclass(frozen=True)
class Count:
    """A number of people. ``more`` means that others came who are not in it, to protect them: of
    a meeting they were few, or would tell how few others were."""

    number: int
    more: bool = False


@dataclass(frozen=True)
class Presence:
    """Who came to the meetings of the period, as far as each meeting may tell."""

    meetings: int
    women: Count
    men: Count
    girls: Count
    boys: Count
    older: Count
    with_disability: Count


@dataclass(frozen=True)
class Promise:
    """``by`` is a code of the list `party`, ``status`` one of `promise_status`."""

    by: str
    what: str
    status: str
    reason: str
    due_on: str
    late: bool
    """Still open although its day has passed."""
    kind: str = field(default="", repr=False, compare=False)
    record: str = field(default="", repr=False, compare=False)


@dataclass(frozen=True)
class Answer:
    """Something the community said, and what became of it; ``outcome`` is a code of `outcome`."""

    said: str
    outcome: str
    answer: str
    kind: str = field(default="", repr=False, compare=False)
    record: str = field(default="", repr=False, compare=False)


@dataclass(frozen=True)
class Step:
    """A milestone, seen from both sides; codes of `step_status`, empty where nobody said."""

    title: str
    due_on: str
    done_on: str
    ours: str
    theirs: str
    their_words: str
    record: str = field(default="", repr=False, compare=False)

    @property
    def disputed(self) -> bool:
        """Both sides have spoken and say different things."""
        return bool(self.ours and self.theirs and self.ours != self.theirs)


@dataclass(frozen=True)
class Check:
    """A verification, seen from both sides; codes of `verdict`."""

    claim: str
    ours: str
    theirs: str
    their_words: str
    independent: bool
    record: str = field(default="", repr=False, compare=False)


@dataclass(frozen=True)
class Money:
    """Planned and spent in one currency; None where it is not known."""

    planned: float | None
    spent: float | None
    currency: str
    local_share: int | None
    """Bought locally, per cent of what was spent."""

    @property
    def left(self) -> float | None:
        """What is still to be spent; negative where more was spent than planned."""
        if self.planned is None or self.spent is None:
            return None
        return float(Decimal(str(self.planned)) - Decimal(str(self.spent)))


@dataclass(frozen=True)
class Work:
    """One deliverable."""

    title: str
    sector: str
    status: str
    planned_end: str
    actual_end: str
    money: Money
    led_by: str
    built_by: str
    maintained_by: str
    community_gives: str
    steps: tuple[Step, ...]
    checks: tuple[Check, ...]
    record: str = field(default="", repr=False, compare=False)


@dataclass(frozen=True)
class Safety:
    """How safe each group feels (codes of `safety`) and what was promised. No event, no place."""

    women: str
    men: str
    youth: str
    actions: str


@dataclass(frozen=True)
class Scored:
    """One line of the scorecard: 0 to 100 from each group, None where it was not asked."""

    subject: str
    women: int | None
    men: int | None
    youth: int | None
    reason: str
    record: str = field(default="", repr=False, compare=False)


@dataclass(frozen=True)
class Dispute:
    """Two versions, and the way to settle it."""

    ours: str
    theirs: str
    settled_by: str
    decided_by: str
    due_on: str
    alternative: str
    record: str = field(default="", repr=False, compare=False)


@dataclass(frozen=True)
class NextStep:
    """A decision: what, who (code of the list `party`), until when."""

    what: str
    by: str
    due_on: str
    record: str = field(default="", repr=False, compare=False)


@dataclass(frozen=True)
class CouncilPaper:
    """Everything on the paper, in its order. Texts are as they were said, in whatever language."""

    code: str
    made_on: str
    period: Period
    place: str
    languages: str
    contact: str
    complaints: tuple[str, ...]
    review_number: int | None
    presence: Presence
    missing: tuple[str, ...]
    promises: tuple[Promise, ...]
    answers: tuple[Answer, ...]
    works: tuple[Work, ...]
    safety: Safety
    scores: tuple[Scored, ...]
    worked: str
    failed: str
    changes: str
    disputes: tuple[Dispute, ...]
    next_steps: tuple[NextStep, ...]
    next_on: str
    smallest_count: int
    withheld: int
    """Counts of people that were left out to protect them."""
    place_record: str = field(default="", repr=False, compare=False)
    review_record: str = field(default="", repr=False, compare=False)
    """The review before, whose answers the paper repeats; empty for a first one."""
