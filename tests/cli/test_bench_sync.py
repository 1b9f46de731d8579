"""`bench sync` measures real syncs with a real hub, against limits from the same run."""

import json
import zlib

import pytest

from fieldapp.cli import invented
from fieldapp.domain.kinds import kind_named
from fieldapp.domain.scope import TEAM, scope_of
from tests.cli.conftest import Run

USUAL = {"what", "size", "median", "unit", "limit", "limit_median", "ratio", "peak_mb"}


def test_every_kind_of_exchange_is_measured_against_its_limit(run: Run) -> None:
    done = run("bench", "sync", "--sizes", "120", "--json")

    assert done.code == 0
    rows = {row["what"]: row for row in done.json}
    assert list(rows) == [
        "push", "push bytes", "pull", "pull bytes",
        "push 100 edits", "push 100 edits bytes", "pull 100 edits", "pull 100 edits bytes",
        "nothing to do", "nothing to do bytes",
        "satellite, edits", "satellite, new records",
    ]  # fmt: skip
    for row in rows.values():
        assert set(row) > USUAL
        assert row["database"] == "sqlite"
        assert row["limit_median"] > 0
    for name in ("push", "pull"):
        assert rows[name]["client_cpu_s"] > 0
        assert rows[name]["requests"] >= 1
        assert rows[f"{name} bytes"]["ratio"] < 1.5
    assert rows["push bytes"]["bytes_up"] > 120 * 300 > rows["push bytes"]["bytes_down"]
    assert rows["pull bytes"]["bytes_down"] > 120 * 300 > rows["pull bytes"]["bytes_up"]


def test_what_goes_over_the_line_stays_small(run: Run) -> None:
    rows = {row["what"]: row for row in run("bench", "sync", "--sizes", "120", "--json").json}

    assert rows["nothing to do"]["requests"] == 1
    # One mark for each of four feeds; the conduct scope added 35 bytes.
    assert rows["nothing to do bytes"]["median"] < 800
    assert rows["push 100 edits bytes"]["ratio"] < 2.5, "edits send the changed field only"
    assert rows["satellite, edits"]["requests"] <= 3


def test_invented_records_are_as_long_and_as_hard_to_compress_as_written_ones() -> None:
    changes = list(invented.changes(500, seed=1))
    lines = [json.dumps({"kind": c.kind, **c.values}).encode() for c in changes]
    everything = b"\n".join(lines)

    assert list(invented.changes(500, seed=1)) == changes
    assert list(invented.changes(500, seed=2)) != changes
    assert 1_000 < len(everything) / 500 < 1_400
    assert 2.8 < len(everything) / len(zlib.compress(everything, 6)) < 3.6


@pytest.mark.parametrize("name", invented.KINDS)
def test_invented_records_answer_every_field_and_hold_nothing_restricted(name: str) -> None:
    kind = kind_named(name)
    change = next(c for c in invented.changes(2, seed=1) if c.kind == name)

    assert set(change.values) == {field.name for field in kind.fields}
    for field in kind.fields:
        assert field.type.accept(change.values[field.name]) == change.values[field.name]
        assert scope_of(kind, field.name, change.values) == TEAM


def test_sizes_that_are_no_numbers_are_refused(run: Run) -> None:
    assert run("bench", "sync", "--sizes", "many").code == 2
