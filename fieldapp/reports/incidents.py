"""The internal summary of incidents: its copy and its reader on every page, pale words across."""

from collections.abc import Iterator
from typing import cast

from reportlab.platypus import Flowable

from fieldapp.domain.fieldtypes import Choice, Value, YesNo
from fieldapp.domain.kinds.incident import INCIDENT
from fieldapp.domain.papers.incidents import IncidentSummary, Told
from fieldapp.language import N_
from fieldapp.reports.layout import Reads, Ruling, Stack
from fieldapp.reports.page import Drawn, PageMarks, checksum_of, draw_pages
from fieldapp.reports.pdf.structure import Tag
from fieldapp.reports.sheet import AT_END, Sheet
from fieldapp.reports.type.spans import filled

TITLE_OF = N_("Summary of incidents")
ACROSS = N_("Restricted · {copy}")


def draw_incidents(sheet: Sheet, paper: IncidentSummary) -> Drawn:
    """Return one copy of the summary.

    Raises:
        MissingGlyph: A character that no font here has.
    """
    _ = sheet.language.translate
    number = sheet.language.number
    copy = _("Copy {n} of {all}").format(n=number(paper.copy.number), all=number(paper.copy.of))
    marks = PageMarks(
        page_of=_("Page {page} of {pages}"),
        about=_("Summary {code} · Checksum {checksum}"),
        code=paper.code,
        checksum=checksum_of(paper, sheet.language),
        audience=filled(
            _("<b>Restricted. {copy}, for {reader}. Do not copy; give it back or burn it.</b>"),
            copy=copy,
            reader=paper.copy.reader,
        ),
        across=_(ACROSS).format(copy=copy),
        scannable=False,
    )
    blocks = [*_opening(sheet, paper), *_counts(sheet, paper), *_each(sheet, paper)]
    return draw_pages(sheet, blocks, _(TITLE_OF), marks)


def _opening(sheet: Sheet, paper: IncidentSummary) -> Iterator[Flowable]:
    _ = sheet.language.translate
    lines: list[Flowable] = [
        sheet.title(_(TITLE_OF)),
        sheet.sentence(
            _("From {first} to {last}, {area}"),
            first=sheet.day(paper.period.first),
            last=sheet.day(paper.period.last),
            area=paper.area or _("the whole mission"),
        ),
        sheet.sentence(_("Copies for: {readers}"), readers=" · ".join(paper.readers)),
        sheet.words(_("It holds no name, and nothing that points to a survivor or a source.")),
    ]
    yield sheet.grid((1,), [[Stack(lines)]], Ruling(box=1.6, padding=6, gutter=7))


def _counts(sheet: Sheet, paper: IncidentSummary) -> Iterator[Flowable]:
    _ = sheet.language.translate
    plural, number = sheet.language.plural, sheet.language.number
    if paper.by_type:
        yield sheet.grid(
            (8, 2),
            [
                [
                    sheet.words(sheet.label("incident_type", code)),
                    sheet.words(number(count), AT_END),
                ]
                for code, count in paper.by_type
            ],
            header=[
                sheet.words(_("What happened"), bold=True),
                sheet.words(_("How many"), AT_END, bold=True),
            ],
        )
    else:
        yield sheet.words(_("No incident of this time is recorded that you may read."))
    if paper.only_referred:
        yield sheet.words(
            _(
                "Sexual or gender-based violence is recorded as well. This paper says no more of"
                " it: who has to know asks the protection cell."
            )
        )
    if paper.closed:
        yield sheet.words(
            plural(
                "Of {n} more you may not read what happened.",
                "Of {n} more you may not read what happened.",
                paper.closed,
            )
        )


def _each(sheet: Sheet, paper: IncidentSummary) -> Iterator[Flowable]:
    for told in paper.told:
        block = Stack([_heading(sheet, told), *_answers(sheet, told)], keep=250)
        block.spaceBefore = 8
        yield block


def _heading(sheet: Sheet, told: Told) -> Flowable:
    parts = (sheet.day(told.day), sheet.label("incident_type", told.type), told.place)
    said = " · ".join(part for part in parts if part)
    heading = sheet.said(said, bold=True)
    heading.keepWithNext, heading.tag = True, Tag("H3", title=said)
    return heading


def _answers(sheet: Sheet, told: Told) -> Iterator[Flowable]:
    rows: list[list[Flowable]] = []
    for name, value in told.answers:
        field = INCIDENT.field(name)
        shown = field.type.show(cast("Value", value), sheet.language)
        text = sheet.words(shown) if isinstance(field.type, Choice | YesNo) else sheet.said(shown)
        rows.append([sheet.words(sheet.language.translate(field.label)), text])
    if rows:
        yield sheet.grid((3, 7), rows, Ruling(between=0.4), reads=Reads.BY_ROW)
