"""The order in which Tab goes from place to place: each time to the nearest not yet seen."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF

MOST = 60
"""Places of one walk; with more, nobody would ever leave the map by Tab. Zoom in for the rest."""


def nearest_order(points: Sequence[tuple[str, QPointF]], start: QPointF) -> list[str]:
    """Return the names of places, the nearest to `start` first, then each the nearest to the last.

    Args:
        points: Name and position, in pixels.
    """
    left = sorted(points, key=lambda each: (_square(each[1], start), each[0]))[:MOST]
    order: list[str] = []
    here = start
    while left:
        at = min(range(len(left)), key=lambda n: (_square(left[n][1], here), left[n][0]))
        name, here = left.pop(at)
        order.append(name)
    return order


def _square(one: QPointF, other: QPointF) -> float:
    return float((one.x() - other.x()) ** 2 + (one.y() - other.y()) ** 2)
