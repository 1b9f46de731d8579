"""Icons: Lucide line drawings, coloured from a theme and sharp at every pixel density.

Which icon stands for which thing is decided where it is shown. Icons are made of pictures, not of
a `QIconEngine` of ours: Qt owns the copies that an engine makes of itself, Python frees them all
the same, and the process dies of it.
"""

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from fieldapp.paths import resource

PIXELS = 20
"""Logical pixels of an icon on a button."""

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
        "redo-2",
        "undo-2",
    }
)

_DENSITIES = (1.0, 1.5, 2.0)
"""Of screens; Qt makes what lies between from the next larger one."""


def icon(
    name: str, colour: str, on_colour: str = "", rtl: bool = False, off_colour: str = ""
) -> QIcon:
    """The icon `name` in "#rrggbb", in `on_colour` while its button is checked, and in `off_colour`
    on one that cannot be pressed: white on an accent would be white on grey there.

    It is drawn for the screens there are: for all that there could be takes three times as long,
    which is most of what the side of the window costs.

    Raises:
        FileNotFoundError: `resources/icons` has no such icon.
    """
    return _icon(name, colour, on_colour, rtl, off_colour, _densities())


@lru_cache(maxsize=512)
def _icon(
    name: str,
    colour: str,
    on_colour: str,
    rtl: bool,
    off_colour: str,
    densities: tuple[float, ...],
) -> QIcon:
    drawn = QIcon()
    for density in densities:
        usual = picture(name, colour, PIXELS, density, rtl)
        drawn.addPixmap(usual)
        off = picture(name, off_colour or colour, PIXELS, density, rtl)
        drawn.addPixmap(off, QIcon.Mode.Disabled)
        if on_colour:
            chosen = picture(name, on_colour, PIXELS, density, rtl)
            drawn.addPixmap(chosen, QIcon.Mode.Normal, QIcon.State.On)
    return drawn


def _densities() -> tuple[float, ...]:
    """Return of those we draw the ones that the screens of this moment need."""
    screens = [each.devicePixelRatio() for each in QGuiApplication.screens()]
    needed = {next((each for each in _DENSITIES if each >= one), _DENSITIES[-1]) for one in screens}
    return tuple(sorted(needed))


@lru_cache(maxsize=2048)
def picture(name: str, colour: str, pixels: int, density: float, rtl: bool = False) -> QPixmap:
    """The icon as a picture of `pixels` logical pixels for a screen of this pixel density.

    Raises:
        FileNotFoundError: `resources/icons` has no such icon.
    """
    renderer = _renderer(name, colour)
    side = round(pixels * density)
    pixmap = QPixmap(QSize(side, side))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    _paint(painter, QRectF(0, 0, side, side), renderer, rtl and name in DIRECTIONAL)
    painter.end()
    pixmap.setDevicePixelRatio(density)
    return pixmap


def draw(painter: QPainter, place: QRectF, name: str, colour: str, rtl: bool = False) -> None:
    """Draw the icon into a square of a larger picture.

    Raises:
        FileNotFoundError: `resources/icons` has no such icon.
    """
    _paint(painter, place, _renderer(name, colour), rtl and name in DIRECTIONAL)


def _paint(painter: QPainter, place: QRectF, renderer: QSvgRenderer, mirrored: bool) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if mirrored:
        painter.translate(2 * place.x() + place.width(), 0)
        painter.scale(-1, 1)
    renderer.render(painter, place)
    painter.restore()


@lru_cache(maxsize=512)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))


@cache
def _source(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")
