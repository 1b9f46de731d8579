"""Where a line may end, and what is never parted: words, syllables, letters with their marks.

These are the rules of the Unicode Line Breaking Algorithm (UAX #14) for the scripts we print,
without dictionaries: Burmese, which has no spaces between words, is broken between syllables.
Which way things run and what they look like is not here.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple
from unicodedata import category, combining

#: Signs that join, separate or vary their neighbours: HarfBuzz reads them, no font need draw them.
SILENT = frozenset({0x034F, 0x200C, 0x200D, *range(0xFE00, 0xFE10)})

#: Spaces that a justified line may stretch. A line never ends at the second kind.
SPACES = " \t"
HARD_SPACE = "\u00a0"
ZERO_WIDTH_SPACE = "\u200b"

_ANY_SPACE = f"{SPACES}{ZERO_WIDTH_SPACE}{HARD_SPACE}"

_DASHES = "-/\u2010\u2013\u2014"
_ETHIOPIC_STOPS = "\u1361-\u1368"

#: A Burmese letter that begins a syllable: neither stacked under nor closed by what follows it.
_SYLLABLE = (
    "[\u1000-\u102a\u104e\u1050-\u1055\u105a-\u105d\u1061\u1065\u1066\u106e-\u1070\u1075-\u1081"
    "\u108e\ua9e0-\ua9e4\ua9e7-\ua9ef\ua9fa-\ua9fe\uaa60-\uaa6f\uaa71-\uaa76\uaa7a]"
    "(?!\u1037?[\u1039\u103a])"
)
_SYLLABLE_START = re.compile(rf"(?<!\u1039){_SYLLABLE}")
_MYANMAR = re.compile("[\u1000-\u109f\ua9e0-\ua9fe\uaa60-\uaa7f]")
_ASAT = "\u103a"
_VIRAMA = 9
"""The combining class of the sign that takes a consonant's vowel away and joins the next one."""

#: What a Burmese syllable may follow: no digit, and not the bare vowel that only begins words.
_BURMESE = "\u1000-\u1020\u1022-\u103f\u104a-\u108f\u109a-\u109f\ua9e0-\ua9ef\uaa60-\uaa7f"

#: Wherever a line might end: after spaces, dashes and Ethiopic stops, before Burmese syllables.
_CHANCE = re.compile(
    rf"[{SPACES}{ZERO_WIDTH_SPACE}]+|[{_DASHES}{_ETHIOPIC_STOPS}](?=.)"
    rf"|(?<=[{_BURMESE}])(?={_SYLLABLE_START.pattern})",
    re.DOTALL,
)

#: Signs that close what is before them, even after a space, and those that do so unless a letter
#: follows them: ".5", an apostrophe.
_CLOSING = frozenset("!?;%\u2030\u2026\u060c\u061b\u061f\u066a\u06d4\u0964\u0965\u104a\u104b") | {
    chr(code) for code in range(0x1361, 0x1369)
}
_CLOSING_AT_END = frozenset(".,:")


class Word(NamedTuple):
    """What is set as a whole: from ``start`` to ``stop``; then the spaces up to ``end``."""

    start: int
    stop: int
    end: int


def words(text: str) -> Iterator[Word]:
    """The parts of a paragraph between which a line may end. Together they are the paragraph."""
    start = 0
    for chance in _CHANCE.finditer(text):
        stop, end = chance.span()
        if not chance.group().strip(SPACES + ZERO_WIDTH_SPACE):
            if stop < end and not _may_end(text, stop, end):
                continue
            if stop == end and _is_held(text, stop):
                continue
        else:
            stop = end
            if not _may_end_after_sign(text, end):
                continue
        if end > start:
            yield Word(start, stop, end)
            start = end
    if start < len(text):
        yield Word(start, len(text), len(text))


def clusters(text: str) -> list[str]:
    """Cut a text into the smallest parts that may be kept apart.

    A letter with its marks, joined consonants of Devanagari, a syllable of Burmese.
    """
    found: list[str] = []
    joined = False
    for place, character in enumerate(text):
        silent = ord(character) in SILENT
        goes_with = silent or joined or category(character).startswith("M")
        if not goes_with and _MYANMAR.match(character) and category(character) == "Lo":
            goes_with = not _SYLLABLE_START.match(text, place)
        if found and goes_with:
            found[-1] += character
        else:
            found.append(character)
        if not silent:
            joined = combining(character) == _VIRAMA and character != _ASAT
    return found


def _may_end(text: str, stop: int, end: int) -> bool:
    """Whether a line may end at these spaces: not inside quotation marks, nor before a stop."""
    if ZERO_WIDTH_SPACE in text[stop:end] or stop == 0 or end == len(text):
        return True
    return not _opens(text, stop - 1) and not _closes(text, end)


def _is_held(text: str, place: int) -> bool:
    """Whether hard spaces hold a Burmese word on both sides, as they hold the month in a day."""
    before = max(text.rfind(space, 0, place) for space in _ANY_SPACE)
    after = min((at for space in _ANY_SPACE if (at := text.find(space, place)) >= 0), default=-1)
    return before >= 0 <= after and text[before] == text[after] == HARD_SPACE


def _may_end_after_sign(text: str, end: int) -> bool:
    """Whether a line may end after a dash, or an Ethiopic stop, with no space after it."""
    if text[end - 1] in _DASHES:
        before = text[end - 2 : end - 1]
        marked = category(before).startswith("M") if before else False
        return (marked or before.isalpha()) and text[end].isalpha()
    return text[end].isalnum() or _opens(text, end)


def _opens(text: str, place: int) -> bool:
    kind = category(text[place])
    return kind == "Ps" or (kind == "Pi" and (place == 0 or not text[place - 1].isalnum()))


def _closes(text: str, place: int) -> bool:
    character = text[place]
    kind = category(character)
    if kind == "Pe" or character in _CLOSING:
        return True
    at_end = place + 1 == len(text) or not text[place + 1].isalnum()
    return at_end and (kind == "Pf" or character in _CLOSING_AT_END)
