"""Which names fit on the map: the most important first, none over another."""

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QRectF

_CELL = 64
"""Pixels of a square by which what is taken is found quickly."""


class Taken:
    """The rectangles that something stands in."""

    def __init__(self) -> None:
        self._squares: dict[tuple[int, int], list[QRectF]] = {}

    def is_free(self, place: QRectF) -> bool:
        """Say whether nothing stands there."""
        return not any(
            place.intersects(other)
            for square in _squares(place)
            for other in self._squares.get(square, ())
        )

    def take(self, place: QRectF) -> None:
        """Note that something stands there."""
        for square in _squares(place):
            self._squares.setdefault(square, []).append(place)


def _squares(place: QRectF) -> Iterator[tuple[int, int]]:
    for across in range(int(place.left()) // _CELL, int(place.right()) // _CELL + 1):
        for down in range(int(place.top()) // _CELL, int(place.bottom()) // _CELL + 1):
            yield across, down


def first_free(taken: Taken, offers: Iterable[QRectF], within: QRectF) -> QRectF | None:
    """Return the first of several places that is free and wholly within; None where none is."""
    for place in offers:
        if within.contains(place) and taken.is_free(place):
            return place
    return None
