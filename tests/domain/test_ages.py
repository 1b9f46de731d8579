"""Ages: kept once as they were told; bands are worked out, and bands that do not nest never mix."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.ages import (
    BAND_SETS,
    OLDEST,
    band,
    finest_set,
    is_child,
    is_older,
    span,
    tally,
)
from fieldapp.domain.fieldtypes import AGE, BadValue
from fieldapp.language import load_language
from tests.strategies import kept

ages = kept(AGE)
counted = st.lists(st.tuples(ages, st.integers(0, 500)), max_size=12)


@pytest.mark.parametrize(
    ("told", "kept_as", "years"),
    [
        (34, "34", (34, 34)),
        ("34", "34", (34, 34)),
        ("7.0", "7", (7, 7)),
        ("18 - 25", "18-25", (18, 25)),
        ("18–25", "18-25", (18, 25)),
        ("9-9", "9", (9, 9)),
        ("60+", "60+", (60, OLDEST)),
        ("child", "child", (0, 17)),
        ("older", "older", (60, OLDEST)),
        ("unknown", "unknown", None),
        ("x-elder", "x-elder", None),
        ("", None, None),
    ],
)
def test_an_age_is_kept_once_as_it_was_told(
    told: object, kept_as: str | None, years: tuple[int, int] | None
) -> None:
    assert AGE.accept(told) == kept_as
    assert span(kept_as) == years


@pytest.mark.parametrize("told", ["25-18", "200", "-3", "12 years", "old", "1.5", True, [3]])
def test_what_is_no_age_is_refused(told: object) -> None:
    with pytest.raises(BadValue):
        AGE.accept(told)


def test_an_age_is_shown_in_words() -> None:
    english, french = load_language("en"), load_language("fr")

    assert AGE.show("child", english) == "Child"
    assert AGE.show("34", english) == "34 years"
    assert AGE.show("1", english) == "1 year"
    assert AGE.show("18-25", english) == "18 to 25 years"
    assert AGE.show("65+", english) == "65 years and older"
    assert AGE.show("13-17", english) == "13 to 17 years"
    assert "34" in AGE.show("34", french)
    assert AGE.show(None, english) == ""


@given(ages)
def test_an_age_that_was_kept_is_kept_again_as_it_is(age: object) -> None:
    assert AGE.accept(age) == age


@given(ages, st.sampled_from(sorted(BAND_SETS)))
def test_an_age_is_in_a_band_only_when_it_fits_whole(age: object, name: str) -> None:
    found = band(age, BAND_SETS[name])
    own = span(age)

    if found is not None:
        limits = span(found)
        assert own is not None
        assert limits is not None
        assert limits[0] <= own[0] <= own[1] <= limits[1]
    elif own is not None:
        for each in BAND_SETS[name]:
            limits = span(each)
            assert limits is not None
            assert not limits[0] <= own[0] <= own[1] <= limits[1]


@given(counted, st.sampled_from(sorted(BAND_SETS)))
def test_nobody_is_lost_or_counted_twice_by_bands(
    people: list[tuple[object, int]], name: str
) -> None:
    found = tally(people, name)

    assert sum(found.bands.values()) + found.unplaced == sum(number for _, number in people)
    assert tuple(found.bands) == BAND_SETS[name]


@pytest.mark.parametrize("bands", BAND_SETS.values(), ids=BAND_SETS)
def test_bands_of_one_set_never_overlap(bands: tuple[str, ...]) -> None:
    spans = [found for each in bands if (found := span(each)) is not None]

    assert len(spans) == len(bands)
    for (_, last), (first, _) in pairwise(spans):
        assert last + 1 == first
    assert spans[0][0] == 0
    assert spans[-1][1] == OLDEST


def test_band_sets_that_do_not_nest_are_never_mixed_in_one_total() -> None:
    cbm, unhcr = ["0-5", "18-49"], ["0-4", "18-59"]

    assert finest_set(cbm) == "cbm"
    assert finest_set(unhcr) == "unhcr"
    assert finest_set([*cbm, *unhcr]) == "primero"  # coarser than both, and both fit into it
    assert finest_set(["13-17", "12-17"]) == "unhcr"
    assert finest_set(["50-59", "18-49", "70-79"]) == "cbm"
    assert finest_set(["5-11", "6-12"]) == "by_eye"
    assert finest_set([*cbm, "youth"]) is None
    assert finest_set(["unknown"]) is None
    mixed = tally([("0-5", 3), ("0-4", 2)], "unhcr")
    assert (mixed.bands["0-4"], mixed.unplaced) == (2, 3)


@given(ages)
def test_child_and_older_are_said_only_where_it_is_sure(age: object) -> None:
    own = span(age)

    if own is None:
        assert is_child(age) is None
        assert is_older(age) is None
    elif is_child(age):
        assert own[1] < 18
        assert is_older(age) is False
    assert is_child("youth") is None
    assert is_child("17") is True
    assert is_child("18") is False
    assert is_older("50+") is None
