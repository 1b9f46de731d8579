"""What keeps people from meeting, and when: rains, harvest, elections, market days.

The calendar is the mission's records of the kind `season`; nothing here guesses a season.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

from fieldapp.domain.days import day_of
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.ledger import Ledger, Ref, ref


@dataclass(frozen=True, order=True)
class Spell:
    """One time that a season comes.

    Attributes:
        type: A code of the list `season_type`.
        turnout: A code of the list `turnout`; "none" where it names who cannot come and no more.
        groups: Whom it keeps away; empty for everybody.
    """

    first: date
    last: date
    type: str
    turnout: str
    groups: tuple[str, ...]
    about: Ref

    def keeps(self, group: str) -> bool:
        """Say whether it is about this group."""
        return not self.groups or group in self.groups


def calendar(ledger: Ledger, place: str, first: date, last: date) -> tuple[Spell, ...]:
    """Return the seasons that touch a period at a place, the earliest first; "" is anywhere.

    A season of a state or county comes to every place in it; one that comes every year, in every
    year, also before it was first recorded.
    """
    found = [
        spell
        for season in ledger.of("season")
        if not place or ledger.areas.covers(season.values.get("place"), place)
        for spell in _spells(season, first, last)
    ]
    return tuple(sorted(found, key=lambda s: (s.first, s.last, s.about.id)))


def _spells(season: Disclosed, first: date, last: date) -> Iterator[Spell]:
    begins, ends = day_of(season.values.get("from_on")), day_of(season.values.get("until_on"))
    if begins is None or ends is None or ends < begins:
        return
    groups = season.values.get("groups")
    turnout = season.values.get("turnout")
    years = [begins.year]
    across = ends.year - begins.year
    if season.values.get("every_year") is True:
        years = list(range(max(MINYEAR, first.year - across), min(MAXYEAR, last.year) + 1))
    for year in years:
        if year + across > MAXYEAR:
            return
        start, end = _in_year(begins, year), _in_year(ends, year + across)
        if start <= last and first <= end:
            yield Spell(
                first=start,
                last=end,
                type=str(season.values.get("type") or "other"),
                turnout=str(turnout or ("none" if groups else "usual")),
                groups=groups if isinstance(groups, tuple) else (),
                about=ref(season),
            )


def _in_year(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:  # 29 February
        return date(year, 2, 28)


def end_of(spells: tuple[Spell, ...], spell: Spell) -> date:
    """Return the last day of a spell and of those that follow it without a day between."""
    last = spell.last
    for each in spells:  # the earliest first
        if last < date.max and each.first <= last + timedelta(days=1):
            last = max(last, each.last)
    return last
