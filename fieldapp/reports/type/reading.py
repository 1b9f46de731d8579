"""The order in which other programs read a line: marks that nobody sees, where its direction turns.

A program that copies, searches or reads aloud a PDF file sees shapes from left to right and guesses
where the direction turns. It guesses wrong at a number, and at a full stop or comma, between Arabic
words: the space after it comes out before it. An empty embedding in the line's own direction on
both sides ends the stretch for it. Which way things really run is in ``bidi``.

Why an embedding: Poppler takes the sign that opens one for a letter of its direction; PDFium takes
it for nothing, while it takes a direction mark for a letter too and turns references round.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from unicodedata import bidirectional

from fieldapp.reports.type.bidi import visual_order
from fieldapp.reports.type.fonts import Face, Glyph
from fieldapp.reports.type.setting import Line, Piece

#: Embeddings that are closed at once, as their signs stand from left to right.
_LEFT_TO_RIGHT, _RIGHT_TO_LEFT = "\u202a\u202c", "\u202c\u202b"

#: The signs that belong to numbers (UAX #9: separators and terminators), which such programs take
#: for a number's even where there is none.
_OF_NUMBERS = frozenset({"ES", "ET", "CS"})


def from_left(line: Line) -> list[Piece]:
    """The pieces of a line as they stand on the paper, with the marks between them."""
    levels = [piece.level for piece in line.pieces]
    if not any(level % 2 for level in levels):  # nothing turns, and no mark would stand anywhere
        return list(line.pieces)
    return list(_with_marks([line.pieces[place] for place in visual_order(levels)]))


def _with_marks(shown: list[Piece]) -> Iterator[Piece]:
    base = min(piece.level for piece in shown) % 2
    mark = _RIGHT_TO_LEFT if base else _LEFT_TO_RIGHT
    before: Piece | None = None
    for piece in shown:
        if before is not None and before.level % 2 != piece.level % 2:
            leftward = before if before.level % 2 else piece
            turn = _mark(mark, leftward.face, leftward.level)
            if turn is not None:
                yield turn
        yield _with_signs_apart(piece) if base and piece.level % 2 else piece
        before = piece


@lru_cache(maxsize=16)
def _mark(mark: str, face: Face, level: int) -> Piece | None:
    """The mark as a shape without ink, if the font has such a shape."""
    if not face.inkless:
        return None
    return Piece(level, face, (Glyph(face.inkless, mark, 0, 0, 0),), 0, space=False)


@lru_cache(maxsize=1024)  # a word that stands often in a paper stays one object
def _with_signs_apart(piece: Piece) -> Piece:
    """An Arabic word with a mark on both sides of each sign that belongs to numbers."""
    signs = [bidirectional(glyph.text[:1] or "a") in _OF_NUMBERS for glyph in piece.glyphs]
    mark = _mark(_RIGHT_TO_LEFT, piece.face, piece.level) if any(signs) else None
    if mark is None:
        return piece
    glyphs = tuple(
        shown
        for glyph, sign in zip(piece.glyphs, signs, strict=True)
        for shown in ((*mark.glyphs, glyph, *mark.glyphs) if sign else (glyph,))
    )
    return replace(piece, glyphs=glyphs)
