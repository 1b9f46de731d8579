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
from fieldapp.store.database import writing
from fieldapp.store.drafts import Draft
from fieldapp.store.records import Change, Wanted
from fieldapp.sync.authority import refused, with_terms
from fieldapp.ui import taking_back
from fieldapp.ui.forms.copying import copied_answers
from fieldapp.ui.forms.form_state import (
    FORM_PARTS,
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
        shown = session.disclosed(found) if found else None
        recovered = found is None or not _is_as_saved(session, state)
        return Opened(state, shown, recovered=recovered)
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


def keep_draft(session: Session, state: FormState) -> None:
    """Keep what stands in a form; on the disk when this returns."""
    draft = draft_of(session, state)
    drafts.keep(session.workspace, draft.id, draft.kind, draft.answers)


def draft_of(session: Session, state: FormState) -> Draft:
    """Return what is to be kept of a form, with what stands in its draft and is not the form's."""
    plain = _of_others(_draft(session, state.record)) | to_plain(state)
    return Draft(state.record, state.kind, "", plain)


def is_as_stored(session: Session, state: FormState) -> bool:
    """Say whether the draft of a record, where there is one, is what a form shows that nobody has
    touched: it may have been written on another page meanwhile."""
    stored = _draft(session, state.record)
    if stored is None:
        return True
    shown = json.loads(json.dumps(to_plain(state)))
    return all(stored.answers.get(name) == part for name, part in shown.items())


def _is_as_saved(session: Session, state: FormState) -> bool:
    """Say whether a draft holds no more of its form than was saved: what it is kept for stands
    beside the form."""
    saved = to_plain(saved_record(session, state.kind, state.record).state)
    plain = json.loads(json.dumps([saved, to_plain(state)]))
    return all(plain[0][part] == plain[1][part] for part in FORM_PARTS - {"seen"})


def drop_draft(session: Session, kind: str, record: str) -> None:
    """Forget what was typed in a form and beside it but not saved; half an answer of a council,
    which was typed on another page, stays."""
    found = records.find(session.workspace, record)
    others = _of_others(_draft(session, record))
    others.pop(BESIDE, None)
    if others and found is not None and found.deleted is None:
        keep_only(session, kind, record, others)
    else:
        drafts.drop(session.workspace, record)


def keep_beside(session: Session, kind: str, record: str, what: str, words: object) -> None:
    """Keep what somebody begins to write about a record beside its form: why it is taken out, or
    an answer that ends a clash. None or "" forgets it.

    It lies in the draft of the record, so that it goes where that goes, and is closed as that is.
    """
    draft = with_beside(draft_there(session, kind, record), what, words)
    state = _state_in(draft)
    if not _of_others(draft) and not changes(state) and not state.removed:
        drafts.drop(session.workspace, record)
    else:
        drafts.keep(session.workspace, record, kind, draft.answers)


def draft_there(session: Session, kind: str, record: str) -> Draft:
    """Return the draft of a saved record, one that changes nothing where there is none."""
    stored = _draft(session, record)
    if stored is not None:
        return stored
    return Draft(record, kind, "", to_plain(saved_record(session, kind, record).state))


def with_beside(draft: Draft, what: str, words: object) -> Draft:
    """Return a draft of a saved record with what somebody begins to write beside its form."""
    given = {**_beside(draft), what: words}
    kept = {name: said for name, said in given.items() if said not in (None, "")}
    others = {name: part for name, part in _of_others(draft).items() if name != BESIDE}
    others |= {BESIDE: kept} if kept else {}
    in_form = {name: part for name, part in draft.answers.items() if name in FORM_PARTS}
    return Draft(draft.id, draft.kind, "", others | in_form)


def keep_only(session: Session, kind: str, record: str, others: Mapping[str, object]) -> None:
    """Have the draft of a record that is saved hold nothing of its form any more."""
    plain = dict(others) | to_plain(saved_record(session, kind, record).state)
    drafts.keep(session.workspace, record, kind, plain)


def _of_others(stored: Draft | None) -> dict[str, object]:
    """Return what stands in a draft and is not the form's: half an answer of a council, and what
    was begun beside the form."""
    if stored is None:
        return {}
    parts = {name: part for name, part in stored.answers.items() if name not in FORM_PARTS}
    return {name: part for name, part in parts.items() if part}


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
    """Save a checked form with its rows, all or none; then no draft of it is needed.

    `also` are changes of other records that belong to it, saved in the same transaction.

    What stands in the draft and is not the form's stays in it.

    Returns how to take it back, None where its author cannot see all that it replaced.
    """
    found = [_with_terms(session, state, change) for change in changes(state)]
    found += also
    workspace = session.workspace
    others = _of_others(_draft(session, state.record))
    with writing(workspace.db, workspace.file):
        if found:
            records.save_all(workspace, found)
        for row in state.removed:
            records.delete(workspace, row.kind, row.id, row.reason)
        if others:
            keep_only(session, state.kind, state.record, others)
    if not others:
        # Should the power fail before, the draft is still there, and changes nothing a second time.
        drafts.drop(workspace, state.record)
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
