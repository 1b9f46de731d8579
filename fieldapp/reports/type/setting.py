"""From spans to lines: shaped words of one paragraph, broken where the column ends.

Drawing is in ``text``; which way things run is in ``bidi``; which glyphs they become in ``fonts``.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from fieldapp.language import Language
from fieldapp.reports.type.bidi import bidi_levels
from fieldapp.reports.type.breaking import (
    HARD_SPACE,
    SILENT,
    SPACES,
    ZERO_WIDTH_SPACE,
    clusters,
    words,
)
from fieldapp.reports.type.fonts import Context, Face, Fonts, Glyph, load_fonts
from fieldapp.reports.type.scripts import joins, script_of, script_of_language
from fieldapp.reports.type.spans import CONTROLS, STEERING, Spans, without_controls

#: Where a paragraph ends whatever its width, and what stands for nothing.
_HARD_BREAK = re.compile("\r\n|[\n\r\u0085\u2028\u2029]")
_INVISIBLE = re.compile("[\u00ad\u2060\ufeff]")

#: What a justified line may stretch.
_STRETCHED = SPACES + HARD_SPACE

#: The language of a text in another script than the paper's.
_UNKNOWN = "und"

#: What ends a stretch that is shaped in one go, besides another level or weight.
_PARTING = re.compile(f"[{_STRETCHED}{ZERO_WIDTH_SPACE}]|{CONTROLS.pattern}")

#: As many letters beside a stretch as HarfBuzz looks at to join it to them.
_BESIDE = 5


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """The smallest thing that moves as a whole: one direction, one face.

    A word that stands often in a paper is one object, so what was found out about it is kept by it.

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
        width: In thousandths of the type size.
        start, end: The characters of the paragraph that it uses up.
        last: Whether the paragraph ends with it.
    """

    pieces: tuple[Piece, ...]
    width: float
    start: int
    end: int
    last: bool

    @property
    def spaces(self) -> int:
        """How many spaces a justified line can stretch."""
        return sum(piece.space for piece in self.pieces)


class Typesetter:
    """What all texts of one paper share: its language, its fonts, the words shaped so far."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.rtl = language.rtl
        self.script = script_of_language(language.code)
        self.fonts: Fonts = load_fonts(self.script)
        self._shaped: dict[tuple[str, int, bool, str, str, bool], tuple[Piece, ...]] = {}
        self._set: dict[Spans, Sequence[Paragraph]] = {}

    def pieces(
        self,
        text: str,
        level: int,
        *,
        bold: bool,
        before: str = "",
        after: str = "",
        space: bool = False,
    ) -> tuple[Piece, ...]:
        """One word of one direction, shaped, stretch by stretch in reading order.

        Args:
            text: The word.
            level: Its bidi level.
            bold: Its weight.
            before, after: The letters that it is joined to, in another weight or on another line.
            space: Whether it is a space that a justified line may stretch.

        Raises:
            MissingGlyph: No font of ours has a character.
        """
        key = (text, level, bold, before, after, space)
        found = self._shaped.get(key)
        if found is None:
            found = self._shaped[key] = tuple(self._shape(*key))
        return found

    def _shape(
        self, text: str, level: int, bold: bool, before: str, after: str, space: bool
    ) -> Iterator[Piece]:
        stretches = self.fonts.split(text, bold=bold)
        for place, (face, script, stretch) in enumerate(stretches):
            language = self.language.code if script == self.script else _UNKNOWN
            context = Context(
                script,
                language,
                level % 2 == 1,
                before if place == 0 else "",
                after if place == len(stretches) - 1 else "",
            )
            glyphs = face.shape(stretch, context)
            yield Piece(level, face, glyphs, sum(glyph.advance for glyph in glyphs), space)

    def paragraphs(self, spans: Spans) -> Sequence["Paragraph"]:
        """The paragraphs of a text, one for each hard line break, all glyphs found.

        The same words are set once, however many cells of a table hold them.

        Raises:
            MissingGlyph: No font of ours has a character.
        """
        found = self._set.get(spans)
        if found is None:
            found = self._set[spans] = self._paragraphs(spans)
        return found

    def _paragraphs(self, spans: Spans) -> Sequence["Paragraph"]:
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


class _Word(NamedTuple):
    start: int
    stop: int
    end: int
    pieces: tuple[Piece, ...]
    gap: tuple[Piece, ...]
    width: float
    gap_width: float


