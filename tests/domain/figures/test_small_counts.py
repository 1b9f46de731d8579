"""What a reader who can add and subtract learns from a table with counts withheld."""

from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.figures.small_counts import Grid, Spot, least_shown, protect, safe, standing
from fieldapp.domain.ledger import Ledger
from tests.domain.records import ledger, seen

ROWS, COLUMNS = ("female", "male", "other"), ("0-17", "18-59", "60+", "unknown")
LEAST = 5

small_and_large = st.sampled_from((0, 0, 1, 2, 3, 4, 5, 6, 9, 20))
tables = st.fixed_dictionaries({(r, c): small_and_large for r in ROWS for c in COLUMNS})


def sums(grid: Grid) -> list[tuple[Spot, list[Spot]]]:
    """Return every total of a table with the counts that it is the sum of."""
    of_rows = [((r, None), [(r, c) for c in grid.columns]) for r in grid.rows]
    of_columns = [((None, c), [(r, c) for r in grid.rows]) for c in (*grid.columns, None)]
    whole: list[tuple[Spot, list[Spot]]] = [
        *(of_rows if grid.columns else []),
        *of_columns,
        *([((None, None), [(None, c) for c in grid.columns])] if grid.columns else []),
    ]
    return whole


def solved(grid: Grid) -> set[Spot]:
    """Return the withheld counts that the totals determine (elimination over fractions)."""
    unknown = [spot for spot, number in grid.counts.items() if number is None]
    lines = []
    for total, parts in sums(grid):
        line = [Fraction(0)] * len(unknown)
        for spot, sign in ((total, -1), *((part, 1) for part in parts)):
            if spot in unknown:
                line[unknown.index(spot)] += sign
        lines.append(line)
    done = 0
    for column in range(len(unknown)):
        pivot = next((n for n in range(done, len(lines)) if lines[n][column]), None)
        if pivot is None:
            continue
        lines[done], lines[pivot] = lines[pivot], lines[done]
        lines[done] = [x / lines[done][column] for x in lines[done]]
        for n, line in enumerate(lines):
            if n != done and line[column]:
                lines[n] = [x - line[column] * y for x, y in zip(line, lines[done], strict=True)]
        done += 1
    alone = [[n for n, x in enumerate(line) if x] for line in lines]
    return {unknown[found[0]] for found in alone if len(found) == 1}


def most(grid: Grid) -> Mapping[Spot, float]:
    """Return the most that each count can be, tightened line by line; none is negative."""
    low = {spot: 0 if n is None else n for spot, n in grid.counts.items()}
    high = {spot: float("inf") if n is None else n for spot, n in grid.counts.items()}
    before: object = None
    while before != (before := (tuple(low.values()), tuple(high.values()))):
        for total, parts in sums(grid):
            high[total] = min(high[total], sum(high[p] for p in parts))
            low[total] = max(low[total], sum(low[p] for p in parts))
            for part in parts:
                others = [p for p in parts if p != part]
                high[part] = min(high[part], high[total] - sum(low[p] for p in others))
                if float("inf") not in (high[p] for p in others):
                    low[part] = max(low[part], low[total] - int(sum(high[p] for p in others)))
    return high


@given(tables, st.booleans())
def test_no_withheld_count_can_be_worked_out(
    counts: dict[tuple[str, str], int], detailed: bool
) -> None:
    grid = protect(counts, ROWS, COLUMNS if detailed else (), LEAST)

    assert not solved(grid)


@given(tables, st.booleans())
def test_a_small_count_could_always_be_a_large_one(
    counts: dict[tuple[str, str], int], detailed: bool
) -> None:
    grid = protect(counts, ROWS, COLUMNS if detailed else (), LEAST)

    whole = protect(counts, ROWS, grid.columns, 0)  # with no limit everything is shown
    high = most(grid)
    for spot, number in whole.counts.items():
        assert number is not None
        if not safe((number,), LEAST):
            assert grid.counts[spot] is None
            assert high[spot] >= LEAST


@given(tables)
def test_what_is_shown_is_what_was_counted(counts: dict[tuple[str, str], int]) -> None:
    grid, whole = protect(counts, ROWS, COLUMNS, LEAST), protect(counts, ROWS, COLUMNS, 0)

    assert all(n is None or n == whole.counts[spot] for spot, n in grid.counts.items())


