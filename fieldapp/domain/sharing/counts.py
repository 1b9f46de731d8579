"""What is shared summed up: counts by month, area and code, none of them small.

What may be told is decided in `control`, the same for whoever asks; here it is added up as far as
an agreement goes. A count that is left out has no row, and there are no totals beside the rows.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import prod
from types import MappingProxyType

from fieldapp.domain.checks import Past
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.fieldtypes import codes_of
from fieldapp.domain.figures.small_counts import least_shown
from fieldapp.domain.ledger import Ledger
from fieldapp.domain.schema import Field, Level, RecordKind
from fieldapp.domain.sharing.control import (
    AREA_TYPES,
    UNITS,
    Node,
    Sort,
    Told,
    tellable,
    told_again,
    units_of,
)
from fieldapp.domain.sharing.terms import COUNTED_BY, Terms, is_lifted, lowered_to

_AREA_TAGS = {"country": "#country+code", "adm1": "#adm1+code", "adm2": "#adm2+code"}

_FIRST_CODES: Mapping[str, str] = {"feedback": "type"}
"""The code that a count keeps longest, where it is not the first: what it is about."""


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
        told: What is to be remembered as told, as far as ``before`` goes for the kind.
    """

    columns: tuple[Column, ...]
    cells: tuple[Cell, ...]
    withheld: int
    told: Told


NOTHING_TOLD: Told = MappingProxyType({})

REMEMBERED = frozenset({"incident", "feedback"})
"""Kinds of which one more is one person more. Works and promises are told as they stand."""


def shared_counts(terms: Terms, ledger: Ledger, day: date, before: Told = NOTHING_TOLD) -> Counts:
    """Count the records of the terms' kind by month, area and code.

    Of what happens, only months that are over count: a running month shared twice tells by
    subtraction of a single event. A month that nobody can read is never over. Of what is planned,
    works and promises by the month they are due in, all months count. An area smaller than a
    county has no counts.

    Args:
        day: Of the export; the month it lies in is not over.
        before: What this laptop has told of the kind so far, whatever agreement it was for.

    Source of the columns: HXL standard 1.1 and published files that use it.
    """
    if not terms.counted_by:
        raise ValueError("these are shared as records")
    kind, level = terms.kind, AREA_TYPES.index(terms.counted_by)
    first, *further = _codes(kind)
    lowered = lowered_to(terms.level, ledger)
    units = {units_of(lowered, lowered.place_of(place)) for place in lowered.of("place")}
    apart, least = prod(_how_many(field) for field in further), least_shown(ledger)
    told = {
        sort: tellable(counts, units, apart, least)
        for sort, counts in _sorted(terms, ledger, lowered, day).items()
    }
    if kind.name in REMEMBERED:
        told |= {s: told_again(known, told.get(s, {}), least) for s, known in before.items()}
    found: Counter[tuple[str, ...]] = Counter()
    for sort, nodes in told.items():
        for node, number in nodes.items():
            area = node[:UNITS]
            if len(area) <= level or not _lies_in(lowered, terms.area, area):
                continue
            codes = {first.name: sort.code}
            codes |= {f.name: c for f, c in zip(further, node[UNITS:], strict=False)}
            if codes.keys() >= set(terms.codes):
                month = (sort.month,) if kind.day else ()
                found[(*month, area[level], *(codes[name] for name in terms.codes))] += number
    cells = tuple(Cell(by, count) for by, count in sorted(found.items()) if count >= terms.smallest)
    columns = (
        *((Column("month", "#date+month"),) if kind.day else ()),
        Column(f"{terms.counted_by}_code", _AREA_TAGS[terms.counted_by]),
        *(Column(name, kind.field(name).hxl) for name in terms.codes),
    )
    shown = sum(cell.count for cell in cells)
    left_out = max(len(ledger.of(kind.name)) - shown, 0)  # of what was told some may be gone
    return Counts(columns, cells, left_out, told if kind.name in REMEMBERED else NOTHING_TOLD)


def _sorted(
    terms: Terms, ledger: Ledger, lowered: Ledger, day: date
) -> Mapping[Sort, Counter[Node]]:
    """Return how many there are of each sort, by units and further codes, wherever they lie."""
    kind = terms.kind
    first, *further = _codes(kind)
    found: dict[Sort, Counter[Node]] = {}
    nodes: dict[str, Node] = {}
    for before, record in zip(ledger.of(kind.name), lowered.of(kind.name), strict=True):
        month = _month(record, kind.day) if kind.day else ""
        over = "" < month < day.isoformat()[:7]
        if is_lifted(before, terms.level) or (kind.day and _happens(kind) and not over):
            continue
        sort = Sort(month, _code(record, first), not is_lifted(before, Level.PUBLIC))
        place = lowered.place_of(record)
        node = nodes[place] = nodes.get(place) or units_of(lowered, place)
        codes = (_code(record, field) for field in further)
        found.setdefault(sort, Counter())[*node, *codes] += 1
    return found


def _codes(kind: RecordKind) -> list[Field]:
    names = COUNTED_BY[kind.name]
    first = _FIRST_CODES.get(kind.name, names[0])
    return [kind.field(name) for name in sorted(names, key=lambda name: name != first)]


def _how_many(field: Field) -> int:
    codes = codes_of(field.type)
    assert codes is not None  # counts are told apart by codes and nothing else
    return len(codes.labels) + 1  # or not answered


def _lies_in(ledger: Ledger, area: str, node: Node) -> bool:
    own = next((unit for unit in reversed(node) if unit), "")
    return ledger.areas.covers(area, own)


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
