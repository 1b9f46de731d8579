"""Whether the officer of a workspace may save a change: asked by the window and the command line.

Who they are comes from their membership, what they may from the records; the rules themselves are
in `domain.permission`. A change that touches nothing guarded reads nothing.
"""

from fieldapp.domain.deciding.permission import guarded_fields, needed, refusals, seen_before
from fieldapp.domain.kinds import kind_named
from fieldapp.domain.ledger import Ledger
from fieldapp.domain.problem import Problem
from fieldapp.domain.schema import RecordKind, Values
from fieldapp.store import records
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
    if not guarded_fields(kind) & change.values.keys():
        return ()
    now = records.find(workspace, change.record) if change.record else None
    stood = seen if seen is not None else now.values if now else {}
    clashes = now.clashes if now else {}
    before = seen_before(stood, clashes, change.values)
    return _asked(workspace, kind, before, {**stood, **change.values})


def refused_to_take_out(workspace: Workspace, kind: str, record: str) -> tuple[Problem, ...]:
    """Return why the officer may not take a record out; empty where they may.

    Raises:
        NoSuchRecord: There is none.
    """
    declared = kind_named(kind)
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
