"""What we find and what the community finds, side by side: for each step of a work, each check.

Neither side is printed as the right one. Money and builders of a work are in ``works``.
"""

from reportlab.platypus import Flowable

from fieldapp.domain.council.paper import Check, Step, Work
from fieldapp.reports.drawing import Beside, as_drawing
from fieldapp.reports.layout import Grid, Row, Stack
from fieldapp.reports.sheet import FIGURE, Sheet
from fieldapp.reports.tables import table

_RANK_WIDTH, _THEIR_WIDTH = 20, 124

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
    header = sheet.heads(_("Step") if work.steps else "", _("We find"), _("You find"))
    return table(sheet, (None, ours, max(ours, _THEIR_WIDTH)), rows, header)


def _step(sheet: Sheet, number: int, step: Step) -> Row:
    _ = sheet.language.translate
    days = []
    if step.done_on:
        days.append(sheet.spans(_("<b>done {day}</b>"), day=sheet.day(step.done_on)))
    if step.due_on and (not step.done_on or step.done_on > step.due_on):
        days.append(sheet.spans(_("until {day}"), day=sheet.day(step.due_on)))
    ours = [_finding(sheet, "step_status", _STEP_MARKS, step.ours)]
    if step.disputed:
        ours.append(sheet.marked("differ", _("We differ"), bold=True))
    theirs = [_finding(sheet, "step_status", _STEP_MARKS, step.theirs)]
    what = Stack([sheet.said(step.title), *([sheet.joined(*days)] if days else [])])
    rank = sheet.words(sheet.language.number(number), FIGURE, bold=True)
    return [
        Beside(as_drawing(rank, _RANK_WIDTH), what, 8, rtl=sheet.rtl),
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
        Beside(sheet.pictogram("search", _RANK_WIDTH), Stack(claim), 8, rtl=sheet.rtl),
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
