"""`doctor` tells what is wrong and mends what can be worked out anew."""

from pathlib import Path

from tests.cli.conftest import Run, looking_into, put


def test_a_sound_workspace_is_told_to_be_one(run: Run) -> None:
    put(run, "meeting", {"title": "Well", "held_on": "2026-11-03"})

    done = run("doctor", "--json")

    assert done.code == 0
    assert done.json["ok"] is True
    assert all(set(check) == {"name", "ok", "detail"} for check in done.json["checks"])
    assert {"file", "facts", "records", "search"} <= {c["name"] for c in done.json["checks"]}


def test_a_record_that_came_apart_from_its_facts_is_found_and_mended(
    run: Run, folder: Path
) -> None:
    [record] = put(run, "meeting", {"title": "Well", "held_on": "2026-11-03"})
    with looking_into(folder) as workspace:
        workspace.db.conn.execute("DELETE FROM record")

    found = run("doctor", "--json")
    mended = run("doctor", "--rebuild", "--json")

    assert (found.code, found.json["ok"]) == (1, False)
    assert "--rebuild" in found.err
    assert (mended.code, mended.json["ok"]) == (0, True)
    assert run("get", "meeting", record, "--json").json["title"] == "Well"
