"""The map itself: outlines, places with a mark for how they stand, names, a scale; by keys as well.

Nothing is fetched: outlines and places are the mission's own records. What a place is called and
how it stands, the table beside the map says as well, for whoever does not see it.
"""

import time
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolButton, QWidget

from fieldapp.language import N_
from fieldapp.ui.components.text import dotted
from fieldapp.ui.look import Look
from fieldapp.ui.map.drawing import draw_chosen, draw_focus, draw_scale, scale_place
from fieldapp.ui.map.ground import Ground
from fieldapp.ui.map.layer import Layer, around, paint_layer
from fieldapp.ui.map.marks import urgency
from fieldapp.ui.map.pin import Pin
from fieldapp.ui.map.plane import Sight, bounds_of
from fieldapp.ui.map.walk import nearest_order

ZOOM = 1.5
"""One press of a key or a button, one step of a wheel."""

_STEP = 80
_MARGIN = 44
_REACH = 16
_STEP_SECONDS = 0.01
"""At most so long, and the step that is begun, keeps painting the window from the next key."""

_CLOSE_LOOK = 60.0
"""Pixels for a degree: going to a place from afar shows at least so much of its surroundings."""


class MapView(QWidget):
    """Places on their ground. Moved by dragging and arrows, zoomed by wheel, + and -.

    Attributes:
        sight: What part of the plane is shown.
        chosen: The place that is marked, "" for none.

    Signals:
        chose: Somebody marked a place.
        opened: Somebody wants to read about the place that is marked.
        painted: What is in sight is painted, sharply.
    """

    chose = Signal(str)
    opened = Signal(str)
    painted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._layer: Layer | None = None
        self._painting: Iterator[Layer | None] = iter(())
        self._painted_for: Sight | None = None
        self._steps = QTimer(self, interval=0)
        self._steps.timeout.connect(self._on_step)
        self._pins: tuple[Pin, ...] = ()
        self._ground = Ground()
        self._walk: list[str] = []
        self._walked_in: Sight | None = None
        self._dragged: QPointF | None = None
        self._moved = False
        self._fitted = True
        self.sight = Sight()
        self.chosen = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(260, 220)
        text = look.language.translate
        self._name = text(N_("Map of the places"))
        self.setAccessibleName(self._name)
        keys = N_("Tab goes from place to place, Enter to what is known of it, Escape lets it go.")
        self.setAccessibleDescription(text(keys))
        self.buttons = [
            self._button("plus", text(N_("Zoom in (+)")), self.zoom_in),
            self._button("minus", text(N_("Zoom out (-)")), self.zoom_out),
            self._button("maximize", text(N_("Show everything (0)")), self.fit),
        ]

    def sizeHint(self) -> QSize:
        return self.minimumSize()  # it takes whatever room there is, and asks for no more

    def show_ground(self, ground: Ground) -> None:
        """Draw these areas under the places."""
        self._ground = ground
        self._renew()

    def show_pins(self, pins: Sequence[Pin]) -> None:
        """Show these places; the most urgent lie on top."""
        self._pins = tuple(sorted(pins, key=lambda pin: (urgency(pin.tone), pin.weight)))
        self._walk = []
        if self.chosen not in {pin.place for pin in pins}:
            self.chosen = ""
        self._tell()
        if self._fitted:
            self.fit()
        self._renew()

    def choose(self, place: str) -> None:
        """Mark a place and bring it into view; one that is not on the map marks none."""
        pin = self._pin(place)
        self.chosen = pin.place if pin is not None else ""
        if pin is not None:
            inside = QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
            if not inside.contains(self.sight.pixel(pin.at)):
                self._fitted = False
                self.sight = self.sight.centred(pin.at, max(self.sight.scale, _CLOSE_LOOK))
        self._tell()
        self._changed()

    def fit(self) -> None:
        """Show all places, or all of the ground where there are none."""
        self._fitted = True
        around = bounds_of(pin.at for pin in self._pins) or self._ground.around
        if around is not None:
            self.sight = self.sight.fitted(around, _MARGIN)
        self._changed()

    def zoom_in(self) -> None:
        """Come closer to what is in the middle, or to the place that is marked."""
        self._zoom(ZOOM, self._anchor())

    def zoom_out(self) -> None:
        """Go further away."""
        self._zoom(1 / ZOOM, self._anchor())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        moves = {
            Qt.Key.Key_Left: (-_STEP, 0),
            Qt.Key.Key_Right: (_STEP, 0),
            Qt.Key.Key_Up: (0, -_STEP),
            Qt.Key.Key_Down: (0, _STEP),
        }
        if key in moves:
            self._pan(*moves[Qt.Key(key)])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_in()
        elif key in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
            self.zoom_out()
        elif key in (Qt.Key.Key_0, Qt.Key.Key_Home):
            self.fit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.chosen:
            self.opened.emit(self.chosen)
        elif key == Qt.Key.Key_Escape and self.chosen:
            self._mark("")
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Go to the next place that is shown; past the last one, out of the map."""
        order = self._order()
        at = order.index(self.chosen) if self.chosen in order else -1
        wanted = at + 1 if next else at - 1
        if at < 0 and not next:
            wanted = -1
        if 0 <= wanted < len(order):
            self._mark(order[wanted])
            return True
        return super().focusNextPrevChild(next)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._dragged, self._moved = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged is None:
            return
        step = event.position() - self._dragged
        if self._moved or step.manhattanLength() >= QApplication.startDragDistance():
            self._moved = True
            self._dragged = event.position()
            self._pan(-step.x(), -step.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragged is not None and not self._moved:
            self._mark(self._under(event.position()))
        self._dragged = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if place := self._under(event.position()):
            self._mark(place)
            self.opened.emit(place)

    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta().y() / 120
        if steps:
            self._zoom(ZOOM**steps, event.position())
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.sight = self.sight.sized(self.width(), self.height())
        left = 12 if self._look.rtl else self.width() - 12 - 40
        for number, each in enumerate(self.buttons):
            each.setGeometry(left, 12 + number * 46, 40, 40)
        if self._fitted:
            self.fit()
        else:
            self._changed()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look, sight = self._look, self.sight
        painter.fillRect(self.rect(), look.colour("sunken"))
        if self._layer is not None:
            # While another is being painted, the last one stands in for it, larger or smaller.
            picture = self._layer.picture
            painter.drawPixmap(self._layer.place(sight), picture, QRectF(picture.rect()))
        pin = self._pin(self.chosen)
        if pin is not None:
            draw_chosen(painter, look, sight, pin)
        draw_scale(painter, look, sight)
        if self.hasFocus():
            draw_focus(painter, look, sight)
        painter.end()

    def event(self, event: QEvent) -> bool:
        # Tab is for the places here; Qt would otherwise ask the window before `keyPressEvent`.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            wanted = (Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_0, Qt.Key.Key_Home)
            if (
                event.key() in wanted
                and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
            ):
                event.accept()
                return True
        return super().event(event)

    def _button(self, icon: str, name: str, do: object) -> QToolButton:
        made = QToolButton(self)
        made.setProperty("role", "map")
        made.setIcon(self._look.icon(icon))
        made.setToolTip(name)
        made.setAccessibleName(name)
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        made.clicked.connect(do)
        return made

    def _order(self) -> list[str]:
        """Return the walk through the places that are shown, begun at the one that is marked."""
        shown = {
            pin.place: self.sight.pixel(pin.at)
            for pin in self._pins
            if self.sight.shown.contains(pin.at)
        }
        if not self._walk or self._walked_in != self.sight:
            self._walked_in = self.sight
            start = shown.get(self.chosen, QPointF(self.width() / 2, self.height() / 2))
            told = {pin.place for pin in self._pins if pin.tone}
            wanted = [(n, at) for n, at in shown.items() if n in told or n == self.chosen]
            self._walk = nearest_order(wanted or list(shown.items()), start)
        return self._walk

    def _mark(self, place: str) -> None:
        if place != self.chosen:
            self.choose(place)
            self.chose.emit(place)

    def _pin(self, place: str) -> Pin | None:
        return next((pin for pin in self._pins if pin.place == place), None)

    def _under(self, pixel: QPointF) -> str:
        """Return the place nearest to a pixel, "" where none is near."""
        reach = _REACH / self.sight.scale
        at = self.sight.plane(pixel)
        near = [
            (abs(pin.at.x() - at.x()) + abs(pin.at.y() - at.y()), -number)
            for number, pin in enumerate(self._pins)
            if abs(pin.at.x() - at.x()) <= reach and abs(pin.at.y() - at.y()) <= reach
        ]
        return self._pins[-min(near)[1]].place if near else ""

    def _anchor(self) -> QPointF:
        pin = self._pin(self.chosen)
        if pin is not None and self.sight.shown.contains(pin.at):
            return self.sight.pixel(pin.at)
        return QPointF(self.width() / 2, self.height() / 2)

    def _pan(self, across: float, down: float) -> None:
        self._fitted = False
        self.sight = self.sight.moved(across, down)
        self._changed()

    def _zoom(self, factor: float, at: QPointF) -> None:
        self._fitted = False
        self.sight = self.sight.zoomed(factor, at)
        self._changed()

    def _changed(self) -> None:
        """Show what is in sight now; paint anew only what is not painted, or being painted."""
        self.update()
        coming = self._painted_for
        if (
            coming is None
            or coming.scale != self.sight.scale
            or not coming.shown.contains(self.sight.shown)
        ):
            self._renew()

    def _renew(self) -> None:
        """Paint the layer anew, step by step."""
        kept_free = [QRectF(each.geometry()) for each in self.buttons]
        kept_free.append(scale_place(self._look, self.sight))
        self._painted_for = around(self.sight)
        self._painting = paint_layer(
            self._look, self.sight, self._ground, self._pins, self.devicePixelRatioF(), kept_free
        )
        self._steps.start()

    def _on_step(self) -> None:
        end = time.perf_counter() + _STEP_SECONDS
        for layer in self._painting:
            if layer is not None:
                self._layer = layer
                self._steps.stop()
                self.update()
                self.painted.emit()
                return
            if time.perf_counter() >= end:
                return
        self._steps.stop()

    def _tell(self) -> None:
        """Say to a screen reader which place is marked, in the name: it reads out a name that
        changes where the focus is; a description it reads only when asked."""
        pin = self._pin(self.chosen)
        told = f"{self._name}: {dotted(pin.name, pin.word)}" if pin is not None else self._name
        if told != self.accessibleName():
            self.setAccessibleName(told)
