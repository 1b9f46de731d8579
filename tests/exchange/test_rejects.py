"""The rejects file can be opened in a spreadsheet, mended and imported again."""

import csv
from pathlib import Path

import pytest

from fieldapp.exchange.arrival import NoKey
from fieldapp.exchange.rejects import RejectsNotWritten, write_rejects
from fieldapp.exchange.table import Reject, Row, read_table

REJECT = Reject(Row(7, {"id": "", "name": "Ségou, قرية"}), "id", NoKey())


def test_each_line_has_the_row_its_number_the_column_and_the_reason(tmp_path: Path) -> None:
    file = tmp_path / "rejects.csv"

    write_rejects(file, ("id", "name"), [REJECT], str)

    with file.open(encoding="utf-8-sig", newline="") as lines:
        [row] = csv.DictReader(lines)
    assert row == {
        "row": "7",
        "column": "id",
        "reason": "This row has no number of its own.",
        "id": "",
        "name": "Ségou, قرية",
    }
    assert read_table(file, ("id", "name")).rows[0].cell("name") == "Ségou, قرية"


def test_reasons_are_in_the_language_of_the_person(tmp_path: Path) -> None:
    write_rejects(tmp_path / "r.csv", ("id",), [REJECT], lambda words: words.upper())

    assert "THIS ROW HAS NO NUMBER" in (tmp_path / "r.csv").read_text("utf-8-sig")


def test_a_place_that_cannot_be_written_gets_a_sentence_and_leaves_nothing(
    tmp_path: Path,
) -> None:
    (tmp_path / "taken").mkdir()
    for file in (tmp_path / "nowhere" / "r.csv", tmp_path / "taken"):
        with pytest.raises(RejectsNotWritten):
            write_rejects(file, ("id",), [REJECT], str)
    assert [one.name for one in tmp_path.iterdir()] == ["taken"]


def test_a_strangers_formula_is_not_run_and_is_as_it_was_when_imported_again(
    tmp_path: Path,
) -> None:
    file = tmp_path / "rejects.csv"
    cells = {"id": "-5.5", "name": "=cmd|' /C calc'!A0"}

    write_rejects(file, ("id", "name"), [Reject(Row(2, cells), "=id", NoKey())], str)

    with file.open(encoding="utf-8-sig", newline="") as lines:
        [row] = csv.DictReader(lines)
    assert (row["column"], row["id"], row["name"]) == ("'=id", "-5.5", "'=cmd|' /C calc'!A0")
    assert read_table(file, ("id", "name")).rows[0].cells["name"] == cells["name"]
