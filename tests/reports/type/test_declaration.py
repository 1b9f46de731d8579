"""A page of the Universal Declaration of Human Rights in 13 languages, held against Qt's rendering.

Qt shapes the same line with the same font file, at a size at which a pixel is one unit of the font,
so that nothing is rounded. The whole declarations agree too; a page of each is tested.
"""

import re
import shutil
import subprocess
from gettext import NullTranslations
from itertools import pairwise
from pathlib import Path

import babel
import pytest
import uharfbuzz
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QTextLayout, QTextOption
from PySide6.QtWidgets import QApplication

from fieldapp.language import Language
from fieldapp.paths import resource
from fieldapp.reports.type import breaking
from fieldapp.reports.type.bidi import visual_order
from fieldapp.reports.type.scripts import room
from fieldapp.reports.type.setting import Line, Typesetter
from fieldapp.reports.type.spans import without_controls, words
from fieldapp.reports.type.text import Align, Style, Text
from tests.reports import pdf

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "data" / "languages"

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the real data are not on this machine")

#: The file's name for a language, and ours.
LANGUAGES = {
    "amh": "am", "arb": "ar", "eng": "en", "fra": "fr", "hau_NG": "ha", "lin": "ln", "mya": "my",
    "pbu": "ps", "pes_1": "fa", "por_PT": "pt", "som": "so", "spa": "es", "swh": "sw",
}  # fmt: skip

FAMILIES = {"Arab": "Vazirmatn", "Ethi": "NotoSansEthiopic", "Mymr": "NotoSansMyanmar"}

#: An A4 page in 12 points: its measure in ems, its lines, and its paragraphs at most.
MEASURE, LINES = 40, 45

Shapes = list[tuple[int, int, int]]
"""Number, x and y of each shape in font units, from the left."""


class Page:
    """One page of one declaration, with Qt's font of the same file."""

    def __init__(self, name: str) -> None:
        code = LANGUAGES[name]
        self.typesetter = Typesetter(Language(code, babel.Locale(code), NullTranslations()))
        family = FAMILIES.get(self.typesetter.script, "NotoSans")
        path = resource("fonts", f"{family}-Regular.ttf")
        number = QFontDatabase.addApplicationFont(str(path))
        self.units = round(1000 / self.typesetter.fonts.regular[0].scale)
        self.font = QFont(QFontDatabase.applicationFontFamilies(number)[0])
        self.font.setPixelSize(self.units)
        self.font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        self.font.setStyleStrategy(QFont.StyleStrategy.NoFontMerging)
        self.option = QTextOption()
        self.option.setUseDesignMetrics(True)
        self.option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        rtl = self.typesetter.rtl
        way = Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
        self.option.setTextDirection(way)
        rows = (FOLDER / f"udhr_{name}.txt").read_text("utf-8").splitlines()
        self.lines: list[tuple[str, Line]] = []
        self.paragraphs: list[str] = []
        for row in filter(None, map(str.strip, rows)):
            if len(self.lines) >= LINES:
                break
            (span,) = words(row)
            (paragraph,) = self.typesetter.paragraphs((span,))
            text = span.directed(rtl=rtl)
            self.paragraphs.append(row)
            self.lines += [(text, line) for line in paragraph.lines(MEASURE * 1000)]

    def qt(self, text: str, ems: float) -> QTextLayout:
        """The text's first line as Qt lays it out."""
        layout = QTextLayout(text, self.font)
        layout.setTextOption(self.option)
        layout.beginLayout()
        layout.createLine().setLineWidth(ems * self.units)
        layout.endLayout()
        return layout

    def seen_by_qt(self, text: str) -> Shapes:
        layout = self.qt(text, 1000)  # its lines live no longer than it does
        line = layout.lineAt(0)
        runs = line.glyphRuns(0, len(text), QTextLayout.GlyphRunRetrievalFlag.RetrieveAll)
        found = [
            (number, place.x(), place.y())
            for run in runs
            for number, place, said in zip(
                run.glyphIndexes(), run.positions(), run.stringIndexes(), strict=True
            )
            if without_controls(text[said])  # Qt draws them, as spaces without width
        ]
        left = min(x for _, x, _ in found)
        return sorted((n, round(x - left), round(line.ascent() - y)) for n, x, y in found)

    def seen_by_us(self, line: Line) -> Shapes:
        found: list[tuple[int, float, float]] = []
        pen = 0.0
        for place in visual_order([piece.level for piece in line.pieces]):
            for glyph in line.pieces[place].glyphs:
                found.append((glyph.number, pen + glyph.dx, glyph.dy))
                pen += glyph.advance
        left = min(x for _, x, _ in found)
        unit = self.units / 1000
        return sorted((n, round((x - left) * unit), round(y * unit)) for n, x, y in found)


