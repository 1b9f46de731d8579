"""Commands that look across records: which place and period are meant, and what is bad input.

What they find is tried in `systems`, and the rules themselves in `tests.domain`.
"""

import pytest

from tests.cli.conftest import Run, put

LOOKING = ("signals", "board", "compass", "equity", "participation", "calendar", "power")
WITH_PLACE = tuple(name for name in LOOKING if name != "equity")
WITH_PERIOD = ("compass", "equity", "participation", "calendar")


@pytest.mark.parametrize("command", LOOKING)
def test_an_empty_workspace_is_looked_at_without_a_complaint(run: Run, command: str) -> None:
    done = run(command, "--json")

    assert done.code == 0, done.err
    assert done.json is not None
    assert run(command).code == 0


@pytest.mark.parametrize("command", WITH_PLACE)
def test_a_place_is_named_by_its_code_its_id_or_its_name(run: Run, command: str) -> None:
    (gorom,) = put(run, "place", {"name": "Gorom", "pcode": "KE0104", "type": "village"})

    found = [run(command, "--place", name, "--json").out for name in ("KE0104", gorom, "gorom")]
    assert found[0]
    assert found[0] == found[1] == found[2]


@pytest.mark.parametrize("command", WITH_PLACE)
def test_a_place_that_nobody_knows_is_told_with_what_is_near(run: Run, command: str) -> None:
    put(run, "place", {"name": "Gorom", "pcode": "KE0104"})

    done = run(command, "--place", "Goron")
    assert done.code == 2
    assert "Gorom" in done.err
    assert done.out == ""


def test_a_code_whose_place_has_not_arrived_yet_is_a_place(run: Run) -> None:
    put(
        run,
        "commitment",
        {"what": "Roof", "promised_by": "us", "place": "KE9", "due_on": "2020-01-01"},
    )

    (late,) = run("signals", "--place", "KE9", "--name", "commitment_overdue", "--json").json
    assert late["place"] == "KE9"


@pytest.mark.parametrize("command", WITH_PERIOD)
def test_a_period_that_ends_before_it_begins_is_refused(run: Run, command: str) -> None:
    done = run(command, "--from", "2026-05-02", "--to", "2026-05-01")

    assert done.code == 2
    assert "ends before it begins" in done.err


@pytest.mark.parametrize(
    "call", [("chain", "meeting", "nobody"), ("contexts", "nobody"), ("chain", "meetings", "x")]
)
def test_a_record_that_is_not_there_is_told(run: Run, call: tuple[str, ...]) -> None:
    done = run(*call)

    assert done.code in (1, 2)
    assert done.err
    assert done.out == ""


def test_what_is_told_is_told_in_the_readers_language(run: Run) -> None:
    put(
        run,
        "commitment",
        {"what": "Roof", "promised_by": "us", "place": "KE9", "due_on": "2020-01-01"},
    )

    english, french = run("signals").out, run("signals", "--language", "fr").out
    assert english != french
    assert "Roof" in english
    assert "Roof" in french
