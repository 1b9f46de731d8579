import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from fieldapp.domain.scope import TEAM
from fieldapp.errors import UserError
from fieldapp.hub import engine as engines
from fieldapp.hub import storage
from fieldapp.hub.administration import init_hub
from fieldapp.hub.engine import open_storage
from fieldapp.hub.errors import (
    DamagedHub,
    FolderNotWritable,
    HubRuns,
    NewerHub,
    NotAHubFolder,
    OtherMission,
)
from fieldapp.hub.storage import Full, writing
from fieldapp.store.packs import Mark
from fieldapp.sync.errors import BadDocument
from fieldapp.sync.wire.feed import beginning, following, id_of
from tests.hub.conftest import ENGINES, empty_database
from tests.sync.members.test_membership import OWNER, STRANGER, card

CARD = card(OWNER)
PACKS = [(id_of(bytes([n])), "0" * 16, bytes([n]) * (n + 1)) for n in range(6)]


@pytest.fixture(params=ENGINES)
def database(request: pytest.FixtureRequest) -> str:
    return empty_database(request)


def hub(folder: Path, database: str = "") -> sa.Engine:
    init_hub(folder, CARD.text.encode(), database)
    return open_storage(folder, database)


def test_a_hub_can_be_given_its_mission_before_anybody_comes(tmp_path: Path, database: str) -> None:
    engine = hub(tmp_path / "hub", database)
    with writing(engine) as shelf:
        assert storage.mission(shelf) == CARD
        assert storage.head(shelf, TEAM) == beginning(CARD.id, TEAM)
    engine.dispose()

    init_hub(tmp_path / "hub", CARD.text.encode(), database)
    with pytest.raises(OtherMission):
        init_hub(tmp_path / "hub", card(STRANGER).text.encode(), database)
    with pytest.raises(BadDocument):
        init_hub(tmp_path / "other", b"{}", database)
    assert not (tmp_path / "other").exists()


def test_the_chain_follows_from_the_packs_and_no_pack_stands_twice(
    tmp_path: Path, database: str
) -> None:
    engine = hub(tmp_path / "hub", database)
    with writing(engine) as shelf:
        assert storage.append(shelf, TEAM, PACKS[:3]) == 3
    with writing(engine) as shelf:
        assert storage.append(shelf, TEAM, [*PACKS[1:5], PACKS[4]]) == 2
        entries = storage.after(shelf, TEAM, 0, 100)
        head = storage.head(shelf, TEAM)

        assert [(entry.seq, entry.id) for entry in entries] == [
            (seq, pack) for seq, (pack, _device, _content) in enumerate(PACKS[:5], 1)
        ]
        mark = beginning(CARD.id, TEAM)
        for pack, _device, _content in PACKS[:5]:
            mark = following(mark, pack)
        assert head == mark
        assert storage.contents(shelf, TEAM, [3]) == {3: PACKS[2][2]}
        assert [entry.size for entry in entries] == [1, 2, 3, 4, 5]
        assert [entry.seq for entry in storage.after(shelf, TEAM, 2, 2)] == [3, 4]
    engine.dispose()


def test_the_newest_mark_that_both_sides_have_is_found_by_its_hash(
    tmp_path: Path, database: str
) -> None:
    engine = hub(tmp_path / "hub", database)
    with writing(engine) as shelf:
        storage.append(shelf, TEAM, PACKS)
        marks = [beginning(CARD.id, TEAM)]
        for pack, _device, _content in PACKS:
            marks.append(following(marks[-1], pack))
        shown = [Mark(mark.seq, mark.hash[:16]) for mark in marks]
        wrong = [Mark(mark.seq, "0" * 16) for mark in marks]

        assert storage.newest_common(shelf, TEAM, shown[2:5]) == 4
        assert storage.newest_common(shelf, TEAM, [shown[2], wrong[5]]) == 2
        assert storage.newest_common(shelf, TEAM, [*wrong[1:], Mark(99, "0" * 16)]) == 0
        assert storage.newest_common(shelf, TEAM, []) == 0
    engine.dispose()


def test_a_block_that_fails_leaves_nothing_behind(tmp_path: Path, database: str) -> None:
    engine = hub(tmp_path / "hub", database)

    def fail() -> None:
        with writing(engine) as shelf:
            storage.append(shelf, TEAM, PACKS)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with writing(engine) as shelf:
        assert storage.head(shelf, TEAM) == beginning(CARD.id, TEAM)
        assert storage.after(shelf, TEAM, 0, 10) == []
    engine.dispose()


