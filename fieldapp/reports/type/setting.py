"""From spans to lines: shaped words of one paragraph, broken where the column ends.

Drawing is in ``text``; which way things run is in ``bidi``; which glyphs they become in ``fonts``.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from fieldapp.language import Language
from fieldapp.reports.type.bidi import bidi_levels, visual_order
from fieldapp.reports.type.fonts import Face, Fonts, Glyph, clusters, load_fonts
from fieldapp.reports.type.spans import Spans, without_controls

#: Where a paragraph ends whatever its width, and what stands for one space or for nothing.
_HARD_BREAK = re.compile("\r\n|[\n\r\u0085\u2028\u2029]")
_SPACES = " \t"
_INVISIBLE = re.compile("[\u00ad\u2060\ufeff]")
_ZERO_WIDTH_SPACE = "\u200b"

#: A word, and the spaces after it. A word also ends after a dash or slash between two letters.
_TOKEN = re.compile(
    rf"(?P<word>[^{_SPACES}{_ZERO_WIDTH_SPACE}]*?)"
    rf"(?P<gap>[{_SPACES}{_ZERO_WIDTH_SPACE}]+|$|(?<=[^\W\d][-/\u2010\u2013\u2014])(?=[^\W\d]))"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """The smallest thing that moves as a whole: one direction, one face.

    Attributes:
        level: Its bidi level.
        face: The font it is drawn with.
        glyphs: Its shapes from left to right.
        width: In thousandths of the type size.
        space: Whether it is a space that a justified line may stretch.
    """

    level: int
    face: Face
    glyphs: tuple[Glyph, ...]
    width: float
    space: bool


@dataclass(frozen=True)
class Line:
    """One line of a paragraph, in reading order, without the space at its end.

    Attributes:
        pieces: What it shows.
        start, end: The characters of the paragraph that it uses up.
        last: Whether the paragraph ends with it.
    """

    pieces: tuple[Piece, ...]
    start: int
    end: int
    last: bool

    @property
    def width(self) -> float:
        """In thousandths of the type size."""
        return sum(piece.width for piece in self.pieces)

    @property
    def spaces(self) -> int:
        """How many spaces a justified line can stretch."""
        return sum(piece.space for piece in self.pieces)

    def from_left(self) -> list[Piece]:
        """The pieces as they stand on the paper."""
        return [self.pieces[place] for place in visual_order([p.level for p in self.pieces])]


class Typesetter:
    """What all texts of one paper share: its language, its fonts, the words shaped so far."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.rtl = language.rtl
        self.fonts: Fonts = load_fonts(rtl=self.rtl)
        self._shaped: dict[tuple[str, bool, bool], list[tuple[Face, tuple[Glyph, ...]]]] = {}

    def shape(self, text: str, *, rtl: bool, bold: bool) -> list[tuple[Face, tuple[Glyph, ...]]]:
        """The glyphs of one word of one direction, stretch by stretch in reading order.

        Raises:
            MissingGlyph: No font of ours has a character.
        """
        key = (text, rtl, bold)
        if key not in self._shaped:
            self._shaped[key] = [
                (face, face.shape(stretch, self.language.code, rtl=rtl))
                for face, stretch in self.fonts.split(text, bold=bold)
            ]
        return self._shaped[key]

    def paragraphs(self, spans: Spans) -> list["Paragraph"]:
        """The paragraphs of a text, one for each hard line break, all glyphs found.

        Raises:
            MissingGlyph: No font of ours has a character.
        """
        text, bold = "", list[bool]()
        for span in spans:
            directed = _INVISIBLE.sub("", span.directed(rtl=self.rtl))
            text += directed
            bold += [span.bold] * len(directed)
        found, start = list[Paragraph](), 0
        for stop in (*_HARD_BREAK.finditer(text), None):
            end = stop.start() if stop else len(text)
            found.append(Paragraph(self, text[start:end], bold[start:end]))
            start = stop.end() if stop else end
        return found


@dataclass(frozen=True)
class _Word:
    start: int
    stop: int
    end: int
    pieces: tuple[Piece, ...]
    gap: tuple[Piece, ...]