@pytest.fixture(scope="module")
def pages(qapp: QApplication) -> dict[str, Page]:
    return {}


@pytest.fixture(params=LANGUAGES)
def page(request: pytest.FixtureRequest, pages: dict[str, Page]) -> Page:
    name = str(request.param)
    if name not in pages:
        pages[name] = Page(name)
    return pages[name]


def test_every_line_has_qts_shapes_at_qts_places(page: Page) -> None:
    for text, line in page.lines:
        shown = text[line.start : line.end].rstrip(" ")
        assert page.seen_by_us(line) == page.seen_by_qt(shown), shown


def test_every_line_ends_where_qt_ends_it(page: Page) -> None:
    for text, line in page.lines:
        rest = text[line.start :]
        layout = page.qt(rest, MEASURE)
        theirs = line.start + layout.lineAt(0).textLength()
        if page.typesetter.script == "Mymr":
            # Qt has no rule for Burmese and ends lines inside syllables: ours is the end before.
            ends = [word.end for word in breaking.words(text)]
            theirs = max(end for end in ends if end <= theirs)
        assert line.end == theirs, rest[:80]


def test_no_shape_of_a_line_touches_one_of_the_line_below(page: Page) -> None:
    fonts = {face: uharfbuzz.Font(face.hb_face) for face in page.typesetter.fonts.regular[:2]}
    above, below = room(page.typesetter.script, ())

    def ink(line: Line) -> list[tuple[float, float, float, float]]:
        pen = -line.width if page.typesetter.rtl else 0.0
        found = []
        for place in visual_order([piece.level for piece in line.pieces]):
            piece = line.pieces[place]
            for glyph in piece.glyphs:
                box, scale = fonts[piece.face].get_glyph_extents(glyph.number), piece.face.scale
                left = pen + glyph.dx + box.x_bearing * scale
                top = glyph.dy + box.y_bearing * scale
                found.append((left, left + box.width * scale, top + box.height * scale, top))
                pen += glyph.advance
        return found

    for (_, line), (_, under) in pairwise(page.lines):
        lowest = [box for box in ink(line) if box[2] < -below * 0.6]
        highest = [box for box in ink(under) if box[3] > above * 0.6]
        for left, right, bottom, _top in lowest:
            for other_left, other_right, _bottom, top in highest:
                beside = right <= other_left or other_right <= left
                assert beside or bottom > top - above - below


def test_a_justified_page_is_found_again_word_by_word(page: Page, tmp_path: Path) -> None:
    style = Style(size=12, align=Align.JUSTIFY, after=6)
    blocks = [Text(page.typesetter, words(row), style) for row in page.paragraphs]
    path = pdf.write(tmp_path / "p.pdf", *blocks, size=(480, 2_000))

    found = {"pdfium": " ".join(pdf.pages(path))}
    if shutil.which("pdftotext"):
        done = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True)
        found["poppler"] = without_controls(done.stdout.decode())

    for reader, text in found.items():
        assert in_one(text) == in_one(" ".join(page.paragraphs)), reader
        if page.typesetter.script == "Arab":
            said = " ".join(page.paragraphs).replace("(؟؟؟)", "")
            assert spaced(re.sub(r"[()؟]{5}", "", text)) == spaced(said), reader


def spaced(text: str) -> list[str]:
    """The words, as far as programs agree on them: no joiner is ever found again."""
    return text.replace("\u200c", "").split()


def in_one(text: str) -> str:
    """Without the spaces and hyphens that the end of a line adds or takes, and without brackets.

    PDFium turns brackets of Arabic round, whichever way they are written.
    """
    return re.sub(r"[\s\u200c()-]", "", text)
