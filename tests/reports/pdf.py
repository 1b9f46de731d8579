"""What a test can see of a PDF file: its text, where it stands, its fonts."""

import re
import zlib
from collections.abc import Iterator
from ctypes import c_double
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pypdfium2.raw as raw
from PIL.Image import Image
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from fieldapp.reports import page
from fieldapp.reports.page import Drawn
from fieldapp.reports.type.canvas import PaperCanvas


@dataclass(frozen=True)
class Box:
    """A stretch of text and where it stands, in points from the lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


def write(path: Path, *blocks: Flowable, size: tuple[float, float] = (300, 400)) -> Path:
    """Put blocks on bare pages without margins."""
    document = BaseDocTemplate(str(path), pagesize=size)
    document.addPageTemplates(PageTemplate(frames=[Frame(0, 0, *size, 0, 0, 0, 0)]))
    document.build(list(blocks), canvasmaker=PaperCanvas)
    return path


def write_drawn(drawn: Drawn, path: Path) -> int:
    """Write a paper that was drawn and return how many pages it has."""
    page.write_drawn(drawn, path)
    return drawn.pages


def pages(path: Path) -> list[str]:
    """The text of each page as a reader program finds it."""
    with pypdfium2.PdfDocument(path) as document:
        return [clean(one.get_textpage().get_text_range()) for one in document]


def boxes(path: Path) -> list[list[Box]]:
    """What each page shows, stretch by stretch as it was written: one line in one font."""
    with pypdfium2.PdfDocument(path) as document:
        return [list(_stretches(one)) for one in document]


def _stretches(page: pypdfium2.PdfPage) -> Iterator[Box]:
    for item in page.get_objects([raw.FPDF_PAGEOBJ_TEXT], textpage=page.get_textpage()):
        said = clean(item.extract()).strip()
        if said:  # marks above and below letters say nothing of their own
            yield Box(said, *item.get_bounds())


def seen(path: Path) -> list[str]:
    """Every line of ink from left to right without its spaces, whatever order it was written in."""
    found: list[str] = []
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            text = page.get_textpage()
            lines: dict[int, list[tuple[float, str]]] = {}
            for number in range(text.count_chars()):
                x, y = c_double(), c_double()
                raw.FPDFText_GetCharOrigin(text, number, x, y)
                said = clean(chr(raw.FPDFText_GetUnicode(text, number))).strip()
                if said and not raw.FPDFText_IsGenerated(text, number):
                    lines.setdefault(round(y.value), []).append((x.value, said))
            found += ["".join(said for _, said in sorted(line)) for line in lines.values()]
    return found


def picture(path: Path) -> Image:
    """The first page in black and white, one pixel to a point."""
    with pypdfium2.PdfDocument(path) as document:
        grey: Image = document[0].render(scale=1, grayscale=True).to_pil()
    return grey.point(lambda value: 255 * (value < 200))


def ink(path: Path) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of everything drawn, as shares of the page."""
    page = picture(path)
    box = page.getbbox()
    assert box is not None, "nothing was drawn"
    left, top, right, bottom = box
    return left / page.width, top / page.height, right / page.width, bottom / page.height


def fonts(path: Path) -> list[str]:
    """The names of all fonts in the file."""
    return sorted(set(re.findall(r"/BaseFont /(\S+)", streams(path))))


def embedded_files(path: Path) -> int:
    """How many font files the PDF carries."""
    return len(re.findall(r"/FontFile2 ", streams(path)))


def streams(path: Path) -> str:
    """Everything in the file, unpacked, but its metadata."""
    packed = re.findall(rb"stream\r?\n(x.*?)endstream", path.read_bytes(), re.DOTALL)
    return "\n".join(zlib.decompressobj().decompress(one).decode("latin-1") for one in packed)


def clean(text: str) -> str:
    """Without what stands for no letter: marks of direction, what marks above letters say."""
    return re.sub("[\u200b\u202a-\u202c\ufffe\r]", "", text)
