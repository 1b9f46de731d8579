"""A file of an earlier format is copied, then brought up to date, or left as it was."""

import shutil
from pathlib import Path

import pytest
from sqlite_utils import Database

from fieldapp.progress import Progress
from fieldapp.store import backup, listing, workspace
from fieldapp.store.backup import KEPT
from fieldapp.store.database import connect
from fieldapp.store.doctor import examine
from fieldapp.store.errors import StoreError
from fieldapp.store.journal import not_indexed
from fieldapp.store.listing import Narrowed
from fieldapp.store.migrations import MAJOR, MINOR, migrations
from fieldapp.store.records import Change, Wanted, count, load, save
from fieldapp.store.workspace import Workspace
from tests.store.conftest import PASSPHRASE


def test_a_new_file_has_todays_format(amina: Workspace) -> None:
    number = amina.db.conn.execute("PRAGMA user_version").fetchone()[0]

    assert number == MAJOR * 1000 + MINOR


def test_an_older_file_is_copied_and_brought_up_to_date(
    amina: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(amina, Change("meeting", {"title": "kept", "held_on": "2026-11-01"}))
    workspace.close(amina)
    monkeypatch.setattr(migrations, "_migrations", list(migrations._migrations))

    @migrations()
    def m003_next(db: Database) -> None:  # a step that the next release might have
        db.conn.execute("ALTER TABLE draft ADD COLUMN note TEXT")

    again = workspace.unlock(amina.folder, PASSPHRASE)

    columns = again.db.table("draft").columns_dict
    (copy,) = (amina.folder / "backups").iterdir()
    older = connect(copy, amina.key)
    assert "note" in columns
    assert "note" not in older.table("draft").columns_dict
    assert older.conn.execute("SELECT count(*) FROM fact").fetchone()[0] == 1
    assert count(again, Wanted("meeting")) == 1
    older.close()
    workspace.close(again)


def test_a_step_that_fails_leaves_the_file_as_it_was(
    amina: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(amina, Change("meeting", {"title": "kept", "held_on": "2026-11-01"}))
    workspace.close(amina)
    monkeypatch.setattr(migrations, "_migrations", list(migrations._migrations))

    @migrations()
    def m003_breaks(db: Database) -> None:
        db.conn.execute("ALTER TABLE draft ADD COLUMN note TEXT")
        db.conn.execute("INSERT INTO no_such_table VALUES (1)")

    with pytest.raises(Exception, match="no_such_table"):
        workspace.unlock(amina.folder, PASSPHRASE)

    monkeypatch.undo()
    again = workspace.unlock(amina.folder, PASSPHRASE)
    assert "note" not in again.db.table("draft").columns_dict
    assert count(again, Wanted("meeting")) == 1
    workspace.close(again)


RELEASED = sorted((Path(__file__).parents[1] / "files").glob("workspace_*"))
"""A workspace of every release, as it left it; its passphrase is that of the tests."""


@pytest.mark.parametrize("left", RELEASED, ids=lambda folder: folder.name)
def test_a_workspace_of_every_release_opens_with_all_that_it_held(
    left: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "workspace"
    shutil.copytree(left, folder)

    opened = workspace.unlock(folder, "the river is low in march")

    assert opened.db.conn.execute("PRAGMA user_version").fetchone()[0] == MAJOR * 1000 + MINOR
    assert load(opened, "meeting", "meeting").values["title"] == "Well and roof"
    assert load(opened, "attendance", "came").values["age_group"] == "13-17"
    assert load(opened, "incident", "incident").values["account"] == "told in confidence"
    assert load(opened, "decision", "decision").values["what"] == "Dig deeper"
    assert load(opened, "feedback", "complaint").held
    assert not load(opened, "meeting", "meeting").held
    assert all(finding.ok for finding in examine(opened, Progress()))
    masked = Wanted("incident", words="confidence")
    assert count(opened, masked) == 0
    assert count(opened, masked, opened.reader.without_mask()) == 1
    workspace.close(opened)


EARLIER_ROW = (  # as 0.4 writes one
    "INSERT INTO record (n, id, kind, parent, place, day, changed, gone, clashing, body)"
    " SELECT ?, id, kind, parent, place, day, changed, gone, clashing, body FROM record"
    " WHERE id = ? ON CONFLICT (n) DO UPDATE SET kind = excluded.kind, body = excluded.body"
)
EARLIER_WORDS = "INSERT OR REPLACE INTO search (rowid, words) VALUES (?, ?)"


@pytest.mark.parametrize("is_new", [True, False])
def test_what_an_earlier_version_wrote_since_is_found_by_what_it_shows_alone(
    amina: Workspace, is_new: bool
) -> None:
    """The earlier version works on in a file of today: nothing fails, and nothing stays open."""
    said = {"happened_on": "2026-11-01", "type": "threat", "account": "Nyala told it"}
    record = save(amina, Change("incident", said))
    n = amina.db.conn.execute("SELECT n FROM record").fetchone()[0]
    if is_new:
        before = amina.db.conn.execute(
            "SELECT id, kind, changed, gone, clashing, body FROM record"
        ).fetchone()
        amina.db.conn.execute("DELETE FROM record")
        amina.db.conn.execute(
            "INSERT INTO record (id, kind, changed, gone, clashing, body)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            before,
        )
    amina.db.conn.execute(EARLIER_ROW, [n, record])
    amina.db.conn.execute(EARLIER_WORDS, [n, "Nyala told it"])
    workspace.close(amina)

    again = workspace.unlock(amina.folder, PASSPHRASE)

    by_name = Wanted("incident", words="nyala")
    by_answer = Narrowed("incident", codes={"type": ("threat",)})
    assert count(again, by_name) == 0
    assert count(again, by_name, again.reader.without_mask()) == 1
    assert listing.read_numbers(again, by_answer).wanted == 1
    assert not_indexed(again.db) == []
    workspace.close(again)


def test_copies_are_few_encrypted_and_the_newest(amina: Workspace) -> None:
    for _ in range(KEPT + 3):
        backup.before_migration(amina.db, amina.file, amina.key)

    names = sorted(path.name for path in (amina.folder / "backups").iterdir())
    assert [name[-6 - 3 : -3] for name in names] == ["000004", "000005", "000006"]
    for path in (amina.folder / "backups").iterdir():
        assert not path.read_bytes().startswith(b"SQLite format")


def test_every_error_of_the_store_says_what_to_do() -> None:
    todo = list(StoreError.__subclasses__())

    assert todo
    assert all(error.text and error.remedy for error in todo)
