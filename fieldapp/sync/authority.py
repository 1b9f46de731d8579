"""Whether the officer of a workspace may save a change: asked by the window and the command line.

Who they are comes from their membership, what they may from the records; the rules themselves are
in `domain.deciding.permission`. A change that touches nothing guarded reads nothing.
"""

from collections.abc import Sequence
from dataclasses import replace

from fieldapp.domain.deciding.agreed import TERMS, agreed_to
from fieldapp.domain.deciding.confidence import opening_refusals, tie_refusals
from fieldapp.domain.deciding.permission import (
    WrittenByProgram,
    guarded_fields,
    needed,
    refusals,
    seen_before,
)
from fieldapp.domain.fieldtypes import Link
from fieldapp.domain.kinds import kind_named
from fieldapp.domain.ledger import Ledger
from fieldapp.domain.problem import Problem
from fieldapp.domain.record import Record
from fieldapp.domain.schema import RecordKind, Values
from fieldapp.errors import Words
from fieldapp.store import apart, records
from fieldapp.store.ledger import read_ledger
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.sync.mission import author_of


def refused(
    workspace: Workspace, change: Change, seen: Values | None = None
) -> tuple[Problem, ...]:
    """Return why this change may not be saved here; empty where it may.

    Args:
        seen: What the author was shown of the record; None means what stands now.
    """
    kind = kind_named(change.kind)
    if kind.by_program:
        return (Problem(kind.title, WrittenByProgram(kind=Words(kind.label))),)
    in_confidence = (
        *_kept_from_nobody(workspace, kind, change),
        *_in_confidence(workspace, kind, change),
    )
    if in_confidence or not guarded_fields(kind) & change.values.keys():
        return in_confidence
    now = records.find(workspace, change.record) if change.record else None
    stood = seen if seen is not None else now.values if now else {}
    clashes = now.clashes if now else {}
    before = seen_before(stood, clashes, change.values)
    return _asked(workspace, kind, before, {**stood, **change.values})


def _kept_from_nobody(
    workspace: Workspace, kind: RecordKind, change: Change
) -> tuple[Problem, ...]:
    """Return why the record cannot be kept from the member whom the change names."""
    if not change.values.get(kind.kept_from):
        return ()
    now = records.find(workspace, change.record) if change.record else None
    after = {**(now.values if now else {}), **change.values}
    try:
        apart.look(workspace.db, kind, after)
    except (apart.NotAMember, apart.NobodyLeft) as error:
        return (Problem(kind.kept_from, error),)
    return ()


def _in_confidence(workspace: Workspace, kind: RecordKind, change: Change) -> tuple[Problem, ...]:
    """Return what would open a closed record to the team, or tell more of it."""
    asked = {field.name for field in kind.fields if isinstance(field.type, Link)}
    asked |= {each.unless.field for each in kind.raised}
    if not asked & change.values.keys():
        return ()
    now = records.find(workspace, change.record) if change.record else None

    def find(record: str) -> Record | None:
        return records.find(workspace, record)

    before = now.values if now else {}
    return (
        *opening_refusals(kind, now, change.values, workspace.reader),
        *tie_refusals(kind, before, change.values, find),
    )


def save_checked(workspace: Workspace, changes: Sequence[Change]) -> list[str]:
    """Save changes that this officer may make, all or none; returns the ids.

    Raises:
        UserError: One of them may not be made, or nothing can be saved.
    """
    for change in changes:
        for problem in refused(workspace, change):
            raise problem.error
    return records.save_all(workspace, [with_terms(workspace, change) for change in changes])


def with_terms(workspace: Workspace, change: Change, seen: Values | None = None) -> Change:
    """Return the change with all that it agrees to written again, empty or not.

    Otherwise a laptop that has not heard of the signature could replace a term that was signed, and
    nobody would be asked. What clashes stays so: a signature settles nothing.

    Args:
        seen: As for `refused`.
    """
    kind = kind_named(change.kind)
    if kind.name not in TERMS or not change.values:
        return change
    now = records.find(workspace, change.record) if change.record else None
    stood = seen if seen is not None else now.values if now else {}
    clashes = now.clashes if now else {}
    before = seen_before(stood, clashes, change.values)
    again = agreed_to(kind, before, {**stood, **change.values}) - clashes.keys()
    return replace(
        change, values={**{n: stood.get(n) for n in again}, **change.values}, again=again
    )


def refused_to_take_out(workspace: Workspace, kind: str, record: str) -> tuple[Problem, ...]:
    """Return why the officer may not take a record out; empty where they may.

    Raises:
        NoSuchRecord: There is none.
    """
    declared = kind_named(kind)
    if declared.by_program:
        return (Problem(declared.title, WrittenByProgram(kind=Words(declared.label))),)
    if not guarded_fields(declared):
        return ()
    return _asked(workspace, declared, records.load(workspace, kind, record).values, {})


def _asked(
    workspace: Workspace, kind: RecordKind, before: Values, after: Values
) -> tuple[Problem, ...]:
    author, today = author_of(workspace), workspace.wall().date()
    # Records only ever add to what somebody may: what passes without them need not wait for them.
    if not refusals(kind, before, after, author, Ledger({}), today):
        return ()
    return refusals(kind, before, after, author, read_ledger(workspace, needed(kind)), today)
