"""Borders with fewer points, so that neighbours still meet: what two areas share is made once.

A border is cut where more than two lines meet; each piece between is simplified in one direction,
whichever area it is met in first.

Source: D. Douglas and T. Peucker, "Algorithms for the reduction of the number of points required to
represent a digitized line", Cartographica 10 (1973); the cutting is that of TopoJSON (M. Bostock).
"""

from collections.abc import Iterable, Sequence

from fieldapp.domain.outline import Point


def simplified(rings: Iterable[Sequence[Point]], tolerance: float) -> list[list[Point]]:
    """Return every ring with the points that are needed, in the same order of rings.

    Args:
        rings: Of all areas that may touch; closed, the first point not repeated.
        tolerance: In degrees, how far a border may be moved.
    """
    every = [list(ring) for ring in rings]
    corners = _corners(every)
    return [_simple_ring(ring, corners, tolerance) for ring in every]


def _corners(rings: Sequence[Sequence[Point]]) -> set[Point]:
    """Return the points where a border parts or ends: those with more than two neighbours."""
    near: dict[Point, set[Point]] = {}
    for ring in rings:
        for here, after in zip(ring, [*ring[1:], *ring[:1]], strict=True):
            near.setdefault(here, set()).add(after)
            near.setdefault(after, set()).add(here)
    return {point for point, others in near.items() if len(others) > 2}


def _simple_ring(ring: Sequence[Point], corners: set[Point], tolerance: float) -> list[Point]:
    if len(ring) < 4:
        return list(ring)
    cuts = [n for n, point in enumerate(ring) if point in corners]
    if len(cuts) < 2:
        # An island, or an area inside one other: the same two cuts whoever's ring it is.
        first = cuts[0] if cuts else min(range(len(ring)), key=ring.__getitem__)
        far = max(range(len(ring)), key=lambda n: (_square(ring[n], ring[first]), ring[n]))
        cuts = sorted({first, far})
    found: list[Point] = []
    for start, end in zip(cuts, [*cuts[1:], cuts[0] + len(ring)], strict=True):
        piece = [ring[n % len(ring)] for n in range(start, end + 1)]
        found += _simple_line(piece, tolerance)[:-1]
    return found


def _simple_line(line: list[Point], tolerance: float) -> list[Point]:
    backwards = (line[0], line[1:-1]) > (line[-1], line[-2:0:-1])
    if backwards:
        line = line[::-1]
    keep = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        far, at = max((_off(line[n], line[first], line[last]), -n) for n in range(first + 1, last))
        if far > tolerance * tolerance:
            keep.add(-at)
            spans += [(first, -at), (-at, last)]
    kept = [line[n] for n in sorted(keep)]
    return kept[::-1] if backwards else kept


def _off(point: Point, start: Point, end: Point) -> float:
    """Square of the distance from a point to the piece of line between two others."""
    along, up = end[0] - start[0], end[1] - start[1]
    length = along * along + up * up
    if not length:
        return _square(point, start)
    share = ((point[0] - start[0]) * along + (point[1] - start[1]) * up) / length
    share = min(1.0, max(0.0, share))
    return _square(point, (start[0] + share * along, start[1] + share * up))


def _square(one: Point, other: Point) -> float:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2
