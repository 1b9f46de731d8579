"""Spreadsheet files: read back part by part, with nothing in them that a program would run."""

import io
import zipfile
from datetime import date
from xml.etree import ElementTree as Xml

from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.sharing.counts import Column
from fieldapp.domain.sharing.stamp import OWN_USE, Stamp, stamp_for_own_use
from fieldapp.exchange.records_table import STAMPED, SharedTable
from fieldapp.exchange.workbook import LONGEST, as_xlsx

OWN = stamp_for_own_use(date(2026, 11, 22))
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
HOSTILE = "=+-@\t\r\n;＝\"'<>&%_x0041\u200b\u202eقé\x00\x0b\ud800\ufffe🌾"


def table(*cells: Value, stamp: Stamp = OWN) -> SharedTable:
    columns = tuple(Column(f"c{n}", f"#c+{n}") for n in range(len(cells)))
    return SharedTable("meeting", stamp, columns, (cells,))


def sheets(content: bytes) -> list[list[list[object]]]:
    """Read every sheet as a program would: rows of texts, numbers, yes or no."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert file.testzip() is None
        for name in file.namelist():
            Xml.fromstring(file.read(name))
        names = sorted(n for n in file.namelist() if "/worksheets/" in n)
        roots = [Xml.fromstring(file.read(name)) for name in names]
    return [[[cell(each) for each in row] for row in root[0]] for root in roots]


def cell(element: Xml.Element) -> object:
    assert element.tag == f"{MAIN}c"
    assert element.find(f"{MAIN}f") is None
    if element.get("t") == "inlineStr":
        return element[0][0].text or ""
    if not len(element):
        return None
    number = element[0].text or ""
    return number == "1" if element.get("t") == "b" else float(number)


def test_texts_numbers_and_codes_are_read_back_as_what_they_are() -> None:
    heading, tags, row = sheets(as_xlsx(table("=1+1", -5.5, -3, True, ("a", "b"), None)))[0]

    assert heading == ["c0", "c1", "c2", "c3", "c4", "c5"]
    assert tags == ["#c+0", "#c+1", "#c+2", "#c+3", "#c+4", "#c+5"]
    assert row == ["=1+1", -5.5, -3.0, True, "a,b", None]


def test_a_second_sheet_says_what_the_file_is() -> None:
    signed = Stamp("a1", '=HYPERLINK("http://x")', "2026-11-22", "2027-02-20", onward=False)
    _, about = sheets(as_xlsx(table("x", stamp=signed)))
    told = {str(name): value for name, value in about}

    assert told == {
        "kind": "meeting",
        "shared_under": "a1",
        "shared_on": "2026-11-22",
        "shared_until": "2027-02-20",
        "shared_onward": False,
        "shared_for": '=HYPERLINK("http://x")',
    }
    assert {str(name): v for name, v in sheets(as_xlsx(table("x")))[1]}["shared_under"] == OWN_USE
    assert list(told)[1:] == [column.name for column in STAMPED]


@given(st.lists(st.text(st.sampled_from(HOSTILE), max_size=15), min_size=1, max_size=4))
def test_whatever_was_typed_is_a_text_in_a_file_that_opens(texts: list[str]) -> None:
    *_, row = sheets(as_xlsx(table(*texts)))[0]

    for typed, found in zip(texts, row, strict=True):
        kept = "".join(c for c in typed if c not in "\x00\x0b\ud800\ufffe")
        assert found == kept.replace("_x0041_", "_x005F_x0041_")


def test_no_letter_is_made_of_what_looks_like_the_code_of_one() -> None:
    *_, row = sheets(as_xlsx(table("_x003D_1+1", "_x_")))[0]

    assert row == ["_x005F_x003D_1+1", "_x_"]  # programs take "_x005F_" for "_"


def test_a_text_longer_than_a_cell_is_cut_and_ends_with_dots() -> None:
    *_, row = sheets(as_xlsx(table("a" * 50_000)))[0]

    assert isinstance(row[0], str)
    assert len(row[0]) == LONGEST
    assert row[0].endswith("a…")


def test_texts_stay_texts_when_somebody_edits_them() -> None:
    with zipfile.ZipFile(io.BytesIO(as_xlsx(table("=1")))) as file:
        assert b'quotePrefix="1"' in file.read("xl/styles.xml")
        assert b't="inlineStr" s="1"' in file.read("xl/worksheets/sheet1.xml")


def test_the_same_table_gives_the_same_bytes_and_no_name_of_whoever_made_it() -> None:
    assert as_xlsx(table("x")) == as_xlsx(table("x"))
    with zipfile.ZipFile(io.BytesIO(as_xlsx(table("x")))) as file:
        assert not [name for name in file.namelist() if "docProps" in name]
