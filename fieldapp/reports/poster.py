"""The poster of a village's notice board: what was promised, what was said, the works. For all.

The same parts as in the council's paper, under the same numbers, so that both can be read together.
Nobody signs a poster, and no slip hangs on it.
"""

from functools import partial

from reportlab.platypus import Flowable

from fieldapp.domain.council import CouncilPaper
from fieldapp.domain.council.lines import ANSWERS, PROMISES, WORKS
from fieldapp.language import N_
from fieldapp.reports.joint_review import PARTS, headed, marks_of
from fieldapp.reports.layout import Ruling, Stack
from fieldapp.reports.page import Drawn, draw_pages
from fieldapp.reports.sheet import Sheet
from fieldapp.reports.type.text import Style

TITLE = N_("What was promised, what was done")

SHOWN = (PROMISES, ANSWERS, WORKS)
"""Numbers of the parts of the council's paper that hang on a wall."""

_PLACE = Style(size=30, lead=0.9)
_TITLE = Style(size=16, lead=0.9)


def draw_poster(sheet: Sheet, paper: CouncilPaper) -> Drawn:
    """Return the poster; the same input gives the same bytes.

    Raises:
        CannotPrintPart: A character that no font here has.
    """
    blocks: list[Flowable] = [_title(sheet, paper)]
    for number in SHOWN:
        title, part = PARTS[number - 1]
        blocks.append(headed(sheet, number, title, partial(part, sheet, paper)))
    marks = marks_of(sheet, paper, "poster")
    return draw_pages(sheet, blocks, sheet.language.translate(TITLE), marks)


def _title(sheet: Sheet, paper: CouncilPaper) -> Flowable:
    _ = sheet.language.translate
    period = sheet.sentence(
        _("From <b>{first}</b> to <b>{last}</b>. Printed on {day}."),
        first=sheet.day(paper.period.first),
        last=sheet.day(paper.period.last),
        day=sheet.day(paper.made_on),
    )
    lines: list[Flowable] = [
        sheet.said(paper.place, _PLACE, bold=True),
        sheet.title(_(TITLE), _TITLE),
        period,
    ]
    if paper.contact:
        lines.append(sheet.sentence(_("How to reach us: <b>{contact}</b>"), contact=paper.contact))
    for way in paper.complaints[:1]:
        lines.append(sheet.sentence(_("How to complain: <b>{way}</b>"), way=way))
    return sheet.grid((1,), [[Stack(lines)]], Ruling(box=2, padding=8, gutter=10))
