"""A PDF page on which only shaped glyphs are written: the one place that puts text into the file.

ReportLab's own text calls are left unused, because they neither shape nor embed as we need.
"""

from collections.abc import Sequence
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from fieldapp.reports.type.embedding import EmbeddedFont
from fieldapp.reports.type.fonts import Face
from fieldapp.reports.type.setting import Piece

#: Below this, in thousandths of the type size, no eye and no printer sees a shift.
_INVISIBLE_SHIFT = 0.05

#: What is left of a line's thickness where toner is saved, and the least in points of the drawing
#: that a copy of a copy still has.
_SAVED, _THINNEST = 0.6, 0.7


class PaperCanvas(Canvas):
    """A canvas with embedded subset fonts only, whose bytes depend on nothing but its content.

    Args:
        zoom: How much larger a page comes out than what is drawn on it.
        saves_toner: Lines are drawn thinner, and `patterns` fills no surface with black.
    """

    def __init__(
        self, filename: str, zoom: float = 1, *, saves_toner: bool = False, **options: Any
    ) -> None:
        self._zoom, self.saves_toner = zoom, saves_toner
        self._embedded: dict[Face, EmbeddedFont] = {}
        super().__init__(filename, **{**options, "invariant": 1, "pageCompression": 1})

    def _make_preamble(self) -> None:
        # ReportLab's preamble selects Helvetica, which would then be in the file, not embedded.
        self._preamble = f"{self._zoom:g} 0 0 {self._zoom:g} 0 0 cm"

    def showPage(self) -> None:  # noqa: N802 - ReportLab's name
        """Finish the page at the size that it comes out with."""
        drawn_on: tuple[float, float] = self._pagesize
        self.setPageSize((drawn_on[0] * self._zoom, drawn_on[1] * self._zoom))
        super().showPage()
        self.setPageSize(drawn_on)

    def show_side(self, width: float, height: float) -> None:
        """Finish a side that was put together in points of the paper itself."""
        self.setPageSize((width, height))
        self._preamble = "1 0 0 1 0 0 cm"
        super().showPage()

    def setLineWidth(self, width: float) -> None:  # noqa: N802 - ReportLab's name
        """Set how thick lines are; thinner where toner is saved, but never too thin to copy."""
        super().setLineWidth(max(_THINNEST, width * _SAVED) if self.saves_toner else width)

    def setFont(self, *_: Any, **__: Any) -> None:  # noqa: N802 - ReportLab's name
        """Select nothing: tables ask for Helvetica before each cell, though no cell needs it."""

    def show_pieces(self, pieces: Sequence[Piece], size: float, x: float, y: float) -> None:
        """Write pieces, given from left to right, on the baseline that starts at (x, y) points.

        Marks are written after the letters: programs that read the text aloud or search it take
        a shape above or below the line for the start of another line.
        """
        letters = _Operators(f"BT 1 0 0 1 {x:.3f} {y:.3f} Tm")
        marks = _Operators("/Span <</ActualText ()>> BDC BT")
        pen = lag = 0.0  # how far we are, and how far the PDF's own pen is behind
        selected = ""
        for piece in pieces:
            font = self._embed(piece.face)
            if selected != f"/{font.resource_name} {size:g} Tf":
                selected = f"/{font.resource_name} {size:g} Tf"
                letters.add(selected)
            for glyph in piece.glyphs:
                code = f"<{font.code(glyph):04x}>"
                if glyph.text:
                    if abs(lag + glyph.dx) > _INVISIBLE_SHIFT:
                        letters.show(f"{-(lag + glyph.dx):.2f}")
                        lag = -glyph.dx
                    letters.show(code)
                    lag -= piece.face.advance(glyph.number)
                else:
                    left = x + (pen + glyph.dx) * size / 1000
                    bottom = y + glyph.dy * size / 1000
                    marks.add(f"{selected} 1 0 0 1 {left:.3f} {bottom:.3f} Tm {code} Tj")
                pen += glyph.advance
                lag += glyph.advance
        letters.add("ET")
        self.drawText(letters)
        if marks.used:
            marks.add("ET EMC")
            self.drawText(marks)

    def _embed(self, face: Face) -> EmbeddedFont:
        if face not in self._embedded:
            font = EmbeddedFont(face, f"T{len(self._embedded) + 1}")
            self._embedded[face] = font
            self._doc.delayedFonts.append(font)
        return self._embedded[face]


class _Operators:
    """Page content as ReportLab's `drawText` takes it."""

    def __init__(self, first: str) -> None:
        self._operators = [first]
        self._shown: list[str] = []

    @property
    def used(self) -> bool:
        """Whether anything was added."""
        return len(self._operators) > 1

    def show(self, item: str) -> None:
        """Write a glyph, or move the pen by so many thousandths backwards."""
        self._shown.append(item)

    def add(self, operator: str) -> None:
        """Any other operator; it comes after what was shown before."""
        if self._shown:
            self._operators.append(f"[{' '.join(self._shown)}] TJ")
            self._shown.clear()
        self._operators.append(operator)

    def getCode(self) -> str:  # noqa: N802 - ReportLab's name
        return " ".join(self._operators)
