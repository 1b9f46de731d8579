"""The sample as our own papers are drawn: shaped, in its own direction, with text that can be read
aloud."""

from functools import partial
from pathlib import Path

from reportlab.platypus import Flowable

from fieldapp.cli.samples.content import (
    BAR_HEIGHT,
    BAR_LABEL,
    Bars,
    Block,
    Heading,
    Items,
    Sample,
    Table,
)
from fieldapp.language import load_language
from fieldapp.reports.drawing import Drawing
from fieldapp.reports.page import PageMarks, draw_pages
from fieldapp.reports.process import begin_drawing
from fieldapp.reports.sheet import BODY, Sheet
from fieldapp.reports.type.canvas import PaperCanvas
from fieldapp.reports.type.text import Text, draw_text

begin = begin_drawing


def draw(sample: Sample, _fonts: Path) -> bytes:
    """Draw it; the page has its number at the foot, and no square code, which others lack."""
    sheet = Sheet(load_language(sample.language))
    blocks = [flowable for block in sample.blocks for flowable in _flowables(sheet, block)]
    marks = PageMarks(sample.page_of, about="", code="", checksum="", scannable=False)
    return draw_pages(sheet, blocks, sample.title, marks).content


def _flowables(sheet: Sheet, block: Block) -> list[Flowable]:
    if isinstance(block, Heading):
        return [sheet.subheading(block.text)]
    if isinstance(block, Items):
        return [sheet.bullet("•", text) for text in block.texts]
    if isinstance(block, Table):
        header = sheet.heads(*block.heads)
        rows = [[sheet.said(cell) for cell in row] for row in block.rows]
        return [sheet.grid(block.widths, rows, header=header)]
    if isinstance(block, Bars):
        bars = [
            (sheet.said(label), sheet.said(f"{share:.0%}"), share) for label, share in block.bars
        ]
        height = BODY.size * 1.5 * len(bars)
        return [Drawing(height, partial(_paint_bars, bars=bars, height=height, rtl=sheet.rtl))]
    return [sheet.said(block.text)]


def _paint_bars(
    canvas: PaperCanvas,
    width: float,
    bars: list[tuple[Text, Text, float]],
    height: float,
    *,
    rtl: bool,
) -> None:
    room = width - 2 * BAR_LABEL
    for number, (label, figure, share) in enumerate(bars):
        top = height - number * BODY.size * 1.5
        long = room * share
        draw_text(canvas, label, width - BAR_LABEL if rtl else 0, top, BAR_LABEL)
        canvas.setFillGray(0.6)
        start = width - BAR_LABEL - long if rtl else BAR_LABEL
        canvas.rect(start, top - BAR_HEIGHT, long, BAR_HEIGHT, stroke=0, fill=1)
        after = start - 4 - BAR_LABEL if rtl else start + long + 4
        draw_text(canvas, figure, after, top, BAR_LABEL)
