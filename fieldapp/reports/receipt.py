"""The receipt of feedback on a slip of A6: a code, where to ask with it, and from when on.

What it may say is decided in `domain.receipt`. It fits a pocket, and a printer of slips prints it
as well as an A4 printer.
"""

from reportlab.platypus import Flowable

from fieldapp.domain.receipt import ASK_FROM, WHERE_TO_ASK, Receipt
from fieldapp.language import N_
from fieldapp.reports.layout import Ruling
from fieldapp.reports.page import Drawn, draw_pages
from fieldapp.reports.sheet import Sheet
from fieldapp.reports.type.text import Align, Style

_TITLE = Style(size=15, lead=0.9)
_CODE = Style(size=26, lead=1.1, align=Align.CENTER)
_DAY = Style(size=14, lead=0.9)

TITLE = N_("Keep this slip")


def draw_receipt(sheet: Sheet, receipt: Receipt) -> Drawn:
    """Return the slip.

    Raises:
        MissingGlyph: A character that no font here has.
    """
    return draw_pages(sheet, _blocks(sheet, receipt), sheet.language.translate(TITLE))


def _blocks(sheet: Sheet, receipt: Receipt) -> list[Flowable]:
    _ = sheet.language.translate
    code: list[list[Flowable]] = [[sheet.said(receipt.code, _CODE, bold=True)]]
    blocks: list[Flowable] = [
        sheet.title(_(TITLE), _TITLE),
        sheet.words(_("With this code you can ask for the answer. You need not say your name.")),
        sheet.grid((1,), code, Ruling(box=1.6, padding=9)),
        sheet.subheading(_(WHERE_TO_ASK)),
    ]
    if receipt.ways:
        blocks += [sheet.bullet("•", way) for way in receipt.ways]
    else:
        blocks.append(sheet.writing_lines(2))
    blocks.append(sheet.subheading(_(ASK_FROM)))
    if receipt.ask_from:
        blocks.append(sheet.said(sheet.day(receipt.ask_from), _DAY, bold=True))
    else:
        blocks.append(sheet.writing_lines(1))
    return blocks
