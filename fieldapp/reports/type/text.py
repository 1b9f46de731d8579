"""A block of text for a page: wraps, splits over pages, aligns by the paper's own direction.

Breaking into lines is in ``setting``; tables, headings and pages are not here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from math import inf

from reportlab.platypus import Flowable

from fieldapp.reports.type.canvas import PaperCanvas
from fieldapp.reports.type.setting import Line, Paragraph, Typesetter
from fieldapp.reports.type.spans import Spans

#: No page ends or begins with a single line of a longer text.
_FEWEST_LINES = 2

#: Line height as a share of the type size: a font that asks for more has room for stacked marks
#: that no language of ours uses.
_HIGHEST_LINE = 1.5

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
        lead: Line height as a share of what the font asks for.
    """

    size: float = 12
    align: Align = Align.START
    before: float = 0
    after: float = 0
    indent: float = 0
    lead: float = 1


class Lines(Flowable):
    """What is left to set of one or more paragraphs, as one block.

    Args:
        typesetter: What the texts of the paper share.
        style: How it looks.
        rest: Each paragraph with the character it goes on from.
        bullet: What stands at the start of the first line.
        limit: How many lines at most; those after belong to another block.
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
        self._lines: list[tuple[Paragraph, Line]] = []
        self.width = self.height = 0.0
        self._measured_at: float | None = None
        self.spaceBefore, self.spaceAfter = style.before, style.after
        face = typesetter.fonts.regular[0]
        ascender, descender = face.extent("ascender"), face.extent("descender")
        natural = min((ascender - descender) / 1000, _HIGHEST_LINE)
        self.leading = style.size * style.lead * natural
        self._baseline = (self.leading + style.size * (ascender + descender) / 1000) / 2

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
        return [
            Lines(self._typesetter, self._style, self._rest, self._bullet, limit=fitting),
            Lines(self._typesetter, self._style, rest, limit=left),
        ]

    def draw(self) -> None:
        """Write the lines; ReportLab has moved the origin to the lower left corner."""
        canvas: PaperCanvas = self.canv
        size, indent, rtl = self._style.size, self._style.indent, self._typesetter.rtl
        canvas.setFillGray(0)
        y = self.height - self._baseline
        if self._bullet is not None:
            (line,) = self._bullet.lines(inf)
            x = self.width - line.width * size / 1000 if rtl else 0
            canvas.show_pieces(line.from_left(), size, x, y)
        left = 0 if rtl else indent
        for _, line in self._lines:
            self._draw_line(canvas, line, left, self.width - indent, y)
            y -= self.leading

    def _draw_line(
        self, canvas: PaperCanvas, line: Line, left: float, room: float, y: float
    ) -> None:
        size = self._style.size
        free = room - line.width * size / 1000
        align = self._style.align
        if align is Align.JUSTIFY and line.spaces and not line.last:
            _show_stretched(canvas, line, size, left, y, free / line.spaces)
            return
        at_right = (align is Align.END) != self._typesetter.rtl
        if align is Align.CENTER:
            left += free / 2
        elif at_right:
            left += free
        canvas.show_pieces(line.from_left(), size, left, y)


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


def _show_stretched(
    canvas: PaperCanvas, line: Line, size: float, x: float, y: float, extra: float
) -> None:
    """Write a justified line, each space wider by ``extra`` points."""
    waiting = []
    left = x
    for piece in line.from_left():
        waiting.append(piece)
        x += piece.width * size / 1000
        if piece.space:
            canvas.show_pieces(waiting, size, left, y)
            waiting = []
            x += extra
            left = x
    canvas.show_pieces(waiting, size, left, y)


def draw_text(canvas: PaperCanvas, text: Flowable, x: float, top: float, width: float) -> float:
    """Write a text into a drawing, its top left corner at (x, top); return its height in points."""
    height: float = text.wrap(width, inf)[1]
    text.drawOn(canvas, x, top - height)
    return height
