"""An answer that is half entered: kept as a draft of its joint review, and taken up again.

The draft is one that the form of the record can open as well, with what is new as its rows; what is
said of records that exist already stands only in its part for the entry.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from fieldapp.domain.council.questions import Question, Slot
from fieldapp.domain.disclosure import Disclosed
from fieldapp.store import drafts
from fieldapp.store.drafts import Draft
from fieldapp.ui import saving
from fieldapp.ui.forms.form_state import (
    FORM_PARTS,
    FormState,
    Row,
    Seen,
    changes,
    from_plain,
    to_plain,
)
from fieldapp.ui.review.asked import Asked
from fieldapp.ui.session import Session

_OURS = _ENTRY, _ROWS = "entry", "entry_rows"
"""In a draft: what was entered, and the ids of the rows of its form that follow from it."""


def draft_of(session: Session, review: Disclosed, asked: Iterable[Asked]) -> Draft | None:
    """Return what is to be kept of what stands in the editors, with what others have kept in the
    same draft; None where there is nothing."""
    answers = {each.question: each.editor.answer() for each in asked}
    own = next((q.slot for q in answers if q.slot.record == review.id), None)
    if own is None:
        return None
    stored = _stored(session, review)
    form = from_plain("joint_review", stored.answers) if stored else None
    rows = tuple(_rows(session, answers))
    taken_back = {
        name: review.values.get(name)
        for name, answer in _of(answers, own).items()
        if answer is None and _entry_of(stored).get(f"{own.name}/{name}") is not None
    }
    typed = [row for row in (form.rows if form else ()) if row.id not in _made(stored)]
    state = FormState(
        "joint_review",
        review.id,
        {**(form.answers if form else review.values), **taken_back, **_said(answers, own)},
        (*typed, *rows),
        form.removed if form else (),
        {**(form.seen if form else {}), review.id: Seen(own.seen, own.heads)},
    )
    # What is not on the screen, because its line has not come yet or is gone, stays as it was.
    entry = {**_entry_of(stored), **{_key(q): answer for q, answer in answers.items()}}
    parts = {_ENTRY: entry, _ROWS: [row.id for row in rows]}
    plain = {**(stored.answers if stored else {}), **to_plain(state), **parts}
    return Draft(review.id, "joint_review", "", plain)


def take_up(session: Session, review: Disclosed, asked: Iterable[Asked]) -> bool:
    """Show what was entered before and not saved; say whether there was anything."""
    entry = _entry_of(_stored(session, review))
    if not entry:
        return False
    for each in asked:
        key = _key(each.question)
        answer = entry.get(key)
        if key in entry and isinstance(answer, str | bool | int | float | None):
            each.editor.show_answer(answer)
            each.edited.emit()
    return True


def _stored(session: Session, review: Disclosed) -> Draft | None:
    return next((d for d in drafts.all_drafts(session.workspace) if d.id == review.id), None)


def _entry_of(stored: Draft | None) -> dict[str, object]:
    entry = stored.answers.get(_ENTRY) if stored else None
    return dict(entry) if isinstance(entry, dict) else {}


def drop(session: Session, review: Disclosed, asked: Iterable[Asked]) -> None:
    """Forget what was half entered: it is saved. What was typed in the form of the review, or
    beside it, stays."""
    stored = _stored(session, review)
    if stored is None:
        return
    form = from_plain("joint_review", stored.answers)
    now = saving.saved_record(session, "joint_review", review.id).state
    own = {
        each.question.field
        for each in asked
        if each.question.slot.record == review.id and each.editor.answer() is not None
    }
    left = replace(
        form,
        answers={**form.answers, **{name: now.answers.get(name) for name in own}},
        rows=tuple(row for row in form.rows if row.id not in _made(stored)),
        seen={**form.seen, review.id: now.seen[review.id]},
    )
    others = {n: part for n, part in stored.answers.items() if n not in {*FORM_PARTS, *_OURS}}
    if any(others.values()) or changes(left) or left.removed:
        plain = others | to_plain(left)
        drafts.keep(session.workspace, review.id, "joint_review", plain)
    else:
        drafts.drop(session.workspace, review.id)


def _made(stored: Draft | None) -> frozenset[str]:
    """Return the ids of the rows in a draft's form that follow from what was entered."""
    ids = stored.answers.get(_ROWS) if stored else None
    return frozenset(ids if isinstance(ids, list) else ())


def _of(answers: Mapping[Question, object], slot: Slot) -> dict[str, object]:
    return {q.field: answer for q, answer in answers.items() if q.slot.name == slot.name}


def _said(answers: Mapping[Question, object], slot: Slot) -> dict[str, object]:
    """Return what was entered: what is left empty changes nothing."""
    return {name: each for name, each in _of(answers, slot).items() if each is not None}


def _rows(session: Session, answers: Mapping[Question, object]) -> Iterable[Row]:
    slots = {q.slot.name: q.slot for q, answer in answers.items() if answer is not None}
    for slot in slots.values():
        if not slot.record:
            yield Row(slot.kind, session.new_id(), {**slot.always, **_said(answers, slot)})


def _key(question: Question) -> str:
    return f"{question.slot.name}/{question.field}"
