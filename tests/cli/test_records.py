"""`get`, `list` and `delete`."""

import json

from tests.cli.conftest import Run, put

MEETING = {"title": "Well", "held_on": "2026-11-03", "place": "SS0101"}


def test_a_list_is_narrowed_by_fields_words_and_number(run: Run) -> None:
    put(
        run,
        "meeting",
        MEETING,
        {**MEETING, "title": "Pump and well", "type": "women", "interpreter": True},
        {**MEETING, "title": "Road", "type": "women", "missing": ["herders", "youth"]},
    )

    def titles(*arguments: str) -> list[str]:
        return sorted(one["title"] for one in run("list", "meeting", "--json", *arguments).json)

    assert titles("--where", "type=women") == ["Pump and well", "Road"]
    assert titles("--where", "type=women", "--where", "interpreter=true") == ["Pump and well"]
    assert titles("--where", "missing=youth") == ["Road"]
    assert titles("--where", "missing=youth,women") == []
    assert titles("--search", "well") == ["Pump and well", "Well"]
    assert titles("--search", "pum wel") == ["Pump and well"]
    assert len(titles("--limit", "2")) == 2
    assert titles("--limit", "0") == []


def test_a_limit_counts_what_is_shown_over_several_pages(run: Run) -> None:
    lines = [{**MEETING, "title": str(n), "missing": ["youth"]} for n in range(520)]
    put(run, "meeting", *lines)

    found = run("list", "meeting", "--where", "missing=youth", "--limit", "510", "--json").json

    assert len({one["id"] for one in found}) == 510


def test_a_condition_that_cannot_be_is_refused(run: Run) -> None:
    assert run("list", "meeting", "--where", "type").code == 2
    unknown_field = run("list", "meeting", "--where", "titel=x")
    unknown_code = run("list", "meeting", "--where", "type=womn")

    assert unknown_field.code == unknown_code.code == 2
    assert "title" in unknown_field.err
    assert "women" in unknown_code.err


def test_one_record_is_shown_with_the_words_of_its_form(run: Run) -> None:
    [record] = put(run, "meeting", {**MEETING, "type": "council"})

    assert "With whom: Village council" in run("get", "meeting", record).out
    assert "Village council" not in run("get", "meeting", record, "--language", "fr").out
    assert run("get", "meeting", record, "--json").json["type"] == "council"


def test_a_record_that_is_not_there_is_a_wrong_question(run: Run) -> None:
    [record] = put(run, "meeting", MEETING)

    assert run("get", "meeting", "nowhere").code == 2
    assert run("get", "incident", record).code == 2
    assert "fieldapp list meeting" in run("get", "meeting", "nowhere").err


def test_taking_out_needs_a_reason_and_leaves_the_history(run: Run) -> None:
    [record] = put(run, "meeting", MEETING)

    assert run("delete", "meeting", record).code == 2
    assert run("delete", "meeting", record, "--reason", "  ").code == 2
    done = run("delete", "meeting", record, "--reason", "entered twice", "--json")

    assert done.json == {"saved": [record], "rejected": []}
    assert run("get", "meeting", record).code == 2
    assert run("delete", "meeting", record, "--reason", "again").code == 2
    steps = run("history", "meeting", record, "--json").json
    assert steps[-1]["fields"] == {"deleted": "entered twice"}


def test_json_is_the_only_thing_on_standard_output(run: Run) -> None:
    stdin = json.dumps(MEETING)

    for arguments in (["put", "meeting"], ["list", "meeting"], ["clashes"], ["fields"], ["doctor"]):
        json.loads(run(*arguments, "--json", stdin=stdin).out)
        json.loads(run("--json", *arguments, stdin=stdin).out)
