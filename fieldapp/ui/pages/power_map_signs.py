"""The signs of the power map: the shape of a sort of actor, the outline of how they stand to
others, the line of a tie. No two differ by colour alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import atan2, cos, hypot, pi, sin
from types import MappingProxyType

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from fieldapp.domain.community.power import ONE_WAY
from fieldapp.language import N_
from fieldapp.ui.look import Look

SORTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "military": ("square", "shield"),
        "police": ("square", "shield"),
        "local_authority": ("square", "stamp"),
        "customary": ("circle", "landmark"),
        "civil_society": ("circle", "handshake"),
        "women": ("circle", "users"),
        "youth": ("circle", "school"),
        "armed_group": ("diamond", "triangle-alert"),
        "civilian": ("hexagon", "flag"),
        "development": ("hexagon", "sprout"),
        "humanitarian": ("hexagon", "hospital"),
        "business": ("circle", "store"),
    }
)
"""Shape and icon of a part in the area: who holds office, who lives here, who is armed, who came
to help. A part that is not known is a circle."""

MARKS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "mediates": (N_("Mediates"), "ok"),
        "contested": (N_("Contested"), "bad"),
        "isolated": (N_("No tie recorded"), "mute"),
    }
)
"""Word and colour of how an actor stands to others."""


@dataclass(frozen=True)
class _Stroke:
    token: str
    pattern: tuple[float, ...] = ()
    width: float = 1.6
    double: bool = False
    crossed: bool = False


TIES: Mapping[str, _Stroke] = MappingProxyType(
    {
        "supports": _Stroke("accent"),
        "answers_to": _Stroke("ink"),
        "funds": _Stroke("accent", (1, 2), 2.4),
        "allied": _Stroke("accent", double=True),
        "kin": _Stroke("ink", width=3),
        "trades_with": _Stroke("ink", (1, 3), 2),
        "mediates": _Stroke("ok", (7, 3, 1, 3), 2),
        "rival": _Stroke("bad", (6, 4), 2),
        "in_conflict": _Stroke("bad", width=2.6, crossed=True),
    }
)
"""How a tie is drawn, by its type; one of the mission's own is a plain line."""


class Key(QWidget):
    """What one sign stands for: a small picture of it, for the line of explanations."""

    def __init__(self, look: Look, *, tie: str = "", mark: str = "") -> None:
        """Show a tie or a mark, by its code."""
        super().__init__()
        self._look, self._tie, self._mark = look, tie, mark
        self.setFixedSize(QSize(40, 24))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._mark:
            paint_shape(painter, self._look, "", self._mark, QPointF(20, 12), 7)
            return
        ends = [QPointF(3, 12), QPointF(37, 12)]
        if self._look.rtl:
            ends.reverse()
        one_way = self._tie in ONE_WAY
        paint_line(painter, self._look, self._tie, *ends, one_way=one_way)


def paint_shape(
    painter: QPainter, look: Look, sort: str, mark: str, centre: QPointF, radius: float
) -> None:
    """Paint an actor: its shape with the icon of its sort, its outline by its mark."""
    shape, icon = SORTS.get(sort, ("circle", "circle-dot"))
    token = MARKS[mark][1] if mark in MARKS else "edge"
    pen = QPen(look.colour(token), 2 if mark else 1.5)
    if mark == "contested":
        pen.setWidthF(3)
        pen.setDashPattern([2, 1.4])
    elif mark == "isolated":
        pen.setDashPattern([1, 2])
    painter.setBrush(look.colour("accent_soft" if mark != "contested" else "bad_soft"))
    painter.setPen(pen)
    _outline(painter, shape, centre, radius)
    if mark == "mediates":
        painter.setBrush(Qt.BrushStyle.NoBrush)
        _outline(painter, shape, centre, radius + 4)
    side = round(radius * 1.1)
    place = QRect(round(centre.x() - side / 2), round(centre.y() - side / 2), side, side)
    if sort:
        look.stamp_icon(painter, place, icon, "ink")


def _outline(painter: QPainter, shape: str, centre: QPointF, radius: float) -> None:
    if shape == "circle":
        painter.drawEllipse(centre, radius, radius)
    elif shape == "square":
        side = radius * 0.92
        place = QRectF(centre.x() - side, centre.y() - side, 2 * side, 2 * side)
        painter.drawRoundedRect(place, 4, 4)
    else:
        corners, turn, size = (4, 0.0, 1.2) if shape == "diamond" else (6, 0.0, 1.08)
        painter.drawPolygon(
            QPolygonF(
                [
                    centre + QPointF(cos(at), sin(at)) * radius * size
                    for at in (turn + 2 * pi * n / corners for n in range(corners))
                ]
            )
        )


def paint_line(
    painter: QPainter, look: Look, type: str, start: QPointF, end: QPointF, *, one_way: bool
) -> None:
    """Paint a tie of a type; an arrow where it goes one way."""
    stroke = TIES.get(type, _Stroke("edge"))
    pen = QPen(look.colour(stroke.token), stroke.width)
    if stroke.pattern:
        pen.setDashPattern(list(stroke.pattern))
    painter.setPen(pen)
    along = end - start
    reach = hypot(along.x(), along.y()) or 1.0
    across = QPointF(-along.y(), along.x()) / reach
    if stroke.double:
        painter.drawLine(start + across * 2.5, end + across * 2.5)
        painter.drawLine(start - across * 2.5, end - across * 2.5)
    else:
        painter.drawLine(start, end)
    painter.setPen(QPen(look.colour(stroke.token), stroke.width))
    if stroke.crossed:
        # A third of the way, because its word stands in the middle.
        middle, step = start + along / 3, along / reach * 5
        painter.drawLine(middle + step + across * 5, middle - step - across * 5)
        painter.drawLine(middle + step - across * 5, middle - step + across * 5)
    if one_way:
        turn = atan2(along.y(), along.x())
        painter.setBrush(look.colour(stroke.token))
        painter.setPen(Qt.PenStyle.NoPen)
        tips = (end, *(end - QPointF(cos(turn + by), sin(turn + by)) * 11 for by in (-0.4, 0.4)))
        painter.drawPolygon(QPolygonF(list(tips)))
