"""The mark of a standing: a shape of its own for each tone, so that colour alone says nothing."""

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPainterPath, QPen, QPixmap

from fieldapp.ui.look import Look

SIZE = 20
"""Logical pixels of a mark; a small one is a place where nothing is to be told."""

_SUNLIGHT_FILL = {
    "bad": Qt.BrushStyle.SolidPattern,
    "warn": Qt.BrushStyle.BDiagPattern,
    "info": Qt.BrushStyle.Dense5Pattern,
    "ok": Qt.BrushStyle.NoBrush,
}
"""In full sun tones look alike; how a mark is filled does not."""

_ORDER = ("", "ok", "info", "warn", "bad")


def urgency(tone: str) -> int:
    """Return how urgent a tone is; what is drawn last is seen on top."""
    return _ORDER.index(tone) if tone in _ORDER else 0


def mark(look: Look, tone: str, density: float, pixels: int = SIZE) -> QPixmap:
    """Return the mark of a tone as a picture.

    Args:
        density: Pixels of the screen for a logical one.
    """
    side = math.ceil(pixels * density)
    picture = QPixmap(side, side)
    picture.setDevicePixelRatio(density)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_mark(painter, look, tone, QRectF(0, 0, pixels, pixels))
    painter.end()
    return picture


def draw_mark(painter: QPainter, look: Look, tone: str, place: QRectF) -> None:
    """Draw the mark of a tone into a square."""
    middle, room = place.center(), place.width() / 2 - 1.5
    shape = _shape(tone, middle, room)
    colour = look.colour(tone or "edge")
    # A rim in the colour of the ground keeps marks apart where they lie on each other.
    painter.setPen(QPen(look.colour("panel"), 3.0))
    painter.setBrush(look.colour("panel"))
    painter.drawPath(shape)
    sunny = look.theme.stroke > 1
    if tone and sunny:
        painter.setBrush(QBrush(colour, _SUNLIGHT_FILL[tone]))
        painter.setPen(QPen(colour, 2.0))
    elif tone:
        painter.setBrush(colour)
        painter.setPen(Qt.PenStyle.NoPen)
    else:
        painter.setBrush(look.colour("panel"))
        painter.setPen(QPen(colour, 1.5))
    painter.drawPath(shape)
    if tone == "bad":
        painter.setPen(QPen(look.colour("panel"), max(1.6, room / 5)))
        painter.drawLine(middle + QPointF(0, -room * 0.2), middle + QPointF(0, room * 0.22))
        painter.drawPoint(middle + QPointF(0, room * 0.58))


def _shape(tone: str, middle: QPointF, room: float) -> QPainterPath:
    path = QPainterPath()
    corners: tuple[tuple[float, float], ...]
    if tone == "bad":
        corners = ((0.0, -1.0), (1.0, 0.85), (-1.0, 0.85))
    elif tone == "warn":
        corners = ((0.0, -1.0), (1.0, 0.0), (0.0, 1.0), (-1.0, 0.0))
    elif tone == "info":
        corners = ((-0.75, -0.75), (0.75, -0.75), (0.75, 0.75), (-0.75, 0.75))
    else:
        size = 0.85 if tone else 0.5
        path.addEllipse(middle, room * size, room * size)
        return path
    path.moveTo(middle + QPointF(*corners[0]) * room)
    for corner in corners[1:]:
        path.lineTo(middle + QPointF(*corner) * room)
    path.closeSubpath()
    return path
