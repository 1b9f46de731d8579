"""The sheet of paper: margins, and on every page its number, the paper's code, checksum and QR.

A missing page, or one of another printing, is seen at once. What a page says is not decided here.
"""

from collections.abc import Sequence
from functools import partial
from hashlib import sha256
from io import BytesIO
from itertools import groupby
from math import atan2, degrees, hypot
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from fieldapp.language import N_, Language
from fieldapp.reports.qr import qr_squares
from fieldapp.reports.sheet import Sheet
from fieldapp.reports.type.canvas import PaperCanvas
from fieldapp.reports.type.spans import Spans, filled, words
from fieldapp.reports.type.text import Align, Style, Text, draw_text

_QR_SIZE = 14 * mm
_FOOT_SIZE = 10.5
#: Words across a page: so large and so pale that what stands on them is read without effort.
_ACROSS, _PALE = 54, 0.82
_DRAFT = N_("Draft: nobody else has seen it")
_FOOT_GAP = 3 * mm
_HEAD_GAP = 5 * mm
_BESIDE_QR = 4 * mm


class PageMarks(NamedTuple):
    """What identifies a page when it is found alone.

    Attributes:
        page_of: "Page {page} of {pages}", translated.
        about: "{code} · checksum {checksum}", translated; the place is not named here.
        code, checksum: Of the whole paper.
        audience: Whom it is for; stands at the head of every page. Empty for everybody.
        across: Pale words across every page, that no photocopy loses; empty for none.
        scannable: A QR code at the foot holds the same.
    """

    page_of: str
    about: str
    code: str
    checksum: str
    audience: Spans = ()
    across: str = ""
    scannable: bool = True


def checksum_of(paper: object, language: Language) -> str:
    """Eight letters and digits that differ as soon as anything on the paper does."""
    digest = sha256(repr((paper, language.ways)).encode()).hexdigest().upper()
    return f"{digest[:4]}-{digest[4:8]}"


class Drawn(NamedTuple):
    """A paper in memory: its PDF, and how many pages it has."""

    content: bytes
    pages: int


def draw_pages(
    sheet: Sheet, blocks: Sequence[Flowable], title: str, marks: PageMarks | None = None
) -> Drawn:
    """Lay the blocks out on leaves. No file is touched, so that a preview leaves nothing behind.

    Args:
        sheet: What the blocks were made with.
        title: Of the file, in the paper's language.
        marks: None for a slip, which is one page and has none.
    """
    leaf = sheet.leaf
    left, bottom = leaf.edge(rtl=sheet.rtl) / leaf.zoom, leaf.bottom / leaf.zoom
    frame = Frame(left, bottom, leaf.text_width, leaf.text_height, 0, 0, 0, 0)
    out = BytesIO()
    document = BaseDocTemplate(
        out,
        pagesize=leaf.size,
        title=title,
        author="",
        creator="fieldapp",
        lang=sheet.language.code,
    )
    across = sheet.language.translate(_DRAFT) if sheet.draft else marks.across if marks else ""
    on_page = partial(_draw_across, sheet, across)
    document.addPageTemplates(PageTemplate(frames=[frame], onPage=on_page))
    document.build(list(blocks), canvasmaker=partial(_NumberedCanvas, sheet, marks))
    return Drawn(out.getvalue(), document.page)


def write_drawn(drawn: Drawn, path: Path) -> None:
    """Write a paper into a file, whole or not at all; one that exists is replaced.

    Raises:
        OSError: The folder cannot be written to. Nothing is left behind.
    """
    partial_file = path.with_name(f".{path.name}.{uuid4().hex}")
    try:
        partial_file.write_bytes(drawn.content)
        partial_file.replace(path)
    finally:
        partial_file.unlink(missing_ok=True)


