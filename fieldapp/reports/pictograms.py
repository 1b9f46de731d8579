"""Pictograms on paper: the same SVG drawings as in the window, as strokes of a PDF page.

Reads what the drawings in ``resources/icons`` use: paths, circles, rectangles, lines. A mission
may replace any of them by a drawing its villages know. Marks that carry a meaning of their own,
such as kept or late, are in ``marks``.
"""

import re
from collections.abc import Iterator
from math import acos, cos, degrees, hypot, radians, sin, sqrt
from xml.etree import ElementTree

from fieldapp.paths import resource
from fieldapp.reports.type.canvas import PaperCanvas

#: The drawings are made on a square of this side, with lines two units thick.
SIDE, _STROKE = 24, 2

_NUMBER = re.compile(r"[\s,]*([-+]?(?:\d*\.\d+|\d+\.?)(?:[eE][-+]?\d+)?)")
_FLAG = re.compile(r"[\s,]*([01])")
_COMMAND = re.compile(r"[\s,]*([MmLlHhVvCcSsQqAaZz])")
_ARGUMENTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "A": 7, "Z": 0}

Point = tuple[float, float]


def draw_pictogram(
    canvas: PaperCanvas, name: str, x: float, y: float, size: float, own: str = ""
) -> None:
    """Draw the pictogram in black lines, its lower left corner at (x, y), ``size`` points wide.

    Args:
        own: SVG source of a mission's own drawing, which `own_pictograms` has looked through.
    """
    source = own or resource("icons", f"{name}.svg").read_text("utf-8")
    root = ElementTree.fromstring(source)  # noqa: S314 - ours, or looked through
    canvas.saveState()
    canvas.translate(x, y + size)
    canvas.scale(size / SIDE, -size / SIDE)
    canvas.setStrokeGray(0)
    canvas.setLineWidth(_STROKE)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    for element in root:
        _draw_element(canvas, element)
    canvas.restoreState()


def is_path(data: str) -> bool:
    """Say whether path data are understood to their end, and no arc in them is turned."""
    read = 0
    for command, values, end in _read(data):
        if command in "Aa" and not _is_plain(values):
            return False
        if (not read and command not in "Mm") or max(map(abs, values), default=0) > 1e4:
            return False
        read = end
    return read >= len(data.rstrip()) > 0


def _is_plain(arc: list[float]) -> bool:
    """Say whether an arc is one of those that `_arc` draws."""
    return min(arc[:2]) > 0 and (arc[0] == arc[1] or arc[2] % 180 == 0)


def _draw_element(canvas: PaperCanvas, element: ElementTree.Element) -> None:
    def number(name: str) -> float:
        return float(element.get(name, "0"))

    match element.tag.rpartition("}")[2]:
        case "path":
            _draw_path(canvas, element.get("d", ""))
        case "circle":
            canvas.circle(number("cx"), number("cy"), number("r"))
        case "line":
            canvas.line(number("x1"), number("y1"), number("x2"), number("y2"))
        case "rect":
            radius = number("rx") or number("ry")
            box = (number("x"), number("y"), number("width"), number("height"))
            canvas.roundRect(*box, radius)
        case "polyline":
            _draw_path(canvas, f"M{element.get('points', '')}")


def _draw_path(canvas: PaperCanvas, data: str) -> None:
    """Draw SVG path data (SVG 1.1, chapter 8) with the operators that PDF has."""
    path = canvas.beginPath()
    at = start = (0.0, 0.0)
    handle: Point | None = None  # the second control point of a curve before, for S
    for command, values in _steps(data):
        kind, relative = command.upper(), command.islower()
        origin = at if relative else (0.0, 0.0)
        points = [
            (origin[0] + values[place], origin[1] + values[place + 1])
            for place in range(0, len(values) - 1, 2)
        ]
        previous, handle = handle, None
        match kind:
            case "M":
                at = start = points[0]
                path.moveTo(*at)
            case "Z":
                path.close()
                at = start
            case "L" | "H" | "V":
                if kind == "H":
                    at = (origin[0] + values[0], at[1])
                elif kind == "V":
                    at = (at[0], origin[1] + values[0])
                else:
                    at = points[0]
                path.lineTo(*at)
            case "A":
                end = (origin[0] + values[5], origin[1] + values[6])
                for curve in _arc(at, values, end):
                    path.curveTo(*curve)
                at = end
            case _:
                if kind == "S":
                    mirrored = previous or at
                    points.insert(0, (2 * at[0] - mirrored[0], 2 * at[1] - mirrored[1]))
                if kind == "Q":
                    bend, end = points
                    points = [_towards(at, bend), _towards(end, bend), end]
                handle, at = points[1], points[2]
                path.curveTo(*points[0], *points[1], *points[2])
    canvas.drawPath(path, stroke=1, fill=0)


