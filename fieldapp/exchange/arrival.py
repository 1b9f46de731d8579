"""What the rows of somebody's file become: records with ids of their own, or rejects.

The id of an imported record follows from the data set and the row's key, so that importing again,
or on another laptop, makes the same record and not a second one.
"""

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
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
    """A row that cannot be kept. ``row`` is given where several were looked at together."""

    def __init__(self, column: str, error: UserError, row: Row | None = None) -> None:
        super().__init__()
        self.column = column
        self.error = error
        self.row = row


class NoKey(WrongUse):
    """A row that nothing tells apart from others."""

    text = N_("This row has no number of its own.")


class KeyTwice(WrongUse):
    """Two rows that claim to be the same thing."""

    text = N_("Row {row} has the same number already.")


class RefusedTogether(WrongUse):
    """A row that is in order, of an event that another row tells wrongly."""

    text = N_("Row {row} tells of the same event and cannot be taken.")
    remedy = N_("Mend that row; then both are taken.")


@dataclass(frozen=True)
class Entry:
    """One record in the making; values are accepted."""

    kind: str
    record: str
    values: Values


@dataclass(frozen=True)
class Arrival:
    """Rows that tell of one thing, mostly one row, and the records they become, main one first."""

    rows: tuple[Row, ...]
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
            kept.append(Arrival((row,), tuple(make(row))))
            first[own] = row.number
        except RowRefused as refused:
            rejects.append(Reject(row, refused.column, refused.error))
    return kept, sorted(rejects, key=lambda reject: reject.row.number)


def joint_arrivals(
    table: Table, key: str, part: str, make: Callable[[Sequence[Row]], Iterable[Entry]]
) -> tuple[list[Arrival], list[Reject]]:
    """Turn rows that share a key into one arrival; ``part`` is the column that tells them apart.

    What several rows tell of comes in whole or not at all, because records that are here are never
    written over: a half would stay a half. So one bad row makes rejects of the others as well.
    """
    rejects = list(table.rejects)
    things: dict[str, dict[str, Row]] = {}
    for row in table.rows:
        parts = things.setdefault(row.cell(key), {})
        if not row.cell(key):
            rejects.append(Reject(row, key, NoKey()))
        elif row.cell(part) in parts:
            first = parts[row.cell(part)]
            rejects.append(Reject(row, key, KeyTwice(row=first.number)))
        else:
            parts[row.cell(part)] = row
    kept: list[Arrival] = []
    for rows in (tuple(parts.values()) for parts in things.values() if parts):
        try:
            kept.append(Arrival(rows, tuple(make(rows))))
        except RowRefused as refused:
            bad = refused.row or rows[0]
            rejects.append(Reject(bad, refused.column, refused.error))
            others = (row for row in rows if row is not bad)
            rejects += [Reject(row, key, RefusedTogether(row=bad.number)) for row in others]
    return kept, sorted(rejects, key=lambda reject: reject.row.number)