class _NumberedCanvas(PaperCanvas):
    """Keeps its pages until the last is made, because only then is "of how many" known."""

    def __init__(
        self, sheet: Sheet, marks: PageMarks | None, filename: str, **options: Any
    ) -> None:
        super().__init__(filename, zoom=sheet.leaf.zoom, **options)
        self._sheet, self._marks = sheet, marks
        self._finished: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - ReportLab's name
        self._finished.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for page in self._finished:
            self.__dict__.update(page)
            if self._marks:
                # What identifies a page is as large on every leaf.
                self.scale(1 / self._sheet.leaf.zoom, 1 / self._sheet.leaf.zoom)
                pages = len(self._finished)
                with self.artifact("Header"):
                    _draw_head(self, self._sheet, self._marks)
                with self.artifact("Footer"):
                    _draw_foot(self, self._sheet, self._marks, self.getPageNumber(), pages)
            PaperCanvas.showPage(self)
        super().save()


def _draw_across(sheet: Sheet, said: str, canvas: PaperCanvas, _document: object) -> None:
    """Write large pale words from corner to corner, before anything stands on the page."""
    if not said:
        return
    width, height = sheet.leaf.size
    length = hypot(width, height)
    text = Text(sheet.typesetter, words(said, bold=True), Style(_ACROSS, Align.CENTER, pale=_PALE))
    _, high = text.wrap(length, height)
    with canvas.artifact("Watermark"):
        canvas.saveState()
        canvas.translate(width / 2, height / 2)
        canvas.rotate(degrees(atan2(height, width)))
        draw_text(canvas, text, -length / 2, high / 2, length)
        canvas.restoreState()


def _draw_head(canvas: PaperCanvas, sheet: Sheet, marks: PageMarks) -> None:
    if marks.audience:
        leaf = sheet.leaf
        text = Text(sheet.typesetter, marks.audience, Style(_FOOT_SIZE))
        left, top = leaf.edge(rtl=sheet.rtl), leaf.height - _HEAD_GAP
        draw_text(canvas, text, left, top, leaf.between_margins)


def _draw_foot(canvas: PaperCanvas, sheet: Sheet, marks: PageMarks, page: int, pages: int) -> None:
    left, width = sheet.leaf.edge(rtl=sheet.rtl), sheet.leaf.between_margins
    top = sheet.leaf.bottom - _FOOT_GAP
    canvas.setStrokeGray(0)
    canvas.setLineWidth(0.8)
    canvas.line(left, top, left + width, top)
    number = sheet.language.number
    lines = (
        filled(f"<b>{marks.page_of}</b>", page=number(page), pages=number(pages)),
        filled(marks.about, code=marks.code, checksum=marks.checksum),
    )
    beside = _QR_SIZE + _BESIDE_QR
    start = left + (beside if sheet.rtl else 0)
    y = top - 2 * mm
    for line in lines:
        text = Text(sheet.typesetter, line, Style(_FOOT_SIZE))
        y -= draw_text(canvas, text, start, y, width - beside)
    if not marks.scannable:
        return
    qr_left = left if sheet.rtl else left + width - _QR_SIZE
    data = f"{marks.code} {marks.checksum} {page}/{pages}"
    draw_qr(canvas, data, qr_left, top - mm - _QR_SIZE, _QR_SIZE)


def draw_qr(canvas: PaperCanvas, data: str, x: float, y: float, size: float) -> None:
    """Draw a QR code of some text in black, its lower left corner at (x, y)."""
    squares = qr_squares(data)
    bars = []
    for row, line in enumerate(squares):
        column = 0
        for dark, run in groupby(line):
            length = len(list(run))
            if dark:  # one bar, not many squares between which a printer leaves hairs of white
                bars.append((column, len(squares) - 1 - row, length, 1))
            column += length
    canvas.saveState()
    canvas.setFillGray(0)
    canvas.translate(x, y)
    canvas.scale(size / len(squares), size / len(squares))
    canvas.fill_rectangles(bars)
    canvas.restoreState()
