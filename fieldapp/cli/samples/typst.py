"""The sample as Typst draws it, from its own markup."""

import json
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
    typst = import_module("typst")
    source = "\n".join([_settings(sample), *(_markup(block) for block in sample.blocks)])
    options = {"font_paths": [str(fonts)], "ignore_system_fonts": True}
    return bytes(typst.compile(source.encode(), **options))


def _settings(sample: Sample) -> str:
    family = "Vazirmatn" if sample.rtl else "Noto Sans"
    before, between, after = (
        _text(part) for part in sample.page_of.replace("{pages}", "{page}").split("{page}")
    )
    top, left, bottom, right = MARGINS
    return f"""#set document(title: {_text(sample.title)})
#set text(font: "{family}", size: {SIZE}pt, lang: "{sample.language}",
  top-edge: {LEADING * 0.75}pt, bottom-edge: -{LEADING * 0.25}pt)
#set par(leading: 0pt, spacing: 0pt)
#set page(paper: "a4",
  margin: (top: {top}pt, left: {left}pt, bottom: {bottom}pt, right: {right}pt),
  footer: context [#line(length: 100%, stroke: .8pt) #text(size: 10.5pt, weight: "bold")[#{before}
    #counter(page).display()#{between}#counter(page).final().first()#{after}]])
#set table(stroke: (x: none, y: .6pt), inset: (x: 0pt, y: 3pt), column-gutter: 8pt)
#show heading: it => block(above: 6pt, below: 2pt, text(size: {SIZE}pt, it.body))"""


def _markup(block: Block) -> str:
    if isinstance(block, Heading):
        return f"#heading({_text(block.text)})"
    if isinstance(block, Items):
        return f"#list({', '.join(map(_text, block.texts))})"
    if isinstance(block, Table):
        columns = ", ".join(f"{share}fr" for share in block.widths)
        heads = ", ".join(f"strong({_text(cell)})" for cell in block.heads)
        cells = ",\n".join(", ".join(map(_text, row)) for row in block.rows)
        return f"#table(columns: ({columns}), table.header({heads}),\n{cells})"
    if isinstance(block, Bars):
        rows = ", ".join(
            f"{_text(label)}, stack(dir: ltr, spacing: 4pt, rect(width: {share * 70:.2f}%,"
            f" height: {BAR_HEIGHT}pt, fill: luma(60%)), {_text(f'{share:.0%}')})"
            for label, share in block.bars
        )
        return (
            f"#grid(columns: ({BAR_LABEL}pt, 1fr), row-gutter: {SIZE * 1.5 - BAR_HEIGHT}pt, {rows})"
        )
    return f"#par({_text(block.text)})"


def _text(text: str) -> str:
    """As a string of Typst, which reads the same escapes as JSON."""
    return json.dumps(text, ensure_ascii=False)
