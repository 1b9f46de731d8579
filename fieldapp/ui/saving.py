"""Between forms and the store: opening a record for editing, keeping its draft, saving it.

Plain functions without a widget. What a save does to the journal is in `fieldapp.store.records`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from fieldapp.domain.disclosure import Disclosed, shows_restricted
from fieldapp.domain.kinds import kind_named, rows_of
from fieldapp.domain.problem import Problem
from fieldapp.domain.record import Record
from fieldapp.store import audit, drafts, records
from fieldapp.store.audit import Act
from fieldapp.store.records import Change, Wanted
from fieldapp.sync.authority import refused, with_terms
from fieldapp.ui.forms.form_state import (
    FormState,
    changes,
    from_plain,
    masked_again,
    state_of,
    to_plain,
)
from fieldapp.ui.session import Session


@dataclass(frozen=True)
class Opened:
    """A form to show.

    Attributes:
        record: What the reader may see of the saved record; None for a new one.
        recovered: The state comes from a draft that was not saved.
    """

    state: FormState
    record: Disclosed | None
    recovered: bool


def new_record(session: Session, kind: str, answers: Mapping[str, object]) -> Opened:
    """Return an empty form, apart from `answers` that are known already."""
    state = FormState(kind, session.new_id(), answers, (), (), {})
    return Opened(state, None, recovered=False)


def open_record(session: Session, kind: str, record: str) -> Opened:
    """Return the form of a record or of a draft that is no record yet; a draft goes first.

    Raises:
        NoSuchRecord: There is neither.
    """
    draft = next((d for d in drafts.all_drafts(session.workspace) if d.id == record), None)
    if draft is not None:
        found = records.find(session.workspace, record)
        state = from_plain(draft.kind, cast("Mapping[str, Any]", draft.answers))
        state = masked_again(state, _hidden(session, state))
        return Opened(state, session.disclosed(found) if found else None, recovered=True)
    return saved_record(session, kind, record)


def saved_record(session: Session, kind: str, record: str) -> Opened:
    """Return the form of a record as it was saved, whatever draft there is.

    Raises:
        NoSuchRecord: There is none.
    """
    found = records.load(session.workspace, kind, record)
    rows = [
        row
        for row_kind in rows_of(kind_named(kind))
        for row in records.query(
            session.workspace, Wanted(row_kind.name, parents=(record,), newest_first=False)
        )
    ]
    shown = session.disclosed(found)
    state = state_of(
        shown,
        [session.disclosed(row) for row in rows],
        {each.id: _seen_heads(session, each) for each in (found, *rows)},
    )
    return Opened(state, shown, recovered=False)


def _hidden(session: Session, state: FormState) -> dict[str, frozenset[str]]:
    """Return what is masked now of the records in a draft."""
    found = (records.find(session.workspace, each) for each in state.seen)
    return {each.id: session.disclosed(each).hidden for each in found if each is not None}


def note_reading(session: Session, opened: Opened) -> None:
    """Note that somebody opens a record whose answers the team may not read, before it is shown.

    Raises:
        CannotNote: It must not be shown.
    """
    ids = opened.state.seen if opened.record is not None else ()
    found = (records.find(session.workspace, each) for each in ids)
    if any(shows_restricted(session.disclosed(each)) for each in found if each is not None):
        audit.note(session.workspace, Act.READ, opened.state.kind, opened.state.record)


def _seen_heads(session: Session, record: Record) -> Mapping[str, tuple[str, ...]]:
    """Return what the author of a form has seen: not what is masked, so that whatever they write
    there stands beside it as a clash and does not replace it unseen."""
    hidden = session.disclosed(record).hidden
    return {name: ids for name, ids in record.heads.items() if name not in hidden}


def keep_draft(session: Session, state: FormState) -> str:
    """Keep what stands in a form; on the disk when this returns. Returns the time of day."""
    draft = drafts.keep(session.workspace, state.record, state.kind, to_plain(state))
    return draft.saved_at[11:16]


def drop_draft(session: Session, record: str) -> None:
    """Forget what was typed but not saved."""
    drafts.drop(session.workspace, record)


def refusals(session: Session, state: FormState) -> dict[str, tuple[Problem, ...]]:
    """Return why the officer may not save what they changed, by id of record or row."""
    found = {}
    for change in changes(state):
        seen = state.seen.get(change.record)
        why = refused(session.workspace, change, seen.values if seen else None)
        if why:
            found[change.record] = why
    return found


def save(session: Session, state: FormState, also: Sequence[Change] = ()) -> None:
    """Save a checked form with its rows, all or none; then its draft is no longer needed.

    `also` are changes of other records that belong to it, saved in the same transaction.

    Should the power fail between the steps, the draft is still there and saving it again changes
    nothing twice.
    """
    found = [_with_terms(session, state, change) for change in changes(state)]
    found += also
    if found:
        records.save_all(session.workspace, found)
    for row in state.removed:
        records.delete(session.workspace, row.kind, row.id, row.reason)
    drafts.drop(session.workspace, state.record)
    if state.kind == "place":
        place = session.disclosed(records.load(session.workspace, "place", state.record))
        session.names.learn_place(
            str(place.values.get("pcode") or place.id), session.names.of(place)
        )


def _with_terms(session: Session, state: FormState, change: Change) -> Change:
    """Sign what stood in the form, not what has arrived since."""
    seen = state.seen.get(change.record)
    return with_terms(session.workspace, change, seen.values if seen else None)
