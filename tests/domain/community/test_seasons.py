"""When a season comes: once or every year, across the new year, and on a leap day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.community.seasons import calendar
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.ledger import ledger_of
from tests.domain.records import ledger, seen

days = st.dates(date(1999, 1, 1), date(2045, 12, 31))


def season(first: date, last: date, **more: object) -> Disclosed:
    return seen("season", name="Rains", type="rains", from_on=first, until_on=last, **more)


@given(days, st.integers(0, 500), days, st.integers(0, 800))
def test_a_season_is_in_the_calendar_on_the_days_it_holds(
    first: date, long: int, begin: date, wide: int
) -> None:
    last, end = first + timedelta(long), begin + timedelta(wide)

    found = calendar(ledger(season(first, last)), "", begin, end)

    assert bool(found) == (first <= end and begin <= last)


@given(days, st.integers(0, 300), days)
def test_what_comes_every_year_comes_once_in_every_year(first: date, long: int, day: date) -> None:
    yearly = ledger(season(first, first + timedelta(long), every_year=True))

    found = calendar(yearly, "", date(day.year, 1, 1), date(day.year, 12, 31))

    assert [s for s in found if s.first.year == day.year]
    assert all((s.first.month, s.first.day) in ((first.month, first.day), (2, 28)) for s in found)
    assert len({s.first.year for s in found}) == len(found) <= 2


def test_a_leap_day_is_the_28th_in_other_years() -> None:
    yearly = ledger(season(date(2024, 2, 29), date(2024, 3, 3), every_year=True))

    (found,) = calendar(yearly, "", date(2027, 2, 1), date(2027, 4, 1))

    assert (found.first, found.last) == (date(2027, 2, 28), date(2027, 3, 3))


def test_a_season_of_a_county_comes_to_its_villages_and_to_no_other() -> None:
    land = [
        seen("place", name="Gorom", pcode="XX0101", place="XX01"),
        season(date(2026, 6, 1), date(2026, 9, 1), place="XX01"),
    ]

    period = date(2026, 1, 1), date(2026, 12, 31)
    assert calendar(ledger_of(land), "XX0101", *period)
    assert not calendar(ledger_of(land), "XX0201", *period)


def test_the_calendar_of_no_place_is_that_of_every_place() -> None:
    here = ledger(season(date(2026, 6, 1), date(2026, 9, 30), place="KE0104"))

    assert calendar(here, "", date(2026, 7, 1), date(2026, 7, 2))
    assert not calendar(here, "KE0107", date(2026, 7, 1), date(2026, 7, 2))


def test_the_ends_of_the_calendar_are_no_obstacle() -> None:
    yearly = ledger(season(date(2026, 11, 1), date(2027, 2, 1), every_year=True))

    assert calendar(yearly, "", date(1, 1, 1), date(1, 12, 31))
    assert calendar(yearly, "", date(9999, 6, 1), date(9999, 12, 31)) == ()
