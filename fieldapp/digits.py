"""The digits that figures are written in: those all can read, or those of a language itself."""

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

WESTERN, LOCAL = "western", "local"
"""What a mission may choose for a place. A language without digits of its own has Western ones."""

LATN = "latn"
"""CLDR's name of Western digits."""

_ZEROS = {"arab": 0x660, "arabext": 0x6F0, "deva": 0x966, "mymr": 0x1040}
"""The nought of each."""

_OWN = {
    "ar": "arab",
    "fa": "arabext",
    "ps": "arabext",
    "ur": "arabext",
    "hi": "deva",
    "ne": "deva",
    "my": "mymr",
}
"""The digits of each language that has its own and is one of papers, or may become one."""

_USUAL = frozenset({"fa", "ps", "ne", "my"})
"""Where CLDR names the own digits as usual. In Hindi and Urdu it does not, and in Arabic it differs
from land to land: Western from Morocco to Libya, Arabic from Sudan on. There those stay which all
can read, until the mission says otherwise of a place."""

ARABIC = ("arab", "arabext")
"""Those of Arabic script, which has a sign of its own for per cent."""

_FIGURE = re.compile(r"(?<![A-Za-z0-9])[0-9]+(?![A-Za-z])")
"""Not the 4 of A4."""


def usual(language: str) -> str:
    """Return CLDR's name of the digits that are usual in a language."""
    return _OWN[language] if language in _USUAL else LATN


def chosen(language: str, choice: str) -> str:
    """Return CLDR's name of the digits that `WESTERN` or `LOCAL` stands for in a language."""
    return _OWN.get(language, LATN) if choice == LOCAL else LATN


@cache
def signs(system: str) -> Mapping[int, int]:
    """Return what stands for each Western digit, for `str.translate`; empty for Western ones."""
    zero = _ZEROS.get(system)
    return MappingProxyType({ord("0") + n: zero + n for n in range(10)} if zero else {})


def in_words(text: str, system: str) -> str:
    """Return fixed words with the figures among them in these digits."""
    return _FIGURE.sub(lambda found: found.group().translate(signs(system)), text)
