"""Part 5: each work with its steps, its money, who builds it, and what both sides found."""

from collections.abc import Iterator

from reportlab.platypus import Flowable

from fieldapp.domain.codelists import PARTY, VERDICT, CodeList
from fieldapp.domain.council import CouncilPaper
from fieldapp.domain.council.paper import Check, Money, Step, Work
from fieldapp.domain.kinds.deliverable import STEP_STATUS, WORK_STATUS
from fieldapp.reports.charts import Filling, coins, flights, stairs
from fieldapp.reports.layout import KEPT_WHOLE, Beside, Ruling, Stack
from fieldapp.reports.page import TEXT_WIDTH
from fieldapp.reports.sheet import CENTERED, FIGURE, TITLE, Sheet
from fieldapp.reports.type.text import Text

_ICON, _COIN = 30, 17

#: A longer block is broken between its steps; else half a page might stay white before it.
_KEPT_WORK = 260

_PICTOGRAMS = {
    "water": "droplets",
    "sanitation": "droplets",
    "health": "hospital",
    "education": "school",
    "roads": "route",
    "agriculture": "wheat",
    "livelihoods": "store",
    "shelter": "house",
    "governance": "landmark",
    "justice": "scale",
    "security": "shield",
    "protection": "hand",
    "cohesion": "handshake",
    "environment": "sprout",
}
_ANY_WORK = "hammer"

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
_FILLINGS = {
    "done": Filling.FULL,
    "partly": Filling.HALF,
    "started": Filling.HALF,
    "not_done": Filling.CROSSED,
}


def works(sheet: Sheet, paper: CouncilPaper) -> list[Flowable]:
    """Part 5: one block for each work, kept on one page where it is not too long."""
    _ = sheet.language.translate
    if not paper.works:
        return [sheet.nothing_yet(_("No work is on record. What does the village need most?"))]
    blocks: list[Flowable] = []
    for work in paper.works:
        block = Stack(list(_work(sheet, work)), keep=_KEPT_WORK)
        block.spaceBefore = 14 if blocks else 0
        blocks.append(block)
    return blocks


def _work(sheet: Sheet, work: Work) -> Iterator[Flowable]:
    _ = sheet.language.translate
    yield _title(sheet, work)
    if work.steps:
        for flight in flights([_FILLINGS.get(step.ours, Filling.EMPTY) for step in work.steps]):
            drawn = stairs(sheet.typesetter, flight)
            drawn.spaceBefore, drawn.keepWithNext = 4, True
            yield drawn
        yield _steps(sheet, work)
    yield from _money(sheet, work.money)
    facts = [
        sheet.sentence(_("{title}: <b>{text}</b>"), title=title, text=text)
        for title, text in (
            (_("Led by"), sheet.label(PARTY, work.led_by)),
            (_("Built by"), work.built_by),
            (_("Looked after by"), work.maintained_by),
            (_("The community gives"), work.community_gives),
        )
        if text
    ]
    if len(facts) % 2:
        facts.append(sheet.words(""))
    if facts:
        pairs = list(zip(facts[::2], facts[1::2], strict=True))
        yield sheet.grid((1, 1), pairs, Ruling(between=0, padding=1))
    if work.checks:
        yield _checks(sheet, work)


def _title(sheet: Sheet, work: Work) -> Flowable:
    _ = sheet.language.translate
    lines: list[Flowable] = [sheet.said(work.title, TITLE, bold=True)]
    status = sheet.label(WORK_STATUS, work.status) or _("Status not on record")
    if work.actual_end:
        lines.append(
            sheet.sentence(
                _("{status}. Planned until {planned}, finished on <b>{day}</b>."),
                status=status,
                planned=sheet.day(work.planned_end) or "–",
                day=sheet.day(work.actual_end),
            )
        )
    elif work.planned_end:
        day = sheet.day(work.planned_end)
        lines.append(
            sheet.sentence(_("{status}. Planned until <b>{day}</b>."), status=status, day=day)
        )
    else:
        lines.append(sheet.words(status))
    picture = sheet.pictogram(_PICTOGRAMS.get(work.sector, _ANY_WORK), _ICON)
    title = Beside(picture, Stack(lines, keep=KEPT_WHOLE), 10, rtl=sheet.rtl)
    title.spaceBefore, title.keepWithNext = 10, True
    return title


