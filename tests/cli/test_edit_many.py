"""`edit-many`: the same answer for all that meet the conditions."""

from pathlib import Path

from fieldapp.store import records
from tests.cli.conftest import Run, looking_into, put


def test_a_preview_changes_nothing_and_then_all_is_changed_at_once(run: Run, folder: Path) -> None:
    ids = put(
        run,
        "lesson",
        {"what": "a", "status": "noted"},
        {"what": "b", "status": "noted"},
        {"what": "c", "status": "rejected"},
    )
    order = ("edit-many", "lesson", "--search", "a", "--set", "status=applied", "--json")
    where = ("edit-many", "lesson", "--where", "status=noted", "--set", "status=applied", "--json")

    shown = run(*where, "--preview")
    with looking_into(folder) as workspace:
        assert [records.load(workspace, "lesson", i).values["status"] for i in ids[:2]] == [
            "noted",
            "noted",
        ]
    done = run(*where)
    again = run(*order)

    assert shown.code == done.code == 0
    assert shown.json["preview"]
    assert not done.json["preview"]
    assert sorted(each["id"] for each in done.json["changed"]) == sorted(ids[:2])
    assert done.json["changed"] == shown.json["changed"]
    assert {each["before"] for each in done.json["changed"]} == {"noted"}
    assert again.json["changed"] == []
    assert again.json["left"] == [{"id": ids[0], "reason": "It says this already."}]
    with looking_into(folder) as workspace:
        assert records.load(workspace, "lesson", ids[0]).values["status"] == "applied"
        assert records.load(workspace, "lesson", ids[2]).values["status"] == "rejected"


def test_an_order_that_says_too_little_changes_nothing(run: Run) -> None:
    put(run, "lesson", {"what": "a", "status": "noted"})

    everything = run("edit-many", "lesson", "--set", "status=applied")
    no_answer = run("edit-many", "lesson", "--where", "status=noted", "--set", "status")
    no_code = run("edit-many", "lesson", "--where", "status=noted", "--set", "status=aplied")
    title = run("edit-many", "lesson", "--where", "status=noted", "--set", "what=b")

    for done in (everything, no_answer, no_code, title):
        assert done.code == 2
        assert "Traceback" not in done.err
    assert run("list", "lesson", "--json").json[0]["status"] == "noted"
