"""The profile of a village, for an officer who prepares; every page says so."""

from collections.abc import Iterator
from functools import partial

from reportlab.platypus import Flowable

from fieldapp.domain.kinds.feedback import LEVELS
from fieldapp.domain.papers import profile as of
from fieldapp.domain.papers.profile import Profile, Season
from fieldapp.reports.council.opening import beside_ways, why_not_shown
from fieldapp.reports.council.promises import kept, why
from fieldapp.reports.council.voices import felt
from fieldapp.reports.layout import Row, Stack
from fieldapp.reports.page import Drawn
from fieldapp.reports.papers.parts import PLACE, draw_parts
from fieldapp.reports.sheet import Sheet
from fieldapp.reports.type.spans import filled

_LINES = 2


def draw_profile(sheet: Sheet, paper: Profile) -> Drawn:
    """Return the profile; the same input gives the same bytes.

    Raises:
        CannotPrintPart: A character that no font here has.
    """
    parts = (
        (of.TITLE, partial(_opening, sheet, paper)),
        (of.SEASONS, partial(_seasons, sheet, paper)),
        (of.MET, partial(_met, sheet, paper)),
        (of.WORKS, partial(_works, sheet, paper)),
        (of.PROMISES, partial(_promises, sheet, paper)),
        (of.FEEDBACK, partial(_feedback, sheet, paper)),
        (of.SAFETY, partial(_safety, sheet, paper)),
        (of.ACCESS, partial(_access, sheet, paper)),
    )
    team = sheet.language.translate("<b>Only for the mission's team. Not for the community.</b>")
    return draw_parts(sheet, paper, paper.code, parts, filled(team))


def _opening(sheet: Sheet, paper: Profile) -> list[Flowable]:
    _ = sheet.language.translate
    about: list[Flowable] = [sheet.said(paper.place, PLACE, bold=True)]
    kind = sheet.label("place_type", paper.type)
    if kind and paper.lies_in:
        about.append(sheet.sentence(_("{kind} in {area}"), kind=kind, area=paper.lies_in))
    elif kind:
        about.append(sheet.words(kind))
    about.append(sheet.sentence(_("Printed on {day}."), day=sheet.day(paper.made_on)))
    about.append(sheet.words(_("For the officer’s own preparation."), bold=True))
    about += [sheet.to_fill_in(_("To ask there:")), sheet.writing_lines(_LINES)]
    people = "" if paper.population is None else sheet.language.number(paper.population)
    groups = _(", ").join(sheet.label("group", code) for code in paper.groups)
    facts = (
        (_("Population"), people),
        (_("Languages spoken"), paper.languages),
        (_("Groups to be heard"), groups),
        (_("How the council is made up"), paper.council),
        (_("Customary law"), paper.customary_law),
    )
    told = list(_facts(sheet, facts))
    return [beside_ways(sheet, about, paper.contact, paper.complaints), *told]


def _facts(sheet: Sheet, facts: tuple[tuple[str, str], ...]) -> Iterator[Flowable]:
    rows: list[Row] = [
        [sheet.words(title, bold=True), sheet.said(text)] for title, text in facts if text
    ]
    if rows:
        yield sheet.grid((3, 8), rows)


def _seasons(sheet: Sheet, paper: Profile) -> list[Flowable]:
    _ = sheet.language.translate
    facts = (
        (_("Market days"), paper.market_days),
        (_("Rains, harvest, migration"), paper.seasons_said),
    )
    blocks = list(_facts(sheet, facts))
    if paper.seasons:
        header = sheet.heads(_("When"), _("What comes"), _("Who can come to a meeting"))
        rows = [_season(sheet, season) for season in paper.seasons]
        blocks.append(sheet.grid((4, 5, 5), rows, header=header))
    if not blocks:
        blocks.append(sheet.nothing_yet(_("No season and no market day is on record."), 1))
    return blocks


def _season(sheet: Sheet, season: Season) -> Row:
    _ = sheet.language.translate
    days = _("{first} to {last}")
    named = sheet.label("season_type", season.type)
    who = sheet.label("turnout", season.turnout)
    cannot = _(", ").join(sheet.label("group", code) for code in season.groups)
    told: list[Flowable] = [sheet.words(who)]
    if cannot:
        told = [sheet.sentence(_("Not: <b>{groups}</b>"), groups=cannot)]
    return [
        sheet.sentence(days, first=sheet.day(season.first), last=sheet.day(season.last)),
        sheet.sentence(_("<b>{name}</b> ({kind})"), name=season.name or named, kind=named),
        Stack(told),
    ]


