"""The doctor sees what is wrong, tells it without a value, and mends the cache."""

from collections.abc import Callable

import pytest

from fieldapp.progress import Progress
from fieldapp.store import doctor, drafts, photos, records, workspace
from fieldapp.store.records import Change, Wanted
from fieldapp.store.workspace import Workspace
from tests.pictures import a_photograph
from tests.store.conftest import PASSPHRASE


@pytest.fixture
def busy(amina: Workspace) -> Workspace:
    for n in range(40):
        answers = {"title": f"CANARY {n}", "held_on": "2026-11-01", "messages": "CANARY " * 50}
        meeting = records.save(amina, Change("meeting", answers))
    drafts.keep(amina, "d1", "meeting", {"title": "CANARY"})
    photos.add(amina, "meeting", meeting, a_photograph(), "canary.jpg")
    return amina


def wrong(opened: Workspace) -> set[str]:
    findings = doctor.examine(opened, Progress())
    assert "CANARY" not in repr(findings)
    return {finding.name for finding in findings if not finding.ok}


def sql(statement: str) -> Callable[[Workspace], None]:
    def run(opened: Workspace) -> None:
        opened.db.conn.execute(statement)

    return run


def sql_in_chunks(statement: str) -> Callable[[Workspace], None]:
    def run(opened: Workspace) -> None:
        opened.chunks.db.conn.execute(statement)

    return run


def test_a_photograph_whose_picture_has_not_come_is_named_and_no_fault(busy: Workspace) -> None:
    (photo,) = photos.all_photos(busy)
    busy.chunks.db.conn.execute("DELETE FROM chunk WHERE small = 0")

    (finding,) = [f for f in doctor.examine(busy, Progress()) if f.name == "photographs"]

    assert finding.ok
    assert finding.detail == f"1; not whole: {photo.id}"


def test_a_sound_workspace_has_nothing_wrong(busy: Workspace) -> None:
    assert wrong(busy) == set()


@pytest.mark.parametrize(
    "damage",
    [
        sql("UPDATE record SET body = replace(body, 'CANARY', 'CANARI') WHERE n = 3"),
        sql("UPDATE record SET changed = 'later' WHERE n = 3"),
        sql("DELETE FROM record WHERE n = 3"),
        sql("INSERT INTO record (id, kind, changed, gone, clashing, body)"
            " VALUES ('ghost', 'meeting', '', 0, 0, '{}')"),
    ],
)  # fmt: skip
def test_records_that_differ_from_their_facts_are_seen_and_mended(
    busy: Workspace, damage: Callable[[Workspace], None]
) -> None:
    damage(busy)
    assert "records" in wrong(busy)

    doctor.rebuild(busy)

    assert wrong(busy) == set()
    assert records.count(busy, Wanted("meeting")) == 40


@pytest.mark.parametrize(
    "damage",
    [
        sql("DELETE FROM search WHERE rowid = 3"),
        sql("INSERT INTO search (rowid, words) VALUES (999, 'x')"),
    ],
)
def test_a_search_index_that_has_come_apart_is_seen_and_mended(
    busy: Workspace, damage: Callable[[Workspace], None]
) -> None:
    damage(busy)
    assert wrong(busy) == {"search"}

    doctor.rebuild(busy)

    assert wrong(busy) == set()


@pytest.mark.parametrize(
    ("damage", "name"),
    [
        (sql("UPDATE fact SET body = '{' || body WHERE n = 5"), "facts"),
        (sql("UPDATE fact SET scope = 'elsewhere' WHERE n = 5"), "facts"),
        (sql("UPDATE draft SET body = '{'"), "drafts"),
        (sql_in_chunks("UPDATE chunk SET bytes = x'00' WHERE n = 0"), "photographs"),
    ],
)
def test_other_damage_is_seen(
    busy: Workspace, damage: Callable[[Workspace], None], name: str
) -> None:
    damage(busy)

    assert name in wrong(busy)


def test_a_flipped_byte_anywhere_later_in_the_file_is_seen(busy: Workspace) -> None:
    busy.db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    workspace.close(busy)
    content = bytearray(busy.file.read_bytes())
    content[len(content) // 2] ^= 1
    busy.file.write_bytes(content)

    opened = workspace.unlock(busy.folder, PASSPHRASE)

    (finding,) = [f for f in doctor.examine(opened, Progress()) if f.name == "file"]
    assert "HMAC verification failed for page" in finding.detail
    assert not finding.ok
    workspace.close(opened)
