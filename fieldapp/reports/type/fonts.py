"""The font files of a paper: which one can write a text, and the glyphs that HarfBuzz makes of it.

Nothing here knows about PDF files, lines or pages.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple
from unicodedata import name, normalize

import uharfbuzz as hb

from fieldapp.errors import UserError
from fieldapp.language import N_
from fieldapp.paths import resource
from fieldapp.reports.type.breaking import SILENT, clusters
from fieldapp.reports.type.scripts import by_script, script_of

#: The families and the scripts that each is there for. In a paper the family of its own script
#: leads; Noto Sans comes next, the others are opened only when a text needs them.
_FAMILIES = {
    "NotoSans": frozenset({"Latn", "Grek", "Cyrl", "Deva"}),
    "Vazirmatn": frozenset({"Arab"}),
    "NotoSansEthiopic": frozenset({"Ethi"}),
    "NotoSansMyanmar": frozenset({"Mymr"}),
}


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


class Context(NamedTuple):
    """What a stretch of text is shaped for.

    Attributes:
        script: Its script, as ISO 15924 names it.
        language: Its language, "und" where nobody knows.
        rtl: Whether it runs from right to left.
        before, after: The letters it is joined to though they are set apart from it.
    """

    script: str
    language: str
    rtl: bool
    before: str = ""
    after: str = ""


class Face:
    """One font file, opened for shaping when a text first needs it.

    Attributes:
        name: The file's name without its ending, such as ``NotoSans-Bold``.
        scripts: What it is there for; it may have letters of others too.
    """

    def __init__(self, path: Path, scripts: frozenset[str]) -> None:
        self.name, self.scripts = path.stem, scripts
        self._path = path

    @cached_property
    def hb_face(self) -> Any:
        """HarfBuzz's view of the file, from which ``embedding`` cuts the subset."""
        return hb.Face(hb.Blob.from_file_path(str(self._path)))

    @cached_property
    def scale(self) -> float:
        """From the font's own units to thousandths of the type size."""
        return 1000 / float(self.hb_face.upem)

    @cached_property
    def _font(self) -> Any:
        return hb.Font(self.hb_face)

    @cached_property
    def _covered(self) -> frozenset[int]:
        return frozenset(self.hb_face.unicodes) | SILENT

    def covers(self, text: str) -> bool:
        """Whether the font can write the text, composed or decomposed."""
        return any(
            self._covered.issuperset(map(ord, form))
            for form in (text, normalize("NFC", text), normalize("NFD", text))
        )

    @cached_property
    def inkless(self) -> int:
        """The number of a glyph without ink and width, 0 if the font has none.

        It is that of the zero width non-joiner: Noto Sans draws its direction marks.
        """
        return int(self._font.get_nominal_glyph(0x200C) or 0)

    def advance(self, glyph: int) -> float:
        """How far the pen moves after a glyph on its own, in thousandths of the type size."""
        return float(self._font.get_glyph_h_advance(glyph)) * self.scale

    def extent(self, tag: str) -> float:
        """``"ascender"`` or ``"descender"``, in thousandths of the type size."""
        return float(getattr(self._font.get_font_extents("ltr"), tag)) * self.scale

    def shape(self, text: str, context: Context) -> tuple[Glyph, ...]:
        """The glyphs of a text of one direction and one script, from left to right.

        Raises:
            MissingGlyph: The font cannot write it.
        """
        first, beyond = len(context.before), len(context.before) + len(text)
        said = f"{context.before}{text}{context.after}"
        buffer = hb.Buffer()
        buffer.add_str(said, first, len(text))
        buffer.direction = "rtl" if context.rtl else "ltr"
        buffer.script, buffer.language = context.script, context.language
        hb.shape(self._font, buffer)
        infos, positions = buffer.glyph_infos, buffer.glyph_positions
        spoken = _spoken(said[:beyond], infos, positions, rtl=context.rtl)
        glyphs = []
        for place, (info, position) in enumerate(zip(infos, positions, strict=True)):
            if info.codepoint == 0:
                raise missing_glyph(said[info.cluster])
            glyphs.append(
                Glyph(
                    info.codepoint,
                    spoken.get(place, ""),
                    position.x_advance * self.scale,
                    position.x_offset * self.scale,
                    position.y_offset * self.scale,
                )
            )
        return tuple(glyphs)


