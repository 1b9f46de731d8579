"""The commands of papers that need no more than what their sort asks for."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import Run, put
from tests.cli.test_report import text_of

DAY = (datetime.now(UTC) + timedelta(days=9)).date().isoformat()
PLACE = ("--place", "Gorom")
PERIOD = ("--from", "2026-01-01", "--to", "2026-11-30")


@pytest.fixture
def meeting(run: Run) -> str:
    """A meeting of a village with a work, a promise and somebody's telephone number."""
    put(run, "place", {"name": "Gorom", "pcode": "KE0104", "contact": "Office in Kelda"})
    [meeting] = put(run, "meeting", {"title": "Well", "held_on": "2026-02-03", "place": "KE0104"})
    promise = {"meeting": meeting, "promised_by": "us", "what": "Mend the pump"}
    put(run, "commitment", {**promise, "place": "KE0104"})
    put(run, "deliverable", {"title": "School roof", "place": "KE0104"})
    put(run, "indicator", {"name": "Minutes to water", "direction": "down", "place": "KE0104"})
    return meeting


def test_each_paper_is_made_with_what_it_asks_for(run: Run, meeting: str, tmp_path: Path) -> None:
    asked = {
        "board": (PLACE, "School roof"),
        "budget": (PLACE, "School roof"),
        "commitments": (PLACE, "Mend the pump"),
        "minutes": (("--meeting", meeting), "Mend the pump"),
        "invitation": ((*PLACE, "--day", DAY), "Everybody is invited."),
        "indicators": (PERIOD, "Minutes to water"),
        "profile": (PLACE, "Only for the mission's team."),
    }
    for name, (options, words) in asked.items():
        file = tmp_path / f"{name}.pdf"
        done = run("report", name, *options, "-o", file, "--json")

        assert done.code == 0, done.err
        assert done.json.keys() == {"file", "pages", "withheld", "code", "tells"}
        text = text_of(file)
        assert words in text
        assert done.json["code"] in text


def test_what_is_missing_or_wrong_gets_a_sentence(run: Run, meeting: str, tmp_path: Path) -> None:
    file = ("-o", tmp_path / "p.pdf")

    def told(*asked: object) -> str:
        done = run("report", *asked, *file)
        assert done.code == 2
        return done.err

    assert "There is no place" in told("board", "--place", "Nowhere")
    assert "is named" in told("board", "--place", "")
    assert "Missing option '--place'" in told("budget")
    assert "no meeting with the id nowhere" in told("minutes", "--meeting", "nowhere")
    assert "has passed" in told("invitation", *PLACE, "--day", "2026-01-01")
    assert "another day" in told("invitation", *PLACE, "--day", DAY, "--meeting", meeting)
    assert "ends before" in told("indicators", "--from", "2026-02-01", "--to", "2026-01-01")
    assert not file[1].exists()


def test_a_telephone_number_is_refused_and_can_be_left_out(
    run: Run, meeting: str, tmp_path: Path
) -> None:
    file = tmp_path / "p.pdf"
    answers = {"meeting": meeting, "promised_by": "them", "what": "Call +249 91 234 5678"}
    [promise] = put(run, "commitment", answers)
    paper = ("report", "minutes", "--meeting", meeting, "-o", file)

    refused = run(*paper)
    assert refused.code == 1
    assert "a telephone number" in refused.err
    assert "5678" not in refused.err
    assert not file.exists()

    leaving = ("--leave-out", f"{promise}.what", "--because", "It rings with a person")
    done = run(*paper, *leaving, "--json")
    assert done.code == 0, done.err
    assert done.json["withheld"] == 1
    assert "5678" not in text_of(file)


def test_a_preview_tells_the_day_of_an_invitation_and_writes_nothing(
    run: Run, meeting: str, tmp_path: Path
) -> None:
    done = run("report", "invitation", *PLACE, "--day", DAY, "--preview", "--json")

    assert done.code == 0, done.err
    assert done.json["tells"]["future"] == 1
    assert done.json["stops"] == 0
    assert [path.name for path in tmp_path.glob("*.pdf")] == []
