"""An answer that is half entered: kept as a draft of its joint review, and taken up again.

The draft is one that the form of the record can open as well, with what is new as its rows; what is
said of records that exist already stands only in its part for the entry.
"""

from collections.abc import Iterable, Mapping

from fieldapp.domain.council.questions import Question, Slot
from fieldapp.domain.disclosure import Disclosed
from fieldapp.store import drafts
from fieldapp.store.drafts import Draft
from fieldapp.ui.forms.form_state import FormState, Row, Seen, to_plain
from fieldapp.ui.review.asked import Asked
from fieldapp.ui.session import Session

_ENTRY = "entry"


def keep(session: Session, review: Disclosed, asked: Iterable[Asked]) -> None:
    """Keep what stands in the editors now; on the disk when this returns.

    Raises:
        UserError: It cannot be kept.
    """
    answers = {each.question: each.editor.answer() for each in asked}
    own = next((q.slot for q in answers if q.slot.record == review.id), None)
    if own is None:
        return
    state = FormState(
        "joint_review",
        review.id,
        {**review.values, **_of(answers, own)},
        tuple(_rows(session, answers)),
        (),
        {review.id: Seen(own.seen, own.heads)},
    )
    stored = _stored(session, review)
    # What is not on the screen, because its line has not come yet or is gone, stays as it was.
    entry = {**_entry_of(stored), **{_key(q): answer for q, answer in answers.items()}}
    plain = {**(stored.answers if stored else {}), **to_plain(state), _ENTRY: entry}
    drafts.keep(session.workspace, review.id, "joint_review", plain)


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


def drop(session: Session, review: Disclosed) -> None:
    """Forget what was half entered: it is saved."""
    drafts.drop(session.workspace, review.id)


def _of(answers: Mapping[Question, object], slot: Slot) -> dict[str, object]:
    return {q.field: answer for q, answer in answers.items() if q.slot.name == slot.name}


def _rows(session: Session, answers: Mapping[Question, object]) -> Iterable[Row]:
    slots = {q.slot.name: q.slot for q, answer in answers.items() if answer is not None}
    for slot in slots.values():
        if not slot.record:
            said = {name: each for name, each in _of(answers, slot).items() if each is not None}
            yield Row(slot.kind, session.new_id(), {**slot.always, **said})


def _key(question: Question) -> str:
    return f"{question.slot.name}/{question.field}"
