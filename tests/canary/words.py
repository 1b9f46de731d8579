"""Records in which every answer is a word of its own, and the search for such words in any bytes.

One place makes the records of every test that looks for leaks: each answer of each field of each
kind can be told from every other, so that a word that is found says what leaked. A text, a code of
the mission's own, a link and a p-code carry a word; a day and a number have a value of their own.
"""

import base64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from fieldapp.domain.fieldtypes import (
    Age,
    Choice,
    Choices,
    Currency,
    Day,
    Link,
    Number,
    PlaceRef,
    Text,
    Value,
    Whole,
    YesNo,
)
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.schema import Field, Level, RecordKind, Values
from fieldapp.domain.scope import RESTRICTED, TEAM, scope_of

MARK = "Zqvx"
"""Every word begins with it. No language of ours, no font, no library has it."""

_LETTERS = "bcdfghjkmnprstwz"
_LEVELS = {Level.PUBLIC: "p", Level.TEAM: "t", Level.RESTRICTED: "r"}
_FIRST_DAY = date(1911, 1, 1)
_FIRST_NUMBER = 73_910_000
_VALUES = ((b"1911-", 10), (b"7391", 8))
"""How days and numbers of ours begin, and how long they are."""

VILLAGE = "XX0101"
GRAVE = 6


@dataclass(frozen=True)
class Canary:
    """One answer: whose, of which field, at which level, sealed to whom, and its word."""

    author: str
    kind: str
    field: str
    level: Level
    scope: str
    word: str

    @property
    def where(self) -> str:
        """Says it to a person who reads a failure."""
        return f"{self.kind}.{self.field} of {self.author} ({self.level.name}, {self.scope})"


def _canary(author: str, kind: str, name: str, level: Level, scope: str, word: str) -> Canary:
    scope = scope or (RESTRICTED if level is Level.RESTRICTED else TEAM)
    return Canary(author, kind, name, level, scope, word)


@dataclass
class Aviary:
    """All words and values that were given out."""

    by_word: dict[str, Canary] = field(default_factory=dict)
    values: dict[str, Canary] = field(default_factory=dict)
    """Days in ISO form and numbers in digits that nothing else has."""

    def word(self, author: str, kind: str, name: str, level: Level, scope: str = "") -> str:
        """Return a new word, nine letters, that no hyphenation cuts and no search folds."""
        n, letters = len(self.by_word), ""
        for _ in range(4):
            n, rest = divmod(n, len(_LETTERS))
            letters += _LETTERS[rest]
        word = f"{MARK}{_LEVELS[level]}{letters}"
        self.by_word[word.lower()] = _canary(author, kind, name, level, scope, word)
        return word

    def day(self, author: str, kind: str, name: str, level: Level, scope: str = "") -> str:
        """Return a day of its own, long ago."""
        day = (_FIRST_DAY + timedelta(len(self.values))).isoformat()
        self.values[day] = _canary(author, kind, name, level, scope, day)
        assert day.startswith("1911-")
        return day

    def number(self, author: str, kind: str, name: str, level: Level, scope: str = "") -> int:
        """Return a number of its own."""
        number = _FIRST_NUMBER + len(self.values)
        self.values[str(number)] = _canary(author, kind, name, level, scope, str(number))
        return number

    def of(self, *scopes: str) -> list[Canary]:
        """Return what was given out for these scopes."""
        every = (*self.by_word.values(), *self.values.values())
        return [canary for canary in every if canary.scope in scopes]

    def found_in(self, content: bytes) -> dict[str, Canary]:
        """Return every word, day and number that stands in the bytes, in whatever coding."""
        found = {text: self.by_word[text] for text in words_in(content) if text in self.by_word}
        values = {text for mark in _VALUES for text in _texts(content, *mark)}
        return found | {text: self.values[text] for text in values if text in self.values}


def words_in(content: bytes) -> set[str]:
    """Return what begins like a word of ours: in UTF-8 or UTF-16, base64 or hex, in any case."""
    length = len(MARK) + 5
    low = content.lower()
    found = {each.decode("ascii", "replace") for each in _at(low, MARK.lower().encode(), length)}
    for coding in ("utf-16-le", "utf-16-be"):
        mark = MARK.lower().encode(coding)
        for each in _at(low, mark, 2 * length):
            found.add(each.decode(coding, "replace"))
    for text in (MARK, MARK.lower(), MARK.upper()):
        for each in _at(low, text.encode().hex().encode(), 2 * length):
            found.add(_unhexed(each).lower())
        for shift in range(3):
            for each in _at(content, _core(text, shift), 16):
                found.add(_from_base64(each, text, shift).lower())
    return found


