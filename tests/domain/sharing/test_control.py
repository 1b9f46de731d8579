"""What may be told of counts: every mission of a small land, attacked by who knows the program."""

from collections.abc import Iterable
from itertools import product

import pytest

from fieldapp.domain.sharing.control import Node, smallest_area, tellable, units_of
from tests.domain.records import ledger, seen

LEAST = 3
Land = tuple[Node, ...]

ONE_STATE: Land = (("K", "A", "1"), ("K", "A", "2"), ("K", "A", "3"), ("K", "A", "4"))
STATES: Land = (("K", "A", "1"), ("K", "B", "1"), ("K", "B", "2"), ("K", "C", "1"), ("K", "D", "1"))
NO_COUNTY: Land = (("K", "A", ""), ("K", "A", "1"), ("K", "A", "2"), ("K", "A", "3"))
CODES: Land = tuple(("K", "A", c, code) for c in "12" for code in "xy")


@pytest.mark.parametrize(
    ("land", "codes"), [(ONE_STATE, 1), (STATES, 1), (NO_COUNTY, 1), (CODES, 2)]
)
def test_whoever_knows_all_that_is_told_and_how_it_is_decided_knows_no_withheld_count(
    land: Land, codes: int
) -> None:
    """Of all missions that would tell the same, each withheld count is anything below the
    smallest."""
    missions: dict[frozenset[tuple[Node, int]], list[tuple[int, ...]]] = {}
    units = {node[:3] for node in land}
    for numbers in product(range(LEAST + 1), repeat=len(land)):
        told = tellable(dict(zip(land, numbers, strict=True)), units, codes, LEAST)
        missions.setdefault(frozenset(told.items()), []).append(numbers)

    for told, alike in missions.items():
        alone = dict(told)
        for n, node in enumerate(land):
            possible = {numbers[n] for numbers in alike}
            assert possible == {alone[node]} if node in alone else possible >= set(range(LEAST))


def of(
    counts: dict[Node, int], units: Iterable[Node] = ONE_STATE, codes: int = 1
) -> dict[Node, int]:
    return tellable(counts, set(units), codes, 5)


def test_what_may_stand_alone_is_told_alone() -> None:
    assert of({ONE_STATE[0]: 5, ONE_STATE[1]: 4}) == {ONE_STATE[0]: 5}


def test_neighbours_that_are_few_are_told_together_where_each_can_still_be_anything() -> None:
    assert of({ONE_STATE[0]: 3, ONE_STATE[1]: 4}) == {("K", "A"): 7}
    assert of(dict.fromkeys(ONE_STATE, 3)) == {("K", "A"): 12}
    assert of(dict.fromkeys(ONE_STATE, 4)) == {}  # of sixteen, four each


def test_what_a_state_may_not_tell_goes_to_the_country() -> None:
    few = {STATES[0]: 3, STATES[3]: 3, STATES[4]: 2}

    assert of(few, STATES) == {("K",): 8}


def test_codes_that_are_few_are_told_together_in_their_county() -> None:
    assert of({CODES[0]: 3, CODES[1]: 4}, {node[:3] for node in CODES}, 9) == {("K", "A", "1"): 7}


def test_a_place_lies_in_the_units_that_are_known_of_it() -> None:
    land = ledger(
        seen("place", "c", name="Kelland", pcode="KE", type="country"),
        seen("place", "s", name="Kelda", pcode="KE01", type="adm1", place="KE"),
        seen("place", "v", name="Gorom", type="village", place="s"),
    )

    assert units_of(land, "v") == ("KE", "KE01", "")
    assert units_of(land, "nowhere") == ("", "", "")


@pytest.mark.parametrize(
    ("set_by", "level"), [((), 2), ((4,), 4), ((1,), 1), ((4, 1), 1), ((0,), 0)]
)
def test_the_coarsest_area_that_any_place_has_set_holds_everywhere(
    set_by: tuple[int, ...], level: int
) -> None:
    limits = [
        seen("limit", name="smallest_area", value=n, place=f"P{n}" if len(set_by) > 1 else None)
        for n in set_by
    ]

    assert smallest_area(ledger(*limits)) == level
