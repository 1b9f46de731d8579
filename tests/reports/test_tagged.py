"""What a paper tells a program that reads aloud: all of it, in order, each thing as it is."""

from pathlib import Path

import pypdfium2
import pytest
from reportlab.platypus import Flowable

from fieldapp.language import load_language
from fieldapp.reports.drawing import Drawing
from fieldapp.reports.joint_review import PARTS, SLIPS, draw_joint_review
from fieldapp.reports.layout import Grid, Reads, Ruling, Stack
from fieldapp.reports.leaf import Leaf
from fieldapp.reports.page import PageMarks, draw_pages, write_drawn
from fieldapp.reports.pdf.structure import Tag
from fieldapp.reports.sheet import Sheet
from fieldapp.reports.type.canvas import PaperCanvas
from fieldapp.reports.type.setting import Typesetter
from fieldapp.reports.type.spans import value, words
from fieldapp.reports.type.text import Style, Text
from tests.reports import pdf, tagged
from tests.reports.samples import ORDINARY
from tests.reports.samples_ar import ORDINARY as ARABIC

ENGLISH, SPEAKING_ARABIC = Typesetter(load_language("en")), Typesetter(load_language("ar"))
LINE = "تُصلح المضخة قبل موسم الأمطار"


def text(said: str, typesetter: Typesetter = ENGLISH) -> Text:
    return Text(typesetter, words(said), Style())


def roles(path: Path) -> list[str]:
    """What is on the one page, in reading order, without the whole."""
    (page,) = tagged.elements(path)
    assert page[0].role == "Document"
    return [one.role for one in page[1:]]


def test_whatever_is_drawn_belongs_to_one_element_or_is_decoration(papers: list[Path]) -> None:
    for path in papers:
        for drawn, found in zip(tagged.marks(path), tagged.elements(path), strict=True):
            owned = [mark for one in found for mark in one.marks]
            assert -2 not in drawn
            assert {mark for mark in drawn if mark >= 0} <= set(owned)
            assert len(owned) == len(set(owned))


def test_every_picture_says_what_it_shows_and_every_paper_begins_with_its_title(
    papers: list[Path],
) -> None:
    for path in papers:
        found = [one for page in tagged.elements(path) for one in page]
        levels = [int(one.role[1]) for one in found if one.role in ("H1", "H2", "H3")]

        assert [one for one in found if one.role == "Figure" and not one.says] == []
        assert levels.count(1) == 1
        assert all(level <= before + 1 for before, level in zip([0, *levels], levels, strict=False))


def test_what_every_page_repeats_is_not_read_aloud(papers: list[Path]) -> None:
    said = " ".join(tagged.read_aloud(papers[0]))

    assert ORDINARY.code not in said
    assert "EMPTY" not in said


def test_whom_a_paper_is_for_and_that_it_is_a_draft_is_said_once_and_first(
    tmp_path: Path,
) -> None:
    sheet = Sheet(load_language("en"), draft=True)
    marks = PageMarks("{page}/{pages}", "{code}", "JR-7", "AB", audience=words("Only for us"))
    blocks = [sheet.title("Title"), *(sheet.words("line") for _ in range(90))]
    write_drawn(draw_pages(sheet, blocks, "Title", marks), tmp_path / "d.pdf")

    said = tagged.read_aloud(tmp_path / "d.pdf")

    assert len(pdf.pages(tmp_path / "d.pdf")) > 1
    assert said[:3] == ["P Draft: nobody else has seen it", "P Only for us", "H1 Title"]
    assert set(said[3:]) == {"P line"}


