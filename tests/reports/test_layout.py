"""Stacks and grids: mirrored, broken where a reader would, nothing lost and nothing alone."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.platypus import Flowable

from fieldapp.language import load_language
from fieldapp.reports.drawing import Drawing
from fieldapp.reports.layout import KEPT_TABLE, KEPT_WHOLE, Grid, Ruling, Stack
from fieldapp.reports.type.setting import Typesetter
from fieldapp.reports.type.spans import words
from fieldapp.reports.type.text import Style, Text
from tests.reports import pdf

ENGLISH, ARABIC = Typesetter(load_language("en")), Typesetter(load_language("ar"))


def text(said: str, typesetter: Typesetter = ENGLISH) -> Text:
    return Text(typesetter, words(said), Style())


def block(height: float, *, with_next: bool = False) -> Drawing:
    drawing = Drawing(height, lambda _canvas, _width: None)
    drawing.keepWithNext = with_next
    return drawing


def heights(parts: Sequence[Flowable]) -> list[float]:
    return [part.wrap(300, 10_000)[1] for part in parts]


def test_the_first_column_is_at_the_right_in_an_arabic_paper(tmp_path: Path) -> None:
    for typesetter, order in ((ENGLISH, ["1", "2", "3"]), (ARABIC, ["3", "2", "1"])):
        rows = [[text(said, typesetter) for said in ("1", "2", "3")]]
        grid = Grid((3, 1, 1), rows, Ruling(), rtl=typesetter.rtl)

        (found,) = pdf.boxes(pdf.write(tmp_path / "g.pdf", grid))

        assert [box.text for box in sorted(found, key=lambda box: box.left)] == order


def test_a_column_keeps_its_width_when_it_is_mirrored(tmp_path: Path) -> None:
    grid = Grid((3, 1), [[text("a", ARABIC), text("b", ARABIC)]], Ruling(), rtl=True)

    (found,) = pdf.boxes(pdf.write(tmp_path / "w.pdf", grid))

    right_edges = {box.text: box.right for box in found}
    assert right_edges["a"] == pytest.approx(300, abs=1)
    assert right_edges["b"] == pytest.approx(75, abs=1)


def test_a_long_grid_goes_on_under_the_same_header_and_loses_no_row(tmp_path: Path) -> None:
    rows = [[text(f"row{number}"), text("x")] for number in range(60)]
    grid = Grid((1, 1), rows, Ruling(), rtl=False, header=[text("HEAD"), text("two")])

    found = pdf.pages(pdf.write(tmp_path / "p.pdf", grid))

    assert len(found) > 3
    assert all(page.split()[0] == "HEAD" for page in found)
    assert [word for page in found for word in page.split() if word.startswith("row")] == [
        f"row{number}" for number in range(60)
    ]


def test_a_row_higher_than_a_page_is_broken_cell_by_cell(tmp_path: Path) -> None:
    said = " ".join(f"w{number}" for number in range(900))
    grid = Grid((1, 1), [[text("short"), text(said)]], Ruling(box=1), rtl=False)

    found = pdf.pages(pdf.write(tmp_path / "h.pdf", grid))

    assert len(found) > 2
    assert [w for page in found for w in page.split() if w != "short"] == said.split()


def test_a_high_row_begins_where_the_row_before_ended() -> None:
    rows = [[block(50)], [text("word " * 2_000)]]
    grid = Grid((1,), rows, Ruling(padding=0), rtl=False, header=[block(20)])

    head, _rest = grid.split(300, 400)

    assert 380 < heights([head])[0] <= 400


def test_a_small_table_is_never_broken() -> None:
    grid = Grid((1,), [[block(20)], [block(20)]], Ruling(padding=0), rtl=False)

    assert heights([grid])[0] <= KEPT_TABLE
    assert grid.split(300, 25) == []


def test_a_row_that_could_stand_on_the_next_page_is_not_broken() -> None:
    said = text("word " * 100)
    grid = Grid((1,), [[said], [text("x")]], Ruling(), rtl=False)

    assert KEPT_TABLE < heights([said])[0] < KEPT_WHOLE
    assert grid.split(300, 60) == []


def test_a_heading_moves_on_with_what_it_heads() -> None:
    stack = Stack([block(50), block(20, with_next=True), block(100)])

    head, rest = stack.split(300, 120)

    assert heights([head, rest]) == [50, 120]


def test_a_stack_that_is_to_be_kept_is_kept() -> None:
    assert Stack([block(50), block(60)], keep=200).split(300, 80) == []


@given(
    st.lists(st.tuples(st.integers(5, 300), st.booleans()), min_size=1, max_size=12),
    st.integers(300, 600),
)
def test_a_stack_can_always_be_put_on_pages_and_keeps_its_height(
    blocks: list[tuple[int, bool]], page: int
) -> None:
    stack: Flowable = Stack([block(height, with_next=glued) for height, glued in blocks])
    total, placed = heights([stack])[0], 0.0
    for _page in range(len(blocks) + 1):
        if heights([stack])[0] <= page:
            break
        parts = stack.split(300, page)
        if not parts:  # all that is left is glued together and higher than a page
            return
        head, stack = parts
        placed += heights([head])[0]
        assert heights([head])[0] <= page

    assert placed + heights([stack])[0] == pytest.approx(total)
