"""Parts 3 and 4: what was promised last time, and what became of what the community said."""

from collections.abc import Sequence

from reportlab.platypus import Flowable

from fieldapp.domain.codelists import code_list
from fieldapp.domain.council import CouncilPaper
from fieldapp.domain.council.paper import Answer, Promise
from fieldapp.reports.drawing import Beside
from fieldapp.reports.layout import Grid, Stack
from fieldapp.reports.sheet import Sheet
from fieldapp.reports.tables import table

_PROMISE_MARKS = {
    "kept": "tick",
    "late": "half",
    "not_kept": "cross",
    "dropped": "struck",
    "open": "open",
}
_OUTCOME_MARKS = {"did": "tick", "partly": "half", "could_not": "cross", "pending": "open"}


def promises(sheet: Sheet, paper: CouncilPaper) -> list[Flowable]:
    """Part 3: every promise, by whoever gave it, with a mark, a reason and a day."""
    _ = sheet.language.translate
    if not paper.promises:
        return [sheet.nothing_yet(_("No promise is on record. What was promised to you?"))]
    parties = dict.fromkeys(
        (*code_list("party").labels, *(promise.by for promise in paper.promises))
    )
    ordered = [promise for party in parties for promise in paper.promises if promise.by == party]
    rows = [_promise_row(sheet, number, promise) for number, promise in enumerate(ordered, 1)]
    header = sheet.heads(_("Kept?"), _("Who promised what"), _("Until"), _("You"))
    days = [header[2], *(sheet.day_cell(promise.due_on) for promise in paper.promises)]
    status, day = sheet.marked_width("promise_status"), sheet.column_width(days, 126)
    tick = max(40, sheet.column_width([header[3]], 60))
    return [table(sheet, (status, None, day, tick), rows, header)]


def _promise_row(sheet: Sheet, number: int, promise: Promise) -> list[Flowable]:
    _ = sheet.language.translate
    status = "late" if promise.late else promise.status
    who = sheet.label("party", promise.by)
    if who:
        what = [sheet.sentence(_("<b>{who}:</b> {what}"), who=who, what=promise.what)]
    else:
        what = [sheet.said(promise.what)]
    return [
        kept(sheet, status),
        sheet.numbered(number, Stack([*what, *why(sheet, promise.reason)])),
        sheet.day_cell(promise.due_on),
        sheet.centred_mark("box", 18),
    ]


def kept(sheet: Sheet, status: str) -> Beside:
    """How a promise stands, as a mark with its word; a code of `promise_status`."""
    label = sheet.label("promise_status", status)
    return sheet.marked(_PROMISE_MARKS.get(status, "open"), label)


def why(sheet: Sheet, reason: str) -> list[Flowable]:
    """The reason that was given, if there is one."""
    _ = sheet.language.translate
    return [sheet.sentence(_("Why: {reason}"), reason=reason)] if reason else []


def answers(sheet: Sheet, paper: CouncilPaper) -> list[Flowable]:
    """Part 4: you said, we did, we could not and why."""
    _ = sheet.language.translate
    if not paper.answers:
        return [sheet.nothing_yet(_("Nothing is on record that you told us. What do you tell us?"))]
    return [said_and_answered(sheet, paper.answers)]


def said_and_answered(sheet: Sheet, answers: Sequence[Answer]) -> Grid:
    """What was said, and beside it what came of it."""
    _ = sheet.language.translate
    return sheet.grid(
        (6, 7),
        [_answer_row(sheet, number, answer) for number, answer in enumerate(answers, 1)],
        header=sheet.heads(_("You said"), _("What came of it")),
    )


def _answer_row(sheet: Sheet, number: int, answer: Answer) -> list[Flowable]:
    outcome: list[Flowable] = []
    if answer.outcome:
        label = sheet.label("outcome", answer.outcome)
        outcome.append(sheet.marked(_OUTCOME_MARKS.get(answer.outcome, "open"), label))
    if answer.answer:
        outcome.append(sheet.said(answer.answer))
    return [sheet.numbered(number, sheet.said(answer.said)), Stack(outcome)]
