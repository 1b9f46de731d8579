"""`bench papers` draws real papers in processes of their own, ours and the limit in one run."""

import sys
from pathlib import Path

import pytest

from fieldapp.cli.bench_papers import council_papers
from fieldapp.cli.samples import bare, ours
from fieldapp.cli.samples.content import invent
from fieldapp.cli.samples.race import DrewNothing, others_in
from fieldapp.paths import resource
from tests.cli.conftest import Run
from tests.reports import pdf

SMALL = ("--rows", "4", "--batch", "2", "--repeats", "1", "--no-council", "--json")


def test_each_row_has_the_cost_of_ours_and_of_reportlab_alone(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fieldapp.cli.bench_papers.LANGUAGES", ("ar",))

    done = run("bench", "papers", *SMALL)

    assert done.code == 0
    assert [(row["what"], row["program"]) for row in done.json] == [
        ("paper ar", "fieldapp"),
        ("paper ar", "ReportLab alone"),
        ("batch en, 2 at once", "ReportLab alone"),
        ("batch en, 2 at once", "fieldapp"),
    ]
    for row in done.json:
        assert row["unit"] == "ms"
        assert row["limit"] == "ReportLab alone"
        assert row["ratio"] == pytest.approx(row["median"] / row["limit_median"], rel=0.1)
        assert row["pages_s"] > 0
        assert row["processor"] > 0
    assert all(row["size"] >= 1 for row in done.json)


def test_the_council_paper_is_measured_against_a_second(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fieldapp.cli.bench_papers.LANGUAGES", ("en",))

    drawn, command = council_papers(tmp_path / "workspace", 1)

    assert (drawn["what"], drawn["limit_median"]) == ("council paper en", 1000.0)
    assert drawn["size"] >= 4
    assert command["what"] == "council paper en, whole command"
    assert command["median"] > drawn["median"]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_ours_and_the_limit_draw_the_same_letters(language: str, tmp_path: Path) -> None:
    wanted = invent(language, 3, 8)
    fonts = resource("fonts")
    letters = []
    for draw in (ours.draw, bare.draw):
        file = tmp_path / "sample.pdf"
        file.write_bytes(draw(wanted, fonts))
        text = "".join(pdf.pages(file))
        letters.append(sorted(each for each in text if each.isalnum()))

    assert letters[0] == letters[1]


def test_no_two_papers_of_a_batch_are_alike() -> None:
    cells = [
        {row for block in invent("en", number).blocks for row in getattr(block, "rows", ())}
        for number in range(3)
    ]

    assert not cells[0] & cells[1]
    assert not cells[1] & cells[2]


def test_a_python_without_other_programs_offers_none_and_one_that_is_not_there_is_named() -> None:
    assert others_in(sys.executable) == []
    with pytest.raises(DrewNothing):
        others_in("no-such-python")
