"""Records, or counts of them, as a table that leaves the laptop: CSV with HXL tags, or JSON.

Columns come from the kind's declaration. What may be in the table was decided before: this takes
disclosed records and finished counts, and knows no reader. The file's form, and why:

- Headings are the fields' names and answers are codes, because both are the same in every language.
  There is no column of labels: `fieldapp fields`
  has them, in the reader's language, and they change while codes never do.
- The first columns say in every row under which agreement the row was shared, when, until when it
  may be kept, whether it may be passed on and what for; or that it is for the mission's own use. A
  file is renamed, sorted and cut; a line above the heading would be lost and would keep other
  programs from reading it.
"""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fieldapp.domain.area import Areas
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.fieldtypes import PlaceRef, Value
from fieldapp.domain.schema import Field, RecordKind
from fieldapp.domain.sharing.counts import Column, Counts
from fieldapp.domain.sharing.stamp import Stamp
from fieldapp.exchange.formulas import harmless

STAMPED = (
    Column("shared_under", "#meta+agreement"),
    Column("shared_on", "#date+shared"),
    Column("shared_until", "#date+shared+end"),
    Column("shared_onward", "#meta+onward"),
    Column("shared_for", "#meta+purpose"),
)
_ID = Column("id", "#meta+id")
_COUNT = Column("count", "#meta+count")

MOST_OF_PURPOSE = 120
"""Characters. Every row repeats it; all of it stands in the agreement, which the partner has."""


@dataclass(frozen=True)
class SharedTable:
    """A table ready to be written; every row has a value for each column, None for none."""

    kind: str
    stamp: Stamp
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]


def table_of_records(
    kind: RecordKind,
    records: Iterable[Disclosed],
    fields: Sequence[Field],
    areas: Areas,
    stamp: Stamp,
) -> SharedTable:
    """Return records as rows, the earliest day first, then by id.

    Args:
        fields: That have a column; none above the level that the records were disclosed to.
        areas: The places, to name each by its p-code.
    """
    ordered = sorted(records, key=lambda one: (str(one.values.get(kind.day) or ""), one.id))
    return SharedTable(
        kind.name,
        stamp,
        (*STAMPED, _ID, *(Column(field.name, field.hxl) for field in fields)),
        tuple(
            (*_stamped(stamp), one.id, *(_answer(one, field, areas) for field in fields))
            for one in ordered
        ),
    )


def table_of_counts(kind: RecordKind, counts: Counts, stamp: Stamp) -> SharedTable:
    """Return counts as rows, in the order that they have."""
    return SharedTable(
        kind.name,
        stamp,
        (*STAMPED, *counts.columns, _COUNT),
        tuple((*_stamped(stamp), *cell.by, cell.count) for cell in counts.cells),
    )


def as_csv(table: SharedTable) -> bytes:
    """Return the table in UTF-8 with a byte order mark, the HXL tags under the heading.

    A text that a spreadsheet would take for a formula gets an apostrophe before it; numbers are
    left alone, also those below zero. Several codes stand in one cell with commas between them.
    """
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(column.name for column in table.columns)
    writer.writerow(column.hxl for column in table.columns)
    writer.writerows([_cell(value) for value in row] for row in table.rows)
    # Half a letter, as only a forged fact brings it, must not keep all other rows from leaving.
    return out.getvalue().encode("utf-8-sig", "replace")


def as_json(table: SharedTable) -> bytes:
    """Return the table as one JSON document; what is not answered is left out of its row."""
    names = [column.name for column in table.columns]
    document = {
        "kind": table.kind,
        "shared": _object([column.name for column in STAMPED], _stamped(table.stamp)),
        "hxl": {column.name: column.hxl for column in table.columns if column.hxl},
        "rows": [_object(names, row) for row in table.rows],
    }
    return json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False).encode(
        "utf-8", "replace"
    )


def _stamped(stamp: Stamp) -> tuple[Value, ...]:
    purpose = " ".join(stamp.purpose.split())
    if len(purpose) > MOST_OF_PURPOSE:
        purpose = purpose[: MOST_OF_PURPOSE - 1] + "…"
    return (
        stamp.agreement,
        stamp.shared_on,
        stamp.keep_until or None,
        stamp.onward,
        purpose or None,
    )


def _answer(record: Disclosed, field: Field, areas: Areas) -> Value:
    value = record.values.get(field.name)
    return (areas.place(value) or None) if isinstance(field.type, PlaceRef) else value


def _cell(value: Value) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return harmless(",".join(value))
    return harmless(value) if isinstance(value, str) else value


def _object(names: Sequence[str], row: Sequence[Value]) -> dict[str, Value]:
    return {name: value for name, value in zip(names, row, strict=True) if value is not None}
