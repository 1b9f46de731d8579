"""An age as it was told, kept once: years, a range, or a word. Bands are worked out from it.

Band sets of the field do not nest: 0 to 5 years is in no band of one that begins 0 to 4. So an age
is placed into a set only where it fits into one band whole, and what does not fit is counted apart
and never guessed.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

OLDEST = 130
"""Years. No age is above it, and an open range ends here."""

ADULT_FROM, OLDER_FROM = 18, 60
"""Convention on the Rights of the Child, article 1; the UN's usual age of older persons."""

Span = tuple[int, int]
"""First and last year of age, both included."""

_WORDS: Mapping[str, Span] = MappingProxyType(
    {
        "child": (0, ADULT_FROM - 1),
        "youth": (15, 24),  # the UN's, so across both child and adult
        "adult": (ADULT_FROM, OLDER_FROM - 1),
        "older": (OLDER_FROM, OLDEST),
    }
)

BAND_SETS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "cbm": ("0-5", "6-12", "13-17", "18-49", "50-59", "60-69", "70-79", "80+"),
        "unhcr": ("0-4", "5-11", "12-17", "18-59", "60+"),
        "primero": ("0-5", "6-11", "12-17", "18+"),
        "by_eye": ("child", "adult", "older"),
        "of_age": ("0-17", "18+"),
    }
)
"""The finest first. CBM humanitarian hands-on tool; UNHCR; Primero; by eye; child or not."""


@dataclass(frozen=True)
class Tally:
    """People by band of one set.

    Attributes:
        unplaced: People whose age fits into no band whole, or is not known.
    """

    bands: Mapping[str, int]
    unplaced: int


def span(age: object) -> Span | None:
    """Return the years that an age can mean; None for one that is not known."""
    if not isinstance(age, str):
        return None
    if age in _WORDS:
        return _WORDS[age]
    found = re.fullmatch(r"(\d{1,3})(?:(\+)|-(\d{1,3}))?", age, re.ASCII)
    if found is None:
        return None
    first = int(found[1])
    last = OLDEST if found[2] else int(found[3] or first)
    return (first, last) if first <= last <= OLDEST else None


def band(age: object, bands: Iterable[str]) -> str | None:
    """Return the band that the age fits into whole, or None."""
    own = span(age)
    if own is None:
        return None
    for each in bands:
        limits = span(each)
        if limits is not None and limits[0] <= own[0] and own[1] <= limits[1]:
            return each
    return None


def tally(counted: Iterable[tuple[object, int]], band_set: str) -> Tally:
    """Count people, given as (age, how many), by the bands of a set."""
    bands = BAND_SETS[band_set]
    found = dict.fromkeys(bands, 0)
    unplaced = 0
    for age, number in counted:
        own = band(age, bands)
        if own is None:
            unplaced += number
        else:
            found[own] += number
    return Tally(found, unplaced)


def finest_set(ages: Iterable[object]) -> str | None:
    """Return the finest set into which every one of these ages fits, or None: then no total by
    age can be made of them."""
    told = list(ages)
    for name, bands in BAND_SETS.items():
        if all(band(age, bands) is not None for age in told):
            return name
    return None


def is_child(age: object) -> bool | None:
    """Say whether this is a child: True or False where that is sure, else None."""
    own = span(age)
    if own is None or own[0] < ADULT_FROM <= own[1]:
        return None
    return own[1] < ADULT_FROM


def is_older(age: object) -> bool | None:
    """Say whether this is an older person: True or False where that is sure, else None."""
    own = span(age)
    if own is None or own[0] < OLDER_FROM <= own[1]:
        return None
    return own[0] >= OLDER_FROM
