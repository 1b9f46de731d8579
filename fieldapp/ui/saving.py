"""Between forms and the store: opening a record for editing, keeping its draft, saving it.

Plain functions without a widget. What a save does to the journal is in `fieldapp.store.records`.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from fieldapp.domain.disclosure import Disclosed, shows_restricted
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.kinds import kind_named, rows_of
from fieldapp.domain.problem import Problem
from fieldapp.domain.record import Record
from fieldapp.store import audit, drafts, records
from fieldapp.store.audit import Act
from fieldapp.store.drafts import Draft
from fieldapp.store.records import Change, Wanted
from fieldapp.sync.authority import refused, with_terms
from fieldapp.ui import taking_back
from fieldapp.ui.forms.copying import copied_answers
from fieldapp.ui.forms.form_state import (
    FormState,
    changes,
    from_plain,
    masked_again,
    state_of,
    to_plain,
)
from fieldapp.ui.session import Session
from fieldapp.ui.taking_back import Before

BESIDE = "beside"
"""In a draft: what was begun about its record outside of the form, by what it is."""


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


def duplicate(record: Disclosed) -> dict[str, Value]:
    """Return what a new record takes over from this one."""
    return copied_answers(kind_named(record.kind), record.values, held=record.held)


def open_record(session: Session, kind: str, record: str) -> Opened:
    """Return the form of a record or of a draft that is no record yet; a draft goes first.

    Raises:
        NoSuchRecord: There is neither.
    """
    draft = _draft(session, record)
    if draft is not None:
        found = records.find(session.workspace, record)
        state = _state_in(draft)
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
    stored = _draft(session, state.record)
    plain = _of_others(stored) | to_plain(state) | {BESIDE: _beside(stored)}
    draft = drafts.keep(session.workspace, state.record, state.kind, plain)
    return draft.saved_at[11:16]


def is_as_stored(session: Session, state: FormState) -> bool:
    """Say whether the draft of a record, where there is one, is what a form shows that nobody has
    touched: it may have been written on another page meanwhile."""
    stored = _draft(session, state.record)
    if stored is None:
        return True
    shown = json.loads(json.dumps(to_plain(state)))
    return all(stored.answers.get(name) == part for name, part in shown.items())


def drop_draft(session: Session, record: str) -> None:
    """Forget what was typed but not saved."""
    drafts.drop(session.workspace, record)


def keep_beside(session: Session, kind: str, record: str, what: str, words: object) -> None:
    """Keep what somebody begins to write about a record beside its form: why it is taken out, or
    an answer that ends a clash. None or "" forgets it.

    It lies in the draft of the record, so that it goes where that goes, and is closed as that is.
    """
    stored = _draft(session, record)
    state = _state_in(stored) if stored else saved_record(session, kind, record).state
    given = {**_beside(stored), what: words}
    kept = {name: said for name, said in given.items() if said not in (None, "")}
    if not kept and not changes(state) and not state.removed:
        drafts.drop(session.workspace, record)
    else:
        plain = _of_others(stored) | to_plain(state) | {BESIDE: kept}
        drafts.keep(session.workspace, record, kind, plain)


def _of_others(stored: Draft | None) -> dict[str, object]:
    """Return what stands in a draft and is not the form's: half an answer of a council."""
    return dict(stored.answers) if stored is not None else {}


def kept_beside(session: Session, record: str, what: str) -> object:
    """Return what somebody began to write beside the form of a record; None for nothing."""
    return _beside(_draft(session, record)).get(what)


def _draft(session: Session, record: str) -> Draft | None:
    return next((each for each in drafts.all_drafts(session.workspace) if each.id == record), None)


def _beside(draft: Draft | None) -> dict[str, object]:
    found = draft.answers.get(BESIDE) if draft is not None else None
    return dict(found) if isinstance(found, Mapping) else {}


def _state_in(draft: Draft) -> FormState:
    return from_plain(draft.kind, cast("Mapping[str, Any]", draft.answers))


def refusals(session: Session, state: FormState) -> dict[str, tuple[Problem, ...]]:
    """Return why the officer may not save what they changed, by id of record or row."""
    found = {}
    for change in changes(state):
        seen = state.seen.get(change.record)
        why = refused(session.workspace, change, seen.values if seen else None)
        if why:
            found[change.record] = why
    return found


def save(session: Session, state: FormState, also: Sequence[Change] = ()) -> Before | None:
    """Save a checked form with its rows, all or none; then its draft is no longer needed.

    `also` are changes of other records that belong to it, saved in the same transaction.

    Should the power fail between the steps, the draft is still there and saving it again changes
    nothing twice.

    Returns how to take it back, None where its author cannot see all that it replaced.
    """
    found = [_with_terms(session, state, change) for change in changes(state)]
    found += also
    if found:
        records.save_all(session.workspace, found)
    for row in state.removed:
        records.delete(session.workspace, row.kind, row.id, row.reason)
    words = _beside(_draft(session, state.record))
    drafts.drop(session.workspace, state.record)
    for what, said in words.items():
        keep_beside(session, state.kind, state.record, what, said)
    if state.kind == "place":
        place = session.disclosed(records.load(session.workspace, "place", state.record))
        session.names.learn_place(
            str(place.values.get("pcode") or place.id), session.names.of(place)
        )
    return taking_back.before(session, state, found)


def _with_terms(session: Session, state: FormState, change: Change) -> Change:
    """Sign what stood in the form, not what has arrived since."""
    seen = state.seen.get(change.record)
    return with_terms(session.workspace, change, seen.values if seen else None)
