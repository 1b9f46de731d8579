"""Taking a save back: a record says again what it said before. Nothing is deleted by it.

What is taken back is one more save, so everybody sees that, and whoever changed an answer in
between finds two that clash. Plain functions without a widget.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from fieldapp.domain.disclosure import sees
from fieldapp.domain.fieldtypes import Value
from fieldapp.language import N_
from fieldapp.store import records
from fieldapp.store.database import writing
from fieldapp.store.records import Change
from fieldapp.sync.authority import refused, refused_to_take_out, with_terms
from fieldapp.ui.forms.form_state import FormState
from fieldapp.ui.session import Session

TAKEN_BACK = N_("Taken back right after it was saved")


@dataclass(frozen=True)
class Before:
    """How records stood before a save.

    Attributes:
        record: Of the form.
        changes: Answers that were there, for the records that were there.
        begun: Kind and id of records that were not, rows first.
        removed: Kind and id of rows that were taken out.
    """

    record: str
    changes: tuple[Change, ...]
    begun: tuple[tuple[str, str], ...]
    removed: tuple[tuple[str, str], ...]


def before(session: Session, state: FormState, saved: Sequence[Change]) -> Before | None:
    """Return how to take back what was just saved; None where there is nothing to take back, or
    its author does not see all that it replaced."""
    changes, begun = [], []
    for change in saved:
        seen = state.seen.get(change.record)
        if seen is None:
            begun.append((change.kind, change.record))
            continue
        now = records.load(session.workspace, change.kind, change.record)
        shown = session.disclosed(now)
        if now.clashes or not all(sees(shown, name) for name in change.values):
            return None
        values: dict[str, Value] = {name: seen.values.get(name) for name in change.values}
        changes.append(Change(change.kind, values, change.record, base=now.heads))
    removed = tuple((row.kind, row.id) for row in state.removed)
    if not (changes or begun or removed):
        return None
    return Before(state.record, tuple(changes), tuple(reversed(begun)), removed)


def take_back(session: Session, wanted: Before) -> None:
    """Save again what stood before, all or nothing.

    Raises:
        UserError: The officer may not, or it cannot be written; what was saved stays.
    """
    workspace = session.workspace
    for change in wanted.changes:
        for problem in refused(workspace, change):
            raise problem.error
    for kind, record in wanted.begun:
        for problem in refused_to_take_out(workspace, kind, record):
            raise problem.error
    with writing(workspace.db, workspace.file):
        if wanted.changes:
            records.save_all(workspace, [with_terms(workspace, each) for each in wanted.changes])
        for kind, record in wanted.begun:
            records.delete(workspace, kind, record, session.text(TAKEN_BACK))
        for kind, record in wanted.removed:
            records.restore(workspace, kind, record)
