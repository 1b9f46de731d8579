"""A month as the table of the calendar shows it: days with their signs, seasons as bands."""

from collections.abc import Sequence
from datetime import date

from fieldapp.domain.community.seasons import Spell
from fieldapp.language import N_
from fieldapp.ui.pages.calendar_days import Entry, Times
from fieldapp.ui.pages.calendar_grid import Band, Cell, Month, Sign, lanes_of
from fieldapp.ui.pages.calendar_words import (
    SEASONS,
    STATES,
    icon_of_entry,
    long_day,
    spell_name,
    title_of,
    week,
    weekday_name,
    weeks_of,
)
from fieldapp.ui.session import Session


def month_of(session: Session, times: Times | None, place: str, day: date) -> Month:
    """Return the month of a day as it is at a place, "" for everywhere; empty before it is read."""
    language = session.look.language
    first, weekend = week(language)
    weeks = weeks_of(day, first)
    on: dict[date, list[Sign]] = {}
    bands: list[Band] = []
    markets: frozenset[int] = frozenset()
    if times is not None:
        on = {
            each: [_sign(session, times, entry) for entry in times.on(each, place)]
            for days in weeks
            for each in days
        }
        spells = times.spells(place, weeks[0][0], weeks[-1][-1])
        bands = [_band(session, times, spell) for spell in spells]
        markets = times.market_days(place) if place else markets
    lanes = tuple(lanes_of(bands, days) for days in weeks)

    def cell(each: date) -> Cell:
        here = [band.sign for band in bands if band.first <= each <= band.last]
        signs, market = on.get(each, []), each.weekday() in markets
        return Cell(
            day=each,
            in_month=each.month == day.month,
            is_today=each == session.today(),
            is_weekend=each.weekday() in weekend,
            is_market=market,
            signs=tuple(signs),
            told=_told(session, each, (*here, *signs), market=market),
        )

    return Month(
        heads=tuple(weekday_name(language, (first + n) % 7) for n in range(7)),
        weeks=tuple(tuple(map(cell, days)) for days in weeks),
        lanes=lanes,
    )


def _told(session: Session, day: date, signs: Sequence[Sign], *, market: bool) -> str:
    parts = [each.words for each in signs]
    if market:
        parts.insert(0, session.text(N_("Market day")))
    if day == session.today():
        parts.insert(0, session.text(N_("Today")))
    name = long_day(session.look.language, day)
    return ": ".join((name, ", ".join(parts))) if parts else name


def _band(session: Session, times: Times, spell: Spell) -> Band:
    icon, tone = SEASONS.get(spell.type, ("calendar", ""))
    away = spell.turnout != "usual" or bool(spell.groups)
    return Band(spell.first, spell.last, Sign(icon, tone, spell_name(session, times, spell)), away)


def _sign(session: Session, times: Times, entry: Entry) -> Sign:
    return Sign(icon_of_entry(entry), STATES[entry.sort][1], title_of(session, times, entry))
