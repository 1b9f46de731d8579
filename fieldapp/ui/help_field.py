"""The help for one question: what it asks, who reads the answer, how it is written, the answers."""

from fieldapp.domain.fieldtypes import (
    Age,
    Choice,
    Choices,
    Currency,
    Day,
    FieldType,
    Link,
    Number,
    PlaceRef,
    Text,
    Whole,
    YesNo,
    codes_of,
)
from fieldapp.domain.schema import Field, Level
from fieldapp.language import N_
from fieldapp.ui.forms.field_row import WHO_READS
from fieldapp.ui.help_view import HelpView
from fieldapp.ui.look import Look

MOST_ANSWERS = 14
"""Answers of a list that are named; more are a list to look through, not to read."""

EXAMPLES: tuple[tuple[type, str], ...] = (
    (Day, N_("22/11/2026. Arrow up and down go by a day.")),
    (Age, N_("34, or 18-49, or 60+, or a word of the list.")),
    (YesNo, N_("Yes or no. Not known? Leave it empty.")),
    (Choices, N_("One answer or several.")),
    (Choice, N_("One answer. Not known? Leave it empty.")),
    (Whole, N_("12, in digits.")),
    (Number, N_("3.5")),
    (Currency, N_("Three letters: XOF, SSP, USD.")),
    (PlaceRef, N_("Type the first letters of the name and choose a line.")),
    (Link, N_("Type the first letters of the name and choose a line.")),
)
LONG, SHORT = N_("In whole sentences, as it was said."), N_("A few words.")

LEVEL_ICONS = {Level.PUBLIC: "printer", Level.TEAM: "users", Level.RESTRICTED: "lock"}


def example_of(type_: FieldType) -> str:
    """Return how an answer of a type is written, untranslated."""
    if isinstance(type_, Text):
        return LONG if type_.lines > 1 else SHORT
    return next(words for each, words in EXAMPLES if isinstance(type_, each))


def field_help(look: Look, field: Field, level: Level) -> HelpView:
    """Return the page about a question whose answer has this level now."""
    text = look.language.translate
    view = HelpView(look)
    view.add_heading(text(field.label))
    for hint in field.hints:
        view.add_text(text(hint))
    if field.required:
        view.add_marked("circle-alert", text(N_("This answer is needed.")))
    view.add_part(text(N_("Who reads the answer")))
    view.add_marked(LEVEL_ICONS[level], text(WHO_READS[level]))
    view.add_part(text(N_("How it is written")))
    view.add_text(text(example_of(field.type)))
    codes = codes_of(field.type)
    if codes is not None:
        view.add_part(text(N_("The answers")))
        for code in codes.offered[:MOST_ANSWERS]:
            view.add_answer(codes.label(code, look.language))
        more = len(codes.offered) - MOST_ANSWERS
        if more > 0:
            view.add_text(look.language.plural("and {n} more", "and {n} more", more), "hint")
    return view
