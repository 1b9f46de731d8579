"""The one door out: what a reader may see of a record, and through which door.

Picks what is allowed; never removes what is forbidden, so that a field nobody thought about stays
in. Lists, search, forms, papers and exports take `Disclosed`, and the type checker refuses a
record in its place. Between laptops keys decide, not this.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from fieldapp.domain.kinds import KINDS
from fieldapp.domain.policy import POLICY, Door, Rule
from fieldapp.domain.record import Record
from fieldapp.domain.schema import Level, RecordKind, Values
from fieldapp.domain.scope import CONFIDENTIAL, RESTRICTED, confided_to
from fieldapp.domain.settle import Head

_CELL = (RESTRICTED,)


@dataclass(frozen=True)
class Reader:
    """Somebody who reads, how far they may, and where they stand.

    Attributes:
        confided: Of the scopes in confidence those that they read; without the clearance none.
        door: Through which what they read leaves; see `policy`.
        revealed: Ids of the records whose masked answers were revealed to them and are shown now.
        unmasked: Those of every record are: whoever asks for this has it noted and told before.
    """

    name: str
    clearance: Level
    confided: frozenset[str] = frozenset(CONFIDENTIAL)
    door: Door = Door.SCREEN
    revealed: frozenset[str] = frozenset()
    unmasked: bool = False

    def clearance_in(self, scope: str) -> Level:
        """Return how far they may read what a record confides to this scope, whatever the door."""
        return self.clearance if scope in self.confided else min(self.clearance, Level.TEAM)

    def at(self, door: Door) -> "Reader":
        """Return the same reader at another door."""
        return replace(self, door=door)

    def without_mask(self) -> "Reader":
        """Return the same reader, to whom what can point to a person is shown."""
        return replace(self, unmasked=True)

    @cached_property
    def rule(self) -> Rule:
        """What may pass where they stand."""
        return POLICY[self.door]

    @cached_property
    def up_to(self) -> Level | None:
        """The narrowest level that reaches them here; None where nothing does."""
        ceiling = self.rule.ceiling
        return None if ceiling is None else min(self.clearance, ceiling)

    @cached_property
    def reads_all_scopes(self) -> bool:
        """Whether nothing that is given in confidence is closed to them by its scope."""
        return self.confided.issuperset(CONFIDENTIAL)


def reader_of(name: str, scopes: Iterable[str]) -> Reader:
    """Return somebody who is in the mission and reads these scopes."""
    confided = frozenset(scopes) & frozenset(CONFIDENTIAL)
    return Reader(name, Level.RESTRICTED if confided else Level.TEAM, confided)


COMMUNITY = Reader("community", Level.PUBLIC, frozenset(), Door.COUNCIL_PAPER)
"""Whoever finds a paper."""


@dataclass(frozen=True)
class Disclosed:
    """What one reader may see of one record. Made by `disclose` and nowhere else.

    Attributes:
        clearance: Of the reader it was made for, at the door.
        withheld: How many answered fields the reader may not see.
        clashes: Clashing answers of fields the reader may see.
        confided: Of the scopes in confidence those that the reader reads.
        hidden: Answered fields that the reader may see and that are masked, because they can point
            to a person and nobody has revealed them: neither among the values nor withheld.
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
    confided: frozenset[str] = frozenset(CONFIDENTIAL)
    door: Door = Door.SCREEN
    hidden: frozenset[str] = frozenset()


def level_in(record: Record, name: str) -> Level:
    """Return who may read a field of this record."""
    kind = KINDS.get(record.kind)
    return kind.level_of(name, record.values, held=record.held) if kind else Level.RESTRICTED


def may_read(record: Record, name: str, reader: Reader) -> bool:
    """Say whether a reader may see a field of this record now, made by the program or answered."""
    kind = KINDS.get(record.kind)
    if kind is None or name in _masked(kind, record, reader):
        return False
    return name in _allowed(kind, record, reader)


