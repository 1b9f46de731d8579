"""What a test can see of a PDF file: its text, where it stands, its fonts."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize

import pypdfium2
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from fieldapp.reports.type.canvas import PaperCanvas

#: In points, for the sizes that our papers use.
_WIDEST_SPACE, _SAME_LINE = 7, 3


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


def pages(path: Path) -> list[str]:
    """The text of each page as a reader program finds it, compatibility characters resolved."""
    with pypdfium2.PdfDocument(path) as document:
        return [_clean(page.get_textpage().get_text_range()) for page in document]


def boxes(path: Path) -> list[list[Box]]:
    """The stretches of text of each page; a gap wider than a space begins another."""
    with pypdfium2.PdfDocument(path) as document:
        return [list(_stretches(page.get_textpage())) for page in document]


def _stretches(text: pypdfium2.PdfTextPage) -> Iterator[Box]:
    current: Box | None = None
    for number in range(text.count_chars()):
        said = _clean(text.get_text_range(number, 1)).strip()
        if not said:
            continue
        left, bottom, right, top = text.get_charbox(number, loose=True)
        if current and _touches(current, left, bottom, right):
            current = Box(
                current.text + said,
                min(current.left, left),
                min(current.bottom, bottom),
                max(current.right, right),
                max(current.top, top),
            )
            continue
        if current:
            yield current
        current = Box(said, left, bottom, right, top)
    if current:
        yield current


def _touches(box: Box, left: float, bottom: float, right: float) -> bool:
    beside = min(abs(left - box.right), abs(box.left - right)) < _WIDEST_SPACE
    return beside and abs(bottom - box.bottom) < _SAME_LINE


def fonts(path: Path) -> list[str]:
    """The names of all fonts in the file."""
    return sorted(set(re.findall(r"/BaseFont /(\S+)", path.read_text("latin-1"))))


def embedded_files(path: Path) -> int:
    """How many font files the PDF carries."""
    return len(re.findall(r"/FontFile2 ", path.read_text("latin-1")))


def streams(path: Path) -> str:
    """Fonts and character maps, unpacked; pages are packed otherwise."""
    packed = re.findall(rb"stream\r?\n(x.*?)endstream", path.read_bytes(), re.DOTALL)
    return "\n".join(zlib.decompressobj().decompress(one).decode("latin-1") for one in packed)


def _clean(text: str) -> str:
    return normalize("NFKC", text.replace("\u200b", "").replace("\ufffe", "").replace("\r", ""))
