"""From degrees to a plane and to pixels: spherical Mercator, as on any map of the web.

Source: J. P. Snyder, "Map Projections: A Working Manual", USGS Professional Paper 1395 (1987).
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF

from fieldapp.domain.outline import Point

FARTHEST = 85.0
"""Degrees of latitude; Mercator's poles are infinitely far."""

KM_OF_DEGREE = 111.32
"""Along the equator."""

CLOSEST, WIDEST = 20_000.0, 2.0
"""Pixels for a degree of longitude: from a few houses to the whole world."""


def on_plane(point: Point) -> QPointF:
    """Return a point on the plane, in degrees of longitude; north is up, so y falls."""
    longitude, latitude = point
    up = math.radians(max(-FARTHEST, min(FARTHEST, latitude)))
    return QPointF(longitude, -math.degrees(math.asinh(math.tan(up))))


def latitude_at(y: float) -> float:
    """Return the latitude of a y on the plane."""
    return math.degrees(math.atan(math.sinh(math.radians(-y))))


def bounds_of(points: Iterable[QPointF]) -> QRectF | None:
    """Return the smallest rectangle around points; None without any."""
    every = [(point.x(), point.y()) for point in points]
    if not every:
        return None
    across, down = [x for x, _ in every], [y for _, y in every]
    return QRectF(QPointF(min(across), min(down)), QPointF(max(across), max(down)))


@dataclass(frozen=True)
class Sight:
    """What part of the plane a widget shows.

    Attributes:
        x, y: What is in its middle, on the plane.
        scale: Pixels for a degree of longitude.
        width, height: Of the widget, in pixels.
    """

    x: float = 0.0
    y: float = 0.0
    scale: float = WIDEST
    width: int = 1
    height: int = 1

    def pixel(self, point: QPointF) -> QPointF:
        """Return where a point of the plane is in the widget."""
        return QPointF(
            (point.x() - self.x) * self.scale + self.width / 2,
            (point.y() - self.y) * self.scale + self.height / 2,
        )

    def plane(self, pixel: QPointF) -> QPointF:
        """Return which point of the plane is under a pixel."""
        return QPointF(
            (pixel.x() - self.width / 2) / self.scale + self.x,
            (pixel.y() - self.height / 2) / self.scale + self.y,
        )

    @property
    def shown(self) -> QRectF:
        """The part of the plane that is shown."""
        width, height = self.width / self.scale, self.height / self.scale
        return QRectF(self.x - width / 2, self.y - height / 2, width, height)

    def sized(self, width: int, height: int) -> "Sight":
        """Return the same middle in a widget of another size."""
        return replace(self, width=max(1, width), height=max(1, height))

    def moved(self, across: float, down: float) -> "Sight":
        """Return what is seen so many pixels further."""
        y = max(-180.0, min(180.0, self.y + down / self.scale))
        x = max(-180.0, min(180.0, self.x + across / self.scale))
        return replace(self, x=x, y=y)

    def zoomed(self, factor: float, at: QPointF) -> "Sight":
        """Return what is seen closer by a factor, with what is under the pixel `at` staying."""
        fixed = self.plane(at)
        scale = max(WIDEST, min(CLOSEST, self.scale * factor))
        x = fixed.x() - (at.x() - self.width / 2) / scale
        y = fixed.y() - (at.y() - self.height / 2) / scale
        return replace(self, x=x, y=y, scale=scale)

    def centred(self, point: QPointF, scale: float | None = None) -> "Sight":
        """Return what is seen with a point of the plane in the middle."""
        return replace(self, x=point.x(), y=point.y(), scale=scale or self.scale)

    def fitted(self, area: QRectF, margin: int) -> "Sight":
        """Return what shows all of an area with so many pixels around it."""
        across = (self.width - 2 * margin) / max(area.width(), 1e-3)
        down = (self.height - 2 * margin) / max(area.height(), 1e-3)
        scale = max(WIDEST, min(CLOSEST / 10, across, down))
        return replace(self, x=area.center().x(), y=area.center().y(), scale=scale)

    def scale_bar(self, most: int) -> tuple[float, int]:
        """Return a round number of kilometres and how many pixels wide it is in the middle.

        Args:
            most: Pixels.
        """
        km = KM_OF_DEGREE * math.cos(math.radians(latitude_at(self.y))) / self.scale
        room = max(most * km, 1e-6)
        power = 10.0 ** math.floor(math.log10(room))
        length = max(step * power for step in (1, 2, 5) if step * power <= room * 1.000001)
        return length, round(length / km)
