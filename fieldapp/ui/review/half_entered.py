"""An answer that is half entered: kept as a draft of its joint review, and taken up again.

The draft is one that the form of the record can open as well, with what is new as its rows; what is
said of records that exist already stands only in its part for the entry.
"""

from collections.abc import Iterable, Mapping

from fieldapp.domain.disclosure import Disclosed
from fieldapp.store import drafts
from fieldapp.ui.forms.form_state import FormState, Row, Seen, to_plain
from fieldapp.ui.review.answers import Question, Slot
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
    entry = {_key(q): answer for q, answer in answers.items() if answer is not None}
    drafts.keep(session.workspace, review.id, "joint_review", to_plain(state) | {_ENTRY: entry})


def take_up(session: Session, review: Disclosed, asked: Iterable[Asked]) -> bool:
    """Show what was entered before and not saved; say whether there was anything."""
    kept = next((d for d in drafts.all_drafts(session.workspace) if d.id == review.id), None)
    entry = kept.answers.get(_ENTRY) if kept else None
    if not isinstance(entry, dict):
        return False
    for each in asked:
        answer = entry.get(_key(each.question))
        if isinstance(answer, str | bool | int | float):
            each.editor.show_answer(answer)
            each.edited.emit()
    return True


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
