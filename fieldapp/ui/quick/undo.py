"""Taking out again what one save wrote, whole. Plain functions without a widget."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fieldapp.domain.fieldtypes import Value
from fieldapp.language import N_
from fieldapp.store import records
from fieldapp.store.database import writing
from fieldapp.store.records import Change
from fieldapp.ui.forms.form_state import FormState, changes
from fieldapp.ui.saving import saved_record
from fieldapp.ui.session import Session

REASON = N_("Entered by mistake")


@dataclass(frozen=True)
class Written:
    """What a save is about to write, so that it can be taken back.

    Attributes:
        new: Kind and id of the records that it makes.
        before: The answers that stood in the others.
    """

    new: tuple[tuple[str, str], ...]
    before: tuple[Change, ...]


def written_by(session: Session, state: FormState, also: Sequence[Change]) -> Written:
    """Return what saving this state will write; asked before it is saved."""
    new, before = [], []
    for change in (*changes(state), *also):
        now = records.find(session.workspace, change.record)
        if now is None:
            new.append((change.kind, change.record))
        else:
            stood: dict[str, Value] = {name: now.values.get(name) for name in change.values}
            before.append(Change(change.kind, stood, change.record))
    return Written(tuple(new), tuple(before))


def seen_after(session: Session, written: Written) -> Written:
    """Return the same with what stands right after the save: what others say meanwhile is not
    replaced by a taking back, but stands beside it."""
    workspace = session.workspace
    before = [
        replace(change, base=records.load(workspace, change.kind, change.record).heads)
        for change in written.before
    ]
    return replace(written, before=tuple(before))


def can_be_taken_back(session: Session, written: Written) -> bool:
    """Say whether all of it can be read here, so that all of it can be taken out."""
    return all(records.find(session.workspace, record) for _, record in written.new)


def take_back(session: Session, written: Written) -> None:
    """Take out what was made and put back what stood before, all or nothing.

    Raises:
        UserError: The disk is full or busy; nothing has changed.
    """
    workspace = session.workspace
    with writing(workspace.db, workspace.file):
        records.delete_all(workspace, written.new, session.text(REASON))
        if written.before:
            records.save_all(workspace, written.before)


def anew(session: Session, state: FormState) -> FormState:
    """Return the same answers, not saved: what was new gets new ids, and of what was there before
    the author has seen what stands now."""
    rows = tuple(
        row if row.id in state.seen else replace(row, id=session.new_id()) for row in state.rows
    )
    if state.is_new:
        return replace(state, record=session.new_id(), rows=rows)
    seen = saved_record(session, state.kind, state.record).state.seen
    return replace(state, rows=rows, seen=seen)
