"""New figures of displacement, rule of law and services that ask for another course."""

import pytest

from fieldapp.domain.disclosure import COMMUNITY, Disclosed
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.ledger import Ref, ledger_of
from fieldapp.domain.signals.course import signals
from tests.domain.ledgers import TODAY, names
from tests.domain.records import seen


def indicator(**values: Value) -> Disclosed:
    answers = {"name": "Families in flight", "direction": "down", "about": "displacement"}
    return seen("indicator", "i", **{**answers, **values})


def figure(day: str, value: float, id: str = "", **values: Value) -> Disclosed:
    return seen("observation", id, indicator="i", observed_on=day, value=value, **values)


BEFORE, NEW = figure("2026-06-10", 100, "before"), figure("2026-06-24", 130, "new")


def decided(day: str, **values: Value) -> Disclosed:
    return seen("decision", what="More patrols", indicator="i", decided_on=day, **values)


def test_a_new_figure_that_is_clearly_worse_asks_for_another_course() -> None:
    (signal,) = signals(ledger_of([NEW, indicator(place="KE0101"), BEFORE]), TODAY)

    assert (signal.name, signal.tone, signal.day) == ("course_worse", "warn", "2026-06-24")
    assert signal.about == (Ref("indicator", "i"), Ref("observation", "new"))
    assert signal.place == "KE0101"


def test_a_new_figure_that_is_clearly_better_or_of_unknown_direction_is_told_as_such() -> None:
    assert names(signals, indicator(direction="up"), BEFORE, NEW) == ["course_better"]
    assert names(signals, indicator(direction="x-own-code"), BEFORE, NEW) == ["course_changed"]


def test_a_change_up_to_the_limit_asks_for_nothing() -> None:
    assert names(signals, indicator(), BEFORE, figure("2026-06-24", 105)) == []
    assert names(signals, indicator(), BEFORE, figure("2026-06-24", 106)) == ["course_worse"]
    assert names(signals, indicator(baseline=0, target=1000), BEFORE, NEW) == []


def test_a_figure_is_new_for_fourteen_days() -> None:
    assert names(signals, indicator(), BEFORE, figure("2026-06-16", 130)) == ["course_worse"]
    assert names(signals, indicator(), BEFORE, figure("2026-06-15", 130)) == []


@pytest.mark.parametrize("about", ["displacement", "rule_of_law", "service_delivery"])
def test_only_what_moves_fast_is_watched(about: str) -> None:
    assert names(signals, indicator(about=about), BEFORE, NEW) == ["course_worse"]
    assert names(signals, indicator(about="trust"), BEFORE, NEW) == []


def test_a_decision_that_names_the_indicator_answers_the_figure() -> None:
    told = ["course_worse"]

    assert names(signals, indicator(), BEFORE, NEW, decided("2026-06-24")) == []
    assert names(signals, indicator(), BEFORE, NEW, decided("2026-06-24", step="refused")) == []
    assert names(signals, indicator(), BEFORE, NEW, decided("2026-06-24", step="proposed")) == told
    assert names(signals, indicator(), BEFORE, NEW, decided("2026-06-23")) == told
    other = seen("decision", what="More patrols", indicator="j", decided_on="2026-06-24")
    assert names(signals, indicator(), BEFORE, NEW, other) == told


def test_villages_are_not_compared_with_each_other() -> None:
    here = figure("2026-06-10", 100, place="KE0101")
    there = figure("2026-06-24", 130, place="KE0102")

    assert names(signals, indicator(), here, there) == []


def test_whoever_cannot_see_which_indicator_a_decision_names_is_told_nothing() -> None:
    public = seen(
        "indicator", "i", COMMUNITY, name="Families", direction="down", about="displacement"
    )

    assert names(signals, public, BEFORE, NEW) == []
