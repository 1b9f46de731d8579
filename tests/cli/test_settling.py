"""Many clashes by a rule, each listed first; and what was settled, for headquarters."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from fieldapp.domain.fieldtypes import Value
from fieldapp.store import journal, records
from fieldapp.store.database import writing
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from tests.cli.conftest import Run, looking_into, make_folder, put

GOROM = {"name": "Gorom", "type": "village", "pcode": "XX01"}
COMMITMENT = {"promised_by": "us", "what": "Roof", "place": "XX01", "due_on": "2026-11-01"}


def hand_over(giver: Workspace, taker: Workspace, record: str) -> None:
    with writing(taker.db, taker.file):
        journal.append_own(taker.db, records.history(giver, record))


class Two:
    """Two officers who change the same records without knowing of each other."""

    def __init__(self, amina: Path, josef: Path) -> None:
        self.amina, self.josef = amina, josef

    def differ(
        self, kind: str, record: str, first: Mapping[str, Value], second: Mapping[str, Value]
    ) -> str:
        """Josef answers first, Amina second; Amina hears of it. Returns Josef's laptop."""
        with looking_into(self.amina) as amina, looking_into(self.josef) as josef:
            hand_over(amina, josef, record)
            records.save(josef, Change(kind, first, record))
            records.save(amina, Change(kind, second, record))
            hand_over(josef, amina, record)
            return josef.device


@pytest.fixture
def two(folder: Path, tmp_path: Path) -> Two:
    return Two(folder, make_folder(tmp_path / "josef", "Josef"))


@pytest.fixture
def clashes(run: Run, two: Two) -> dict[str, str]:
    """Two commitments and one incident on which the two differ, and Josef's laptop."""
    put(run, "place", GOROM)
    one, other = put(run, "commitment", COMMITMENT, {**COMMITMENT, "place": "XX99"})
    [incident] = put(run, "incident", {"happened_on": "2026-11-01", "type": "threat"})
    day = {"due_on": "2026-12-24"}, {"due_on": "2026-12-01"}
    device = two.differ("commitment", one, *day)
    two.differ("commitment", other, *day)
    two.differ("incident", incident, {"account": "A"}, {"account": "B"})
    return {"one": one, "other": other, "incident": incident, "josef": device}


def listed(run: Run, *arguments: str) -> dict[str, Any]:
    done = run("settle-many", *arguments, "--json")
    assert done.code == 0, done.err
    return dict(done.json)


def test_a_rule_lists_every_clash_and_changes_nothing(run: Run, clashes: dict[str, str]) -> None:
    found = listed(run, "--keep", "newest")

    by_id = {each["id"]: each for each in found["clashes"]}
    assert set(by_id) == {clashes["one"], clashes["other"], clashes["incident"]}
    kept = by_id[clashes["one"]]
    assert kept["answers"][kept["keep"] - 1]["value"] == "2026-12-01"
    assert len(run("clashes", "--json").json) == 3
    assert "--as-listed" in run("settle-many", "--keep", "newest").out


def test_what_is_restricted_is_settled_by_itself_only(run: Run, clashes: dict[str, str]) -> None:
    found = listed(run, "--keep", "newest")
    done = run("settle-many", "--keep", "newest", "--as-listed", found["code"], "--json").json

    assert {each["id"] for each in done["settled"]} == {clashes["one"], clashes["other"]}
    assert done["left"] == 1
    [left] = run("clashes", "--json").json
    assert left["id"] == clashes["incident"]
    why = next(each["why_not"] for each in found["clashes"] if each["id"] == left["id"])
    assert "it is restricted" in why


@pytest.mark.parametrize(
    ("kind", "answers", "name", "first", "second"),
    [
        ("feedback", {"received_on": "2026-11-01", "level": 1}, "level", 2, 3),
        ("joint_review", {"held_on": "2026-11-01"}, "agreement", "agree", "disagree"),
    ],
)
def test_what_safety_hangs_on_is_settled_by_itself_only(
    run: Run, two: Two, kind: str, answers: Mapping[str, Value], name: str, first: Value,
    second: Value,
) -> None:  # fmt: skip
    with looking_into(two.amina) as amina:
        record = records.save(amina, Change(kind, answers))
    two.differ(kind, record, {name: first}, {name: second})

    found = listed(run, "--keep", "newest")
    run("settle-many", "--keep", "newest", "--as-listed", found["code"])

    [clash] = found["clashes"]
    assert (clash["field"], clash["keep"]) == (name, None)
    assert "safety hangs on it" in clash["why_not"]
    assert len(run("clashes", "--json").json) == 1


