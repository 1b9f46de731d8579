"""Marks that carry a meaning without colour and without letters: kept, late, faces, arrows, boxes.

Each is drawn in a square; a word always stands beside it, which is not put here.
"""

from collections.abc import Callable

from fieldapp.language import N_
from fieldapp.reports.drawing import Drawing
from fieldapp.reports.patterns import fill
from fieldapp.reports.type.canvas import PaperCanvas

#: Line thickness as a share of the size: thick enough for a photocopy of a photocopy.
_THICKNESS = 0.09

Paint = Callable[[PaperCanvas, float], None]


def mark(name: str, size: float = 16, says: str = "") -> Drawing:
    """A mark of ``MARKS`` as a block of ``size`` points; ``says`` is its name, translated."""
    return Drawing(size, lambda canvas, _: draw_mark(canvas, name, 0, 0, size), size, says)


def draw_mark(canvas: PaperCanvas, name: str, x: float, y: float, size: float) -> None:
    """Draw a mark with its lower left corner at (x, y)."""
    canvas.saveState()
    canvas.translate(x, y)
    canvas.setStrokeGray(0)
    canvas.setFillGray(0)
    canvas.setLineWidth(size * _THICKNESS)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    MARKS[name](canvas, size)
    canvas.restoreState()


def _strokes(*lines: tuple[float, float, float, float]) -> Paint:
    """A mark of straight lines, given as shares of the size."""

    def paint(canvas: PaperCanvas, size: float) -> None:
        canvas.lines([tuple(share * size for share in line) for line in lines])

    return paint


def _ring(canvas: PaperCanvas, size: float) -> None:
    canvas.circle(size / 2, size / 2, size * 0.43)


def _box(canvas: PaperCanvas, size: float) -> None:
    canvas.rect(size * 0.07, size * 0.07, size * 0.86, size * 0.86)


def _dashed_ring(canvas: PaperCanvas, size: float) -> None:
    canvas.setDash(size * 0.16, size * 0.14)
    _ring(canvas, size)


def _half_filled_ring(canvas: PaperCanvas, size: float) -> None:
    path = canvas.beginPath()
    path.arc(size * 0.07, size * 0.07, size * 0.93, size * 0.93, startAng=270, extent=180)
    path.close()
    fill(canvas, path, size)
    _ring(canvas, size)


def _face(mouth: float) -> Paint:
    """A face; the mouth bends up by so much of the size, down where negative."""

    def paint(canvas: PaperCanvas, size: float) -> None:
        _ring(canvas, size)
        for x in (0.34, 0.66):
            canvas.circle(size * x, size * 0.62, size * 0.045, stroke=0, fill=1)
        middle, corner = size * (0.34 - mouth / 2), size * (0.34 + mouth / 2)
        path = canvas.beginPath()
        path.moveTo(size * 0.28, corner)
        path.curveTo(size * 0.4, middle, size * 0.6, middle, size * 0.72, corner)
        canvas.drawPath(path, stroke=1, fill=0)

    return paint


def _together(*paints: Paint) -> Paint:
    def paint(canvas: PaperCanvas, size: float) -> None:
        for one in paints:
            one(canvas, size)

    return paint


_TICK = _strokes((0.22, 0.5, 0.42, 0.28), (0.42, 0.28, 0.8, 0.74))
_CROSS = _strokes((0.28, 0.28, 0.72, 0.72), (0.28, 0.72, 0.72, 0.28))
_EQUAL = _strokes((0.28, 0.4, 0.72, 0.4), (0.28, 0.6, 0.72, 0.6))

MARKS: dict[str, Paint] = {
    "tick": _together(_box, _TICK),
    "cross": _together(_box, _CROSS),
    "half": _half_filled_ring,
    "open": _dashed_ring,
    "struck": _together(_ring, _strokes((0.2, 0.2, 0.8, 0.8))),
    "box": _box,
    "ring": _ring,
    "differ": _together(_EQUAL, _strokes((0.36, 0.22, 0.64, 0.78))),
    "same": _together(_ring, _EQUAL),
    "up": _together(
        _ring, _strokes((0.5, 0.25, 0.5, 0.75), (0.3, 0.55, 0.5, 0.75), (0.7, 0.55, 0.5, 0.75))
    ),
    "down": _together(
        _ring, _strokes((0.5, 0.25, 0.5, 0.75), (0.3, 0.45, 0.5, 0.25), (0.7, 0.45, 0.5, 0.25))
    ),
    "smile": _face(0.24),
    "flat": _face(0),
    "frown": _face(-0.24),
}

#: What each mark looks like, for whoever has the paper read aloud; a word beside it says the rest.
MARK_NAMES: dict[str, str] = {
    "tick": N_("Box with a tick"),
    "cross": N_("Box with a cross"),
    "half": N_("Circle, half filled"),
    "open": N_("Dashed circle"),
    "struck": N_("Circle with a stroke"),
    "box": N_("Empty box"),
    "ring": N_("Empty circle"),
    "differ": N_("Sign for “not equal”"),
    "same": N_("Sign for “equal”"),
    "up": N_("Arrow up"),
    "down": N_("Arrow down"),
    "smile": N_("Smiling face"),
    "flat": N_("Face that does not smile"),
    "frown": N_("Sad face"),
}
