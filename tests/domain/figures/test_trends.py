"""Whether an indicator improves, from few, irregular and noisy figures."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.area import Areas
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.figures.trends import Assessment, assess, assessments, point_of
from fieldapp.domain.ledger import ledger_of
from fieldapp.domain.limits import Limits
from tests.domain.ledgers import TODAY
from tests.domain.records import seen

LIMITS = ledger_of([]).limits
START = date(2026, 1, 1)

Points = Sequence[tuple[int, float]]
"""Day since the start, and figure."""

# Figures are whole and factors powers of two, so that no figure lies a rounding error off a limit.
points = st.lists(
    st.tuples(st.integers(0, 400), st.integers(-50, 50).map(float)), min_size=1, max_size=9
)
ends = st.none() | st.integers(-60, 60)


def indicator(direction: Value = "up", **values: Value) -> Disclosed:
    return seen("indicator", "i", name="Wells that work", direction=direction, **values)


def figures(figures: Points, **values: Value) -> list[Disclosed]:
    return [
        seen(
            "observation", f"o{n}", indicator="i", value=value,
            observed_on=START + timedelta(days=day), **values,
        )
        for n, (day, value) in enumerate(figures)
    ]  # fmt: skip


def found(
    told: Points, direction: Value = "up", limits: Limits = LIMITS, **values: Value
) -> Assessment:
    return assess(indicator(direction, **values), figures(told), limits)


def test_figures_that_rise_improve_where_more_is_better_and_worsen_where_less_is() -> None:
    rising = [(0, 10), (30, 20), (65, 28), (90, 41)]

    assert found(rising).verdict == "improving"
    assert found(rising, "down").verdict == "worse"
    assert found(rising, "down").records == tuple(figures(rising))


def test_three_figures_or_two_days_are_too_little_data() -> None:
    assert found([(0, 10), (30, 20), (60, 30)]).verdict == "too_little_data"
    assert found([(0, 10), (0, 11), (30, 20), (30, 30)]).verdict == "too_little_data"
    assert found([(0, 10), (0, 11), (30, 20), (60, 30)]).verdict == "improving"


def test_the_same_figure_of_the_same_day_counts_once() -> None:
    assert found([(0, 10), (0, 10), (30, 20), (60, 30)]).verdict == "too_little_data"


def test_nobody_said_what_is_better_so_nothing_is_judged() -> None:
    rising = [(0, 10), (30, 20), (60, 30), (90, 40)]

    assert found(rising, None).verdict == "too_little_data"
    assert found(rising, None, target=30).reached is None


def test_a_change_up_to_the_limit_is_flat() -> None:
    """Five per cent of the way from 0 to 100 is 5."""
    five, more = [(0, 10), (1, 11), (3, 13), (5, 15)], [(0, 10), (1, 11), (3, 13), (5, 16)]

    assert found(five, baseline=0, target=100).verdict == "flat"
    assert found(more, baseline=0, target=100).verdict == "improving"


def test_without_an_aim_the_first_figure_is_the_measure() -> None:
    assert found([(0, 1000), (1, 1010), (2, 1020), (3, 1050)]).verdict == "flat"
    assert found([(0, 1000), (1, 1020), (2, 1040), (3, 1060)]).verdict == "improving"
    assert found([(0, 0), (1, 1), (2, 2), (3, 3)]).verdict == "improving"


def test_the_mission_sets_what_counts_as_change() -> None:
    wish = seen("limit", name="trend_change", value=50, decided_on="2026-01-01")
    rising = [(0, 10), (1, 12), (2, 14), (3, 16)]

    assert (
        found(rising, limits=ledger_of([wish]).limits, baseline=0, target=10).verdict == "improving"
    )
    assert found(rising, limits=ledger_of([wish]).limits, baseline=0, target=20).verdict == "flat"


def test_one_wild_figure_does_not_turn_the_course() -> None:
    assert found([(0, 10), (30, 12), (60, 500), (90, 14), (120, 16), (150, 18)]).verdict == (
        "improving"
    )
    assert found([(0, 10), (30, 12), (60, 14), (90, 16), (120, 18), (150, 0)]).verdict == "flat"


def test_figures_that_go_up_and_down_are_flat() -> None:
    assert found([(0, 10), (30, 30), (60, 8), (90, 31), (120, 12), (150, 29)]).verdict == "flat"
    assert found([(0, 10), (30, 40), (60, 20), (90, 30)]).verdict == "flat"


def test_what_was_long_ago_does_not_hide_that_the_course_has_changed() -> None:
    fell = [(30 * n, 1000.0 - n) for n in range(40)]
    rises = [(1200 + 30 * n, 900.0 + 10 * n) for n in range(24)]

    assert found([*fell, *rises]).verdict == "improving"
    assert len(found([*fell, *rises]).records) == 24


def test_progress_is_the_way_behind_us_from_the_baseline_to_the_aim() -> None:
    told = found([(0, 40), (30, 30)], "down", baseline=50, target=10)

    assert (told.latest, told.latest_on, told.progress) == (30, START + timedelta(days=30), 50)
    assert told.reached is False
    assert found([(0, 10)], "down", baseline=50, target=10).reached is True
    assert found([(0, 10)], baseline=10, target=10).progress is None
    assert found([]).latest is None


@pytest.mark.parametrize(("same_day", "middle"), [((3, 5, 100), 5), ((3, 5), 4)])
def test_of_several_figures_of_the_last_day_the_middle_counts(
    same_day: tuple[float, ...], middle: float
) -> None:
    assert found([(0, 1), *((9, value) for value in same_day)]).latest == middle


def test_villages_and_groups_are_judged_apart() -> None:
    up = [(0, 10), (30, 20), (60, 30), (90, 40)]
    down = [(day, -value) for day, value in up]
    here, there = figures(up, place="KE0101"), figures(down, place="KE0102")
    women = figures(down, place="KE0101", group="women")
    rows = [
        seen("observation", f"{n}", **each.values) for n, each in enumerate((*here, *there, *women))
    ]

    told = assessments(ledger_of([indicator(place="KE0102"), *rows]), TODAY)

    assert [(a.place, a.group, a.verdict) for a in told] == [
        ("KE0101", "", "improving"),
        ("KE0101", "women", "worse"),
        ("KE0102", "", "worse"),
    ]


def test_figures_of_days_to_come_do_not_count() -> None:
    told = assessments(ledger_of([indicator(), *figures([(0, 1), (5, 2)])]), START)

    assert [(a.latest, len(a.records)) for a in told] == [(1, 1)]


@given(points, st.permutations(range(9)), st.integers(-300, 300), ends, ends)
def test_neither_order_nor_a_shift_of_all_days_changes_the_verdict(
    told: Points, order: list[int], shift: int, baseline: int | None, target: int | None
) -> None:
    mixed = [told[n] for n in order if n < len(told)]
    moved = [(day + shift, value) for day, value in told]

    verdict = found(told, baseline=baseline, target=target).verdict

    assert found(mixed, baseline=baseline, target=target).verdict == verdict
    assert found(moved, baseline=baseline, target=target).verdict == verdict


@given(points, st.sampled_from((0.25, 0.5, 2, 1024)), ends, ends)
def test_another_unit_of_measure_does_not_change_the_verdict(
    told: Points, factor: float, baseline: int | None, target: int | None
) -> None:
    scaled = [None if end is None else end * factor for end in (baseline, target)]
    once = found(told, baseline=baseline, target=target)
    again = found(
        [(day, value * factor) for day, value in told], baseline=scaled[0], target=scaled[1]
    )

    assert (again.verdict, again.reached) == (once.verdict, once.reached)


@given(points, ends, ends)
def test_the_other_direction_swaps_improving_and_worse(
    told: Points, baseline: int | None, target: int | None
) -> None:
    swapped = {"improving": "worse", "worse": "improving"}
    up = found(told, "up", baseline=baseline, target=target).verdict

    assert found(told, "down", baseline=baseline, target=target).verdict == swapped.get(up, up)


@given(points, st.integers(0, 8), ends, ends)
def test_an_observation_entered_twice_changes_no_verdict(
    told: Points, twice: int, baseline: int | None, target: int | None
) -> None:
    again = [*told, told[twice % len(told)]]

    once = found(told, baseline=baseline, target=target)
    assert found(again, baseline=baseline, target=target).verdict == once.verdict
    assert found(again, baseline=baseline, target=target).latest == once.latest


@pytest.mark.parametrize("odd", ["2026-13-01", "soon", "", 8, True])
def test_a_figure_of_an_odd_day_is_left_out(odd: Value) -> None:
    one, *others = figures([(0, 10), (30, 20), (60, 30)])
    bad = replace(one, values={**one.values, "observed_on": odd})

    assert point_of(bad) is None
    assert len(assess(indicator(), [bad, *others], Limits((), Areas(())), place="").records) == 2
