"""Whether the answers of one record fit together: what is missing, and what contradicts itself.

A hard rule keeps a record from being saved as finished; a soft one asks the officer to look again.
Single answers are checked by their type, before this.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.intake import Problem
from fieldapp.domain.schema import RecordKind, Values
from fieldapp.errors import Words, WrongUse
from fieldapp.language import N_


class Missing(WrongUse):
    """A required answer that is not there."""

    text = N_("This answer is needed.")


class Above(WrongUse):
    """A part that is larger than the whole, or a least that is above the most."""

    text = N_("This is more than “{other}”.")


class Before(WrongUse):
    """An end before its beginning."""

    text = N_("This is before “{other}”.")


class NoPlace(WrongUse):
    """A record that no village will find again."""

    text = N_("No place is given, so no paper will show this.")


@dataclass(frozen=True)
class Order:
    """``low`` may not be above ``high``; the fault is shown at ``at``."""

    low: str
    high: str
    at: str
    error: Callable[..., WrongUse]


_HARD = {
    "attendance": (Order("with_disability", "count", "with_disability", Above),),
    "victim": tuple(
        Order(f"{harm}_min", f"{harm}_max", f"{harm}_min", Above)
        for harm in ("killed", "injured", "abducted")
    ),
    "joint_review": (Order("from_on", "to_on", "to_on", Before),),
}

_SOFT = {
    "deliverable": (
        Order("planned_start", "planned_end", "planned_end", Before),
        Order("planned_start", "actual_end", "actual_end", Before),
        Order("spent", "budget", "spent", Above),
    ),
    "budget_line": (Order("spent", "planned", "spent", Above),),
    "meeting": (Order("held_on", "next_on", "next_on", Before),),
    "incident": (Order("happened_on", "referred_on", "referred_on", Before),),
    "feedback": (Order("received_on", "answered_on", "answered_on", Before),),
}


def faults(kind: RecordKind, values: Values) -> tuple[Problem, ...]:
    """Return what must be mended before the record counts as finished."""
    missing = (
        Problem(field.name, Missing())
        for field in kind.fields
        if field.required and values.get(field.name) is None and applies(kind, field.name, values)
    )
    return (*missing, *_out_of_order(kind, values, _HARD.get(kind.name, ())))


def doubts(kind: RecordKind, values: Values) -> tuple[Problem, ...]:
    """Return what the officer should look at again; saving goes on."""
    found = list(_out_of_order(kind, values, _SOFT.get(kind.name, ())))
    if not _can_be_found(kind, values):
        found.append(Problem("place", NoPlace()))
    return tuple(found)


def _can_be_found(kind: RecordKind, values: Values) -> bool:
    """Say whether a paper can find it: by its place or by the record that it is a row of."""
    if kind.name == "place" or values.get("place") is not None:
        return True
    if not kind.parent:
        return False
    return kind.field(kind.parent).required or values.get(kind.parent) is not None


def applies(kind: RecordKind, name: str, values: Values) -> bool:
    """Say whether the question is asked, given the other answers."""
    when = kind.field(name).when
    return when is None or when.met(values)


def _out_of_order(kind: RecordKind, values: Values, orders: tuple[Order, ...]) -> Iterator[Problem]:
    for order in orders:
        low, high = values.get(order.low), values.get(order.high)
        if low is not None and high is not None and _greater(low, high):
            other = order.high if order.at == order.low else order.low
            yield Problem(order.at, order.error(other=Words(kind.field(other).label)))


def _greater(a: Value, b: Value) -> bool:
    if isinstance(a, str) and isinstance(b, str):
        return a > b
    return isinstance(a, int | float) and isinstance(b, int | float) and a > b
