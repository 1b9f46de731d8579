"""Icons: Lucide line drawings, coloured from a theme and sharp at every pixel density.

Which icon stands for which thing is decided where it is shown.
"""

from functools import cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from fieldapp.paths import resource

# Only what points along the line of reading turns round in a right-to-left language: a clock or
# a lock looks the same everywhere, and a mirrored question mark is a different character.
DIRECTIONAL = frozenset(
    {
        "arrow-left",
        "arrow-right",
        "chevron-left",
        "chevron-right",
        "clipboard-list",
        "external-link",
        "file-text",
        "list-checks",
        "log-out",
        "megaphone",
        "message-square-warning",
        "undo-2",
    }
)

_DISABLED_OPACITY = 0.45


class SvgIconEngine(QIconEngine):
    """Draws one SVG in one colour while off and perhaps another while on (a pressed-in button)."""

    def __init__(self, name: str, colour: str, on_colour: str, mirrored: bool) -> None:
        super().__init__()
        self._what = (name, colour, on_colour, mirrored)
        self._off = QSvgRenderer(_svg(name, colour))
        self._on = QSvgRenderer(_svg(name, on_colour)) if on_colour != colour else self._off
        self._mirrored = mirrored

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if mode == QIcon.Mode.Disabled:
            painter.setOpacity(_DISABLED_OPACITY)
        if self._mirrored:
            painter.translate(2 * rect.x() + rect.width(), 0)
            painter.scale(-1, 1)
        renderer = self._on if state == QIcon.State.On else self._off
        renderer.render(painter, QRectF(rect))
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return SvgIconEngine(*self._what)


def icon(name: str, colour: str, on_colour: str = "", rtl: bool = False) -> QIcon:
    """The icon `name` in "#rrggbb", in `on_colour` while its button is checked.

    Raises:
        FileNotFoundError: `resources/icons` has no such icon.
    """
    return QIcon(SvgIconEngine(name, colour, on_colour or colour, rtl and name in DIRECTIONAL))


def _svg(name: str, colour: str) -> QByteArray:
    return QByteArray(_source(name).replace("currentColor", colour).encode())


@cache
def _source(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")
