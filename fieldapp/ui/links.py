"""Which other records name this one, as far as the reader may know. Plain data, no widget."""

from collections.abc import Sequence
from dataclasses import dataclass

from fieldapp.domain.deciding.confidence import is_closed
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.kinds import links_to
from fieldapp.domain.policy import Door
from fieldapp.domain.schema import Field, Level, RecordKind
from fieldapp.store import records
from fieldapp.ui.components.text import dotted
from fieldapp.ui.record_list import Item
from fieldapp.ui.session import Session
from fieldapp.ui.states import state_of


@dataclass(frozen=True)
class LinkedGroup:
    """Records of one kind that name a record in their answer to one question.

    Attributes:
        items: The newest first.
        begins: A new record of the kind may be begun with this answer.
    """

    kind: RecordKind
    field: Field
    items: tuple[Item, ...]
    begins: bool


def incoming(kind: RecordKind) -> tuple[tuple[RecordKind, Field], ...]:
    """Return the questions of other records that this kind answers, but for its own rows."""
    return tuple((other, field) for other, field in links_to(kind) if other.parent != field.name)


def linked_to(session: Session, record: Disclosed, kind: RecordKind) -> tuple[LinkedGroup, ...]:
    """Return what names this record, by question; a link the reader may not read is not there."""
    closed = is_closed(kind, record.values, held=record.held)
    questions = incoming(kind)
    asked = [(other.name, field.name) for other, field in questions]
    found = [
        session.disclosed(each, Door.LIST)
        for each in records.linking(session.workspace, record.id, asked)
    ]
    return tuple(
        LinkedGroup(
            other,
            field,
            _items(session, found, record.id, other, field),
            # Nothing that the team can read should be begun about a record that is closed to them.
            begins=not closed or field.level is Level.RESTRICTED,
        )
        for other, field in questions
    )


def _items(
    session: Session, found: Sequence[Disclosed], record: str, kind: RecordKind, field: Field
) -> tuple[Item, ...]:
    language, names = session.look.language, session.names
    return tuple(
        Item(
            kind.name,
            each.id,
            names.of(each),
            dotted(names.place(each), names.day(each)),
            state_of(each, language, has_draft=False),
        )
        for each in found
        if each.kind == kind.name and each.values.get(field.name) == record
    )