def test_a_paper_without_parts_leaves_out_no_level_of_headings(tmp_path: Path) -> None:
    sheet = Sheet(load_language("en"))
    short = [sheet.title("T"), sheet.subheading("S"), sheet.subheading("S")]
    long: list[Flowable] = [sheet.title("T")]
    for number in (1, 2):
        long += [sheet.heading(number, "Part"), sheet.subheading("Under it")]

    found = [
        [role for role in roles(pdf.write(tmp_path / "h.pdf", *blocks)) if role[0] == "H"]
        for blocks in (short, long)
    ]

    assert found == [["H1", "H2", "H2"], ["H1", "H2", "H3", "H2", "H3"]]


def test_bookmarks_are_the_headings_in_the_language_of_the_paper(papers: list[Path]) -> None:
    with pypdfium2.PdfDocument(papers[0]) as document:
        found = [(mark.level, mark.get_title()) for mark in document.get_toc()]
        pages = [mark.get_dest().get_index() for mark in document.get_toc()]
        language = load_language("ar" if "المراجعة" in found[0][1] else "en")

    titles = [language.translate(title) for title in (*(title for title, _ in PARTS), SLIPS)]
    numbered = [f"{language.number(n)}. {title}" for n, title in enumerate(titles, 1)]
    assert [title for level, title in found if level == 0] == numbered
    paper = ARABIC if language.rtl else ORDINARY
    assert [title for level, title in found if level == 1][: len(paper.works)] == [
        work.title for work in paper.works
    ]
    assert pages == sorted(pages)
    assert pages[-1] > 0


def test_a_bookmark_leads_to_where_the_heading_stands_on_a_leaf_of_any_size(
    tmp_path: Path,
) -> None:
    sheet = Sheet(load_language("en"), Leaf(400, 600, zoom=1.5))
    blocks = [Drawing(150, lambda _canvas, _width: None), sheet.subheading("Here")]
    write_drawn(draw_pages(sheet, blocks, "Title"), tmp_path / "b.pdf")

    ((heading,),) = pdf.boxes(tmp_path / "b.pdf")
    with pypdfium2.PdfDocument(tmp_path / "b.pdf") as document:
        (mark,) = document.get_toc()
        _, (_, top, _) = mark.get_dest().get_view()
    assert heading.top <= top < heading.top + 12


def test_a_table_over_three_pages_is_one_and_its_names_are_read_once(tmp_path: Path) -> None:
    rows = [[text(f"row{number}"), text("x")] for number in range(60)]
    grid = Grid((1, 1), rows, Ruling(), rtl=False, header=[text("HEAD"), text("two")])

    path = pdf.write(tmp_path / "t.pdf", grid)

    file = pdf.streams(path)
    assert len(pdf.pages(path)) > 2
    assert [file.count(f"/S/{role}/") for role in ("Table", "TR", "TH", "TD")] == [1, 61, 2, 120]
    assert file.count("/Scope/Column") == 2
    assert sum("HEAD" in said for said in tagged.read_aloud(path)) == 1
    assert sum("HEAD" in page for page in pdf.pages(path)) > 2


def test_a_cell_and_a_sentence_that_go_on_overleaf_are_still_one(tmp_path: Path) -> None:
    long, heads = " ".join(f"w{number}" for number in range(600)), [text("H"), text("I")]
    grid = Grid((1, 1), [[text(long), text("x")]], Ruling(), rtl=False, header=heads)

    path = pdf.write(tmp_path / "c.pdf", Stack([text("before"), grid], tag=Tag("Sect")))

    file = pdf.streams(path)
    assert len(pdf.pages(path)) > 1
    assert [file.count(f"/S/{role}/") for role in ("Sect", "TR", "TD", "P")] == [1, 2, 2, 5]


