"""`report record`: the paper of one record, as far as this reader may see it."""

from pathlib import Path

from tests.cli.conftest import Run, put
from tests.cli.test_report import text_of

MEETING = {"title": "Well", "held_on": "2026-11-03", "place": "KE0101", "security_note": "CANARY"}


def test_a_record_is_printed_with_its_rows_and_the_names_of_what_it_refers_to(
    run: Run, tmp_path: Path
) -> None:
    put(run, "place", {"name": "Gorom", "pcode": "KE0101"})
    [season] = put(
        run,
        "season",
        {"name": "Long rains", "type": "rains", "from_on": "2026-06-01", "until_on": "2026-09-01"},
    )
    [meeting] = put(run, "meeting", {**MEETING, "season": season})
    put(run, "commitment", {"meeting": meeting, "promised_by": "us", "what": "Mend the pump"})
    file = tmp_path / "meeting.pdf"

    done = run("report", "record", "--kind", "meeting", "--id", meeting, "-o", file, "--json")

    assert done.code == 0, done.err
    assert done.json["file"] == str(file)
    assert done.json["withheld"] == 0
    text = text_of(file)
    for words in ("Gorom", "Long rains", "Mend the pump", "CANARY", "Restricted: only for Amina"):
        assert words in text


def test_what_the_reader_may_not_see_is_counted_and_not_printed(
    run: Run, founder: Path, tmp_path: Path
) -> None:
    [meeting] = put(run, "meeting", MEETING)
    file = tmp_path / "meeting.pdf"

    done = run("report", "record", "--kind", "meeting", "--id", meeting, "-o", file, "--json")

    assert done.code == 0, done.err
    assert "CANARY" not in text_of(file)
    assert "Only for the mission's team" in text_of(file) or done.json["withheld"] == 0


def test_no_paper_is_made_of_a_record_that_is_not_there(run: Run, tmp_path: Path) -> None:
    [meeting] = put(run, "meeting", MEETING)
    file = tmp_path / "meeting.pdf"

    def code(kind: str, record: str) -> int:
        return run("report", "record", "--kind", kind, "--id", record, "-o", file).code

    assert code("meeting", "nowhere") == 2
    assert code("metting", meeting) == 2
    assert code("incident", meeting) == 2
    run("delete", "meeting", meeting, "--reason", "twice")
    assert code("meeting", meeting) == 2
    assert not file.exists()
