"""What lies still on the map while it is moved: ground, marks and names, painted once, in steps.

A country has tens of thousands of points and a mission thousands of places. Painting them takes
longer than a blink, so it is done in steps between which the window goes on, on a picture larger
than the window; moving the map moves the picture, until its edge comes near.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter, QPen, QPixmap, QTransform
from PySide6.QtWidgets import QApplication

from fieldapp.ui.look import Look
from fieldapp.ui.map.ground import Ground
from fieldapp.ui.map.labels import Taken, first_free
from fieldapp.ui.map.marks import SIZE, mark
from fieldapp.ui.map.pin import Pin
from fieldapp.ui.map.plane import Sight

SMALL = 12
"""Pixels of a mark where so many places are shown that full ones would hide each other."""

MARGIN = 0.3
"""Of the width and height of the window, how much more is painted on each side."""

_MANY = 150
_MOST_NAMES = 60
_TRIED = 500
"""Places whose names are tried: behind so many, more important ones stand already."""

_AT_ONCE = 150
_SMOOTH_POINTS = 12_000
"""Points of borders drawn with soft edges; more take too long, and look no better from afar."""


@dataclass(frozen=True)
class Layer:
    """A finished picture and the part of the plane that it shows."""

    picture: QPixmap
    sight: Sight

    def covers(self, sight: Sight) -> bool:
        """Say whether it shows all that is to be seen, as sharply."""
        return sight.scale == self.sight.scale and self.sight.shown.contains(sight.shown)

    def place(self, sight: Sight) -> QRectF:
        """Return where in the window it is to be drawn."""
        shown = self.sight.shown
        corner = sight.pixel(shown.topLeft())
        if sight.scale == self.sight.scale:  # on whole pixels, or it would be blurred
            corner = QPointF(round(corner.x()), round(corner.y()))
        return QRectF(corner, QSizeF(shown.width(), shown.height()) * sight.scale)


def around(sight: Sight) -> Sight:
    """Return what a layer for this sight shows: the same and a margin on each side."""
    across, down = round(sight.width * MARGIN), round(sight.height * MARGIN)
    return replace(sight, width=sight.width + 2 * across, height=sight.height + 2 * down)


def paint_layer(
    look: Look,
    sight: Sight,
    ground: Ground,
    pins: Sequence[Pin],
    density: float,
    kept_free: Sequence[QRectF],
) -> Iterator[Layer | None]:
    """Paint in steps of a few milliseconds: None after each, the layer at the end.

    Args:
        pins: What lies on top comes last.
        density: Pixels of the screen for a logical one.
        kept_free: Parts of the window where no name may stand.
    """
    wide = around(sight)
    image = QImage(
        math.ceil(wide.width * density),
        math.ceil(wide.height * density),
        QImage.Format.Format_ARGB32_Premultiplied,
    )
    image.setDevicePixelRatio(density)
    image.fill(look.colour("sunken"))
    painter = QPainter(image)
    try:
        yield None
        for _ in _paint_ground(painter, look, wide, ground):
            yield None
        taken = Taken()
        window = QRectF(
            (wide.width - sight.width) / 2, (wide.height - sight.height) / 2,
            sight.width, sight.height,
        )  # fmt: skip
        for part in kept_free:
            taken.take(part.translated(window.topLeft()))
        spots: list[_Spot] = []
        for _ in _paint_marks(painter, look, wide, pins, density, spots):
            yield None
        for _ in _paint_names(painter, look, window, wide, spots, taken):
            yield None
        for _ in _paint_area_names(painter, look, wide, ground, taken):
            yield None
    finally:
        painter.end()
    yield Layer(QPixmap.fromImage(image), wide)


def font_of(weight: QFont.Weight) -> QFont:
    """Return the font of names on the map."""
    font = QFont(QApplication.font())
    font.setPixelSize(12)
    font.setWeight(weight)
    return font


def name_places(x: float, y: float, beside: float, size: QSizeF) -> tuple[QRectF, ...]:
    """Return where the name of a place at a pixel may stand, the best first."""
    width, height = size.width() + 8, size.height()
    return (
        QRectF(x + beside, y - height / 2, width, height),
        QRectF(x - beside - width, y - height / 2, width, height),
        QRectF(x - width / 2, y + beside, width, height),
        QRectF(x - width / 2, y - beside - height, width, height),
    )


@dataclass(frozen=True)
class _Spot:
    pin: Pin
    x: float
    y: float
    size: int


def _paint_ground(painter: QPainter, look: Look, wide: Sight, ground: Ground) -> Iterator[None]:
    levels = ground.levels(wide.scale)
    if not levels:
        return
    seen = {level: ground.seen(wide.shown, level) for level in levels}
    points = 0
    for numbers in seen.values():
        for number in numbers:
            points += sum(line.size() for line in ground.lines(number, wide.scale))
            yield
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, points <= _SMOOTH_POINTS)
    painter.setTransform(
        QTransform(
            wide.scale, 0, 0, wide.scale,
            wide.width / 2 - wide.x * wide.scale, wide.height / 2 - wide.y * wide.scale,
        ),
        True,
    )  # fmt: skip
    coarsest = levels[-1]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("panel"))
    for number in seen[coarsest]:
        for line in ground.lines(number, wide.scale):
            painter.drawPolygon(line, Qt.FillRule.OddEvenFill)
        yield
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for level in levels:
        painter.setPen(_border_pen(look, strong=level == coarsest))
        for number in seen[level]:
            for line in ground.lines(number, wide.scale):
                painter.drawPolyline(line)
            yield
    painter.resetTransform()


def _border_pen(look: Look, *, strong: bool) -> QPen:
    colour = look.colour("edge")
    if not strong and look.theme.stroke == 1:
        colour.setAlpha(150)
    pen = QPen(colour, 2.0 if strong else 1.0)
    if not strong and look.theme.stroke > 1:
        pen.setStyle(Qt.PenStyle.DotLine)  # in full sun every line is black
    pen.setCosmetic(True)
    return pen


def _paint_marks(
    painter: QPainter,
    look: Look,
    wide: Sight,
    pins: Sequence[Pin],
    density: float,
    spots: list[_Spot],
) -> Iterator[None]:
    """Draw the marks and put those drawn into `spots`, the topmost first."""
    shown = wide.shown
    left, right, top, bottom = shown.left(), shown.right(), shown.top(), shown.bottom()
    scale = wide.scale
    found = []
    for number, pin in enumerate(reversed(pins)):
        x, y = pin.at.x(), pin.at.y()
        if left <= x <= right and top <= y <= bottom:
            found.append((pin, (x - left) * scale, (y - top) * scale))
        if not number % _AT_ONCE:
            yield
    size = SMALL if len(found) > _MANY else SIZE
    half = size / 2
    cells: set[tuple[int, int]] = set()
    # From the top: of marks that would lie on each other only the most urgent is drawn.
    for pin, x, y in found:
        cell = int(x / half), int(y / half)
        if cell not in cells:
            cells.add(cell)
            spots.append(_Spot(pin, x, y, size if pin.tone else SMALL))
    yield
    pictures: dict[tuple[str, int], QPixmap] = {}
    for number, spot in enumerate(reversed(spots)):
        key = spot.pin.tone, spot.size
        if key not in pictures:
            pictures[key] = mark(look, spot.pin.tone, density, spot.size)
        painter.drawPixmap(QPointF(spot.x - spot.size / 2, spot.y - spot.size / 2), pictures[key])
        if not number % _AT_ONCE:
            yield


def _paint_names(
    painter: QPainter, look: Look, window: QRectF, wide: Sight, spots: list[_Spot], taken: Taken
) -> Iterator[None]:
    """Write the names that fit, the most important first; no name is cut at the window's edge."""
    everything = QRectF(0, 0, wide.width, wide.height)
    first = sorted(spots, key=lambda spot: not spot.pin.tone)[:_TRIED]
    for spot in first if len(spots) <= _TRIED else ():
        half = spot.size / 2
        taken.take(QRectF(spot.x - half, spot.y - half, spot.size, spot.size))
    font = font_of(QFont.Weight.DemiBold)
    metrics = QFontMetricsF(font)
    ground = look.colour("panel")
    ground.setAlpha(205)
    painter.setFont(font)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    names = 0
    for number, spot in enumerate(first):
        size = metrics.size(0, spot.pin.name)
        within = window if window.contains(QPointF(spot.x, spot.y)) else everything
        offers = name_places(spot.x, spot.y, spot.size / 2 + 2, size)
        place = first_free(taken, offers, within)
        if place is not None:
            taken.take(place)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(place, 4, 4)
            painter.setPen(look.colour("ink"))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, spot.pin.name)
            names += 1
            if names >= 2 * _MOST_NAMES:
                return
        if not number % 20:
            yield


def _paint_area_names(
    painter: QPainter, look: Look, wide: Sight, ground: Ground, taken: Taken
) -> Iterator[None]:
    """Write the names of the areas that are wide enough, the largest areas first."""
    font = font_of(QFont.Weight.Normal)
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    painter.setPen(look.colour("mute"))
    everything = QRectF(0, 0, wide.width, wide.height)
    for level in reversed(ground.levels(wide.scale)):
        for number in ground.seen(wide.shown, level):
            area = ground.areas[number]
            size = metrics.size(0, area.name)
            if area.around.width() * wide.scale >= size.width() * 1.3:
                place = QRectF(0, 0, size.width() + 6, size.height())
                place.moveCenter(wide.pixel(area.around.center()))
                if first_free(taken, (place,), everything) is not None:
                    taken.take(place)
                    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, area.name)
            if not number % 20:
                yield
