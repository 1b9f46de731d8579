"""What the answers of records tell, on the paper of a record or as the rows of a file.

A question's type and its HXL tag say what an answer is: a number of people, money, a position.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.fieldtypes import Day, Link, Number, PlaceRef, Text, Value, Whole
from fieldapp.domain.hostile.told import Told, What, Where
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.schema import Field, RecordKind

_PEOPLE = ("#reached", "#affected", "#capacity", "#population")
_PEOPLE_UNTAGGED = frozenset({"hands_women", "hands_men", "households"})
"""Questions for a number of people that no tag says it of."""

REACH = frozenset({"contact", "complaints"})


def told_of_records(
    records: Iterable[Disclosed], names: Mapping[str, str] | None = None
) -> Iterator[Told]:
    """Give every answer of records, each under its question.

    Args:
        names: What stands for a reference on the paper: the name of a place or of an actor.
    """
    for line, record in enumerate(records, 1):
        kind = KINDS[record.kind]
        day = str(record.values.get(kind.day) or "")
        for field in kind.fields:
            value = record.values.get(field.name)
            if value is not None:
                where = Where(0, field.label, line)
                yield from _answer(where, field, value, day, names or {})


def told_of_rows(
    kind: RecordKind, columns: Sequence[str], rows: Iterable[Sequence[Value]], of: str = ""
) -> Iterator[Told]:
    """Give every cell of a file under its column; rows are counted from 1, without the heading.

    Args:
        columns: Names of the columns; those of the kind's fields are judged by their type.
        of: Stands before the name of a column, where there are several files.
    """
    for line, row in enumerate(rows, 1):
        cells = dict(zip(columns, row, strict=True))
        day = str(cells.get(kind.day) or "")
        for name, value in cells.items():
            where = Where(0, of + name, line)
            if value is None or value == "":
                continue
            if kind.has(name):
                yield from _answer(where, kind.field(name), value, day, {})
            elif name == "month":
                yield Told(where, What.DAY, f"{value}-01")
            elif name.endswith("_code"):
                yield Told(where, What.PLACE, str(value))
            elif name == "count" and isinstance(value, int | float):
                yield Told(where, What.COUNT, str(value), value)


def _answer(
    where: Where,
    field: Field,
    value: Value,
    day: str,
    names: Mapping[str, str],
) -> Iterator[Told]:
    text = names.get(str(value), str(value))
    number = value if isinstance(value, int | float) and not isinstance(value, bool) else None
    match field.type:
        case Text():
            yield Told(where, What.REACH if field.name in REACH else What.WORDS, text, day=day)
        case Day():
            yield Told(where, What.DAY, text)
        case PlaceRef():
            yield Told(where, What.PLACE, text)
        case Link() if str(value) in names:
            yield Told(where, What.WORDS, text)
        case Number() | Whole() if number is not None:
            yield from _number(where, field, text, number)


def _number(where: Where, field: Field, text: str, number: float) -> Iterator[Told]:
    tag = field.hxl.split("+", 1)[0]
    if tag == "#geo":
        yield Told(where, What.POSITION, text)
    elif tag == "#value" and isinstance(field.type, Number):
        yield Told(where, What.MONEY, text, number)
    elif tag in _PEOPLE or field.name in _PEOPLE_UNTAGGED:
        yield Told(where, What.COUNT, text, number)
