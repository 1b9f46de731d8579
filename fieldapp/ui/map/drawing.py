"""What is painted over the layer at once: the place that is chosen, the scale, the focus."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from fieldapp.language import N_
from fieldapp.ui.look import Look
from fieldapp.ui.map.layer import font_of, name_places
from fieldapp.ui.map.marks import SIZE, draw_mark
from fieldapp.ui.map.pin import Pin
from fieldapp.ui.map.plane import Sight

_BAR = 140
_SIDE = 14
_RING = SIZE * 0.85


def draw_chosen(painter: QPainter, look: Look, sight: Sight, pin: Pin) -> None:
    """Draw the place that is chosen: its mark in a ring, and its name whatever it lies over."""
    at = sight.pixel(pin.at)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(look.colour("accent_soft"))
    painter.setPen(QPen(look.colour("accent"), 3))
    painter.drawEllipse(at, _RING, _RING)
    draw_mark(painter, look, pin.tone, QRectF(at.x() - SIZE / 2, at.y() - SIZE / 2, SIZE, SIZE))
    font = font_of(QFont.Weight.Bold)
    size = QFontMetricsF(font).size(0, pin.name)
    # Over the name that lies in the layer, which is still drawn without a ring.
    offers = name_places(at.x(), at.y(), _RING - 2, size)
    window = QRectF(0, 0, sight.width, sight.height)
    place = next((each for each in offers if window.contains(each)), offers[0])
    painter.setPen(QPen(look.colour("accent"), 1))
    painter.setBrush(look.colour("panel"))
    painter.drawRoundedRect(place, 4, 4)
    painter.setFont(font)
    painter.setPen(look.colour("accent"))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, pin.name)


def scale_place(look: Look, sight: Sight) -> QRectF:
    """Return where the scale stands. The map is not mirrored, but what belongs to the window
    stands where lines start."""
    _, pixels = sight.scale_bar(_BAR)
    left = sight.width - _SIDE - pixels if look.rtl else _SIDE
    return QRectF(left - 6, sight.height - _SIDE - 26, pixels + 12, 34)


def draw_scale(painter: QPainter, look: Look, sight: Sight) -> None:
    """Draw how long so many kilometres are, in the middle of the map."""
    length, _ = sight.scale_bar(_BAR)
    known = look.language.number(length if length < 1 else round(length))
    words = look.language.translate(N_("{n} km")).format(n=known)
    box = scale_place(look, sight)
    left, right, bottom = box.left() + 6, box.right() - 6, box.bottom() - 8
    ground = look.colour("panel")
    ground.setAlpha(225)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(box, 5, 5)
    painter.setPen(QPen(look.colour("ink"), 2))
    painter.drawLine(QPointF(left, bottom), QPointF(right, bottom))
    for x in (left, right):
        painter.drawLine(QPointF(x, bottom - 5), QPointF(x, bottom))
    painter.setFont(font_of(QFont.Weight.DemiBold))
    over = QRectF(left - 6, bottom - 24, right - left + 12, 18)
    painter.drawText(over, Qt.AlignmentFlag.AlignCenter, words)


def draw_focus(painter: QPainter, look: Look, sight: Sight) -> None:
    """Draw the frame that says that the keys go to the map."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(look.colour("focus"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(0, 0, sight.width, sight.height).adjusted(1, 1, -1, -1))
