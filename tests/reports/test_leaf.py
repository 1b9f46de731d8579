"""One layout for every leaf: a zoomed page is as large as its leaf, its text larger."""

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from reportlab.lib import pagesizes
from reportlab.lib.units import mm

from fieldapp.language import load_language
from fieldapp.reports.leaf import A4, Leaf
from fieldapp.reports.page import PageMarks, draw_pages
from fieldapp.reports.sheet import Sheet
from tests.reports import pdf

LARGE = replace(A4, zoom=1.5)
MARKS = PageMarks("Page {page} of {pages}", "Paper {code}, checksum {checksum}", "JR-7", "AB12")


def height_of(path: Path, text: str) -> float:
    (box,) = [box for page in pdf.boxes(path) for box in page if box.text.startswith(text)]
    return box.top - box.bottom


def written(path: Path, leaf: Leaf = A4, text: str = "Gorom") -> Path:
    sheet = Sheet(load_language("en"), leaf)
    pdf.write_drawn(draw_pages(sheet, [sheet.words(text)], "Title", MARKS), path)
    return path


def test_what_stands_on_a_zoomed_leaf_is_that_much_larger_but_not_its_foot(tmp_path: Path) -> None:
    plain, large = written(tmp_path / "p.pdf"), written(tmp_path / "l.pdf", LARGE)

    assert height_of(large, "Gorom") == pytest.approx(1.5 * height_of(plain, "Gorom"), rel=0.02)
    assert height_of(large, "Page") == pytest.approx(height_of(plain, "Page"), rel=0.02)


def test_a_zoomed_leaf_comes_out_at_the_size_of_the_paper_in_the_printer(tmp_path: Path) -> None:
    path = written(tmp_path / "l.pdf", LARGE)

    with pypdfium2.PdfDocument(path) as document:
        assert document[0].get_size() == pytest.approx(pagesizes.A4, abs=0.5)


def test_a_text_keeps_to_the_margins_of_a_zoomed_leaf(tmp_path: Path) -> None:
    path = written(tmp_path / "l.pdf", LARGE, "word " * 200)

    every = [box for box in pdf.boxes(path)[0] if box.text.startswith("word")]

    assert min(box.left for box in every) > 24 * mm - 2
    assert max(box.right for box in every) < pagesizes.A4[0] - 14 * mm + 2
