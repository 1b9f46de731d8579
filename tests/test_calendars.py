"""Calendars: days whose names are known, every day there and back, months in each language."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.calendars import CALENDARS, LocalDay, month_names
from fieldapp.language import PAPER_LANGUAGES

KNOWN = [
    ("ethiopian", date(2024, 9, 11), (2017, 1, 1)),
    ("ethiopian", date(2023, 9, 12), (2016, 1, 1)),  # after a leap day of their own
    ("ethiopian", date(2023, 9, 11), (2015, 13, 6)),
    ("ethiopian", date(2024, 1, 7), (2016, 4, 28)),  # Genna in a leap year
    ("solar-hijri", date(2024, 3, 20), (1403, 1, 1)),
    ("solar-hijri", date(2023, 3, 21), (1402, 1, 1)),
    ("solar-hijri", date(2021, 3, 20), (1399, 12, 30)),
    ("solar-hijri", date(2021, 8, 19), (1400, 5, 28)),  # Afghan independence day
    ("islamic", date(2024, 3, 11), (1445, 9, 1)),
    ("islamic", date(2024, 7, 7), (1446, 1, 1)),
    ("islamic", date(2023, 4, 21), (1444, 10, 1)),
    ("islamic", date(1945, 12, 5), (1365, 1, 1)),  # the first day that was published
]

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
calendars = st.sampled_from(list(CALENDARS))


@pytest.mark.parametrize(("calendar", "day", "told"), KNOWN)
def test_a_known_day_is_called_as_it_is_known(
    calendar: str, day: date, told: tuple[int, int, int]
) -> None:
    assert CALENDARS[calendar].local(day) == LocalDay(*told)


@given(calendars, days)
def test_every_day_comes_back_from_what_it_is_called(calendar: str, day: date) -> None:
    own = CALENDARS[calendar]

    assert own.gregorian(own.local(day)) == day


@given(calendars, days)
def test_the_next_day_is_the_next_of_the_month_or_the_first_of_another(
    calendar: str, day: date
) -> None:
    today = CALENDARS[calendar].local(day)
    tomorrow = CALENDARS[calendar].local(day + timedelta(days=1))

    assert tomorrow > today
    if tomorrow.day == 1:
        assert today.day >= (29 if today.month < 13 else 5)
    else:
        assert tomorrow == LocalDay(today.year, today.month, today.day + 1)


@pytest.mark.parametrize("calendar", list(CALENDARS))
def test_no_year_from_1900_to_2100_is_passed_over_or_has_a_month_too_many(calendar: str) -> None:
    own = CALENDARS[calendar]
    first, last = own.local(date(1900, 1, 1)).year, own.local(date(2100, 12, 31)).year
    months = 13 if calendar == "ethiopian" else 12

    starts = [own.new_year(year) for year in range(first, last + 2)]

    lengths = {b - a for a, b in itertools.pairwise(starts)}
    assert lengths == ({353, 354, 355} if calendar == "islamic" else {365, 366})
    assert {len(own.lengths(year)) for year in range(first, last + 1)} == {months}


def test_leap_years_of_the_solar_calendar_are_those_that_were_kept_and_are_announced() -> None:
    own = CALENDARS["solar-hijri"]
    years = range(1342, 1413)

    leap = [year for year in years if own.new_year(year + 1) - own.new_year(year) == 366]

    assert leap == [
        *(1342, 1346, 1350, 1354, 1358, 1362, 1366),
        *(1370, 1375, 1379, 1383, 1387, 1391, 1395, 1399, 1403, 1408, 1412),
    ]


@pytest.mark.parametrize(
    ("calendar", "day"),
    [
        ("ethiopian", (2016, 13, 6)),
        ("ethiopian", (2016, 14, 1)),
        ("solar-hijri", (1402, 12, 30)),
        ("islamic", (1445, 0, 1)),
        ("islamic", (1446, 1, 0)),
    ],
)
def test_a_day_that_a_calendar_does_not_have_is_refused(
    calendar: str, day: tuple[int, int, int]
) -> None:
    with pytest.raises(ValueError, match="LocalDay"):
        CALENDARS[calendar].gregorian(LocalDay(*day))


@pytest.mark.parametrize("calendar", list(CALENDARS))
def test_months_have_names_of_their_own_in_every_language_of_papers(calendar: str) -> None:
    number = 13 if calendar == "ethiopian" else 12
    for language in PAPER_LANGUAGES:
        assert len(set(month_names(calendar, language))) == number

    for language in set(PAPER_LANGUAGES) & {"am", "my", "ar"}:
        assert not any(name.isascii() for name in month_names(calendar, language))


def test_the_solar_months_are_afghan_but_for_persian() -> None:
    solar = [month_names("solar-hijri", language)[0] for language in ("en", "fa", "prs", "ps")]

    assert solar == ["Hamal", "فروردین", "حمل", "وری"]


def test_a_language_without_names_of_its_own_has_the_english_ones() -> None:
    assert month_names("ethiopian", "ps") == month_names("ethiopian", "en")
