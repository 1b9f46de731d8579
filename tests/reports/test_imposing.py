"""Pages on the leaves of the printer: folded and glued, each comes to its place."""

from pathlib import Path

import pypdfium2
import pytest
from reportlab.lib.units import mm
from reportlab.platypus import PageBreak

from fieldapp.language import load_language
from fieldapp.reports.imposing import A4_HEIGHT, A4_WIDTH, Side, booklet, tiles
from fieldapp.reports.leaf import LEAVES
from fieldapp.reports.page import Loose, PageMarks, draw_pages
from fieldapp.reports.sheet import Sheet
from tests.reports import pdf

MARKS = PageMarks("Page {page} of {pages}", "Paper {code}, checksum {checksum}", "JR-7", "AB12")


def folded(sides: list[Side], *, rtl: bool) -> list[int | None]:
    """Fold the printed leaves into each other and turn the pages, as somebody does who reads."""
    leaves = [sides[n : n + 2] for n in range(0, len(sides), 2)]
    halves = [[_halves(front), _halves(back)] for front, back in leaves]
    right, left = (0, 1) if rtl else (1, 0)
    read: list[int | None] = []
    for front, back in halves:  # outermost leaf first: the first half of the book
        read += [front[right], back[left]]
    for front, back in reversed(halves):
        read += [back[right], front[left]]
    return read


def _halves(side: Side) -> list[int | None]:
    at = {placed.x: placed.page for placed in side.placed}
    return [at.get(0), at.get(A4_HEIGHT / 2)]


@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize("pages", [1, 2, 3, 4, 5, 8, 9, 12])
def test_a_folded_book_is_read_from_its_first_page_to_its_last(pages: int, rtl: bool) -> None:
    sides = booklet(pages, 0, rtl)

    read = folded(sides, rtl=rtl)

    assert read[:pages] == list(range(pages))
    assert set(read[pages:]) <= {None}
    assert len(sides) == 2 * -(-pages // 4)


def test_what_is_torn_off_comes_after_the_book_on_leaves_of_its_own() -> None:
    sides = booklet(7, 2, False)

    assert folded(sides[:4], rtl=False)[:5] == [0, 1, 2, 3, 4]
    assert [[p.page for p in side.placed] for side in sides[4:]] == [[5], [], [6]]


@pytest.mark.parametrize("rtl", [False, True])
def test_four_tiles_hold_the_whole_page_and_share_a_strip_to_glue(rtl: bool) -> None:
    sides = tiles(1, 0, rtl)
    shown = []
    for side in sides:
        [placed] = side.placed
        assert side.window is not None
        left, bottom, width, height = side.window
        x, y = (left - placed.x) / placed.scale, (bottom - placed.y) / placed.scale
        shown.append((x, y, x + width / placed.scale, y + height / placed.scale))

    first, second, third, fourth = shown
    wide, high = A4_HEIGHT, 2 * A4_WIDTH  # of A3
    starts, ends = (second, first) if rtl else (first, second)
    assert max(starts[0], third[1]) <= 0.01
    assert ends[2] >= wide - 0.01
    assert first[3] >= high - 0.01
    assert starts[2] - ends[0] == pytest.approx(10 * mm / sides[0].placed[0].scale)
    assert third[3] - first[1] == pytest.approx(10 * mm / sides[0].placed[0].scale)
    assert (third[0], fourth[0]) == (first[0], second[0])
    assert [len(side.cuts) for side in sides] == [2, 1, 1, 0]
    assert [side.tile for side in sides] == [1, 2, 3, 4]


def drawn(name: str, path: Path, language: str = "en") -> Path:
    sheet = Sheet(load_language(language), LEAVES[name])
    blocks = []
    for number in range(1, 7):
        blocks += [sheet.words(f"Chapter{number}"), PageBreak()]
    blocks = [*blocks, Loose(), sheet.words("Slips")]
    pdf.write_drawn(draw_pages(sheet, blocks, "Title", MARKS), path)
    return path


def test_a_booklet_is_a4_across_its_text_is_found_and_its_fonts_are_in_it_once(
    tmp_path: Path,
) -> None:
    path = drawn("booklet", tmp_path / "b.pdf")

    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            assert page.get_size() == pytest.approx((841.9, 595.3), abs=0.5)
    found = pdf.pages(path)
    assert [("Chapter1" in page, "Chapter6" in page) for page in found[:3]] == [
        (True, False), (False, False), (False, True),
    ]  # fmt: skip
    assert "Slips" in found[-1]
    assert "Chapter" not in found[-1]
    assert "Page 1 of 7" in found[0]
    assert pdf.embedded_files(path) == len(pdf.fonts(path))
    assert drawn("booklet", tmp_path / "again.pdf").read_bytes() == path.read_bytes()


def test_a_book_from_right_to_left_has_its_first_page_at_the_left(tmp_path: Path) -> None:
    at = {}
    for language in ("en", "ar"):
        path = drawn("booklet", tmp_path / f"{language}.pdf", language)
        [box] = [box for box in pdf.boxes(path)[0] if box.text.startswith("Chapter1")]
        at[language] = box.left

    assert at["en"] > A4_HEIGHT / 2 > at["ar"]


def test_tiles_are_a4_and_say_which_they_are(tmp_path: Path) -> None:
    path = drawn("tiles", tmp_path / "t.pdf")

    with pypdfium2.PdfDocument(path) as document:
        assert len(document) == 7 * 4
        assert document[0].get_size() == pytest.approx((595.3, 841.9), abs=0.5)
    assert [f"Leaf {n} of 4" in page for n, page in enumerate(pdf.pages(path)[:4], 1)] == [True] * 4
