"""How a kind of record is declared: fields, levels, and when a field applies.

Everything that shows, stores, checks, prints or exports a record reads these declarations. The
declarations themselves are in `domain.kinds`, the field types in `domain.fieldtypes`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import cached_property
from typing import Protocol

from fieldapp.domain.fieldtypes import FieldType, Link, Value, codes_of
from fieldapp.domain.problem import Problem
from fieldapp.errors import WrongUse
from fieldapp.language import N_

Values = Mapping[str, Value]
"""Field name to value. Fields that nobody has answered are absent or None."""


TO_BE_CHECKED = N_(
    "The list is general knowledge of the field: the mission checks it and adds codes of its own."
)


class Level(IntEnum):
    """Who may read a field. Higher is narrower."""

    PUBLIC = 0
    """May stand on a paper that a village council reads aloud."""
    TEAM = 1
    """Everybody in the mission who is enrolled."""
    RESTRICTED = 2
    """Only those who hold the key of the restricted scope."""


class UnknownField(WrongUse):
    """A field that the kind does not have."""

    text = N_("{kind} has no field {field}.")
    remedy = N_("Perhaps you mean one of: {known}.")


@dataclass(frozen=True)
class When:
    """A condition on one other field: met when its value is one of ``codes``.

    ``None`` among the codes stands for "not answered". No codes at all stand for "answered", with
    whatever code: a mission has codes of its own.
    """

    field: str
    codes: tuple[Value, ...] = ()

    def met(self, values: Values) -> bool:
        """Say whether the condition holds for these values."""
        value = values.get(self.field)
        if not self.codes:
            return value is not None and value != ()
        if isinstance(value, tuple):
            return any(code in value for code in self.codes)
        return value in self.codes


@dataclass(frozen=True)
class Raise:
    """Lifts every field of a record to ``level``, but for ``keep``, unless the condition is met.

    It names what is harmless, so that an answer nobody thought of lifts as well.
    """

    unless: When
    level: Level
    keep: frozenset[str]


@dataclass(frozen=True)
class SealedTo:
    """Restricted answers of a record that meets the condition are for the readers of a scope."""

    when: When
    scope: str


@dataclass(frozen=True, kw_only=True)
class Field:
    """One question of a form. Read like a line of the form."""

    name: str
    type: FieldType
    label: str
    level: Level = Level.RESTRICTED
    """A field that nobody thought about is restricted."""
    required: bool = False
    help: str = ""
    when: When | None = None
    """The question is asked only when this is met."""
    hxl: str = ""
    careful: bool = False
    """Safety-critical: while two answers clash, neither is shown as the answer."""

    @property
    def hints(self) -> tuple[str, ...]:
        """What helps to answer, in English: its own help, and whether its codes are checked."""
        codes = codes_of(self.type)
        checked = (TO_BE_CHECKED,) if codes is not None and codes.general_knowledge else ()
        return (*([self.help] if self.help else ()), *checked)


class Check(Protocol):
    """Whether some answers of one record fit together. The checks there are: `domain.checks`."""

    @property
    def hard(self) -> bool:
        """A record that fails is not saved; of a soft check the officer is only told."""
        ...

    def problems(self, kind: "RecordKind", values: Values, today: date | None) -> Iterator[Problem]:
        """Give what is wrong; ``today`` is None where no clock is at hand."""
        ...


class RowCheck(Protocol):
    """Whether a record fits together with its rows. The officer is told; nothing is refused,
    because rows and record may arrive apart."""

    @property
    def rows(self) -> str:
        """The kind of the rows."""
        ...

    def problems(
        self, kind: "RecordKind", values: Values, rows: Sequence[Values]
    ) -> Iterator[Problem]:
        """Give what is wrong with the record's answers."""
        ...


@dataclass(frozen=True)
class Step:
    """One step of a workflow: from a code to another, by whoever has one of the roles.

    Attributes:
        roles: Empty for everybody.
    """

    before: str
    after: str
    roles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Workflow:
    """The steps that a status may take, from the first code of the first step on. A new record
    begins anywhere, because it may tell of what was done long ago; but where one gets only by a
    step that needs a role, only by whoever has it."""

    field: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, kw_only=True)
