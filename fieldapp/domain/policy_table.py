"""The policy as a table: role by kind, field and door, asked of `disclose` itself.

Nothing here says what may pass. For each kind there are specimens: a record with every question
answered, once for each answer that decides how closed a record is. What a reader is shown of them
at a door is what stands in the table, so it cannot differ from what the program does.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import product

from fieldapp.domain.council import KINDS_ON_PAPER
from fieldapp.domain.disclosure import COMMUNITY, Reader, disclose
from fieldapp.domain.fieldtypes import Value, Whole, codes_of
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.policy import Door
from fieldapp.domain.record import Record
from fieldapp.domain.schema import Level, RecordKind, Values
from fieldapp.domain.scope import confided_to
from fieldapp.domain.sharing.terms import COUNTED_BY

FINDER = COMMUNITY.name
"""Whoever finds a council's paper."""

PARTNER = "partner"
"""Whoever gets a file under a data-sharing agreement."""

UNANSWERED = "-"


class Passing(Enum):
    """Whether answers to a question pass a door, where it does not depend on the record."""

    ALWAYS = "always"
    NEVER = "never"


@dataclass(frozen=True)
class Answers:
    """To a question that decides how closed a record is: with which something passes, with which
    it does not."""

    question: str
    passing: tuple[str, ...]
    not_passing: tuple[str, ...]


Passes = Passing | tuple[Answers, ...]
"""Always, never, or with these answers, to each question one of them."""


@dataclass(frozen=True)
class Row:
    """What becomes of a field at every door, for one role."""

    role: str
    kind: str
    field: str
    level: Level
    doors: Mapping[Door, Passes]


def table(readers: Mapping[str, Reader], kinds: Mapping[str, RecordKind] = KINDS) -> Iterator[Row]:
    """Give the rows: the roles in the mission first, then who finds a paper, then a partner.

    Args:
        readers: Each role of the mission as somebody who reads.
    """
    doors: dict[str, tuple[Door, ...]] = dict.fromkeys(readers, tuple(Door))
    strangers = {FINDER: COMMUNITY, PARTNER: Reader(PARTNER, Level.TEAM, frozenset())}
    doors |= {FINDER: (Door.COUNCIL_PAPER,), PARTNER: (Door.PARTNER,)}
    for kind in kinds.values():
        records = specimens(kind)
        for role, reader in {**readers, **strangers}.items():
            shown = {door: _shown(kind, records, reader.at(door)) for door in doors[role]}
            for field in kind.fields:
                passes = {door: _passes(found, field.name) for door, found in shown.items()}
                yield Row(role, kind.name, field.name, field.level, passes)


def specimens(kind: RecordKind) -> tuple[tuple[Values, Record], ...]:
    """Return a record with every question answered for each way in which it may be closed, with
    the answers that decide it. What is in confidence stands in the scope where it belongs."""
    deciding = sorted(
        {each.unless.field for each in kind.raised} | {each.when.field for each in kind.sealed_to}
    )
    found = []
    for answers in product(*(_answers(kind, name) for name in deciding)):
        said = dict(zip(deciding, answers, strict=True))
        values: Values = {**{each.name: "x" for each in (*kind.fields, *kind.made)}, **said}
        scope = confided_to(kind, values)
        standing = {n: (scope,) for n in values if kind.level_of(n, values) is Level.RESTRICTED}
        found.append((said, Record(kind.name, "specimen", values, confided=standing)))
    return tuple(found)


def _answers(kind: RecordKind, name: str) -> tuple[Value, ...]:
    asked = kind.field(name).type
    codes = codes_of(asked)
    if codes is not None:
        return (*codes.offered, None)
    if isinstance(asked, Whole):
        return (*range(asked.least, asked.most + 1), None)
    named = {
        code for each in (*kind.raised,) if each.unless.field == name for code in each.unless.codes
    }
    return (*sorted(named, key=str), "x", None)


_Shown = tuple[tuple[Values, frozenset[str]], ...]


def _shown(kind: RecordKind, records: tuple[tuple[Values, Record], ...], reader: Reader) -> _Shown:
    return tuple(
        (said, frozenset(disclose(record, reader).values) if _goes(kind, reader.door) else _NOTHING)
        for said, record in records
    )


_NOTHING: frozenset[str] = frozenset()


def _goes(kind: RecordKind, door: Door) -> bool:
    """Say whether what stands behind the door takes records of this kind at all."""
    if door is Door.COUNCIL_PAPER:
        return kind.name in KINDS_ON_PAPER
    return door is not Door.PARTNER or kind.name in COUNTED_BY


def _passes(shown: _Shown, name: str) -> Passes:
    # A deciding question that nobody answered cannot be shown; that says nothing about the rest.
    asked = [(said, names) for said, names in shown if name not in said or said[name] is not None]
    passing = [said for said, names in asked if name in names]
    if not passing:
        return Passing.NEVER
    if len(passing) == len(asked):
        return Passing.ALWAYS
    found = []
    for question in passing[0]:
        every = tuple(dict.fromkeys(_text(said[question]) for said, _ in asked))
        told = {_text(said[question]) for said in passing}
        with_it = tuple(answer for answer in every if answer in told)
        if with_it != every:
            found.append(Answers(question, with_it, tuple(a for a in every if a not in told)))
    return tuple(found)


def _text(value: Value) -> str:
    return UNANSWERED if value is None else str(value)
