"""What is proposed for acknowledgement, and what for recalibration."""

from collections.abc import Sequence

import pytest

from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.ledger import Ref, ledger_of
from fieldapp.domain.signals.results import signals
from tests.domain.ledgers import TODAY, names
from tests.domain.records import seen

DAYS = ("2026-03-01", "2026-04-01", "2026-05-01", "2026-06-01")


def indicator(**values: Value) -> Disclosed:
    answers = {"name": "Wells that work", "direction": "up", **values}
    return seen("indicator", "i", **answers)


def figures(*told: float, days: Sequence[str] = DAYS) -> list[Disclosed]:
    return [
        seen("observation", f"o{n}", indicator="i", value=value, observed_on=day)
        for n, (value, day) in enumerate(zip(told, days, strict=False))
    ]


@pytest.mark.parametrize(
    ("told", "name", "tone"),
    [
        ((10, 20, 30, 40), "result_improving", "ok"),
        ((10, 10, 10, 10), "result_flat", "warn"),
        ((40, 30, 20, 10), "result_worse", "bad"),
    ],
)
def test_an_indicator_is_told_by_its_course(told: tuple[float, ...], name: str, tone: str) -> None:
    (signal,) = signals(ledger_of([indicator(place="KE0101"), *figures(*told)]), TODAY)

    assert (signal.name, signal.tone, signal.place) == (name, tone, "KE0101")
    assert signal.about == (
        Ref("indicator", "i"), *(Ref("observation", f"o{n}") for n in range(4)),
    )  # fmt: skip
    assert signal.facts == {"count": 4}


def test_an_indicator_that_stays_at_its_aim_needs_no_other_course() -> None:
    assert names(signals, indicator(target=10), *figures(10, 10, 10, 10)) == []


def test_an_aim_whose_day_has_passed_is_told_until_it_is_reached() -> None:
    aim = {"target": 20, "target_on": "2026-06-29"}

    assert names(signals, indicator(**aim), *figures(10)) == ["result_aim_overdue"]
    assert names(signals, indicator(**aim), *figures(20)) == []
    assert names(signals, indicator(target=20, target_on="2026-06-30"), *figures(10)) == []


def test_a_course_is_not_told_from_old_figures() -> None:
    """180 days before the last of June is the first of January."""
    old = ("2025-10-01", "2025-11-01", "2025-12-01", "2025-12-31")
    still_new = (*old[:3], "2026-01-01")

    assert names(signals, indicator(), *figures(1, 2, 3, 4, days=old)) == ["result_unobserved"]
    assert names(signals, indicator(), *figures(1, 2, 3, 4, days=still_new)) == ["result_improving"]


def test_an_indicator_that_nobody_has_observed_is_told() -> None:
    assert names(signals, indicator()) == ["result_never_observed"]
    assert names(signals, indicator(baseline_on="2025-12-31")) == ["result_unobserved"]
    assert names(signals, indicator(baseline_on="2026-06-01")) == []
