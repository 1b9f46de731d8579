"""How late an incident was reported, and how long each step took."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.ledger import ledger_of
from fieldapp.domain.protection.response_times import Took, delay, delay_class, response_times
from tests.domain.records import seen

CLASSES = ("0_3_days", "4_5_days", "6_14_days", "2_weeks_1_month", "over_1_month")


def incident(**values: Value) -> Disclosed:
    return seen("incident", "i", **{"happened_on": "2026-06-01", "type": "threat", **values})


def step(name: str, day: str, at: Value = None) -> Disclosed:
    return seen("incident_response", incident="i", step=name, on=day, at=at)


def heard(day: str) -> Disclosed:
    return seen("incident_source", incident="i", kind_of_source="witness", heard_on=day)


@pytest.mark.parametrize(
    ("days", "found"),
    [
        (0, "0_3_days"), (3, "0_3_days"), (4, "4_5_days"), (5, "4_5_days"), (6, "6_14_days"),
        (14, "6_14_days"), (15, "2_weeks_1_month"), (30, "2_weeks_1_month"),
        (31, "over_1_month"), (-1, ""),
    ],
)  # fmt: skip
def test_each_day_is_in_the_class_that_names_it(days: int, found: str) -> None:
    assert delay_class(days) == found


@given(st.integers(0, 4000))
def test_a_day_later_is_never_in_an_earlier_class(days: int) -> None:
    assert CLASSES.index(delay_class(days)) <= CLASSES.index(delay_class(days + 1))


def late(*rows: Disclosed, **values: Value) -> str:
    told = incident(**values)
    return delay(ledger_of([told, *rows]), told)


def test_the_delay_runs_to_the_first_step_received_or_else_to_what_was_heard_first() -> None:
    assert late(step("received", "2026-06-09"), step("received", "2026-06-05")) == "4_5_days"
    assert late(step("verified", "2026-06-02"), heard("2026-06-20"), heard("2026-06-08")) == (
        "6_14_days"
    )
    assert late(heard("2026-06-01"), step("received", "2026-06-05")) == "4_5_days"
    assert late() == ""
    assert late(step("received", "2026-05-31")) == ""


def test_a_day_that_is_not_sure_gives_a_class_only_where_it_makes_no_difference() -> None:
    assert late(step("received", "2026-06-05"), date_precision="few_days") == ""
    assert late(step("received", "2026-06-11"), date_precision="few_days") == "6_14_days"
    assert late(step("received", "2026-06-11"), date_precision="unknown") == ""
    assert late(step("received", "2026-09-01"), date_precision="month") == "over_1_month"


def took(*rows: Disclosed) -> tuple[Took, ...]:
    return response_times(ledger_of([incident(), *rows]), incident())


def test_times_are_in_hours_where_both_steps_give_one_and_else_in_days() -> None:
    assert took(
        step("told", "2026-06-09", 8),
        step("acted", "2026-06-03"),
        step("received", "2026-06-01", 22),
        step("verified", "2026-06-02", 4),
        step("verified", "2026-06-05", 3),
    ) == (
        Took("received", "verified", 6, "hours"),
        Took("verified", "acted", 1, "days"),
        Took("acted", "told", 6, "days"),
    )


def test_a_step_that_came_before_the_one_it_follows_took_less_than_nothing() -> None:
    assert took(step("acted", "2026-06-03"), step("told", "2026-06-01")) == (
        Took("acted", "told", -2, "days"),
    )
    assert took(step("acted", "2026-06-03")) == ()


def test_the_first_row_of_a_day_with_an_hour_goes_before_one_without() -> None:
    assert took(step("received", "2026-06-01"), step("received", "2026-06-01", 23),
                step("verified", "2026-06-02", 1)) == (
        Took("received", "verified", 2, "hours"),
    )  # fmt: skip


@pytest.mark.parametrize("odd", ["2026-13-01", "soon", "", 8, True])
def test_a_step_of_an_odd_day_is_left_out(odd: Value) -> None:
    one = step("received", "2026-06-01")
    bad = replace(one, values={**one.values, "on": odd})

    assert late(bad, happened_on="2026-06-01") == ""
    assert took(bad, step("told", "2026-06-03")) == ()
