"""The sample as ReportLab draws it alone: the limit, because our papers go through ReportLab.

The same words, font files, sizes and rules. Arabic script is drawn letter by letter, neither shaped
nor turned round, so nobody could read it: it is what the same number of letters costs at least.
"""

from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    LongTable,
    PageTemplate,
    Paragraph,
    Spacer,
    TableStyle,
)

from fieldapp.cli.samples.content import (
    BAR_HEIGHT,
    BAR_LABEL,
    LEADING,
    MARGINS,
    SIZE,
    Bars,
    Block,
    Heading,
    Items,
    Sample,
    Table,
)

_RULES = TableStyle(
    [
        ("LINEBELOW", (0, 0), (-1, 0), 1.2, "black"),
        ("LINEBELOW", (0, 1), (-1, -2), 0.6, "black"),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 8),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ]
)


def draw(sample: Sample, fonts: Path) -> bytes:
    """Draw it."""
    for weight in ("Regular", "Bold"):
        name = f"{sample.family}-{weight}"
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, fonts / f"{name}.ttf"))
    top, left, bottom, right = MARGINS
    frame = Frame(left, bottom, A4[0] - left - right, A4[1] - top - bottom, 0, 0, 0, 0)
    out = BytesIO()
    document = BaseDocTemplate(out, pagesize=A4, title=sample.title, lang=sample.language)
    document.addPageTemplates(PageTemplate(frames=[frame]))
    styles = _Styles(sample)
    blocks = [flowable for block in sample.blocks for flowable in _flowables(styles, block)]

    class Numbered(_NumberedCanvas):
        of = sample

    document.build(blocks, canvasmaker=Numbered)
    return out.getvalue()


class _Styles:
    def __init__(self, sample: Sample) -> None:
        common = {
            "fontSize": SIZE,
            "leading": LEADING,
            "alignment": TA_RIGHT if sample.rtl else TA_LEFT,
        }
        self.font = f"{sample.family}-Regular"
        self.body = ParagraphStyle("body", fontName=self.font, **common)
        self.item = ParagraphStyle("item", parent=self.body, leftIndent=16)
        bold = f"{sample.family}-Bold"
        self.head = ParagraphStyle("head", fontName=bold, **common)
        self.heading = ParagraphStyle(
            "heading", parent=self.head, spaceBefore=6, spaceAfter=2, keepWithNext=1
        )


def _flowables(styles: _Styles, block: Block) -> list[Flowable]:
    if isinstance(block, Heading):
        return [Paragraph(escape(block.text), styles.heading)]
    if isinstance(block, Items):
        return [Paragraph(escape(text), styles.item, bulletText="•") for text in block.texts]
    if isinstance(block, Table):
        header = [Paragraph(escape(cell), styles.head) for cell in block.heads]
        rows = [[Paragraph(escape(cell), styles.body) for cell in row] for row in block.rows]
        room = A4[0] - MARGINS[1] - MARGINS[3]
        widths = [room * share / sum(block.widths) for share in block.widths]
        return [Spacer(0, 4), LongTable([header, *rows], widths, style=_RULES, repeatRows=1)]
    if isinstance(block, Bars):
        return [_BarChart(block, styles.font)]
    return [Paragraph(escape(block.text), styles.body)]


class _BarChart(Flowable):  # type: ignore[misc] # ReportLab has no types
    def __init__(self, chart: Bars, font: str) -> None:
        super().__init__()
        self._chart, self._font = chart, font
        self.height = SIZE * 1.5 * len(chart.bars)

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width = width
        return width, self.height

    def draw(self) -> None:
        canvas = self.canv
        canvas.setFont(self._font, SIZE)
        room = self.width - 2 * BAR_LABEL
        for number, (label, share) in enumerate(self._chart.bars):
            bottom = self.height - number * SIZE * 1.5 - BAR_HEIGHT
            canvas.setFillGray(0)
            canvas.drawString(0, bottom + 2, label)
            canvas.drawString(BAR_LABEL + room * share + 4, bottom + 2, f"{share:.0%}")
            canvas.setFillGray(0.6)
            canvas.rect(BAR_LABEL, bottom, room * share, BAR_HEIGHT, stroke=0, fill=1)


class _NumberedCanvas(Canvas):  # type: ignore[misc] # ReportLab has no types
    """Keeps its pages until the last is made: how many there are is known only then."""

    of: Sample

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self._finished: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - ReportLab's name
        self._finished.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for page in self._finished:
            self.__dict__.update(page)
            left, bottom = MARGINS[1], MARGINS[2]
            self.setLineWidth(0.8)
            self.line(left, bottom - 9, A4[0] - MARGINS[3], bottom - 9)
            self.setFont(f"{self.of.family}-Bold", 10.5)
            text = self.of.page_of.format(page=self.getPageNumber(), pages=len(self._finished))
            self.drawString(left, bottom - 24, text)
            Canvas.showPage(self)
        super().save()
