"""Whether the answers of one record fit together: what is missing, and what contradicts itself.

A hard rule keeps a record from being saved as finished; a soft one asks the officer to look again.
Single answers are checked by their type, before this. Which checks a kind has is declared with it.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from fieldapp.domain.checks import Missing
from fieldapp.domain.problem import Problem
from fieldapp.domain.schema import RecordKind, Values
from fieldapp.errors import WrongUse
from fieldapp.language import N_


class NoPlace(WrongUse):
    """A record that no village will find again."""

    text = N_("No place is given, so no paper will show this.")


def faults(kind: RecordKind, values: Values) -> tuple[Problem, ...]:
    """Return what must be mended before the record counts as finished."""
    missing = (
        Problem(field.name, Missing())
        for field in kind.fields
        if field.required and values.get(field.name) is None and applies(kind, field.name, values)
    )
    failed = (
        problem
        for check in kind.checks
        if check.hard
        for problem in check.problems(kind, values, None)
    )
    return (*missing, *failed)


def doubts(
    kind: RecordKind,
    values: Values,
    *,
    today: date | None = None,
    rows: Mapping[str, Sequence[Values]] | None = None,
) -> tuple[Problem, ...]:
    """Return what the officer should look at again; saving goes on.

    Args:
        today: None where no clock is at hand; then no day is called early.
        rows: By their kind, where they are known; then totals are held against them.
    """
    found = [
        problem
        for check in kind.checks
        if not check.hard
        for problem in check.problems(kind, values, today)
    ]
    for row_check in kind.row_checks:
        found += row_check.problems(kind, values, (rows or {}).get(row_check.rows, ()))
    if not _can_be_found(kind, values):
        found.append(Problem("place", NoPlace()))
    return tuple(found)


def applies(kind: RecordKind, name: str, values: Values) -> bool:
    """Say whether the question is asked, given the other answers."""
    when = kind.field(name).when
    return when is None or when.met(values)


def _can_be_found(kind: RecordKind, values: Values) -> bool:
    """Say whether a paper can find it: by its place or by the record that it is a row of."""
    if not kind.placed or values.get("place") is not None:
        return True
    if not kind.parent:
        return False
    return kind.field(kind.parent).required or values.get(kind.parent) is not None
