"""Tables as people really save them."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.errors import UserError
from fieldapp.exchange import table
from fieldapp.exchange.table import (
    EmptyTable,
    MissingColumns,
    NoSuchTable,
    NotATable,
    Table,
    TableTooLarge,
    read_table,
)


def written(folder: Path, content: str | bytes) -> Path:
    file = folder / "table.csv"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def read(folder: Path, content: str | bytes) -> Table:
    return read_table(written(folder, content), ["name"])


@pytest.mark.parametrize(
    "content",
    [
        "id,name\n1,Ségou\n",
        "\ufeffid,name\r\n1,Ségou\r\n",
        "id;name\n1;Ségou\n",
        "id\tname\n1\tSégou",
        "id,name\n1,Ségou\n".encode("utf-16"),
        "id,name\n#loc,#loc+name\n1,Ségou\n",
        " id , name \n\n,,\n1,Ségou\n".replace(",,", ","),
        '"id","name"\n"1","Ségou"\n',
    ],
)
def test_every_way_to_save_a_table_reads_the_same(tmp_path: Path, content: str | bytes) -> None:
    found = read(tmp_path, content)

    assert found.columns == ("id", "name")
    assert [dict(row.cells) for row in found.rows] == [{"id": "1", "name": "Ségou"}]
    assert found.rejects == ()
    assert not found.guessed


def test_latin_1_is_read_and_marked_as_a_guess(tmp_path: Path) -> None:
    found = read(tmp_path, "id,name\n1,Ségou\n".encode("latin-1"))

    assert found.rows[0].cell("name") == "Ségou"
    assert found.guessed


def test_rows_are_numbered_as_a_spreadsheet_numbers_them(tmp_path: Path) -> None:
    found = read(tmp_path, 'id,name\n#loc,#loc\n1,"two\nlines"\n\n2,b\n')

    assert [row.number for row in found.rows] == [3, 5]


def test_a_row_of_tags_is_passed_over_only_under_the_heading(tmp_path: Path) -> None:
    found = read(tmp_path, "id,name\n1,a\n#2,#b\n")

    assert [row.number for row in found.rows] == [2, 3]


def test_a_torn_row_is_a_reject_and_the_others_are_read(tmp_path: Path) -> None:
    found = read(tmp_path, "id,name\n1,a\n2\n3,b,c\n4,d\n")

    assert [row.number for row in found.rows] == [2, 5]
    assert [(reject.row.number, str(reject.error)) for reject in found.rejects] == [
        (3, "This row has 1 cells, the heading has 2."),
        (4, "This row has 3 cells, the heading has 2."),
    ]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", EmptyTable),
        (b"\xef\xbb\xbf", EmptyTable),
        (b" \n \n", EmptyTable),
        (b"id,name\n", EmptyTable),
        (b"id,name\n#loc,#loc\n", EmptyTable),
        (b"id,title\n1,a\n", MissingColumns),
        (b"%PDF-1.4 name\n1\n", NotATable),
        (b"PK\x03\x04name,x\n1,2\n", NotATable),
        (b"name\n\x00\x01\n", NotATable),
        (b"\xff\xfe\x00", NotATable),
    ],
)
def test_what_is_no_such_table_is_refused(
    tmp_path: Path, content: bytes, error: type[UserError]
) -> None:
    with pytest.raises(error):
        read(tmp_path, content)


def test_a_file_that_is_not_there_or_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NoSuchTable):
        read_table(tmp_path / "nothing.csv", [])
    monkeypatch.setattr(table, "LARGEST", 10)
    with pytest.raises(TableTooLarge):
        read(tmp_path, "id,name\n1,a\n")


@given(st.binary(max_size=80))
def test_no_bytes_whatever_end_in_anything_but_a_table_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    file = tmp_path_factory.getbasetemp() / "any.csv"
    file.write_bytes(content)
    with suppress(UserError):
        read_table(file, [])
