"""What somebody agrees to when they sign an agreement or approve a pivot, and while it holds.

Who may change it meanwhile is asked in `permission`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.schema import RecordKind, Values


@dataclass(frozen=True)
class Terms:
    """What is agreed to in a kind of record.

    Attributes:
        agreed_by: The status with which somebody agrees.
        hold_in: The statuses in which it holds.
        fields: What is agreed to. All of it is for the whole team: whoever signs must have read it.
    """

    agreed_by: str
    hold_in: frozenset[str]
    fields: frozenset[str]


TERMS: Mapping[str, Terms] = MappingProxyType(
    {
        "pivot": Terms(
            "approved",
            frozenset({"approved", "used"}),
            frozenset(
                {
                    "scenario", "action", "place", "trigger", "taken_by", "up_to", "currency",
                    "expires_on", "breaks", "norm_reason",
                }
            ),
        ),
        "agreement": Terms(
            "signed",
            frozenset({"signed", "suspended"}),
            frozenset(
                {
                    "partner", "focal_point", "purpose", "legal_basis", "kinds", "fields", "detail",
                    "smallest_count", "place", "frequency", "transport", "keep_days", "onward",
                    "signed_on", "from_on", "expires_on",
                }
            ),
        ),
    }
)  # fmt: skip


def terms_hold(kind: RecordKind, status: Value) -> bool:
    """Say whether somebody has agreed to a record in this status."""
    return kind.name in TERMS and status in TERMS[kind.name].hold_in


def agreed_to(kind: RecordKind, before: Values, after: Values) -> frozenset[str]:
    """Return the fields that this save agrees to, whether it changes them or not.

    None for a step of what was agreed to before, which is everybody's: an approved pivot is used.
    """
    if kind.workflow is None or kind.name not in TERMS:
        return frozenset()
    terms = TERMS[kind.name]
    old, new = before.get(kind.workflow.field), after.get(kind.workflow.field)
    begins = terms_hold(kind, new) and not terms_hold(kind, old)
    agrees = new == terms.agreed_by != old
    return terms.fields if begins or agrees else frozenset()