def shows_restricted(shown: Disclosed, names: Collection[str] | None = None) -> bool:
    """Say whether it shows an answer that the team may not read: to show it is noted in the audit
    log.

    Args:
        names: The fields that are shown of it; None for all.
    """
    if shown.clearance < Level.RESTRICTED or not shown.values:
        return False
    told = shown.values.keys() if names is None else shown.values.keys() & set(names)
    return KINDS[shown.kind].tells_restricted(told, shown.values, held=shown.held)


def sees(shown: Disclosed, name: str) -> bool:
    """Say whether the reader would see an answer to this question, if there were one."""
    if name in shown.hidden:
        return False
    kind = KINDS[shown.kind]
    level = kind.level_of(name, shown.values, held=shown.held)
    if level is Level.RESTRICTED and confided_to(kind, shown.values) not in shown.confided:
        return False
    return level <= shown.clearance


def disclose(record: Record, reader: Reader) -> Disclosed:
    """Return what the reader may see of the record, where they stand.

    The level of a field can depend on the record: a complaint about a threat is restricted as a
    whole. Of a kind that this version does not know nobody sees anything.
    """
    kind = KINDS.get(record.kind)
    allowed = _allowed(kind, record, reader) if kind else frozenset()
    answered = {name for name, value in record.values.items() if value is not None}
    if kind and kind.made:  # ids and keys are for the program, whoever reads
        allowed -= kind.made_names
        answered -= kind.made_names
    masked = _masked(kind, record, reader) if kind and allowed else _NONE
    shown = allowed - masked if masked else allowed
    return Disclosed(
        kind=record.kind,
        id=record.id,
        values={n: record.values[n] for n in record.values if n in shown and n in answered},
        clearance=reader.up_to or Level.PUBLIC,
        withheld=len(answered - allowed),
        clashes={name: heads for name, heads in record.clashes.items() if name in shown},
        changed=record.changed,
        edited_after_delete=record.edited_after_delete,
        held=record.held,
        confided=reader.confided,
        door=reader.door,
        hidden=masked & allowed & (answered | record.clashes.keys()) if masked else _NONE,
    )


_NONE: frozenset[str] = frozenset()


def _masked(kind: RecordKind, record: Record, reader: Reader) -> frozenset[str]:
    """Return the fields that are not shown until somebody reveals them for a reason."""
    if reader.unmasked or reader.clearance < Level.RESTRICTED or record.id in reader.revealed:
        return _NONE
    return kind.masked(record.values, held=record.held)


def without(shown: Disclosed, names: Collection[str]) -> Disclosed:
    """Return the record with these answers taken out as well; they count as withheld."""
    gone = shown.values.keys() & set(names)
    return replace(
        shown,
        values={name: value for name, value in shown.values.items() if name not in gone},
        clashes={name: heads for name, heads in shown.clashes.items() if name not in names},
        withheld=shown.withheld + len(gone),
    )


def _allowed(kind: RecordKind, record: Record, reader: Reader) -> frozenset[str]:
    """Return the fields that pass. An answer in confidence is read by whoever it was sealed to:
    its author chose the scope, and what became of the record since does not take it from them."""
    level = reader.up_to
    if level is None or kind.name in reader.rule.without:
        return frozenset()
    if not reader.rule.stubs and kind.is_lifted(level, record.values, held=record.held):
        return frozenset()
    names = kind.names_up_to(level, record.values, held=record.held)
    if level < Level.RESTRICTED or reader.reads_all_scopes:
        return names
    open_names = kind.names_up_to(Level.TEAM, record.values, held=record.held)
    return open_names | {
        name
        for name in names - open_names
        if not reader.confided.isdisjoint(scopes_in(kind, record, name))
    }


def scopes_in(kind: RecordKind, record: Record, name: str) -> Collection[str]:
    """Return whose keys open a restricted answer of this record: each scope that it was sealed to.
    What an older version left in the team's scope is for those who would be asked today."""
    unsaid = (confided_to(kind, record.values),) if record.confided else _CELL
    return record.confided.get(name, unsaid)
