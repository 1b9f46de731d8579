"""Groups that nobody has heard for too long, and seasons that keep them from being heard.

A gap is counted by `limits`, place by place. In a season in which a group cannot come no gap is
called; before one, whoever will be due in it is told early enough to go.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from fieldapp.domain.codelists import code_list
from fieldapp.domain.community.hearing import Hearing, hearings, to_be_heard
from fieldapp.domain.community.seasons import Spell, calendar, end_of
from fieldapp.domain.days import after
from fieldapp.domain.ledger import Ledger, Ref
from fieldapp.domain.signals.signal import Signal
from fieldapp.errors import Words
from fieldapp.language import N_

__all__ = ["Spell", "calendar", "signals"]

TOLD_BEFORE = 14
"""Days. Time for one more visit before a season; our own, to be checked."""

_FAR = 366
"""Days that we look ahead for seasons that follow each other."""

_GAP = N_("{group}: nobody has heard them for {days} days. The limit is {limit} days.")
_NEVER = N_("{group}: no record says that anybody has heard them here.")
_FEWER = N_(
    "{group}: nobody has heard them for {days} days. Until {until} fewer can come ({season}), so "
    "a meeting would show only some of them. Wait until then, or go to them."
)
_NEVER_FEWER = N_(
    "{group}: no record says that anybody has heard them here. Until {until} fewer can come "
    "({season}), so a meeting would show only some of them. Wait until then, or go to them."
)
_AWAY = N_(
    "{group}: nobody has heard them for {days} days. They cannot come until {until} ({season}); "
    "meet them after that."
)
_NEVER_AWAY = N_(
    "{group}: no record says that anybody has heard them here. They cannot come until {until} "
    "({season}); meet them after that."
)
_EARLY = N_(
    "{group}: from {start} to {until} they cannot come ({season}), and by {due} somebody should "
    "have heard them. Meet them before."
)


def signals(ledger: Ledger, today: date) -> tuple[Signal, ...]:
    """Return the engagement gaps of this day, and the seasons that explain or threaten them.

    A meeting counts for the place it was held in and for every area around it.
    """
    last: dict[tuple[str, str], Hearing] = {}
    for hearing in hearings(ledger, today):  # the earliest first, so that the latest stays
        for area in ledger.areas.around(hearing.place):
            last[area, hearing.group] = hearing
    found: list[Signal] = []
    for place, (groups, about) in to_be_heard(ledger).items():
        spells = calendar(ledger, place, today, after(today, _FAR))
        for group in groups:
            heard = last.get((place, group))
            found += _of_group(ledger, today, place, group, about, heard, spells)
    return tuple(found)


def _of_group(
    ledger: Ledger,
    today: date,
    place: str,
    group: str,
    about: Ref,
    last: Hearing | None,
    seasons: Sequence[Spell],
) -> Iterator[Signal]:
    limit = ledger.limits.of("engagement_gap", place)
    due = after(last.day, limit) if last else None
    records = tuple(dict.fromkeys((last.about, about))) if last else (about,)
    spells = tuple(
        spell for spell in seasons if spell.keeps(group) and spell.turnout in ("none", "fewer")
    )
    facts: dict[str, object] = {"group": _label("group", group)}
    if due is None or due < today:
        now = [spell for spell in spells if spell.first <= today]
        yield _gap(today, place, last, limit, records, facts, spells, now)
        return
    for spell in spells:
        soon = today < spell.first <= after(today, TOLD_BEFORE)
        until = end_of(_alike(spells, spell), spell)
        if soon and spell.turnout == "none" and spell.first <= due <= until:
            yield Signal(
                name="engagement_before_season",
                tone="warn",
                text=_EARLY,
                about=(spell.about, *records),
                facts={**facts, **_season(spell, until), "start": spell.first, "due": due},
                place=place,
                day=spell.first.isoformat(),
            )
            return


def _gap(
    today: date,
    place: str,
    last: Hearing | None,
    limit: float,
    records: tuple[Ref, ...],
    facts: dict[str, object],
    spells: tuple[Spell, ...],
    now: Sequence[Spell],
) -> Signal:
    days = (today - last.day).days if last else None
    told = facts if days is None else {**facts, "days": days}
    away = [s for s in now if s.turnout == "none"]
    if now:
        spell = max(away or now, key=lambda s: (s.last, s.about.id))
        until = end_of(_alike(spells, spell), spell)
        texts = (_NEVER_AWAY, _AWAY) if away else (_NEVER_FEWER, _FEWER)
        return Signal(
            name="engagement_season" if away else "engagement_biased",
            tone="info" if away else "warn",
            text=texts[days is not None],
            about=(spell.about, *records),
            facts={**told, **_season(spell, until)},
            place=place,
            day=until.isoformat(),
        )
    if last is None or days is None:
        return Signal("engagement_gap", "warn", _NEVER, records, told, place)
    return Signal(
        name="engagement_gap",
        tone="bad" if days > 2 * limit else "warn",
        text=_GAP,
        about=records,
        facts={**told, "limit": limit},
        place=place,
        day=after(last.day, limit).isoformat(),
    )


def _alike(spells: tuple[Spell, ...], spell: Spell) -> tuple[Spell, ...]:
    """Return the spells that keep as many away as this one."""
    return tuple(each for each in spells if each.turnout == spell.turnout)


def _season(spell: Spell, until: date) -> dict[str, object]:
    return {"season": _label("season_type", spell.type), "until": until}


def _label(codes: str, code: str) -> Words:
    known = code_list(codes)
    return Words(known.labels.get(code, code if known.has(code) else known.labels["other"]))
