"""A laptop outside the cell holds nothing it may not read once it is saved, also not in drafts;
and a locked laptop of anybody gives nothing away."""

from pathlib import Path

import pytest

from fieldapp.crash import report_crash
from fieldapp.domain.scope import CONFIDENTIAL, TEAM
from fieldapp.logs import log_to, stop_logging
from fieldapp.progress import Progress
from fieldapp.store import drafts, mission, records
from fieldapp.store.backup import FOLDER as BACKUPS
from fieldapp.store.backup import backups, before_sync
from fieldapp.store.database import connect
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.sync.closing.evacuation import evacuate
from fieldapp.sync.members.leaving import due, revoke
from fieldapp.sync.packing import pack_up
from fieldapp.sync.wire.pack import read_header
from tests.sync.closing.conftest import keep_draft
from tests.sync.closing.laid_bare import laid_bare
from tests.sync.conftest import Mission
from tests.sync.test_canary import CANARY, confide, files, found_in
from tests.sync.world import sync_now

HOUR_MS = 3_600_000


def save_from_draft(laptop: Workspace, draft: str) -> None:
    """As the form does it: kept again and again while somebody types, then saved and dropped."""
    for n in range(30):
        keep_draft(laptop, draft, "incident", type="threat", account=f"{CANARY} said {n}" * (n + 1))
    answers = {"type": "threat", "summary": "Shots", "account": f"{CANARY} fled"}
    records.save(laptop, Change("incident", answers, draft))
    drafts.drop(laptop, draft)


def test_after_a_save_no_page_of_a_write_only_laptop_has_what_was_typed(mission: Mission) -> None:
    officer = mission.officer
    keep_draft(officer, "open", "meeting", title="Well")
    keep_draft(officer, "first", "incident", account=CANARY)
    assert found_in(laid_bare(officer.folder, officer.key))

    save_from_draft(officer, "first")
    save_from_draft(officer, "second")

    after = laid_bare(officer.folder, officer.key)
    assert not found_in(after)
    assert b"Shots" in after
    assert [draft.id for draft in drafts.all_drafts(officer)] == ["open"]


def test_a_copy_before_a_sync_leaves_out_what_will_be_closed(mission: Mission) -> None:
    for laptop, kept in ((mission.officer, {"open"}), (mission.protection, {"open", "closed"})):
        for draft in drafts.all_drafts(laptop):
            drafts.drop(laptop, draft.id)
        keep_draft(laptop, "open", "meeting", title="Well")
        keep_draft(laptop, "closed", "incident", account=CANARY)
        mission.time.now_ms += 2 * HOUR_MS
        copy = before_sync(laptop.db, laptop.file, laptop.key, laptop.around.wall_ms())
        assert copy is not None
        db = connect(copy, laptop.key)
        assert {row[0] for row in db.conn.execute("SELECT id FROM draft")} == kept
        db.close()
        bare = laid_bare(laptop.folder / BACKUPS, laptop.key)
        assert found_in(bare) is (laptop is mission.protection)
        assert {draft.id for draft in drafts.all_drafts(laptop)} == {"open", "closed"}


def test_a_stolen_laptop_that_is_locked_gives_nothing_away(
    mission: Mission, tmp_path: Path
) -> None:
    laptop = mission.protection
    handler = log_to(laptop.folder)
    confide(laptop)
    sync_now(laptop, mission.hub)
    try:
        raise ValueError(CANARY)
    except ValueError as error:
        report_crash(error, laptop.folder)
    evacuate(laptop, tmp_path, Progress())
    stop_logging(handler)

    names = {path.name for path in laptop.folder.rglob("*") if path.is_file()}
    assert {"fieldapp.db", "fieldapp.db-wal", "chunks.db", "key.json", "log.txt"} <= names
    assert any(name.startswith("crash-") for name in names)
    assert backups(laptop.file)
    assert not found_in(files(laptop.folder))
    assert not found_in(files(tmp_path / "mission" / "hub"))
    assert found_in(laid_bare(laptop.folder, laptop.key))  # as the search would find it


def test_a_lost_laptop_shuts_every_scope_that_it_read(mission: Mission) -> None:
    before = mission_epochs(mission.founder)
    revoke(mission.founder, mission.protection.device, "lost")

    after = mission_epochs(mission.founder)
    read = [scope for scope in (TEAM, *CONFIDENTIAL) if mission.protection.reads(scope)]
    assert len(read) > 1
    for scope in read:
        assert after[scope] == before[scope] + 1
    assert due(mission.founder) == []
    confide(mission.founder)
    pack_up(mission.founder, Progress())
    for scope in read:
        newest = mission.founder.db.conn.execute(
            "SELECT bytes FROM pack WHERE scope = ? AND device = ? ORDER BY n DESC LIMIT 1",
            [scope, mission.founder.device],
        ).fetchone()
        assert read_header(bytes(newest[0])).epoch == after[scope]


def mission_epochs(laptop: Workspace) -> dict[str, int]:
    newest: dict[str, int] = {}
    for scope, epoch in mission.scope_keys(laptop.db):
        newest[scope] = max(epoch, newest.get(scope, 0))
    return newest


@pytest.mark.parametrize("kind", ["incident", "feedback", "photo", "no such kind"])
def test_drafts_of_what_may_be_closed_are_closed_whatever_stands_in_them(
    mission: Mission, kind: str
) -> None:
    keep_draft(mission.officer, "empty", kind)
    mission.time.now_ms += 2 * HOUR_MS
    officer = mission.officer
    copy = before_sync(officer.db, officer.file, officer.key, officer.around.wall_ms())
    assert copy is not None
    db = connect(copy, officer.key)
    assert db.conn.execute("SELECT count(*) FROM draft").fetchone()[0] == 0
    db.close()