def _towards(end: Point, bend: Point) -> Point:
    """Two thirds of the way: where a cubic curve needs its control point for a quadratic one."""
    return (end[0] + 2 / 3 * (bend[0] - end[0]), end[1] + 2 / 3 * (bend[1] - end[1]))


def _steps(data: str) -> Iterator[tuple[str, list[float]]]:
    """Each command with its numbers; a command that is left out repeats the one before."""
    return ((command, values) for command, values, _end in _read(data))


def _read(data: str) -> Iterator[tuple[str, list[float], int]]:
    """Each command with its numbers and where it ends, up to what is not understood."""
    place, command = 0, "M"
    while place < len(data.rstrip()):
        if found := _COMMAND.match(data, place):
            command, place = found.group(1), found.end()
        elif not _ARGUMENTS[command.upper()]:  # what follows the end of a shape begins another
            return
        values: list[float] = []
        for position in range(_ARGUMENTS[command.upper()]):
            flag = command in "Aa" and position in (3, 4)  # may stand without a gap: "0 01.5"
            found = (_FLAG if flag else _NUMBER).match(data, place)
            if not found:
                return
            values.append(float(found.group(1)))
            place = found.end()
        yield command, values, place
        command = {"M": "L", "m": "l"}.get(command, command)


def _arc(start: Point, values: list[float], end: Point) -> Iterator[tuple[float, ...]]:
    """A circular or elliptic arc as cubic curves of up to a quarter turn.

    Source: SVG 1.1 appendix F.6, for ellipses that are not turned, as in all our drawings.
    """
    rx, ry, _, large, sweep = values[:5]
    dx, dy = (start[0] - end[0]) / 2 / rx, (start[1] - end[1]) / 2 / ry
    half = hypot(dx, dy)
    if half == 0:
        return
    grown = max(half, 1)  # radii too small to reach are enlarged, as the standard says
    rx, ry, dx, dy = rx * grown, ry * grown, dx / grown, dy / grown
    half = hypot(dx, dy)
    away = sqrt(max(0.0, 1 / half**2 - 1)) * (-1 if large == sweep else 1)
    cx, cy = away * dy, -away * dx
    turn_from = _angle(dx - cx, dy - cy)
    turn = (_angle(-dx - cx, -dy - cy) - turn_from) % 360
    if not sweep:
        turn -= 360
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    pieces = max(1, -(-abs(turn) // 90))
    step = radians(turn / pieces)
    reach = 4 / 3 * (1 - cos(step / 2)) / sin(step / 2)
    for number in range(int(pieces)):
        a = radians(turn_from) + number * step
        b = a + step
        corners = (
            (cos(a) - reach * sin(a), sin(a) + reach * cos(a)),
            (cos(b) + reach * sin(b), sin(b) - reach * cos(b)),
            (cos(b), sin(b)),
        )
        yield tuple(
            value
            for x, y in corners
            for value in (middle[0] + rx * (cx + x), middle[1] + ry * (cy + y))
        )


def _angle(x: float, y: float) -> float:
    """Degrees from the x axis to a direction, 0 to 360."""
    angle = degrees(acos(max(-1.0, min(1.0, x / hypot(x, y)))))
    return angle if y >= 0 else 360 - angle
