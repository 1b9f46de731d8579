from pathlib import Path

import pytest

from fieldapp.ui.files import CannotReadFile, CannotWriteFile, read_whole, write_whole


def test_a_file_is_written_and_read_whole(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    for content in (b"first", b"second"):
        write_whole(file, content)
        assert read_whole(file) == content
    assert [each.name for each in tmp_path.iterdir()] == ["a.pdf"]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(CannotWriteFile):
        write_whole(tmp_path / "gone" / "a.pdf", b"")
    with pytest.raises(CannotReadFile):
        read_whole(tmp_path / "gone" / "a.pdf")


def test_what_was_there_stays_when_writing_fails(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    write_whole(file, b"first")
    (tmp_path / "a.pdf.part").mkdir()

    with pytest.raises(CannotWriteFile):
        write_whole(file, b"second")

    assert file.read_bytes() == b"first"
