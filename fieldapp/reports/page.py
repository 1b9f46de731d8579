"""The sheet of paper: margins, and on every page its number, the paper's code, checksum and QR.

A missing page, or one of another printing, is seen at once. What a page says is not decided here.
"""

from collections.abc import Sequence
from contextlib import nullcontext
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
from fieldapp.reports.imposed import draw_marks, gathered
from fieldapp.reports.imposing import Imposing
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


def checksum_of(paper: object, language: Language, printing: str = "") -> str:
    """Eight letters and digits that differ as soon as anything on the paper does.

    Args:
        printing: Whatever else makes its pages others, such as the leaf; "" for nothing.
    """
    manner = (paper, language.ways, printing) if printing else (paper, language.ways)
    digest = sha256(repr(manner).encode()).hexdigest().upper()
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
    on_page = partial(_begin_page, sheet, across, marks.audience if marks else ())
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
        partial_file.touch(0o600)  # others on this machine have no business in it
        partial_file.write_bytes(drawn.content)
        partial_file.replace(path)
    finally:
        partial_file.unlink(missing_ok=True)


class Loose(Flowable):
    """From its page on, pages are torn up: nothing may be printed behind them."""

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Take no room."""
        return 0, 0

    def draw(self) -> None:
        """Remember the page."""
        canvas: _NumberedCanvas = self.canv
        canvas.loose_from = canvas.getPageNumber() - 1


class _NumberedCanvas(PaperCanvas):
    """Keeps its pages until the last is made, because only then is "of how many" known."""

    def __init__(
        self, sheet: Sheet, marks: PageMarks | None, filename: str, **options: Any
    ) -> None:
        self._sheet, self._marks = sheet, marks
        self._finished: list[dict[str, Any]] = []
        self.loose_from: int | None = None
        zoom, light = sheet.leaf.zoom, sheet.saves_toner
        super().__init__(filename, zoom=zoom, saves_toner=light, **options)

    def _restartAccumulators(self) -> None:  # noqa: N802 - ReportLab's name
        super()._restartAccumulators()
        # Leaves that are folded or glued are for hands: read aloud is the paper that is not
        # imposed. A structure over pages that stand in another order would tell nobody anything.
        self._in_sequence = self._sheet.leaf.imposing is not None

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
                with self.artifact("Footer"):
                    _draw_foot(self, self._sheet, self._marks, self.getPageNumber(), pages)
            if self._sheet.leaf.imposing is None:
                PaperCanvas.showPage(self)
            else:
                page["_code"] = self._code
        if self._sheet.leaf.imposing is not None:
            self._impose(self._sheet.leaf.imposing)
        super().save()

    def _impose(self, imposing: Imposing) -> None:
        """Put the pages on the leaves that go through the printer. Their text stays text."""
        drawn = [page["_code"] for page in self._finished]
        first_loose = len(drawn) if self.loose_from is None else self.loose_from
        for side in imposing(len(drawn), len(drawn) - first_loose, self._sheet.rtl):
            self._code = ["/Artifact BMC", *gathered(side, drawn, self._sheet.leaf.zoom)]
            draw_marks(self, self._sheet, side)
            self._code.append("EMC")
            self.show_side(side.width, side.height)


def _begin_page(
    sheet: Sheet, across: str, audience: Spans, canvas: PaperCanvas, _document: object
) -> None:
    """Say whom the page is for, before anything stands on it. Read aloud it is said only once."""
    first = canvas.getPageNumber() == 1
    if across:
        with nullcontext() if first else canvas.artifact("Watermark"):
            _draw_across(canvas, sheet, across)
    if audience:
        with nullcontext() if first else canvas.artifact("Header"):
            _draw_head(canvas, sheet, audience)


def _draw_across(canvas: PaperCanvas, sheet: Sheet, said: str) -> None:
    """Write large pale words from corner to corner."""
    width, height = sheet.leaf.size
    length = hypot(width, height)
    text = Text(sheet.typesetter, words(said, bold=True), Style(_ACROSS, Align.CENTER, pale=_PALE))
    _, high = text.wrap(length, height)
    canvas.saveState()
    canvas.translate(width / 2, height / 2)
    canvas.rotate(degrees(atan2(height, width)))
    draw_text(canvas, text, -length / 2, high / 2, length)
    canvas.restoreState()


def _draw_head(canvas: PaperCanvas, sheet: Sheet, audience: Spans) -> None:
    leaf = sheet.leaf
    text = Text(sheet.typesetter, audience, Style(_FOOT_SIZE))
    left, top = leaf.edge(rtl=sheet.rtl), leaf.height - _HEAD_GAP
    canvas.saveState()
    canvas.scale(1 / leaf.zoom, 1 / leaf.zoom)
    draw_text(canvas, text, left, top, leaf.between_margins)
    canvas.restoreState()


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
