"""One editor for each type of answer, found through one dictionary.

Adding a field to a kind needs nothing here; adding a field type needs one line in `EDITORS`.
"""

from collections.abc import Callable, Mapping
from typing import Any

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
)
from fieldapp.domain.schema import Field, RecordKind
from fieldapp.domain.sharing.answers import NamesAnswers
from fieldapp.ui.editors.age import AgeEditor
from fieldapp.ui.editors.base import Editor, Surroundings
from fieldapp.ui.editors.choice import choice_editor, choices_editor, yes_no_editor
from fieldapp.ui.editors.day import DayEditor
from fieldapp.ui.editors.listed_answers import AnswersEditor
from fieldapp.ui.editors.member import MemberEditor
from fieldapp.ui.editors.number import NumberEditor
from fieldapp.ui.editors.reference import link_editor, place_editor
from fieldapp.ui.editors.text import LineEditor, currency_editor, text_editor

EDITORS: Mapping[type, Callable[[Any, Surroundings], Editor]] = {
    Text: text_editor,
    Day: DayEditor,
    Whole: NumberEditor,
    Number: NumberEditor,
    YesNo: yes_no_editor,
    Choice: choice_editor,
    Choices: choices_editor,
    Age: AgeEditor,
    Currency: currency_editor,
    PlaceRef: place_editor,
    Link: link_editor,
}
"""Field type to the function that makes its editor."""


def editor_for(type: FieldType, surroundings: Surroundings) -> Editor:
    """Return a new editor for answers of this type."""
    return EDITORS[type.__class__](type, surroundings)


def editor_for_question(kind: RecordKind, field: Field, surroundings: Surroundings) -> Editor:
    """Return a new editor for a question, which may say more than the type of its answers."""
    if field.name == kind.kept_from:
        return MemberEditor(surroundings)
    if kind.name == "place" and field.name == "pcode":
        return LineEditor(surroundings)  # its own code, not the place behind the code of another
    lists = any(isinstance(c, NamesAnswers) and c.at == field.name for c in kind.checks)
    if lists and isinstance(field.type, Text):
        return AnswersEditor(field.type, surroundings)
    return editor_for(field.type, surroundings)


def is_wide(type: FieldType) -> bool:
    """Say whether the editor wants the whole width of a form rather than half of it."""
    return isinstance(type, Choices) or (isinstance(type, Text) and type.lines > 1)


__all__ = [
    "EDITORS",
    "Editor",
    "Surroundings",
    "editor_for",
    "editor_for_question",
    "is_wide",
]