def test_a_table_without_small_counts_is_shown_whole() -> None:
    grid = protect({("female", "0-17"): 12, ("male", "60+"): 7}, ROWS, COLUMNS, LEAST)

    assert None not in grid.counts.values()
    assert grid.count() == 19
    assert grid.count("female") == 12
    assert grid.count(column="60+") == 7


def test_a_lone_small_count_takes_another_with_it() -> None:
    counts = {("female", "0-17"): 3, ("female", "60+"): 9, ("male", "0-17"): 8, ("male", "60+"): 30}

    grid = protect(counts, ROWS, COLUMNS, LEAST)

    assert grid.count("female", "0-17") is None
    assert grid.count("female", "60+") is None
    assert grid.count("male", "0-17") is None
    assert grid.count("male", "60+") is None
    assert (grid.count(), grid.count("female"), grid.count("male")) == (50, 12, 38)


def test_two_small_counts_are_not_left_alone_in_a_line() -> None:
    grid = protect({("female", ""): 20, ("male", ""): 2, ("other", ""): 1}, ROWS, (), LEAST)

    assert grid.count("female") is None  # 23 less 20 is both of them
    assert grid.count() == 23


# ------------------------------------------------------------------ areas and what lies in them

LAND = (
    seen("place", "north", name="North", pcode="N"),
    seen("place", "gorom", name="Gorom", pcode="N1", place="N"),
    seen("place", "kelda", name="Kelda", pcode="N2", place="N"),
    seen("place", "south", name="South", pcode="S"),
    seen("place", "third", name="Third", pcode="S1", place="S"),
)
VILLAGES = ("N1", "N2", "S1")


def test_a_place_too_small_is_left_out_of_the_areas_total() -> None:
    parts = {"N1": (2, 20), "N2": (9, 30)}

    assert standing(ledger(*LAND), "N", parts, LEAST) == {"N2"}


def test_several_places_too_small_count_together() -> None:
    parts = {"N1": (2, 20), "N2": (3, 30)}

    assert standing(ledger(*LAND), "N", parts, LEAST) == {"N1", "N2"}


vectors = st.tuples(*[st.sampled_from((0, 1, 2, 3, 4, 5, 8))] * 2)


@given(st.fixed_dictionaries(dict.fromkeys((*VILLAGES, "N", "S", ""), vectors)))
def test_no_total_less_others_is_a_small_count(parts: dict[str, tuple[int, int]]) -> None:
    land = ledger(*LAND)
    covered = {area: {p for p in parts if land.areas.covers(area, p)} for area in ("", "N", "S")}
    shown = {
        area: standing(land, area, {p: parts[p] for p in places}, LEAST)
        for area, places in covered.items()
    }
    villages = {p for p in VILLAGES if safe(parts[p], LEAST)}

    for known in (shown["N"], shown["S"], shown["N"] | shown["S"]):
        assert known <= shown[""]
        for rest in (shown[""] - known, known - villages, shown[""] - known - villages):
            assert all(safe((sum(parts[p][n] for p in rest),), LEAST) for n in range(2))


def test_places_that_lie_in_each_other_are_counted_all_the_same() -> None:
    land = ledger(
        seen("place", "a", name="A", pcode="A", place="B"),
        seen("place", "b", name="B", pcode="B", place="A"),
    )

    assert standing(land, "", {"A": (9,), "B": (9,)}, LEAST) == {"A", "B"}
    assert standing(land, "A", {"A": (9,), "B": (9,)}, LEAST) == {"A", "B"}


# ------------------------------------------------------------------ the limit itself


def limit(value: int, **more: object) -> Ledger:
    return ledger(
        seen("limit", name="smallest_count", value=value, decided_on="2026-05-01", **more)
    )


@pytest.mark.parametrize(("wished", "least"), [(3, 5), (5, 5), (10, 10)])
def test_a_mission_may_raise_the_smallest_count_but_not_lower_it(wished: int, least: int) -> None:
    assert least_shown(limit(wished)) == least


def test_the_largest_that_any_place_set_holds_everywhere() -> None:
    assert least_shown(limit(12, place="N1")) == 12
