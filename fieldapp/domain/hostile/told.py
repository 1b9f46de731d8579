"""What stands on a paper or in a file, one thing at a time, whatever it was taken from."""

from dataclasses import dataclass
from enum import StrEnum


class What(StrEnum):
    """What sort of thing stands there."""

    WORDS = "words"
    REACH = "reach"
    """Words under "how to reach us" and "how to complain": a desk's number belongs there."""
    DAY = "day"
    COUNT = "count"
    """A number of people."""
    FEW = "few"
    """Not a number, but that there were fewer than may be told."""
    MONEY = "money"
    PLACE = "place"
    POSITION = "position"


@dataclass(frozen=True)
class Where:
    """Where it stands.

    Attributes:
        part: Number of the part of a paper; 0 where there are none.
        title: What the part, the column or the question is called: a text for the translators, or
            the name of a column.
        line: Line of the part or row of the file, from 1; 0 where there is one only.
    """

    part: int
    title: str
    line: int = 0


@dataclass(frozen=True)
class Told:
    """One thing.

    Attributes:
        text: As it stands there; a day in its ISO form.
        number: Of people or of money, where it is one.
        about: What it is about, where it says that not itself: the promise that a day belongs to.
        day: ISO day that stands in the same line, "" for none: a harmless promise of money becomes
            the day of a payment by it.
    """

    where: Where
    what: What
    text: str
    number: float | None = None
    about: str = ""
    day: str = ""
