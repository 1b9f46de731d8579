"""The list of promises of a village: whose they are, how each stands, a box for what people say."""

from collections.abc import Sequence
from functools import partial

from reportlab.platypus import Flowable

from fieldapp.domain.codelists import code_list
from fieldapp.domain.council.paper import Promise
from fieldapp.domain.papers.commitments import MORE, TITLE, TITLES, Commitments, standing
from fieldapp.reports.council.promises import kept, why
from fieldapp.reports.layout import Row, Ruling, Stack
from fieldapp.reports.page import Drawn
from fieldapp.reports.papers.parts import Part, draw_parts, opening
from fieldapp.reports.sheet import FIGURE, Sheet

_TICK, _HAND = 40, 52
"""Points of the last column, and of a day that is written by hand."""

_LINES = 4
_BROKEN = ("late", "not_kept", "dropped")


def draw_commitments(sheet: Sheet, paper: Commitments) -> Drawn:
    """Return the list; the same input gives the same bytes.

    Raises:
        CannotPrintPart: A character that no font here has.
    """
    parts: list[Part] = [(TITLE, partial(_opening, sheet, paper))]
    parts += [(group.title, partial(_given, sheet, group.promises)) for group in paper.given]
    if not paper.given:
        parts += [(title, partial(_nothing, sheet, by)) for by, title in TITLES.items()]
    parts.append((MORE, lambda: [sheet.writing_lines(_LINES)]))
    return draw_parts(sheet, paper, paper.code, parts)


def _opening(sheet: Sheet, paper: Commitments) -> list[Flowable]:
    """The head, and in it how many promises stand how."""
    counted = paper.counted
    codes = [code for code in code_list("promise_status").labels if counted.get(code)]
    rows: list[Row] = [
        [kept(sheet, code), sheet.words(sheet.language.number(counted[code]), FIGURE, bold=True)]
        for code in codes
    ]
    grid = sheet.grid((2, 1), rows, Ruling(between=0, padding=1, middle=True))
    return opening(sheet, paper, *([grid] if rows else []))


def _nothing(sheet: Sheet, by: str) -> list[Flowable]:
    _ = sheet.language.translate
    if by == "them":
        return [sheet.nothing_yet(_("No promise is on record. What did you promise?"), lines=3)]
    return [sheet.nothing_yet(_("No promise is on record. What was promised to you?"), lines=3)]


def _given(sheet: Sheet, promises: Sequence[Promise]) -> list[Flowable]:
    _ = sheet.language.translate
    days = (sheet.day_cell(promise.due_on) for promise in promises)
    status = sheet.marked_width("promise_status")
    new = sheet.words(_("New day:")).natural_width + _HAND
    day = max(sheet.column_width(days, sheet.width / 3.5), new)
    columns = (status, sheet.width - status - day - _TICK, day, _TICK)
    header = sheet.heads(_("Kept?"), _("What"), _("Until"), _("You"))
    rows = [_row(sheet, promise) for promise in promises]
    return [sheet.grid(columns, rows, Ruling(columns=0.4, box=0.8), header=header)]


def _row(sheet: Sheet, promise: Promise) -> Row:
    """A promise; where it was not kept there is room for the reason and for a new day."""
    _ = sheet.language.translate
    status = standing(promise)
    what: list[Flowable] = [sheet.said(promise.what), *why(sheet, promise.reason)]
    day: list[Flowable] = [sheet.words(sheet.day(promise.due_on) or "–")]
    if status in _BROKEN:
        what += [] if promise.reason else [sheet.to_fill_in(_("Why:"))]
        day.append(sheet.to_fill_in(_("New day:")))
    return [
        kept(sheet, status),
        Stack(what),
        Stack(day),
        sheet.centred_mark("box", 18),
    ]
