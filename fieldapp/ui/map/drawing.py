"""How the map is painted: ground, borders, marks, names and the scale, in this order."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QPixmap, QTransform
from PySide6.QtWidgets import QApplication

from fieldapp.language import N_
from fieldapp.ui.look import Look
from fieldapp.ui.map.ground import Ground
from fieldapp.ui.map.labels import Taken, first_free
from fieldapp.ui.map.marks import SIZE, mark
from fieldapp.ui.map.pin import Pin
from fieldapp.ui.map.plane import Sight

SMALL = 12
"""Pixels of a mark where so many places are shown that full ones would hide each other."""

_MANY = 150
_MOST_NAMES = 60
_BAR = 140
_SMOOTH_POINTS = 12_000
"""Points of borders that are drawn with soft edges; more take too long on a small laptop."""


class Drawing:
    """Paints the map in one look; keeps the pictures of the marks."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._marks: dict[tuple[str, int, float], QPixmap] = {}

    def draw(
        self,
        painter: QPainter,
        sight: Sight,
        ground: Ground,
        pins: Sequence[Pin],
        chosen: str,
        *,
        focused: bool,
        kept_free: Sequence[QRectF],
    ) -> None:
        """Paint it all. The pins that lie on top come last; `kept_free` are parts of the widget
        that no name may stand in."""
        look = self._look
        whole = QRectF(0, 0, sight.width, sight.height)
        painter.fillRect(whole, look.colour("sunken"))
        self._draw_ground(painter, sight, ground)
        taken = Taken()
        for part in kept_free:
            taken.take(part)
        self._draw_scale(painter, sight, taken)
        shown = self._draw_marks(painter, sight, pins, chosen, taken)
        self._draw_names(painter, whole, shown, chosen, taken)
        self._draw_areas_names(painter, sight, ground, taken)
        if focused:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(QPen(look.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(whole.adjusted(1, 1, -1, -1))

    def _draw_ground(self, painter: QPainter, sight: Sight, ground: Ground) -> None:
        look = self._look
        levels = ground.levels(sight.scale)
        if not levels:
            return
        seen = {level: ground.seen(sight.shown, level) for level in levels}
        lines = {
            number: ground.lines(number, sight.scale) for each in seen.values() for number in each
        }
        points = sum(line.size() for each in lines.values() for line in each)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, points <= _SMOOTH_POINTS)
        painter.setTransform(
            QTransform(
                sight.scale, 0, 0, sight.scale,
                sight.width / 2 - sight.x * sight.scale, sight.height / 2 - sight.y * sight.scale,
            ),
            True,
        )  # fmt: skip
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("panel"))
        for number in seen[levels[-1]]:
            for line in lines[number]:
                painter.drawPolygon(line, Qt.FillRule.OddEvenFill)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        coarsest = levels[-1]
        for level in levels:
            strong = level == coarsest
            colour = look.colour("edge")
            if not strong and look.theme.stroke == 1:
                colour.setAlpha(150)
            pen = QPen(colour, 2.0 if strong else 1.0)
            if not strong and look.theme.stroke > 1:
                pen.setStyle(Qt.PenStyle.DotLine)  # in full sun every line is black
            pen.setCosmetic(True)
            painter.setPen(pen)
            for number in seen[level]:
                for line in lines[number]:
                    painter.drawPolyline(line)
        painter.restore()

    def _draw_marks(
        self, painter: QPainter, sight: Sight, pins: Sequence[Pin], chosen: str, taken: Taken
    ) -> list[tuple[Pin, float, float, int]]:
        """Draw the marks and return those drawn, with their middle and size."""
        part = sight.shown
        left, right, top, bottom = part.left(), part.right(), part.top(), part.bottom()
        scale = sight.scale
        found = []
        for pin in pins:
            x, y = pin.at.x(), pin.at.y()
            if left <= x <= right and top <= y <= bottom:
                found.append((pin, (x - left) * scale, (y - top) * scale))
        size = SMALL if len(found) > _MANY else SIZE
        density = painter.device().devicePixelRatioF()
        drawn = []
        taken_by: dict[tuple[int, int], int] = {}
        half = size / 2
        # From the top: of marks that would lie on each other only the most urgent is drawn.
        for pin, x, y in reversed(found):
            cell = int(x / half), int(y / half)
            if cell in taken_by and pin.place != chosen:
                continue
            taken_by[cell] = 1
            drawn.append((pin, x, y, size if pin.tone else SMALL))
        for pin, x, y, own in reversed(drawn):
            if pin.place != chosen:
                picture = self._mark(pin.tone, own, density)
                painter.drawPixmap(QPointF(x - own / 2, y - own / 2), picture)
        if len(drawn) <= 4 * _MANY:
            for _, x, y, own in drawn:
                taken.take(QRectF(x - own / 2, y - own / 2, own, own))
        for pin, x, y, _ in drawn:
            if pin.place == chosen:
                self._draw_chosen(painter, pin, x, y, density)
        return drawn

    def _draw_chosen(self, painter: QPainter, pin: Pin, x: float, y: float, density: float) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self._look.colour("accent_soft"))
        painter.setPen(QPen(self._look.colour("accent"), 3))
        painter.drawEllipse(QPointF(x, y), SIZE * 0.85, SIZE * 0.85)
        picture = self._mark(pin.tone, SIZE, density)
        painter.drawPixmap(QPointF(x - SIZE / 2, y - SIZE / 2), picture)

    def _draw_names(
        self,
        painter: QPainter,
        whole: QRectF,
        shown: Sequence[tuple[Pin, float, float, int]],
        chosen: str,
        taken: Taken,
    ) -> None:
        look = self._look
        first = sorted(
            shown, key=lambda each: (each[0].place != chosen, not each[0].tone)
        )  # what was drawn on top stays first: sorting keeps the order
        names = 0
        for pin, x, y, own in first:
            if names >= _MOST_NAMES:
                return
            strong = pin.place == chosen
            font = _font(12, QFont.Weight.Bold if strong else QFont.Weight.DemiBold)
            size = QFontMetricsF(font).size(0, pin.name)
            width, height = size.width() + 8, size.height()
            beside = (SIZE * 0.85 if strong else own / 2) + 2
            offers = (
                QRectF(x + beside, y - height / 2, width, height),
                QRectF(x - beside - width, y - height / 2, width, height),
                QRectF(x - width / 2, y + beside, width, height),
                QRectF(x - width / 2, y - beside - height, width, height),
            )
            place = first_free(taken, offers, whole)
            if place is None:
                if not strong:
                    continue
                place = offers[0 if x < whole.width() / 2 else 1]
            taken.take(place)
            names += 1
            ground = look.colour("panel")
            ground.setAlpha(255 if strong else 205)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(place, 4, 4)
            painter.setFont(font)
            painter.setPen(look.colour("accent" if strong else "ink"))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, pin.name)

    def _draw_areas_names(
        self, painter: QPainter, sight: Sight, ground: Ground, taken: Taken
    ) -> None:
        """Write the names of the areas that are wide enough, the largest level drawn first."""
        font = _font(12, QFont.Weight.Normal)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(self._look.colour("mute"))
        whole = QRectF(0, 0, sight.width, sight.height)
        for level in reversed(ground.levels(sight.scale)):
            for number in ground.seen(sight.shown, level):
                area = ground.areas[number]
                size = metrics.size(0, area.name)
                if area.around.width() * sight.scale < size.width() * 1.3:
                    continue
                middle = sight.pixel(area.around.center())
                place = QRectF(0, 0, size.width() + 6, size.height())
                place.moveCenter(middle)
                if first_free(taken, (place,), whole) is not None:
                    taken.take(place)
                    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, area.name)

    def _draw_scale(self, painter: QPainter, sight: Sight, taken: Taken) -> None:
        look = self._look
        length, pixels = sight.scale_bar(_BAR)
        known = look.language.number(length if length < 1 else round(length))
        words = look.language.translate(N_("{n} km")).format(n=known)
        font = _font(12, QFont.Weight.DemiBold)
        # The map is not mirrored, but what belongs to the window stands where lines start.
        left = sight.width - 14 - pixels if look.rtl else 14
        bottom = sight.height - 14
        box = QRectF(left - 6, bottom - 26, pixels + 12, 34)
        taken.take(box)
        ground = look.colour("panel")
        ground.setAlpha(220)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(box, 5, 5)
        painter.setPen(QPen(look.colour("ink"), 2))
        painter.drawLine(QPointF(left, bottom), QPointF(left + pixels, bottom))
        for x in (left, left + pixels):
            painter.drawLine(QPointF(x, bottom - 5), QPointF(x, bottom))
        painter.setFont(font)
        painter.drawText(QRectF(left, bottom - 24, pixels, 18), Qt.AlignmentFlag.AlignCenter, words)

    def _mark(self, tone: str, pixels: int, density: float) -> QPixmap:
        key = tone, pixels, density
        if key not in self._marks:
            self._marks[key] = mark(self._look, tone, density, pixels)
        return self._marks[key]


def _font(pixels: int, weight: QFont.Weight) -> QFont:
    font = QFont(QApplication.font())
    font.setPixelSize(pixels)
    font.setWeight(weight)
    return font
