"""One answer for many records at once: first what would become of each, then all of it, or back.

Nobody changes what they cannot see, and nothing is settled by the way: a record whose answers
clash, that somebody is writing, or that a rule would no longer let pass, is left out and told.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from fieldapp.domain.disclosure import disclose, sees
from fieldapp.domain.fieldtypes import Link, Value
from fieldapp.domain.kinds import kind_named
from fieldapp.domain.policy import Door
from fieldapp.domain.problem import Problem
from fieldapp.domain.record import Record
from fieldapp.domain.rules import applies, faults
from fieldapp.domain.schema import Field, Level, RecordKind
from fieldapp.errors import UserError, Words, WrongUse
from fieldapp.language import N_
from fieldapp.store import drafts, records
from fieldapp.store.database import writing
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.sync.authority import refused, with_terms

log = logging.getLogger(__name__)


class Alike(WrongUse):
    """Nothing to change."""

    text = N_("It says this already.")


class NotSeen(WrongUse):
    """Whoever does not see an answer does not replace it."""

    text = N_("This answer is not shown to you.")


class StillClashes(WrongUse):
    """Two answers; a person decides between them, record by record."""

    text = N_("Two answers clash here; decide between them first.")


class BeingWritten(WrongUse):
    """There is a draft of it."""

    text = N_("A draft of this record is not saved yet.")


class NotAsked(WrongUse):
    """The question has no place in this record."""

    text = N_("This question is not asked here.")


class OutOfReach(WrongUse):
    """The record is no longer there, or of another kind."""

    text = N_("The record was taken out.")


class SaidMeanwhile(WrongUse):
    """Somebody has said something else since the changes were shown."""

    text = N_("Somebody has said something else meanwhile.")


class NotForMany(WrongUse):
    """A question that is answered record by record."""

    text = N_("“{field}” is answered record by record.")


@dataclass(frozen=True)
class Line:
    """What would become of one record.

    Attributes:
        before: The answer that stands; None also where it is not shown.
        why: Why it is left out; None where it will be changed.
        heads: The facts behind the answer that stands.
    """

    record: str
    before: Value
    why: UserError | None
    heads: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """What would become of all of them. Nothing has been changed."""

    kind: str
    field: str
    value: Value
    lines: tuple[Line, ...]

    @property
    def changing(self) -> tuple[Line, ...]:
        """Those that will be changed."""
        return tuple(line for line in self.lines if line.why is None)


@dataclass(frozen=True)
class Done:
    """What was changed, so that it can be taken back.

    Attributes:
        lines: With the answers that stood before and the facts that stand now.
        left: Ids of those that were left out because somebody had said something else meanwhile.
    """

    kind: str
    field: str
    lines: tuple[Line, ...]
    left: tuple[str, ...] = ()


def fields_for_many(kind: RecordKind, clearance: Level) -> list[Field]:
    """Return the questions that can be answered for many records at once: not what links or points
    to a person, and nothing that decides who reads a record."""
    if kind.by_program:
        return []
    deciding = {each.unless.field for each in kind.raised} | {s.when.field for s in kind.sealed_to}
    apart = {kind.title, kind.parent, kind.kept_from, *deciding}
    return [
        field
        for field in kind.fields
        if field.name not in apart and field.level <= clearance
        if not field.identifies and not isinstance(field.type, Link)
    ]


def plan(workspace: Workspace, kind: str, ids: Sequence[str], name: str, value: Value) -> Plan:
    """Return what would become of each record. Some milliseconds for each: belongs into a task.

    Raises:
        UnknownField, NotForMany: As they say.
    """
    declared = kind_named(kind)
    field = declared.field(name)
    reader = workspace.reader
    if field not in fields_for_many(declared, reader.clearance):
        raise NotForMany(field=Words(field.label))
    drafted = {draft.id for draft in drafts.all_drafts(workspace)}
    lines = [_line(workspace, declared, each, name, value, drafted=each in drafted) for each in ids]
    return Plan(kind, name, value, tuple(lines))


def carry_out(workspace: Workspace, plan: Plan) -> Done:
    """Change what the plan says, all in one transaction or nothing.

    Raises:
        DiskFull, Busy, NotWritable: Nothing is changed.
    """
    wanted = {line.record: plan.value for line in plan.changing}
    return _replace(workspace, plan.kind, plan.field, plan.changing, wanted, refused)


def take_back(workspace: Workspace, done: Done) -> Done:
    """Put the answers back that stood before, but where somebody has said something else since.

    They are new facts: that the other answer was given stays in the history. No rule is asked: what
    stood before had passed, and a step that was taken by mistake has no step back.

    Raises:
        DiskFull, Busy, NotWritable: Nothing is changed.
    """
    wanted = {line.record: line.before for line in done.lines}
    return _replace(workspace, done.kind, done.field, done.lines, wanted, _nothing_refused)


def _replace(
    workspace: Workspace,
    kind: str,
    name: str,
    lines: Sequence[Line],
    wanted: Mapping[str, Value],
    refusals: Callable[[Workspace, Change], tuple[Problem, ...]],
) -> Done:
    changes, before, left = [], {}, []
    with writing(workspace.db, workspace.file):
        for line in lines:
            change = Change(kind, {name: wanted[line.record]}, line.record)
            now = records.find(workspace, line.record)
            if now is None or not _stands(now, line, name) or refusals(workspace, change):
                left.append(line.record)
            else:
                before[line.record] = now.values.get(name)
                changes.append(with_terms(workspace, change))
        records.save_all(workspace, changes, apart=True)
        after = [
            Line(record, value, None, _heads(workspace, record, name))
            for record, value in before.items()
        ]
    log.info("Changed one answer of %d records, left out %d", len(after), len(left))
    return Done(kind, name, tuple(after), tuple(left))


def _nothing_refused(_workspace: Workspace, _change: Change) -> tuple[Problem, ...]:
    return ()


def _stands(now: Record, line: Line, name: str) -> bool:
    """Say whether nobody has said anything else since."""
    open_ = now.deleted is None and not now.clashes.get(name)
    return open_ and now.heads.get(name, ()) == line.heads


def _heads(workspace: Workspace, record: str, name: str) -> tuple[str, ...]:
    now = records.find(workspace, record)
    return now.heads.get(name, ()) if now else ()


def _line(
    workspace: Workspace, kind: RecordKind, record: str, name: str, value: Value, *, drafted: bool
) -> Line:
    now = records.find(workspace, record)
    if now is None or now.deleted is not None or now.kind != kind.name:
        return Line(record, None, OutOfReach())
    shown = disclose(now, workspace.reader.at(Door.LIST))
    if not sees(shown, name) or now.held:
        return Line(record, None, NotSeen())
    before, heads = shown.values.get(name), now.heads.get(name, ())
    return Line(record, before, _why(workspace, kind, now, name, value, drafted=drafted), heads)


def _why(
    workspace: Workspace, kind: RecordKind, now: Record, name: str, value: Value, *, drafted: bool
) -> UserError | None:
    """Return why a record is left out, None where it is not."""
    if now.clashes.get(name):
        return StillClashes()
    if drafted:
        return BeingWritten()
    if now.values.get(name) == value:
        return Alike()
    after = {**now.values, name: value}
    if value is not None and not applies(kind, name, after):
        return NotAsked()
    old = {problem.field for problem in faults(kind, now.values)}
    broken = [p.error for p in faults(kind, after) if p.field == name or p.field not in old]
    if broken:
        return broken[0]
    problems = refused(workspace, Change(kind.name, {name: value}, now.id))
    return problems[0].error if problems else None
