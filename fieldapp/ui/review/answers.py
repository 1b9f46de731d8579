"""What becomes of the answers to a paper's questions: changes of records, all in one transaction.

Plain functions without a widget; the questions themselves are in `domain.council.questions`.
"""

from collections.abc import Mapping

from fieldapp.domain.council.questions import Question
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.kinds import kind_named
from fieldapp.store.records import Change


def changes_of(answers: Mapping[Question, Value]) -> list[Change]:
    """Return what is to be saved: of records only what differs from what was seen, and a new one
    only where something was said of it."""
    slots = {question.slot.name: question.slot for question in answers}
    found = []
    for name, slot in slots.items():
        given = {q.field: value for q, value in answers.items() if q.slot.name == name}
        if slot.record:
            values = {n: value for n, value in given.items() if value != slot.seen.get(n)}
            if values:
                found.append(Change(slot.kind, values, slot.record, base=slot.heads))
        elif any(value is not None for value in given.values()):
            said = {n: value for n, value in given.items() if value is not None}
            found.append(Change(slot.kind, {**slot.always, **said}))
    return found


def lacking(answers: Mapping[Question, Value]) -> tuple[Question, ...]:
    """Return the questions without which something that was said cannot be kept."""
    said = {q.slot.name for q, value in answers.items() if value is not None and not q.slot.record}
    return tuple(
        question
        for question, value in answers.items()
        if value is None
        and question.slot.name in said
        and kind_named(question.slot.kind).field(question.field).required
    )
