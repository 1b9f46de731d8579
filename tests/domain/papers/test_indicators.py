"""The sheet of indicators: the figures of a place and a period, and none that counts so few."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.area import Areas
from fieldapp.domain.council import Period
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.figures.trends import IMPROVING
from fieldapp.domain.limits import Limits
from fieldapp.domain.papers.indicators import KINDS, IndicatorSheet, Point, indicators
from tests.domain.council.villages import GOROM, NEEDS, row
from tests.domain.papers.gorom import PLACE, sorted_by_kind

YEI = row("place", "0199-yei", name="Yei")
LIMITS = Limits((), Areas(()))
DAYS = ("2026-02-01", "2026-04-10", "2026-05-10", "2026-06-10", "2026-07-01")
PEOPLE = row(
    "indicator", "i", name="Came back", direction="up", measure="unit", about="displacement",
    baseline=0, baseline_on="2026-01-01", target=100, target_on="2027-01-01",
)  # fmt: skip


def made(*rows: Disclosed, place: Disclosed | None = PLACE) -> IndicatorSheet:
    needs = NEEDS if place else replace(NEEDS, places=frozenset(), place_name="")
    known = sorted_by_kind(PLACE, YEI, *rows, kinds=KINDS)
    return indicators(needs, place, known, LIMITS)


def seen(n: int, value: float, day: str, place: str = GOROM, **more: str) -> Disclosed:
    return row(
        "observation", f"o{n}", indicator="i", value=value, observed_on=day, place=place, **more
    )


def test_a_period_draws_its_figures_and_the_course_is_read_from_all_before_its_end() -> None:
    figures = [
        seen(n, value, day)
        for n, (value, day) in enumerate(zip((10, 30, 50, 70, 90), DAYS, strict=True))
    ]
    (measured,) = made(PEOPLE, *figures).measured

    assert [point.value for point in measured.points] == [30, 50, 70]
    assert measured.latest == Point("2026-06-10", 70)
    assert (measured.verdict, measured.progress, measured.place) == (IMPROVING, 70, "")
    assert measured.baseline == Point("2026-01-01", 0)


@given(st.integers(1, 4), st.integers(1, 4))
def test_a_figure_of_few_people_changes_nothing_but_that_something_is_not_shown(
    few: int, as_few: int
) -> None:
    one, other = (
        made(PEOPLE, seen(1, 20, "2026-04-10"), seen(2, n, "2026-05-10")) for n in (few, as_few)
    )

    assert one == other
    assert one.withheld == 1
    assert [point.value for point in one.measured[0].points] == [20]


@pytest.mark.parametrize("name", ["baseline", "target"])
def test_a_beginning_or_an_aim_of_few_people_is_not_shown_nor_the_way_from_it(name: str) -> None:
    few = row("indicator", "i", **{**PEOPLE.values, name: 3})
    (measured,) = made(few, seen(1, 20, "2026-04-10")).measured

    assert getattr(measured, name) is None
    assert measured.progress is None
    assert measured.withheld


def test_per_cents_are_no_people() -> None:
    share = row("indicator", "i", **{**PEOPLE.values, "measure": "percentage"})

    assert made(share, seen(1, 3, "2026-04-10")).measured[0].latest == Point("2026-04-10", 3)


def test_a_sheet_of_a_place_has_its_own_figures_and_the_missions_names_each_place() -> None:
    rows = (PEOPLE, seen(1, 20, "2026-04-10"), seen(2, 30, "2026-04-10", YEI.id, group="women"))

    assert [(m.place, m.group) for m in made(*rows).measured] == [("", "")]
    assert [(m.place, m.group) for m in made(*rows, place=None).measured] == [
        ("Gorom", ""),
        ("Yei", "women"),
    ]


def test_the_last_scorecard_of_the_period_stands_beside_the_figures() -> None:
    review = {"place": GOROM, "agreement": "agree"}
    paper = made(
        row("joint_review", "old", **review, held_on="2026-04-02"),
        row("joint_review", "new", **review, held_on="2026-06-02"),
        row("joint_review", "after", **review, held_on="2026-07-01"),
        *(
            row("score", one, joint_review=one, subject=one, women=50)
            for one in ("old", "new", "after")
        ),
    )

    assert [(each.held_on, each.scores[0].subject) for each in paper.reviews] == [
        ("2026-06-02", "new")
    ]
    assert paper.opening.period == Period("2026-04-01", "2026-06-30")