class RecordKind:
    """A kind of record: its names for people, its fields in the order of the form."""

    name: str
    label: str
    plural: str
    fields: tuple[Field, ...]
    title: str
    """Name of the field that stands for the record in a list."""
    day: str = ""
    """Name of the field that dates the record, where there is one."""
    parent: str = ""
    """Name of the link to the record that this one is a row of, where there is one."""
    raised: tuple[Raise, ...] = ()
    sealed_to: tuple[SealedTo, ...] = ()
    """For whom restricted answers are; the first that is met. Without one: the protection cell."""
    kept_from: str = ""
    """Name of the question that names a member of the mission: from them the restricted answers are
    kept, whatever they read otherwise."""
    made: tuple[Field, ...] = ()
    """What the program writes into a record itself, beside the questions: no form asks it, no
    paper or table shows it, and nothing from outside can set it. A kind that has some is begun by
    a command of its own."""
    placed: bool = True
    """A village has a right to find it by its place; what is the whole mission's needs none."""
    checks: tuple[Check, ...] = ()
    row_checks: tuple[RowCheck, ...] = ()
    workflow: Workflow | None = None

    def field(self, name: str) -> Field:
        """Return one field.

        Raises:
            UnknownField: The kind has no such field.
        """
        if name in self._by_name:
            return self._by_name[name]
        raise UnknownField(kind=self.name, field=name, known=", ".join(self._by_name))

    def has(self, name: str) -> bool:
        """Say whether the kind has such a field."""
        return name in self._by_name

    @cached_property
    def _by_name(self) -> Mapping[str, Field]:
        return {field.name: field for field in (*self.fields, *self.made)}

    def level_of(self, name: str, values: Values, *, held: bool = False) -> Level:
        """Return the level of a field in a record with these values.

        A field that this version does not know is restricted: a newer version may know why.

        Args:
            held: What the record holds was given in confidence (`settle.given_in_confidence`), so
                everything lifts, whatever its values say now.
        """
        own = self.field(name).level if self.has(name) else Level.RESTRICTED
        lifted = (
            r.level
            for r in self.raised
            if name not in r.keep and (held or not r.unless.met(values))
        )
        return max((own, *lifted))

    def is_lifted(self, above: Level, values: Values, *, held: bool = False) -> bool:
        """Say whether a record with these values is closed, all but for a stub, above a level."""
        return any(r.level > above and (held or not r.unless.met(values)) for r in self.raised)

    def names_up_to(
        self, clearance: Level, values: Values, *, held: bool = False
    ) -> frozenset[str]:
        """Return the fields that somebody with this clearance may read: those whose `level_of` is
        no higher. Asked for every record of a list, so it asks once and not for each field."""
        names = self._own_level_up_to[clearance]
        for each in self.raised:
            if each.level > clearance and (held or not each.unless.met(values)):
                names &= each.keep
        return names

    @cached_property
    def _own_level_up_to(self) -> Mapping[Level, frozenset[str]]:
        return {
            level: frozenset(n for n, field in self._by_name.items() if field.level <= level)
            for level in Level
        }

    @cached_property
    def made_names(self) -> frozenset[str]:
        """The names of what the program writes itself."""
        return frozenset(field.name for field in self.made)

    @property
    def stands_alone(self) -> bool:
        """Whether a record of this kind can be without one that it is a row of."""
        return not self.parent or not self.field(self.parent).required

    @property
    def begins_in_a_form(self) -> bool:
        """Whether a form can begin a record of this kind by itself."""
        return self.stands_alone and not self.made

    @property
    def parent_kind(self) -> str:
        """Name of the kind that this one is a row of, or an empty text."""
        link = self.field(self.parent).type if self.parent else None
        return link.kind if isinstance(link, Link) else ""


def field(
    name: str,
    type: FieldType,
    label: str,
    level: Level = Level.RESTRICTED,
    *,
    required: bool = False,
    help: str = "",
    when: When | None = None,
    hxl: str = "",
    careful: bool = False,
) -> Field:
    """Declare a field; the first four need no names, so that a kind reads as a table."""
    return Field(
        name=name, type=type, label=label, level=level, required=required,
        help=help, when=when, hxl=hxl, careful=careful,
    )  # fmt: skip
