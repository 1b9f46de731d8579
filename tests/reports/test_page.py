"""The foot of every page, and a file that is written whole or not at all."""

from pathlib import Path

import pypdfium2
import pytest
from reportlab.platypus import Flowable

from fieldapp.language import load_language
from fieldapp.reports.leaf import A4
from fieldapp.reports.page import PageMarks, draw_pages
from fieldapp.reports.sheet import Sheet
from fieldapp.reports.type.setting import Typesetter
from fieldapp.reports.type.spans import words
from fieldapp.reports.type.text import Style, Text
from tests.reports import pdf


def marks() -> PageMarks:
    return PageMarks(
        page_of="Page {page} of {pages}",
        about="Paper {code}, checksum {checksum}",
        code="JR-7",
        checksum="AB12-CD34",
    )


def sheet(language: str = "en") -> Sheet:
    return Sheet(load_language(language))


def long_text(language: str = "en") -> Text:
    said = " ".join(f"w{number}" for number in range(1_500))
    return Text(Typesetter(load_language(language)), words(said), Style())


class Torn(Flowable):  # type: ignore[misc]
    """A block that fails when it is drawn, as a full disk or a fault of ours would."""

    def draw(self) -> None:
        raise OSError(28, "No space left on device")


def test_every_page_says_which_of_how_many_it_is_and_of_what(tmp_path: Path) -> None:
    count = pdf.write_drawn(
        draw_pages(sheet(), [long_text()], "Title", marks()), tmp_path / "a.pdf"
    )

    found = pdf.pages(tmp_path / "a.pdf")

    assert count == len(found) > 2
    for number, page in enumerate(found, 1):
        assert f"Page {number} of {count}" in page
        assert "Paper JR-7, checksum AB12-CD34" in page


@pytest.mark.parametrize(("language", "corner"), [("en", "right"), ("ar", "left")])
def test_the_punched_side_is_free_and_the_qr_is_opposite_to_the_words(
    tmp_path: Path, language: str, corner: str
) -> None:
    path = tmp_path / "q.pdf"
    pdf.write_drawn(draw_pages(sheet(language), [long_text(language)], "Title", marks()), path)
    with pypdfium2.PdfDocument(path) as document:
        picture = (
            document[0].render(scale=2, grayscale=True).to_pil().point(lambda v: 255 * (v < 128))
        )
    left, top, right, bottom = picture.getbbox() or (0, 0, 0, 0)
    width, height = picture.size
    outer, punched = (1 - right / width, left / width)
    if language == "ar":
        outer, punched = punched, outer

    assert punched > 0.11  # 24 mm of 210
    assert 0.06 < outer < 0.08  # 14 mm of 210
    assert min(top / height, 1 - bottom / height) > 0.02
    foot = picture.crop((left, round(height - A4.bottom * 2 + 15), right, height))
    half = foot.width // 2
    dark = {
        "left": sum(foot.crop((0, 0, half, foot.height)).histogram()[1:]),
        "right": sum(foot.crop((half, 0, foot.width, foot.height)).histogram()[1:]),
    }
    assert max(dark, key=lambda side: dark[side]) == corner


def test_all_text_is_as_wide_as_the_margins_leave(tmp_path: Path) -> None:
    pdf.write_drawn(draw_pages(sheet(), [long_text()], "Title", marks()), tmp_path / "m.pdf")

    every = [box for page in pdf.boxes(tmp_path / "m.pdf") for box in page]

    assert max(box.right for box in every) - min(box.left for box in every) <= A4.text_width + 1


def test_a_paper_that_fails_half_way_leaves_the_old_one_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "old.pdf"
    path.write_bytes(b"the old paper")

    with pytest.raises(OSError, match="No space left"):
        pdf.write_drawn(draw_pages(sheet(), [long_text(), Torn()], "Title", marks()), path)

    assert path.read_bytes() == b"the old paper"
    assert list(tmp_path.iterdir()) == [path]


def test_a_paper_that_cannot_take_its_place_leaves_no_half_file(tmp_path: Path) -> None:
    path = tmp_path / "a folder"
    path.mkdir()

    with pytest.raises(OSError, match="folder"):
        pdf.write_drawn(draw_pages(sheet(), [long_text()], "Title", marks()), path)

    assert list(tmp_path.iterdir()) == [path]


def test_the_file_says_in_which_language_it_is_and_who_made_it(tmp_path: Path) -> None:
    pdf.write_drawn(
        draw_pages(sheet("ar"), [long_text("ar")], "Title", marks()), tmp_path / "l.pdf"
    )

    data = pdf.streams(tmp_path / "l.pdf")

    assert "/Lang (ar)" in data
    assert "/Creator (fieldapp)" in data
    assert "/Author" not in data
