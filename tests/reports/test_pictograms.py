"""Every drawing of the program can be drawn on paper, inside its square."""

from pathlib import Path

import pypdfium2
import pytest

from fieldapp.paths import resource
from fieldapp.reports.drawing import Drawing
from fieldapp.reports.pictograms import draw_pictogram
from tests.reports import pdf

NAMES = sorted(path.stem for path in resource("icons").glob("*.svg"))


@pytest.mark.parametrize("name", NAMES)
def test_a_pictogram_fills_its_square_and_stays_in_it(tmp_path: Path, name: str) -> None:
    size = 100
    drawing = Drawing(
        200, lambda canvas, _: draw_pictogram(canvas, name, size / 2, size / 2, size), 200
    )

    left, top, right, bottom = pdf.ink(pdf.write(tmp_path / "i.pdf", drawing, size=(200, 200)))

    assert min(left, top) >= 0.24
    assert max(right, bottom) <= 0.76
    assert max(right - left, bottom - top) > 0.05


def test_a_pictogram_is_drawn_the_right_way_up(tmp_path: Path) -> None:
    drawing = Drawing(200, lambda canvas, _: draw_pictogram(canvas, "chevron-up", 0, 0, 200), 200)
    path = pdf.write(tmp_path / "u.pdf", drawing, size=(200, 200))
    with pypdfium2.PdfDocument(path) as document:
        picture = document[0].render(scale=1, grayscale=True).to_pil()

    row = [y for y in range(200) if picture.getpixel((100, y)) < 128]
    edge = [y for y in range(200) if picture.getpixel((56, y)) < 128]

    assert max(row) < min(edge)


def test_an_arc_is_round(tmp_path: Path) -> None:
    """The "circle-dot" ring is a circle element, "clock" draws the same ring; both must match a
    path made of arcs."""
    from fieldapp.reports.pictograms import _draw_path

    def paint(canvas: object, _width: float) -> None:
        _draw_path(canvas, "M20 100a80 80 0 1 0 160 0a80 80 0 0 0-160 0z")  # type: ignore[arg-type]

    path = pdf.write(tmp_path / "c.pdf", Drawing(200, paint, 200), size=(200, 200))
    with pypdfium2.PdfDocument(path) as document:
        picture = document[0].render(scale=2, grayscale=True).to_pil()
    dark = [(x, y) for x in range(400) for y in range(400) if picture.getpixel((x, y)) < 128]

    radii = [((x + 0.5 - 200) ** 2 + (y + 0.5 - 200) ** 2) ** 0.5 for x, y in dark]
    assert min(radii) > 157
    assert max(radii) < 163
    assert {(x > 200, y > 200) for x, y in dark} == {(a, b) for a in (0, 1) for b in (0, 1)}
