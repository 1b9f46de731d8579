"""Parts 1 and 2: what this paper is, how to reach us and complain, who is here."""

from collections.abc import Sequence

from reportlab.platypus import Flowable

from fieldapp.domain.council import CouncilPaper
from fieldapp.domain.council.paper import Count, Presence
from fieldapp.reports.drawing import Beside
from fieldapp.reports.figures import figure
from fieldapp.reports.layout import Reads, Ruling, Stack
from fieldapp.reports.sheet import CENTERED, FIGURE, Sheet
from fieldapp.reports.type.text import Style

_PLACE = Style(size=24)
_ICON = 18


def cover(sheet: Sheet, paper: CouncilPaper) -> list[Flowable]:
    """Part 1: the place, the period, the languages, and three ways to complain."""
    _ = sheet.language.translate
    about: list[Flowable] = [sheet.said(paper.place, _PLACE, bold=True)]
    if paper.review_number is not None:
        number = sheet.language.number(paper.review_number)
        about.append(sheet.sentence(_("Review number <b>{number}</b>"), number=number))
    about.append(
        sheet.sentence(
            _("From <b>{first}</b> to <b>{last}</b>. Printed on {day}."),
            first=sheet.day(paper.period.first),
            last=sheet.day(paper.period.last),
            day=sheet.day(paper.made_on),
        )
    )
    if paper.languages:
        about.append(sheet.sentence(_("Read aloud in: {languages}"), languages=paper.languages))
    else:
        about.append(sheet.to_fill_in(_("Read aloud in:")))
    about.append(sheet.words(_("This paper contains no names of persons."), bold=True))
    about.append(sheet.words(_("What could harm a person is left out.")))
    return [beside_ways(sheet, about, paper.contact, paper.complaints)]


def beside_ways(
    sheet: Sheet, about: Sequence[Flowable], contact: str, complaints: Sequence[str]
) -> Flowable:
    """What a paper is about, and beside it how to reach us and how to complain."""
    _ = sheet.language.translate
    reach = [sheet.words(_("How to reach us"), bold=True)]
    if contact:
        reach.append(sheet.said(contact))
    complain: list[Flowable] = [sheet.words(_("How to complain"), bold=True)]
    complain += [sheet.bullet("•", way) for way in complaints]
    ways = [
        Beside(sheet.pictogram("phone", _ICON), _or_lines(sheet, reach, 1), 8, rtl=sheet.rtl),
        Beside(
            sheet.pictogram("megaphone", _ICON), _or_lines(sheet, complain, 3), 8, rtl=sheet.rtl
        ),
    ]
    rows = [[Stack(about), Stack(ways)]]
    return sheet.grid((1, 1), rows, Ruling(box=1.6, columns=0.6, padding=6, gutter=7))


def _or_lines(sheet: Sheet, blocks: list[Flowable], lines: int) -> Stack:
    """The blocks, or room to write where there is nothing but a title."""
    return Stack(blocks if len(blocks) > 1 else [*blocks, sheet.writing_lines(lines)])


def who_is_here(sheet: Sheet, paper: CouncilPaper) -> list[Flowable]:
    """Part 2: boxes of people, and who is missing. Of a count that is withheld only that it is."""
    _ = sheet.language.translate
    here = paper.presence
    if here.meetings:
        said = sheet.language.plural(
            "Counted at {n} meeting of this period.",
            "Counted at {n} meetings of this period.",
            here.meetings,
        )
    else:
        said = _("No meeting is on record for this period. Count who is here today.")
    blocks = people(sheet, said, here, paper.smallest_count)
    if paper.missing:
        blocks.append(who_was_missing(sheet, paper.missing))
    else:
        blocks.append(sheet.to_fill_in(_("Who is missing today?")))
    return blocks


def people(sheet: Sheet, said: str, here: Presence, smallest_count: int) -> list[Flowable]:
    """Boxes of people under a sentence, and why some are not counted; empty boxes for a pen where
    nobody counted."""
    _ = sheet.language.translate
    boxes = (
        ("woman", _("Women"), here.women),
        ("man", _("Men"), here.men),
        ("girl", _("Girls"), here.girls),
        ("boy", _("Boys"), here.boys),
        ("older", _("Older people"), here.older),
        ("wheelchair", _("People with disabilities"), here.with_disability),
    )
    counted = here.meetings > 0
    rows: list[list[Flowable]] = [
        [figure(name, 29, label) for name, label, _count in boxes],
        [sheet.words(label, CENTERED) for _name, label, _count in boxes],
        [_figure(sheet, count if counted else None) for _name, _label, count in boxes],
    ]
    ruling = Ruling(between=0, box=0.8, columns=0.8, padding=3)
    grid = sheet.grid((1,) * 6, rows, ruling, reads=Reads.BY_SECOND_ROW)
    blocks: list[Flowable] = [Stack([sheet.words(said), grid], keep=250)]
    if any(count.more for _name, _label, count in boxes):
        blocks.append(why_not_shown(sheet, smallest_count))
    return blocks


def why_not_shown(sheet: Sheet, smallest_count: int) -> Flowable:
    """The sentence that says why a number is missing."""
    why = sheet.language.translate(
        "To protect people, a number below {smallest} is not shown, nor one that tells it."
    )
    return sheet.sentence(why, smallest=sheet.language.number(smallest_count))


def who_was_missing(sheet: Sheet, missing: Sequence[str]) -> Flowable:
    """The groups that did not come; codes of `group`."""
    _ = sheet.language.translate
    groups = _(", ").join(sheet.label("group", code) for code in missing)
    return sheet.sentence(_("Who was missing: <b>{groups}</b>"), groups=groups)


def _figure(sheet: Sheet, count: Count | None) -> Flowable:
    if count is None:
        return sheet.room_to_write(24)
    _ = sheet.language.translate
    if count.more and not count.number:
        return sheet.words(_("Not shown"), CENTERED)
    said: list[Flowable] = [sheet.words(sheet.language.number(count.number), FIGURE, bold=True)]
    if count.more:
        said.insert(0, sheet.words(_("More than"), CENTERED))
    return Stack(said)
