"""Who came and who has a seat: added up in one band set only, and never so that it points."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldapp.domain.ages import BAND_SETS, band
from fieldapp.domain.codelists import code_list
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.figures.participation import SEXES, Participation, attendance, seats
from fieldapp.domain.ledger import Ref, ledger_of
from tests.domain.figures.test_small_counts import most, solved
from tests.domain.records import ledger, seen

FIRST, LAST = date(2026, 1, 1), date(2026, 6, 30)
VILLAGES = ("N1", "N2", "S1")
LAND = (
    seen("place", "north", name="North", pcode="N"),
    seen("place", "gorom", name="Gorom", pcode="N1", place="N"),
    seen("place", "kelda", name="Kelda", pcode="N2", place="N"),
    seen("place", "third", name="Third", pcode="S1"),
    *(
        seen("meeting", f"in-{p}", title="Talk", held_on="2026-05-04", place=p) for p in VILLAGES
    ),
)  # fmt: skip


def came(
    number: int, sex: str = "female", age: str = "adult", place: str = "N1", disabled: int = 0
) -> Disclosed:
    return seen(
        "attendance", meeting=f"in-{place}", sex=sex, age_group=age, count=number,
        with_disability=disabled,
    )  # fmt: skip


def at(area: str, *rows: Disclosed) -> Participation:
    return attendance(ledger(*LAND, *rows), area, FIRST, LAST)


# ------------------------------------------------------------------ what is counted


def test_who_came_is_counted_by_sex_and_age() -> None:
    made = at("N1", came(9), came(7, "male", "older"), came(11, "male", "child"))

    assert made.band_set == "by_eye"
    assert made.grid.count() == 27
    assert made.grid.count("male") == 18
    assert made.grid.count("male", "older") == 7
    assert made.grid.count(column="child") == 11
    assert not made.withheld


def test_other_places_and_other_times_are_not_counted() -> None:
    late = seen("meeting", "late", title="Talk", held_on="2026-07-01", place="N1")
    row = seen("attendance", meeting="late", sex="female", age_group="adult", count=9)

    made = at("N1", late, row, came(9), came(9, place="N2"))

    assert made.grid.count() == 9
    assert len(made.about) == 1


def test_a_meeting_of_the_last_day_counts() -> None:
    last = seen("meeting", "last", title="Talk", held_on=LAST, place="N1")
    row = seen("attendance", meeting="last", sex="female", age_group="adult", count=9)

    assert at("N1", last, row).grid.count() == 9


@pytest.mark.parametrize(
    ("ages", "band_set"),
    [
        (("0-4", "5-11"), "unhcr"),
        (("0-5", "12-17"), "primero"),
        (("0-17", "18-59"), "by_eye"),
        (("0-5", "0-4", "adult"), "primero"),
        (("34", "7"), "cbm"),
        (("youth", "adult"), ""),  # somebody of 15 to 24 is in no band of any set
    ],
)
def test_ages_are_told_in_one_set_into_which_all_of_them_fit(
    ages: Sequence[str], band_set: str
) -> None:
    made = at("N1", *(came(20, age=age) for age in ages))

    assert made.band_set == band_set
    assert all(band(age, BAND_SETS.get(band_set, ())) for age in ages) == bool(band_set)
    assert made.grid.count() == 20 * len(ages)


def test_an_age_that_nobody_told_is_a_column_of_its_own() -> None:
    made = at("N1", came(20, age="child"), came(10, age="unknown"))

    assert made.band_set == "by_eye"
    assert made.grid.count(column="unknown") == 10
    assert made.grid.count(column="child") == 20


def test_seats_with_and_without_a_vote_are_told_apart() -> None:
    council = seen("actor", "council", name="Council", place="N1")
    rows = [
        seen("seat", actor="council", sex="female", age_group="adult", count=n, with_vote=vote)
        for n, vote in ((6, True), (8, False), (9, None))
    ]

    land = ledger(*LAND, council, *rows)
    assert seats(land, "N1", with_vote=True).grid.count("female") == 6
    assert seats(land, "N1", with_vote=False).grid.count("female") == 17


# ------------------------------------------------------------------ disability


def test_disability_is_told_by_sex_where_every_part_may_be() -> None:
    made = at("N1", came(20, disabled=6), came(20, "male", disabled=7))

    assert made.with_disability == 13
    assert made.disability_by_sex["female"] == 6


@pytest.mark.parametrize("disabled", [1, 4, 16, 19])
def test_few_with_a_disability_or_few_without_are_not_told(disabled: int) -> None:
    made = at("N1", came(20, disabled=disabled))

    assert made.with_disability is None
    assert made.disability_by_sex == dict.fromkeys(SEXES)


def test_where_one_sex_is_few_only_the_sum_is_told() -> None:
    made = at("N1", came(20, disabled=2), came(20, "male", disabled=7))

    assert made.with_disability == 9
    assert made.disability_by_sex == dict.fromkeys(SEXES)


# ------------------------------------------------------------------ what is withheld


def test_a_small_count_is_withheld_and_so_is_what_would_give_it_away() -> None:
    made = at("N1", came(2), came(30, "male"))

    assert made.grid.count("female") is None
    assert made.grid.count("male") is None
    assert made.grid.count() == 32
    assert made.withheld


def test_a_village_that_may_not_stand_alone_is_not_in_the_countys_total() -> None:
    rows = came(2), came(30, "male"), came(9, place="N2"), came(20, "male", place="N2")

    made = at("N", *rows)

    assert (made.grid.count(), made.grid.count("female")) == (29, 9)
    assert made.places_left_out == 1
    assert made.withheld


def test_where_every_place_is_left_out_no_total_says_nobody() -> None:
    made = at("", came(2), came(30, "male"))

    assert set(made.grid.counts.values()) == {None}
    assert made.places_left_out == 1


rows = st.lists(
    st.builds(
        lambda number, sex, age, place, disabled: came(
            number, sex, age, place, min(number, disabled)
        ),
        st.integers(0, 12),
        st.sampled_from(tuple(code_list("sex").labels)),
        st.sampled_from(tuple(code_list("age_group").labels)),
        st.sampled_from(VILLAGES),
        st.integers(0, 9),
    ),
    max_size=10,
)


@settings(max_examples=30)
@given(rows)
def test_from_what_is_shown_no_withheld_count_can_be_worked_out(told: list[Disclosed]) -> None:
    for area in ("", "N", *VILLAGES):
        made = at(area, *told)

        if set(made.grid.counts.values()) != {None}:
            assert not solved(made.grid)
            high = most(made.grid)
            assert all(high[s] >= made.least for s, n in made.grid.counts.items() if n is None)


@given(rows)
def test_the_totals_of_places_do_not_give_away_each_other(told: list[Disclosed]) -> None:
    shown = {area: at(area, *told).grid for area in ("", "N", *VILLAGES)}
    for sex in SEXES:
        county, village = shown["N"].count(sex), shown["N2"].count(sex)
        own = sum(r.values["count"] for r in told if _is(r, sex, "N1"))  # type: ignore[misc]
        if county is not None and village is not None and shown["N1"].count(sex) is None:
            assert county - village != own or not 0 < own < 5


def _is(row: Disclosed, sex: str, place: str) -> bool:
    return row.values["sex"] == sex and row.values["meeting"] == f"in-{place}"


@given(rows)
def test_the_order_of_records_changes_nothing(told: list[Disclosed]) -> None:
    everything = [*LAND, *told]
    made = attendance(ledger_of(everything), "N", FIRST, LAST)

    assert attendance(ledger_of(reversed(everything)), "N", FIRST, LAST) == made


@given(rows)
def test_every_record_behind_it_exists(told: list[Disclosed]) -> None:
    assert set(at("", *told).about) <= {Ref(r.kind, r.id) for r in told}