class Paragraph:
    """One bidi paragraph with its levels resolved and its words shaped.

    Attributes:
        scripts: The scripts of its characters.
    """

    def __init__(self, typesetter: Typesetter, text: str, bold: Sequence[bool]) -> None:
        self._typesetter = typesetter
        self._text = text
        self._bold = bold
        self.scripts = frozenset(map(script_of, set(text)))
        _, self._levels = bidi_levels(text, 1 if typesetter.rtl else 0)
        if None in self._levels:
            self._keep_joiners()
        self._words = tuple(self._find_words())

    @property
    def widest_word(self) -> float:
        """The narrowest column that cuts no word, in thousandths of the type size."""
        return max((word.width for word in self._words), default=0.0)

    def said(self, line: Line) -> str:
        """The characters of one of its lines, in the order in which they are said."""
        return without_controls(self._text[line.start : line.end])

    def gap_after(self, line: Line) -> tuple[Piece, ...]:
        """The space at which a line was broken off; nothing where a word was cut."""
        if line.last:
            return ()
        return tuple(each for each in self._pieces(line.end - 1, line.end) if each.space)

    def lines(self, width: float, start: int = 0) -> Iterator[Line]:
        """Break what follows character ``start`` into lines of at most ``width``.

        Args:
            width: In thousandths of the type size. A single letter wider than that still
                gets its own line.
            start: The ``end`` of a line found before.
        """
        pieces, used = list[Piece](), 0.0
        gap, gap_width = tuple[Piece, ...](), 0.0
        line_start = line_end = start
        for word in self._from(start, width):
            if line_end > line_start and word.width > width - used - gap_width:
                yield Line(tuple(pieces), used, line_start, line_end, last=False)
                pieces, used, gap, gap_width, line_start = [], 0.0, (), 0.0, line_end
            pieces += gap
            pieces += word.pieces
            used += gap_width + word.width
            gap, gap_width, line_end = word.gap, word.gap_width, word.end
        yield Line(tuple(pieces), used, line_start, len(self._text), last=True)

    def _from(self, start: int, width: float) -> Iterator[_Word]:
        """The words from a place on; a word wider than the column is cut between letters."""
        for word in self._words:
            if word.end <= start:
                continue
            if word.start >= start and word.width <= width:
                yield word
                continue
            begin = cut = max(word.start, start)
            for cluster in clusters(self._text[begin : word.stop]):
                if cut > begin and _width(self._pieces(begin, cut + len(cluster))) > width:
                    yield self._word(begin, cut, cut)
                    begin = cut
                cut += len(cluster)
            yield self._word(begin, word.stop, word.end)

    def _keep_joiners(self) -> None:
        """Bidi rules leave joiners out, but the shapes of Persian and Devanagari need them."""
        for place, character in enumerate(self._text):
            if place and self._levels[place] is None and ord(character) in SILENT:
                self._levels[place] = self._levels[place - 1]

    def _find_words(self) -> Iterator[_Word]:
        waiting: _Word | None = None
        for start, stop, end in words(self._text):
            word = self._word(start, stop, end)
            if waiting is not None:
                whole = self._as_one(waiting, word)
                if whole is None:
                    yield waiting
                word = whole or word
            waiting = word
        if waiting is not None:
            yield waiting

    def _as_one(self, one: _Word, other: _Word) -> _Word | None:
        """Two syllables of Burmese as one word, if the font sets them apart from each other.

        Some syllables have shapes that reach over their neighbours, and the font makes room.
        """
        if one.gap or one.stop != other.start or script_of(self._text[other.start]) != "Mymr":
            return None
        whole = self._word(one.start, other.stop, other.end)
        if _glyphs(whole.pieces) == _glyphs(one.pieces) + _glyphs(other.pieces):
            return None
        return whole

    def _word(self, start: int, stop: int, end: int) -> _Word:
        pieces, gap = self._pieces(start, stop), self._pieces(stop, end)
        return _Word(start, stop, end, pieces, gap, _width(pieces), _width(gap))

    def _pieces(self, start: int, end: int) -> tuple[Piece, ...]:
        """Its stretches of one level and one weight, shaped, and each space on its own."""
        while start < end and self._text[start] in STEERING:  # around a value stands what steers it
            start += 1
        while start < end and self._text[end - 1] in STEERING:
            end -= 1
        if start == end:
            return ()
        level, bold, count = self._levels[start], self._bold[start], end - start
        if (
            level is not None
            and self._levels[start:end].count(level) == count
            and self._bold[start:end].count(bold) == count
            and not _PARTING.search(self._text, start, end)
        ):  # most words are one stretch
            return self._stretch(start, end, self._text[start:end], level, bold)
        if level is not None and count == 1 and self._text[start] in SPACES:
            return self._typesetter.pieces(" ", level, bold=bold, space=True)
        places = (
            place
            for place in range(start, end)
            if self._levels[place] is not None and self._text[place] != ZERO_WIDTH_SPACE
        )
        pieces: list[Piece] = []
        for (level, bold, space), same in groupby(places, self._kind):
            group = list(same)
            text = without_controls("".join(self._text[place] for place in group))
            if space is not None:
                text = HARD_SPACE if text == HARD_SPACE else " "
                pieces += self._typesetter.pieces(text, level, bold=bold, space=True)
            elif text:
                pieces += self._stretch(group[0], group[-1] + 1, text, level, bold)
        return tuple(pieces)

    def _stretch(
        self, start: int, end: int, text: str, level: int, bold: bool
    ) -> tuple[Piece, ...]:
        before = self._beside(start - 1, start, -1)
        after = self._beside(end, end - 1, 1)
        return self._typesetter.pieces(text, level, bold=bold, before=before, after=after)

    def _kind(self, place: int) -> tuple[int, bool, int | None]:
        """What a stretch has in common: level and weight; a space, which is its own stretch."""
        space = place if self._text[place] in _STRETCHED else None
        return self._levels[place] or 0, self._bold[place], space

    def _beside(self, place: int, inside: int, step: int) -> str:
        """The letters beside a stretch that it is joined to: of the same Arabic word."""
        if not 0 <= place < len(self._text) or self._text[place] in _STRETCHED:
            return ""
        if not joins(self._text[inside]):
            return ""
        found = ""
        while 0 <= place < len(self._text) and len(found) < _BESIDE:
            if not joins(self._text[place]):
                break
            found = found + self._text[place] if step > 0 else self._text[place] + found
            place += step
        return found


def _glyphs(pieces: Sequence[Piece]) -> list[Glyph]:
    return [glyph for piece in pieces for glyph in piece.glyphs]


def _width(pieces: Sequence[Piece]) -> float:
    return sum(piece.width for piece in pieces)
