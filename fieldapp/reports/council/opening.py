"""Parts 1 and 2: what this paper is, how to reach us and complain, who is here."""

from collections.abc import Sequence

from reportlab.platypus import Flowable

from fieldapp.domain.council import CouncilPaper
from fieldapp.domain.council.paper import Count, Presence
from fieldapp.reports.drawing import Beside
from fieldapp.reports.figures import figure, out_of_ten, people
from fieldapp.reports.layout import Reads, Ruling, Stack
from fieldapp.reports.sheet import CENTERED, FIGURE, Sheet
from fieldapp.reports.tables import boxes
from fieldapp.reports.type.text import Style

_PLACE = Style(size=24)
_ICON, _ONE_OF_TEN = 18, 24
#: Ways to complain, one of them not the mission's; what is missing is written in.
_WAYS = 3
_BOX_EDGES = 2 * Ruling().gutter


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
    if complain[1:] and len(complaints) < _WAYS:
        complain.append(sheet.writing_lines(_WAYS - len(complaints)))
    ways = [
        Beside(sheet.pictogram("phone", _ICON), _or_lines(sheet, reach, 1), 8, rtl=sheet.rtl),
        Beside(
            sheet.pictogram("megaphone", _ICON), _or_lines(sheet, complain, _WAYS), 8, rtl=sheet.rtl
        ),
    ]
    ruling = Ruling(box=1.6, columns=0.6, padding=4, gutter=7)
    if sheet.narrow:
        return sheet.grid((1,), [[Stack(about)], [Stack(ways)]], ruling)
    return sheet.grid((1, 1), [[Stack(about), Stack(ways)]], ruling)


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
    blocks = who_came(sheet, said, here, paper.smallest_count)
    if paper.missing:
        blocks.append(who_was_missing(sheet, paper.missing))
    else:
        blocks.append(sheet.to_fill_in(_("Who is missing today?")))
    return blocks


def who_came(sheet: Sheet, said: str, here: Presence, smallest_count: int) -> list[Flowable]:
    """Boxes of people under a sentence, and why some are not counted; empty boxes for a pen where
    nobody counted."""
    _ = sheet.language.translate
    groups = (
        ("woman", _("Women"), here.women),
        ("man", _("Men"), here.men),
        ("girl", _("Girls"), here.girls),
        ("boy", _("Boys"), here.boys),
        ("older", _("Older people"), here.older),
        ("wheelchair", _("People with disabilities"), here.with_disability),
    )
    labels = [sheet.words(label, CENTERED) for _name, label, _count in groups]
    counted = here.meetings > 0
    columns = [
        (figure(sheet, name, 29, whom), label, _figure(sheet, count if counted else None))
        for (name, whom, count), label in zip(groups, labels, strict=True)
    ]
    widest = max(label.word_width for label in labels) + _BOX_EDGES
    ruling = Ruling(between=0, box=0.8, columns=0.8, padding=3)
    here_today = boxes(sheet, columns, widest, ruling, Reads.BY_SECOND_ROW)
    blocks: list[Flowable] = [sheet.first_line(said), here_today]
    if counted:
        blocks += _ten_people(sheet, groups[:4])
    if any(count.more for _name, _label, count in groups):
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
    groups = sheet.listed(sheet.label("group", code) for code in missing)
    said = sheet.language.translate("Who was missing: <b>{groups}</b>")
    return sheet.sentence(said, groups=groups)


def _ten_people(sheet: Sheet, groups: Sequence[tuple[str, str, Count]]) -> list[Flowable]:
    """Ten outlines for all who came; none where a count is withheld, which they would tell."""
    counts = [count for _name, _label, count in groups]
    if any(count.more for count in counts) or not any(count.number for count in counts):
        return []
    shares = out_of_ten([count.number for count in counts])
    names = [name for (name, _label, _count), share in zip(groups, shares, strict=True)
             for _one in range(share)]  # fmt: skip
    said = sheet.words(sheet.language.translate("Of ten who came"))
    told = [
        f"{label}: {sheet.language.number(share)}"
        for (_name, label, _count), share in zip(groups, shares, strict=True)
        if share
    ]
    row = Beside(people(sheet, names, _ONE_OF_TEN, "; ".join(told)), said, 8, rtl=sheet.rtl)
    row.spaceBefore = row.spaceAfter = 2
    return [row]


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
