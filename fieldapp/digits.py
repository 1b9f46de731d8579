"""The digits that figures are written in: those all can read, or those of a language itself."""

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import babel

WESTERN, LOCAL = "western", "local"
"""What a mission may choose for a place. A language without digits of its own has Western ones."""

LATN = "latn"
"""CLDR's name of Western digits."""

_ZEROS = {"arab": 0x660, "arabext": 0x6F0, "beng": 0x9E6, "deva": 0x966, "mymr": 0x1040}
"""The nought of each language that has its own, of papers or soon to be."""

ARABIC = ("arab", "arabext")
"""Those of Arabic script, which has a sign of its own for per cent."""

_FIGURE = re.compile(r"(?<![A-Za-z0-9])[0-9]+(?![A-Za-z])")
"""Not the 4 of A4."""


def usual(locale: babel.Locale) -> str:
    """Return the digits that CLDR names as usual for a language: in Burmese Burmese ones.

    In Arabic they differ from land to land, Western from Morocco to Libya and Arabic from Sudan
    on; there the Western ones stay, which all can read, until the mission says otherwise of a
    place.
    """
    system = str(locale.default_numbering_system)
    return system if system in _ZEROS else LATN


def chosen(locale: babel.Locale, choice: str) -> str:
    """Return the digits of a language that `WESTERN` or `LOCAL` stands for."""
    system = str(locale.other_numbering_systems.get("native", LATN))
    return system if choice == LOCAL and system in _ZEROS else LATN


@cache
def signs(system: str) -> Mapping[int, int]:
    """Return what stands for each Western digit, for `str.translate`; empty for Western ones."""
    zero = _ZEROS.get(system)
    return MappingProxyType({ord("0") + n: zero + n for n in range(10)} if zero else {})


def in_words(text: str, system: str) -> str:
    """Return fixed words with the figures among them in these digits."""
    return _FIGURE.sub(lambda found: found.group().translate(signs(system)), text)
