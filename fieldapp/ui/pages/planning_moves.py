"""Moving a card to another state: which steps there are, whether one may be taken, and the step.

The same rules as in a form: the steps of the kind, who may take them, what must be answered.
"""

from dataclasses import dataclass
from datetime import date

from fieldapp.domain.kinds import kind_named
from fieldapp.domain.problem import Problem
from fieldapp.domain.rules import doubts, faults
from fieldapp.domain.schema import RecordKind, Values
from fieldapp.errors import WrongUse
from fieldapp.language import N_
from fieldapp.store import records
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.sync.authority import refused, with_terms


class ChangedMeanwhile(WrongUse):
    """A card that no longer stands where the person saw it."""

    text = N_("This has changed since the board was read.")
    remedy = N_("Look at it again, then move it.")


class StateClashes(WrongUse):
    """A card of which two laptops say differently where it stands."""

    text = N_("Two answers to how this stands contradict each other.")
    remedy = N_("Open the record and settle them there.")


@dataclass(frozen=True)
class Move:
    """A step of one record, from one code to another; None for no answer."""

    kind: str
    record: str
    before: str | None
    after: str | None

    @property
    def back(self) -> "Move":
        """The step that undoes it."""
        return Move(self.kind, self.record, self.after, self.before)


@dataclass(frozen=True)
class Asked:
    """What the rules say of a move.

    Attributes:
        problems: Why it may not be made; empty where it may.
        can_go_back: Whether the rules would let the same person undo it.
        missing: Questions that should be answered once it is made, by name.
    """

    problems: tuple[Problem, ...]
    can_go_back: bool
    missing: tuple[str, ...]


def steps_from(kind: RecordKind, code: str | None) -> tuple[str, ...]:
    """Return the codes that can follow a code; of a record without one, all there are."""
    if kind.workflow is None:
        return ()
    steps = kind.workflow.steps
    following = tuple(step.after for step in steps if step.before == code)
    every = (code for step in steps for code in (step.before, step.after))
    return tuple(dict.fromkeys(following if following else every if code is None else ()))


def ask(workspace: Workspace, move: Move, today: date) -> Asked:
    """Return what the rules say. Reads records, so it belongs into a task."""
    kind, values = _standing(workspace, move)
    after = _with(kind, values, move.after)
    there = refused(workspace, _change(kind, move), values)
    new_faults = set(_names(faults(kind, after))) - set(_names(faults(kind, values)))
    hard = tuple(each for each in faults(kind, after) if each.field in new_faults)
    back = refused(workspace, _change(kind, move.back), after)
    before = set(_names(doubts(kind, values, today=today)))
    soft = tuple(n for n in _names(doubts(kind, after, today=today)) if n not in before)
    return Asked((*there, *hard), not back, soft)


def make(workspace: Workspace, move: Move) -> None:
    """Take the step that `ask` has let through; on the disk when this returns.

    Raises:
        ChangedMeanwhile, StateClashes: It does not stand where the move begins.
    """
    kind, values = _standing(workspace, move)
    records.save(workspace, with_terms(workspace, _change(kind, move), values))


def _standing(workspace: Workspace, move: Move) -> tuple[RecordKind, Values]:
    kind = kind_named(move.kind)
    assert kind.workflow is not None
    record = records.load(workspace, move.kind, move.record)
    if kind.workflow.field in record.clashes:
        raise StateClashes
    if record.deleted is not None or record.values.get(kind.workflow.field) != move.before:
        raise ChangedMeanwhile
    return kind, record.values


def _change(kind: RecordKind, move: Move) -> Change:
    assert kind.workflow is not None
    return Change(kind.name, {kind.workflow.field: move.after}, move.record)


def _with(kind: RecordKind, values: Values, code: str | None) -> Values:
    assert kind.workflow is not None
    return {**values, kind.workflow.field: code}


def _names(problems: tuple[Problem, ...]) -> list[str]:
    return [each.field for each in problems]