def test_a_full_disk_is_known_as_such_and_leaves_nothing_behind(tmp_path: Path) -> None:
    engine = hub(tmp_path / "hub")
    with engine.begin() as shelf:
        pages = shelf.exec_driver_sql("PRAGMA page_count").scalar_one()
        shelf.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(Full), writing(engine) as shelf:
        storage.append(shelf, TEAM, [("1" * 32, "0" * 16, bytes(100_000))])
    with writing(engine) as shelf:
        assert storage.head(shelf, TEAM) == beginning(CARD.id, TEAM)
    engine.dispose()


def test_every_commit_reaches_the_disk_before_it_is_acknowledged(tmp_path: Path) -> None:
    engine = hub(tmp_path / "hub")
    with engine.begin() as shelf:
        assert shelf.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
        assert shelf.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2
    engine.dispose()


def test_one_folder_has_one_hub(tmp_path: Path) -> None:
    engine = hub(tmp_path / "hub")
    code = (
        "import sys; from pathlib import Path; from fieldapp.hub.engine import open_storage\n"
        "from fieldapp.hub.errors import HubRuns\n"
        "try: open_storage(Path(sys.argv[1]))\n"
        "except HubRuns as error: sys.exit(str(error))"
    )
    other = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "hub")], capture_output=True, text=True
    )

    assert "runs on" in other.stderr
    assert "Traceback" not in other.stderr
    engine.dispose()
    open_storage(tmp_path / "hub").dispose()


def damage(folder: Path, what: str) -> type[UserError]:
    """Do something to the folder of a hub; returns what opening it says then."""
    file = folder / engines.FILE
    if what == "other file":
        file.write_bytes(b"a letter to my aunt\n" * 100)
        return NotAHubFolder
    if what == "other database":
        file.unlink()
        _run(file, "CREATE TABLE song (title TEXT)")
        return NotAHubFolder
    if what == "newer":
        _run(file, "UPDATE setting SET value = '2.0' WHERE name = 'format'")
        return NewerHub
    if what == "a table less":
        _run(file, "DROP TABLE feed")
        return DamagedHub
    if what == "a page overwritten":
        content = bytearray(file.read_bytes())
        content[100:4096] = b"\xff" * 3996
        file.write_bytes(content)
        return DamagedHub
    assert what == "a folder instead"
    file.unlink()
    file.mkdir()
    return FolderNotWritable


def _run(file: Path, sql: str) -> None:
    connection = sqlite3.connect(file)
    connection.execute(sql)
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    "what",
    [
        "other file",
        "other database",
        "newer",
        "a table less",
        "a page overwritten",
        "a folder instead",
    ],
)
def test_a_folder_that_cannot_be_used_is_told_and_left_as_it_is(tmp_path: Path, what: str) -> None:
    hub(tmp_path / "hub").dispose()
    error = damage(tmp_path / "hub", what)
    file = tmp_path / "hub" / engines.FILE
    before = file.read_bytes() if file.is_file() else b""

    with pytest.raises(error):
        open_storage(tmp_path / "hub")
    assert not file.is_file() or file.read_bytes() == before


def test_a_folder_with_other_files_is_not_taken_for_a_hub(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear aunt")

    with pytest.raises(NotAHubFolder):
        open_storage(tmp_path)
    with pytest.raises(NotAHubFolder):
        open_storage(tmp_path / "letter.txt")
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_the_log_of_a_start_that_came_to_nothing_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / "log.txt").write_text("A hub opens")

    open_storage(tmp_path).dispose()


def test_a_newer_minor_format_is_read(tmp_path: Path) -> None:
    hub(tmp_path / "hub").dispose()
    _run(tmp_path / "hub" / engines.FILE, "UPDATE setting SET value = '1.7' WHERE name = 'format'")

    open_storage(tmp_path / "hub").dispose()


def test_a_copy_of_the_folder_of_a_stopped_hub_is_a_whole_hub(tmp_path: Path) -> None:
    engine = hub(tmp_path / "hub")
    with writing(engine) as shelf:
        storage.append(shelf, TEAM, PACKS)
    engine.dispose()
    shutil.copytree(tmp_path / "hub", tmp_path / "copy")

    copy = open_storage(tmp_path / "copy")
    with writing(copy) as shelf:
        assert len(storage.after(shelf, TEAM, 0, 100)) == len(PACKS)
    copy.dispose()


def test_errors_of_the_storage_show_no_pack(tmp_path: Path, database: str) -> None:
    engine = hub(tmp_path / "hub", database)
    twice = [{"device": "0" * 16, "statement": "CANARY"}] * 2
    with pytest.raises(sa.exc.IntegrityError) as caught, writing(engine) as shelf:
        shelf.execute(sa.insert(storage.MEMBER), twice)
    assert "CANARY" not in str(caught.value)
    engine.dispose()


def test_a_hub_runs_error_is_for_people() -> None:
    assert "Stop it first" in str(HubRuns(folder="hub"))
