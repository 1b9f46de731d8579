"""Parts 11 and 12: the council's answer, and slips by which anybody can speak without a name."""

from collections.abc import Sequence

from reportlab.platypus import Flowable

from fieldapp.domain.codelists import code_list
from fieldapp.domain.council import CouncilPaper
from fieldapp.reports.council.decisions import next_review
from fieldapp.reports.drawing import Beside, Drawing
from fieldapp.reports.figures import figure
from fieldapp.reports.layout import Row, Ruling, Stack
from fieldapp.reports.sheet import CENTERED, TITLE, Sheet
from fieldapp.reports.tables import boxes
from fieldapp.reports.type.canvas import PaperCanvas
from fieldapp.reports.type.text import Align, Style

#: Room under each box in points; with the line above it, a thumb, a signature or a stamp fits.
_SEAL = 56

#: What a box needs, and a line to fill in, in points.
_ANSWER, _LINE = 105, 220

#: A drawing of a person beside the box for how many raised a hand.
_PERSON, _HANDS = 44, 52

#: A slip up to this height in points is never broken over two pages.
_SLIP = 400

_CODE = Style(size=30, align=Align.CENTER)


def agreement(sheet: Sheet, _paper: CouncilPaper) -> list[Flowable]:
    """Part 11: what the council says to all of it."""
    return [answer_boxes(sheet)]


def answer_boxes(sheet: Sheet) -> Flowable:
    """Three independent boxes, each with room for a signature, a thumb or a stamp."""
    _ = sheet.language.translate
    hands = (
        sheet.to_fill_in(_("Women who raised a hand:")),
        sheet.to_fill_in(_("Men who raised a hand:")),
    )
    lines: list[Flowable] = [
        sheet.words(_("Sign, press your thumb or stamp in the box that says what you think.")),
        sheet.words(_("Signing does not mean that you received money."), bold=True),
        *_remarks(sheet),
        sheet.subheading(_("Without signatures: it was read aloud, and hands were raised.")),
        _side_by_side(sheet, *hands),
        *_witnessed(sheet),
    ]
    return Stack([_three_answers(sheet, _SEAL), *lines], keep=480)


def agreement_by_hands(sheet: Sheet, _paper: CouncilPaper) -> list[Flowable]:
    """Part 11 where signing would endanger or shame people: hands are counted, nobody signs."""
    _ = sheet.language.translate
    counted = [
        (
            figure(sheet, name, _PERSON, label),
            sheet.words(label, CENTERED, bold=True),
            sheet.room_to_write(_HANDS),
        )
        for name, label in (("woman", _("Women")), ("man", _("Men")))
    ]
    # The box for the pen is ruled off from what names it.
    hands = boxes(sheet, counted, _ANSWER, Ruling(box=1.2, columns=1.2, between=0.6))
    lines: list[Flowable] = [
        sheet.words(_("Nobody signs this paper. It is read aloud, and hands are raised."), TITLE,
                    bold=True),
        sheet.words(_("Tick what most say. Write how many raised a hand for it.")),
        _three_answers(sheet, 0),
        hands,
        *_remarks(sheet),
        *_witnessed(sheet),
    ]  # fmt: skip
    return [Stack(lines, keep=480)]


def _three_answers(sheet: Sheet, seal: float) -> Flowable:
    """A box to tick for each answer, with so many points for a seal under it."""
    answers = [
        (
            Beside(sheet.mark("box", 24), sheet.words(label, bold=True), 8, rtl=sheet.rtl),
            sheet.room_to_write(seal),
        )
        for label in (sheet.label("agreement", code) for code in code_list("agreement").offered)
    ]
    ruling = Ruling(between=0, box=1.2, columns=1.2)
    return boxes(sheet, answers, _ANSWER, ruling)


def _remarks(sheet: Sheet) -> list[Flowable]:
    _ = sheet.language.translate
    return [sheet.to_fill_in(_("Remarks:")), sheet.writing_lines(1)]


def _witnessed(sheet: Sheet) -> list[Flowable]:
    """Who says that it was so."""
    _ = sheet.language.translate
    return [
        _side_by_side(sheet, sheet.to_fill_in(_("Interpreter:")), sheet.to_fill_in(_("Day:"))),
        sheet.to_fill_in(_("Witness, neither staff nor family:")),
    ]


def _side_by_side(sheet: Sheet, *lines: Flowable) -> Flowable:
    return boxes(sheet, [[line] for line in lines], _LINE, Ruling(between=0, padding=0))


def slips(sheet: Sheet, paper: CouncilPaper, codes: Sequence[str]) -> list[Flowable]:
    """Part 12, a sheet of its own: the reminder, and slips that name no project and no place."""
    _ = sheet.language.translate
    reminder = Stack([sheet.said(paper.place, TITLE, bold=True), next_review(sheet, paper)])
    blocks: list[Flowable] = [sheet.words(_("To keep:"), bold=True), reminder]
    for code in codes or [""]:
        blocks += [Stack([cut_line(sheet), _slip(sheet, code)], keep=_SLIP)]
    return [*blocks, cut_line(sheet)]


def _slip(sheet: Sheet, code: str) -> Flowable:
    _ = sheet.language.translate
    written = sheet.said(code, _CODE, bold=True) if code else sheet.writing_lines(1)
    rows: list[Row] = [
        [sheet.words(_("Do you want to ask, propose or complain?"), TITLE, bold=True)],
        [sheet.words(_("You need not say your name. Say or write this code:"))],
        [written],
        [sheet.words(_("Keep the code. With it you can come back and ask for the answer."))],
        [sheet.writing_lines(2 if sheet.narrow else 3)],
    ]
    return sheet.grid((1,), rows, Ruling(between=0, padding=1 if sheet.narrow else 2, gutter=0))


def cut_line(sheet: Sheet) -> Drawing:
    """A dashed line to tear along, from edge to edge."""
    high = 18 if sheet.narrow else 30

    def paint(canvas: PaperCanvas, width: float) -> None:
        canvas.setLineWidth(0.9)
        canvas.setDash(6, 4)
        canvas.line(0, high / 2, width, high / 2)

    return Drawing(high, paint)
