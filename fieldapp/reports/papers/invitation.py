"""The invitation, in large letters: hung on a tree, read aloud, passed from hand to hand."""

from datetime import date
from functools import partial

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from fieldapp.domain.papers.invitation import REVIEW, STRIP, TITLE, Invitation
from fieldapp.reports.council.agreement import cut_line
from fieldapp.reports.drawing import Beside, Drawing
from fieldapp.reports.figures import figure
from fieldapp.reports.layout import KEPT_WHOLE, Row, Ruling, Stack
from fieldapp.reports.page import Drawn, draw_qr
from fieldapp.reports.papers.parts import draw_parts
from fieldapp.reports.sheet import Sheet
from fieldapp.reports.type.canvas import PaperCanvas
from fieldapp.reports.type.text import Style

_PLACE = Style(size=30, lead=0.9)
_LARGE = Style(size=22, lead=0.9)
_SAID = Style(size=17, lead=0.95)
_ICON, _PERSON, _QR, _GUTTER = 32, 42, 20 * mm, 2


def draw_invitation(sheet: Sheet, paper: Invitation) -> Drawn:
    """Return the invitation; the same input gives the same bytes.

    Raises:
        CannotPrintPart: A character that no font here has.
    """
    parts = ((TITLE, partial(_invited, sheet, paper)), (STRIP, partial(_strip, sheet, paper)))
    return draw_parts(sheet, paper, paper.code, parts)


def _invited(sheet: Sheet, paper: Invitation) -> list[Flowable]:
    _ = sheet.language.translate
    about = (
        sheet.said(paper.about, _LARGE, bold=True)
        if paper.about
        else sheet.words(_(REVIEW), _LARGE, bold=True)
    )
    blocks: list[Flowable] = [
        _beside(sheet, "calendar", _day(sheet, paper.on)),
        _beside(sheet, "clock", sheet.to_fill_in(_("At what time:"), _SAID)),
        _beside(sheet, "map-pin", sheet.to_fill_in(_("Where we meet:"), _SAID)),
        _beside(sheet, "info", Stack([sheet.words(_("What it is about"), _SAID), about])),
        _beside(sheet, "users", _who(sheet, paper.group)),
    ]
    if paper.languages:
        spoken = _("Spoken: <b>{languages}</b>")
        said = sheet.sentence(spoken, _SAID, languages=paper.languages)
        blocks.append(_beside(sheet, "languages", said))
    free = _("Coming costs nothing. Nobody may ask you for money or anything else for it.")
    blocks.append(sheet.words(free, _SAID, bold=True))
    if paper.opening.contact:
        reach = _("How to reach us: <b>{contact}</b>")
        blocks.append(sheet.sentence(reach, contact=paper.opening.contact))
    for block in blocks:
        block.spaceBefore = 8
    place = sheet.said(paper.opening.place, _PLACE, bold=True)
    square = _square(paper.code)
    room = sheet.width - _QR - 4 * _GUTTER
    head = sheet.grid(
        (room, _QR + 2 * _GUTTER), [[place, square]], Ruling(padding=0, gutter=_GUTTER)
    )
    return [sheet.grid((1,), [[Stack([head, *blocks])]], Ruling(box=1.6, padding=8, gutter=9))]


def _square(code: str) -> Drawing:
    """A square for a telephone that holds the paper's code and nothing else."""

    def paint(canvas: PaperCanvas, width: float) -> None:
        draw_qr(canvas, code, 0, 0, width)

    return Drawing(_QR, paint, _QR)


def _beside(sheet: Sheet, pictogram: str, block: Flowable) -> Flowable:
    return Beside(sheet.pictogram(pictogram, _ICON), block, 12, rtl=sheet.rtl)


def _day(sheet: Sheet, on: str) -> Flowable:
    """The day of the week first: it is what people reckon by."""
    weekday = sheet.language.weekday(date.fromisoformat(on))
    day = sheet.words(sheet.language.day(on), _LARGE, bold=True)
    return Stack([sheet.words(weekday, _LARGE, bold=True), day], keep=KEPT_WHOLE)


def _who(sheet: Sheet, group: str) -> Flowable:
    """The group that is invited, or everybody with their outlines; never a person."""
    _ = sheet.language.translate
    if group:
        name = sheet.label("group", group)
        return sheet.sentence(_("Invited: <b>{group}</b>"), _LARGE, group=name)
    drawn = (
        ("woman", _("Women")),
        ("man", _("Men")),
        ("girl", _("Girls")),
        ("boy", _("Boys")),
        ("older", _("Older people")),
        ("wheelchair", _("People with disabilities")),
    )
    people: Row = [figure(sheet, name, _PERSON, says) for name, says in drawn]
    everybody = sheet.words(_("Everybody is invited."), _LARGE, bold=True)
    return Stack([everybody, sheet.grid((1,) * 6, [people], Ruling(between=0))])


def _strip(sheet: Sheet, paper: Invitation) -> list[Flowable]:
    """What is torn off: it names neither place nor person, and its square holds the code alone."""
    _ = sheet.language.translate
    code = paper.code
    asked = Stack(
        [
            sheet.said(code, _LARGE, bold=True),
            sheet.marked("box", _("We come")),
            sheet.marked("box", _("We cannot come")),
            sheet.to_fill_in(_("To be able to come, we need:")),
        ]
    )
    return [cut_line(sheet), Beside(_square(code), asked, 14, rtl=sheet.rtl)]
