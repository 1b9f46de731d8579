"""Tables that leave the laptop: their columns, their order, and nothing a spreadsheet would run."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.area import Areas
from fieldapp.domain.disclosure import Disclosed, Reader, disclose
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.record import Record
from fieldapp.domain.schema import Field, Level, RecordKind
from fieldapp.domain.sharing.counts import Cell, Column, Counts
from fieldapp.domain.sharing.stamp import OWN_USE, Stamp, stamp_for_own_use
from fieldapp.exchange.formulas import as_typed, harmless
from fieldapp.exchange.records_table import (
    MOST_OF_PURPOSE,
    STAMPED,
    SharedTable,
    as_csv,
    as_json,
    table_of_counts,
    table_of_records,
)
from fieldapp.exchange.table import read_table
from tests.domain.records import OFFICER, PROTECTION, seen
from tests.strategies import LETTERS, records

MEETING = KINDS["meeting"]
GOROM = seen("place", "id-gorom", name="Gorom", pcode="KE0101")
AREAS = Areas([GOROM])
WELL = seen(
    "meeting", "m2", title="Well", held_on="2026-11-03", place="id-gorom", interpreter=True,
    missing=["youth", "herders"], season="s1", security_note="Guns at the well",
)  # fmt: skip


def lines(table: SharedTable) -> list[list[str]]:
    return list(csv.reader(io.StringIO(as_csv(table).decode("utf-8-sig"), newline="")))


OWN = stamp_for_own_use(date(2026, 11, 22))
SIGNED = Stamp("a1", "Wells", "2026-11-22", "2027-02-20", onward=True)
STAMP_NAMES = [column.name for column in STAMPED]


def up_to(kind: RecordKind, level: Level) -> list[Field]:
    return [field for field in kind.fields if field.level <= level]


def rows(*found: Disclosed, level: Level = Level.RESTRICTED, stamp: Stamp = OWN) -> SharedTable:
    return table_of_records(MEETING, found, up_to(MEETING, level), AREAS, stamp)


def test_a_heading_of_names_stands_over_a_row_of_hxl_tags() -> None:
    names, tags, _ = lines(rows(WELL))

    assert names == [*STAMP_NAMES, "id", *(field.name for field in MEETING.fields)]
    assert tags[:6] == [*(column.hxl for column in STAMPED), "#meta+id"]
    assert tags[6:] == [field.hxl for field in MEETING.fields]
    assert as_csv(rows(WELL)).startswith(b"\xef\xbb\xbf")


def test_answers_are_codes_ids_and_p_codes() -> None:
    names, _, cells = lines(rows(WELL))
    row = dict(zip(names, cells, strict=True))

    assert row["shared_under"] == OWN_USE
    assert row["place"] == "KE0101"
    assert row["season"] == "s1"
    assert row["missing"] == "youth,herders"
    assert row["interpreter"] == "true"
    assert row["present"] == ""


def test_a_field_that_nobody_in_the_table_may_see_has_no_column() -> None:
    names, _, _ = lines(rows(WELL, level=Level.PUBLIC, stamp=SIGNED))

    assert names[6:] == [f.name for f in MEETING.fields if f.level is Level.PUBLIC]
    assert "security_note" not in names


def test_rows_are_in_the_order_of_their_days_then_of_their_ids() -> None:
    later = seen("meeting", "m1", title="Road", held_on="2026-11-04")
    same_day = seen("meeting", "m0", title="Pump", held_on="2026-11-03")
    undated = seen("meeting", "m9", title="Talk")

    tables = [rows(WELL, later, same_day, undated), rows(undated, same_day, later, WELL)]

    assert as_csv(tables[0]) == as_csv(tables[1])
    assert [row[5] for row in tables[0].rows] == ["m9", "m0", "m2", "m1"]


def test_every_row_says_under_what_it_left_until_when_it_may_be_kept_and_how_far_it_goes() -> None:
    for table in (
        rows(WELL, WELL, stamp=SIGNED),
        table_of_counts(MEETING, Counts((), (Cell((), 5), Cell((), 6)), 0, {}), SIGNED),
    ):
        assert {row[:5] for row in table.rows} == {
            ("a1", "2026-11-22", "2027-02-20", True, "Wells")
        }
        told = json.loads(as_json(table))["shared"]
        assert tuple(told.values()) == ("a1", "2026-11-22", "2027-02-20", True, "Wells")
        assert all('"a1"' in line for line in as_csv(table).decode().splitlines()[2:])


def test_counts_stand_at_the_end_of_what_they_are_counted_by() -> None:
    by = (Column("month", "#date+month"), Column("adm1_code", "#adm1+code"))
    counts = Counts(by, (Cell(("2026-11", "KE01"), 7),), 3, {})

    assert [line[5:] for line in lines(table_of_counts(MEETING, counts, SIGNED))] == [
        ["month", "adm1_code", "count"],
        ["#date+month", "#adm1+code", "#meta+count"],
        ["2026-11", "KE01", "7"],
    ]


def test_a_long_purpose_is_cut_and_one_of_several_lines_stays_in_its_cell() -> None:
    cell = rows(WELL, stamp=replace(SIGNED, purpose="Wells,\n" * 100)).rows[0][4]

    assert isinstance(cell, str)
    assert len(cell) == MOST_OF_PURPOSE
    assert "\n" not in cell


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+211 for help", "'+211 for help"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1+1", "\t'=1+1"),
        (" =1+1", "' =1+1"),
        ("＝1+1", "'＝1+1"),
        ("Come;=1+1;", "Come;'=1+1;"),
        ("One\n=1+1", "One\n'=1+1"),
        ("\u200b=1+1", "'\u200b=1+1"),
        ("\u202e=1+1", "'\u202e=1+1"),
        ("\ufeff=1+1", "'\ufeff=1+1"),
        ('Come;"=1+1', "Come;'\"=1+1"),
        ("﹦1+1", "'﹦1+1"),
        ("\r=1+1", "\r'=1+1"),
        ("\u00a0@A1", "'\u00a0@A1"),
        ("Half-built, 2+2, a@b", "Half-built, 2+2, a@b"),
    ],
)
def test_a_text_that_a_spreadsheet_would_run_is_made_harmless(text: str, written: str) -> None:
    assert harmless(text) == written


def test_a_number_below_zero_stays_a_number() -> None:
    measured = seen("observation", value=-5.5, observed_on="2026-11-03", source="-5.5")
    fields = up_to(KINDS["observation"], Level.TEAM)
    table = table_of_records(KINDS["observation"], [measured], fields, AREAS, OWN)
    names, _, cells = lines(table)
    row = dict(zip(names, cells, strict=True))

    assert row["value"] == "-5.5"
    assert row["source"] == "'-5.5"


HOSTILE = LETTERS + "=+-@;＝－\r\u200b\u202e\ufeff\u00a0|"


@given(st.text(st.sampled_from(HOSTILE), max_size=12))
def test_wherever_a_spreadsheet_cuts_no_part_begins_a_formula(text: str) -> None:
    for part in re.split(r"[;\t\r\n]", harmless(text)):
        seen_by_it = part.strip(' "\u200b\u202e\ufeff\u00a0\u200c\u2028')
        assert not seen_by_it.startswith(tuple("=+-@＝＋－＠"))


@given(st.text(st.sampled_from(HOSTILE), max_size=12))
def test_what_was_made_harmless_is_read_back_as_it_was(text: str) -> None:
    assert as_typed(harmless(text)) == as_typed(text)
    assert "'" in text or as_typed(harmless(text)) == text


@given(st.lists(st.text(st.sampled_from(HOSTILE), max_size=12), min_size=1, max_size=4))
def test_a_reader_of_csv_gets_back_every_cell_as_it_was_but_for_the_apostrophe(
    texts: list[str],
) -> None:
    met = [Record("meeting", f"m{n}", {"title": text}) for n, text in enumerate(texts)]
    table = rows(*(disclose(record, PROTECTION) for record in met))
    names, _, *found = lines(table)

    for record, row in zip(met, found, strict=True):
        assert row[names.index("title")] == harmless(str(record.values["title"]))
        assert len(row) == len(names)


@given(st.lists(records, max_size=3), st.sampled_from((OFFICER, PROTECTION)))
def test_what_was_not_disclosed_is_in_no_form_of_the_table(
    found: list[Record], who: Reader
) -> None:
    for record in found:
        kind = KINDS[record.kind]
        seen_of_it = disclose(record, who)
        table = table_of_records(kind, [seen_of_it], up_to(kind, who.clearance), Areas([]), OWN)
        names = [column.name for column in table.columns]
        [row] = table.rows
        answered = {n: v for n, v in zip(names, row, strict=True) if v is not None}
        stamped = {*STAMP_NAMES} - {"shared_until"}
        assert set(answered) == {*stamped, "id", *seen_of_it.values}
        assert json.loads(as_json(table))["rows"][0].keys() == answered.keys()
        assert len(lines(table)) == 3


def test_half_a_letter_in_a_forged_answer_keeps_no_other_row_from_leaving() -> None:
    forged = disclose(Record("meeting", "m0", {"title": "a\ud800b"}), PROTECTION)

    assert [line[5] for line in lines(rows(WELL, forged))[2:]] == ["m0", "m2"]
    assert json.loads(as_json(rows(forged)))["rows"][0]["title"] == "a?b"


def test_json_leaves_out_what_is_not_answered_and_keeps_texts_as_they_are() -> None:
    plain = seen("meeting", "m1", title="=Well", held_on="2026-11-04")
    document = json.loads(as_json(rows(plain)))
    own = document["shared"]

    assert document["kind"] == "meeting"
    assert document["hxl"]["held_on"] == "#date"
    assert document["rows"] == [{**own, "id": "m1", "title": "=Well", "held_on": "2026-11-04"}]


def test_the_csv_can_be_read_back_as_a_table(tmp_path: Path) -> None:
    file = tmp_path / "meetings.csv"
    file.write_bytes(as_csv(rows(WELL)))

    table = read_table(file, ["title", "held_on"])

    assert not table.rejects
    assert not table.guessed
    assert [row.cell("title") for row in table.rows] == ["Well"]


def test_no_field_is_called_as_the_columns_that_every_table_has() -> None:
    for kind in KINDS.values():
        assert not {*STAMP_NAMES, "id"} & {field.name for field in kind.fields}
        assert kind.name != "everything"  # a word of the command line
