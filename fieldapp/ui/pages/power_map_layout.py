"""Where actors stand on the power map: the most influential in the middle, ties short, none over
another. The same actors and ties always give the same map, so that it is known again.

Plain arithmetic without Qt, for a task.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import atan2, cos, hypot, pi, sin

WIDTH, HEIGHT = 150.0, 92.0
"""Logical pixels at full size: the room of an actor with its name under it."""

_RATIO = 1.8
"""Rings are wider than high, as a window is."""

_CAPACITY = 8
"""Actors of the first ring where nobody may know who has influence; each next has as many more."""

_SWEEPS = 4

Point = tuple[float, float]


@dataclass(frozen=True)
class Spot:
    """Who is to be placed.

    Attributes:
        ring: 0 in the middle; actors of one ring matter alike.
        sort: Actors of one sort stand together where no tie says otherwise.
    """

    id: str
    ring: int
    sort: str


def places_of(spots: Sequence[Spot], ties: Sequence[tuple[str, str]]) -> Mapping[str, Point]:
    """Return the middle of every actor, around (0, 0).

    Args:
        ties: Ids of two actors each; ties between others are passed over.
    """
    beside: dict[str, list[str]] = {spot.id: [] for spot in spots}
    for one, other in ties:
        if one in beside and other in beside:
            beside[one].append(other)
            beside[other].append(one)
    found: dict[str, Point] = {}
    low = 0.0
    for ring in _rings(spots):
        ordered = _ordered(ring, beside, found)
        low, places = _ellipse(len(ordered), low, list(found.values()))
        _seat(ordered, places, beside, found)
    return found


def _rings(spots: Sequence[Spot]) -> list[list[Spot]]:
    """Return the rings from within; one that holds everybody is spread over several."""
    rings = [
        sorted((spot for spot in spots if spot.ring == each), key=lambda s: (s.sort, s.id))
        for each in sorted({spot.ring for spot in spots})
    ]
    if len(rings) != 1:
        return rings
    spread, rest, size = [], rings[0], _CAPACITY
    while rest:
        spread.append(rest[:size])
        rest, size = rest[size:], size + _CAPACITY
    return spread


def _ordered(
    ring: Sequence[Spot], beside: Mapping[str, Sequence[str]], placed: Mapping[str, Point]
) -> list[str]:
    """Return a ring by the direction in which those are to whom an actor is tied."""

    def direction(spot: Spot) -> tuple[float, str, str]:
        ends = [placed[each] for each in beside[spot.id] if each in placed]
        x, y = sum(end[0] for end in ends), sum(end[1] for end in ends)
        return (atan2(y, x) if ends else pi, spot.sort, spot.id)

    return [spot.id for spot in sorted(ring, key=direction)]


def _ellipse(count: int, low: float, taken: Sequence[Point]) -> tuple[float, list[Point]]:
    """Return the smallest ellipse on which so many have room, by its half height, and its places.

    Args:
        low: The half height to begin with.
    """
    if count == 1 and not taken:
        return 0.0, [(0.0, 0.0)]
    high = max(low, HEIGHT / 4)
    while True:
        # Turned by half a step at most, so that rings stand in each other's gaps.
        for begin in (0.0, *(pi / count * part for part in (0.5, 0.25, 0.75, 1.0))):
            places = [
                (_RATIO * high * cos(turn), high * sin(turn))
                for turn in (begin + 2 * pi * n / count for n in range(count))
            ]
            if not _any_touch(places, taken):
                return high, places
        high += 12


def _any_touch(places: Sequence[Point], taken: Sequence[Point]) -> bool:
    return any(_touch(one, other) for one in places for other in taken) or any(
        _touch(one, other) for one, other in combinations(places, 2)
    )


def _touch(one: Point, other: Point) -> bool:
    return abs(one[0] - other[0]) < WIDTH and abs(one[1] - other[1]) < HEIGHT


def _seat(
    ids: Sequence[str],
    places: Sequence[Point],
    beside: Mapping[str, Sequence[str]],
    found: dict[str, Point],
) -> None:
    """Give each its place on the ring: turned, then exchanged in pairs, until ties are short."""

    def length(who: str, at: Point) -> float:
        return sum(
            hypot(found[each][0] - at[0], found[each][1] - at[1])
            for each in beside[who]
            if each in found
        )

    count = len(places)
    turn = min(
        range(count),
        key=lambda by: sum(length(who, places[(n + by) % count]) for n, who in enumerate(ids)),
    )
    for number, who in enumerate(ids):
        found[who] = places[(number + turn) % count]
    for _ in range(_SWEEPS):
        better = False
        for one, other in combinations(ids, 2):
            here, there = found[one], found[other]
            before = length(one, here) + length(other, there)
            found[one], found[other] = there, here
            if length(one, there) + length(other, here) < before - 1e-6:
                better = True
            else:
                found[one], found[other] = here, there
        if not better:
            return
