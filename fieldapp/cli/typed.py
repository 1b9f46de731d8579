"""One answer as a person types it on the command line, where everything is text."""

from fieldapp.domain.fieldtypes import BadValue, Choices, Value, YesNo
from fieldapp.domain.schema import Field
from fieldapp.errors import Words, WrongUse
from fieldapp.language import N_


class NotAnAnswer(WrongUse):
    """A value that the field cannot have."""

    text = N_("“{field}” does not take this. {reason}")
    remedy = N_("“fieldapp fields” shows types and codes.")


def typed_answer(field: Field, text: str) -> Value:
    """Return the value for what was typed; codes of a list are separated by commas.

    Raises:
        NotAnAnswer: The field has no such value.
    """
    raw: object = text
    if isinstance(field.type, YesNo):
        raw = {"true": True, "false": False}.get(text.lower(), text)
    elif isinstance(field.type, Choices):
        raw = [code.strip() for code in text.split(",")]
    try:
        return field.type.accept(raw)
    except BadValue as error:
        reason = Words(error.text) if not error.facts else str(error)
        raise NotAnAnswer(field=field.name, reason=reason) from None
