"""A problem with an answer, in words that can be translated. Never holds the answer."""

from dataclasses import dataclass

from fieldapp.errors import UserError


@dataclass(frozen=True)
class Problem:
    """Something wrong with one field."""

    field: str
    error: UserError
