"""Who came and who has a seat: people by sex, age and disability, as far as it may be shown.

Counts of attendance are of who came each time: whoever came to three meetings is counted three
times. Withholding is in `small_counts`; what a band of age is, in `ages`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fieldapp.domain.ages import BAND_SETS, band, finest_set, span
from fieldapp.domain.codelists import code_list
from fieldapp.domain.community.meetings import was_held
from fieldapp.domain.days import day_of
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.figures.small_counts import Count, Grid, least_shown, protect, safe, standing
from fieldapp.domain.ledger import Ledger, Ref, ref

SEXES = ("female", "male", "other", "unknown")
"""In the order in which their totals are worth showing; a code we do not know is the last."""

UNKNOWN_AGE = "unknown"
"""The column of people whose age nobody told."""


@dataclass(frozen=True)
class People:
    """People of one record: so many, of this sex and age, at this place."""

    record: Disclosed
    place: str
    sex: str
    age: Value
    number: int
    with_disability: int


@dataclass(frozen=True)
class Participation:
    """People by sex and age; what would point to a person is withheld.

    Attributes:
        band_set: Of `ages.BAND_SETS`, the finest into which every age told fits. Empty where there
            is none: then nothing is told by age, because bands that do not nest cannot be added.
        grid: By sex; by band as well, where there is a band set and that much may be shown.
        with_disability: How many say that they live with a disability, in the places where that
            may be told.
        disability_by_sex: Told only where every part of it may be.
        places_left_out: Places whose people are not in the grid: they could be worked out.
        least: Counts below it are withheld.
        about: The records behind it.
    """

    band_set: str
    grid: Grid
    with_disability: Count
    disability_by_sex: Mapping[str, Count]
    places_left_out: int
    least: int
    about: tuple[Ref, ...]

    @property
    def withheld(self) -> bool:
        """Whether anything was withheld."""
        return bool(self.places_left_out) or None in self.grid.counts.values()


def whole(value: Value) -> int:
    """Return a count of people; none where there is no such count."""
    return max(value, 0) if isinstance(value, int) and not isinstance(value, bool) else 0


def people_of(ledger: Ledger, records: Iterable[Disclosed], area: str = "") -> tuple[People, ...]:
    """Return the people that records of attendance, seats or stewards tell of in an area."""
    known = code_list("sex").labels
    found = []
    for record in records:
        place, number = ledger.place_of(record), whole(record.values.get("count"))
        if number and ledger.areas.covers(area, place):
            sex = str(record.values.get("sex"))
            disabled = min(whole(record.values.get("with_disability")), number)
            age = record.values.get("age_group")
            sex = sex if sex in known else SEXES[-1]
            found.append(People(record, place, sex, age, number, disabled))
    return tuple(sorted(found, key=lambda one: one.record.id))


def held_between(ledger: Ledger, record: Disclosed, first: date, last: date) -> bool:
    """Say whether the meeting of this row was held in the period, both days included."""
    meeting = ledger.find(record.values.get("meeting"))
    if meeting is None or not was_held(meeting):
        return False
    held = day_of(meeting.values.get("held_on"))
    return held is not None and first <= held <= last


def who_came(ledger: Ledger, area: str, first: date, last: date) -> tuple[People, ...]:
    """Return who came to meetings in an area and a period; no area is the whole mission."""
    rows = (r for r in ledger.of("attendance") if held_between(ledger, r, first, last))
    return people_of(ledger, rows, area)


def who_sits(ledger: Ledger, area: str, *, with_vote: bool) -> tuple[People, ...]:
    """Return who has seats in an area. A seat has no day: it is as it was last recorded.

    Args:
        with_vote: Seats with a vote, or else those without one or of which it is not known. The two
            have no seat in common, so neither tells anything of the other.
    """
    rows = (s for s in ledger.of("seat") if (s.values.get("with_vote") is True) == with_vote)
    return people_of(ledger, rows, area)


def attendance(ledger: Ledger, area: str, first: date, last: date) -> Participation:
    """Return who came to meetings, by sex, age and disability."""
    return participation(ledger, area, who_came(ledger, area, first, last))


def seats(ledger: Ledger, area: str, *, with_vote: bool) -> Participation:
    """Return who has a seat where things are decided, by sex, age and disability."""
    return participation(ledger, area, who_sits(ledger, area, with_vote=with_vote))


def by_sex(people: Iterable[People]) -> dict[str, list[int]]:
    """Return for each place its people in the order of `SEXES`."""
    found: dict[str, list[int]] = {}
    for one in people:
        found.setdefault(one.place, [0] * len(SEXES))[SEXES.index(one.sex)] += one.number
    return found


def counted(
    ledger: Ledger, area: str, parts: Mapping[str, Sequence[int]], least: int
) -> frozenset[str]:
    """Return the places that may be added up in an area; the rest could be worked out.

    A place by itself is always counted: its own table withholds what is too small.
    """
    own = ledger.areas.place(area)
    if own and parts.keys() <= {own}:
        return frozenset(parts)
    return standing(ledger, own, parts, least)


def participation(ledger: Ledger, area: str, people: Sequence[People]) -> Participation:
    """Return people of an area by sex, age and disability, safe to show."""
    least, places = least_shown(ledger), by_sex(people)
    shown = counted(ledger, area, places, least)
    told = [one for one in people if one.place in shown]
    ages = [one.age for one in told if span(one.age) is not None]
    band_set = (finest_set(ages) or "") if ages else ""
    bands = (*BAND_SETS[band_set], UNKNOWN_AGE) if band_set else ()
    counts: dict[tuple[str, str], int] = {}
    for one in told:
        key = one.sex, band(one.age, bands) or UNKNOWN_AGE
        counts[key] = counts.get(key, 0) + one.number
    grid = protect(counts, SEXES, bands, least)
    if people and not told:
        grid = Grid(SEXES, (), dict.fromkeys(grid.counts))
    elif all(grid.count(column=each) is None for each in bands):
        band_set = ""
        grid = Grid(SEXES, (), {spot: n for spot, n in grid.counts.items() if spot[1] is None})
    total, each = _disability(ledger, area, people, least)
    return Participation(
        band_set=band_set,
        grid=grid,
        with_disability=total,
        disability_by_sex=each,
        places_left_out=len(places) - len(shown),
        least=least,
        about=tuple(ref(one.record) for one in told),
    )


def _disability(
    ledger: Ledger, area: str, people: Sequence[People], least: int
) -> tuple[Count, Mapping[str, Count]]:
    """Count disability where those with and those without may both be shown; by sex only where
    that holds for each sex of the same places, so that no part is what the others leave."""
    together: dict[str, list[int]] = {}
    apart: dict[str, list[int]] = {}
    for one in people:
        parts = one.with_disability, one.number - one.with_disability
        for vector, at in (
            (together.setdefault(one.place, [0, 0]), 0),
            (apart.setdefault(one.place, [0, 0] * len(SEXES)), 2 * SEXES.index(one.sex)),
        ):
            vector[at] += parts[0]
            vector[at + 1] += parts[1]
    nothing: Mapping[str, Count] = dict.fromkeys(SEXES)
    places = counted(ledger, area, together, least)
    sums = [sum(together[p][n] for p in places) for n in range(2)]
    if (together and not places) or not safe(sums, least):
        return None, nothing
    columns = [sum(apart[p][n] for p in places) for n in range(2 * len(SEXES))]
    if counted(ledger, area, apart, least) != places or not safe(columns, least):
        return sums[0], nothing
    return sums[0], {sex: columns[2 * n] for n, sex in enumerate(SEXES)}
