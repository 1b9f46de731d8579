"""Whole ledgers made up from the declarations, with records that name each other.

Links lead to records of the right kind, days lie close together and codes repeat, so that rules
across records have something to find. Nothing here asserts anything.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from random import Random

from hypothesis import strategies as st

from fieldapp.domain.disclosure import Disclosed, Reader, disclose
from fieldapp.domain.fieldtypes import (
    Age,
    Choice,
    Choices,
    Day,
    FieldType,
    Link,
    Number,
    PlaceRef,
    Text,
    Value,
    Whole,
    YesNo,
)
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.ledger import Ledger, Ref, ledger_of
from fieldapp.domain.record import Record
from fieldapp.domain.schema import Level
from fieldapp.domain.signals.signal import Signal
from tests.strategies import values

TODAY = date(2026, 6, 30)
"""Days of the records lie around it, the first of April among them."""

_DAYS = tuple((TODAY + timedelta(days=n)).isoformat() for n in (-200, -90, -40, -15, -3, 0, 1, 60))
_PLACES = ("place-0", "KE0101", "KE0102")
_ODD: tuple[Value, ...] = (
    True, -1, 0, 8, 2**62, 1e300, "0001-01-01", "9999-12-31", "2026-13-01", "place-0", (), ("8",),
)  # fmt: skip
_WORDS = ("Repair the school roof", "School roof: repair by May", "Bring sand for the roof", "قرية")


@st.composite
def ledgers(
    draw: st.DrawFn,
    kinds: Sequence[str],
    each: int = 3,
    reader: Reader | None = None,
    usual: Mapping[str, Value] | None = None,
) -> Ledger:
    """Return ledgers with up to so many records of each of these kinds, as a reader sees them.

    Args:
        usual: Answers by field that most records give, so that what is rare is met as well.
    """
    who = reader or Reader("Amina Teyo", draw(st.sampled_from(Level)))
    made_up = _made_up(tuple(kinds), each, tuple((usual or {}).items()))
    return ledger_of([disclose(record, who) for record in draw(made_up)])


@cache
def _made_up(
    kinds: tuple[str, ...], each: int, usual: tuple[tuple[str, Value], ...]
) -> st.SearchStrategy[list[Record]]:
    return st.tuples(
        *(
            st.lists(_answers(kind, each, usual), max_size=each).map(_numbered(kind))
            for kind in kinds
        )
    ).map(lambda groups: [record for group in groups for record in group])


@st.composite
def hostile_ledgers(draw: st.DrawFn, kinds: Sequence[str] = tuple(KINDS), each: int = 3) -> Ledger:
    """Return ledgers with so many records of each kind that answer as usual, but for some answers
    of any value at all, as another version or another program may bring by sync.

    Most answers are taken by chance and not drawn one by one: only a ledger in which nearly all is
    answered leads the rules as far as the answer that is odd.
    """
    chance, odd = Random(draw(st.integers(0, 2**32))), (*_ODD, draw(values))
    reader = Reader("Amina Teyo", draw(st.sampled_from((Level.TEAM, Level.RESTRICTED))))
    made = []
    for kind in kinds:
        for n in range(each):
            answers: dict[str, Value] = {}
            for field in KINDS[kind].fields:
                usual = _some(field.type, each)
                [some] = chance.choices((odd, (None,), usual), (20, 25, 55))
                answers[field.name] = chance.choice(some)
            made.append(disclose(Record(kind, f"{kind}-{n}", answers), reader))
    return ledger_of(made)


def _numbered(kind: str) -> Callable[[list[dict[str, Value]]], list[Record]]:
    return lambda rows: [Record(kind, f"{kind}-{n}", values) for n, values in enumerate(rows)]


@cache
def _answers(
    kind: str, each: int, usual: tuple[tuple[str, Value], ...]
) -> st.SearchStrategy[dict[str, Value]]:
    asked = KINDS[kind].fields
    given = {field.name: st.sampled_from((None, *_some(field.type, each))) for field in asked}
    often = {name: st.just(value) for name, value in usual if name in given}
    return st.fixed_dictionaries(
        {n: often[n] | often[n] | given[n] if n in often else given[n] for n in given}
    )


def _some(type: FieldType, each: int) -> tuple[Value, ...]:
    match type:
        case Link():
            return tuple(f"{type.kind}-{n}" for n in range(each))
        case Day():
            return _DAYS
        case PlaceRef():
            return _PLACES
        case Choice():
            return (*type.codes.labels, "x-own-code")
        case Choices():
            return tuple(type.codes.labels)[:1], tuple(type.codes.labels)[1:4]
        case Age():
            return "child", "adult", "34", "15-24", "0-17"
        case Whole():
            return tuple(sorted({type.least, *(n for n in (1, 3, 5, 9) if n <= type.most)}))
        case Number():
            return 0, 0.1, 5, 30, 1200
        case YesNo():
            return True, False
        case Text():
            return _WORDS
    return ("USD",)


def shuffled(ledger: Ledger) -> Ledger:
    """Return the same records, each kind in the opposite order."""
    return Ledger({kind: tuple(reversed(ledger.of(kind))) for kind in reversed(KINDS)})


def refs(ledger: Ledger) -> set[Ref]:
    """Return where every record of a ledger is found."""
    return {Ref(one.kind, one.id) for one in records(ledger)}


def records(ledger: Ledger) -> list[Disclosed]:
    """Return every record of a ledger."""
    return [one for kind in KINDS for one in ledger.of(kind)]


Rule = Callable[[Ledger, date], Iterable[Signal]]


def told(rule: Rule, ledger: Ledger, today: date = TODAY) -> list[Signal]:
    """Return the signals of a rule in an order that does not depend on the records' order."""
    return sorted(rule(ledger, today), key=repr)


def names(rule: Rule, *records: Disclosed, today: date = TODAY) -> list[str]:
    """Return the names of a rule's signals about these records."""
    return [signal.name for signal in told(rule, ledger_of(records), today)]
