"""The minutes of a meeting: who came, what was said and answered, who does what until when."""

from functools import partial

from reportlab.platypus import Flowable

from fieldapp.domain.papers.minutes import DECIDED, PRESENT, SAID, TITLE, Minutes
from fieldapp.language import N_
from fieldapp.reports.council.agreement import answer_boxes
from fieldapp.reports.council.opening import who_came, who_was_missing
from fieldapp.reports.council.promises import kept, said_and_answered, why
from fieldapp.reports.layout import Row, Ruling, Stack
from fieldapp.reports.page import Drawn
from fieldapp.reports.papers.parts import draw_parts, opening
from fieldapp.reports.sheet import TITLE as SUBJECT
from fieldapp.reports.sheet import Sheet

AGREED = N_("Is this what was said?")

_BOXED = Ruling(box=0.8, columns=0.8)
_EMPTY = 2
"""Lines for what the village wants to have added."""


def draw_minutes(sheet: Sheet, paper: Minutes) -> Drawn:
    """Return the minutes; the same input gives the same bytes.

    Raises:
        CannotPrintPart: A character that no font here has.
    """
    parts = (
        (TITLE, partial(_opening, sheet, paper)),
        (PRESENT, partial(_present, sheet, paper)),
        (SAID, partial(_said, sheet, paper)),
        (DECIDED, partial(_decided, sheet, paper)),
        (AGREED, lambda: [answer_boxes(sheet)]),
    )
    return draw_parts(sheet, paper, paper.code, parts)


def _opening(sheet: Sheet, paper: Minutes) -> list[Flowable]:
    _ = sheet.language.translate
    about: list[Flowable] = [sheet.said(paper.about, SUBJECT, bold=True)]
    if paper.held_on:
        day = sheet.language.day(paper.held_on)
        about.append(sheet.sentence(_("Held on <b>{day}</b>"), day=day))
    if paper.with_whom:
        whom = sheet.label("meeting_type", paper.with_whom)
        about.append(sheet.sentence(_("With: <b>{whom}</b>"), whom=whom))
    if paper.language:
        spoken = _("Language spoken: <b>{language}</b>")
        about.append(sheet.sentence(spoken, language=paper.language))
    else:
        about.append(sheet.to_fill_in(_("Language spoken:")))
    return opening(sheet, paper, *about)


def _present(sheet: Sheet, paper: Minutes) -> list[Flowable]:
    _ = sheet.language.translate
    if paper.presence.meetings:
        said = _("Counted at the meeting:")
    else:
        said = _("Nobody was counted. Write how many came.")
    blocks = who_came(sheet, said, paper.presence, paper.smallest_count)
    if paper.missing:
        blocks.append(who_was_missing(sheet, paper.missing))
    else:
        blocks.append(sheet.to_fill_in(_("Who was missing?")))
    return blocks


def _said(sheet: Sheet, paper: Minutes) -> list[Flowable]:
    _ = sheet.language.translate
    if not paper.said:
        return [sheet.nothing_yet(_("Nothing that was said is on record. What was said?"), 3)]
    return [said_and_answered(sheet, paper.said)]


def _decided(sheet: Sheet, paper: Minutes) -> list[Flowable]:
    _ = sheet.language.translate
    rows: list[Row] = [
        [
            sheet.said(step.what),
            sheet.words(sheet.label("party", step.by)),
            sheet.day_cell(step.due_on),
        ]
        for step in paper.decided
    ]
    for promise in paper.promised:
        status = "late" if promise.late else promise.status
        what: list[Flowable] = [sheet.said(promise.what), *why(sheet, promise.reason)]
        if status != "open":  # printed again later, the minutes say what came of it
            what.append(kept(sheet, status))
        who = sheet.words(sheet.label("party", promise.by))
        rows.append([Stack(what), who, sheet.day_cell(promise.due_on)])
    blocks: list[Flowable] = []
    if not rows:
        blocks.append(sheet.first_line(_("Nothing that was decided or promised is on record.")))
    rows += [[sheet.room_to_write(20) for _column in range(3)] for _line in range(_EMPTY)]
    header = sheet.heads(_("What"), _("Who"), _("Until"))
    return [*blocks, sheet.grid((8, 3.4, 3.2), rows, _BOXED, header=header)]
