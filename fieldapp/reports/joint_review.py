"""The joint-review paper of a village council, as a PDF that is read aloud, disputed and signed.

Black and white, two to four sides and a sheet of slips. What it says was chosen, and withheld, in
``domain.council``; nothing here looks at a record.
"""

from collections.abc import Callable, Sequence
from functools import partial

from reportlab.platypus import Flowable

from fieldapp.domain.council import CouncilPaper
from fieldapp.language import N_
from fieldapp.reports.council.agreement import agreement, new_sheet, slips
from fieldapp.reports.council.decisions import disputes, next_steps
from fieldapp.reports.council.opening import cover, who_is_here
from fieldapp.reports.council.promises import answers, promises
from fieldapp.reports.council.voices import safety, scorecard, three_questions
from fieldapp.reports.council.works import works
from fieldapp.reports.layout import Stack
from fieldapp.reports.page import Drawn, PageMarks, checksum_of, draw_pages
from fieldapp.reports.pdf.structure import Tag
from fieldapp.reports.sheet import Sheet
from fieldapp.reports.type.fonts import MissingGlyph

Part = Callable[[Sheet, CouncilPaper], list[Flowable]]

PARTS: tuple[tuple[str, Part], ...] = (
    (N_("Joint review with the village council"), cover),
    (N_("Who is here"), who_is_here),
    (N_("What was promised last time"), promises),
    (N_("You said, we did, we could not"), answers),
    (N_("Works and money"), works),
    (N_("Safety"), safety),
    (N_("Scorecard"), scorecard),
    (N_("What works, what fails, what changes next"), three_questions),
    (N_("Where we disagree"), disputes),
    (N_("Decisions and next steps"), next_steps),
    (N_("The council's answer"), agreement),
)
SLIPS = N_("To tear off")


class CannotPrintPart(MissingGlyph):
    """A character in one part of the paper that no font has. The part is named, its text is not."""

    text = N_(
        "Part {part} of the paper has the character {character}, which no font here can print."
    )


def draw_joint_review(sheet: Sheet, paper: CouncilPaper, slip_codes: Sequence[str] = ()) -> Drawn:
    """Return the paper; the same input gives the same bytes.

    Args:
        paper: Disclosed data; what people said stays as it was said.
        slip_codes: A random code for each slip to tear off. Without one, a slip has a line
            on which to write a code.

    Raises:
        CannotPrintPart: A character that no font here has.
    """
    blocks: list[Flowable] = []
    for number, (title, part) in enumerate(PARTS, 1):
        blocks.append(headed(sheet, number, title, partial(part, sheet, paper)))
    blocks.append(new_sheet())
    last = len(PARTS) + 1
    blocks.append(headed(sheet, last, SLIPS, partial(slips, sheet, paper, slip_codes)))
    translate = sheet.language.translate
    marks = PageMarks(
        page_of=translate("Page {page} of {pages}"),
        about=translate("Paper {code} · Checksum {checksum}"),
        code=paper.code,
        checksum=checksum_of(paper, sheet.language),
    )
    return draw_pages(sheet, blocks, translate(PARTS[0][0]), marks)


def headed(sheet: Sheet, number: int, title: str, part: Callable[[], list[Flowable]]) -> Stack:
    """Return a part of a paper under its number.

    Raises:
        CannotPrintPart: A character that no font here has.
    """
    heading = sheet.heading(number, sheet.language.translate(title))
    try:
        stack = Stack([heading, *part()], tag=Tag("Sect"))
    except MissingGlyph as error:
        raise CannotPrintPart(part=number, **error.facts) from error
    stack.spaceBefore = heading.getSpaceBefore()
    return stack
