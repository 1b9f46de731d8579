"""The font files of a paper: which one can write a text, and the glyphs that HarfBuzz makes of it.

Nothing here knows about PDF files, lines or pages.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from unicodedata import category, name, normalize

import uharfbuzz as hb

from fieldapp.errors import UserError
from fieldapp.language import N_
from fieldapp.paths import resource

#: Signs that join, separate or vary their neighbours: HarfBuzz reads them, no font need draw them.
SILENT = frozenset({0x034F, 0x200C, 0x200D, *range(0xFE00, 0xFE10)})


class MissingGlyph(UserError):
    """A character that no font of ours can write. Better no paper than a paper with boxes."""

    text = N_("The character {character} cannot be printed: no font of this program has it.")
    remedy = N_("Write the word that holds it in other letters, then make the paper again.")


def missing_glyph(character: str) -> MissingGlyph:
    """The error for one character; it names the character, never the text it stood in."""
    return MissingGlyph(character=f"U+{ord(character):04X} {name(character, '')}".strip())


@dataclass(frozen=True, slots=True)
class Glyph:
    """One drawn shape.

    Attributes:
        number: Its number in the font file.
        text: The characters it stands for when the paper is searched, copied or read aloud: a
            letter speaks for its marks, which have none.
        advance: How far the pen moves on, in thousandths of the type size.
        dx, dy: Where the shape is drawn from the pen, in thousandths of the type size.
    """

    number: int
    text: str
    advance: float
    dx: float
    dy: float


class Face:
    """One font file, opened for shaping.

    Attributes:
        name: The file's name without its ending, such as ``NotoSans-Bold``.
        hb_face: HarfBuzz's view of the file, from which ``embedding`` cuts the subset.
        scale: From the font's own units to thousandths of the type size.
    """

    def __init__(self, path: Path) -> None:
        self.name = path.stem
        self.hb_face = hb.Face(hb.Blob.from_file_path(str(path)))
        self.scale: float = 1000 / self.hb_face.upem
        self._font = hb.Font(self.hb_face)
        self._covered = frozenset(self.hb_face.unicodes) | SILENT

    def covers(self, text: str) -> bool:
        """Whether the font can write the text, composed or decomposed."""
        return any(
            self._covered.issuperset(map(ord, form))
            for form in (text, normalize("NFC", text), normalize("NFD", text))
        )

    def advance(self, glyph: int) -> float:
        """How far the pen moves after a glyph on its own, in thousandths of the type size."""
        return float(self._font.get_glyph_h_advance(glyph)) * self.scale

    def extent(self, tag: str) -> float:
        """``"ascender"`` or ``"descender"``, in thousandths of the type size."""
        return float(getattr(self._font.get_font_extents("ltr"), tag)) * self.scale

    def shape(self, text: str, language: str, *, rtl: bool) -> tuple[Glyph, ...]:
        """The glyphs of a text of one direction, from left to right.

        Raises:
            MissingGlyph: The font cannot write it.
        """
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if rtl else "ltr"
        buffer.language = language
        hb.shape(self._font, buffer)
        infos, positions = buffer.glyph_infos, buffer.glyph_positions
        starts = sorted({info.cluster for info in infos})
        ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
        # From left to right, the letter comes before its marks in Latin, after them in Arabic.
        # A later entry replaces an earlier one, hence the reversed order in Latin.
        places = range(len(infos)) if rtl else reversed(range(len(infos)))
        letter = {infos[place].cluster: place for place in places}
        glyphs = []
        for place, (info, position) in enumerate(zip(infos, positions, strict=True)):
            if info.codepoint == 0:
                raise missing_glyph(text[info.cluster])
            speaks = letter[info.cluster] == place
            glyphs.append(
                Glyph(
                    info.codepoint,
                    text[info.cluster : ends[info.cluster]] if speaks else "",
                    position.x_advance * self.scale,
                    position.x_offset * self.scale,
                    position.y_offset * self.scale,
                )
            )
        return tuple(glyphs)


@dataclass(frozen=True)
class Fonts:
    """The faces of one paper, each weight with the preferred face first."""

    regular: tuple[Face, ...]
    bold: tuple[Face, ...]

    def split(self, text: str, *, bold: bool) -> list[tuple[Face, str]]:
        """Cut a word into stretches that one face each can write.

        The whole word goes to the first face that has all of it, because letters of two faces
        in one word look like a mistake; only a word that no single face has is cut.

        Raises:
            MissingGlyph: No face has a character.
        """
        faces = self.bold if bold else self.regular
        for face in faces:
            if face.covers(text):
                return [(face, text)]
        stretches: list[tuple[Face, str]] = []
        for cluster in clusters(text):
            able = [face for face in faces if face.covers(cluster)]
            if not able:
                raise missing_glyph(_first_uncovered(cluster, faces))
            if stretches and stretches[-1][0] is able[0]:
                stretches[-1] = (able[0], stretches[-1][1] + cluster)
            else:
                stretches.append((able[0], cluster))
        return stretches


def clusters(text: str) -> list[str]:
    """Cut a text into letters with their marks: the smallest parts that may be kept apart."""
    found: list[str] = []
    for character in text:
        joins = category(character).startswith("M") or ord(character) in SILENT
        if found and joins:
            found[-1] += character
        else:
            found.append(character)
    return found


def _first_uncovered(cluster: str, faces: Sequence[Face]) -> str:
    """The character to blame; the mark, if every face has each of them but none has all."""
    for character in cluster:
        if not any(face.covers(character) for face in faces):
            return character
    return cluster[-1]


@lru_cache(maxsize=2)
def load_fonts(*, rtl: bool) -> Fonts:
    """The faces of a paper: Vazirmatn leads in Arabic script, Noto Sans elsewhere."""
    families = ("Vazirmatn", "NotoSans") if rtl else ("NotoSans", "Vazirmatn")
    return Fonts(
        regular=tuple(Face(resource("fonts", f"{family}-Regular.ttf")) for family in families),
        bold=tuple(Face(resource("fonts", f"{family}-Bold.ttf")) for family in families),
    )
