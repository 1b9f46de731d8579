"""Parts 9 and 10: where we disagree and how that is settled, what is decided, the next review."""

from reportlab.platypus import Flowable

from fieldapp.domain.council import CouncilPaper
from fieldapp.domain.council.paper import Dispute, NextStep
from fieldapp.reports.layout import Row, Ruling, Stack
from fieldapp.reports.sheet import Sheet
from fieldapp.reports.tables import table
from fieldapp.reports.two_languages import beside

#: In points.
_WHO, _UNTIL = 116, 104

_BOXED = Ruling(box=0.8, columns=0.8)

#: Empty lines for what is decided at the meeting itself.
_EMPTY_STEPS = 2


def disputes(sheet: Sheet, paper: CouncilPaper) -> list[Flowable]:
    """Part 9: our version and your version, what would settle it, and room for other ways."""
    _ = sheet.language.translate
    blocks: list[Flowable] = [
        _dispute(sheet, number, dispute) for number, dispute in enumerate(paper.disputes, 1)
    ]
    if not blocks:
        blocks.append(sheet.words(_("No disagreement is on record.")))
    other = Stack(
        [
            sheet.subheading(_("What else is wrong? What do you propose instead?")),
            sheet.writing_lines(2),
        ],
        keep=200,
    )
    return [*blocks, other]


def _dispute(sheet: Sheet, number: int, dispute: Dispute) -> Flowable:
    _ = sheet.language.translate
    versions = sheet.grid(
        (1, 1),
        [
            [
                sheet.numbered(number, _titled(sheet, _("We say"), dispute.ours, 2)),
                _titled(sheet, _("You say"), dispute.theirs, 2),
            ]
        ],
        _BOXED,
    )
    blocks: list[Flowable] = [versions]
    if dispute.alternative:
        blocks.append(sheet.sentence(_("You propose: <b>{what}</b>"), what=dispute.alternative))
    ways = (
        (_("What would settle it"), dispute.settled_by),
        (_("Who decides"), sheet.label("party", dispute.decided_by)),
        (_("By when"), sheet.day(dispute.due_on)),
    )
    settling = [_titled(sheet, title, text, 1) for title, text in ways]
    blocks.append(table(sheet, (None, _WHO, _UNTIL), [settling], ruling=_BOXED))
    stack = Stack(blocks, keep=300)
    stack.spaceBefore = stack.spaceAfter = 6
    return stack


def _titled(sheet: Sheet, title: str, text: str, lines: int) -> Stack:
    if not text:
        said: Flowable = sheet.writing_lines(lines)
    else:
        said = sheet.words(text) if beside(text) else sheet.said(text)
    return Stack([sheet.words(title, bold=True), said])


def next_steps(sheet: Sheet, paper: CouncilPaper) -> list[Flowable]:
    """Part 10: what, who, until when; empty lines for today; the day of the next review."""
    _ = sheet.language.translate
    rows: list[Row] = [
        _step_row(sheet, number, step) for number, step in enumerate(paper.next_steps, 1)
    ]
    rows += [[sheet.room_to_write(20) for _column in range(3)] for _line in range(_EMPTY_STEPS)]
    header = sheet.heads(_("What"), _("Who"), _("Until"))
    days = (sheet.day_cell(step.due_on) for step in paper.next_steps)
    until = max(_UNTIL, sheet.column_width(days, sheet.width / 3.5))
    grid = table(sheet, (None, _WHO, until), rows, header, _BOXED)
    return [grid, next_review(sheet, paper)]


def _step_row(sheet: Sheet, number: int, step: NextStep) -> list[Flowable]:
    return [
        sheet.numbered(number, sheet.said(step.what)),
        sheet.words(sheet.label("party", step.by)),
        sheet.day_cell(step.due_on),
    ]


def next_review(sheet: Sheet, paper: CouncilPaper) -> Flowable:
    """The day of the next review, or a line to write it on."""
    _ = sheet.language.translate
    if not paper.next_on:
        return sheet.to_fill_in(_("Next review on:"))
    day = sheet.language.day(paper.next_on)
    return sheet.sentence(_("Next review on: <b>{day}</b>"), day=day)
