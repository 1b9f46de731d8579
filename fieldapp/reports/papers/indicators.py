"""The sheet of indicators: the beginning, now and the aim of each, its course, the scorecards."""

from functools import partial

from reportlab.platypus import Flowable

from fieldapp.domain.figures.trends import FLAT, IMPROVING, TOO_LITTLE_DATA, WORSE
from fieldapp.domain.papers.indicators import (
    MEASURED,
    SCORES,
    TITLE,
    IndicatorSheet,
    Measured,
    Point,
)
from fieldapp.language import N_
from fieldapp.reports.council.opening import why_not_shown
from fieldapp.reports.council.voices import scores
from fieldapp.reports.layout import KEPT_WHOLE, Row, Ruling, Stack
from fieldapp.reports.page import Drawn
from fieldapp.reports.papers.course import course
from fieldapp.reports.papers.parts import draw_parts, opening
from fieldapp.reports.pdf.structure import Tag
from fieldapp.reports.sheet import CENTERED, FIGURE, Sheet
from fieldapp.reports.sheet import TITLE as NAME
from fieldapp.reports.type.spans import Spans, value, words

_VERDICTS = {
    IMPROVING: ("smile", N_("Better than before")),
    FLAT: ("flat", N_("No clear change")),
    WORSE: ("frown", N_("Worse than before")),
    TOO_LITTLE_DATA: ("open", N_("Too few figures to say how it goes")),
}


def draw_indicators(sheet: Sheet, paper: IndicatorSheet) -> Drawn:
    """Return the sheet; the same input gives the same bytes.

    Raises:
        CannotPrintPart: A character that no font here has.
    """
    parts = (
        (TITLE, partial(opening, sheet, paper)),
        (MEASURED, partial(_measured, sheet, paper)),
        (SCORES, partial(_scores, sheet, paper)),
    )
    return draw_parts(sheet, paper, paper.code, parts)


def _measured(sheet: Sheet, paper: IndicatorSheet) -> list[Flowable]:
    _ = sheet.language.translate
    if not paper.measured:
        asked = _("Nothing that is measured is on record. What should be measured?")
        return [sheet.nothing_yet(asked, lines=4)]
    blocks: list[Flowable] = []
    for each in paper.measured:
        block = Stack(_one(sheet, each), keep=300)
        block.spaceBefore = 14 if blocks else 0
        blocks.append(block)
    if paper.withheld:
        blocks.append(why_not_shown(sheet, paper.smallest_count))
    return blocks


def _one(sheet: Sheet, each: Measured) -> list[Flowable]:
    _ = sheet.language.translate
    about: list[Spans] = [value(each.place)] if each.place else []
    for codes, code in (
        ("group", each.group),
        ("measure", each.measure),
        ("direction", each.direction),
    ):
        about += [words(sheet.label(codes, code))] if code else []
    title = sheet.said(each.name, NAME, bold=True)
    title.tag = Tag("H3", title=each.name)
    title.keepWithNext = True
    blocks: list[Flowable] = [title]
    if about:
        blocks.append(sheet.joined(*about))
    blocks.append(_figures(sheet, each))
    drawn = _drawn(each)
    if len(drawn) > 1:
        texts = [_figure(sheet, each, point) for point in drawn]
        blocks.append(course(sheet, drawn, texts, _aim(sheet, each)))
    elif not each.points:
        blocks.append(sheet.words(_("No figure is on record for this period.")))
    name, verdict = _VERDICTS[each.verdict]
    blocks.append(sheet.marked(name, _(verdict), bold=True))
    return blocks


def _aim(sheet: Sheet, each: Measured) -> tuple[float, str] | None:
    if each.target is None:
        return None
    figure = _figure(sheet, each, each.target)
    return each.target.value, sheet.language.translate("Aim: {figure}").format(figure=figure)


def _drawn(each: Measured) -> tuple[Point, ...]:
    """Return what stands on the line: the beginning, where it has a day, and the period."""
    start = each.baseline
    if start is None or not start.on or any(point.on <= start.on for point in each.points):
        return each.points
    return (start, *each.points) if each.points else ()


def _figures(sheet: Sheet, each: Measured) -> Flowable:
    _ = sheet.language.translate
    boxes = (
        (_("At the beginning"), each.baseline, _("on {day}")),
        (_("Now"), each.latest, _("on {day}")),
        (_("Aim"), each.target, _("until {day}")),
    )
    rows: list[Row] = [
        [sheet.words(title, CENTERED) for title, _point, _day in boxes],
        [
            sheet.words(_figure(sheet, each, point) if point else "–", FIGURE, bold=True)
            for _title, point, _day in boxes
        ],
        [
            sheet.sentence(day, CENTERED, day=sheet.day(point.on))
            if point and point.on
            else sheet.words("", CENTERED)
            for _title, point, day in boxes
        ],
    ]
    if each.progress is not None and each.progress >= 0:
        way = sheet.language.percent(each.progress)
        more = (_("Way to the aim"), way, "")
        for row, text, style in zip(rows, more, (CENTERED, FIGURE, CENTERED), strict=True):
            rows[rows.index(row)] = [*row, sheet.words(text, style, bold=style is FIGURE)]
    ruling = Ruling(between=0, box=0.8, columns=0.8, padding=2)
    return sheet.grid((1,) * len(rows[0]), rows, ruling)


def _figure(sheet: Sheet, each: Measured, point: Point) -> str:
    if each.measure == "percentage":
        return sheet.language.percent(point.value)
    return sheet.language.number(point.value)


def _scores(sheet: Sheet, paper: IndicatorSheet) -> list[Flowable]:
    _ = sheet.language.translate
    if not paper.reviews:
        said = _("No score is on record for this period. How would you score what was measured?")
        return [sheet.nothing_yet(said, lines=3)]
    blocks: list[Flowable] = []
    for review in paper.reviews:
        day = sheet.language.day(review.held_on)
        held = _("{place}, joint review of {day}") if review.place else _("Joint review of {day}")
        said = sheet.sentence(held, place=review.place, day=day)
        said.keepWithNext = True
        blocks.append(Stack([said, scores(sheet, review.scores)], keep=KEPT_WHOLE))
    return blocks
