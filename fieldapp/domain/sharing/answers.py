"""Which answers an agreement names: its list of codes such as "meeting.title", read and checked.

A code that names nothing, or something that may not be shared, never opens anything: it is refused
where it is saved, and where it arrives from another laptop all the same it is not heard.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.problem import Problem
from fieldapp.domain.schema import Level, RecordKind, Values
from fieldapp.errors import WrongUse
from fieldapp.language import N_

PUBLIC_ONLY = "records_public"
"""The detail under which only what may be read aloud leaves."""


class NotAnAnswer(WrongUse):
    """A code in the list that opens nothing. Its place is told, not what it says."""

    text = N_("Code number {number} of this list names no answer that may be shared here.")
    remedy = N_(
        "Write “kind.field” of a kind in this agreement: “fieldapp fields” lists them. A restricted"
        " answer is never shared."
    )


def named_answers(listed: Value) -> tuple[str, ...]:
    """Return the codes of a list, which stand apart by white space, commas or semicolons."""
    text = listed if isinstance(listed, str) else ""
    return tuple(code for code in re.split(r"[\s,;،؛]+", text) if code)


@dataclass(frozen=True)
class NamesAnswers:
    """Every code of the list names an answer of a kind in the agreement, of a level that may leave.

    Attributes:
        at: The field that holds the list.
    """

    at: str
    hard: bool = True

    def problems(self, kind: RecordKind, values: Values, today: date | None) -> Iterator[Problem]:
        """Give the first code that does not."""
        kinds = values.get("kinds")
        level = Level.PUBLIC if values.get("detail") == PUBLIC_ONLY else Level.TEAM
        for number, code in enumerate(named_answers(values.get(self.at)), 1):
            if not _may_be_shared(code, kinds if isinstance(kinds, tuple) else (), level):
                yield Problem(self.at, NotAnAnswer(number=number))
                return


def _may_be_shared(code: str, kinds: tuple[str, ...], level: Level) -> bool:
    from fieldapp.domain.kinds import KINDS  # the kind `agreement` is declared with this check

    of, _, name = code.partition(".")
    kind = KINDS.get(of)
    if kind is None or of not in kinds:
        return False
    return any(field.name == name and field.level <= level for field in kind.fields)
