"""Figures of indicators that count so few people that they point to somebody, and their neighbours.

A group's figure that is withheld is everybody's figure less those of the other groups. So where one
figure of an indicator is too small, all figures of it at that place and day are withheld; and so
they are where everybody less a group is too small, although nobody wrote that down. The same holds
for an area and the places in it, over a month: on one and the same day they are seldom recorded.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import date

from fieldapp.domain.days import day_of
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.figures.small_counts import counts_people, too_few
from fieldapp.domain.figures.trends import number
from fieldapp.domain.ledger import Ledger

_APART = (("women", "men"),)
"""Groups that nobody is in two of: everybody less all of these is somebody as well."""

_Spot = tuple[Value, str, date | Value]
"""An indicator, a place and a day."""


def withheld_figures(ledger: Ledger, least: int) -> frozenset[str]:
    """Return the ids of the observations whose figure may not be shown.

    What is no number came from another version: nobody here can say how many it tells of, so it
    counts as too few.

    Args:
        ledger: Holds the indicators as well; of one that it has not, figures count people.
    """
    spots: dict[_Spot, list[Disclosed]] = {}
    for record in ledger.of("observation"):
        named = record.values.get("indicator")
        if record.values.get("value") is not None and counts_people(_indicator(ledger, named)):
            on = record.values.get("observed_on")
            key = named, ledger.place_of(record), day_of(on) or on
            spots.setdefault(key, []).append(record)
    small = {spot for spot, beside in spots.items() if _points(beside, least)}
    withheld = small | _around(ledger, spots, small, least)
    return frozenset(record.id for spot in withheld for record in spots[spot])


def _points(beside: Iterable[Disclosed], least: int) -> bool:
    """Say whether figures of one place and day tell of few, by themselves or less each other."""
    groups: dict[Value, list[float]] = {}
    for record in beside:
        figure = number(record.values.get("value"))
        if figure is None or too_few(figure, least):
            return True
        groups.setdefault(record.values.get("group"), []).append(figure)
    return any(too_few(rest, least) for rest in _rests(groups))


def _rests(groups: Mapping[Value, list[float]]) -> Iterator[float]:
    """Give everybody less those of a group, or of groups that have nobody in common."""
    for everybody in groups.get(None, ()):
        for group, figures in groups.items():
            if group is not None:
                yield from (everybody - figure for figure in figures)
        for apart in _APART:
            parts = [min(groups[group]) for group in apart if group in groups]
            if len(parts) == len(apart):
                yield everybody - sum(parts)


def _around(
    ledger: Ledger, spots: Mapping[_Spot, list[Disclosed]], small: Set[_Spot], least: int
) -> set[_Spot]:
    """Return the figures of areas that would tell a small figure of a place in them, recorded or
    not, in the same month. An area that is withheld would be told by what it lies in."""
    by_month: dict[tuple[Value, str], dict[str, list[_Spot]]] = {}
    for spot in spots:
        indicator, place, on = spot
        by_month.setdefault((indicator, str(on)[:7]), {}).setdefault(place, []).append(spot)
    found: set[_Spot] = set()
    for at in by_month.values():
        above = {
            p: [a for a in (*ledger.areas.around(p)[1:], "") if a in at and a != p] for p in at
        }
        few = {place for place in at if not small.isdisjoint(at[place])}
        for area in at:
            inside = [place for place in at if area in above[place]]
            # Only the nearest: a county is in its state's figure with all of its villages.
            nearest = [p for p in inside if not any(a in inside for a in above[p])]
            parts = [_newest(spots, at[place]) for place in nearest]
            if parts and any(_leaves_few(_groups(spots[own]), parts, least) for own in at[area]):
                few.add(area)
        found.update(spot for place in few for area in above[place] for spot in at[area])
        found.update(
            spot for place in few if any(place in above[p] for p in at) for spot in at[place]
        )
    return found


def _groups(beside: Iterable[Disclosed]) -> dict[Value, float]:
    return {r.values.get("group"): number(r.values.get("value")) or 0 for r in beside}


def _newest(
    spots: Mapping[_Spot, list[Disclosed]], of_place: Iterable[_Spot]
) -> dict[Value, float]:
    """Return the newest figure of each group at a place."""
    found: dict[Value, float] = {}
    for spot in sorted(of_place, key=lambda spot: str(spot[2])):
        found |= _groups(spots[spot])
    return found


def _leaves_few(
    whole: Mapping[Value, float], parts: Sequence[Mapping[Value, float]], least: int
) -> bool:
    """Say whether an area's figures less those of the places in it tell of few.

    Where not all tell of the same groups, what is missing at one place may be told by the others:
    too many ways to follow, so the area's figures are taken for telling.
    """
    if any(part.keys() != whole.keys() for part in parts):
        return True
    rest = {group: [figure - sum(p[group] for p in parts)] for group, figure in whole.items()}
    return any(too_few(one, least) for [one] in rest.values()) or any(
        too_few(one, least) for one in _rests(rest)
    )


def _indicator(ledger: Ledger, named: object) -> Disclosed | None:
    found = ledger.find(named)
    return found if found is not None and found.kind == "indicator" else None
