"""The sheet of paper: margins, and on every page its number, the paper's code, checksum and QR.

A missing page, or one of another printing, is seen at once. What a page says is not decided here.
"""

from collections.abc import Sequence
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from fieldapp.reports.type.canvas import PaperCanvas
from fieldapp.reports.type.setting import Typesetter
from fieldapp.reports.type.spans import Spans, filled
from fieldapp.reports.type.text import Style, Text, draw_text

PAGE_WIDTH, PAGE_HEIGHT = A4
OUTER_MARGIN, TOP_MARGIN, BOTTOM_MARGIN = 14 * mm, 12 * mm, 26 * mm
#: The side where the paper is punched and bound: left in English, right in Arabic.
PUNCHED_MARGIN = 24 * mm

#: The width of everything on the page.
TEXT_WIDTH = PAGE_WIDTH - OUTER_MARGIN - PUNCHED_MARGIN
TEXT_HEIGHT = PAGE_HEIGHT - TOP_MARGIN - BOTTOM_MARGIN

_QR_SIZE = 14 * mm
_FOOT_SIZE = 10.5


class PageMarks(NamedTuple):
    """What identifies a page when it is found alone.

    Attributes:
        typesetter: In the paper's language.
        page_of: "Page {page} of {pages}", translated.
        about: "{code} · checksum {checksum}", translated; the place is not named here.
        code, checksum: Of the whole paper.
        audience: Whom it is for; stands at the head of every page. Empty for everybody.
        scannable: A QR code at the foot holds the same.
    """

    typesetter: Typesetter
    page_of: str
    about: str
    code: str
    checksum: str
    audience: Spans = ()
    scannable: bool = True


def write_pages(blocks: Sequence[Flowable], marks: PageMarks, title: str, path: Path) -> int:
    """Lay the blocks out on pages and write the PDF, whole or not at all; return how many pages.

    Raises:
        OSError: The folder cannot be written to. Nothing is left behind.
    """
    left = OUTER_MARGIN if marks.typesetter.rtl else PUNCHED_MARGIN
    frame = Frame(left, BOTTOM_MARGIN, TEXT_WIDTH, TEXT_HEIGHT, 0, 0, 0, 0)
    partial_file = path.with_name(f".{path.name}.{uuid4().hex}")
    try:
        document = BaseDocTemplate(
            str(partial_file),
            pagesize=A4,
            title=title,
            author="",
            creator="fieldapp",
            lang=marks.typesetter.language.code,
        )
        document.addPageTemplates(PageTemplate(frames=[frame]))
        document.build(list(blocks), canvasmaker=partial(_NumberedCanvas, marks))
        partial_file.replace(path)
    finally:
        partial_file.unlink(missing_ok=True)
    pages: int = document.page
    return pages


class _NumberedCanvas(PaperCanvas):
    """Keeps its pages until the last is made, because only then is "of how many" known."""

    def __init__(self, marks: PageMarks, filename: str, **options: Any) -> None:
        super().__init__(filename, **options)
        self._marks = marks
        self._finished: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - ReportLab's name
        self._finished.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for page in self._finished:
            self.__dict__.update(page)
            _draw_head(self, self._marks)
            _draw_foot(self, self._marks, self.getPageNumber(), len(self._finished))
            Canvas.showPage(self)
        super().save()


def _draw_head(canvas: PaperCanvas, marks: PageMarks) -> None:
    if marks.audience:
        text = Text(marks.typesetter, marks.audience, Style(_FOOT_SIZE))
        left = OUTER_MARGIN if marks.typesetter.rtl else PUNCHED_MARGIN
        draw_text(canvas, text, left, PAGE_HEIGHT - 5 * mm, TEXT_WIDTH)


def _draw_foot(canvas: PaperCanvas, marks: PageMarks, page: int, pages: int) -> None:
    typesetter = marks.typesetter
    rtl = typesetter.rtl
    left = OUTER_MARGIN if rtl else PUNCHED_MARGIN
    top = BOTTOM_MARGIN - 3 * mm
    canvas.setStrokeGray(0)
    canvas.setLineWidth(0.8)
    canvas.line(left, top, left + TEXT_WIDTH, top)
    number = typesetter.language.number
    lines = (
        filled(f"<b>{marks.page_of}</b>", page=number(page), pages=number(pages)),
        filled(marks.about, code=marks.code, checksum=marks.checksum),
    )
    start = left + (_QR_SIZE + 4 * mm if rtl else 0)
    y = top - 2 * mm
    for line in lines:
        text = Text(typesetter, line, Style(_FOOT_SIZE))
        y -= draw_text(canvas, text, start, y, TEXT_WIDTH - _QR_SIZE - 4 * mm)
    if not marks.scannable:
        return
    qr_left = left if rtl else left + TEXT_WIDTH - _QR_SIZE
    data = f"{marks.code} {marks.checksum} {page}/{pages}"
    draw_qr(canvas, data, qr_left, top - mm - _QR_SIZE, _QR_SIZE)


def draw_qr(canvas: PaperCanvas, data: str, x: float, y: float, size: float) -> None:
    """Draw a QR code of some text in black, its lower left corner at (x, y)."""
    squares = _qr_squares(data)
    side = size / len(squares)
    path = canvas.beginPath()
    for row, line in enumerate(squares):
        column = 0
        for dark, run in groupby(line):
            length = len(list(run))
            if dark:  # one bar, not many squares between which a printer leaves hairs of white
                path.rect(x + column * side, y + size - (row + 1) * side, length * side, side)
            column += length
    canvas.setFillGray(0)
    canvas.drawPath(path, stroke=0, fill=1)


def _qr_squares(data: str) -> Sequence[Sequence[bool]]:
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(data)
    code.make()
    return tuple(tuple(bool(square) for square in row) for row in code.modules)
