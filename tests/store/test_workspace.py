"""A workspace opens for its officer and for nobody else, and refuses in whole sentences."""

import shutil
from pathlib import Path

import pytest

from fieldapp.domain.schema import Level
from fieldapp.errors import UserError
from fieldapp.paths import KEYFILE
from fieldapp.store import keyfile, workspace
from fieldapp.store.database import connect
from fieldapp.store.errors import (
    Damaged,
    NewerFile,
    NotOurs,
    NotWritable,
    NoWorkspace,
    WorkspaceExists,
    WrongPassphrase,
)
from fieldapp.store.migrations import MAJOR, MINOR
from fieldapp.store.records import Change, Wanted, count, load, save
from fieldapp.store.workspace import Workspace
from tests.store.conftest import CHEAP, PASSPHRASE, MakeWorkspace


def saved_and_closed(opened: Workspace) -> tuple[Path, str]:
    record = save(opened, Change("meeting", {"title": "The well", "held_on": "2026-11-01"}))
    workspace.close(opened)
    return opened.folder, record


def test_what_was_saved_is_there_after_unlocking(amina: Workspace) -> None:
    folder, record = saved_and_closed(amina)

    again = workspace.unlock(folder, PASSPHRASE)

    assert load(again, "meeting", record).values["title"] == "The well"
    assert (again.device, again.name) == (amina.device, "Amina")
    workspace.close(again)


def test_the_recovery_code_opens_it_however_it_is_typed(tmp_path: Path) -> None:
    opened, code = workspace.create(tmp_path / "a", PASSPHRASE, "Amina", cost=CHEAP)
    workspace.close(opened)

    again = workspace.unlock(tmp_path / "a", f"  {code.lower().replace('-', ' ')} ")

    assert again.key == opened.key
    workspace.close(again)


@pytest.mark.parametrize("guess", ["", "the river is low in March", PASSPHRASE + " ", "A" * 32])
def test_a_wrong_passphrase_opens_nothing(amina: Workspace, guess: str) -> None:
    folder, _ = saved_and_closed(amina)

    with pytest.raises(WrongPassphrase):
        workspace.unlock(folder, guess)


def test_two_workspaces_share_neither_key_nor_device(make_workspace: MakeWorkspace) -> None:
    one, two = make_workspace("one"), make_workspace("two")

    assert one.key != two.key
    assert one.device != two.device


def test_before_it_joins_a_mission_a_laptop_reads_its_own_restricted_fields(
    amina: Workspace,
) -> None:
    assert amina.reader.clearance is Level.RESTRICTED


def test_reopening_for_another_thread_sees_what_was_saved(amina: Workspace) -> None:
    save(amina, Change("meeting", {"title": "The well", "held_on": "2026-11-01"}))

    second = workspace.reopen(amina)

    assert count(second, Wanted("meeting")) == 1
    workspace.close(second)


def test_a_new_workspace_is_not_made_over_other_files(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "notes.txt").write_text("mine")

    with pytest.raises(WorkspaceExists):
        workspace.create(tmp_path / "a", PASSPHRASE, "Amina", cost=CHEAP)

    assert (tmp_path / "a" / "notes.txt").read_text() == "mine"


def test_where_nothing_can_be_written_nothing_is_left_behind() -> None:
    folder = Path("/proc/fieldapp")  # nobody, not even root, can make a folder there

    with pytest.raises((NotWritable, FileNotFoundError)):
        workspace.create(folder, PASSPHRASE, "Amina", cost=CHEAP)

    assert not folder.exists()


def test_a_creation_that_fails_in_the_middle_leaves_nothing_behind(tmp_path: Path) -> None:
    impossible = keyfile.Cost(passes=1, memory=1)

    with pytest.raises(ValueError, match="memlimit"):
        workspace.create(tmp_path / "a", PASSPHRASE, "Amina", cost=impossible)

    assert list(tmp_path.iterdir()) == []


def test_an_empty_folder_is_no_workspace(tmp_path: Path) -> None:
    with pytest.raises(NoWorkspace):
        workspace.unlock(tmp_path, PASSPHRASE)


def test_a_missing_file_is_damage_and_not_a_new_beginning(amina: Workspace) -> None:
    folder, _ = saved_and_closed(amina)
    (folder / workspace.DATABASE).unlink()

    with pytest.raises(Damaged):
        workspace.unlock(folder, PASSPHRASE)

    assert not (folder / workspace.DATABASE).exists()


