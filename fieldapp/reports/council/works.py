"""Part 5: each work with its stairs, its money and who builds it. Findings are in ``findings``."""

from collections.abc import Iterator, Sequence

from reportlab.platypus import Flowable

from fieldapp.domain.council import CouncilPaper
from fieldapp.domain.council.paper import Money, Work
from fieldapp.reports.charts import WIDEST_STAIRS, Filling, coins, flights, stairs
from fieldapp.reports.council.findings import findings
from fieldapp.reports.drawing import Beside
from fieldapp.reports.layout import KEPT_TABLE, KEPT_WHOLE, Reads, Ruling, Stack
from fieldapp.reports.pdf.structure import Tag
from fieldapp.reports.sheet import CENTERED, FIGURE, TITLE, Sheet
from fieldapp.reports.tables import boxes

_ICON, _COIN = 30, 17

#: In points: room beside a figure in its box, and what a line needs that says who does something.
_EDGES, _FACT = 2 * Ruling().gutter + 1, 200

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
    return work_blocks(sheet, paper.works)


def work_blocks(sheet: Sheet, all_of: Sequence[Work]) -> list[Flowable]:
    """One block for each work: its stairs, what both sides find, its money, who answers for it."""
    blocks: list[Flowable] = []
    for work in all_of:
        block = Stack(list(_work(sheet, work)), keep=_KEPT_WORK)
        block.spaceBefore = 9 if blocks else 0
        blocks.append(block)
    return blocks


def _work(sheet: Sheet, work: Work) -> Iterator[Flowable]:
    _ = sheet.language.translate
    climbed = [_FILLINGS.get(step.ours, Filling.EMPTY) for step in work.steps]
    drawn = Stack(
        [stairs(sheet.typesetter, flight, _climbed(sheet, flight)) for flight in flights(climbed)]
    )
    title = _title(sheet, work)
    beside = len(climbed) <= WIDEST_STAIRS and not sheet.narrow
    if beside:
        title = sheet.grid((5, 4), [[title, drawn]], Ruling(between=0, padding=0))
    title.keepWithNext = drawn.keepWithNext = True
    yield title
    if climbed and not beside:
        yield drawn
    if work.steps or work.checks:
        yield findings(sheet, work)
    yield from money_of(sheet, work.money)
    facts = [
        [sheet.sentence(_("{title}: <b>{text}</b>"), title=title, text=text)]
        for title, text in (
            (_("Led by"), sheet.label("party", work.led_by)),
            (_("Built by"), work.built_by),
            (_("Looked after by"), work.maintained_by),
            (_("The community gives"), work.community_gives),
        )
        if text
    ]
    if facts:
        lines = boxes(sheet, facts, _FACT, Ruling(between=0, padding=0))
        yield Stack([lines], keep=KEPT_TABLE)


def _climbed(sheet: Sheet, flight: Sequence[tuple[int, Filling]]) -> str:
    number = sheet.language.number
    done = sum(filling is Filling.FULL for _number, filling in flight)
    said = sheet.language.translate("Stairs: {done} of {steps} are done")
    return said.format(done=number(done), steps=number(len(flight)))


def _title(sheet: Sheet, work: Work) -> Flowable:
    _ = sheet.language.translate
    title = sheet.said(work.title, TITLE, bold=True)
    title.tag = Tag("H3", title=work.title)
    lines: list[Flowable] = [title]
    status = sheet.label("work_status", work.status) or _("Status not on record")
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
    return beside_picture(sheet, work.sector, lines)


def beside_picture(sheet: Sheet, sector: str, lines: Sequence[Flowable]) -> Beside:
    """Lines beside the picture of a sector, by which the work is known again."""
    name = _PICTOGRAMS.get(sector, _ANY_WORK)
    picture = sheet.pictogram(name, _ICON, sheet.label("sector", sector))
    return Beside(picture, Stack(lines, keep=KEPT_WHOLE), 10, rtl=sheet.rtl)


def money_of(sheet: Sheet, money: Money) -> Iterator[Flowable]:
    """Ten coins for the planned money, and the figures under them."""
    _ = sheet.language.translate
    if money.planned is None and money.spent is None:
        yield sheet.words(_("Money: not on record."))
        return
    blocks: list[Flowable] = []
    if money.planned and money.spent is not None:
        share = money.spent / money.planned
        told = _("Ten coins: {share} of the planned money is spent").format(
            share=sheet.language.percent(round(100 * share))
        )
        row = coins(share, _COIN, rtl=sheet.rtl, says=told)
        said = sheet.words(_("One coin is a tenth of the money."))
        below = [said] if sheet.narrow else []
        beside = sheet.room_to_write(0) if sheet.narrow else said
        blocks += [Beside(row, beside, 10, rtl=sheet.rtl), *below]
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
    written = [sheet.words(figure, FIGURE, bold=True) for _title, figure in figures]
    blocks.append(
        boxes(
            sheet,
            [
                (sheet.words(title, CENTERED), figure)
                for (title, _amount), figure in zip(figures, written, strict=True)
            ],
            max(figure.natural_width for figure in written) + _EDGES,
            Ruling(between=0, box=0.8, columns=0.8, padding=2),
            Reads.BY_FIRST_ROW,
        )
    )
    stack = Stack(blocks, keep=200)
    stack.spaceBefore = stack.spaceAfter = 5
    yield stack
