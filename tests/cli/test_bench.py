"""`bench save` measures real saves against real inserts, in one run."""

import pytest

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


def test_sizes_that_are_no_numbers_are_refused(run: Run) -> None:
    assert run("bench", "save", "--sizes", "many").code == 2
