"""The board of a village's works, hung where everybody passes.

It is read from a distance by its stairs, coins and marks, and from near by its words.
"""

from functools import partial

from reportlab.platypus import Flowable

from fieldapp.domain.papers.board import LATE, SAY, TITLE, WORKS, Board, Late
from fieldapp.language import N_
from fieldapp.reports.charts import Filling, sample
from fieldapp.reports.council.promises import why
from fieldapp.reports.council.works import work_blocks
from fieldapp.reports.drawing import Beside
from fieldapp.reports.layout import Row, Ruling, Stack
from fieldapp.reports.page import Drawn
from fieldapp.reports.papers.parts import draw_parts, opening
from fieldapp.reports.sheet import Sheet
from fieldapp.reports.type.spans import value, words

_LINES = 4
"""For whoever stands before the board with a pen."""

_KEY = (
    (Filling.FULL, N_("Done")),
    (Filling.HALF, N_("Begun")),
    (Filling.EMPTY, N_("Not begun")),
    (Filling.CROSSED, N_("Not done")),
)


def draw_board(sheet: Sheet, paper: Board) -> Drawn:
    """Return the board; the same input gives the same bytes.

    Raises:
        CannotPrintPart: A character that no font here has.
    """
    parts = (
        (TITLE, partial(_opening, sheet, paper)),
        (WORKS, partial(_works, sheet, paper)),
        (LATE, partial(_late, sheet, paper)),
        (SAY, lambda: [sheet.writing_lines(_LINES)]),
    )
    return draw_parts(sheet, paper, paper.code, parts)


def _opening(sheet: Sheet, paper: Board) -> list[Flowable]:
    return opening(sheet, paper, *([_key(sheet)] if any(w.steps for w in paper.works) else []))


def _works(sheet: Sheet, paper: Board) -> list[Flowable]:
    _ = sheet.language.translate
    if not paper.works:
        asked = _("No work is on record. What does the village need most?")
        return [sheet.nothing_yet(asked, lines=6)]
    return work_blocks(sheet, paper.works)


def _key(sheet: Sheet) -> Flowable:
    """What the stairs mean."""
    _ = sheet.language.translate
    cells = [
        Beside(sample(filling, 18, rtl=sheet.rtl), sheet.words(_(label)), 6, rtl=sheet.rtl)
        for filling, label in _KEY
    ]
    grid = sheet.grid((1, 1), [cells[:2], cells[2:]], Ruling(between=0, padding=2, gutter=2))
    return Stack([sheet.words(_("Each stair is a step of the work:")), grid])


def _late(sheet: Sheet, paper: Board) -> list[Flowable]:
    _ = sheet.language.translate
    if not paper.late:
        if paper.works:
            return [sheet.words(_("Nothing is late, as far as it is on record."))]
        return [sheet.nothing_yet(_("Nothing is late, as far as it is on record."))]
    rows = [_late_row(sheet, late) for late in paper.late]
    days = (sheet.day_cell(late.due_on) for late in paper.late)
    day = sheet.column_width(days, sheet.width / 3.5)
    new = max(sheet.width / 5, day)
    header = sheet.heads(_("What, and why"), _("Until"), _("New day"))
    grid = sheet.grid((sheet.width - day - new, day, new), rows, _BOXED, header=header)
    return [grid]


_BOXED = Ruling(box=0.8, columns=0.8)


def _late_row(sheet: Sheet, late: Late) -> Row:
    step = [value(late.step)] if late.step else [words(sheet.language.translate("the whole work"))]
    _ = sheet.language.translate
    what: list[Flowable] = [sheet.joined(value(late.work, bold=True), *step)]
    for promise, reason in late.broken:
        also = _("Promised for this work and not kept: {what}")
        what += [sheet.sentence(also, what=promise), *why(sheet, reason)]
    what.append(sheet.to_fill_in(_("Why it is late:")))
    return [Stack(what), sheet.day_cell(late.due_on), sheet.room_to_write(20)]
