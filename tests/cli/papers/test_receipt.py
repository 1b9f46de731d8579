"""`report receipt`: the slip that somebody who complained carries home."""

from pathlib import Path

from tests.cli.conftest import Run, put
from tests.cli.test_report import text_of

PLACE = {"name": "Gorom", "pcode": "KE0101", "complaints": "Box at the health post"}
SAID = {"received_on": "2026-11-03", "place": "KE0101", "code": "KLMN-2345"}


def test_a_slip_says_where_to_ask_and_nothing_of_what_was_said(run: Run, tmp_path: Path) -> None:
    put(run, "place", PLACE)
    [praise] = put(run, "feedback", {**SAID, "level": 1, "summary": "CANARY"})
    [grave] = put(run, "feedback", {**SAID, "level": 6, "summary": "CANARY"})
    texts = []
    for feedback in (praise, grave):
        file = tmp_path / f"{feedback}.pdf"
        asked = ("report", "receipt", "--feedback", feedback, "--place", "Gorom")

        done = run(*asked, "-o", file, "--json")

        assert done.code == 0, done.err
        assert done.json["code"] == "KLMN-2345"
        texts.append(text_of(file))
    assert "Box at the health post" in texts[0]
    assert "CANARY" not in texts[0]
    assert texts[0] == texts[1]


def test_no_slip_is_made_that_names_somebody_or_has_no_code(run: Run, tmp_path: Path) -> None:
    put(run, "place", {**PLACE, "complaints": "Ask Mr Salif Ouedraogo"})
    [named] = put(run, "feedback", {**SAID, "level": 2})
    [blank] = put(run, "feedback", {"received_on": "2026-11-03", "level": 2})
    file = tmp_path / "slip.pdf"
    asked = ("report", "receipt", "--feedback")

    stopped = run(*asked, named, "-o", file)
    assert stopped.code != 0
    assert "a person’s name" in stopped.err
    assert "Salif" not in stopped.err
    assert run(*asked, named, "--preview").code == 0
    assert "no code" in run(*asked, blank, "-o", file).err
    assert run(*asked, "nowhere", "-o", file).code == 2
    assert run(*asked, named).code == 2
    assert not file.exists()
