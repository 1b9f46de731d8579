"""Every kind of record, field by field: one module per subject, listed here once.

The subjects are the order in which people meet the kinds: in the window, in `fieldapp fields`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from fieldapp.domain.fieldtypes import Link
from fieldapp.domain.kinds.access import ACCESS
from fieldapp.domain.kinds.actor import ACTOR, ASSIGNMENT, SEAT, TIE
from fieldapp.domain.kinds.agreement import AGREEMENT
from fieldapp.domain.kinds.boundary import BOUNDARY
from fieldapp.domain.kinds.decision import DECISION, DECISION_RIGHT, ESCALATION, LIMIT
from fieldapp.domain.kinds.deliverable import (
    BUDGET_LINE,
    DELIVERABLE,
    MILESTONE,
    PAYMENT,
    SUPPLIER,
    VERIFICATION,
)
from fieldapp.domain.kinds.feedback import FEEDBACK
from fieldapp.domain.kinds.incident import INCIDENT
from fieldapp.domain.kinds.incident_rows import (
    CONSENT,
    INCIDENT_ACTOR,
    INCIDENT_RESPONSE,
    INCIDENT_SOURCE,
    REFERRAL,
    VICTIM,
)
from fieldapp.domain.kinds.indicator import INDICATOR, OBSERVATION
from fieldapp.domain.kinds.learning import BOTTLENECK, DEBRIEF, EXTERNAL_REVIEW, LESSON
from fieldapp.domain.kinds.meeting import ATTENDANCE, COMMITMENT, ISSUE, MEETING
from fieldapp.domain.kinds.objective import OBJECTIVE, PRIORITY
from fieldapp.domain.kinds.photo import PHOTO
from fieldapp.domain.kinds.place import PLACE, SEASON
from fieldapp.domain.kinds.review import FINDING, JOINT_REVIEW, PERCEPTION, SCORE
from fieldapp.domain.kinds.risk import PIVOT, RISK, SCENARIO, TRIGGER
from fieldapp.domain.kinds.upkeep import HANDOVER, STEWARD, TRAINING
from fieldapp.domain.schema import Field, RecordKind
from fieldapp.errors import WrongUse
from fieldapp.language import N_


@dataclass(frozen=True)
class Subject:
    """Kinds that belong together; rows stand after the kind that they are rows of."""

    name: str
    label: str
    kinds: tuple[RecordKind, ...]


SUBJECTS = (
    Subject(
        "community",
        N_("Places and people"),
        (
            PLACE, SEASON, ACTOR, TIE, SEAT, MEETING, ATTENDANCE, ISSUE, COMMITMENT, FEEDBACK,
            PHOTO,
        ),
    ),
    Subject(
        "works",
        N_("Works and money"),
        (
            OBJECTIVE, PRIORITY, DELIVERABLE, MILESTONE, BUDGET_LINE, PAYMENT, SUPPLIER, TRAINING,
            STEWARD, VERIFICATION, HANDOVER,
        ),
    ),
    Subject(
        "protection",
        N_("Protection"),
        (
            INCIDENT, VICTIM, INCIDENT_SOURCE, INCIDENT_ACTOR, CONSENT, REFERRAL,
            INCIDENT_RESPONSE,
        ),
    ),
    Subject(
        "review",
        N_("Review and results"),
        (JOINT_REVIEW, FINDING, SCORE, PERCEPTION, INDICATOR, OBSERVATION, EXTERNAL_REVIEW),
    ),
    Subject(
        "steering",
        N_("Deciding and learning"),
        (
            DECISION, ESCALATION, RISK, SCENARIO, TRIGGER, PIVOT, DEBRIEF, LESSON, BOTTLENECK,
        ),
    ),
    Subject(
        "mission",
        N_("The mission's own order"),
        (ASSIGNMENT, DECISION_RIGHT, LIMIT, AGREEMENT, BOUNDARY, ACCESS),
    ),
)  # fmt: skip

KINDS: Mapping[str, RecordKind] = MappingProxyType(
    {kind.name: kind for subject in SUBJECTS for kind in subject.kinds}
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


def links_to(kind: RecordKind) -> tuple[tuple[RecordKind, Field], ...]:
    """Return every question of any kind whose answer is a record of this kind."""
    return tuple(
        (other, field)
        for other in KINDS.values()
        for field in other.fields
        if isinstance(field.type, Link) and field.type.kind == kind.name
    )
