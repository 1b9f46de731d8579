"""`report log` by command, and the counted copies of the summary of incidents."""

from pathlib import Path

import pypdfium2
import pytest

from tests.cli.conftest import Run, put

PERIOD = ("--from", "2026-11-01", "--to", "2026-11-30")
CANARY = "Kingfisher-2291"


@pytest.fixture
def incident(run: Run) -> None:
    threat = {"happened_on": "2026-11-02", "type": "threat", "summary": "Shots"}
    put(run, "incident", {**threat, "account": CANARY})


def words_on(file: Path) -> str:
    document = pypdfium2.PdfDocument(file)
    try:
        return " ".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def test_every_copy_of_the_summary_says_which_it_is_and_for_whom_and_names_nobody(
    run: Run, incident: None, tmp_path: Path
) -> None:
    posts = ("--copy-for", "Head of mission", "--copy-for", "Protection cell")

    done = run("report", "incidents", *PERIOD, *posts, "-o", tmp_path / "sum.pdf", "--json")

    assert done.code == 0, done.err
    first, second = (words_on(Path(file)) for file in done.json["files"])
    assert "Copy 1 of 2, for Head of mission" in first
    assert "Copy 2 of 2, for Protection cell" in second
    assert "Copies for: Head of mission · Protection cell" in " ".join(first.split())
    assert "Restricted · Copy 1 of 2" in first
    assert "Shots" in first
    assert CANARY not in first + second
    assert done.json["code"] in first
    assert done.json["code"] in second


def test_a_summary_is_for_somebody(run: Run, incident: None, tmp_path: Path) -> None:
    done = run("report", "incidents", *PERIOD, "-o", tmp_path / "sum.pdf")

    assert done.code == 2
    assert list(tmp_path.glob("sum*")) == []


def test_the_log_tells_which_papers_went_out_and_how_many(
    run: Run, incident: None, tmp_path: Path
) -> None:
    posts = ("--copy-for", "Head of mission", "--copy-for", "Protection cell")
    assert run("report", "log", "--json").json == []
    run("report", "period", *PERIOD, "--language", "fr", "-o", tmp_path / "p.pdf")
    run("report", "incidents", *PERIOD, *posts, "-o", tmp_path / "sum.pdf")

    found = run("report", "log", "--json").json

    assert [(each["paper"], each["copies"]) for each in found] == [
        ("incidents", 1),
        ("incidents", 1),
        ("period", 1),
    ]
    assert found[2]["language"] == "fr"
    assert {each["who"] for each in found} == {"Amina"}
    assert "Shots" not in run("report", "log").out
