"""What stands in a form, what its author had seen, and the changes that follow from both.

Plain data: a form shows one and gives one back, a draft is one written as JSON. Knows no widget.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from fieldapp.domain.checks import Missing
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.intake import take_in
from fieldapp.domain.kinds import kind_named
from fieldapp.domain.problem import Problem
from fieldapp.domain.rules import faults
from fieldapp.domain.schema import Field, Level, RecordKind, Values
from fieldapp.store.records import Change

_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Seen:
    """What the author was shown of one record: only what differs from it is a change.

    Attributes:
        heads: For each field the facts behind the answer; the next fact's base.
    """

    values: Values
    heads: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Row:
    """One row in a form: the kind and id of its record, and what stands in its editors."""

    kind: str
    id: str
    answers: Mapping[str, object]


@dataclass(frozen=True)
class Removed:
    """A saved row that its author takes out, and why."""

    kind: str
    id: str
    reason: str


@dataclass(frozen=True)
class FormState:
    """A record and its rows in the making.

    Attributes:
        record: Id of the record; a new one has it before it is first saved.
        answers: What stands in the editors, whether it can be kept or not.
        seen: By id of record or row; a new one has none.
        hidden: By id of record or row, the questions whose answers are masked. Not in a draft.
    """

    kind: str
    record: str
    answers: Mapping[str, object]
    rows: tuple[Row, ...]
    removed: tuple[Removed, ...]
    seen: Mapping[str, Seen]
    hidden: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def is_new(self) -> bool:
        """Whether the record has not been saved before."""
        return self.record not in self.seen


def state_of(
    record: Disclosed,
    rows: Sequence[Disclosed],
    heads: Mapping[str, Mapping[str, tuple[str, ...]]],
) -> FormState:
    """Return the form of a saved record; `heads` by id of record and rows."""
    return FormState(
        kind=record.kind,
        record=record.id,
        answers=record.values,
        rows=tuple(Row(row.kind, row.id, row.values) for row in rows),
        removed=(),
        seen={each.id: Seen(each.values, heads[each.id]) for each in (record, *rows)},
        hidden={each.id: each.hidden for each in (record, *rows) if each.hidden},
    )


def masked_again(state: FormState, hidden: Mapping[str, frozenset[str]]) -> FormState:
    """Return a draft as it may be shown now that these answers are masked: those that its author
    has not changed are taken out of it. What they wrote themselves stays."""

    def shown(record: str, answers: Mapping[str, object]) -> dict[str, object]:
        return {n: a for n, a in answers.items() if n not in untouched(record, answers)}

    def untouched(record: str, answers: Mapping[str, object]) -> frozenset[str]:
        before = state.seen[record].values if record in state.seen else {}
        names = hidden.get(record, frozenset())
        return frozenset(n for n in names if _frozen(answers.get(n)) in (None, before.get(n)))

    masks = {state.record: untouched(state.record, state.answers)}
    masks |= {row.id: untouched(row.id, row.answers) for row in state.rows}
    return replace(
        state,
        answers=shown(state.record, state.answers),
        rows=tuple(replace(row, answers=shown(row.id, row.answers)) for row in state.rows),
        seen={each: _without(seen, masks.get(each, _NONE)) for each, seen in state.seen.items()},
        hidden={each: names for each, names in masks.items() if names},
    )


def _without(seen: Seen, names: frozenset[str]) -> Seen:
    return Seen(
        {name: value for name, value in seen.values.items() if name not in names},
        {name: ids for name, ids in seen.heads.items() if name not in names},
    )


def own_fields(kind: RecordKind) -> tuple[Field, ...]:
    """Return the questions of a row that its parent has not answered: neither link nor place."""
    parent = kind_named(kind.parent_kind)
    return tuple(
        field
        for field in kind.fields
        if field.name != kind.parent and not _takes_over_place(kind, parent, field.name)
    )


def changes(state: FormState) -> list[Change]:
    """Return what to save: for the record and each row only the answers that differ.

    An answer that was not shown to the author was "not answered" to them, so that leaving its
    editor empty changes nothing.
    """
    kind = kind_named(state.kind)
    values = _differing(kind, state.answers, state.seen.get(state.record))
    found = [_change(state, kind.name, state.record, values)]
    given = take_in(kind, state.answers).values
    place = given.get("place", _seen_values(state, state.record).get("place"))
    for row in state.rows:
        row_kind = kind_named(row.kind)
        seen = state.seen.get(row.id)
        row_values = _differing(row_kind, row.answers, seen)
        if seen is None:
            row_values[row_kind.parent] = state.record
        if _takes_over_place(row_kind, kind, "place"):
            before = _seen_values(state, row.id).get("place")
            went_along = seen is None or before == _seen_values(state, state.record).get("place")
            if went_along and place != before:
                row_values["place"] = place
        found.append(_change(state, row.kind, row.id, row_values))
    return [change for change in found if change.values]


def problems(
    kind: RecordKind,
    answers: Mapping[str, object],
    *,
    is_new: bool,
    clearance: Level,
    in_parent: bool = False,
    hidden: frozenset[str] = _NONE,
) -> tuple[Problem, ...]:
    """Return what must be mended before these answers can be saved.

    Args:
        in_parent: It is a row in the form of its record, which it names without being asked.
        hidden: Questions whose answers are masked: they are answered.
    """
    intake = take_in(kind, answers)
    bad = {problem.field for problem in intake.problems}
    return (
        *intake.problems,
        *(
            fault
            for fault in faults(kind, intake.values)
            if fault.field not in bad
            and not (in_parent and fault.field == kind.parent)
            and not (isinstance(fault.error, Missing) and fault.field in hidden)
            and not (
                isinstance(fault.error, Missing)
                and not is_new
                and _may_be_there(kind, fault.field, intake.values, clearance)
            )
        ),
    )


def _may_be_there(kind: RecordKind, name: str, values: Values, clearance: Level) -> bool:
    """Say whether a saved record may have an answer that the form was not given: one that is for
    others, or one that is masked until it is revealed."""
    return kind.level_of(name, values) > clearance or name in kind.masked(values)


def with_refusals(hard: tuple[Problem, ...], refused: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Add what the officer has no right to, where nothing else is wrong with the answer."""
    told = {problem.field for problem in hard}
    return (*hard, *(problem for problem in refused if problem.field not in told))


