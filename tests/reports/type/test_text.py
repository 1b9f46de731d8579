"""Text on a page: aligned by the paper's direction, split without loss, found again in the PDF."""

from gettext import NullTranslations
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from babel import Locale

from fieldapp.language import Language, load_language
from fieldapp.reports.type.setting import Typesetter
from fieldapp.reports.type.spans import value, words
from fieldapp.reports.type.text import Align, Style, Text
from tests.reports import pdf

ENGLISH, ARABIC = Typesetter(load_language("en")), Typesetter(load_language("ar"))
BURMESE = Typesetter(Language("my", Locale("my"), NullTranslations()))

WATER_AR = "نقطة ماء"

HEADING = "المراجعة المشتركة مع مجلس القرية"
LONG = " ".join(f"word{number}" for number in range(200))


@pytest.mark.parametrize(
    ("typesetter", "align", "side"),
    [
        (ENGLISH, Align.START, "left"),
        (ENGLISH, Align.END, "right"),
        (ARABIC, Align.START, "right"),
        (ARABIC, Align.END, "left"),
        (ARABIC, Align.CENTER, "middle"),
    ],
)
def test_the_start_of_a_line_is_where_the_language_starts(
    tmp_path: Path, typesetter: Typesetter, align: Align, side: str
) -> None:
    path = pdf.write(tmp_path / "a.pdf", Text(typesetter, words("2026"), Style(align=align)))

    ((box,),) = pdf.boxes(path)

    free = {"left": box.left, "right": 300 - box.right, "middle": (box.left + box.right) / 2 - 150}
    assert free[side] == pytest.approx(0, abs=2)


def test_a_bullet_stands_at_the_start_and_the_text_keeps_clear_of_it(tmp_path: Path) -> None:
    for typesetter, outer in ((ENGLISH, 0), (ARABIC, 300)):
        text = Text(typesetter, value("water"), Style(indent=40), bullet=words("7"))

        (found,) = pdf.boxes(pdf.write(tmp_path / "b.pdf", text))

        bullet, water = sorted(found, key=lambda box: box.text == "water")
        edges = (bullet.left, water.left) if outer == 0 else (bullet.right, water.right)
        assert edges[0] == pytest.approx(outer, abs=2)
        assert abs(edges[1] - outer) == pytest.approx(40, abs=2)


def test_a_justified_line_reaches_both_edges_and_the_last_one_does_not(tmp_path: Path) -> None:
    text = Text(ENGLISH, words("one two three four five six " * 3), Style(align=Align.JUSTIFY))

    (found,) = pdf.boxes(pdf.write(tmp_path / "j.pdf", text))

    last = min(box.bottom for box in found)
    full = [box for box in found if box.bottom > last + 5]
    assert max(box.right for box in full) == pytest.approx(300, abs=2)
    assert max(box.right for box in found if box not in full) < 290


def test_a_justified_burmese_text_keeps_to_its_edges_with_few_spaces_or_none(
    tmp_path: Path,
) -> None:
    said = "ကျောင်းသားများအတွက်အခြေခံအုတ်မြစ်ဖြစ်သောကြောင့်လည်းကောင်း၊ " * 3
    text = Text(BURMESE, words(said), Style(align=Align.JUSTIFY))

    (found,) = pdf.boxes(pdf.write(tmp_path / "m.pdf", text))

    lines = {round(box.bottom): box for box in found}
    assert len(lines) > 3
    assert max(box.right for box in found) <= 301
    assert "".join("".join(pdf.pages(tmp_path / "m.pdf")).split()) == said.replace(" ", "")


@pytest.mark.parametrize("typesetter", [ENGLISH, ARABIC])
def test_the_spaces_of_a_justified_line_are_all_as_wide(
    tmp_path: Path, typesetter: Typesetter
) -> None:
    said = "ab cd ef gh " if typesetter is ENGLISH else "من بر ود يب "
    wide = Text(typesetter, words(said * 6), Style(align=Align.JUSTIFY))
    plain = Text(typesetter, words(said * 6), Style())

    edges = []
    for name, text in (("w", wide), ("p", plain)):
        path = pdf.write(tmp_path / f"{name}.pdf", text, size=(200, 100))
        edges.append(sorted(place for line in gaps(path)[:1] for place in line))

    justified, natural = edges
    assert len(justified) == len(natural) > 5
    extra = [one - other for one, other in zip(justified, natural, strict=True)]
    assert max(extra) - min(extra) < 0.1
    assert min(extra) > 0


