"""The power map as a picture: actors as shapes, ties as lines.

The arrow keys walk along ties and to whoever is near, page up and down by influence.

What a shape, an outline or a line stands for is in `power_map_signs`; where actors stand in
`power_map_layout`. Everything shown is said in words beside it, by `power_map`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import hypot

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from fieldapp.ui.components.text import isolated
from fieldapp.ui.look import Look
from fieldapp.ui.pages.power_map_layout import HEIGHT, WIDTH
from fieldapp.ui.pages.power_map_signs import paint_line, paint_shape
from fieldapp.ui.wrapped_rows import wrapped

LARGEST, CLOSER = 1.15, 1.25
"""Scale at which a few actors are shown at most, and by how much a step goes closer."""

_MOST = 4.0
_NAME = 12
"""Pixels of a name at any scale: smaller ones are not read in the sun."""

_NAME_LINES, _LINE = 2, 16
"""Lines of a name at most, and how high one is."""

_NAMED, _TOLD = 0.55, 1.0
"""Scales: under them only the chosen actor is named, or told more of."""

_FEW = 8
"""So many ties at most all say what they are; of more only those of the actor chosen."""


@dataclass(frozen=True)
class Actor:
    """One actor on the map.

    Attributes:
        sort: A code of the list `component`.
        weight: 0 to 4, by influence.
        mark: "mediates", "contested", "isolated" or "".
        words: What is said under the name; told: all of it, for who cannot see it.
    """

    id: str
    name: str
    sort: str
    weight: int
    mark: str
    words: str
    told: str
    at: tuple[float, float]


@dataclass(frozen=True)
class Line:
    """One tie, from one actor to the other."""

    one: str
    other: str
    type: str
    words: str
    one_way: bool


class PowerView(QWidget):
    """The map.

    Attributes:
        chosen: Id of the actor one is on, "" for none.

    Signals:
        moved: The person went to another actor; carries the id.
        opened: The person wants to see the record of an actor; carries the id.
    """

    moved = Signal(str)
    opened = Signal(str)

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._look, self._name = look, name
        self._actors: Mapping[str, Actor] = {}
        self._lines: Sequence[Line] = ()
        self._scale, self._middle = 1.0, QPointF(0, 0)
        self._fits = True
        self._grabbed: QPointF | None = None
        self.chosen = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        return QSize(320, 200)

    def show_map(self, actors: Sequence[Actor], lines: Sequence[Line]) -> None:
        """Show these actors and ties, all of them in sight, on the first."""
        self._actors = {actor.id: actor for actor in actors}
        self._lines = lines
        self.fit()
        self.choose(actors[0].id if actors else "")

    def choose(self, actor: str) -> None:
        """Go to an actor."""
        self.chosen = actor
        told = self._actors[actor].told if actor in self._actors else ""
        self.setAccessibleName(f"{self._name}: {told}" if told else self._name)
        if actor in self._actors and not self._fits:
            self._keep_in_sight(self._actors[actor])
        self.update()

    def fit(self) -> None:
        """Show all actors."""
        self._fits = True
        if self._actors:
            xs = [self._x(actor) for actor in self._actors.values()]
            ys = [actor.at[1] for actor in self._actors.values()]
            wide, high = max(xs) - min(xs) + WIDTH, max(ys) - min(ys) + HEIGHT
            self._scale = min(LARGEST, self.width() / wide, self.height() / high)
            self._middle = QPointF((max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2)
        self.update()

    def zoom(self, factor: float) -> None:
        """Go closer, or away where the factor is below 1; never farther than all of them."""
        before = self._scale
        self.fit()
        least = self._scale
        self._scale = min(_MOST, max(least, before * factor))
        self._fits = self._scale <= least
        if not self._fits and self.chosen in self._actors:
            actor = self._actors[self.chosen]
            self._middle = QPointF(self._x(actor), actor.at[1])
        self.update()

    def place_of(self, actor: str) -> QPointF:
        """Return where an actor is drawn."""
        found = self._actors[actor]
        middle = QPointF(self.width() / 2, self.height() / 2)
        return (QPointF(self._x(found), found.at[1]) - self._middle) * self._scale + middle

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys, key = Qt.Key, event.key()
        ways = {
            keys.Key_Left: (-1, 0), keys.Key_Right: (1, 0), keys.Key_Up: (0, -1),
            keys.Key_Down: (0, 1),
        }  # fmt: skip
        if event.modifiers() & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier):
            event.ignore()
        elif key in ways:
            self._walk(*ways[keys(key)])
        elif key in (keys.Key_Return, keys.Key_Enter, keys.Key_Space) and self.chosen:
            self.opened.emit(self.chosen)
        elif key == keys.Key_Home and self._actors:
            self._go(next(iter(self._actors)))
        elif key in (keys.Key_PageDown, keys.Key_PageUp) and self._actors:
            self._next(1 if key == keys.Key_PageDown else -1)
        elif key in (keys.Key_Plus, keys.Key_Equal):
            self.zoom(CLOSER)
        elif key == keys.Key_Minus:
            self.zoom(1 / CLOSER)
        elif key == keys.Key_0:
            self.fit()
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._grabbed = event.position()
        hit = self._at(event.position())
        if hit:
            self._go(hit)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grabbed is not None and not self._fits:
            self._middle -= (event.position() - self._grabbed) / self._scale
            self._grabbed = event.position()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grabbed = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        hit = self._at(event.position())
        if hit:
            self.opened.emit(hit)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(CLOSER if event.angleDelta().y() > 0 else 1 / CLOSER)
        else:
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fits:
            self.fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(self.font())
        font.setPixelSize(_NAME)
        painter.setFont(font)
        own = [line for line in self._lines if self.chosen in (line.one, line.other)]
        rest = [line for line in self._lines if line not in own]
        for line in rest:
            self._paint_line(painter, line, faint=bool(own))
        for line in own:
            self._paint_line(painter, line, faint=False)
        for actor in sorted(self._actors.values(), key=lambda each: each.id == self.chosen):
            self._paint_actor(painter, actor)
        for line in self._lines if len(self._lines) <= _FEW else own:
            self._paint_words(painter, line)

    def _x(self, actor: Actor) -> float:
        """Across, as the page is read: mirrored from right to left."""
        return -actor.at[0] if self._look.rtl else actor.at[0]

    def _radius(self, actor: Actor) -> float:
        return max(9.0, (15 + 4 * actor.weight) * min(self._scale, 1.4))

    def _centre(self, actor: str) -> QPointF:
        """Return the middle of the shape, above its name."""
        return self.place_of(actor) - QPointF(0, 18 * self._scale)

    def _paint_line(self, painter: QPainter, line: Line, *, faint: bool) -> None:
        start, end = self._centre(line.one), self._centre(line.other)
        reach = hypot((end - start).x(), (end - start).y()) or 1.0
        along = (end - start) / reach
        start += along * (self._radius(self._actors[line.one]) + 3)
        end -= along * (self._radius(self._actors[line.other]) + 3)
        if line.one_way:
            end = self._before_name(self._actors[line.other], painter.font(), start, end)
        painter.setOpacity(0.35 if faint and self._look.theme.stroke == 1 else 1.0)
        paint_line(painter, self._look, line.type, start, end, one_way=line.one_way)
        painter.setOpacity(1.0)

    def _paint_actor(self, painter: QPainter, actor: Actor) -> None:
        look, centre, radius = self._look, self._centre(actor.id), self._radius(actor)
        chosen = actor.id == self.chosen
        paint_shape(painter, look, actor.sort, actor.mark, centre, radius)
        if chosen:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            token = "focus" if self.hasFocus() else "accent"
            painter.setPen(QPen(look.colour(token), 3))
            painter.drawEllipse(centre, radius + 7, radius + 7)
        font = painter.font()
        font.setWeight(QFont.Weight.DemiBold)
        lines, room, top = self._name_lines(actor, font)
        if not lines:
            return
        for line in lines:
            self._paint_text(painter, font, line, QPointF(centre.x(), top), room, "ink")
            top += _LINE
        if actor.words and (self._scale >= _TOLD or chosen):
            font.setWeight(QFont.Weight.Normal)
            below = QPointF(centre.x(), top)
            self._paint_text(painter, font, actor.words, below, room, "mute")

    def _name_lines(self, actor: Actor, font: QFont) -> tuple[list[str], float, float]:
        """Return the lines of a name, how wide they may be, and where the first begins; no line
        where it is not told."""
        chosen = actor.id == self.chosen
        room = WIDTH * self._scale - 4 if self._scale >= _NAMED else 140.0
        top = self._centre(actor.id).y() + self._radius(actor) + (9 if chosen else 4)
        told = self._scale >= _NAMED or chosen
        return wrapped(actor.name, font, room, _NAME_LINES) if told else [], room, top

    def _before_name(self, actor: Actor, font: QFont, start: QPointF, end: QPointF) -> QPointF:
        """Return where an arrow to an actor ends: at the name, where that is in its way and would
        hide its point."""
        font.setWeight(QFont.Weight.DemiBold)
        lines, room, top = self._name_lines(actor, font)
        if not lines:
            return end
        metrics = QFontMetricsF(font)
        half = min(max(metrics.horizontalAdvance(line) for line in lines), room) / 2 + 4
        across, below = self._centre(actor.id).x(), top + _LINE * len(lines)
        corners = [(across - half, top), (across + half, top), (across + half, below),
                   (across - half, below)]  # fmt: skip
        way, met = QLineF(start, end), [end]
        for one, other in zip(corners, [*corners[1:], corners[0]], strict=True):
            kind, point = way.intersects(QLineF(*one, *other))
            if kind == QLineF.IntersectionType.BoundedIntersection:
                met.append(point)
        return min(met, key=lambda point: QLineF(start, point).length())

    def _paint_text(
        self, painter: QPainter, font: QFont, words: str, top: QPointF, room: float, token: str
    ) -> None:
        """Write words in the middle of a ground of their own, so that no line runs through them."""
        metrics = QFontMetricsF(font)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        wide = metrics.horizontalAdvance(shown) + 6
        place = QRectF(top.x() - wide / 2, top.y(), wide, 16)
        ground = self._look.colour("panel")
        ground.setAlpha(225)
        painter.fillRect(place, ground)
        painter.setFont(font)
        painter.setPen(self._look.colour(token))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, isolated(shown))

    def _paint_words(self, painter: QPainter, line: Line) -> None:
        """Write what a tie is on its line, where that covers no actor and no name."""
        font = painter.font()
        font.setWeight(QFont.Weight.Normal)
        wide = min(QFontMetricsF(font).horizontalAdvance(line.words), 120.0) + 6
        start, end = self._centre(line.one), self._centre(line.other)
        for part in (0.5, 0.4, 0.6, 0.3, 0.7):
            middle = start + (end - start) * part
            place = QRectF(middle.x() - wide / 2, middle.y() - 8, wide, 16)
            if not any(place.intersects(self._room_of(each)) for each in self._actors.values()):
                top = QPointF(middle.x(), middle.y() - 8)
                self._paint_text(painter, font, line.words, top, 120, "ink")
                return

    def _room_of(self, actor: Actor) -> QRectF:
        """Return what an actor covers: the shape and the name under it."""
        centre, radius = self._centre(actor.id), self._radius(actor) + 4
        shape = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        half = WIDTH * self._scale / 2 - 4
        name = QRectF(centre.x() - half, centre.y() + radius - 2, 2 * half, 4 + _NAME_LINES * _LINE)
        return shape if self._scale < _NAMED else shape.united(name)

    def _at(self, point: QPointF) -> str:
        near = [
            (hypot(off.x(), off.y()), actor.id)
            for actor in self._actors.values()
            if hypot((off := self._centre(actor.id) - point).x(), off.y())
            <= max(22.0, self._radius(actor) + 6)
        ]
        return min(near)[1] if near else ""

    def _walk(self, right: int, down: int) -> None:
        """Go to the nearest actor that way, along a tie where one leads there."""
        if self.chosen not in self._actors:
            return
        here = self.place_of(self.chosen)
        tied = {line.other if line.one == self.chosen else line.one for line in self._lines
                if self.chosen in (line.one, line.other)}  # fmt: skip
        best: tuple[float, str] | None = None
        for actor in self._actors:
            off = self.place_of(actor) - here
            ahead, aside = off.x() * right + off.y() * down, abs(off.x() * down + off.y() * right)
            if actor == self.chosen or ahead <= 1 or aside > 2 * ahead:
                continue
            far = (ahead + 2 * aside) * (0.5 if actor in tied else 1.0)
            best = min(best, (far, actor)) if best else (far, actor)
        if best is not None:
            self._go(best[1])

    def _next(self, by: int) -> None:
        """Go to the next actor by influence, so that nobody is out of reach of the keys."""
        order = list(self._actors)
        self._go(order[(order.index(self.chosen) + by) % len(order)])

    def _go(self, actor: str) -> None:
        self.choose(actor)
        self.moved.emit(actor)

    def _keep_in_sight(self, actor: Actor) -> None:
        room = QRect(0, 0, self.width(), self.height()).adjusted(60, 50, -60, -50)
        if not room.contains(self.place_of(actor.id).toPoint()):
            self._middle = QPointF(self._x(actor), actor.at[1])
