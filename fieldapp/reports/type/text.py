"""A block of text for a page: wraps, splits over pages, aligns by the paper's own direction.

Breaking into lines is in ``setting``; tables, headings and pages are not here.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from enum import Enum
from math import inf

from reportlab.platypus import Flowable

from fieldapp.reports.pdf.structure import Tag
from fieldapp.reports.type.canvas import PaperCanvas
from fieldapp.reports.type.reading import from_left
from fieldapp.reports.type.scripts import room
from fieldapp.reports.type.setting import Line, Paragraph, Piece, Typesetter
from fieldapp.reports.type.spans import Spans

#: No page ends or begins with a single line of a longer text.
_FEWEST_LINES = 2

#: Room for a line that fits exactly but for rounding, in points.
_TOLERANCE = 0.01


class Align(Enum):
    """Where a line stands. Start is left in English, right in Arabic."""

    START = "start"
    END = "end"
    CENTER = "center"
    JUSTIFY = "justify"


@dataclass(frozen=True)
class Style:
    """How a text looks.

    Attributes:
        size: Type size in points.
        align: Where its lines stand.
        before, after: Space above and below in points, left out at the edges of a page.
        indent: Width in points kept free at the start, where the bullet stands.
        lead: Line height as a share of what its scripts ask for.
        pale: From 0, black, to 1, white. Words that are to be read are black.
    """

    size: float = 12
    align: Align = Align.START
    before: float = 0
    after: float = 0
    indent: float = 0
    lead: float = 1
    pale: float = 0


class Lines(Flowable):
    """What is left to set of one or more paragraphs, as one block.

    Args:
        typesetter: What the texts of the paper share.
        style: How it looks.
        rest: Each paragraph with the character it goes on from.
        bullet: What stands at the start of the first line.
        limit: How many lines at most; those after belong to another block.

    Attributes:
        tag: What it is: a paragraph, until somebody says that it is a heading.
        entry: The entry of a list that it is, if it began with a bullet.
    """

    def __init__(
        self,
        typesetter: Typesetter,
        style: Style,
        rest: Sequence[tuple[Paragraph, int]],
        bullet: Paragraph | None = None,
        limit: int | None = None,
    ) -> None:
        super().__init__()
        self._typesetter, self._style = typesetter, style
        self._rest, self._bullet, self._limit = rest, bullet, limit
        self.tag = Tag("P")
        self.entry: Tag | None = None
        if bullet is not None:
            self.tag, self.entry = Tag("LBody"), Tag("LI")
        self._lines: list[tuple[Paragraph, Line]] = []
        self.width = self.height = 0.0
        self._measured_at: float | None = None
        self.spaceBefore, self.spaceAfter = style.before, style.after
        scripts = {script for paragraph, _ in rest for script in paragraph.scripts}
        above, below = room(typesetter.script, scripts)
        self.leading = style.size * style.lead * (above + below) / 1000
        self._baseline = (self.leading + style.size * (above - below) / 1000) / 2

    @property
    def natural_width(self) -> float:
        """The width in points that it takes without any line broken."""
        lines = (line for paragraph, start in self._rest for line in paragraph.lines(inf, start))
        widest = max((line.width for line in lines), default=0.0)
        return widest * self._style.size / 1000 + self._style.indent

    @property
    def word_width(self) -> float:
        """The narrowest width in points at which no word is cut."""
        widest = max((paragraph.widest_word for paragraph, _ in self._rest), default=0.0)
        return widest * self._style.size / 1000 + self._style.indent + _TOLERANCE

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Break into lines; ReportLab calls this with the room there is, in points."""
        if self._measured_at == width:
            return self.width, self.height
        room = max(width - self._style.indent, 0) + _TOLERANCE
        self._lines = [
            (paragraph, line)
            for paragraph, start in self._rest
            for line in paragraph.lines(room * 1000 / self._style.size, start)
        ][: self._limit]
        self.width, self.height = width, len(self._lines) * self.leading
        self._measured_at = width
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """The part that fits and the rest, or nothing where a line would stand alone."""
        self.wrap(width, height)
        fitting = min(int(height // self.leading), len(self._lines) - _FEWEST_LINES)
        if fitting < _FEWEST_LINES:
            return []
        paragraph, line = self._lines[fitting]
        after = [source for source, _ in self._rest].index(paragraph) + 1
        rest = [(paragraph, line.start), *self._rest[after:]]
        left = None if self._limit is None else self._limit - fitting
        parts = [
            Lines(self._typesetter, self._style, self._rest, self._bullet, limit=fitting),
            Lines(self._typesetter, self._style, rest, limit=left),
        ]
        for part in parts:
            part.tag, part.entry = self.tag, self.entry
        return parts

    def drawOn(self, canvas: PaperCanvas, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803 - ReportLab's names
        """Write the lines, the lower left corner of the block at (x, y).

        ReportLab would move the origin there and back, which costs more than the words of a cell.
        """
        if not any(line.pieces for _, line in self._lines):
            return  # a cell without a word is no paragraph
        size, indent, rtl = self._style.size, self._style.indent, self._typesetter.rtl
        canvas.setFillGray(self._style.pale)
        baseline = y + self.height - self._baseline
        left = x if rtl else x + indent
        with self._entry(canvas):
            if self._bullet is not None:
                (line,) = self._bullet.lines(inf)
                start = x + self.width - line.width * size / 1000 if rtl else x
                with canvas.words(Tag("Lbl")):
                    canvas.show_pieces(from_left(line), size, start, baseline)
            with canvas.words(self.tag, self._said(), y + self.height):
                for paragraph, line in self._lines:
                    self._draw_line(canvas, paragraph, line, left, self.width - indent, baseline)
                    baseline -= self.leading
        if self._style.pale:
            canvas.setFillGray(0)

    def _entry(self, canvas: PaperCanvas) -> AbstractContextManager[None]:
        if self.entry is None:
            return nullcontext()
        marker = self._bullet.said(next(self._bullet.lines(inf))) if self._bullet else ""
        return canvas.list_entry(self.entry, marker)

    def _said(self) -> str:
        """The lines in reading order, if they stand in another; else nothing."""
        turned = any(piece.level % 2 for _, line in self._lines for piece in line.pieces)
        if not turned and not self._typesetter.rtl:
            return ""
        return "".join(
            f"{paragraph.said(line)} " if line.last else paragraph.said(line)
            for paragraph, line in self._lines
        )

    def _draw_line(
        self,
        canvas: PaperCanvas,
        paragraph: Paragraph,
        line: Line,
        left: float,
        room: float,
        y: float,
    ) -> None:
        size = self._style.size
        free = room - line.width * size / 1000
        align = self._style.align
        if align is Align.JUSTIFY and line.spaces and not line.last:
            extra = free * 1000 / size / line.spaces
            canvas.show_pieces(_stretched(from_left(line), extra), size, left, y)
            return
        at_right = (align is Align.END) != self._typesetter.rtl
        if align is Align.CENTER:
            left += free / 2
        elif at_right:
            left += free
        # Without the space that it ends with, its last word and the next are read as one.
        gap = () if self._typesetter.rtl else paragraph.gap_after(line)
        canvas.show_pieces([*from_left(line), *gap], size, left, y)


class Text(Lines):
    """Spans set in one style; a bullet stands at the start of the first line.

    Raises:
        MissingGlyph: At once, before anything is printed, if a character has no glyph.
    """

    def __init__(
        self, typesetter: Typesetter, spans: Spans, style: Style, bullet: Spans = ()
    ) -> None:
        rest = [(paragraph, 0) for paragraph in typesetter.paragraphs(spans)]
        marker = typesetter.paragraphs(bullet)[0] if bullet else None
        super().__init__(typesetter, style, rest, marker)


def _stretched(pieces: Sequence[Piece], extra: float) -> list[Piece]:
    """A line's pieces with each space wider by ``extra`` thousandths of the type size."""
    wider = {
        piece: replace(
            piece,
            glyphs=tuple(replace(glyph, advance=glyph.advance + extra) for glyph in piece.glyphs),
            width=piece.width + extra,
        )
        for piece in set(pieces)
        if piece.space
    }
    return [wider.get(piece, piece) for piece in pieces]


def draw_text(canvas: PaperCanvas, text: Flowable, x: float, top: float, width: float) -> float:
    """Write a text into a drawing, its top left corner at (x, top); return its height in points."""
    height: float = text.wrap(width, inf)[1]
    text.drawOn(canvas, x, top - height)
    return height
