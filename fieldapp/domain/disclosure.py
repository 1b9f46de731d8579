"""The one door out: what a reader may see of a record.

Picks what is allowed; never removes what is forbidden, so that a field nobody thought about stays
in. Lists, search, forms, papers and exports take `Disclosed`, and the type checker refuses a
record in its place. Between laptops keys decide, not this.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from fieldapp.domain.kinds import KINDS
from fieldapp.domain.record import Record
from fieldapp.domain.schema import Level, Values
from fieldapp.domain.settle import Head


@dataclass(frozen=True)
class Reader:
    """Somebody who reads, and how far they may."""

    name: str
    clearance: Level


COMMUNITY = Reader("community", Level.PUBLIC)
"""Whoever finds a paper."""


@dataclass(frozen=True)
class Disclosed:
    """What one reader may see of one record. Made by `disclose` and nowhere else.

    Attributes:
        clearance: Of the reader it was made for.
        withheld: How many answered fields the reader may not see.
        clashes: Clashing answers of fields the reader may see.
    """

    kind: str
    id: str
    values: Values
    clearance: Level
    withheld: int
    clashes: Mapping[str, tuple[Head, ...]]
    changed: str
    edited_after_delete: bool
    held: bool = False


def level_in(record: Record, name: str) -> Level:
    """Return who may read a field of this record."""
    kind = KINDS.get(record.kind)
    return kind.level_of(name, record.values, held=record.held) if kind else Level.RESTRICTED


def sees(shown: Disclosed, name: str) -> bool:
    """Say whether the reader would see an answer to this question, if there were one."""
    return KINDS[shown.kind].level_of(name, shown.values, held=shown.held) <= shown.clearance


def disclose(record: Record, reader: Reader) -> Disclosed:
    """Return what the reader may see of the record.

    The level of a field can depend on the record: a complaint about a threat is restricted as a
    whole. Of a kind that this version does not know nobody sees anything.
    """
    kind = KINDS.get(record.kind)
    allowed = (
        kind.names_up_to(reader.clearance, record.values, held=record.held) if kind else frozenset()
    )
    made = kind.made_names if kind else frozenset()
    allowed -= made  # ids and keys are for the program, whoever reads
    answered = {name for name, value in record.values.items() if value is not None} - made
    return Disclosed(
        kind=record.kind,
        id=record.id,
        values={n: record.values[n] for n in record.values if n in allowed and n in answered},
        clearance=reader.clearance,
        withheld=len(answered - allowed),
        clashes={name: heads for name, heads in record.clashes.items() if name in allowed},
        changed=record.changed,
        edited_after_delete=record.edited_after_delete,
        held=record.held,
    )


def without(shown: Disclosed, names: Collection[str]) -> Disclosed:
    """Return the record with these answers taken out as well; they count as withheld."""
    gone = shown.values.keys() & set(names)
    return replace(
        shown,
        values={name: value for name, value in shown.values.items() if name not in gone},
        clashes={name: heads for name, heads in shown.clashes.items() if name not in names},
        withheld=shown.withheld + len(gone),
    )
