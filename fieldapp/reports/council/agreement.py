"""Parts 11 and 12: the council's answer, and slips by which anybody can speak without a name."""

from collections.abc import Sequence

from reportlab.platypus import Flowable, PageBreak

from fieldapp.domain.codelists import code_list
from fieldapp.domain.council import CouncilPaper
from fieldapp.reports.council.decisions import next_review
from fieldapp.reports.drawing import Beside, Drawing
from fieldapp.reports.layout import Row, Ruling, Stack
from fieldapp.reports.sheet import TITLE, Sheet
from fieldapp.reports.type.canvas import PaperCanvas
from fieldapp.reports.type.text import Align, Style

#: Room under each box in points; with the line above it, a thumb, a signature or a stamp fits.
_SEAL = 62

_CODE = Style(size=30, align=Align.CENTER)


def agreement(sheet: Sheet, _paper: CouncilPaper) -> list[Flowable]:
    """Part 11: what the council says to all of it."""
    return [answer_boxes(sheet)]


def answer_boxes(sheet: Sheet) -> Flowable:
    """Three independent boxes, each with room for a signature, a thumb or a stamp."""
    _ = sheet.language.translate
    rows: list[Row] = [
        [
            Beside(
                sheet.mark("box", 24),
                sheet.words(sheet.label("agreement", code), bold=True),
                8,
                rtl=sheet.rtl,
            )
            for code in code_list("agreement").offered
        ],
        [sheet.room_to_write(_SEAL) for _code in code_list("agreement").offered],
    ]
    answer = sheet.grid((1, 1, 1), rows, Ruling(between=0, box=1.2, columns=1.2))
    witnesses = sheet.grid(
        (1, 1),
        [
            [
                sheet.to_fill_in(_("Women who raised a hand:")),
                sheet.to_fill_in(_("Men who raised a hand:")),
            ],
            [sheet.to_fill_in(_("Interpreter:")), sheet.to_fill_in(_("Day:"))],
        ],
        Ruling(between=0, padding=0),
    )
    lines: list[Flowable] = [
        sheet.words(_("Sign, press your thumb or stamp in the box that says what you think.")),
        sheet.words(_("Signing does not mean that you received money."), bold=True),
        sheet.to_fill_in(_("Remarks:")),
        sheet.writing_lines(1),
        sheet.subheading(
            _("Without signatures: it was read aloud, and hands were raised."), level=3
        ),
        witnesses,
        sheet.to_fill_in(_("Witness, neither staff nor family:")),
    ]
    return Stack([answer, *lines], keep=480)


def slips(sheet: Sheet, paper: CouncilPaper, codes: Sequence[str]) -> list[Flowable]:
    """Part 12, a sheet of its own: the reminder, and slips that name no project and no place."""
    _ = sheet.language.translate
    reminder = Stack([sheet.said(paper.place, TITLE, bold=True), next_review(sheet, paper)])
    blocks: list[Flowable] = [sheet.words(_("To keep:"), bold=True), reminder]
    for code in codes or [""]:
        blocks += [cut_line(), _slip(sheet, code)]
    return [*blocks, cut_line()]


def new_sheet() -> Flowable:
    """The slips are torn off, so nothing else may stand on their sheet."""
    return PageBreak()


def _slip(sheet: Sheet, code: str) -> Flowable:
    _ = sheet.language.translate
    written = sheet.said(code, _CODE, bold=True) if code else sheet.writing_lines(1)
    rows: list[Row] = [
        [sheet.words(_("Do you want to ask, propose or complain?"), TITLE, bold=True)],
        [sheet.words(_("You need not say your name. Say or write this code:"))],
        [written],
        [sheet.words(_("Keep the code. With it you can come back and ask for the answer."))],
        [sheet.writing_lines(3)],
    ]
    return sheet.grid((1,), rows, Ruling(between=0, padding=2, gutter=0))


def cut_line() -> Drawing:
    """A dashed line to tear along, from edge to edge."""
    return Drawing(30, _cut)


def _cut(canvas: PaperCanvas, width: float) -> None:
    canvas.setLineWidth(0.9)
    canvas.setDash(6, 4)
    canvas.line(0, 15, width, 15)
