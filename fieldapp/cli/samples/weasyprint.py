"""The sample as WeasyPrint draws it, from HTML."""

from html import escape
from importlib import import_module
from pathlib import Path

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
    weasyprint = import_module("weasyprint")
    side = "rtl" if sample.rtl else "ltr"
    body = "".join(_html(block) for block in sample.blocks)
    page = (
        f'<html lang="{sample.language}" dir="{side}"><head><title>{escape(sample.title)}</title>'
        f"<style>{_style(sample, fonts)}</style></head><body>{body}</body></html>"
    )
    return bytes(weasyprint.HTML(string=page).write_pdf())


def _style(sample: Sample, fonts: Path) -> str:
    faces = "".join(
        f"@font-face {{ font-family: F; font-weight: {weight};"
        f" src: url({(fonts / f'{sample.family}-{name}.ttf').as_uri()}) }}"
        for weight, name in ((400, "Regular"), (700, "Bold"))
    )
    before, between, after = (
        '"' + part + '"' for part in sample.page_of.replace("{pages}", "{page}").split("{page}")
    )
    top, left, bottom, right = MARGINS
    return f"""{faces}
@page {{ size: A4; margin: {top}pt {right}pt {bottom}pt {left}pt; @bottom-left {{
  content: {before} counter(page) {between} counter(pages) {after};
  font: bold 10.5pt F; border-top: .8pt solid; width: 100% }} }}
body {{ font: {SIZE}pt/{LEADING}pt F; margin: 0 }}
h2 {{ font-size: {SIZE}pt; margin: 6pt 0 2pt; break-after: avoid }}
p, ul {{ margin: 0 }}
ul {{ padding-inline-start: 16pt }}
table {{ border-collapse: collapse; width: 100%; table-layout: fixed }}
th, td {{ text-align: start; vertical-align: top; padding: 3pt 0; padding-inline-end: 8pt;
  border-bottom: .6pt solid }}
tr {{ break-inside: avoid }}
.bar {{ display: flex; height: {SIZE * 1.5}pt }}
.bar b {{ font-weight: 400; width: {BAR_LABEL}pt }}
.bar i {{ background: #999; height: {BAR_HEIGHT}pt; margin-inline-end: 4pt }}"""


def _html(block: Block) -> str:
    if isinstance(block, Heading):
        return f"<h2>{escape(block.text)}</h2>"
    if isinstance(block, Items):
        return "<ul>" + "".join(f"<li>{escape(text)}</li>" for text in block.texts) + "</ul>"
    if isinstance(block, Table):
        columns = "".join(f'<col style="width: {share}%">' for share in block.widths)
        heads = "".join(f"<th>{escape(cell)}</th>" for cell in block.heads)
        rows = "".join(
            "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
            for row in block.rows
        )
        return f"<table>{columns}<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    if isinstance(block, Bars):
        return "".join(
            f'<div class="bar"><b>{escape(label)}</b>'
            f'<i style="width: {share * 45:.2f}%"></i>{share:.0%}</div>'
            for label, share in block.bars
        )
    return f"<p>{escape(block.text)}</p>"
