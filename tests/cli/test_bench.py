"""`bench save` measures real saves against real inserts, in one run."""

import json
from pathlib import Path

import pytest

from fieldapp.cli.bench import RARE, _filled, _page
from fieldapp.store import records
from tests.cli.conftest import Run


def test_each_line_has_the_cost_and_the_named_limit(run: Run) -> None:
    done = run("bench", "save", "--sizes", "0,20", "--repeats", "5", "--json")

    assert done.code == 0
    assert [(row["what"], row["size"]) for row in done.json] == [
        ("save meeting", 0),
        ("save incident", 0),
        ("save meeting", 20),
        ("save incident", 20),
    ]
    for row in done.json:
        assert {"what", "size", "median", "unit", "limit", "limit_median", "ratio", "peak_mb"} == (
            set(row)
        )
        assert row["unit"] == "ms"
        assert row["limit_median"] > 0
        assert row["ratio"] == pytest.approx(row["median"] / row["limit_median"], rel=0.05)


@pytest.mark.parametrize("name", ["list", "search"])
def test_reading_is_measured_the_same_way(run: Run, name: str) -> None:
    [row] = run("bench", name, "--sizes", "50", "--repeats", "5", "--json").json

    assert (row["what"], row["size"]) == (f"{name} meeting", 50)
    assert row["ratio"] == pytest.approx(row["median"] / row["limit_median"], rel=0.1)


def test_ours_and_the_limit_find_the_same(tmp_path: Path) -> None:
    with _filled(100, tmp_path) as (workspace, bare):
        for wanted, limit in (
            (records.Wanted("meeting", limit=7), bare.newest("meeting", 7)),
            (records.Wanted("meeting", words=RARE), bare.matching("meeting", RARE, 100)),
        ):
            ours = _page(workspace, wanted)
            assert 0 < len(ours) <= 7
            assert {one.values["held_on"] for one in ours} == {
                json.loads(body)["values"]["held_on"] for _, body in limit
            }


def test_sizes_that_are_no_numbers_are_refused(run: Run) -> None:
    assert run("bench", "save", "--sizes", "many").code == 2
