"""The sample as fpdf2 draws it, with its text shaping."""

from importlib import import_module
from pathlib import Path
from typing import Any

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


def draw(sample: Sample, fonts: Path) -> bytes:
    """Draw it."""
    fpdf = import_module("fpdf")
    page_of = sample.page_of.replace("{pages}", "{{nb}}")

    class Numbered(fpdf.FPDF):  # type: ignore[misc, name-defined]
        def footer(self) -> None:
            self.line(self.l_margin, self.h - 65, self.w - self.r_margin, self.h - 65)
            self.set_y(-60)
            self.set_font("F", "B", 10.5)
            self.cell(0, 12, page_of.format(page=self.page_no()))
            self.set_font("F", "", SIZE)

    pdf: Any = Numbered(unit="pt", format="A4")
    for style, weight in (("", "Regular"), ("B", "Bold")):
        pdf.add_font("F", style, fonts / f"{sample.family}-{weight}.ttf")
    pdf.set_title(sample.title)
    pdf.set_lang(sample.language)
    top, left, bottom, right = MARGINS
    pdf.set_margins(left, top, right)
    pdf.set_auto_page_break(auto=True, margin=bottom)
    pdf.set_font("F", "", SIZE)
    pdf.set_text_shaping(True)
    pdf.add_page()
    for block in sample.blocks:
        _draw_block(pdf, block, "R" if sample.rtl else "L")
    return bytes(pdf.output())


def _draw_block(pdf: Any, block: Block, side: str) -> None:
    lines = {"align": side, "new_x": "LMARGIN", "new_y": "NEXT"}
    if isinstance(block, Heading):
        pdf.set_font("F", "B", SIZE)
        pdf.multi_cell(0, LEADING, block.text, **lines)
        pdf.set_font("F", "", SIZE)
    elif isinstance(block, Items):
        for text in block.texts:
            pdf.multi_cell(0, LEADING, f"\u2022 {text}", **lines)
    elif isinstance(block, Table):
        rule = {"borders_layout": "HORIZONTAL_LINES", "padding": (3, 8, 3, 0)}
        widths = tuple(block.widths)
        with pdf.table(col_widths=widths, line_height=LEADING, text_align=side, **rule) as table:
            for cells in (block.heads, *block.rows):
                row = table.row()
                for cell in cells:
                    row.cell(cell)
    elif isinstance(block, Bars):
        pdf.set_fill_color(153)
        room = pdf.epw - 2 * BAR_LABEL
        for label, share in block.bars:
            top = pdf.get_y()
            pdf.cell(BAR_LABEL, SIZE * 1.5, label)
            pdf.rect(pdf.get_x(), top, room * share, BAR_HEIGHT, style="F")
            pdf.set_x(pdf.get_x() + room * share + 4)
            pdf.cell(0, SIZE * 1.5, f"{share:.0%}", new_x="LMARGIN", new_y="NEXT")
    else:
        pdf.multi_cell(0, LEADING, block.text, **lines)
