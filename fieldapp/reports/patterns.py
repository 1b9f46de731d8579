"""What surfaces are filled with: no grey and no colour, so that a copy of a copy still tells them.

A printer makes grey of fine dots, which the second copy loses; slanted lines as thick as those of a
letter stay. Where toner is saved, lines stand further apart and black becomes lines.
"""

from reportlab.pdfgen.pathobject import PDFPathObject

from fieldapp.reports.type.canvas import PaperCanvas

_LINE = 0.42
"""Thickness of a line as a share of the distance to the next: near half is dark, and no blot."""

_WIDER = 1.6
"""How much further apart lines stand where toner is saved."""


def hatch(
    canvas: PaperCanvas, left: float, bottom: float, width: float, height: float, gap: float
) -> None:
    """Fill a rectangle with slanted lines, ``gap`` points apart."""
    if canvas.saves_toner:
        gap *= _WIDER
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(left, bottom, width, height)
    canvas.clipPath(path, stroke=0)
    canvas.setLineWidth(gap * _LINE)
    count = int((width + height) / gap) + 1
    canvas.lines(
        [
            (left + gap * n - height, bottom, left + gap * n, bottom + height)
            for n in range(count + 1)
        ]
    )
    canvas.restoreState()


def fill(canvas: PaperCanvas, path: PDFPathObject, size: float) -> None:
    """Fill a closed path within a square of ``size`` points at the origin with black, or with lines
    where toner is saved."""
    if not canvas.saves_toner:
        canvas.drawPath(path, stroke=0, fill=1)
        return
    canvas.saveState()
    canvas.clipPath(path, stroke=0)
    hatch(canvas, 0, 0, size, size, gap=size / 7)
    canvas.restoreState()
    canvas.drawPath(path, stroke=1, fill=0)