def gaps(path: Path) -> list[list[float]]:
    """The widths of the spaces on each line, in points."""
    with pypdfium2.PdfDocument(path) as document:
        text = document[0].get_textpage()
        found: dict[int, list[tuple[float, float]]] = {}
        for number in range(text.count_chars()):
            left, bottom, right, _ = text.get_charbox(number, loose=True)
            if text.get_text_range(number, 1).strip():
                found.setdefault(round(bottom), []).append((left, right))
    lines = [sorted(found[bottom]) for bottom in sorted(found, reverse=True)]
    return [
        [after[0] - before[1] for before, after in pairwise(line) if after[0] - before[1] > 1]
        for line in lines
    ]


@pytest.mark.parametrize("script", [WATER_AR, "ကျွန်ုပ်", "ट्रु र्कीं"])
def test_a_line_with_a_name_in_another_script_has_room_for_its_marks(script: str) -> None:
    plain, mixed = (Text(ENGLISH, value(said), Style()) for said in ("Gorom", f"Gorom {script}"))

    assert mixed.leading > plain.leading


def test_a_text_longer_than_a_page_goes_on_without_a_word_lost_or_repeated(tmp_path: Path) -> None:
    path = pdf.write(tmp_path / "l.pdf", Text(ENGLISH, words(LONG), Style()), size=(300, 120))

    found = pdf.pages(path)

    assert len(found) > 4
    assert " ".join(found).split() == LONG.split()


def test_a_part_that_is_split_again_keeps_to_its_own_lines() -> None:
    text = Text(ENGLISH, words(LONG), Style())
    head, rest = text.split(300, 300)

    parts = [*head.split(300, 100), rest]

    heights = [part.wrap(300, 10_000)[1] for part in parts]
    assert sum(heights) == pytest.approx(text.wrap(300, 10_000)[1])


def test_no_line_stands_alone_at_the_end_or_the_start_of_a_page() -> None:
    text = Text(ENGLISH, words("one two three four five six seven eight nine ten"), Style())
    _, height = text.wrap(100, 1_000)
    lines = round(height / text.leading)

    assert lines == 3 or lines > 3
    assert text.split(100, text.leading * 1.5) == []
    for part in text.split(100, height - 1):
        assert part.wrap(100, 1_000)[1] >= 2 * text.leading - 0.1


@pytest.mark.parametrize(
    "said",
    [
        HEADING,
        "ولا إلى الأب لأن الإسلام والآن",
        "نقطة ماء في السوق",
        "بصوتٍ عالٍ معاً وتُقرأ",
        "Le toit de l'école, fini à 62 %",
        "ẹ̀kọ́ ɓeɗɗingo",
        "Дорога к школе",
        "የሰው ልጅ ሁሉ",
        "ကျောင်းသား များအတွက် အခြေခံ",
        "प्रत्येक व्यक्ति को राष्ट्रीय न्यायालयों द्वारा",
        "کمک\u200cهای دهه",
        "ہر شخص کو ٹھیک گھوڑے",
    ],
)
def test_what_was_said_is_found_again_in_the_pdf(tmp_path: Path, said: str) -> None:
    typesetter = ARABIC if said[0] in "بنوہک" + HEADING else ENGLISH

    (found,) = pdf.pages(pdf.write(tmp_path / "f.pdf", Text(typesetter, value(said), Style())))

    assert found.split() == said.split()


def test_a_space_and_a_hard_space_are_copied_as_what_they_are(tmp_path: Path) -> None:
    path = pdf.write(tmp_path / "s.pdf", Text(ENGLISH, words("a b\u00a0c"), Style()))

    mapped = pdf.streams(path)

    assert "<0020>" in mapped
    assert "<00a0>" in mapped


def test_fonts_are_subsets_in_the_file_and_no_other_font_is_named(tmp_path: Path) -> None:
    both = [Text(ENGLISH, words(f"water {HEADING}", bold=bold), Style()) for bold in (True, False)]

    path = pdf.write(tmp_path / "e.pdf", *both)

    names = pdf.fonts(path)
    assert [name[6:] for name in names] == [
        "+NotoSans-Bold",
        "+NotoSans-Regular",
        "+Vazirmatn-Bold",
        "+Vazirmatn-Regular",
    ]
    assert pdf.embedded_files(path) == 4
    assert "Helvetica" not in pdf.streams(path)
    assert path.stat().st_size < 40_000


def test_the_same_text_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("1.pdf", "2.pdf"):
        pdf.write(tmp_path / name, Text(Typesetter(load_language("ar")), words(HEADING), Style()))

    assert (tmp_path / "1.pdf").read_bytes() == (tmp_path / "2.pdf").read_bytes()