def _met(sheet: Sheet, paper: Profile) -> list[Flowable]:
    _ = sheet.language.translate
    if not paper.met:
        return [sheet.words(_("No meeting is on record.")), *_unheard(sheet, paper)]
    said = sheet.language.plural(
        "{n} meeting in the last twelve months.",
        "{n} meetings in the last twelve months.",
        paper.met_in_a_year,
    )
    rows: list[Row] = [
        [
            sheet.day_cell(met.on),
            sheet.words(sheet.label("meeting_type", met.with_whom)),
            sheet.said(met.about),
        ]
        for met in paper.met
    ]
    day = sheet.column_width((row[0] for row in rows), sheet.width / 4)
    rest = sheet.width - day
    header = sheet.heads(_("Day"), _("With whom"), _("What it was about"))
    grid = sheet.grid((day, rest * 0.35, rest * 0.65), rows, header=header)
    return [sheet.first_line(said), grid, *_unheard(sheet, paper)]


def _unheard(sheet: Sheet, paper: Profile) -> list[Flowable]:
    _ = sheet.language.translate
    if not paper.unheard:
        if not paper.groups:
            return [sheet.words(_("Which groups are to be heard is not on record."))]
        return [sheet.words(_("Every group that is to be heard was heard in time."))]
    heard = sheet.subheading(_("Who has not been heard"))
    return [heard, *(sheet.bullet("•", one.sentence(sheet.language)) for one in paper.unheard)]


def _works(sheet: Sheet, paper: Profile) -> list[Flowable]:
    _ = sheet.language.translate
    if not paper.works:
        return [sheet.words(_("No work is on record."))]
    rows: list[Row] = []
    for work in paper.works:
        status = sheet.label("work_status", work.status) or _("Status not on record")
        stands: list[Flowable] = [sheet.words(status)]
        if work.late:
            stands.append(sheet.marked("half", _("Late"), bold=True))
        day = sheet.words(sheet.day(work.planned_end) or "–")
        rows.append([sheet.said(work.title, bold=True), Stack(stands), day])
    header = sheet.heads(_("Name of the work"), _("Status"), _("Planned end"))
    return [sheet.grid((7, 3.4, 3.2), rows, header=header)]


def _promises(sheet: Sheet, paper: Profile) -> list[Flowable]:
    _ = sheet.language.translate
    if not paper.promises:
        return [sheet.words(_("No promise is open."))]
    rows: list[Row] = []
    for promise in paper.promises:
        who = sheet.label("party", promise.by) or "–"
        what = sheet.sentence(_("<b>{who}:</b> {what}"), who=who, what=promise.what)
        rows.append(
            [
                kept(sheet, "late" if promise.late else promise.status),
                Stack([what, *why(sheet, promise.reason)]),
                sheet.words(sheet.day(promise.due_on) or "–"),
            ]
        )
    status = sheet.marked_width("promise_status")
    rest = sheet.width - status
    header = sheet.heads(_("Kept?"), _("Who promised what"), _("Until"))
    return [sheet.grid((status, rest * 0.76, rest * 0.24), rows, header=header)]


def _feedback(sheet: Sheet, paper: Profile) -> list[Flowable]:
    _ = sheet.language.translate
    if not paper.feedback:
        return [sheet.words(_("No feedback is on record of the last twelve months."))]
    rows: list[Row] = []
    for level, count in paper.feedback:
        label = _(LEVELS[level])
        number = _("Not shown") if count.more else sheet.language.number(count.number)
        rows.append([sheet.words(label), sheet.words(number, bold=True)])
    blocks: list[Flowable] = [
        sheet.first_line(_("In the last twelve months; what was said stands on no paper.")),
        sheet.grid((6, 4), rows),
    ]
    if any(count.more for _level, count in paper.feedback):
        blocks.append(why_not_shown(sheet, paper.smallest_count))
    return blocks


def _safety(sheet: Sheet, paper: Profile) -> list[Flowable]:
    _ = sheet.language.translate
    if not paper.safety_on:
        return [sheet.words(_("Nobody has been asked yet, as far as it is on record."))]
    day = sheet.language.day(paper.safety_on)
    said = sheet.sentence(_("As each group said it at the joint review of {day}."), day=day)
    said.keepWithNext = True
    return [said, felt(sheet, paper.safety)]


def _access(sheet: Sheet, paper: Profile) -> list[Flowable]:
    _ = sheet.language.translate
    blocks: list[Flowable] = []
    for each in paper.hindrances:
        blocks.append(sheet.bullet("•", each.title))
        if each.done:
            blocks.append(sheet.sentence(_("What we do about it: {what}"), what=each.done))
    if not blocks:
        blocks.append(sheet.words(_("No risk to access is on record.")))
    restricted = _("Notes on security are restricted and stand on no paper. Ask before you go.")
    return [*blocks, sheet.words(restricted)]