def _texts(content: bytes, mark: bytes, length: int) -> set[str]:
    return {each.decode("ascii", "replace") for each in _at(content, mark, length)}


def _at(content: bytes, mark: bytes, length: int) -> Iterator[bytes]:
    at = content.find(mark)
    while at >= 0:
        yield content[at : at + length]
        at = content.find(mark, at + 1)


def _unhexed(text: bytes) -> str:
    try:
        return bytes.fromhex(text.decode("ascii", "replace")).decode("ascii", "replace")
    except ValueError:
        return ""


def _core(text: str, shift: int) -> bytes:
    """Return the letters of base64 that the mark alone decides, wherever it begins."""
    coded = base64.b64encode(b"\0" * shift + text.encode())
    begin = (shift * 8 + 5) // 6
    return coded[begin : (shift + len(text)) * 8 // 6]


def _from_base64(coded: bytes, text: str, shift: int) -> str:
    begin = (shift * 8 + 5) // 6
    for tail in range(len(coded), 8, -1):  # what follows may be no base64 any more
        padded = b"A" * begin + coded[:tail]
        padded = padded[: len(padded) // 4 * 4]
        try:
            plain = base64.b64decode(padded, validate=True)
        except ValueError:
            continue
        # The first letters share bits with what stood before them.
        return text + plain[shift + len(text) :].decode("ascii", "replace")[:5]
    return ""


def answer(of: Aviary, author: str, kind: RecordKind, asked: Field, fixed: Values) -> Value:
    """Return an answer of the field's type that can be recognised wherever it turns up."""
    level = kind.level_of(asked.name, fixed)
    naming = (author, kind.name, asked.name, level, scope_of(kind, asked.name, fixed))
    match asked.type:
        case Text():
            return of.word(*naming)
        case Choice() if level is Level.RESTRICTED:
            return f"x-{of.word(*naming).lower()}"
        case Choices() if level is Level.RESTRICTED:
            return (f"x-{of.word(*naming).lower()}",)
        case PlaceRef():
            return of.word(*naming) if level is Level.RESTRICTED else VILLAGE
        case Link(other):
            return of.word(*naming) if level is Level.RESTRICTED else f"{author}-{other}-0"
        case Day():
            return of.day(*naming) if level is Level.RESTRICTED else "2026-11-03"
        case Whole(least, most):
            fits = most >= _FIRST_NUMBER + 100_000
            return of.number(*naming) if fits and level is Level.RESTRICTED else max(least, 3)
        case Number(least, most):
            return of.number(*naming) if most >= 1e9 else max(least, 1)
        case Choice(codes):
            return codes.offered[0]
        case Choices(codes):
            return tuple(codes.offered[:2])
        case Age():
            return "adult" if asked.type.codes.has("adult") else asked.type.codes.offered[0]
        case Currency():
            return "SSP"
        case YesNo():
            return True
        case _:
            raise AssertionError(asked.type)


def record(
    of: Aviary, author: str, kind: RecordKind, variant: int, **fixed: Value
) -> dict[str, Value]:
    """Return a record with every question answered, under an id that says whose it is."""
    if kind.parent:
        fixed = {kind.parent: f"{author}-{kind.parent_kind}-0", **fixed}
    values = {
        asked.name: answer(of, author, kind, asked, fixed)
        for asked in kind.fields
        if asked.name not in fixed
    }
    return {**values, **fixed, "id": f"{author}-{kind.name}-{variant}"}


VARIANTS: Mapping[str, tuple[dict[str, Value], ...]] = {
    "incident": (
        {"type": "threat"},
        {"type": "sexual_violence", "account": None, "alleged_actors": None, "sources": None},
    ),
    "feedback": tuple({"level": level, "against": None} for level in (2, 4, GRAVE, 7)),
    "place": (),
}
"""Records of one kind whose levels differ; every other kind has one record."""


def everything(of: Aviary, author: str) -> Iterator[tuple[str, dict[str, Value]]]:
    """Give the kind and the answers of one author's records: every field of every kind."""
    for kind in KINDS.values():
        if kind.made:  # photographs are added by a command of their own
            continue
        for variant, fixed in enumerate(VARIANTS.get(kind.name, ({},))):
            yield kind.name, record(of, author, kind, variant, **fixed)
