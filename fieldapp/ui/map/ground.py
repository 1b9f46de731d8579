"""What lies under the places: the outlines of states and counties, drawn from near or from afar.

A border seen from afar needs few points. Outlines are thinned to about a pixel for each step of
zoom, and remembered, so that a country of forty thousand points can be moved about.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPolygonF

from fieldapp.domain.outline import Ring
from fieldapp.ui.map.plane import bounds_of, on_plane

_LEVELS = ("country", "adm1", "adm2", "adm3")

SMALLEST = 28.0
"""Pixels: a level is drawn when its areas are about so wide; below, they are a grey cloud."""


@dataclass(frozen=True)
class Area:
    """An outline on the plane.

    Attributes:
        level: 0 is a country, 3 the smallest.
    """

    name: str
    place: str
    level: int
    rings: tuple[tuple[QPointF, ...], ...]
    around: QRectF


def area_of(name: str, place: str, type: str, rings: Sequence[Ring]) -> Area | None:
    """Return the area of an outline; None where it has none."""
    lines = tuple(tuple(on_plane(point) for point in ring) for ring in rings)
    around = bounds_of(point for line in lines for point in line)
    level = _LEVELS.index(type) if type in _LEVELS else len(_LEVELS) - 1
    return Area(name, place, level, lines, around) if around is not None else None


class Ground:
    """All areas, to be drawn at any zoom."""

    def __init__(self, areas: Sequence[Area] = ()) -> None:
        self.areas = tuple(areas)
        self._thin: dict[tuple[int, int], tuple[QPolygonF, ...]] = {}
        widths: dict[int, list[float]] = {}
        for area in self.areas:
            widths.setdefault(area.level, []).append(area.around.width())
        self._usual = {level: sorted(each)[len(each) // 2] for level, each in widths.items()}

    @property
    def around(self) -> QRectF | None:
        """What all areas lie in."""
        found: QRectF | None = None
        for area in self.areas:
            found = area.around if found is None else found.united(area.around)
        return found

    def levels(self, scale: float) -> tuple[int, ...]:
        """Return the levels to draw at so many pixels for a degree, the smallest areas first."""
        coarsest = min(self._usual, default=0)
        return tuple(
            level
            for level in sorted(self._usual, reverse=True)
            if level == coarsest or self._usual[level] * scale >= SMALLEST
        )

    def seen(self, shown: QRectF, level: int) -> list[int]:
        """Return the numbers of the areas of a level that reach into a part of the plane."""
        return [
            number
            for number, area in enumerate(self.areas)
            if area.level == level and area.around.intersects(shown)
        ]

    def lines(self, number: int, scale: float) -> tuple[QPolygonF, ...]:
        """Return the closed lines of an area with the points that are needed at a scale."""
        step = math.ceil(math.log2(max(scale, 1.0)))
        key = number, step
        if key not in self._thin:
            pixel = 1.0 / 2**step
            rings = self.areas[number].rings
            self._thin[key] = tuple(_thinned(ring, pixel) for ring in rings)
        return self._thin[key]


def _thinned(ring: Sequence[QPointF], pixel: float) -> QPolygonF:
    """Return the ring with one point for each square of so many degrees that it passes.

    What neighbours share stays the same, because a point is kept or not by where it lies.
    """
    kept: list[QPointF] = []
    last: tuple[int, int] | None = None
    for point in ring:
        square = round(point.x() / pixel), round(point.y() / pixel)
        if square != last:
            kept.append(point)
            last = square
    if len(kept) > 1:
        kept.append(kept[0])
    return QPolygonF(kept)
