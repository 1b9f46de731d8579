"""Chunks are kept whole in a file of their own, and the record comes only after them."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from fieldapp.store import chunks, photos, records, workspace
from fieldapp.store.chunks import Chunk
from fieldapp.store.errors import NewerFile
from fieldapp.store.packs import Mark
from fieldapp.store.records import Change, Wanted
from fieldapp.store.workspace import Workspace
from tests.pictures import a_photograph
from tests.store.conftest import PASSPHRASE

TEAM = "mission/team"


@pytest.fixture
def meeting(amina: Workspace) -> str:
    return records.save(amina, Change("meeting", {"title": "Well", "held_on": "2026-11-01"}))


def keep(opened: Workspace, content: bytes, *, small: bool = False, photo: str = "p") -> str:
    chunk = Chunk(chunks.id_of(content), TEAM, photo, small, 0)
    with opened.chunks.writing():
        opened.chunks.keep(chunk, content)
    return chunk.id


def test_the_file_beside_the_workspace_is_encrypted(amina: Workspace) -> None:
    keep(amina, b"CANARY " * 1000)
    amina.chunks.db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    content = (amina.folder / chunks.FILE).read_bytes()

    assert len(content) > 7000
    assert not content.startswith(b"SQLite")
    assert b"CANARY" not in content


def test_the_small_pictures_wait_first_and_then_the_newest(amina: Workspace) -> None:
    for name, small in (("1", False), ("2", False), ("1s", True), ("2s", True)):
        keep(amina, name.encode(), small=small, photo=name[0])

    waiting = amina.chunks.waiting()

    assert [(chunk.photo, chunk.small) for chunk in waiting] == [
        ("2", True), ("1", True), ("2", False), ("1", False),
    ]  # fmt: skip
    assert [chunk.photo for chunk in amina.chunks.waiting(small_only=True)] == ["2", "1"]


def test_a_chunk_counts_as_delivered_only_while_the_hub_knows_its_shelf(amina: Workspace) -> None:
    chunk = keep(amina, b"one")
    with amina.chunks.writing():
        amina.chunks.place([chunk], 7)
        amina.chunks.set_mark(TEAM, Mark(7, "ab" * 16))
    assert amina.chunks.waiting() == []

    with amina.chunks.writing():
        amina.chunks.go_back(TEAM)

    assert [each.id for each in amina.chunks.waiting()] == [chunk]
    assert amina.chunks.mark(TEAM) is None


def test_a_chunk_that_is_not_what_its_name_says_is_not_given_out(amina: Workspace) -> None:
    chunk = keep(amina, b"one")
    amina.chunks.db.conn.execute("UPDATE chunk SET bytes = x'00'")

    assert amina.chunks.read(chunk) is None
    assert amina.chunks.damaged() == [chunk]


def test_an_older_workspace_without_the_file_gets_one(amina: Workspace, meeting: str) -> None:
    photo = photos.add(amina, "meeting", meeting, a_photograph(), "roof.jpg")
    workspace.close(amina)
    (amina.folder / chunks.FILE).unlink()

    again = workspace.unlock(amina.folder, PASSPHRASE)

    assert photos.state_of(again, photo) is photos.State.MISSING
    with pytest.raises(photos.PhotographMissing):
        photos.open_photo(again, photo)
    workspace.close(again)


def test_a_damaged_file_is_put_aside_and_the_records_open(amina: Workspace, meeting: str) -> None:
    workspace.close(amina)
    file = amina.folder / chunks.FILE
    file.write_bytes(b"\x00" + file.read_bytes()[1:])

    again = workspace.unlock(amina.folder, PASSPHRASE)

    assert records.find(again, meeting) is not None
    assert (amina.folder / "chunks-damaged-1.db").read_bytes()[0] == 0
    assert again.chunks.ids() == set()
    workspace.close(again)


def test_a_file_in_clear_text_is_never_used(amina: Workspace) -> None:
    workspace.close(amina)
    file = amina.folder / chunks.FILE
    file.unlink()
    plain = sqlite3.connect(file)
    plain.execute("CREATE TABLE chunk (id TEXT)")
    plain.close()

    again = workspace.unlock(amina.folder, PASSPHRASE)

    assert not file.read_bytes().startswith(b"SQLite")
    workspace.close(again)


def test_a_file_of_a_newer_fieldapp_is_left_alone(amina: Workspace) -> None:
    amina.chunks.db.conn.execute("PRAGMA user_version = 2000")
    workspace.close(amina)

    with pytest.raises(NewerFile):
        workspace.unlock(amina.folder, PASSPHRASE)


def test_a_second_thread_opens_the_same_chunks(amina: Workspace) -> None:
    chunk = keep(amina, b"one")

    other = workspace.reopen(amina)

    assert other.chunks.read(chunk) == b"one"
    workspace.close(other)


def test_the_folder_copied_as_a_backup_has_the_photographs(
    amina: Workspace, meeting: str, tmp_path: Path
) -> None:
    photo = photos.add(amina, "meeting", meeting, a_photograph(), "roof.jpg")
    workspace.close(amina)
    shutil.copytree(amina.folder, tmp_path / "copy")

    copy = workspace.unlock(tmp_path / "copy", PASSPHRASE)

    assert photos.state_of(copy, photo) is photos.State.WHOLE
    workspace.close(copy)


def test_no_record_is_saved_whose_chunks_did_not_reach_the_disk(
    amina: Workspace, meeting: str
) -> None:
    amina.chunks.db.conn.execute("DROP TABLE chunk")

    with pytest.raises(Exception, match="no such table"):
        photos.add(amina, "meeting", meeting, a_photograph(), "roof.jpg")

    assert records.count(amina, Wanted("photo")) == 0
