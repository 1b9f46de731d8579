"""The calendars by which communities name their days, beside the one of the office.

A day is kept as an ISO date everywhere; here it is only told otherwise, and read back. Arithmetic
after Reingold and Dershowitz, "Calendrical Calculations" (4th edition, Cambridge 2018). Days are
counted as `date.toordinal` counts them.

Months that begin when somebody sees the moon cannot be worked out: the Islamic calendar here is the
civil one, whose day may be one before or after that of a village. So the Gregorian day always
stands beside.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

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
        months: How many months a year has.
        new_year: The day, as `date.toordinal` counts, on which a year begins.
        before: How many days of a year of that number lie before a month.
        mean_year: Its length in days, to guess a year by.
    """

    months: int
    new_year: Callable[[int], int]
    before: Callable[[int], int]
    mean_year: float

    def local(self, day: date) -> LocalDay:
        """Return what this calendar calls a day."""
        count = day.toordinal()
        year = 1 + int((count - self.new_year(1)) // self.mean_year)
        while self.new_year(year) > count:
            year -= 1
        while self.new_year(year + 1) <= count:
            year += 1
        passed = count - self.new_year(year)
        month = max(m for m in range(1, self.months + 1) if self.before(m) <= passed)
        return LocalDay(year, month, passed - self.before(month) + 1)

    def gregorian(self, day: LocalDay) -> date:
        """Return the day that this calendar calls so.

        Raises:
            ValueError: The calendar has no such day, or no `date` can hold it.
        """
        if not 1 <= day.month <= self.months or day.day < 1:
            raise ValueError(day)
        found = date.fromordinal(self.new_year(day.year) + self.before(day.month) + day.day - 1)
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
    """Eleven leap years in 30; year 1 began on 16 July 622 by the Julian calendar."""
    return 227015 + 354 * (year - 1) + (11 * year + 3) // 30


CALENDARS: Mapping[str, Calendar] = MappingProxyType(
    {
        "ethiopian": Calendar(13, _ethiopian_new_year, lambda month: 30 * (month - 1), 365.25),
        "solar-hijri": Calendar(
            12,
            _solar_hijri_new_year,
            lambda month: 31 * min(month - 1, 6) + 30 * max(month - 7, 0),
            365.2424,
        ),
        "islamic": Calendar(12, _islamic_new_year, lambda month: 59 * month // 2 - 29, 354.3667),
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
    names: Mapping[str, Sequence[str]] = _names()[calendar]
    return names.get(language, names["en"])


@cache
def _names() -> Mapping[str, Mapping[str, Sequence[str]]]:
    return MappingProxyType(json.loads(resource("calendars", "months.json").read_text("utf-8")))
