"""Borders with fewer points: neighbours still meet, and nothing moves further than it may."""

import math

from fieldapp.domain.outline import Point
from fieldapp.exchange.simplify import simplified


def wavy(start: Point, end: Point, points: int = 60) -> list[Point]:
    """Return a border with small waves in it, without its end."""
    line = []
    for step in range(points):
        share = step / points
        wave = 0.002 * math.sin(step * 1.7)
        x = start[0] + share * (end[0] - start[0])
        y = start[1] + share * (end[1] - start[1])
        line.append((x + wave if step else x, y + wave if step else y))
    return line


A, B, C, D, E, F = (0.0, 0.0), (1.0, 0.0), (2.0, 0.0), (2.0, 1.0), (1.0, 1.0), (0.0, 1.0)
SHARED = wavy(B, E)
WEST = [*wavy(A, B), *SHARED, *wavy(E, F), *wavy(F, A)]
EAST = [*wavy(B, C), *wavy(C, D), *wavy(D, E), E, *SHARED[:0:-1]]
EAST = list(dict.fromkeys(EAST))


def test_what_two_areas_share_is_the_same_in_both() -> None:
    for turned in (0, 17, 100):  # wherever a ring begins
        west, east = simplified([WEST[turned:] + WEST[:turned], EAST], 0.01)

        shared = set(west) & set(east)
        assert {B, E} <= shared
        border = {point for point in SHARED if point in set(west)}
        assert border == {point for point in SHARED if point in set(east)}
        assert len(west) < len(WEST) / 5


def test_no_border_moves_further_than_it_may() -> None:
    for tolerance in (0.0001, 0.001, 0.003):
        [kept] = simplified([WEST], tolerance)

        lines = list(zip(kept, [*kept[1:], kept[0]], strict=True))
        assert max(min(off(point, *line) for line in lines) for point in WEST) <= tolerance * 1.001


def test_an_island_stays_an_area_and_is_the_same_wherever_its_ring_begins() -> None:
    island = [(math.cos(n / 10), math.sin(n / 10)) for n in range(62)]

    [kept] = simplified([island], 0.05)
    [turned] = simplified([island[30:] + island[:30]], 0.05)

    assert 4 <= len(kept) < 20
    assert set(kept) == set(turned)


def test_a_triangle_is_left_alone() -> None:
    assert simplified([[A, B, E]], 10.0) == [[A, B, E]]


def off(point: Point, start: Point, end: Point) -> float:
    along = (end[0] - start[0], end[1] - start[1])
    square = along[0] ** 2 + along[1] ** 2
    share = (
        ((point[0] - start[0]) * along[0] + (point[1] - start[1]) * along[1]) / square
        if square
        else 0.0
    )
    share = max(0.0, min(1.0, share))
    return math.dist(point, (start[0] + share * along[0], start[1] + share * along[1]))
