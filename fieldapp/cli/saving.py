"""From answers to a saved record, or to what is wrong with them. Used by `put` and `edit`.

Reading JSON is in `answers`; what an answer may be is for `domain`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from fieldapp.domain.intake import take_in
from fieldapp.domain.problem import Problem
from fieldapp.domain.record import Record
from fieldapp.domain.rules import doubts, faults
from fieldapp.domain.schema import RecordKind, Values
from fieldapp.domain.scope import confided_to
from fieldapp.errors import WrongUse
from fieldapp.language import N_
from fieldapp.store import apart, records
from fieldapp.store.apart import SeveralOfThisName
from fieldapp.store.workspace import Workspace
from fieldapp.sync.authority import refused, with_terms

_ID = re.compile(r"([A-Za-z0-9][\w.:-]{0,63})?", re.ASCII)
"""What a fact takes as the id of a record; empty for a record that gets one."""


class NotAnId(WrongUse):
    """An id that no record can have."""

    text = N_("This is no id of a record.")
    remedy = N_("Leave it out; a new record gets one by itself.")


class OtherKind(WrongUse):
    """A record of one kind given where another is saved."""

    text = N_("This record is of another kind than {kind}.")
    remedy = N_("Save it under its own kind.")


class MadeByCommand(WrongUse):
    """A record that the program makes itself, given as answers alone."""

    text = N_("A {kind} is not made from answers alone.")
    remedy = N_("Photographs are added from a file: “fieldapp photo add”.")


class TakenOut(WrongUse):
    """A record that somebody has deleted."""

    text = N_("This record was taken out; its history says why.")
    remedy = N_("Leave out the id to record it anew.")


@dataclass(frozen=True)
class Kept:
    """What became of one record: its id where it was saved, else the problems."""

    record: str
    problems: tuple[Problem, ...]
    doubts: tuple[Problem, ...]


def keep(workspace: Workspace, kind: RecordKind, answers: Mapping[str, object]) -> Kept:
    """Save one record: a new one, or where ``answers`` has the id of one, what differs in it.

    All of it or nothing; on the disk when this returns.
    """
    raw = dict(answers)
    record = raw.pop("id", "")
    named = raw.pop("kind", kind.name)
    if not isinstance(record, str) or not _ID.fullmatch(record):
        return Kept("", (Problem("id", NotAnId()),), ())
    before = records.find(workspace, record) if record else None
    if named != kind.name or (before is not None and before.kind != kind.name):
        return Kept("", (Problem("kind", OtherKind(kind=kind.name)),), ())
    if before is None and kind.made and not kind.by_program:
        return Kept("", (Problem("kind", MadeByCommand(kind=kind.name)),), ())
    if before is not None and before.deleted is not None:
        return Kept("", (Problem("id", TakenOut()),), ())
    intake = take_in(kind, raw)
    values = {n: v for n, v in intake.values.items() if not _stands(before, n, v)}
    after = {**(before.values if before else {}), **values}
    problems = (*intake.problems, *_new_faults(workspace, kind, before, intake.problems, after))
    told = {problem.field for problem in problems}
    change = records.Change(kind.name, values, record)
    problems += tuple(p for p in refused(workspace, change) if p.field not in told)
    if problems:
        return Kept("", problems, ())
    if values:
        record = records.save(workspace, with_terms(workspace, change))
    doubtful = doubts(kind, after, today=workspace.wall().date())
    return Kept(record, (), (*doubtful, *_several(workspace, kind, values)))


def _several(workspace: Workspace, kind: RecordKind, values: Values) -> tuple[Problem, ...]:
    """Tell the officer where a complaint is kept from several laptops."""
    name = values.get(kind.kept_from)
    count = len(apart.named(workspace.db, name)) if isinstance(name, str) else 0
    return (Problem(kind.kept_from, SeveralOfThisName(count=count)),) if count > 1 else ()


def _stands(before: Record | None, name: str, value: object) -> bool:
    """Say whether this is the answer already.

    Giving back what `list` printed must change nothing, and must not settle a clash either.
    """
    now = before.values.get(name) if before else None
    return before is not None and now == value and type(now) is type(value)


def _new_faults(
    workspace: Workspace,
    kind: RecordKind,
    before: Record | None,
    known: tuple[Problem, ...],
    after: Values,
) -> tuple[Problem, ...]:
    """Return the faults that these answers bring in, not those the record had or its reader
    cannot see."""
    told = {problem.field for problem in known}
    old = {problem.field for problem in faults(kind, before.values)} if before else set()
    clearance = workspace.reader.clearance_in(confided_to(kind, after))
    return tuple(
        problem
        for problem in faults(kind, after)
        if problem.field not in told | old
        and (before is None or kind.level_of(problem.field, after) <= clearance)
    )
