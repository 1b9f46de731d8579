"""A drawing and a text beside it, on the side of the language."""

from pathlib import Path

import pytest

from fieldapp.language import load_language
from fieldapp.reports.drawing import Beside, Drawing
from fieldapp.reports.type.setting import Typesetter
from fieldapp.reports.type.spans import words
from fieldapp.reports.type.text import Style, Text
from tests.reports import pdf

ENGLISH, ARABIC = Typesetter(load_language("en")), Typesetter(load_language("ar"))


def text(said: str, typesetter: Typesetter = ENGLISH) -> Text:
    return Text(typesetter, words(said), Style())


def test_the_word_stands_beside_its_mark_on_the_side_of_the_language(tmp_path: Path) -> None:
    for typesetter, edge in ((ENGLISH, 25), (ARABIC, 275)):
        mark = Drawing(20, lambda _canvas, _width: None, 20)
        beside = Beside(mark, text("water", typesetter), 5, rtl=typesetter.rtl)

        ((box,),) = pdf.boxes(pdf.write(tmp_path / "m.pdf", beside))

        assert (box.left if edge == 25 else box.right) == pytest.approx(edge, abs=1.5)


def test_the_mark_stands_at_the_outer_edge_of_the_start(tmp_path: Path) -> None:
    for typesetter, expected in ((ENGLISH, (0, 20)), (ARABIC, (280, 300))):
        drawing = Drawing(20, lambda canvas, _width: canvas.rect(1, 1, 18, 18), 20)
        beside = Beside(drawing, text("", typesetter), 5, rtl=typesetter.rtl)

        left, _top, right, _bottom = pdf.ink(pdf.write(tmp_path / "o.pdf", beside))

        assert (left * 300, right * 300) == pytest.approx(expected, abs=1.5)


def test_a_long_text_beside_a_mark_is_broken_and_keeps_clear_of_it(tmp_path: Path) -> None:
    said = " ".join(f"w{number}" for number in range(600))
    beside = Beside(Drawing(20, lambda _canvas, _width: None, 20), text(said), 5, rtl=False)

    path = pdf.write(tmp_path / "n.pdf", beside)

    assert " ".join(pdf.pages(path)).split() == said.split()
    assert min(box.left for page in pdf.boxes(path) for box in page) > 24
