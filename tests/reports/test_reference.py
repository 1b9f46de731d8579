"""What every paper says and where on its pages, in every language, as it was when it was good."""

from pathlib import Path

import pytest

from fieldapp.domain.papers.sorts import SORTS
from fieldapp.language import load_language
from fieldapp.reports.drawing import Drawing
from fieldapp.reports.type.setting import Typesetter
from fieldapp.reports.type.spans import words
from fieldapp.reports.type.text import Style, Text
from tests.reports import pdf
from tests.reports.every_sort import DRAWN, Press
from tests.reports.reference import AGAIN, FOLDER, first_difference, references, stands_on

PAPERS = references()


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_stands_as_it_was_stored(press: Press, name: str) -> None:
    file = FOLDER / f"{name}.txt"
    stored = file.read_text(encoding="utf-8").splitlines() if file.exists() else []

    differs = first_difference(stored, stands_on(press(*PAPERS[name]).path))

    assert not differs, f"{file.name}, {differs}\nIf that is what you want: {AGAIN}"


def test_every_sort_is_drawn_and_no_file_is_of_a_paper_that_there_is_no_more() -> None:
    assert set(SORTS) == set(DRAWN) - {"recovery_sheet"}
    assert {file.stem for file in FOLDER.iterdir()} == set(PAPERS)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (" 75  748 24b  Gorom", " 76  747 24b  Gorom"),
        (" 75  748 [18 18]", " 75  749 [19 17]"),
        ("  ?   40 12   Checksum ####-####", "  ?   41 12   Checksum ####-####"),
    ],
)
def test_what_a_library_rounds_otherwise_is_the_same(was: str, now: str) -> None:
    assert first_difference([was], [now]) == ""


@pytest.mark.parametrize(
    "now",
    [
        " 77  748 24b  Gorom 4",  # moved
        " 75  746 24b  Gorom 4",
        " 75  748 23b  Gorom 4",  # another size
        " 75  748 24   Gorom 4",  # another weight
        " 75  748 24b  Goron 4",  # other words
        " 75  748 24b  Gorom 5",  # a figure is no length
        "  ?  748 24b  Gorom 4",
        " 75  748 [18 18]",
        "",
    ],
)
def test_whatever_else_differs_is_told(now: str) -> None:
    was = " 75  748 24b  Gorom 4"
    same = "page 1 of 1: 595 x 842"

    assert first_difference([same, was], [same, now]).startswith("line 2\n")
    assert first_difference([same], [same, was]) == f"line 2\n  was: nothing\n  is:  {was}"


def test_what_stands_on_a_page_is_told_in_points(tmp_path: Path) -> None:
    setter = Typesetter(load_language("en"))
    text = Text(setter, (*words("Until "), *words("May", bold=True)), Style(size=10, lead=1))
    square = Drawing(30, lambda canvas, _: canvas.rect(5, 5, 20, 20, stroke=0, fill=1))
    checksum = Text(setter, words("Checksum 12AB-34CD"), Style(size=10, lead=1))

    found = stands_on(pdf.write(tmp_path / "p.pdf", square, text, checksum, size=(300, 400)))

    assert found[:2] == ["page 1 of 1: 300 x 400", "   5  375 [20 20]"]
    assert [line.split()[0] for line in found[2:]] == ["0", "25", "?"]
    assert [line.split()[2:] for line in found[2:]] == [
        ["10", "Until"],
        ["10b", "May"],
        ["10", "Checksum", "####-####"],
    ]
