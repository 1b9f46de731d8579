"""Small files, whole or not at all."""

import subprocess
import sys
from pathlib import Path

import pytest

from fieldapp.cli.files import CannotRead, CannotWrite, read_small, write_whole
from tests.cli.conftest import POSIX


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


_NO_ROOM = """
import resource, sys
from pathlib import Path
from fieldapp.cli.files import CannotWrite, write_whole
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_whole(Path(sys.argv[1]), b"x" * 5000)
except CannotWrite:
    sys.exit(7)
"""


@POSIX
def test_a_disk_without_room_leaves_the_file_that_was_there(tmp_path: Path) -> None:
    file = tmp_path / "invitation.json"
    write_whole(file, b"as it was")

    done = subprocess.run([sys.executable, "-c", _NO_ROOM, str(file)], check=False)

    assert done.returncode == 7
    assert file.read_bytes() == b"as it was"
    assert [one.name for one in tmp_path.iterdir()] == ["invitation.json"]