def test_the_answers_of_one_laptop_are_kept_only_where_it_has_one(
    run: Run, two: Two, clashes: dict[str, str]
) -> None:
    rule = ("--keep", f"from:{clashes['josef']}", "--kind", "commitment")
    assert run("settle-many", *rule).code == 2  # nobody knows that laptop: outside a mission


def test_a_list_that_is_old_settles_nothing(run: Run, two: Two, clashes: dict[str, str]) -> None:
    rule = ("--keep", "mine", "--kind", "commitment", "--field", "due_on")
    code = listed(run, *rule)["code"]
    two.differ("commitment", clashes["one"], {"due_on": "2027-01-01"}, {"due_on": "2027-01-02"})

    done = run("settle-many", *rule, "--as-listed", code)

    assert done.code == 2
    assert "not those of the list any more" in done.err
    assert len(run("clashes", "--json").json) == 3


def test_a_place_narrows_the_list(run: Run, clashes: dict[str, str]) -> None:
    found = listed(run, "--keep", "mine", "--place", "Gorom")

    assert [each["id"] for each in found["clashes"]] == [clashes["one"]]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--keep", "theirs"],
        ["--keep", "from:"],
        ["--keep", "from:nobody"],
        ["--keep", "newest", "--kind", "nothing"],
        ["--keep", "newest", "--kind", "commitment", "--field", "nothing"],
        ["--keep", "newest", "--as-listed", "000000"],
        [],
    ],
)
def test_a_rule_that_cannot_be_settles_nothing(
    run: Run, clashes: dict[str, str], arguments: list[str]
) -> None:
    assert run("settle-many", *arguments).code == 2
    assert len(run("clashes", "--json").json) == 3


def test_every_settlement_is_told_with_what_had_stood(run: Run, clashes: dict[str, str]) -> None:
    run("settle", "commitment", clashes["one"], "--field", "due_on", "--value", "2026-12-12")
    rule = ("--keep", "newest", "--kind", "commitment")
    run("settle-many", *rule, "--as-listed", listed(run, *rule)["code"])

    newest, first = run("settlements", "--json").json

    assert (newest["id"], newest["rule"], newest["value"]) == (
        clashes["other"], "newest", "2026-12-01",
    )  # fmt: skip
    assert newest["answers"][newest["kept"] - 1]["value"] == "2026-12-01"
    assert (first["by"], first["field"], first["value"], first["kept"], first["rule"]) == (
        "Amina", "due_on", "2026-12-12", None, None,
    )  # fmt: skip
    assert {(a["author"], a["value"]) for a in first["answers"]} == {
        ("Josef", "2026-12-24"),
        ("Amina", "2026-12-01"),
    }
    told = run("settlements").out
    assert "by the rule newest" in told
    assert "Another answer" in told


def test_settlements_are_filtered(run: Run, clashes: dict[str, str]) -> None:
    run("settle", "commitment", clashes["one"], "--field", "due_on", "--keep", "1")
    run("settle", "incident", clashes["incident"], "--field", "account", "--keep", "2")

    def found(*arguments: str) -> set[str]:
        return {each["id"] for each in run("settlements", *arguments, "--json").json}

    assert found() == {clashes["one"], clashes["incident"]}
    assert found("--kind", "incident") == {clashes["incident"]}
    assert found("--by", "Amina") == found()
    assert found("--by", "Josef") == set()
    assert found("--place", "Gorom") == {clashes["one"]}
    assert found("--to", "2020-01-01") == set()
    assert found("--from", "2020-01-01") == found()
    assert found("--in-bulk") == set()
    assert found("--one-by-one") == found()
