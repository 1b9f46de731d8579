"""The types of answer that only the program writes: ids, keys, the name of a kind.

Nobody is asked them, so they have no editor and no words; what a person may answer is in
`fieldtypes`.
"""

import re
from dataclasses import dataclass
from typing import ClassVar

from fieldapp.domain.fieldtypes import BadValue, Value
from fieldapp.language import Language

MOST = 1000
"""Items of a list. A photograph has thirty pieces."""


@dataclass(frozen=True)
class Written:
    """A text of one shape, given as a regular expression."""

    shape: str
    name: ClassVar[str] = "written"

    def accept(self, raw: object) -> Value:
        """Take a text of this shape."""
        if raw is None:
            return None
        if not isinstance(raw, str) or not re.fullmatch(self.shape, raw, re.ASCII):
            raise BadValue
        return raw

    def show(self, value: Value, language: Language) -> str:
        """Return the text bare."""
        return "" if value is None else str(value)


@dataclass(frozen=True)
class WrittenList:
    """Several texts of one shape, in an order that says something."""

    shape: str
    name: ClassVar[str] = "written_list"

    def accept(self, raw: object) -> Value:
        """Take a list of texts of this shape."""
        if raw is None:
            return None
        if not isinstance(raw, list | tuple) or len(raw) > MOST:
            raise BadValue
        one = Written(self.shape)
        return tuple(str(one.accept(each)) for each in raw) or None

    def show(self, value: Value, language: Language) -> str:
        """Return the texts bare, one after the other."""
        return " ".join(value) if isinstance(value, tuple) else ""
