"""What one row of somebody's file becomes: records with ids of their own, or a reject.

The id of an imported record follows from the data set and the row's key, so that importing again,
or on another laptop, makes the same record and not a second one.
"""

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from fieldapp.domain.intake import take_in
from fieldapp.domain.kinds import kind_named
from fieldapp.domain.rules import faults
from fieldapp.domain.schema import Values
from fieldapp.errors import UserError, WrongUse
from fieldapp.exchange.table import Reject, Row, Table
from fieldapp.language import N_

_IMPORTED = uuid.UUID("3bb2ea46-9c92-4a5c-8f0e-2d6f1f6a7d11")
"""Never to be changed: every imported record's id was made with it."""


class RowRefused(Exception):
    """A row that cannot be kept."""

    def __init__(self, column: str, error: UserError) -> None:
        super().__init__()
        self.column = column
        self.error = error


class NoKey(WrongUse):
    """A row that nothing tells apart from others."""

    text = N_("This row has no number of its own.")


class KeyTwice(WrongUse):
    """Two rows that claim to be the same thing."""

    text = N_("Row {row} has the same number already.")


@dataclass(frozen=True)
class Entry:
    """One record in the making; values are accepted."""

    kind: str
    record: str
    values: Values


@dataclass(frozen=True)
class Arrival:
    """A row that can be kept, and the records it becomes, the main one first."""

    row: Row
    entries: tuple[Entry, ...]


def record_id(dataset: str, *key: str) -> str:
    """Return the id of the record that this row of the data set becomes, on every laptop."""
    return str(uuid.uuid5(_IMPORTED, "\n".join((dataset, *key))))


def entry(
    kind: str, record: str, answers: Mapping[str, object], column: Mapping[str, str]
) -> Entry:
    """Accept the answers for one record.

    Args:
        column: For each field, the column it comes from, to say where a mistake is.

    Raises:
        RowRefused: An answer cannot be kept, or a required one is missing.
    """
    declared = kind_named(kind)
    intake = take_in(declared, answers)
    values = {name: value for name, value in intake.values.items() if value is not None}
    for problem in (*intake.problems, *faults(declared, values)):
        raise RowRefused(column.get(problem.field, problem.field), problem.error)
    return Entry(kind, record, values)


def arrivals(
    table: Table, key: str, make: Callable[[Row], Iterable[Entry]]
) -> tuple[list[Arrival], list[Reject]]:
    """Turn every row into an arrival or a reject; ``key`` is the column that tells rows apart."""
    kept: list[Arrival] = []
    rejects = list(table.rejects)
    first: dict[str, int] = {}
    for row in table.rows:
        own = row.cell(key)
        try:
            if not own:
                raise RowRefused(key, NoKey())
            if own in first:
                raise RowRefused(key, KeyTwice(row=first[own]))
            kept.append(Arrival(row, tuple(make(row))))
            first[own] = row.number
        except RowRefused as refused:
            rejects.append(Reject(row, refused.column, refused.error))
    return kept, sorted(rejects, key=lambda reject: reject.row.number)
