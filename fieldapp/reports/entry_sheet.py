"""The sheet on which an officer notes what a council answers, to be typed in afterwards.

Its parts and lines have the numbers of the council's paper, and its boxes the digits that choose in
the window, so that typing it in is reading down one page.
"""

from collections.abc import Sequence

from reportlab.platypus import Flowable

from fieldapp.domain.council.lines import TITLES, WORKS
from fieldapp.domain.council.questions import Question
from fieldapp.domain.fieldtypes import Choice, Text, YesNo
from fieldapp.domain.kinds import kind_named
from fieldapp.domain.papers.entry_sheet import EntrySheet
from fieldapp.domain.schema import Field
from fieldapp.language import N_
from fieldapp.reports.drawing import Beside, as_drawing
from fieldapp.reports.joint_review import CannotPrintPart, marks_of
from fieldapp.reports.layout import Ruling, Stack
from fieldapp.reports.page import Drawn, draw_pages
from fieldapp.reports.sheet import Sheet
from fieldapp.reports.tables import boxes
from fieldapp.reports.type.fonts import MissingGlyph
from fieldapp.reports.type.spans import filled, value
from fieldapp.reports.type.text import Style

TITLE = N_("Entry sheet")

_NAME = Style(size=20, lead=0.9)
_CODE = Style(size=20, lead=0.9)

#: Points: what the number of a line takes, an answer in figures, one in words.
_NUMBER, _FIGURE, _WORDS = 34, 146, 200

#: Points: a question beside its boxes, a box without its word, and one with it on a narrow leaf.
_LABEL, _BOX, _NARROW_BOX = 95, 36, 100

#: What a council says in its own words and has the most to say of.
_TWO_LINES = ("remarks", "theirs", "worked", "failed", "changes")

_BARE = Ruling(between=0, padding=0)
_TICKED = Ruling(between=0, padding=1)
_LINES = Ruling(between=0.4, padding=4)


def draw_entry_sheet(sheet: Sheet, entry: EntrySheet) -> Drawn:
    """Return the sheet; the same input gives the same bytes.

    Raises:
        CannotPrintPart: A character that no font here has.
    """
    _ = sheet.language.translate
    blocks: list[Flowable] = [*_opening(sheet, entry)]
    for part, lines in entry.by_part():
        heading = sheet.heading(part, _(TITLES[part]))
        try:
            inside = sheet.grid((1,), [[_line(sheet, line)] for line in lines], _LINES)
        except MissingGlyph as error:
            raise CannotPrintPart(part=part, **error.facts) from error
        block = Stack([heading, inside])
        block.spaceBefore = heading.getSpaceBefore()
        blocks.append(block)
    audience = filled(_("<b>Only for the mission's team. Not for the community.</b>"))
    marks = marks_of(sheet, entry.paper, "entry")._replace(audience=audience)
    return draw_pages(sheet, blocks, _(TITLE), marks)


def _opening(sheet: Sheet, entry: EntrySheet) -> list[Flowable]:
    _ = sheet.language.translate
    paper = entry.paper
    title = Stack([sheet.title(_(TITLE), _NAME), sheet.said(paper.place, bold=True)])
    code = Stack([sheet.words(_("Code of this paper")), sheet.said(paper.code, _CODE, bold=True)])
    how = _(
        "Note the answers at the meeting. Type them in afterwards in step 5 of the joint review,"
        " from the top: the digit before a box chooses it. What is left empty changes nothing."
    )
    return [sheet.grid((3, 2), [[title, code]], Ruling(box=1.2, padding=6)), sheet.words(how)]


def _line(sheet: Sheet, questions: Sequence[Question]) -> Flowable:
    """One line of the paper: what it says, then room for every answer to it."""
    first = questions[0]
    blocks: list[Flowable] = [_said(sheet, first)] if first.about else []
    beside: list[Question] = []
    for question in questions:
        if _options(sheet, question) or _in_words(question):
            blocks += [*_row(sheet, beside), *_room(sheet, question)]
            beside = []
        else:
            beside.append(question)
    blocks += _row(sheet, beside)
    line = Stack(blocks)
    if not first.number:
        return line
    part = "" if first.part == WORKS else f"{sheet.language.number(first.part)}."
    number = sheet.said(f"{part}{sheet.language.number(first.number)}", bold=True)
    return Beside(as_drawing(number, _NUMBER), line, 0, rtl=sheet.rtl)


def _said(sheet: Sheet, question: Question) -> Flowable:
    """A line of the paper, and what we say of it."""
    said = value(question.about, bold=True)
    if question.ours is None or question.ours[1] is None:
        return sheet.joined(said)
    name, ours = question.ours
    # "Our" side of a promise is its own state, of a step or a check a field of the record.
    kind = "commitment" if question.slot.kind == "finding" else question.slot.kind
    shown = kind_named(kind).field(name).type.show(ours, sheet.language)
    return sheet.joined(said, sheet.spans(sheet.language.translate("We find: {what}"), what=shown))


def _in_words(question: Question) -> bool:
    """Whether the council says it in its own words, which take a line of their own or two."""
    of = _field(question).type
    several = isinstance(of, Text) and of.lines > 1
    return several and (question.field == "theirs" or not question.more)


def _row(sheet: Sheet, questions: Sequence[Question]) -> list[Flowable]:
    """Short answers on lines of their own, side by side."""
    if not questions:
        return []
    in_words = any(isinstance(_field(each).type, Text) for each in questions)
    least = _WORDS if in_words else _FIGURE
    lines = [[line] for each in questions for line in _room(sheet, each)]
    return [boxes(sheet, lines, least, _BARE)]


def _options(sheet: Sheet, question: Question) -> list[str]:
    """What can be ticked, in the order of the digits that choose it in the window."""
    of = _field(question).type
    if isinstance(of, Choice):
        return [of.codes.label(code, sheet.language) for code in of.codes.offered]
    if isinstance(of, YesNo):
        return [of.show(answer, sheet.language) for answer in (True, False)]
    return []


def _field(question: Question) -> Field:
    return kind_named(question.slot.kind).field(question.field)


def _room(sheet: Sheet, question: Question) -> list[Flowable]:
    """Where an answer is written: boxes with their digits, or lines."""
    label = sheet.language.translate(_field(question).label)
    options = _options(sheet, question)
    if not options:
        more = [sheet.writing_lines(1)] if question.field in _TWO_LINES else []
        return [sheet.to_fill_in(label), *more]
    cells, widths = [], []
    for number, option in enumerate(options, 1):
        digit = sheet.language.number(number)
        words = sheet.sentence("<b>{digit}</b> {option}", digit=digit, option=option)
        cells.append(sheet.boxed(words))
        widths.append(words.natural_width + _BOX)
    if sheet.narrow:
        several = boxes(sheet, [[cell] for cell in cells], _NARROW_BOX, _TICKED)
        return [sheet.words(label), several]
    left = sheet.width - _NUMBER - sum(widths)
    if left < 0:
        rows = boxes(sheet, [[cell] for cell in cells], max(widths) + _NUMBER / len(cells), _TICKED)
        return [sheet.words(label), rows]
    if left < _LABEL:
        return [sheet.words(label), sheet.grid(widths, [cells], _TICKED)]
    return [
        sheet.grid(
            (_LABEL, *widths, left - _LABEL + 1),
            [[sheet.words(label), *cells, sheet.room_to_write(0)]],
            _TICKED,
        )
    ]