class Paragraph:
    """One bidi paragraph with its levels resolved and its words shaped."""

    def __init__(self, typesetter: Typesetter, text: str, bold: Sequence[bool]) -> None:
        self._typesetter = typesetter
        self._text = text
        self._bold = bold
        _, self._levels = bidi_levels(text, 1 if typesetter.rtl else 0)
        self._words = tuple(self._find_words())

    @property
    def widest_word(self) -> float:
        """The narrowest column that cuts no word, in thousandths of the type size."""
        return max((_width(word.pieces) for word in self._words), default=0.0)

    def said(self, line: Line) -> str:
        """The characters of one of its lines, in the order in which they are said."""
        return without_controls(self._text[line.start : line.end])

    def gap_after(self, line: Line) -> tuple[Piece, ...]:
        """The space at which a line was broken off; nothing where a word was cut."""
        return () if line.last else self._gap(line.end - 1, line.end)

    def lines(self, width: float, start: int = 0) -> Iterator[Line]:
        """Break what follows character ``start`` into lines of at most ``width``.

        Args:
            width: In thousandths of the type size. A single letter wider than that still
                gets its own line.
            start: The ``end`` of a line found before.
        """
        pieces, used, gap = tuple[Piece, ...](), 0.0, tuple[Piece, ...]()
        line_start = line_end = start
        for word in self._from(start, width):
            room = width - used - _width(gap)
            if line_end > line_start and _width(word.pieces) > room:
                yield Line(pieces, line_start, line_end, last=False)
                pieces, used, gap, line_start = (), 0.0, (), line_end
            pieces += gap + word.pieces
            used += _width(gap) + _width(word.pieces)
            gap, line_end = word.gap, word.end
        yield Line(pieces, line_start, len(self._text), last=True)

    def _from(self, start: int, width: float) -> Iterator[_Word]:
        """The words from a place on; a word wider than the column is cut between letters."""
        for word in self._words:
            if word.end <= start:
                continue
            if word.start >= start and _width(word.pieces) <= width:
                yield word
                continue
            begin = cut = max(word.start, start)
            for cluster in clusters(self._text[begin : word.stop]):
                if cut > begin and _width(self._pieces(begin, cut + len(cluster))) > width:
                    yield _Word(begin, cut, cut, self._pieces(begin, cut), ())
                    begin = cut
                cut += len(cluster)
            yield _Word(begin, word.stop, word.end, self._pieces(begin, word.stop), word.gap)

    def _find_words(self) -> Iterator[_Word]:
        for token in _TOKEN.finditer(self._text):
            start, stop = token.span("word")
            end = token.end()
            if end > start:
                yield _Word(start, stop, end, self._pieces(start, stop), self._gap(stop, end))

    def _gap(self, start: int, end: int) -> tuple[Piece, ...]:
        """One piece per space, so that a justified line can stretch them."""
        return tuple(
            self._piece(" ", self._levels[place] or 0, self._bold[place], space=True)
            for place in range(start, end)
            if self._text[place] in _SPACES
        )

    def _pieces(self, start: int, end: int) -> tuple[Piece, ...]:
        """The word's stretches of one level and one weight, shaped."""
        places = (place for place in range(start, end) if self._levels[place] is not None)
        pieces: list[Piece] = []
        for (level, bold), same in groupby(
            places, lambda place: (self._levels[place] or 0, self._bold[place])
        ):
            text = without_controls("".join(self._text[place] for place in same))
            if not text:
                continue
            for face, glyphs in self._typesetter.shape(text, rtl=level % 2 == 1, bold=bold):
                pieces.append(_as_piece(level, face, glyphs))
        return tuple(pieces)

    def _piece(self, text: str, level: int, bold: bool, *, space: bool) -> Piece:
        ((face, glyphs),) = self._typesetter.shape(text, rtl=level % 2 == 1, bold=bold)
        return _as_piece(level, face, glyphs, space=space)


def _as_piece(level: int, face: Face, glyphs: tuple[Glyph, ...], *, space: bool = False) -> Piece:
    return Piece(level, face, glyphs, sum(glyph.advance for glyph in glyphs), space)


def _width(pieces: Sequence[Piece]) -> float:
    return sum(piece.width for piece in pieces)
