"""The joint-review paper of a village council, as a PDF that is read aloud, disputed and signed.

Black and white, two to four sides and a sheet of slips. What it says was chosen, and withheld, in
``domain.council``; nothing here looks at a record.
"""

from collections.abc import Callable, Sequence
from functools import partial

from reportlab.platypus import Flowable, PageBreak

from fieldapp.domain.council import CouncilPaper
from fieldapp.language import N_
from fieldapp.reports.council.agreement import agreement, agreement_by_hands, slips
from fieldapp.reports.council.decisions import disputes, next_steps
from fieldapp.reports.council.opening import cover, who_is_here
from fieldapp.reports.council.promises import answers, promises
from fieldapp.reports.council.voices import safety, scorecard, three_questions
from fieldapp.reports.council.works import works
from fieldapp.reports.layout import Stack
from fieldapp.reports.page import Drawn, Loose, PageMarks, checksum_of, draw_pages
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


def draw_joint_review(
    sheet: Sheet, paper: CouncilPaper, slip_codes: Sequence[str] = (), *, signatures: bool = True
) -> Drawn:
    """Return the paper; the same input gives the same bytes.

    Args:
        paper: Disclosed data; what people said stays as it was said.
        slip_codes: A random code for each slip to tear off. Without one, a slip has a line
            on which to write a code.
        signatures: Whether the council signs; else raised hands are counted.

    Raises:
        CannotPrintPart: A character that no font here has.
    """
    blocks: list[Flowable] = []
    for number, (title, part) in enumerate(PARTS, 1):
        drawn = agreement_by_hands if part is agreement and not signatures else part
        blocks.append(headed(sheet, number, title, partial(drawn, sheet, paper)))
    # The slips are torn off, so nothing else may stand on their sheet.
    blocks += [PageBreak(), Loose()]
    last = len(PARTS) + 1
    blocks.append(headed(sheet, last, SLIPS, partial(slips, sheet, paper, slip_codes)))
    marks = marks_of(sheet, paper, "" if signatures else "hands")
    return draw_pages(sheet, blocks, sheet.language.translate(PARTS[0][0]), marks)


def marks_of(sheet: Sheet, paper: CouncilPaper, variant: str = "") -> PageMarks:
    """Return what stands at the foot of every page of a paper about this council's paper.

    Args:
        variant: Tells two papers of the same data apart.
    """
    translate = sheet.language.translate
    return PageMarks(
        page_of=translate("Page {page} of {pages}"),
        about=translate("Paper {code} · Checksum {checksum}"),
        code=paper.code,
        checksum=checksum_of(paper, sheet.language, f"{sheet.printing} {variant}".strip()),
    )


def headed(sheet: Sheet, number: int, title: str, part: Callable[[], list[Flowable]]) -> Stack:
    """A part under its numbered heading.

    Raises:
        CannotPrintPart: A character that no font here has.
    """
    heading = sheet.heading(number, sheet.language.translate(title), level=min(number, 2))
    try:
        stack = Stack([heading, *part()], tag=Tag("Sect"))
    except MissingGlyph as error:
        raise CannotPrintPart(part=number, **error.facts) from error
    stack.spaceBefore = heading.getSpaceBefore()
    return stack
