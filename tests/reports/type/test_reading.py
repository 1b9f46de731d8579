"""What another program finds on a line: its words in the order in which people read them."""

import shutil
import subprocess
from pathlib import Path

import pytest

from fieldapp.language import load_language
from fieldapp.reports.type.reading import from_left
from fieldapp.reports.type.setting import Line, Typesetter
from fieldapp.reports.type.spans import Spans, filled, value, without_controls, words
from fieldapp.reports.type.text import Align, Style, Text
from tests.reports import pdf

ENGLISH, ARABIC = Typesetter(load_language("en")), Typesetter(load_language("ar"))

needs_pdftotext = pytest.mark.skipif(
    not shutil.which("pdftotext"), reason="needs pdftotext (poppler-utils)"
)

#: Arabic lines with everything that turns direction or seems to.
READ = [
    "كان في عام 2026 كان (12) و 3.5% من الناس",
    "المادة 1. في السوق",
    "اجتمع UNMISS مع المجلس: نعم",
    "الهاتف +249 91 234 5678 هنا",
    "قال «نعم» ثم (لا) هنا",
    "من 10:30 إلى 11/2 هنا",
    "نعم/لا: واحد - اثنان، ثلاثة؛ أربعة؟ خمسة! ستة.",
    "كان تعسفاً. وكان ظلماً، ثم انتهى",
    "الورقة GOROM-2026-3 · رمز التحقق CFE6-5BD8",
    "رقم SD-2026/014 في 22 نوفمبر 2026، صفحة 1 من 5",
    "لا إلى الأب لأن الإسلام والآن لله",
    "مصاريف 18,400 USD من أجل 94 / 128 أسرة",
]


def line_of(typesetter: Typesetter, spans: Spans) -> Line:
    (paragraph,) = typesetter.paragraphs(spans)
    (line,) = paragraph.lines(1_000_000)
    return line


def read_by_pdftotext(path: Path) -> str:
    done = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True)
    return " ".join(without_controls(done.stdout.decode()).split())


def test_a_line_without_a_turn_has_no_marks() -> None:
    for typesetter, said in ((ENGLISH, "water, 2026."), (ARABIC, "نقطة ماء")):
        line = line_of(typesetter, words(said))

        assert len(from_left(line)) == len(line.pieces)
        assert set(from_left(line)) == set(line.pieces)


def test_marks_stand_on_both_sides_of_a_number_and_of_a_stop_and_take_no_room() -> None:
    line = line_of(ARABIC, words("نعم، 12 لا"))

    shown = [glyph for piece in from_left(line) for glyph in piece.glyphs]

    marks = [glyph for glyph in shown if glyph.text and not without_controls(glyph.text)]
    said = "".join("|" if glyph in marks else glyph.text for glyph in shown)
    assert said == "لا"[::-1] + " |12| |،|" + "نعم"[::-1] or said == "لا |12| |،|" + "نعم"[::-1]
    assert sum(glyph.advance for glyph in marks) == 0
    assert sum(piece.width for piece in from_left(line)) == pytest.approx(line.width)


@needs_pdftotext
@pytest.mark.parametrize("align", [Align.START, Align.JUSTIFY])
def test_arabic_lines_are_read_in_their_order(tmp_path: Path, align: Align) -> None:
    blocks = [Text(ARABIC, words(f"{said} {said}"), Style(align=align)) for said in READ]

    found = read_by_pdftotext(pdf.write(tmp_path / "r.pdf", *blocks, size=(400, 800)))

    assert found == " ".join(f"{said} {said}" for said in READ)


@needs_pdftotext
def test_an_arabic_name_in_an_english_line_is_read_where_it_stands(tmp_path: Path) -> None:
    spans = filled("The place {place}, 12 km from {town}.", place="قرية النور", town="الفاشر")
    plain = [Text(ENGLISH, words("Nothing turns here."), Style()) for _ in range(4)]

    found = read_by_pdftotext(pdf.write(tmp_path / "e.pdf", Text(ENGLISH, spans, Style()), *plain))

    assert found.startswith("The place قرية النور, 12 km from الفاشر. Nothing")


def test_the_marks_leave_a_number_whole_for_other_programs_too(tmp_path: Path) -> None:
    said = "العدد 10,250.5 هنا"

    (found,) = pdf.pages(pdf.write(tmp_path / "n.pdf", Text(ARABIC, value(said), Style())))

    assert found.split() == said.split()
