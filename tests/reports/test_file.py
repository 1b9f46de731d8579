"""The file: what it says about itself, and that the same paper is always the same bytes."""

import os
import re
import subprocess
import sys
import zlib
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2
import pytest
from PIL import ImageCms

from fieldapp.language import load_language
from fieldapp.reports.page import draw_pages
from fieldapp.reports.pdf.archive import grey_profile
from fieldapp.reports.sheet import Sheet
from tests.reports import pdf

DRAW = """
import sys, time
time.time = lambda: 4e9
from fieldapp.language import load_language
from fieldapp.reports.page import draw_pages
from fieldapp.reports.sheet import Sheet
sheet = Sheet(load_language("ar"))
blocks = [sheet.heading(1, "عنوان"), sheet.marked("tick", "Kept")]
sys.stdout.buffer.write(draw_pages(sheet, blocks, "Title").content)
"""


def drawn(folder: Path, title: str, language: str = "en", body: str = "a") -> Path:
    sheet = Sheet(load_language(language))
    path = folder / f"{abs(hash((title, body)))}.pdf"
    path.write_bytes(draw_pages(sheet, [sheet.words(body)], title).content)
    return path


@pytest.mark.parametrize("title", ["Water (and) \\ sand", "Review & <more>", "مراجعة\rمع المجلس"])
def test_the_title_is_the_same_for_a_reader_an_archive_and_a_person(
    tmp_path: Path, title: str
) -> None:
    path = drawn(tmp_path, title, "ar")

    with pypdfium2.PdfDocument(path) as document:
        assert document.get_metadata_value("Title") == title
    packet = re.search(rb"<x:xmpmeta.*?</x:xmpmeta>", path.read_bytes(), re.DOTALL)
    assert packet is not None
    said = ["".join(one.itertext()) for one in ElementTree.fromstring(packet.group()).iter()]
    assert title.replace("\r", "\n") in said
    file = pdf.streams(path)
    assert "/DisplayDocTitle true" in file
    assert "/Lang (ar)" in file


def test_the_file_claims_what_validators_found_it_to_be(tmp_path: Path) -> None:
    raw = drawn(tmp_path, "T").read_bytes()

    assert raw.startswith(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    assert b"<pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>" in raw
    assert b"<pdfuaid:part>1</pdfuaid:part>" in raw


def test_no_day_hour_or_person_is_in_the_file_but_what_the_paper_says(tmp_path: Path) -> None:
    path = drawn(tmp_path, "T")

    file = pdf.streams(path) + path.read_text("latin-1")
    assert re.findall(r"/(?:Author|CreationDate|ModDate)|xmp:\w+Date|D:\d{8}", file) == []


def test_every_object_stands_where_the_file_says(tmp_path: Path) -> None:
    raw = drawn(tmp_path, "T").read_bytes()

    start = int(re.findall(rb"startxref\n(\d+)\n%%EOF\n$", raw)[0])
    found = re.match(rb"\d+ 0 obj\n<</Type/XRef/Size (\d+).*?stream\n", raw[start:], re.DOTALL)
    assert found is not None
    table = zlib.decompressobj().decompress(raw[start + found.end() :])
    assert len(table) == 7 * int(found.group(1))
    for number in range(len(table) // 7):
        kind, *where = table[7 * number : 7 * number + 5]
        if kind == 1:
            assert raw[int.from_bytes(where, "big") :].startswith(b"%d 0 obj\n" % number)


def test_the_grey_of_the_paper_is_a_profile_that_colour_programs_know() -> None:
    profile = ImageCms.getOpenProfile(BytesIO(grey_profile())).profile

    assert profile.xcolor_space.strip() == "GRAY"
    assert profile.device_class == "prtr"
    assert profile.copyright == "No copyright, use freely"


def test_every_code_of_a_font_is_a_character_that_can_be_copied(tmp_path: Path) -> None:
    path = drawn(tmp_path, "T", "ar", "لا إله، e\u0301 مرحباً 12")

    told = re.findall(r"<[0-9a-f]{4}> <([0-9a-f]+)>", pdf.streams(path))
    characters = [ord(one) for code in told for one in bytes.fromhex(code).decode("utf-16-be")]
    assert len(told) > 8
    assert [c for c in characters if c in (0, 0xFEFF, 0xFFFE) or 0xE000 <= c < 0xF900] == []


def test_the_same_paper_is_the_same_bytes_on_another_day_elsewhere() -> None:
    env = {
        **os.environ, "PYTHONHASHSEED": "1", "TZ": "Asia/Kabul", "SOURCE_DATE_EPOCH": "1999999999",
    }  # fmt: skip
    there = subprocess.run([sys.executable, "-c", DRAW], env=env, capture_output=True, check=True)

    sheet = Sheet(load_language("ar"))
    blocks = [sheet.heading(1, "عنوان"), sheet.marked("tick", "Kept")]
    assert there.stdout == draw_pages(sheet, blocks, "Title").content


def test_another_paper_has_another_identifier(tmp_path: Path) -> None:
    one, other = (drawn(tmp_path, "T", body=body).read_bytes() for body in ("a", "b"))

    found = [re.findall(rb"/ID\[<(\w{32})><(\w{32})>\]", raw) for raw in (one, other)]
    assert len(found[0]) == len(found[1]) == 1
    assert found[0] != found[1]
