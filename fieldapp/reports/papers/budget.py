"""The budget sheet of a village: tables for who reads figures, ten coins for who does not."""

from functools import partial

from reportlab.platypus import Flowable

from fieldapp.domain.papers.budget import (
    ASK,
    TITLE,
    TOTALS,
    WORKS,
    Budget,
    BudgetLine,
    Total,
    WorkBudget,
)
from fieldapp.reports.charts import coin
from fieldapp.reports.council.works import beside_picture, money_of
from fieldapp.reports.drawing import Beside
from fieldapp.reports.layout import Row, Stack
from fieldapp.reports.page import Drawn
from fieldapp.reports.papers.parts import draw_parts, opening
from fieldapp.reports.pdf.structure import Tag
from fieldapp.reports.sheet import CENTERED, Sheet
from fieldapp.reports.sheet import TITLE as WORK_TITLE
from fieldapp.reports.type.text import Align, Style, Text

_KEPT = 320
_LINES = 4


def draw_budget(sheet: Sheet, paper: Budget) -> Drawn:
    """Return the sheet; the same input gives the same bytes.

    Raises:
        CannotPrintPart: A character that no font here has.
    """
    parts = (
        (TITLE, lambda: opening(sheet, paper, _key(sheet))),
        (TOTALS, partial(_totals, sheet, paper)),
        (WORKS, partial(_works, sheet, paper)),
        (ASK, lambda: [sheet.writing_lines(_LINES)]),
    )
    return draw_parts(sheet, paper, paper.code, parts)


def _key(sheet: Sheet) -> Flowable:
    """What the coins mean."""
    _ = sheet.language.translate
    meant = ((1, _("A tenth of the money, spent")), (0, _("A tenth of the money, left")))
    return Stack(
        [
            Beside(coin(filled, 14, rtl=sheet.rtl), sheet.words(text), 6, rtl=sheet.rtl)
            for filled, text in meant
        ]
    )


def _works(sheet: Sheet, paper: Budget) -> list[Flowable]:
    _ = sheet.language.translate
    if not paper.works:
        return [sheet.nothing_yet(_("No work is on record, so there is no money to show."), 4)]
    blocks: list[Flowable] = []
    for work in paper.works:
        block = Stack(_work(sheet, work), keep=_KEPT)
        block.spaceBefore = 14 if blocks else 0
        blocks.append(block)
    return blocks


def _work(sheet: Sheet, work: WorkBudget) -> list[Flowable]:
    _ = sheet.language.translate
    name = sheet.said(work.title, WORK_TITLE, bold=True)
    name.tag = Tag("H3", title=work.title)
    title = beside_picture(sheet, work.sector, [name])
    title.keepWithNext = True
    blocks: list[Flowable] = [title, *money_of(sheet, work.money)]
    if not work.lines:
        blocks.append(sheet.nothing_yet(_("No line of this budget is on record."), 1))
        return blocks
    blocks.append(_lines(sheet, work))
    if not work.adds_up:
        blocks.append(
            sheet.words(_("The lines do not add up to the money of the work. Ask us why."))
        )
    return blocks


def _amounts(sheet: Sheet) -> Style:
    """Ones stand under ones: an amount ends at the right in a paper of either direction."""
    return Style(size=12, lead=0.9, align=Align.START if sheet.rtl else Align.END)


def _lines(sheet: Sheet, work: WorkBudget) -> Flowable:
    _ = sheet.language.translate
    style = _amounts(sheet)
    what, *heads = (_("What for"), _("Planned"), _("Spent"), _("Left"))
    titles = [sheet.words(head, style, bold=True) for head in heads]
    local = sheet.words(_("Bought locally"), CENTERED, bold=True)
    header = [sheet.words(what, bold=True), *titles, local]
    rows = [_line(sheet, line) for line in work.lines]
    amounts = [cell for row in rows for cell in row[1:4] if isinstance(cell, Text)]
    room = sheet.column_width((*titles, *amounts), sheet.width / 5)
    last = max(sheet.width / 7, local.word_width + 10)
    columns = (sheet.width - 3 * room - last, room, room, room, last)
    return sheet.grid(columns, rows, header=header)


def _line(sheet: Sheet, line: BudgetLine) -> Row:
    money = line.money
    amounts = (money.planned, money.spent, money.left)
    bought = {True: "tick", False: "cross", None: ""}[line.local]
    return [
        sheet.said(line.what),
        *(sheet.words(_amount(sheet, amount), _amounts(sheet)) for amount in amounts),
        sheet.centred_mark(bought, 16) if bought else sheet.words("–", CENTERED),
    ]


def _amount(sheet: Sheet, amount: float | None) -> str:
    """An amount in the currency of its work, which stands above the table."""
    return "–" if amount is None else sheet.language.money(amount, "")


def _totals(sheet: Sheet, paper: Budget) -> list[Flowable]:
    _ = sheet.language.translate
    if not paper.totals:
        return [sheet.nothing_yet(_("Money: not on record."))]
    blocks: list[Flowable] = []
    for total in paper.totals:
        block = Stack(_total(sheet, total), keep=200)
        block.spaceBefore = 10 if blocks else 0
        blocks.append(block)
    if len(paper.totals) > 1:
        blocks.append(sheet.words(_("Money of different currencies is not added up.")))
    return blocks


def _total(sheet: Sheet, total: Total) -> list[Flowable]:
    plural = sheet.language.plural
    blocks: list[Flowable] = []
    if total.works:
        said = plural("The money of {n} work:", "The money of {n} works together:", total.works)
        blocks.append(sheet.first_line(said))
        blocks += money_of(sheet, total.money)
    if total.left_out:
        blocks.append(
            sheet.words(
                plural(
                    "Of {n} work we know only what was planned or only what was spent. It is not in"
                    " the sum.",
                    "Of {n} works we know only what was planned or only what was spent. They are"
                    " not in the sum.",
                    total.left_out,
                )
            )
        )
    return blocks
