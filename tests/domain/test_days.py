from datetime import date

import pytest

from fieldapp.domain.days import after, day_of


@pytest.mark.parametrize("odd", ["2026-13-01", "", "soon", 8, True, None, ("2026-01-01",)])
def test_what_is_no_day_is_none(odd: object) -> None:
    assert day_of(odd) is None  # type: ignore[arg-type]


def test_a_day_beyond_the_calendar_is_its_last_or_its_first() -> None:
    day = date(2026, 6, 30)

    assert after(day, 1) == date(2026, 7, 1)
    assert after(day, -30) == date(2026, 5, 31)
    assert after(day, 1e12) == date.max
    assert after(day, -1e12) == date.min
