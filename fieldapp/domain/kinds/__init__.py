"""Every kind of record, field by field: one module per subject, listed here once."""

from collections.abc import Mapping
from types import MappingProxyType

from fieldapp.domain.kinds.deliverable import (
    BUDGET_LINE,
    DELIVERABLE,
    MILESTONE,
    SUPPLIER,
    VERIFICATION,
)
from fieldapp.domain.kinds.feedback import FEEDBACK
from fieldapp.domain.kinds.incident import INCIDENT, VICTIM
from fieldapp.domain.kinds.meeting import ATTENDANCE, COMMITMENT, ISSUE, MEETING
from fieldapp.domain.kinds.place import ACTOR, PLACE
from fieldapp.domain.kinds.review import DECISION, FINDING, JOINT_REVIEW, SCORE
from fieldapp.domain.schema import RecordKind
from fieldapp.errors import WrongUse
from fieldapp.language import N_

KINDS: Mapping[str, RecordKind] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            PLACE,
            ACTOR,
            MEETING,
            ATTENDANCE,
            ISSUE,
            COMMITMENT,
            DELIVERABLE,
            MILESTONE,
            BUDGET_LINE,
            SUPPLIER,
            VERIFICATION,
            INCIDENT,
            VICTIM,
            FEEDBACK,
            JOINT_REVIEW,
            FINDING,
            DECISION,
            SCORE,
        )
    }
)


class UnknownKind(WrongUse):
    """A kind of record that does not exist."""

    text = N_("There is no kind of record called {kind}.")
    remedy = N_("The kinds are: {known}.")


def kind_named(name: str) -> RecordKind:
    """Return the kind of this name.

    Raises:
        UnknownKind: There is none.
    """
    if name not in KINDS:
        raise UnknownKind(kind=name, known=", ".join(KINDS))
    return KINDS[name]


def rows_of(kind: RecordKind) -> tuple[RecordKind, ...]:
    """Return the kinds whose records are rows of this one, in the order of the form."""
    return tuple(row for row in KINDS.values() if row.parent_kind == kind.name)
