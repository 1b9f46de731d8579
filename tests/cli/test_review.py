"""`review`: which papers are out, and whose code it is."""

from tests.cli.conftest import Run, put

PRINTED = {
    "held_on": "2026-11-10", "place": "KE0104", "number": 3, "paper_code": "GHTK-7K2M",
    "printed_on": "2026-11-03", "officer_comment": "CANARY",
}  # fmt: skip


def test_a_paper_is_found_by_its_code_and_is_out_until_its_answer_is_there(run: Run) -> None:
    answered = {**PRINTED, "paper_code": "AAAA-BBBB", "agreement": "agree", "number": 2}
    [out, back] = put(run, "joint_review", PRINTED, answered)

    listed = run("review", "open", "--json")
    assert [(each["id"], each["back"]) for each in listed.json["reviews"]] == [(out, False)]

    for typed in ("ghtk 7k2m", "GHTK٧K٢M", "GHTK-7K3M"):
        found = run("review", "code", typed, "--json")
        assert [each["id"] for each in found.json["reviews"]] == [out]
    assert run("review", "code", "aaaabbbb", "--json").json["reviews"][0]["back"] is True

    plain = run("review", "code", "GHTK-7K2M").out
    assert "GHTK-7K2M" in plain
    assert "not back yet" in plain
    assert "CANARY" not in plain + listed.out
    assert back != out


def test_an_unknown_code_gets_a_sentence(run: Run) -> None:
    done = run("review", "code", "ZZZZ-ZZZZ")

    assert done.code == 2
    assert "No paper here has the code" in done.err
    assert run("review", "open").out.strip() == "No paper is out."
