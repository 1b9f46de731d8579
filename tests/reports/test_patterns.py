"""Black and white first: what is printed is still told apart on a copy of a copy."""

from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageFilter
from reportlab.pdfgen.pathobject import PDFPathObject

from fieldapp.language import load_language
from fieldapp.reports.charts import Filling, coins, stairs
from fieldapp.reports.drawing import Drawing
from fieldapp.reports.joint_review import draw_joint_review
from fieldapp.reports.marks import MARKS, draw_mark
from fieldapp.reports.page import draw_pages
from fieldapp.reports.patterns import fill
from fieldapp.reports.sheet import Sheet
from fieldapp.reports.type.canvas import PaperCanvas
from tests.reports import pdf
from tests.reports.samples import ORDINARY

ENGLISH = load_language("en")
SCALE = 200 / 72


def photocopied(page: Image.Image, contrast: float = 0.4) -> Image.Image:
    """Copy a page as an old machine does: a little blurred, with two fifths of the contrast, so
    that black is a middle grey on paper that is none too white; then black or white by a threshold
    halfway."""
    grey = page.filter(ImageFilter.GaussianBlur(1.2))
    faded = grey.point(lambda value: int(255 - (255 - value) * contrast))
    darkest, lightest = faded.getextrema()
    assert isinstance(darkest, int)
    assert isinstance(lightest, int)
    return faded.point(lambda value: 255 * (value > (darkest + lightest) // 2))


def page_of(path: Path, number: int = 0) -> Image.Image:
    with pypdfium2.PdfDocument(path) as document:
        found: Image.Image = document[number].render(scale=SCALE, grayscale=True).to_pil()
    return found


def dark(page: Image.Image, left: float, top: float, right: float, bottom: float) -> float:
    """The share of black in a box of points from the upper left corner."""
    box = page.crop(tuple(round(edge * SCALE) for edge in (left, top, right, bottom)))  # type: ignore[arg-type]
    return box.histogram()[0] / (box.width * box.height)


def drawn(path: Path, block: Drawing, *, saves_toner: bool) -> Path:
    sheet = Sheet(ENGLISH, saves_toner=saves_toner)
    pdf.write_drawn(draw_pages(sheet, [block], "Title"), path)
    return path


@pytest.mark.parametrize("saves_toner", [False, True])
def test_stairs_that_are_done_half_done_and_not_done_differ_on_a_copy(
    tmp_path: Path, saves_toner: bool
) -> None:
    sheet = Sheet(ENGLISH)
    steps = list(enumerate((Filling.FULL, Filling.HALF, Filling.EMPTY, Filling.CROSSED), 1))
    block = stairs(sheet.typesetter, steps)
    copy = photocopied(page_of(drawn(tmp_path / "p.pdf", block, saves_toner=saves_toner)))
    left, tread, foot = sheet.leaf.punched, sheet.width / 6, sheet.leaf.top + block.height

    def shade(step: int, start: float, end: float) -> float:
        at = left + step * tread
        return dark(copy, at + start * tread, foot - 8, at + end * tread, foot - 2)

    assert shade(0, 0.1, 0.9) > 0.2
    assert shade(1, 0.1, 0.4) > 0.2
    assert shade(1, 0.6, 0.9) < 0.02
    assert shade(2, 0.1, 0.9) < 0.02
    assert 0.005 < shade(3, 0.05, 0.95) < 0.15


@pytest.mark.parametrize("saves_toner", [False, True])
def test_coins_that_are_spent_differ_on_a_copy_from_those_that_are_left(
    tmp_path: Path, saves_toner: bool
) -> None:
    sheet, size = Sheet(ENGLISH), 17
    path = drawn(tmp_path / "p.pdf", coins(0.3, size, rtl=False), saves_toner=saves_toner)
    copy = photocopied(page_of(path))
    left, top = sheet.leaf.punched, sheet.leaf.top

    shades = [
        dark(copy, left + n * size * 1.15 + 4, top + 4, left + n * size * 1.15 + 13, top + 13)
        for n in range(10)
    ]

    assert min(shades[:3]) > 0.15
    assert max(shades[3:]) < 0.02


def test_every_mark_differs_on_a_copy_from_every_other(tmp_path: Path) -> None:
    sheet = Sheet(ENGLISH)

    def paint(canvas: PaperCanvas, _width: float) -> None:
        for number, name in enumerate(MARKS):
            draw_mark(canvas, name, number * 24, 0, 16)

    for saves_toner in (False, True):
        path = drawn(tmp_path / "m.pdf", Drawing(16, paint), saves_toner=saves_toner)
        copy = photocopied(page_of(path))
        shapes = []
        for number in range(len(MARKS)):
            left = round((sheet.leaf.punched + number * 24) * SCALE)
            top, side = round(sheet.leaf.top * SCALE), round(16 * SCALE)
            shapes.append(copy.crop((left, top, left + side, top + side)).tobytes())
        for number, shape in enumerate(shapes):
            for other in shapes[:number]:
                unlike = sum(a != b for a, b in zip(shape, other, strict=True)) / len(shape)
                assert unlike > 0.02


@pytest.mark.parametrize("saves_toner", [False, True])
def test_letters_and_the_code_of_a_page_are_read_on_a_copy(
    tmp_path: Path, saves_toner: bool
) -> None:
    sheet = Sheet(ENGLISH, saves_toner=saves_toner)
    path = tmp_path / "p.pdf"
    pdf.write_drawn(draw_joint_review(sheet, ORDINARY), path)
    copy = photocopied(page_of(path))

    [code] = zxingcpp.read_barcodes(copy)
    assert code.text.startswith(ORDINARY.code)
    for box in pdf.boxes(path)[0]:  # no line of text has lost its letters or run into a bar
        if len(box.text) < 3:  # a stop is a blot
            continue
        share = dark(copy, box.left, 841.9 - box.top, box.right, 841.9 - box.bottom)
        assert 0.08 < share < 0.6, box.text


def test_where_toner_is_saved_less_of_the_page_is_black_and_no_surface(tmp_path: Path) -> None:
    black = {}
    for saves_toner in (False, True):
        path = tmp_path / f"{saves_toner}.pdf"
        sheet = Sheet(ENGLISH, saves_toner=saves_toner)
        pdf.write_drawn(draw_joint_review(sheet, ORDINARY), path)
        page = page_of(path, 1).crop((0, 0, 1654, 2080))  # without the foot and its code
        black[saves_toner] = page.point(lambda value: 255 * (value > 128)).histogram()[0]

    assert black[True] < 0.9 * black[False]

    def paint(canvas: PaperCanvas, _width: float) -> None:
        path: PDFPathObject = canvas.beginPath()
        path.rect(0, 0, 40, 40)
        fill(canvas, path, 40)

    solid, lines = (
        dark(
            page_of(drawn(tmp_path / "f.pdf", Drawing(40, paint), saves_toner=saves)),
            70,
            36,
            106,
            72,
        )
        for saves in (False, True)
    )
    assert solid > 0.95 > 0.6 > lines
