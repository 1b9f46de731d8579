"""Hypothesis strategies built from the declarations: what a new kind adds is tried at once.

Nothing here asserts anything. What several laptops do to one record is in `tests.domain.histories`.
"""

from collections.abc import Mapping
from datetime import date

from hypothesis import strategies as st

from fieldapp.domain.fieldtypes import (
    Age,
    Choice,
    Choices,
    Currency,
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
from fieldapp.domain.record import Record
from fieldapp.domain.schema import Level, RecordKind
from fieldapp.domain.written import Written, WrittenList

LETTERS = "abz AZ09.,:'\"\\/{}%<&\n\té\u0301ßقرية\u200c村🌾\u2028"
"""A little of everything that breaks somewhere: scripts, marks, quotes, braces, line breaks."""

texts = st.text(st.sampled_from(LETTERS), max_size=12)
ids = st.uuids(version=4).map(str)
references = st.one_of(ids, st.sampled_from(("SS0101", "HT0811-07", "62179", "BDI014006")))
levels = st.sampled_from(Level)
kinds = st.sampled_from(tuple(KINDS.values()))

PLAIN = st.characters(max_codepoint=127)

values: st.SearchStrategy[Value] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63) + 1, 2**63 - 1),
    st.floats(-1e18, 1e18),
    texts,
    st.lists(texts, max_size=3).map(tuple),
)
"""Every value that a fact can bring, whether or not the field's type would keep it."""


def answers(type: FieldType) -> st.SearchStrategy[object]:
    """Return answers that this type takes, in each form that they come in."""
    match type:
        case Text():
            return texts
        case Day():
            days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
            return days | days.map(date.isoformat)
        case Whole():
            whole = st.integers(type.least, type.most)
            return whole | whole.map(str) | whole.map(float)
        case Number():
            number = st.floats(type.least, min(type.most, 1e9)) | st.integers(
                int(type.least), int(type.most)
            )
            return number | st.decimals(0, 90, places=4).map(str)
        case YesNo():
            return st.booleans()
        case Choice():
            return _codes(type.codes.labels)
        case Age():
            years = st.integers(0, 130)
            ranges = st.tuples(years, years).map(sorted).map("{0[0]}-{0[1]}".format)
            return _codes(type.codes.labels) | years | ranges | years.map("{}+".format)
        case Choices():
            return st.lists(_codes(type.codes.labels), max_size=4)
        case Currency():
            return st.sampled_from(("USD", "ssp", "Xof"))
        case PlaceRef() | Link():
            return references
        case Written():
            return st.from_regex(type.shape, fullmatch=True, alphabet=PLAIN)
        case WrittenList():
            return st.lists(answers(Written(type.shape)), max_size=3)
    raise NotImplementedError(type)  # a new type needs a line here


def _codes(labels: Mapping[str, str]) -> st.SearchStrategy[str]:
    return st.sampled_from((*labels, "x-own-code"))


def kept(type: FieldType) -> st.SearchStrategy[Value]:
    """Return values as a record keeps them; None among them, for "not answered"."""
    return answers(type).map(type.accept)


def values_of(kind: RecordKind) -> st.SearchStrategy[dict[str, Value]]:
    """Return values of a record of this kind; any field may be missing or None."""
    return st.fixed_dictionaries({}, optional={f.name: kept(f.type) for f in kind.fields})


def records_of(kind: RecordKind) -> st.SearchStrategy[Record]:
    """Return settled records of this kind, without clashes."""
    return st.builds(Record, kind=st.just(kind.name), id=ids, values=values_of(kind))


records: st.SearchStrategy[Record] = kinds.flatmap(records_of)
"""Records of every kind."""
