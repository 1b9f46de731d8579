"""The course of an indicator in black and white: a line from day to day with the figures on it."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import inf

from fieldapp.domain.papers.indicators import Point
from fieldapp.reports.drawing import Drawing
from fieldapp.reports.sheet import Sheet
from fieldapp.reports.type.canvas import PaperCanvas
from fieldapp.reports.type.text import Align, Style, Text, draw_text

MOST_POINTS = 8
"""More figures than this are a thicket for who reads no charts; the latest are shown."""

_HIGH, _LOW, _HEIGHT = 88.0, 32.0, 108.0
"""Highest and lowest point above the foot of the drawing, and its height, in points."""

_FIGURE = Style(size=12, lead=0.9, align=Align.CENTER)
_DOT, _DAY = 3.2, 18.0


def course(
    sheet: Sheet, points: Sequence[Point], figures: Sequence[str], aim: tuple[float, str] | None
) -> Drawing:
    """Return the drawing of figures, the earliest first, in reading direction; two at least.

    Args:
        points: Stand as far apart as each other: it is the order that is read, not the days.
        figures: Each as it is written on the line.
        aim: A dashed line with its words at the end, where there is one.
    """
    texts = [sheet.words(figure, _FIGURE, bold=True) for figure in figures]
    label = sheet.words(aim[1]) if aim else None
    margin = label.natural_width + 8 if label else 0
    widest = max(text.natural_width for text in texts) + 8
    deeper = max(0, _height(sheet, points[-1].on) - _DAY)

    def paint(canvas: PaperCanvas, width: float) -> None:
        canvas.translate(0, deeper)
        field = width - margin
        most = max(2, min(MOST_POINTS, int(field / max(widest, 1))))
        shown, written = points[-most:], texts[-most:]
        slot = field / len(shown)
        across = [slot * (n + 0.5) for n in range(len(shown))]
        if sheet.rtl:
            across = [width - x for x in across]
        values = [point.value for point in shown]
        up = _scale([*values, *([aim[0]] if aim else [])])
        _paint_line(canvas, across, [up(value) for value in values])
        if aim and label:
            _paint_aim(canvas, label, up(aim[0]), width, rtl=sheet.rtl)
        for x, value, text in zip(across, values, written, strict=True):
            _paint_figure(canvas, text, x, up(value))
        for x, point in ((across[0], shown[0]), (across[-1], shown[-1])):
            _paint_day(canvas, sheet, point.on, x, width)

    said = sheet.language.translate("From {first} to {last}: {figures}")
    first, last = (sheet.day(point.on) for point in (points[0], points[-1]))
    in_words = ", ".join(figures)
    return Drawing(
        _HEIGHT + deeper, paint, says=said.format(first=first, last=last, figures=in_words)
    )


def _height(sheet: Sheet, day: str) -> float:
    """Height of a day under the line: more where it is told in two languages or calendars."""
    text = sheet.words(sheet.day(day), _FIGURE)
    return text.wrap(text.natural_width + 2, inf)[1]


def _scale(values: Sequence[float]) -> Callable[[float], float]:
    """Return how high above the foot a value stands."""
    least, span = min(values), max(values) - min(values)
    return lambda value: _LOW + (_HIGH - _LOW) * ((value - least) / span if span else 0.5)


def _paint_line(canvas: PaperCanvas, across: Sequence[float], heights: Sequence[float]) -> None:
    canvas.setLineWidth(1.8)
    places = list(zip(across, heights, strict=True))
    canvas.lines([(*one, *other) for one, other in pairwise(places)])
    for x, y in places:
        canvas.circle(x, y, _DOT, stroke=0, fill=1)


def _paint_aim(canvas: PaperCanvas, label: Text, y: float, width: float, *, rtl: bool) -> None:
    """A dashed line over the whole field, and at its end what it is."""
    room = label.natural_width + 2
    canvas.setDash(5, 4)
    canvas.setLineWidth(1)
    canvas.line(room + 6 if rtl else 0, y, width if rtl else width - room - 6, y)
    canvas.setDash()
    draw_text(canvas, label, 0 if rtl else width - room, y + 8, room)


def _paint_figure(canvas: PaperCanvas, text: Text, x: float, y: float) -> None:
    """The figure on white above its point, so that no line runs through it."""
    room = text.natural_width + 2
    canvas.setFillGray(1)
    canvas.rect(x - room / 2, y + 5, room, 14, stroke=0, fill=1)
    canvas.setFillGray(0)
    draw_text(canvas, text, x - room / 2, y + 20, room)


def _paint_day(canvas: PaperCanvas, sheet: Sheet, day: str, x: float, width: float) -> None:
    text = sheet.words(sheet.day(day), _FIGURE)
    room = text.natural_width + 2
    left = min(max(x - room / 2, 0), width - room)
    draw_text(canvas, text, left, _DAY, room)
