"""Answers from outside, field by field: what can be kept, and a sentence for what cannot.

Used by every way in: forms, the command line and imports. Whether the answers fit together is for
`rules`.
"""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass

from fieldapp.domain.fieldtypes import BadValue, Value
from fieldapp.domain.problem import Problem
from fieldapp.domain.schema import RecordKind, UnknownField


@dataclass(frozen=True)
class Intake:
    """What was understood, and what was not."""

    values: dict[str, Value]
    problems: tuple[Problem, ...]


def take_in(kind: RecordKind, raw: Mapping[str, object]) -> Intake:
    """Convert answers to values to keep. ``None`` or an empty text clears a field."""
    values: dict[str, Value] = {}
    problems: list[Problem] = []
    names = [field.name for field in kind.fields]
    for name, answer in raw.items():
        if name not in names:
            near = difflib.get_close_matches(name, names, 3, 0.6) or names
            unknown = UnknownField(kind=kind.name, field=name, known=", ".join(near))
            problems.append(Problem(name, unknown))
            continue
        try:
            values[name] = kind.field(name).type.accept(answer)
        except BadValue as error:
            problems.append(Problem(name, error))
    return Intake(values, tuple(problems))
