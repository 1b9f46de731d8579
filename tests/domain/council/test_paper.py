"""The paper as plain data: what can be read off it."""

import pytest

from fieldapp.domain.council import Period
from fieldapp.domain.council.paper import Money, Step
from fieldapp.domain.fieldtypes import Value


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        ("2026-03-31", False),
        ("2026-04-01", True),
        ("2026-06-30", True),
        ("2026-07-01", False),
        ("", False),
        (None, False),
        (20260515, False),
    ],
)
def test_a_period_holds_its_first_and_its_last_day(day: Value, holds: bool) -> None:
    assert Period("2026-04-01", "2026-06-30").holds(day) is holds


@pytest.mark.parametrize(
    ("ours", "theirs", "disputed"),
    [("done", "partly", True), ("done", "done", False), ("done", "", False), ("", "done", False)],
)
def test_a_step_is_disputed_when_both_sides_spoke_and_differ(
    ours: str, theirs: str, disputed: bool
) -> None:
    assert Step("Roof", "", "", ours, theirs, "").disputed is disputed


@pytest.mark.parametrize(
    ("planned", "spent", "left"),
    [(100, 30, 70), (0.3, 0.1, 0.2), (100, 130.5, -30.5), (None, 5, None), (5, None, None)],
)
def test_what_is_left_is_exact_to_the_cent(
    planned: float | None, spent: float | None, left: float | None
) -> None:
    assert Money(planned, spent, "SSP", None).left == left
