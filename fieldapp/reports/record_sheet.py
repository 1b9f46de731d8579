"""The paper of one record with its rows, made from the kind's declaration alone.

Shows what one reader may see, says how much that leaves out, and on every page whom it is for.
The council's own paper, which says only what may be said aloud, is `joint_review`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable

from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.fieldtypes import Choice, Choices, Day, Link, PlaceRef, Value, YesNo
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.schema import Field, Level, RecordKind
from fieldapp.errors import Words
from fieldapp.language import N_, Language
from fieldapp.reports.layout import Reads, Ruling, Stack
from fieldapp.reports.page import Drawn, PageMarks, checksum_of, draw_pages
from fieldapp.reports.sheet import BODY, Sheet
from fieldapp.reports.type.fonts import MissingGlyph
from fieldapp.reports.type.spans import Spans, filled

MOST_COLUMNS = 5
"""Rows with more questions than this are written one below the other: a page is not wider."""

LONGEST_CELL = 60
"""Characters. Longer texts need the whole width."""


class CannotPrintField(MissingGlyph):
    """A character in one answer that no font has. The question is named, the answer is not."""

    text = N_("“{field}” has the character {character}, which no font here can print.")


@dataclass(frozen=True)
class RecordPaper:
    """What stands on the paper.

    Attributes:
        rows: Of each kind of row.
        linked: Places and records that answers refer to, by the reference they use; each as the
            same reader may see it.
        reader: Who it is made for.
        made_on: ISO day.
    """

    record: Disclosed
    rows: Mapping[str, Sequence[Disclosed]]
    linked: Mapping[str, Disclosed]
    reader: str
    made_on: str

    @property
    def withheld(self) -> int:
        """How many answers of the record and its rows are left out."""
        return sum(one.withheld for one in self._all)

    @property
    def masked(self) -> int:
        """How many answers are left out because they can point to a person and nobody has revealed
        them."""
        return sum(len(one.hidden) for one in self._all)

    @property
    def level(self) -> Level:
        """The highest level of anything on the paper, names of linked records included.

        That something is withheld is itself not for everybody, and what is masked is restricted.
        """
        least = Level.TEAM if self.withheld else Level.PUBLIC
        least = Level.RESTRICTED if self.masked else least
        return max(least, *(_level(one, self.linked) for one in self._all))

    @property
    def _all(self) -> list[Disclosed]:
        return [self.record, *(row for rows in self.rows.values() for row in rows)]


def draw_record_sheet(sheet: Sheet, paper: RecordPaper) -> Drawn:
    """Return the paper.

    Raises:
        CannotPrintField: A character that no font here has.
    """
    language = sheet.language
    translate = language.translate
    kind = KINDS[paper.record.kind]
    blocks = [*_opening(sheet, paper), _answers(sheet, paper, paper.record, kind.fields)]
    for name, rows in paper.rows.items():
        blocks += _rows(sheet, paper, KINDS[name], rows)
    marks = PageMarks(
        page_of=translate("Page {page} of {pages}"),
        about=translate("Record {code} · Checksum {checksum}"),
        code=paper.record.id,
        checksum=checksum_of(paper, language),
        audience=audience(paper, language),
    )
    return draw_pages(sheet, blocks, translate(kind.label), marks)


def audience(paper: RecordPaper, language: Language) -> Spans:
    """Say whom the paper is for; nothing where everybody may read it."""
    if paper.level is Level.RESTRICTED:
        text = language.translate("<b>Restricted: only for {reader}. Keep it locked away.</b>")
        return filled(text, reader=paper.reader)
    if paper.level is Level.TEAM:
        text = language.translate("<b>Only for the mission's team. Not for the community.</b>")
        return filled(text)
    return ()


def _level(record: Disclosed, linked: Mapping[str, Disclosed]) -> Level:
    kind = KINDS[record.kind]
    levels = [
        kind.level_of(name, record.values, held=record.held)
        for name in (*record.values, *record.clashes)
    ]
    for field in kind.fields:
        other = linked.get(str(record.values.get(field.name)))
        if other is not None and isinstance(field.type, Link | PlaceRef):
            title = KINDS[other.kind].title
            levels += [KINDS[other.kind].level_of(title, other.values)] * (title in other.values)
    return max(levels, default=Level.PUBLIC)


def _opening(sheet: Sheet, paper: RecordPaper) -> Iterator[Flowable]:
    _ = sheet.language.translate
    kind = KINDS[paper.record.kind]
    heading: list[Flowable] = [sheet.title(_(kind.label))]
    if paper.level is not Level.PUBLIC:
        heading.append(sheet.words(_("Not for the community"), bold=True))
    printed = _("Printed on {day} for {reader}.")
    heading.append(sheet.sentence(printed, day=sheet.day(paper.made_on), reader=paper.reader))
    if paper.withheld:
        heading.append(
            sheet.words(
                sheet.language.plural(
                    "{n} answer is only for others.",
                    "{n} answers are only for others.",
                    paper.withheld,
                )
            )
        )
    if paper.masked:
        heading.append(
            sheet.words(
                sheet.language.plural(
                    "{n} answer can point to a person and is masked.",
                    "{n} answers can point to a person and are masked.",
                    paper.masked,
                )
            )
        )
    yield sheet.grid((1,), [[Stack(heading)]], Ruling(box=1.6, padding=6, gutter=7))


def _answers(
    sheet: Sheet, paper: RecordPaper, record: Disclosed, fields: Sequence[Field]
) -> Flowable:
    """Every answered question, label and answer side by side."""
    rows = [
        [sheet.words(sheet.language.translate(field.label)), _answer(sheet, paper, record, field)]
        for field in fields
        if field.name in record.values or field.name in record.clashes
    ]
    if not rows:
        return sheet.words(sheet.language.translate("Nothing here may be shown."))
    # A row is framed, so that nobody takes its last answers for those of the next.
    ruling = Ruling(between=0.4, box=0.8 if record is not paper.record else 0)
    return sheet.grid((3, 7), rows, ruling, reads=Reads.BY_ROW)


def _rows(
    sheet: Sheet, paper: RecordPaper, kind: RecordKind, rows: Sequence[Disclosed]
) -> Iterator[Flowable]:
    """A table where it fits on the page, else one row below the other.

    Rows of which nothing may be shown are not counted here: a number of victims is an answer.
    """
    fields = [
        field
        for field in kind.fields
        if field.name != kind.parent and any(_is_told(paper, row, field) for row in rows)
    ]
    told = [row for row in rows if any(_is_told(paper, row, field) for field in fields)]
    if not told:
        return
    title = sheet.subheading(sheet.language.translate(kind.plural))
    if len(fields) <= MOST_COLUMNS and not any(_is_long(row, fields) for row in told):
        header = sheet.heads(*(sheet.language.translate(field.label) for field in fields))
        cells = [[_answer(sheet, paper, row, field) for field in fields] for row in told]
        yield Stack([title, sheet.grid([1] * len(fields), cells, header=header)])
        return
    blocks: list[Flowable] = [title]
    for row in told:
        own = [field for field in fields if _is_told(paper, row, field)]
        blocks.append(_answers(sheet, paper, row, own))
        blocks[-1].spaceAfter = 8
    yield Stack(blocks)


def _is_told(paper: RecordPaper, row: Disclosed, field: Field) -> bool:
    """Say whether a row has an answer that the record itself does not give already."""
    if field.name == "place" and row.values.get("place") == paper.record.values.get("place"):
        return False
    return field.name in row.values or field.name in row.clashes


def _is_long(row: Disclosed, fields: Sequence[Field]) -> bool:
    return any(len(str(row.values.get(field.name, ""))) > LONGEST_CELL for field in fields)


def _answer(sheet: Sheet, paper: RecordPaper, record: Disclosed, field: Field) -> Flowable:
    try:
        return _shown(sheet, paper, record, field)
    except MissingGlyph as error:
        raise CannotPrintField(field=Words(field.label), **error.facts) from error


def _shown(sheet: Sheet, paper: RecordPaper, record: Disclosed, field: Field) -> Flowable:
    language, value = sheet.language, record.values.get(field.name)
    if field.name in record.clashes:
        differ = sheet.words(language.translate("Answers differ; nobody has settled it yet."))
        return (
            differ
            if value is None
            else Stack([sheet.said(_text(paper, field, value, language)), differ])
        )
    text = _text(paper, field, value, language)
    if isinstance(field.type, Choice | Choices | YesNo):
        return sheet.words(text)
    if isinstance(field.type, Day):
        return sheet.said(sheet.day(text) if isinstance(value, str) else text)
    return sheet.said(text, BODY)


def _text(paper: RecordPaper, field: Field, value: Value, language: Language) -> str:
    other = paper.linked.get(str(value))
    if other is not None and isinstance(field.type, Link | PlaceRef):
        return name_of(other, language) or str(value)
    return field.type.show(value, language)


def name_of(record: Disclosed, language: Language) -> str:
    """Return what stands for a record, "" where the reader may not see it."""
    kind = KINDS[record.kind]
    return kind.field(kind.title).type.show(record.values.get(kind.title), language)
