"""What a new record or row takes over from another one: what was chosen from lists, and nothing
that was written.

Words can hold a name, a code stands for one person, a consent was given for one purpose; a copy
would put each where nobody meant it. Plain functions, no widget.
"""

from fieldapp.domain.fieldtypes import Age, Choice, Choices, Currency, Link, PlaceRef, Value
from fieldapp.domain.schema import Field, Level, RecordKind, Values

_CHOSEN = (Age, Choice, Choices, Currency, Link, PlaceRef)


def copied_answers(kind: RecordKind, values: Values, *, held: bool = False) -> dict[str, Value]:
    """Return the answers of a record that another one of its kind may begin with.

    Args:
        held: As for `RecordKind.level_of`.
    """
    return {
        field.name: values[field.name]
        for field in kind.fields
        if values.get(field.name) is not None
        and _may_be_copied(kind, field)
        and kind.level_of(field.name, values, held=held) is not Level.RESTRICTED
    }


def _may_be_copied(kind: RecordKind, field: Field) -> bool:
    if field.identifies or field.careful or field.name in (kind.kept_from, kind.parent):
        return False
    if kind.workflow is not None and field.name == kind.workflow.field:
        return False  # it begins its own way
    if isinstance(field.type, Link) and field.type.kind in ("consent", kind.name):
        return False
    return isinstance(field.type, _CHOSEN)
