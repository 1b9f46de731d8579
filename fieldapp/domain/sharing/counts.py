"""What is shared summed up: counts by month, area and code, none of them small.

There are no totals: from a total and the counts beside it one could work out the count that was
left out. For the same reason a count that is left out has no row, a month has none before it is
over, and a partner who gets counts for the state should not get the same for the country under
another agreement. What is entered late, for a month that was shared already, can still be told by
subtraction: wait with a month until its records have come in.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from fieldapp.domain.checks import Past
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.fieldtypes import codes_of
from fieldapp.domain.ledger import Ledger
from fieldapp.domain.schema import Field, RecordKind
from fieldapp.domain.sharing.terms import (
    Terms,
    lowered_to,
    within_terms,
)

_AREA_TAGS = {"country": "#country+code", "adm1": "#adm1+code", "adm2": "#adm2+code"}


@dataclass(frozen=True)
class Column:
    """A column by its name and its HXL tag, "" where it has none."""

    name: str
    hxl: str


@dataclass(frozen=True)
class Cell:
    """One row: the months, areas and codes in the order of the columns, "" for "not known"."""

    by: tuple[str, ...]
    count: int


@dataclass(frozen=True)
class Counts:
    """Counts that may leave.

    Attributes:
        columns: Of what is counted by, without the count itself.
        withheld: Records that are in no count: outside the terms, of a month that is not over, or
            too few of their sort.
    """

    columns: tuple[Column, ...]
    cells: tuple[Cell, ...]
    withheld: int


def shared_counts(terms: Terms, ledger: Ledger, day: date) -> Counts:
    """Count the records of the terms' kind by month, area and code.

    Of what happens, only months that are over count: a running month shared twice tells by
    subtraction of a single event. A month that nobody can read is never over. Of what is planned,
    works and promises by the month they are due in, all months count.

    Args:
        day: Of the export; the month it lies in is not over.

    Source of the columns: HXL standard 1.1 and published files that use it.
    """
    if not terms.counted_by:
        raise ValueError("these are shared as records")
    kind = terms.kind
    fields = tuple(kind.field(name) for name in terms.codes)
    lowered = lowered_to(terms.level, ledger)
    units = _Units(lowered, terms.counted_by)
    found: Counter[tuple[str, ...]] = Counter()
    for record in within_terms(terms, ledger):
        place = lowered.place_of(record)
        month = (_month(record, kind.day),) if kind.day else ()
        if month and _happens(kind) and not "" < month[0] < day.isoformat()[:7]:
            continue
        found[(*month, units.of(place), *(_code(record, field) for field in fields))] += 1
    cells = tuple(Cell(by, count) for by, count in sorted(found.items()) if count >= terms.smallest)
    columns = (
        *((Column("month", "#date+month"),) if kind.day else ()),
        Column(f"{terms.counted_by}_code", _AREA_TAGS[terms.counted_by]),
        *(Column(field.name, field.hxl) for field in fields),
    )
    shown = sum(cell.count for cell in cells)
    return Counts(columns, cells, len(ledger.of(kind.name)) - shown)


class _Units:
    """The administrative units of one level, and which of them a place lies in."""

    def __init__(self, ledger: Ledger, type: str) -> None:
        self._areas, self._type = ledger.areas, type
        self._places = {self._areas.place(place.id): place for place in ledger.of("place")}

    def of(self, place: str) -> str:
        """Return the unit's p-code, or its id where it has none; "" where none is known."""
        passed: set[str] = set()
        while place in self._places and place not in passed:
            passed.add(place)
            record = self._places[place]
            if record.values.get("type") == self._type:
                return place
            place = self._areas.place(record.values.get("place"))
        return ""


def _happens(kind: RecordKind) -> bool:
    """Say whether the day of the kind is one that has come, not one that something is due on."""
    return any(isinstance(check, Past) and check.day == kind.day for check in kind.checks)


def _month(record: Disclosed, name: str) -> str:
    value = record.values.get(name)
    try:
        return date.fromisoformat(value).isoformat()[:7] if isinstance(value, str) else ""
    except ValueError:
        return ""


def _code(record: Disclosed, field: Field) -> str:
    # What arrived from another laptop need not be a code: it could be words about somebody.
    value, codes = record.values.get(field.name), codes_of(field.type)
    return value if isinstance(value, str) and codes is not None and codes.has(value) else ""
