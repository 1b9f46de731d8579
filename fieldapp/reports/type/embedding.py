"""A font inside a PDF file: only the glyphs used, and a map from each back to its characters.

ReportLab's own font class knows neither shaped glyphs nor their text, so this writes a composite
font (ISO 32000-1, 9.7) instead. Shaping is not here.
"""

from typing import Any, NamedTuple
from unicodedata import bidirectional

import uharfbuzz as hb
from reportlab.pdfbase import pdfdoc

from fieldapp.reports.type.fonts import Face, Glyph
from fieldapp.reports.type.setting import Piece

#: Below this, in thousandths of the type size, no eye and no printer sees a shift.
INVISIBLE_SHIFT = 0.05

#: What a printer needs to draw the glyphs; layout tables have done their work already.
_NEEDED_TABLES = frozenset({"cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep"})

#: PDF font flags: the glyphs are not those of the standard Latin set.
_SYMBOLIC = 4

#: A ToUnicode map may list no more than this many characters in one block.
_MAP_BLOCK = 100


#: What a mark says, whose letter speaks for it. Without an entry, readers make up a character.
_NOTHING = "\u200b"


class Mark(NamedTuple):
    """A shape without a text of its own: where it is drawn from the start of its piece, in
    thousandths of the type size, and its code between angle brackets."""

    dx: float
    dy: float
    code: str


class Written(NamedTuple):
    """A piece as one PDF file writes it.

    Attributes:
        letters: Codes between angle brackets; a number moves the pen back by so many thousandths.
        marks: What is drawn above and below them.
        lag: How far the PDF's own pen is behind at the end, in thousandths of the type size.
    """

    letters: tuple[str, ...]
    marks: tuple[Mark, ...]
    lag: float


class EmbeddedFont:
    """One face as one PDF file uses it. ReportLab calls `addObjects` when it writes the file.

    Each pair of a shape and the text it stands for gets a code of its own: a shape that stands
    for two texts (a space and a no-break space, say) is copied rightly in both places.
    """

    def __init__(self, face: Face, resource_name: str) -> None:
        self.face = face
        self.resource_name = resource_name
        self._codes: dict[tuple[int, str], int] = {}
        self._written: dict[Piece, Written] = {}

    def written(self, piece: Piece) -> Written:
        """How a piece of this face is written; found out once for each word of a paper."""
        found = self._written.get(piece)
        if found is None:
            found = self._written[piece] = self._write(piece)
        return found

    def _write(self, piece: Piece) -> Written:
        letters, marks = list[str](), list[Mark]()
        pen = lag = 0.0
        for glyph in piece.glyphs:
            code = f"<{self.code(glyph):04x}>"
            if glyph.text:
                if abs(lag + glyph.dx) > INVISIBLE_SHIFT:
                    letters.append(f"{-(lag + glyph.dx):.2f}")
                    lag = -glyph.dx
                letters.append(code)
                lag -= self.face.advance(glyph.number)
            else:
                marks.append(Mark(pen + glyph.dx, glyph.dy, code))
            pen += glyph.advance
            lag += glyph.advance
        return Written(tuple(letters), tuple(marks), lag)

    def code(self, glyph: Glyph) -> int:
        """The two-byte code of a glyph; code 0 is left to "no such glyph"."""
        return self._codes.setdefault((glyph.number, glyph.text), len(self._codes) + 1)

    def addObjects(self, document: Any) -> None:  # noqa: N802 - ReportLab's name
        """Add the font, cut down to what was used, to the PDF document."""
        plan = self._subset_plan()
        data = bytes(plan.execute().blob.data)
        name = f"{_subset_tag(len(self._codes))}+{self.face.name}"
        descendant = self._descendant(document, name, data, dict(plan.old_to_new_glyph_mapping))
        font = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("Type0"),
                "BaseFont": pdfdoc.PDFName(name),
                "Encoding": pdfdoc.PDFName("Identity-H"),
                "DescendantFonts": pdfdoc.PDFArray([document.Reference(descendant)]),
                "ToUnicode": document.Reference(_stream(self._character_map().encode("ascii"))),
            }
        )
        document.idToObject[pdfdoc.BasicFonts].dict[self.resource_name] = document.Reference(font)

    def _subset_plan(self) -> Any:
        wanted = hb.SubsetInput()
        wanted.glyph_set.update(number for number, _ in self._codes)
        unneeded = set(self.face.hb_face.table_tags) - _NEEDED_TABLES
        wanted.drop_table_tag_set.update(
            int.from_bytes(tag.encode("ascii"), "big") for tag in unneeded
        )
        wanted.flags = hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NOTDEF_OUTLINE
        return hb.SubsetPlan(self.face.hb_face, wanted)

    def _descendant(self, document: Any, name: str, data: bytes, renumbered: dict[int, int]) -> Any:
        glyph_numbers = bytearray(2)
        widths = []
        for number, _ in self._codes:
            glyph_numbers += renumbered[number].to_bytes(2, "big")
            widths.append(round(self.face.advance(number), 3))
        file = _stream(data)
        file.dictionary["Length1"] = len(data)
        ascender, descender = self.face.extent("ascender"), self.face.extent("descender")
        descriptor = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("FontDescriptor"),
                "FontName": pdfdoc.PDFName(name),
                "Flags": _SYMBOLIC,
                "FontBBox": pdfdoc.PDFArray([0, round(descender), 1000, round(ascender)]),
                "ItalicAngle": 0,
                "Ascent": round(ascender),
                "Descent": round(descender),
                "CapHeight": round(ascender),
                "StemV": 80,
                "FontFile2": document.Reference(file),
            }
        )
        return pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("CIDFontType2"),
                "BaseFont": pdfdoc.PDFName(name),
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {
                        "Registry": pdfdoc.PDFString("Adobe"),
                        "Ordering": pdfdoc.PDFString("Identity"),
                        "Supplement": 0,
                    }
                ),
                "FontDescriptor": document.Reference(descriptor),
                "W": pdfdoc.PDFArray([1, pdfdoc.PDFArray(widths)]),
                "CIDToGIDMap": document.Reference(_stream(bytes(glyph_numbers))),
            }
        )

    def _character_map(self) -> str:
        rows = [
            f"<{code:04x}> <{_spoken(text).encode('utf-16-be').hex()}>"
            for (_, text), code in self._codes.items()
        ]
        blocks = [rows[start : start + _MAP_BLOCK] for start in range(0, len(rows), _MAP_BLOCK)]
        listed = "\n".join(
            f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks
        )
        return (
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
            "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
            "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
            f"{listed}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
        )


def _spoken(text: str) -> str:
    """What a shape stands for, as reader programs expect it.

    They take the shapes of a right-to-left line from the left and turn the whole line round,
    and with it the two letters of a ligature, or a letter and its marks.
    """
    leftward = bidirectional(text[:1] or " ") in ("R", "AL")
    return text[::-1] if leftward else text or _NOTHING


def _stream(content: bytes) -> Any:
    return pdfdoc.PDFStream(content=content, filters=[pdfdoc.PDFZCompress])


def _subset_tag(number: int) -> str:
    """Six letters that mark a font as a subset (ISO 32000-1, 9.6.4)."""
    letters = ""
    for _ in range(6):
        number, letter = divmod(number, 26)
        letters = chr(ord("A") + letter) + letters
    return letters
