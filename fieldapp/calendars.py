"""The calendars by which communities name their days, beside the one of the office.

A day is kept as an ISO date everywhere; here it is only told otherwise, and read back. Arithmetic
after Reingold and Dershowitz, "Calendrical Calculations" (4th edition, Cambridge 2018). Days are
counted as `date.toordinal` counts them.

Months that begin when somebody sees the moon cannot be worked out: the Islamic calendar here is
that of Saudi Arabia, whose day may be one before or after that of a village. So the Gregorian day
always stands beside.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any

from fieldapp.paths import resource

GREGORIAN = "gregorian"


@dataclass(frozen=True, order=True)
class LocalDay:
    """A day of a calendar: its year, its month from 1, its day of the month from 1."""

    year: int
    month: int
    day: int


@dataclass(frozen=True)
class Calendar:
    """A calendar other than the Gregorian.

    Attributes:
        new_year: The day, as `date.toordinal` counts, on which a year begins.
        lengths: How many days each month of a year has, at least; the last takes what is left.
        mean_year: The length of a year in days, to guess one by.
    """

    new_year: Callable[[int], int]
    lengths: Callable[[int], Sequence[int]]
    mean_year: float

    def local(self, day: date) -> LocalDay:
        """Return what this calendar calls a day."""
        count = day.toordinal()
        year = 1 + int((count - self.new_year(1)) // self.mean_year)
        while self.new_year(year) > count:
            year -= 1
        while self.new_year(year + 1) <= count:
            year += 1
        left, month = count - self.new_year(year), 1
        for length in self.lengths(year)[:-1]:
            if left < length:
                break
            left, month = left - length, month + 1
        return LocalDay(year, month, left + 1)

    def gregorian(self, day: LocalDay) -> date:
        """Return the day that this calendar calls so.

        Raises:
            ValueError: The calendar has no such day, or no `date` can hold it.
        """
        before = sum(self.lengths(day.year)[: day.month - 1])
        found = date.fromordinal(self.new_year(day.year) + before + day.day - 1)
        if self.local(found) != day:
            raise ValueError(day)
        return found


def _ethiopian_new_year(year: int) -> int:
    """1 Meskerem of year 1 was 29 August of the year 8 by the Julian calendar."""
    return 2796 + 365 * (year - 1) + year // 4


def _solar_hijri_new_year(year: int) -> int:
    """Eight leap years in 33: the same as the spring equinox at Tehran from 1799 to 2122."""
    return 226895 + 365 * (year - 1) + (8 * year + 21) // 33


def _islamic_new_year(year: int) -> int:
    """As published for Saudi Arabia; before and after that by the rule of the civil calendar."""
    published = _published()
    first, last = min(published), max(published)
    known = min(max(year, first), last + 1)
    start = published[known].new_year if known <= last else published[last].end
    return start + _civil_new_year(year) - _civil_new_year(known)


def _islamic_lengths(year: int) -> Sequence[int]:
    published = _published().get(year)
    return published.lengths if published else _THIRTY_AND_LESS


def _civil_new_year(year: int) -> int:
    """Eleven leap years in 30; year 1 began on 16 July 622 by the Julian calendar."""
    return 227015 + 354 * (year - 1) + (11 * year + 3) // 30


_THIRTY_AND_LESS = (30, 29) * 6


@dataclass(frozen=True)
class _Published:
    new_year: int
    lengths: tuple[int, ...]

    @property
    def end(self) -> int:
        return self.new_year + sum(self.lengths)


@cache
def _published() -> Mapping[int, _Published]:
    """The years of the Umm al-Qura calendar that have been published."""
    plain = _read("umm-al-qura")
    start, found = date.fromisoformat(plain["begins_on"]).toordinal(), dict[int, _Published]()
    for year, long_months in enumerate(plain["long_months"], plain["first_year"]):
        found[year] = _Published(start, tuple(29 + int(long) for long in long_months))
        start = found[year].end
    return MappingProxyType(found)


CALENDARS: Mapping[str, Calendar] = MappingProxyType(
    {
        "ethiopian": Calendar(_ethiopian_new_year, lambda _year: (30,) * 12 + (5,), 365.25),
        "solar-hijri": Calendar(
            _solar_hijri_new_year, lambda _year: (31,) * 6 + (30,) * 5 + (29,), 365.2424
        ),
        "islamic": Calendar(_islamic_new_year, _islamic_lengths, 354.3667),
    }
)
"""By name, in the order in which they are offered."""

CALENDAR_NAMES = (GREGORIAN, *CALENDARS)


@cache
def month_names(calendar: str, language: str) -> Sequence[str]:
    """Return what the months are called, the first one first; in English where nobody wrote them
    down in the language.

    Those of the solar calendar are the Afghan ones, but for Persian, which has the Iranian ones.
    """
    names: Mapping[str, Sequence[str]] = _read("months")[calendar]
    return names.get(language, names["en"])


@cache
def _read(name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(resource("calendars", f"{name}.json").read_text("utf-8"))
    return MappingProxyType(found)
