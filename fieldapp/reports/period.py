"""The period report for headquarters: tables of counts, one subject below the other."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from reportlab.platypus import Flowable

from fieldapp.domain.codelists import code_list
from fieldapp.domain.council.paper import Count
from fieldapp.domain.figures.figure import Figure
from fieldapp.domain.figures.participation import SEXES
from fieldapp.domain.figures.trends import FLAT, IMPROVING, TOO_LITTLE_DATA, WORSE
from fieldapp.domain.papers.period import Counted, PeriodReport
from fieldapp.language import N_
from fieldapp.reports.layout import Reads, Ruling, Stack
from fieldapp.reports.page import Drawn, PageMarks, checksum_of, draw_pages
from fieldapp.reports.pdf.structure import Tag
from fieldapp.reports.sheet import AT_END, Sheet
from fieldapp.reports.type.spans import filled

TITLE_OF = N_("Period report")

COURSES = {
    IMPROVING: N_("Getting better"),
    FLAT: N_("No change"),
    WORSE: N_("Getting worse"),
    TOO_LITTLE_DATA: N_("Too little data"),
}
ATTENTION = {
    "bad": N_("Needs somebody now"),
    "warn": N_("Needs somebody soon"),
    "info": N_("A choice to make"),
}


def draw_period(sheet: Sheet, paper: PeriodReport) -> Drawn:
    """Return the report.

    Raises:
        MissingGlyph: A character that no font here has.
    """
    _ = sheet.language.translate
    marks = PageMarks(
        page_of=_("Page {page} of {pages}"),
        about=_("Report {code} · Checksum {checksum}"),
        code=paper.code,
        checksum=checksum_of(paper, sheet.language),
        audience=filled(_("<b>Only for the mission's team. Not for the community.</b>")),
    )
    parts = (
        (N_("Meetings and who came"), _meetings(sheet, paper)),
        (N_("Works and money"), _works(sheet, paper)),
        (N_("Promises"), _promises(sheet, paper)),
        (N_("Feedback"), _feedback(sheet, paper)),
        (N_("Joint reviews"), _reviews(sheet, paper)),
        (N_("Local ownership"), _ownership(sheet, paper.ownership)),
        (N_("Does it help"), _named(sheet, COURSES, paper.courses.items())),
        (N_("What needs attention"), _named(sheet, ATTENTION, paper.attention)),
    )
    blocks: list[Flowable] = [_opening(sheet, paper)]
    for number, (title, found) in enumerate(parts, 1):
        heading = sheet.heading(number, _(title))
        block = Stack([heading, *found], tag=Tag("Sect"))
        block.spaceBefore = heading.getSpaceBefore()
        blocks.append(block)
    return draw_pages(sheet, blocks, _(TITLE_OF), marks)


def _opening(sheet: Sheet, paper: PeriodReport) -> Flowable:
    _ = sheet.language.translate
    lines = [
        sheet.title(_(TITLE_OF)),
        sheet.sentence(
            _("From {first} to {last}, {area}"),
            first=sheet.day(paper.first),
            last=sheet.day(paper.last),
            area=paper.area or _("the whole mission"),
        ),
        sheet.words(_("Counts alone: no word that anybody said, and no incident.")),
    ]
    return sheet.grid((1,), [[Stack(lines)]], Ruling(box=1.6, padding=6, gutter=7))


def _table(sheet: Sheet, rows: Sequence[tuple[str, str]]) -> Flowable:
    """What is counted, and how many: figures under each other, at the end of the line."""
    cells = [[sheet.words(label), sheet.words(shown, AT_END)] for label, shown in rows]
    return sheet.grid((8, 3), cells, reads=Reads.BY_ROW)


def _meetings(sheet: Sheet, paper: PeriodReport) -> Iterator[Flowable]:
    _, number = sheet.language.translate, sheet.language.number
    hidden = _("too few to show")

    def shown(count: int | None) -> str:
        return hidden if count is None else number(count)

    grid, sexes = paper.came.grid, code_list("sex")
    rows = [
        (_("Meetings held"), number(paper.meetings)),
        (_("Places where one was held"), number(paper.places)),
        (_("People who came, each time counted"), shown(grid.count())),
    ]
    rows += [
        (sexes.label(sex, sheet.language), shown(grid.count(row=sex)))
        for sex in SEXES
        if grid.count(row=sex) != 0
    ]
    rows.append((_("With a disability"), shown(paper.came.with_disability)))
    yield _table(sheet, rows)


def _works(sheet: Sheet, paper: PeriodReport) -> Iterator[Flowable]:
    _, money = sheet.language.translate, sheet.language.money
    yield from _counted(sheet, paper.works)
    for each in paper.money:
        yield _table(
            sheet,
            [
                (_("Money planned"), money(each.planned, each.currency)),
                (_("Money spent"), money(each.spent, each.currency)),
            ],
        )


def _promises(sheet: Sheet, paper: PeriodReport) -> Iterator[Flowable]:
    told = [(party, found) for party, found in paper.promises.items() if found.total]
    for party, found in told:
        yield sheet.subheading(sheet.label("party", party))
        yield from _counted(sheet, found)
    if not told:
        yield _none(sheet)


def _feedback(sheet: Sheet, paper: PeriodReport) -> Iterator[Flowable]:
    _, number = sheet.language.translate, sheet.language.number
    if not paper.feedback:
        yield _none(sheet)
        return

    def shown(count: Count) -> str:
        return _("too few to show") if count.more else number(count.number)

    rows = [
        (_("Level {n}").format(n=number(int(level))) if level else _("Not said"), shown(count))
        for level, count in paper.feedback
    ]
    yield _table(sheet, [*rows, (_("Answered"), shown(paper.answered))])


def _reviews(sheet: Sheet, paper: PeriodReport) -> Iterator[Flowable]:
    yield from _counted(sheet, paper.reviews)
    if paper.findings.total:
        yield sheet.subheading(sheet.language.translate("Findings"))
        yield from _counted(sheet, paper.findings)


def _ownership(sheet: Sheet, figures: Sequence[Figure]) -> Iterator[Flowable]:
    _, language = sheet.language.translate, sheet.language
    rows = []
    for figure in figures:
        if figure.value is None:
            shown = _("too few to show") if figure.withheld else _("too little data")
        else:
            parts = language.number(figure.numerator), language.number(figure.denominator)
            shown = f"{language.percent(figure.value)} ({parts[0]} / {parts[1]})"
        rows.append((f"{_(figure.label)} {figure.currency}".rstrip(), shown))
    yield _table(sheet, rows)


def _named(
    sheet: Sheet, names: Mapping[str, str], found: Iterable[tuple[str, int]]
) -> Iterator[Flowable]:
    counts = dict(found)
    rows = [
        (sheet.language.translate(label), sheet.language.number(counts[name]))
        for name, label in names.items()
        if counts.get(name)
    ]
    yield _table(sheet, rows) if rows else _none(sheet)


def _counted(sheet: Sheet, counted: Counted) -> Iterator[Flowable]:
    if not counted.total:
        yield _none(sheet)
        return
    rows = [
        (
            sheet.label(counted.codes, code) if code else sheet.language.translate("Not said"),
            sheet.language.number(number),
        )
        for code, number in counted.numbers
    ]
    yield _table(sheet, rows)


def _none(sheet: Sheet) -> Flowable:
    return sheet.words(sheet.language.translate("None in this time."))
