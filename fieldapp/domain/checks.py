"""The checks that a kind can declare: orders, sums, answers that need others, days to come.

How a kind's checks are run is in `rules`. Every sentence names the other question, never an answer.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.problem import Problem
from fieldapp.domain.schema import RecordKind, Values, When
from fieldapp.errors import Words, WrongUse
from fieldapp.language import N_

WHOLE = 100
"""Per cent."""


class Missing(WrongUse):
    """A required answer that is not there."""

    text = N_("This answer is needed.")


class Above(WrongUse):
    """A part that is larger than the whole, or a least that is above the most."""

    text = N_("This is more than “{other}”.")


class Before(WrongUse):
    """An end before its beginning."""

    text = N_("This is before “{other}”.")


class NotYet(WrongUse):
    """Something recorded as done on a day that has not come."""

    text = N_("This day has not come yet.")


class NotTheSum(WrongUse):
    """Shares that do not make a whole."""

    text = N_("“{first}” and the answers after it do not add up to 100 per cent.")


class AboveItsRows(WrongUse):
    """A total above what its rows can add up to."""

    text = N_("This is more than the rows of “{rows}” add up to.")


class BelowItsRows(WrongUse):
    """A total below what its rows add up to at least."""

    text = N_("This is less than the rows of “{rows}” add up to.")


class ReferOnly(WrongUse):
    """More than a peace operation may ask about sexual or gender-based violence."""

    text = N_("In such a case the mission offers a referral and records nothing more.")
    remedy = N_("Leave it out; the service that helps asks what it needs.")


@dataclass(frozen=True)
class Order:
    """``low`` may not be above ``high``; the fault is shown at ``at``."""

    low: str
    high: str
    at: str
    error: Callable[..., WrongUse] = Above
    hard: bool = False

    def problems(self, kind: RecordKind, values: Values, today: date | None) -> Iterator[Problem]:
        """Give the fault where both are answered and out of order."""
        low, high = values.get(self.low), values.get(self.high)
        if low is not None and high is not None and _greater(low, high):
            other = self.high if self.at == self.low else self.low
            yield Problem(self.at, self.error(other=Words(kind.field(other).label)))


def days(first: str, then: str, *, hard: bool = False) -> Order:
    """Return the check that the day ``then`` is not before ``first``."""
    return Order(first, then, then, Before, hard)


def at_most(part: str, whole: str, *, hard: bool = False) -> Order:
    """Return the check that ``part`` is not more than ``whole``."""
    return Order(part, whole, part, Above, hard)


@dataclass(frozen=True)
class Past:
    """The day of what has happened does not lie ahead."""

    day: str
    hard: bool = False

    def problems(self, kind: RecordKind, values: Values, today: date | None) -> Iterator[Problem]:
        """Give the fault where the day is after today."""
        day = values.get(self.day)
        if today is not None and isinstance(day, str) and day > today.isoformat():
            yield Problem(self.day, NotYet())


@dataclass(frozen=True)
class Shares:
    """Per cent of one whole: once all are answered they add up to 100, give or take what rounding
    each of them can cost. Never more, however many are answered."""

    parts: tuple[str, ...]
    hard: bool = False

    def problems(self, kind: RecordKind, values: Values, today: date | None) -> Iterator[Problem]:
        """Give the fault at the last part."""
        numbers = [_number(values.get(name)) for name in self.parts]
        known = [number for number in numbers if number is not None]
        total, slack = sum(known), len(self.parts) - 1
        complete = len(known) == len(numbers)
        if total > WHOLE + slack or (complete and total < WHOLE - slack):
            label = Words(kind.field(self.parts[0]).label)
            yield Problem(self.parts[-1], NotTheSum(first=label))


@dataclass(frozen=True)
class Needs:
    """Where the condition is met, ``name`` should be answered; the officer is reminded."""

    name: str
    when: When
    hard: bool = False

    def problems(self, kind: RecordKind, values: Values, today: date | None) -> Iterator[Problem]:
        """Give the fault where the answer is missing."""
        if self.when.met(values) and values.get(self.name) is None:
            yield Problem(self.name, Missing())


@dataclass(frozen=True)
class GoesWith:
    """``name`` says nothing without ``other``: an amount without its currency."""

    name: str
    other: str
    hard: bool = False

    def problems(self, kind: RecordKind, values: Values, today: date | None) -> Iterator[Problem]:
        """Give the fault where only the first is answered."""
        if values.get(self.name) is not None and values.get(self.other) is None:
            yield Problem(self.other, Missing())


@dataclass(frozen=True)
class Not:
    """Where the condition is met, these questions should not be answered."""

    names: tuple[str, ...]
    when: When
    error: Callable[..., WrongUse]
    hard: bool = False

    def problems(self, kind: RecordKind, values: Values, today: date | None) -> Iterator[Problem]:
        """Give a fault for each that is answered all the same."""
        if self.when.met(values):
            for name in self.names:
                if values.get(name) is not None:
                    yield Problem(name, self.error())


@dataclass(frozen=True)
class RowSum:
    """A total of the record against the sum of its rows: not below the least they add up to, not
    above the most. ``most`` is ``least`` where the rows are exact."""

    rows: str
    whole: str
    least: str
    most: str
    label: str

    def problems(
        self, kind: RecordKind, values: Values, rows: Sequence[Values]
    ) -> Iterator[Problem]:
        """Give the fault at the total; rows that do not answer say nothing about it."""
        whole = _number(values.get(self.whole))
        if whole is None or not rows:
            return
        least = [_number(row.get(self.least)) for row in rows]
        most = [_number(row.get(self.most)) for row in rows]
        if None not in most and whole > sum(n for n in most if n is not None):
            yield Problem(self.whole, AboveItsRows(rows=Words(self.label)))
        elif whole < sum(n for n in least if n is not None):
            yield Problem(self.whole, BelowItsRows(rows=Words(self.label)))


def _number(value: Value) -> Decimal | None:
    """Return a number in decimals, so that cents do not drift."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return Decimal(str(value))


def _greater(a: Value, b: Value) -> bool:
    if isinstance(a, str) and isinstance(b, str):
        return a > b
    first, second = _number(a), _number(b)
    return first is not None and second is not None and first > second
