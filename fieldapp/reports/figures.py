"""Outlines of people for counting boxes: woman, man, girl, boy, old person, wheelchair.

Drawn plainly, without clothes of any one place; a word always stands below, which is not put here.
"""

from collections.abc import Sequence

from fieldapp.reports.drawing import Drawing
from fieldapp.reports.pictograms import draw_pictogram
from fieldapp.reports.sheet import Sheet
from fieldapp.reports.type.canvas import PaperCanvas

_THICKNESS = 1.6

#: Those that are drawn among the pictograms.
_DRAWN = {"wheelchair": "accessibility"}

#: Head, then body and limbs as lines through points, on a square of side 1.
_ADULT_HEAD, _CHILD_HEAD = (0.5, 0.86, 0.11), (0.5, 0.66, 0.1)
_Line = tuple[tuple[float, float], ...]

_SHAPES: dict[str, tuple[tuple[float, float, float], tuple[_Line, ...]]] = {
    "woman": (
        _ADULT_HEAD,
        (
            ((0.5, 0.72), (0.26, 0.24), (0.74, 0.24), (0.5, 0.72)),
            ((0.42, 0.24), (0.42, 0.02)),
            ((0.58, 0.24), (0.58, 0.02)),
        ),
    ),
    "man": (
        _ADULT_HEAD,
        (
            ((0.34, 0.7), (0.66, 0.7), (0.66, 0.36), (0.34, 0.36), (0.34, 0.7)),
            ((0.42, 0.36), (0.42, 0.02)),
            ((0.58, 0.36), (0.58, 0.02)),
        ),
    ),
    "girl": (
        _CHILD_HEAD,
        (
            ((0.5, 0.53), (0.32, 0.18), (0.68, 0.18), (0.5, 0.53)),
            ((0.44, 0.18), (0.44, 0.02)),
            ((0.56, 0.18), (0.56, 0.02)),
        ),
    ),
    "boy": (
        _CHILD_HEAD,
        (
            ((0.38, 0.52), (0.62, 0.52), (0.62, 0.26), (0.38, 0.26), (0.38, 0.52)),
            ((0.44, 0.26), (0.44, 0.02)),
            ((0.56, 0.26), (0.56, 0.02)),
        ),
    ),
    "older": (
        (0.6, 0.8, 0.11),
        (
            ((0.54, 0.68), (0.42, 0.36), (0.36, 0.02)),
            ((0.42, 0.36), (0.54, 0.2), (0.52, 0.02)),
            ((0.5, 0.56), (0.74, 0.44)),
            ((0.74, 0.5), (0.74, 0.02)),
        ),
    ),
}


FIGURES = (*_SHAPES, *_DRAWN)
"""Their names, as of pictograms."""

TEN = 10
"""As many people stand for all who came: more would not be counted at a glance."""


def out_of_ten(counts: Sequence[int]) -> list[int]:
    """Return how many of every ten each group is; the largest rests are rounded up."""
    total = sum(counts)
    exact = [count * TEN / total for count in counts]
    found = [int(share) for share in exact]
    by_rest = sorted(range(len(counts)), key=lambda n: (found[n] - exact[n], n))
    for n in by_rest[: TEN - sum(found)]:
        found[n] += 1
    return found


def people(sheet: Sheet, names: Sequence[str], size: float, says: str) -> Drawing:
    """A row of outlines, one for each name, in reading direction; ``says`` is the same in words."""
    slot = size * 0.8
    drawn = [figure(sheet, name, size, "") for name in names]

    def paint(canvas: PaperCanvas, width: float) -> None:
        for place, one in enumerate(drawn):
            one.wrap(slot, size)
            left = width - (place + 1) * slot if sheet.rtl else place * slot
            one.drawOn(canvas, left, 0)

    return Drawing(size, paint, slot * len(drawn), says)


def figure(sheet: Sheet, name: str, size: float, says: str) -> Drawing:
    """An outline in the middle of its cell, ``size`` points high; a mission's own where it has one
    of that name. ``says`` is whom it shows."""

    def paint(canvas: PaperCanvas, width: float) -> None:
        left = (width - size) / 2
        if name not in _SHAPES or name in sheet.own:
            draw_pictogram(canvas, _DRAWN.get(name, name), left, 0, size, sheet.own.get(name, ""))
            return
        (x, y, radius), lines = _SHAPES[name]
        canvas.setLineWidth(_THICKNESS)
        canvas.setLineJoin(1)
        canvas.setLineCap(1)
        canvas.circle(left + x * size, y * size, radius * size)
        path = canvas.beginPath()
        for line in lines:
            path.moveTo(left + line[0][0] * size, line[0][1] * size)
            for x, y in line[1:]:
                path.lineTo(left + x * size, y * size)
        canvas.drawPath(path, stroke=1, fill=0)

    return Drawing(size, paint, says=says)
