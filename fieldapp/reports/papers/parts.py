"""A paper in numbered parts, as the council's own: its head, its parts, the marks of its pages."""

from collections.abc import Callable, Sequence
from typing import Protocol

from reportlab.platypus import Flowable

from fieldapp.domain.papers.opening import Opening
from fieldapp.reports.council.opening import beside_ways
from fieldapp.reports.joint_review import headed
from fieldapp.reports.page import Drawn, PageMarks, checksum_of, draw_pages
from fieldapp.reports.sheet import Sheet
from fieldapp.reports.type.spans import Spans
from fieldapp.reports.type.text import Style

PLACE = Style(size=24)


class ForVillage(Protocol):
    """What stands on a paper for a village."""

    @property
    def made_on(self) -> str:
        """ISO day."""

    @property
    def opening(self) -> Opening:
        """Its head."""


Part = tuple[str, Callable[[], list[Flowable]]]
"""The English title of a part, and what makes its blocks."""


def draw_parts(
    sheet: Sheet, paper: object, code: str, parts: Sequence[Part], audience: Spans = ()
) -> Drawn:
    """Return a paper of numbered parts; the same input gives the same bytes.

    Args:
        paper: All that stands on it, for the checksum.
        parts: The first names the whole paper.
        audience: Whom it is for, at the head of every page; empty for everybody.

    Raises:
        CannotPrintPart: A character that no font here has.
    """
    translate = sheet.language.translate
    blocks: list[Flowable] = [
        headed(sheet, number, title, part) for number, (title, part) in enumerate(parts, 1)
    ]
    marks = PageMarks(
        page_of=translate("Page {page} of {pages}"),
        about=translate("Paper {code} · Checksum {checksum}"),
        code=code,
        checksum=checksum_of(paper, sheet.language, sheet.printing),
        audience=audience,
    )
    return draw_pages(sheet, blocks, translate(parts[0][0]), marks)


def opening(sheet: Sheet, paper: ForVillage, *more: Flowable) -> list[Flowable]:
    """Part 1 of a paper for a village: place and day, and beside them how to complain.

    Args:
        more: What else is said of the paper as a whole.
    """
    _ = sheet.language.translate
    head = paper.opening
    about: list[Flowable] = [_place(sheet, head.place), *more]
    if head.period:
        about.append(
            sheet.sentence(
                _("From <b>{first}</b> to <b>{last}</b>. Printed on {day}."),
                first=sheet.day(head.period.first),
                last=sheet.day(head.period.last),
                day=sheet.day(paper.made_on),
            )
        )
    else:
        about.append(sheet.sentence(_("Printed on {day}."), day=sheet.day(paper.made_on)))
    about.append(sheet.words(_("This paper contains no names of persons."), bold=True))
    return [beside_ways(sheet, about, head.contact, head.complaints)]


def _place(sheet: Sheet, place: str) -> Flowable:
    if place:
        return sheet.said(place, PLACE, bold=True)
    return sheet.words(sheet.language.translate("The whole mission"), PLACE, bold=True)
