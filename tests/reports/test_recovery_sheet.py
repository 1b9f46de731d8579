"""The recovery sheet: one page, the code in large letters and as a QR code, nothing else secret."""

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from fieldapp.language import load_language
from fieldapp.reports.leaf import A4
from fieldapp.reports.recovery_sheet import RecoveryPaper, write_recovery_sheet
from fieldapp.reports.type.fonts import MissingGlyph
from tests.reports import pdf

PAPER = RecoveryPaper(
    name="Zaïna Bol",
    mission="Kelda area",
    device="1f2e3d4c5b6a7988",
    made_on="2026-11-28",
    code="ABCD-EFGH-JKLM-NPQR-STUV-WXYZ-2345-6789",
)


def written(folder: Path, paper: RecoveryPaper, language: str = "en") -> Path:
    file = folder / "sheet.pdf"
    assert write_recovery_sheet(paper, load_language(language), file) == 1
    return file


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_one_page_tells_whose_laptop_it_opens_and_shows_the_code_in_fours(
    tmp_path: Path, language: str
) -> None:
    file = written(tmp_path, PAPER, language)

    lines = pdf.seen(file)
    [page] = pdf.pages(file)
    assert "ABCD-EFGH-JKLM-NPQR" in lines
    assert "STUV-WXYZ-2345-6789" in lines
    for told in ("Zaïna Bol", "Kelda area", "1f2e3d4c5b6a7988", "2026"):
        assert told in " ".join(page.split()).replace("\xa0", " ")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_code_is_the_largest_thing_to_read(tmp_path: Path, language: str) -> None:
    [boxes] = pdf.boxes(written(tmp_path, PAPER, language))

    heights = {box.text: box.top - box.bottom for box in boxes}
    code = [height for text, height in heights.items() if "ABCD" in text]
    assert code
    assert min(code) > 15  # points of a capital letter, three times the text of the page
    assert min(code) >= max(height for text, height in heights.items() if "ABCD" not in text) - 8


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_reader_finds_one_qr_code_and_in_it_the_code_alone(tmp_path: Path, language: str) -> None:
    with pypdfium2.PdfDocument(written(tmp_path, PAPER, language)) as document:
        picture = document[0].render(scale=2).to_pil()

    found = zxingcpp.read_barcodes(picture)

    assert [code.text for code in found] == [PAPER.code]


def test_an_arabic_sheet_runs_from_the_right(tmp_path: Path) -> None:
    [boxes] = pdf.boxes(written(tmp_path, PAPER, "ar"))

    name = next(box for box in boxes if "Bol" in box.text)
    assert name.left > A4.width / 3
    code = next(box for box in boxes if "ABCD" in box.text)
    assert code.right > A4.width / 2


def test_outside_a_mission_no_mission_is_named(tmp_path: Path) -> None:
    [page] = pdf.pages(written(tmp_path, replace(PAPER, mission="")))

    assert "Mission" not in page


def test_a_name_that_no_font_can_print_makes_no_sheet(tmp_path: Path) -> None:
    with pytest.raises(MissingGlyph):
        write_recovery_sheet(replace(PAPER, name="𒀀𒀀"), load_language("en"), tmp_path / "sheet.pdf")

    assert list(tmp_path.iterdir()) == []


def test_there_is_room_to_write_down_drills(tmp_path: Path) -> None:
    [page] = pdf.pages(written(tmp_path, PAPER))

    assert "Who tried it" in page
    left, top, right, bottom = pdf.ink(tmp_path / "sheet.pdf")
    assert bottom < 0.99
    assert right - left > 0.7
    assert top < 0.1