def _steps(sheet: Sheet, work: Work) -> Flowable:
    """Each step with our finding and theirs side by side; theirs may be empty, to be filled in."""
    _ = sheet.language.translate
    rows = [_step_row(sheet, number, step) for number, step in enumerate(work.steps, 1)]
    days = (text for step in work.steps for text in _when(sheet, step))
    header = sheet.heads("", _("Step"), _("When"), _("We find"), _("You find"))
    finding, when, rank = sheet.marked_width(STEP_STATUS), sheet.column_width(days, 140), 28
    columns = (rank, TEXT_WIDTH - rank - when - 2 * finding, when, finding, finding)
    return sheet.grid(columns, rows, Ruling(), header=header)


def _step_row(sheet: Sheet, number: int, step: Step) -> list[Flowable]:
    _ = sheet.language.translate
    theirs = _finding(sheet, STEP_STATUS, _STEP_MARKS, step.theirs)
    if step.disputed:
        theirs.append(sheet.marked("differ", _("We differ"), bold=True))
    if step.their_words:
        theirs.append(sheet.sentence(_("“{words}”"), words=step.their_words))
    return [
        sheet.words(sheet.language.number(number), FIGURE, bold=True),
        sheet.said(step.title),
        Stack(_when(sheet, step)),
        Stack(_finding(sheet, STEP_STATUS, _STEP_MARKS, step.ours)),
        Stack(theirs),
    ]


def _when(sheet: Sheet, step: Step) -> list[Text]:
    """When it was done, and when it was to be done if that is another story."""
    _ = sheet.language.translate
    lines = []
    if step.done_on:
        lines.append(sheet.sentence(_("<b>done {day}</b>"), day=sheet.day(step.done_on)))
    if step.due_on and (not step.done_on or step.done_on > step.due_on):
        lines.append(sheet.sentence(_("until {day}"), day=sheet.day(step.due_on)))
    return lines or [sheet.words("")]


def _finding(sheet: Sheet, codes: CodeList, marks: dict[str, str], code: str) -> list[Flowable]:
    """A mark and its word, or an empty box for a pen."""
    if not code:
        return [sheet.marked("box", "")]
    return [sheet.marked(marks.get(code, "open"), sheet.label(codes, code))]


def _checks(sheet: Sheet, work: Work) -> Flowable:
    _ = sheet.language.translate
    header = sheet.heads(_("What was checked"), _("We find"), _("You find"))
    finding = sheet.marked_width(VERDICT)
    columns = (TEXT_WIDTH - 2 * finding, finding, finding)
    return sheet.grid(columns, [_check_row(sheet, c) for c in work.checks], header=header)


def _check_row(sheet: Sheet, check: Check) -> list[Flowable]:
    _ = sheet.language.translate
    claim: list[Flowable] = [sheet.said(check.claim)]
    if check.independent:
        claim.append(sheet.words(_("Checked by somebody independent.")))
    theirs = _finding(sheet, VERDICT, _VERDICT_MARKS, check.theirs)
    if check.their_words:
        theirs.append(sheet.sentence(_("“{words}”"), words=check.their_words))
    return [
        Stack(claim),
        Stack(_finding(sheet, VERDICT, _VERDICT_MARKS, check.ours)),
        Stack(theirs),
    ]


def _money(sheet: Sheet, money: Money) -> Iterator[Flowable]:
    """Ten coins for the planned money, and the figures under them."""
    _ = sheet.language.translate
    if money.planned is None and money.spent is None:
        yield sheet.words(_("Money: not on record."))
        return
    blocks: list[Flowable] = []
    if money.planned and money.spent is not None:
        row = coins(money.spent / money.planned, _COIN, rtl=sheet.rtl)
        blocks.append(
            Beside(row, sheet.words(_("One coin is a tenth of the money.")), 10, rtl=sheet.rtl)
        )
    left = money.left
    over = left is not None and left < 0
    columns = [
        (_("Money planned"), money.planned),
        (_("Money spent"), money.spent),
        (_("More than planned") if over else _("Money left"), None if left is None else abs(left)),
    ]
    figures: list[tuple[str, str]] = [
        (title, "–" if amount is None else sheet.language.money(amount, money.currency))
        for title, amount in columns
    ]
    if money.local_share is not None:
        figures.append((_("Bought locally"), sheet.language.percent(money.local_share)))
    blocks.append(
        sheet.grid(
            (1,) * len(figures),
            [
                [sheet.words(title, CENTERED) for title, _figure in figures],
                [sheet.words(figure, FIGURE, bold=True) for _title, figure in figures],
            ],
            Ruling(between=0, box=0.8, columns=0.8, padding=2),
        )
    )
    stack = Stack(blocks, keep=200)
    stack.spaceBefore = stack.spaceAfter = 5
    yield stack