FORM_PARTS = frozenset({"record", "answers", "rows", "removed", "seen"})
"""In a draft: what is the form's. Whatever else stands in it, another page has kept there."""


def to_plain(state: FormState) -> dict[str, object]:
    """Return the state as plain JSON data, for a draft."""
    return {
        "record": state.record,
        "answers": dict(state.answers),
        "rows": [vars(row) | {"answers": dict(row.answers)} for row in state.rows],
        "removed": [vars(removed) for removed in state.removed],
        "seen": {
            each: {"values": dict(seen.values), "heads": dict(seen.heads)}
            for each, seen in state.seen.items()
        },
    }


def from_plain(kind: str, plain: Mapping[str, Any]) -> FormState:
    """Read what `to_plain` gave, after JSON has made its tuples into lists."""
    return FormState(
        kind=kind,
        record=plain["record"],
        answers=plain["answers"],
        rows=tuple(Row(**row) for row in plain["rows"]),
        removed=tuple(Removed(**removed) for removed in plain["removed"]),
        seen={
            each: Seen(
                {name: _frozen(value) for name, value in seen["values"].items()},
                {name: tuple(ids) for name, ids in seen["heads"].items()},
            )
            for each, seen in plain["seen"].items()
        },
    )


def without_row(state: FormState, removed: Removed) -> FormState:
    """Return the state with one saved row taken out."""
    rows = tuple(row for row in state.rows if row.id != removed.id)
    return replace(state, rows=rows, removed=(*state.removed, removed))


def _differing(
    kind: RecordKind, answers: Mapping[str, object], seen: Seen | None
) -> dict[str, Value]:
    given = take_in(kind, answers).values
    before = seen.values if seen else {}

    def differs(name: str, value: Value) -> bool:
        old = before.get(name)
        return value != old or isinstance(value, bool) != isinstance(old, bool)

    return {name: value for name, value in given.items() if differs(name, value)}


def _change(state: FormState, kind: str, record: str, values: Values) -> Change:
    seen = state.seen.get(record)
    return Change(kind, values, record, base=seen.heads if seen else {})


def _seen_values(state: FormState, record: str) -> Values:
    seen = state.seen.get(record)
    return seen.values if seen else {}


def _takes_over_place(kind: RecordKind, parent: RecordKind, name: str) -> bool:
    """Say whether this is the place of a row that asks the very question its parent asks."""
    if name != "place" or not kind.has("place") or not parent.has("place"):
        return False
    return kind.field("place").label == parent.field("place").label


def _frozen(value: object) -> Value:
    if isinstance(value, list):
        return tuple(str(item) for item in value)
    return value if isinstance(value, str | int | float | bool) else None
