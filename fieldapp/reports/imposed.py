"""Several pages put on one side of a leaf, and the marks for folding, cutting and glueing it.

Where they go is in `imposing`. Page contents are taken as they were drawn, so that their text can
still be searched, and no font is in the file twice.
"""

from collections.abc import Sequence

from reportlab.lib.units import mm

from fieldapp.language import N_
from fieldapp.reports.imposing import Side
from fieldapp.reports.sheet import Sheet
from fieldapp.reports.type.canvas import PaperCanvas
from fieldapp.reports.type.text import Style, draw_text

_TILE = N_("Leaf {tile} of 4. Cut along the dashed lines, glue over the next leaf.")
_LAST_TILE = N_("Leaf {tile} of 4.")

_FOLD_MARK = 6 * mm


def gathered(side: Side, drawn: Sequence[Sequence[str]], zoom: float) -> list[str]:
    """Return the content of a side as PDF operators.

    Args:
        drawn: The operators of each page.
        zoom: How much larger these come out than they were drawn.
    """
    code = []
    for placed in side.placed:
        code.append("q")
        if side.window is not None:
            code.append(f"{' '.join(f'{length:.3f}' for length in side.window)} re W n")
        scale = zoom * placed.scale
        code.append(f"{scale:.5f} 0 0 {scale:.5f} {placed.x:.3f} {placed.y:.3f} cm")
        code += drawn[placed.page]
        code.append("Q")
    return code


def draw_marks(canvas: PaperCanvas, sheet: Sheet, side: Side) -> None:
    """Draw where a side is folded or cut, and which tile it is."""
    canvas.saveState()
    canvas.setStrokeGray(0)
    canvas.setLineWidth(0.6)
    if side.fold is not None:
        for end in (0, side.height - _FOLD_MARK):
            canvas.line(side.fold, end, side.fold, end + _FOLD_MARK)
    canvas.setDash(6, 4)
    for cut in side.cuts:
        canvas.line(*cut)
    canvas.restoreState()
    if side.tile and side.window is not None:
        _name_tile(canvas, sheet, side)


def _name_tile(canvas: PaperCanvas, sheet: Sheet, side: Side) -> None:
    """Write the tile's number into the white edge, beside a plan of the four with its own dark."""
    assert side.window is not None
    left, bottom, width, _ = side.window
    words = sheet.language.translate(_TILE if side.cuts else _LAST_TILE)
    text = sheet.sentence(words, Style(9), tile=sheet.language.number(side.tile))
    small = 3 * mm
    beside = 2 * small + 2 * mm
    draw_text(canvas, text, left + (0 if sheet.rtl else beside), bottom - mm, width - beside)
    start = left + width - 2 * small if sheet.rtl else left
    canvas.saveState()
    canvas.setLineWidth(0.6)
    for number in range(4):
        row, place = divmod(number, 2)
        x = start + (1 - place if sheet.rtl else place) * small
        own = number == side.tile - 1
        canvas.rect(x, bottom - mm - (row + 1) * small, small, small, stroke=1, fill=own)
    canvas.restoreState()