@pytest.mark.parametrize(
    ("reads", "expected"),
    [
        (Reads.APART, ["P", "P", "P", "P"]),
        (Reads.BY_ROW, ["TH", "TD", "TH", "TD"]),
        (Reads.BY_FIRST_ROW, ["TH", "TH", "TD", "TD"]),
        (Reads.BY_SECOND_ROW, ["TD", "TD", "TH", "TH"]),
    ],
)
def test_a_grid_is_read_as_a_table_only_if_it_is_one(
    tmp_path: Path, reads: Reads, expected: list[str]
) -> None:
    rows = [[text("a"), text("b")], [text("c"), text("d")]]

    path = pdf.write(tmp_path / "g.pdf", Grid((1, 1), rows, Ruling(), rtl=False, reads=reads))

    found = roles(path)
    assert ("Table" in found) is (reads is not Reads.APART)
    cells = [role for role in found if role in ("TH", "TD")] or found
    assert cells == expected


def test_entries_that_follow_each_other_are_one_list(tmp_path: Path) -> None:
    sheet = Sheet(load_language("en"))
    entries = [sheet.bullet(marker, "said") for marker in ("•", "•", "1.")]
    blocks = [*entries[:2], text("between"), entries[2]]

    path = pdf.write(tmp_path / "l.pdf", *blocks)

    entry = ["LI", "Lbl", "LBody"]
    assert roles(path) == ["L", *entry, *entry, "P", "L", *entry]
    assert "/ListNumbering/Disc" in pdf.streams(path)
    assert "/ListNumbering/Decimal" in pdf.streams(path)


def test_arabic_is_said_in_reading_order_whole_and_with_what_runs_the_other_way(
    tmp_path: Path,
) -> None:
    said = words(f"{LINE} في 2026-11-22 وبعده. ") + value("HQ (Juba)")
    narrow = Text(SPEAKING_ARABIC, said, Style())

    path = pdf.write(tmp_path / "a.pdf", narrow, size=(120, 300))

    assert len(pdf.seen(path)) > 2
    assert tagged.read_aloud(path) == [f"P {LINE} في 2026-11-22 وبعده. HQ (Juba)"]


def test_the_words_at_two_sides_of_a_line_end_are_not_read_as_one(tmp_path: Path) -> None:
    path = pdf.write(tmp_path / "e.pdf", text("water point at the market"), size=(80, 200))

    assert len(pdf.seen(path)) > 1
    assert tagged.read_aloud(path) == ["P water point at the market"]


def test_a_mark_is_said_as_what_it_looks_like_before_its_word(tmp_path: Path) -> None:
    sheet = Sheet(load_language("en"))

    path = pdf.write(tmp_path / "m.pdf", sheet.marked("tick", "Kept"), sheet.centred_mark("box", 9))

    assert tagged.read_aloud(path) == ["Figure Box with a tick", "P Kept", "Figure Empty box"]


def test_stairs_and_coins_say_in_words_what_they_show(tmp_path: Path) -> None:
    path = tmp_path / "w.pdf"
    write_drawn(draw_joint_review(Sheet(load_language("en")), ORDINARY), path)

    said = tagged.read_aloud(path)

    assert "Figure Stairs: 3 of 5 are done" in said
    assert "Figure Ten coins: 65% of the planned money is spent" in said


def test_one_block_in_two_cells_is_said_in_both(tmp_path: Path) -> None:
    same = text("twice")
    grid = Grid((1, 1), [[same, same]], Ruling(), rtl=False, reads=Reads.BY_ROW)

    path = pdf.write(tmp_path / "s.pdf", grid)

    assert roles(path) == ["Table", "TR", "TH", "P", "TD", "P"]


def test_a_picture_is_one_thing_and_a_line_is_none(tmp_path: Path) -> None:
    def paint(canvas: PaperCanvas, width: float) -> None:
        canvas.line(0, 0, width, 0)
        inner = text("inside")
        inner.wrap(50, 50)
        inner.drawOn(canvas, 0, 0)

    drawings = [Drawing(30, paint, says="A well (full)"), Drawing(30, paint)]

    path = pdf.write(tmp_path / "p.pdf", *drawings)

    assert tagged.read_aloud(path) == ["Figure A well (full)"]
    assert set(tagged.marks(path)[0]) == {0, -1}
