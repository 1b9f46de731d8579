"""Which question says how a record stands: its status, or of what sort it is where it has none."""

from fieldapp.domain.fieldtypes import Choice, Value
from fieldapp.domain.schema import RecordKind, Values

STATE_FIELDS = ("status", "step", "agreement", "referral")
SORT_FIELDS = ("type", "component")
"""The first of these that is answered says how a record stands; kinds that have none of the states
tell of what sort it is."""


def state_fields(kind: RecordKind) -> tuple[str, ...]:
    """Return the questions of a kind that say how its records stand."""
    return tuple(
        name
        for name in STATE_FIELDS
        if kind.has(name) and isinstance(kind.field(name).type, Choice)
    )


def standing(kind: RecordKind, values: Values) -> tuple[str, Value]:
    """Return the question that says how a record stands and its answer; ("", None) for none."""
    for name in state_fields(kind) or SORT_FIELDS:
        if values.get(name) is not None and kind.has(name):
            return name, values[name]
    return "", None


def standing_codes(kind: RecordKind) -> tuple[str, ...]:
    """Return the codes that say how records of a kind stand, in the order of their lists."""
    names = state_fields(kind) or tuple(name for name in SORT_FIELDS if kind.has(name))
    types = [kind.field(name).type for name in names]
    codes = [code for each in types if isinstance(each, Choice) for code in each.codes.labels]
    return tuple(dict.fromkeys(codes))
