"""`history`, `clashes` and `settle`, on a clash that two laptops really made."""

from pathlib import Path

import pytest

from fieldapp.store import journal, records
from fieldapp.store.database import writing
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from tests.cli.conftest import Run, looking_into, make_folder, put

COMMITMENT = {"promised_by": "us", "what": "Roof", "place": "A", "due_on": "2026-11-01"}


@pytest.fixture
def clash(run: Run, folder: Path, tmp_path: Path) -> str:
    """A commitment whose day two officers changed without knowing of each other."""
    [record] = put(run, "commitment", COMMITMENT)
    other = make_folder(tmp_path / "other", "Josef")
    with looking_into(folder) as amina, looking_into(other) as josef:
        hand_over(amina, josef, record)
        records.save(josef, Change("commitment", {"due_on": "2026-12-24"}, record))
        records.save(amina, Change("commitment", {"due_on": "2026-12-01"}, record))
        hand_over(josef, amina, record)
    return record


def hand_over(giver: Workspace, taker: Workspace, record: str) -> None:
    with writing(taker.db, taker.file):
        journal.append_own(taker.db, records.history(giver, record))


def test_both_answers_are_shown_with_who_gave_them(run: Run, clash: str) -> None:
    [found] = run("clashes", "--json").json

    assert (found["kind"], found["id"], found["field"]) == ("commitment", clash, "due_on")
    assert {(a["value"], a["author"]) for a in found["answers"]} == {
        ("2026-12-24", "Josef"),
        ("2026-12-01", "Amina"),
    }
    assert "Josef" in run("clashes").out


def test_one_of_them_is_kept_by_its_number(run: Run, clash: str) -> None:
    [found] = run("clashes", "--json").json
    number = next(a["n"] for a in found["answers"] if a["author"] == "Josef")

    done = run("settle", "commitment", clash, "--field", "due_on", "--keep", number, "--json")

    assert done.json == [
        {"kind": "commitment", "id": clash, "field": "due_on", "value": "2026-12-24"}
    ]
    assert run("clashes", "--json").json == []
    assert run("get", "commitment", clash, "--json").json["due_on"] == "2026-12-24"


def test_a_third_answer_settles_as_well_and_the_others_stay_in_the_history(
    run: Run, clash: str
) -> None:
    done = run("settle", "commitment", clash, "--field", "due_on", "--value", "2026-12-12")

    assert done.code == 0
    assert run("clashes", "--json").json == []
    steps = run("history", "commitment", clash, "--json").json
    given = [step["fields"]["due_on"] for step in steps]
    assert given[0] == "2026-11-01"
    assert set(given[1:3]) == {"2026-12-24", "2026-12-01"}
    assert given[3] == "2026-12-12"
    assert "Josef" in run("history", "commitment", clash).out


@pytest.mark.parametrize(
    "arguments",
    [
        ["--field", "due_on"],
        ["--field", "due_on", "--keep", "1", "--value", "2026-12-12"],
        ["--field", "due_on", "--keep", "3"],
        ["--field", "due_on", "--keep", "0"],
        ["--field", "due_on", "--value", "soon"],
        ["--field", "what", "--keep", "1"],
        ["--field", "nothing", "--keep", "1"],
    ],
)
def test_a_settling_that_cannot_be_changes_nothing(
    run: Run, clash: str, arguments: list[str]
) -> None:
    assert run("settle", "commitment", clash, *arguments).code == 2
    assert len(run("clashes", "--json").json) == 1


def test_putting_back_what_was_listed_does_not_settle_a_clash(run: Run, clash: str) -> None:
    listed = run("list", "commitment", "--json").out

    assert run("put", "commitment", stdin=listed).code == 0

    assert len(run("clashes", "--json").json) == 1
