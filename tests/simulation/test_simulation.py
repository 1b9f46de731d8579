"""A thousand missions under everything that can go wrong: nothing is lost, nobody is stuck."""

import json

import pytest

from fieldapp.__main__ import main
from fieldapp.simulation.ground import Ground
from fieldapp.simulation.network import FAULTS
from fieldapp.simulation.run import run_seed

FIRST, EACH = 1, 250


@pytest.mark.parametrize("first", range(FIRST, FIRST + 4 * EACH, EACH))
def test_a_thousand_missions_under_every_fault_keep_every_promise(
    ground: Ground, first: int
) -> None:
    runs = [run_seed(ground, seed) for seed in range(first, first + EACH)]

    assert [run.told() for run in runs if run.failure] == []
    struck = sum((run.faults for run in runs), start=runs[0].faults)
    assert set(struck) == {*FAULTS, "killed"}
    counts = sum((run.counts for run in runs), start=runs[0].counts)
    for name in ("clashes", "hub restores", "laptop restores", "clones"):
        assert counts[name] >= 5, name


def test_the_same_seed_tells_the_same_story(ground: Ground) -> None:
    for seed in range(5):
        one, again = run_seed(ground, seed), run_seed(ground, seed)

        assert one == again
        assert len(one.story) > 6


def test_the_command_counts_what_happened_and_ends_well(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["bench", "sync-simulation", "--seeds", "3", "--first-seed", "5", "--json"])

    told = json.loads(capsys.readouterr().out)
    assert code == 0
    assert (told["seeds"], told["failures"]) == (3, [])
    assert told["steps"] > 10
    assert told["edits"] > 5


def test_a_seed_that_fails_is_told_with_its_story(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fieldapp.sync.round.packs.without_place", lambda _db, _scope: [])

    code = main(["bench", "sync-simulation", "--seeds", "2", "--first-seed", "5"])

    told = capsys.readouterr().out
    assert code == 1
    assert "Seed 5\n  1 " in told
    assert "failures: 2 (seeds 5, 6)" in told