def _spoken(
    text: str, infos: Sequence[Any], positions: Sequence[Any], *, rtl: bool
) -> dict[int, str]:
    """Which glyph speaks for which characters, by the glyph's place.

    The glyphs of a cluster that take room share out its characters in the order in which they
    are read; the last takes all that is left. So a Devanagari vowel that is drawn before its
    consonant is copied after it. Marks, which take no room, say nothing.
    """
    starts = [info.cluster for info in infos]
    if len(set(starts)) == len(starts):  # most words
        ends = dict(pairwise([*sorted(starts), len(text)]))
        return {place: text[start : ends[start]] for place, start in enumerate(starts)}
    members: dict[int, list[int]] = {}
    for place in reversed(range(len(infos))) if rtl else range(len(infos)):
        members.setdefault(infos[place].cluster, []).append(place)
    spoken: dict[int, str] = {}
    for start, end in pairwise([*sorted(members), len(text)]):
        places = members[start]
        *others, last = [place for place in places if positions[place].x_advance] or places[:1]
        for place in others[: end - start - 1]:
            spoken[place] = text[start]
            start += 1
        spoken[last] = text[start:end]
    return spoken


class Stretch(NamedTuple):
    """A part of a word that one face writes in one script."""

    face: Face
    script: str
    text: str


@dataclass(frozen=True)
class Fonts:
    """The faces of one paper, each weight with the preferred face first.

    Attributes:
        script: The paper's own script: numbers and signs on their own are shaped as its.
    """

    script: str
    regular: tuple[Face, ...]
    bold: tuple[Face, ...]

    def split(self, text: str, *, bold: bool) -> list[Stretch]:
        """Cut a word into stretches that one face each can write, each of one script.

        The whole word goes to the first face that has all of it, because letters of two faces
        in one word look like a mistake; only a word that no single face has is cut.

        Raises:
            MissingGlyph: No face has a character.
        """
        return [
            Stretch(face, script, part)
            for face, stretch in self._by_face(text, self.bold if bold else self.regular)
            for script, part in by_script(stretch, self.script)
        ]

    def _by_face(self, text: str, faces: Sequence[Face]) -> list[tuple[Face, str]]:
        face = _able(faces, text)
        if face is not None:
            return [(face, text)]
        stretches: list[tuple[Face, str]] = []
        for cluster in clusters(text):
            face = _able(faces, cluster)
            if face is None:
                raise missing_glyph(_first_uncovered(cluster, faces))
            if stretches and stretches[-1][0] is face:
                stretches[-1] = (face, stretches[-1][1] + cluster)
            else:
                stretches.append((face, cluster))
        return stretches


def _able(faces: Sequence[Face], text: str) -> Face | None:
    """The first face that has all of a text; those that are not there for it are asked last."""
    if faces[0].covers(text):
        return faces[0]
    wanted = set(map(script_of, text))
    others = sorted(faces[1:], key=lambda face: face.scripts.isdisjoint(wanted))
    return next((face for face in others if face.covers(text)), None)


def _first_uncovered(cluster: str, faces: Sequence[Face]) -> str:
    """The character to blame; the mark, if every face has each of them but none has all."""
    for character in cluster:
        if not any(face.covers(character) for face in faces):
            return character
    return cluster[-1]


@lru_cache(maxsize=8)
def load_fonts(script: str) -> Fonts:
    """The faces of a paper in a script: the family of that script leads, any other can help."""
    families = sorted(_FAMILIES, key=lambda family: script not in _FAMILIES[family])
    regular, bold = (
        tuple(
            Face(resource("fonts", f"{family}-{weight}.ttf"), _FAMILIES[family])
            for family in families
        )
        for weight in ("Regular", "Bold")
    )
    return Fonts(script, regular, bold)
