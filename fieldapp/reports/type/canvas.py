"""A PDF page on which only shaped glyphs are written: the one place that puts text into the file.

ReportLab's own text calls are left unused, because they neither shape nor embed as we need.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from fieldapp.reports.type.embedding import INVISIBLE_SHIFT, EmbeddedFont
from fieldapp.reports.type.fonts import Face
from fieldapp.reports.type.setting import Piece


class PaperCanvas(Canvas):
    """A canvas with embedded subset fonts only, whose bytes depend on nothing but its content.

    Args:
        zoom: How much larger a page comes out than what is drawn on it.
    """

    def __init__(self, filename: str, zoom: float = 1, **options: Any) -> None:
        self._zoom = zoom
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

    def setFont(self, *_: Any, **__: Any) -> None:  # noqa: N802 - ReportLab's name
        """Select nothing: tables ask for Helvetica before each cell, though no cell needs it."""

    def show_pieces(self, pieces: Sequence[Piece], size: float, x: float, y: float) -> None:
        """Write pieces, given from left to right, on the baseline that starts at (x, y) points.

        Marks are written after the letters: programs that read the text aloud or search it take
        a shape above or below the line for the start of another line.
        """
        letters = [f"BT 1 0 0 1 {x:.3f} {y:.3f} Tm"]
        marks, shown = list[str](), list[str]()
        pen = lag = 0.0  # how far we are, and how far the PDF's own pen is behind
        selected = None
        for piece in pieces:
            font = self._embed(piece.face)
            if selected is not font:
                letters += _shown(shown)
                letters.append(f"/{font.resource_name} {size:g} Tf")
                selected, shown = font, []
            written = font.written(piece)
            if abs(lag) > INVISIBLE_SHIFT:
                shown.append(f"{-lag:.2f}")
                lag = 0.0
            shown += written.letters
            for mark in written.marks:
                left, bottom = x + (pen + mark.dx) * size / 1000, y + mark.dy * size / 1000
                at = f"1 0 0 1 {left:.3f} {bottom:.3f} Tm"
                marks.append(f"/{font.resource_name} {size:g} Tf {at} {mark.code} Tj")
            pen += piece.width
            lag += written.lag
        letters += [*_shown(shown), "ET"]
        self._code.append(" ".join(letters))
        if marks:
            self._code.append(" ".join(["/Span <</ActualText ()>> BDC BT", *marks, "ET EMC"]))

    def fill_rectangles(self, rectangles: Iterable[tuple[int, int, int, int]]) -> None:
        """Fill rectangles of whole numbers, as one shape: left, bottom, width and height of each.

        ReportLab writes each number of a path with a logarithm.
        """
        self._code.append("".join(f"{x} {y} {w} {h} re " for x, y, w, h in rectangles) + "f")

    def _embed(self, face: Face) -> EmbeddedFont:
        if face not in self._embedded:
            font = EmbeddedFont(face, f"T{len(self._embedded) + 1}")
            self._embedded[face] = font
            self._doc.delayedFonts.append(font)
        return self._embedded[face]


def _shown(items: Sequence[str]) -> list[str]:
    """What writes glyphs and moves the pen between them; nothing for nothing."""
    return [f"[{' '.join(items).replace('> <', '')}] TJ"] if items else []