@pytest.mark.parametrize("offset", [0, 20, 100, 1000, 6000, 10000])
def test_a_flipped_byte_on_a_page_that_opening_reads_is_told_as_damage(
    amina: Workspace, offset: int
) -> None:
    folder, _ = saved_and_closed(amina)
    file = folder / workspace.DATABASE
    content = bytearray(file.read_bytes())
    content[offset] ^= 1
    file.write_bytes(content)

    with pytest.raises(Damaged):
        workspace.unlock(folder, PASSPHRASE)

    assert file.read_bytes() == bytes(content)


def test_an_emptied_database_is_damage(amina: Workspace) -> None:
    folder, _ = saved_and_closed(amina)
    (folder / workspace.DATABASE).write_bytes(b"")

    with pytest.raises(Damaged):
        workspace.unlock(folder, PASSPHRASE)


def test_a_database_of_another_program_is_not_ours(amina: Workspace) -> None:
    folder, _ = saved_and_closed(amina)
    (folder / workspace.DATABASE).unlink()
    other = connect(folder / workspace.DATABASE, amina.key)
    other.conn.execute("CREATE TABLE recipe (name TEXT)")
    other.close()

    with pytest.raises(NotOurs):
        workspace.unlock(folder, PASSPHRASE)


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", NotOurs),
        (b"%PDF-1.7", NotOurs),
        (b"[]", NotOurs),
        (b'{"format": "fieldapp workspace key"', Damaged),
        (b'{"format": "fieldapp workspace key", "version": 1}', Damaged),
        (b'{"format": "fieldapp workspace key", "version": 2}', NewerFile),
        (b'{"format": "fieldapp workspace key", "version": "x"}', NewerFile),
    ],
)
def test_a_key_file_that_cannot_be_read_is_told_for_what_it_is(
    amina: Workspace, content: bytes, error: type[UserError]
) -> None:
    folder, _ = saved_and_closed(amina)
    (folder / KEYFILE).write_bytes(content)

    with pytest.raises(error):
        workspace.unlock(folder, PASSPHRASE)


def test_a_newer_file_is_refused_with_both_versions_and_left_alone(amina: Workspace) -> None:
    amina.db.conn.execute(f"PRAGMA user_version = {(MAJOR + 1) * 1000 + 7}")
    folder, _ = saved_and_closed(amina)
    before = (folder / workspace.DATABASE).read_bytes()

    with pytest.raises(NewerFile) as caught:
        workspace.unlock(folder, PASSPHRASE)

    assert f"{MAJOR + 1}.7" in str(caught.value)
    assert f"{MAJOR}.{MINOR}" in str(caught.value)
    assert (folder / workspace.DATABASE).read_bytes() == before


def test_a_newer_minor_version_opens_and_keeps_its_number(amina: Workspace) -> None:
    amina.db.conn.execute(f"PRAGMA user_version = {MAJOR * 1000 + 9}")
    folder, _ = saved_and_closed(amina)

    again = workspace.unlock(folder, PASSPHRASE)

    assert again.db.conn.execute("PRAGMA user_version").fetchone()[0] == MAJOR * 1000 + 9
    workspace.close(again)


def test_an_interrupted_creation_is_swept_away_by_the_next(tmp_path: Path) -> None:
    (tmp_path / "a.part").mkdir()
    (tmp_path / "a.part" / workspace.DATABASE).write_bytes(b"half")

    opened, _ = workspace.create(tmp_path / "a", PASSPHRASE, "Amina", cost=CHEAP)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["a"]
    workspace.close(opened)


def test_nothing_of_a_record_is_readable_on_the_disk(amina: Workspace) -> None:
    answers = {"happened_on": "2026-11-01", "type": "threat", "summary": "CANARY"}
    save(amina, Change("incident", {**answers, "account": "CANARY"}))
    files = [path for path in amina.folder.rglob("*") if path.is_file()]

    assert len(files) >= 2
    assert all(b"CANARY" not in path.read_bytes() for path in files)


def test_a_copied_folder_opens_too(amina: Workspace, tmp_path: Path) -> None:
    folder, record = saved_and_closed(amina)
    shutil.copytree(folder, tmp_path / "copy")

    copy = workspace.unlock(tmp_path / "copy", PASSPHRASE)

    assert load(copy, "meeting", record).id == record
    workspace.close(copy)


def test_the_cost_in_the_field_is_what_the_threat_model_says() -> None:
    assert keyfile.FIELD_COST.memory >= 256 * 1024 * 1024
    assert keyfile.FIELD_COST.passes >= 3
