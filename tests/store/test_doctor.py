"""The doctor sees what is wrong, tells it without a value, and mends the cache."""

from collections.abc import Callable

import pytest

from fieldapp.progress import Progress
from fieldapp.store import attachments, doctor, drafts, records, workspace
from fieldapp.store.records import Change, Wanted
from fieldapp.store.workspace import Workspace
from tests.store.conftest import PASSPHRASE


@pytest.fixture
def busy(amina: Workspace) -> Workspace:
    for n in range(40):
        answers = {"title": f"CANARY {n}", "held_on": "2026-11-01", "messages": "CANARY " * 50}
        records.save(amina, Change("meeting", answers))
    drafts.keep(amina, "d1", "meeting", {"title": "CANARY"})
    attachments.add(amina, b"CANARY", "text/plain")
    return amina


def wrong(opened: Workspace) -> set[str]:
    findings = doctor.examine(opened, Progress())
    assert "CANARY" not in repr(findings)
    return {finding.name for finding in findings if not finding.ok}


def sql(statement: str) -> Callable[[Workspace], None]:
    def run(opened: Workspace) -> None:
        opened.db.conn.execute(statement)

    return run


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
        (sql("INSERT INTO attachment VALUES ('00', 'x/y', 1)"), "attachments"),
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
