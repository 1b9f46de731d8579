"""What we find and what the community finds, side by side: for each step of a work, each check.

Neither side is printed as the right one. Money and builders of a work are in ``works``.
"""

from reportlab.platypus import Flowable

from fieldapp.domain.council.paper import Check, Step, Work
from fieldapp.reports.layout import Grid, Row, Stack
from fieldapp.reports.sheet import FIGURE, Sheet
from fieldapp.reports.type.spans import filled, value

_RANK_WIDTH, _THEIR_WIDTH = 28, 150

_STEP_MARKS = {
    "done": "tick",
    "partly": "half",
    "started": "half",
    "planned": "open",
    "not_done": "cross",
}
_VERDICT_MARKS = {
    "confirmed": "tick",
    "partly": "half",
    "not_found": "cross",
    "not_accessible": "open",
    "disputed": "differ",
}


def findings(sheet: Sheet, work: Work) -> Grid:
    """Steps with their numbers, then checks. Where they said nothing is a box for their pen."""
    _ = sheet.language.translate
    rows: list[Row] = [_step(sheet, number, step) for number, step in enumerate(work.steps, 1)]
    rows += [_check(sheet, check) for check in work.checks]
    ours = max(sheet.marked_width("step_status"), sheet.marked_width("verdict"))
    columns = (_RANK_WIDTH, sheet.width - _RANK_WIDTH - ours - _THEIR_WIDTH, ours, _THEIR_WIDTH)
    header = sheet.heads("", _("Step") if work.steps else "", _("We find"), _("You find"))
    return sheet.grid(columns, rows, header=header)


def _step(sheet: Sheet, number: int, step: Step) -> Row:
    _ = sheet.language.translate
    what = [value(step.title)]
    if step.done_on:
        what.append(filled(_("<b>done {day}</b>"), day=sheet.day(step.done_on)))
    if step.due_on and (not step.done_on or step.done_on > step.due_on):
        what.append(filled(_("until {day}"), day=sheet.day(step.due_on)))
    ours = [_finding(sheet, "step_status", _STEP_MARKS, step.ours)]
    if step.disputed:
        ours.append(sheet.marked("differ", _("We differ"), bold=True))
    theirs = [_finding(sheet, "step_status", _STEP_MARKS, step.theirs)]
    return [
        sheet.words(sheet.language.number(number), FIGURE, bold=True),
        sheet.joined(*what),
        Stack(ours),
        Stack([*theirs, *_in_their_words(sheet, step.their_words)]),
    ]


def _check(sheet: Sheet, check: Check) -> Row:
    _ = sheet.language.translate
    title = _("What was checked")
    claim = [sheet.sentence(_("{title}: <b>{text}</b>"), title=title, text=check.claim)]
    if check.independent:
        claim.append(sheet.words(_("Checked by somebody independent.")))
    theirs = _finding(sheet, "verdict", _VERDICT_MARKS, check.theirs)
    return [
        sheet.pictogram("search", 16),
        Stack(claim),
        _finding(sheet, "verdict", _VERDICT_MARKS, check.ours),
        Stack([theirs, *_in_their_words(sheet, check.their_words)]),
    ]


def _finding(sheet: Sheet, codes: str, marks: dict[str, str], code: str) -> Flowable:
    """A mark and its word, or an empty box for a pen."""
    if not code:
        return sheet.marked("box", "")
    return sheet.marked(marks.get(code, "open"), sheet.label(codes, code))


def _in_their_words(sheet: Sheet, said: str) -> list[Flowable]:
    quoted = sheet.language.translate("“{words}”")
    return [sheet.sentence(quoted, words=said)] if said else []
