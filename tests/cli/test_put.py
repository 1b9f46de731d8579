"""`put` and `edit`, as a person or a script uses them."""

import json
from pathlib import Path

from fieldapp.store import records
from tests.cli.conftest import Run, looking_into, put

MEETING = {"title": "Well", "held_on": "2026-11-03", "place": "SS0101", "language": "Talari"}


def test_what_was_put_comes_back_and_can_be_put_again_without_changing_anything(
    run: Run, folder: Path
) -> None:
    given = {**MEETING, "missing": ["youth", "women"], "interpreter": True, "mood": "“Tired”\nقرية"}
    [record] = put(run, "meeting", given)

    listed = run("list", "meeting", "--json")
    [back] = listed.json
    again = run("put", "meeting", "-", "--json", stdin=listed.out)

    assert back == {**given, "missing": ["women", "youth"], "id": record, "kind": "meeting"}
    assert again.json["saved"] == [record]
    assert again.code == 0
    with looking_into(folder) as workspace:
        assert len(records.history(workspace, record)) == 1


def test_an_object_an_array_and_lines_are_all_records(run: Run, tmp_path: Path) -> None:
    for text in (
        json.dumps(MEETING, indent=2),
        json.dumps([MEETING, MEETING]),
        json.dumps(MEETING) + "\n\n" + json.dumps(MEETING) + "\n",
    ):
        file = tmp_path / "records.json"
        file.write_text(text, encoding="utf-8")
        assert run("put", "meeting", file, "--json").code == 0
    assert len(run("list", "meeting", "--json").json) == 5


def test_bad_lines_are_told_one_by_one_and_good_ones_are_saved(run: Run) -> None:
    lines = [
        json.dumps(MEETING),
        '{"title": "x", "held_on": "2026-02-30"}',
        '{"title": "x", "held_on": "2026-11-03", "titel": "y"}',
        '{"title": "x", "held_on": "2026-11-03", "type": "councl"}',
        '{"held_on": "2026-11-03"}',
        "{nonsense",
        '{"title": "x", "held_on": "2026-11-03", "kind": "incident"}',
        '{"title": "x", "held_on": "2026-11-03", "id": "../../etc"}',
        "[]",
        json.dumps(MEETING),
    ]

    done = run("put", "meeting", "--json", stdin="\n".join(lines))

    assert done.code == 1
    assert len(done.json["saved"]) == 2
    where = [(bad["line"], bad["field"]) for bad in done.json["rejected"]]
    assert where == [
        (2, "held_on"),
        (3, "titel"),
        (4, "type"),
        (5, "title"),
        (6, ""),
        (7, "kind"),
        (8, "id"),
        (9, ""),
    ]
    reasons = {bad["line"]: bad["reason"] for bad in done.json["rejected"]}
    assert "2026-11-30" in reasons[2]
    assert "title" in reasons[3]
    assert "council" in reasons[4]
    assert "Line 2, held_on: " in done.err
    assert "Line 6: " in done.err
    assert len(run("list", "meeting", "--json").json) == 2


def test_a_record_with_one_bad_answer_saves_none_of_its_answers(run: Run) -> None:
    done = run("put", "meeting", "--json", stdin='{"title": "x", "held_on": "yesterday"}')

    assert done.code == 1
    assert done.json["saved"] == []
    assert run("list", "meeting", "--json").json == []


def test_no_answer_is_repeated_in_what_is_said_about_it(run: Run) -> None:
    stdin = '{"title": "x", "held_on": "CANARY", "type": "CANARY", "interpreter": "CANARY"}'

    done = run("put", "meeting", stdin=stdin)

    assert done.code == 1
    assert "CANARY" not in done.err + done.out


def test_an_edit_changes_only_what_it_names(run: Run, folder: Path) -> None:
    [record] = put(run, "meeting", MEETING)

    done = run("edit", "meeting", record, "--json", stdin='{"title": "Second well"}')

    assert done.json["saved"] == [record]
    assert run("get", "meeting", record, "--json").json["title"] == "Second well"
    with looking_into(folder) as workspace:
        first, second = records.history(workspace, record)
    assert second.names == ("title",)
    assert second.base["title"] == (first.id,)


def test_null_clears_a_field_but_not_one_that_is_needed(run: Run) -> None:
    [record] = put(run, "meeting", MEETING)

    assert run("edit", "meeting", record, stdin='{"language": null}').code == 0
    assert "language" not in run("get", "meeting", record, "--json").json
    refused = run("edit", "meeting", record, "--json", stdin='{"title": null}')

    assert refused.code == 1
    assert refused.json["rejected"][0]["field"] == "title"


def test_an_edit_takes_one_object_and_a_record_that_exists(run: Run) -> None:
    [record] = put(run, "meeting", MEETING)

    assert run("edit", "meeting", record, stdin="").code == 2
    assert run("edit", "meeting", record, stdin='{"title":"a"}\n{"title":"b"}').code == 2
    assert run("edit", "meeting", "nowhere", stdin='{"title":"a"}').code == 2


def test_a_record_that_was_taken_out_is_not_put_back_by_accident(run: Run) -> None:
    [record] = put(run, "meeting", MEETING)
    listed = run("list", "meeting", "--json").out
    run("delete", "meeting", record, "--reason", "twice")

    done = run("put", "meeting", "--json", stdin=listed)

    assert done.code == 1
    assert done.json["rejected"][0]["field"] == "id"
    assert run("list", "meeting", "--json").json == []


def test_with_json_lines_every_record_has_its_own_line(run: Run) -> None:
    stdin = json.dumps(MEETING) + "\n{}\n" + json.dumps(MEETING)

    done = run("put", "meeting", "-", "--json-lines", stdin=stdin)

    first, second, third = (json.loads(line) for line in done.out.splitlines())
    assert len(first["saved"]) == len(third["saved"]) == 1
    assert first["rejected"] == third["rejected"] == []
    assert second["saved"] == []
    assert {bad["line"] for bad in second["rejected"]} == {2}
    assert done.code == 1


def test_an_unknown_kind_is_told_with_those_that_exist(run: Run) -> None:
    done = run("put", "meetings", stdin="{}")

    assert done.code == 2
    assert "There is no kind of record called meetings." in done.err
    assert "meeting, attendance" in done.err


def test_what_should_be_looked_at_again_is_said_and_saved_all_the_same(run: Run) -> None:
    done = run("put", "meeting", "--json", stdin='{"title": "x", "held_on": "2026-11-03"}')

    assert done.code == 0
    assert done.json["doubts"][0]["field"] == "place"
