"""Facets: one word of the search index for each answer from a list and for each laptop.

A list is narrowed by them without reading a record. A facet of the team stands only for what the
whole team may read in that record, so that nobody learns an answer by asking for it; what only the
readers of restricted answers see has facets of its own. What can point to a person has none.
"""

import hashlib
from collections.abc import Iterable, Iterator
from functools import lru_cache

from fieldapp.domain.fieldtypes import Choice, Choices, Whole, YesNo
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.record import Record
from fieldapp.domain.schema import Field, Level, RecordKind
from fieldapp.domain.standing import standing

TEAM, RESTRICTED = "t", "r"
"""Who may ask for a facet."""

KIND, DEVICE, DAY = "/kind", "/device", "/day"
"""Facets that stand for no answer; no field is called so."""

LONGEST_SCALE = 10
"""A whole number up to this is a step of a scale; above, a count that nobody narrows by."""

TITLE_LETTERS = 24
"""Of a title, for sorting."""


@lru_cache(maxsize=16_384)
def facet(kind: str, name: str, value: str, who: str = TEAM) -> str:
    """Return the word of the index for one answer: the same on every laptop and for ever."""
    told = f"{kind}\n{name}\n{value}".encode()
    return who + hashlib.blake2b(told, digest_size=6).hexdigest()


def has_facets(field: Field) -> bool:
    """Say whether a list can be narrowed by this question."""
    if field.identifies:
        return False
    if isinstance(field.type, Whole):
        return field.type.most <= LONGEST_SCALE
    return isinstance(field.type, Choice | Choices | YesNo)


def open_names(kind: RecordKind, record: Record, level: Level = Level.TEAM) -> frozenset[str]:
    """Return the fields of a record that everybody of this level may read, masks and all."""
    held = record.held
    return kind.names_up_to(level, record.values, held=held) - kind.masked(record.values, held=held)


def words_of(record: Record, devices: Iterable[str]) -> str:
    """Return the facets of a record; `devices` are the laptops that said something of it."""
    kind = KINDS.get(record.kind)
    if kind is None or record.deleted is not None:
        return ""
    found = [facet(kind.name, KIND, "")]
    found += [facet(kind.name, DEVICE, each) for each in sorted(set(devices))]
    team = open_names(kind, record)
    found += _answers(kind, record, team, TEAM)
    found += _answers(kind, record, open_names(kind, record, Level.RESTRICTED) - team, RESTRICTED)
    return " ".join(found)


def _answers(kind: RecordKind, record: Record, names: frozenset[str], who: str) -> Iterator[str]:
    for field in kind.fields:
        value = record.values.get(field.name)
        if value is None or field.name not in names:
            continue
        if field.name == kind.day:
            yield facet(kind.name, DAY, "", who)
        elif has_facets(field):
            for each in value if isinstance(value, tuple) else (value,):
                yield facet(kind.name, field.name, str(each), who)


def sorting(record: Record) -> tuple[str | None, str | None, str | None]:
    """Return what a list is sorted by, title, state and place, as far as the team may read it."""
    kind = KINDS.get(record.kind)
    if kind is None:
        return None, None, None
    names = open_names(kind, record)
    open_values = {name: value for name, value in record.values.items() if name in names}
    title, place = open_values.get(kind.title), open_values.get("place")
    _, state = standing(kind, open_values)
    return (
        None if title is None else str(title).strip().casefold()[:TITLE_LETTERS],
        None if state is None else str(state),
        place if isinstance(place, str) else None,
    )
