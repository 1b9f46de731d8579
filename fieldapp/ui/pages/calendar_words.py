"""What the calendar says in words: entries and seasons as lines, the names of months and days."""

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

import babel.dates
from PySide6.QtCore import QLocale, Qt

from fieldapp.domain.codelists import code_list
from fieldapp.domain.community.seasons import Spell
from fieldapp.domain.kinds import kind_named
from fieldapp.domain.signals.meetings import UNTOLD
from fieldapp.language import N_, Language
from fieldapp.ui.components.text import dotted
from fieldapp.ui.kind_icons import icon_of
from fieldapp.ui.pages.calendar_days import DUE, GAP, HELD, LATE, PLANNED, REFERRAL, Entry, Times
from fieldapp.ui.record_list import Item
from fieldapp.ui.session import Session
from fieldapp.ui.states import State

STATES: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        PLANNED: (N_("Planned"), "info", "calendar-clock"),
        HELD: (N_("Held"), "ok", "circle-check"),
        DUE: (N_("Due"), "warn", "clock"),
        LATE: (N_("Late"), "bad", "circle-alert"),
        GAP: (N_("To be heard"), "warn", "megaphone"),
        REFERRAL: (N_("Due"), "warn", "hospital"),
    }
)
"""Word, tone and icon of each sort of entry."""

SEASONS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "rains": ("droplets", "info"),
        "dry": ("sun", "warn"),
        "planting": ("sprout", "ok"),
        "harvest": ("wheat", "warn"),
        "lean": ("hourglass", "bad"),
        "migration": ("route", "ok"),
        "market": ("store", "info"),
        "election": ("stamp", "bad"),
        "school": ("school", "info"),
        "religious": ("landmark", "ok"),
    }
)
"""Icon and tone of a type of season; a mission's own type is a plain day."""

_WORLDWIDE = {"en": "en_001"}
"""English is written in every mission; the week of the United States holds in none of them."""

_REVIEW = "review_due"

_TITLES: Mapping[str, str] = MappingProxyType(
    {
        "next_on": N_("Again: {what}"),
        "verification_missing": N_("Check: {what}"),
        "visit_due": N_("Visit: {what}"),
        UNTOLD: N_("Was it held: {what}"),
        "risk_review_overdue": N_("Look at again: {what}"),
        "agreement_expired": N_("Expires: {what}"),
    }
)
"""What is to be done, where the name of a record alone would not say it, by the rule."""


def week(language: Language) -> tuple[int, frozenset[int]]:
    """Return the first day of the week and the days of its end, 0 for Monday, as usual where a
    language is at home."""
    locale = QLocale(_WORLDWIDE.get(language.code, language.code))
    working = locale.weekdays()
    weekend = frozenset(day.value - 1 for day in Qt.DayOfWeek if day not in working)
    return locale.firstDayOfWeek().value - 1, weekend


def weeks_of(month: date, first: int) -> tuple[tuple[date, ...], ...]:
    """Return the weeks that touch a month, each of seven days beginning with `first`."""
    start = month.replace(day=1)
    start -= timedelta(days=(start.weekday() - first) % 7)
    found = []
    while start.replace(day=1) <= month.replace(day=1):
        found.append(tuple(start + timedelta(days=n) for n in range(7)))
        start += timedelta(days=7)
    return tuple(found)


def month_name(language: Language, month: date) -> str:
    """Return a month with its year."""
    name = babel.dates.format_date(month, "LLLL y", locale=language.locale)
    return name[:1].upper() + name[1:]


def weekday_name(language: Language, weekday: int) -> str:
    """Return a weekday, 0 for Monday, short enough for a column."""
    name: str = babel.dates.get_day_names("abbreviated", "stand-alone", language.locale)[weekday]
    return name.rstrip(".")


def long_day(language: Language, day: date) -> str:
    """Return a day with its weekday in full, as a heading."""
    name = babel.dates.format_date(day, "EEEE d MMMM", locale=language.locale)
    return name[:1].upper() + name[1:]


def near_day(language: Language, day: date) -> str:
    """Return a day with its weekday, short: "Tue 8 Dec"."""
    return babel.dates.format_date(day, "EEE d MMM", locale=language.locale)


def title_of(session: Session, times: Times, entry: Entry) -> str:
    """Return what an entry is, for a cell or a line."""
    text = session.text
    if entry.sort == REFERRAL:
        return text(N_("A referral is due"))
    if entry.sort == GAP:
        group = text(str(entry.group))
        if entry.since is None:
            return text(N_("{group}: not met yet")).format(group=group)
        day = session.look.language.short_day(entry.since)
        return text(N_("{group}: last met on {day}")).format(group=group, day=day)
    if entry.rule == _REVIEW:
        return text(N_("Next joint review"))
    record = times.ledger.find(entry.about.id) if entry.about else None
    if record is None:
        return ""
    if record.kind == "feedback":
        return text(N_("Answer to feedback"))
    if record.kind == "joint_review":
        return text(kind_named(record.kind).label)
    name = session.names.of(record)
    return text(_TITLES[entry.rule]).format(what=name) if entry.rule in _TITLES else name


def icon_of_entry(entry: Entry) -> str:
    """Return the icon of an entry in a cell: what is late or unheard looks so without colour."""
    if entry.sort in (LATE, GAP, REFERRAL) or entry.about is None:
        return STATES[entry.sort][2]
    return icon_of("joint_review" if entry.rule == _REVIEW else entry.about.kind)


def item_of(session: Session, times: Times, entry: Entry, *, dated: bool) -> Item:
    """Return the line of an entry; `dated` ones say their day."""
    word, tone, icon = STATES[entry.sort]
    kind = entry.about.kind if entry.about else ""
    shown = "joint_review" if entry.rule == _REVIEW else kind
    about = dotted(
        near_day(session.look.language, entry.day) if dated else "",
        session.names.title(entry.place) if entry.place else "",
        session.text(kind_named(shown).label) if shown and entry.sort != GAP else "",
    )
    return Item(
        kind,
        entry.about.id if entry.about else "",
        title_of(session, times, entry),
        about,
        State(session.text(word), tone, icon),
    )


def spell_name(session: Session, times: Times, spell: Spell) -> str:
    """Return what a season is called here, else its type."""
    record = times.ledger.find(spell.about.id)
    name = session.names.of(record) if record is not None else ""
    return name or code_list("season_type").label(spell.type, session.look.language)


def spell_item(session: Session, times: Times, spell: Spell, *, dated: bool) -> Item:
    """Return the line of a season: its name, who can come, and from when until when."""
    language = session.look.language
    ends = dict.fromkeys(near_day(language, day) for day in (spell.first, spell.last))
    days = " – ".join(ends)  # what lasts a day is told once
    icon, tone = SEASONS.get(spell.type, ("calendar", ""))
    groups = ", ".join(code_list("group").label(code, language) for code in spell.groups)
    kept = session.text(N_("Cannot come: {groups}")).format(groups=groups) if groups else ""
    turnout = code_list("turnout").label(spell.turnout, language)
    told = kept or turnout
    word = code_list("season_type").label(spell.type, language)
    about = dotted(days, told) if dated else told
    name = spell_name(session, times, spell)
    return Item("season", spell.about.id, name, about, State(word, tone, icon))
