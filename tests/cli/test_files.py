"""Small files, whole or not at all."""

from pathlib import Path

import pytest

from fieldapp.cli.files import CannotRead, CannotWrite, read_small, write_whole


def test_a_file_comes_back_and_one_that_is_there_is_replaced(tmp_path: Path) -> None:
    file = tmp_path / "request.json"
    write_whole(file, b"first")
    write_whole(file, b"second")

    assert read_small(file) == b"second"
    assert [one.name for one in tmp_path.iterdir()] == ["request.json"]


def test_no_more_is_read_than_a_small_file_has(tmp_path: Path) -> None:
    (tmp_path / "large").write_bytes(b"x" * 100)

    assert len(read_small(tmp_path / "large", 10)) == 10


def test_what_cannot_be_read_or_written_gets_a_sentence_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for file in (tmp_path / "nowhere", tmp_path / "folder"):
        with pytest.raises(CannotRead):
            read_small(file)
    for file in (tmp_path / "nowhere" / "x", tmp_path / "folder"):
        with pytest.raises(CannotWrite):
            write_whole(file, b"x")
    assert [one.name for one in tmp_path.iterdir()] == ["folder"]
