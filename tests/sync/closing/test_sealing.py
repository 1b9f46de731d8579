"""Sealing a laptop: what is closed, what goes on, what a kill in the middle leaves."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from fieldapp.domain.scope import CONDUCT, CONFIDENTIAL, RESTRICTED, TEAM
from fieldapp.progress import Progress
from fieldapp.store import closing, drafts, packs, photos, records, seal, vault, workspace
from fieldapp.store import mission as kept
from fieldapp.store.backup import FOLDER as BACKUPS
from fieldapp.store.backup import before_sync
from fieldapp.store.database import connect, writing
from fieldapp.store.doctor import examine
from fieldapp.store.records import Change, Wanted
from fieldapp.store.restore import restore
from fieldapp.store.sealing import (
    NoSheet,
    NothingToSeal,
    NotSealed,
    NoWayBack,
    WrongSheet,
    reads_in_confidence,
    seal_now,
    sealed,
)
from fieldapp.store.workspace import Workspace
from fieldapp.sync.closing.unsealing import unseal
from fieldapp.sync.errors import NotForThisLaptop, NotTheOwner, TakenOut
from fieldapp.sync.intake import Intake
from fieldapp.sync.members import documents
from fieldapp.sync.members.leaving import revoke
from fieldapp.sync.members.membership import FOCAL_POINT
from fieldapp.sync.mission import invite, join, request_enrolment
from tests.pictures import a_photograph
from tests.sync.closing.conftest import (
    CODE,
    OTHER,
    everybody_syncs,
    keep_draft,
    with_sheet,
)
from tests.sync.closing.laid_bare import laid_bare
from tests.sync.conftest import Mission
from tests.sync.members.test_leaving import newcomer
from tests.sync.test_canary import CANARY, found_in
from tests.sync.world import CHEAP, PASSPHRASE, around, facts, make, rows, sync_now


def incident(laptop: Workspace, account: str = CANARY) -> str:
    answers = {"type": "threat", "summary": "Shots", "account": account}
    return records.save(laptop, Change("incident", answers))


def account(laptop: Workspace, record: str) -> object:
    return records.load(laptop, "incident", record).values.get("account")


def test_nothing_said_in_confidence_is_left_in_any_page_of_any_file(
    mission: Mission, laptop: Workspace
) -> None:
    shots = records.query(laptop, Wanted("incident"))[0].id
    photo = photos.add(laptop, "incident", shots, a_photograph(), "roof.jpg")
    key = str(records.load(laptop, "photo", photo).values["key"]).encode()
    private = [key for scope in CONFIDENTIAL for key in seal.private_keys(laptop.db, scope)]
    assert (laptop.folder / BACKUPS).is_dir()
    before = laid_bare(laptop.folder, laptop.key)
    assert found_in(before)
    assert key in before
    assert all(each in before for each in private)
    assert private

    done = seal_now(laptop)

    after = laid_bare(laptop.folder, laptop.key)
    assert (done.whole, done.by_sheet, done.drafts) == (True, True, 1)
    assert not found_in(after)
    assert key not in after
    assert not any(each in after or each.hex().encode() in after for each in private)
    for delivered in facts(mission.founder, RESTRICTED):  # nor who said something, and when
        assert delivered.encode() not in after
    assert b"Shots" in after  # an ordinary day's work
    assert b"Well at Gorom" in after
    assert [draft.id for draft in drafts.all_drafts(laptop)] == ["d2"]
    assert records.query(laptop, Wanted("incident", words=CANARY.split("-")[0])) == []
    assert photos.all_photos(laptop) == []
    assert laptop.reader.confided == frozenset()
    assert all(finding.ok for finding in examine(laptop, Progress()))


def test_what_was_open_is_open_again_after_the_sheet_with_what_came_meanwhile(
    mission: Mission, laptop: Workspace
) -> None:
    seal_now(laptop)
    by_officer = incident(mission.officer, "Meanwhile, by the officer")
    by_founder = incident(mission.founder, "Meanwhile, by the founder")
    everybody_syncs(mission)
    assert account(laptop, by_founder) is None

    done = unseal(laptop, CODE.lower().replace("-", " "))
    everybody_syncs(mission)

    assert done.drafts == 1
    assert sealed(laptop) is None
    assert account(laptop, by_officer) == "Meanwhile, by the officer"
    assert account(laptop, by_founder) == "Meanwhile, by the founder"
    assert rows(laptop) == rows(mission.founder)
    assert {draft.id for draft in drafts.all_drafts(laptop)} == {"d1", "d2"}
    assert found_in(repr(drafts.all_drafts(laptop)).encode())
    assert packs.aside(laptop.db) == {}


def test_a_sealed_laptop_goes_on_recording_and_syncing_without_reading_back(
    mission: Mission, laptop: Workspace
) -> None:
    seal_now(laptop)

    record = incident(laptop, "At the checkpoint")
    records.save(laptop, Change("incident", {"summary": "Two shots"}, record))
    meeting = records.save(mission.officer, Change("meeting", {"title": "News"}))
    everybody_syncs(mission)

    assert account(laptop, record) is None
    assert account(mission.founder, record) == "At the checkpoint"
    assert packs.records_not_sent(laptop.db) == 0
    assert records.load(laptop, "meeting", meeting).values["title"] == "News"
    assert b"At the checkpoint" not in laid_bare(laptop.folder, laptop.key)


def test_nothing_gives_the_keys_back_but_the_sheet(mission: Mission, laptop: Workspace) -> None:
    old = invite(mission.founder, request_enrolment(laptop), "protection", "")
    revoke(mission.founder, mission.officer.device, "lost")  # so that keys travel in documents
    everybody = (mission.founder, laptop, mission.founder, laptop)
    for each in everybody:
        sync_now(each, mission.hub)
    assert len(kept.key_ring(laptop.db)) > 2

    seal_now(laptop)
    with writing(laptop.db, laptop.file):
        documents.enter(laptop)
    with pytest.raises(NotForThisLaptop):
        join(laptop, old)
    for wrong in (OTHER, PASSPHRASE, ""):
        with pytest.raises(WrongSheet):
            unseal(laptop, wrong)

    assert not reads_in_confidence(laptop)
    assert not any(laptop.reads(scope) for scope in CONFIDENTIAL)
    assert not found_in(laid_bare(laptop.folder, laptop.key))
    unseal(laptop, CODE)
    assert len(kept.key_ring(laptop.db)) > 2


def test_a_later_sheet_does_not_open_what_the_earlier_one_locked(laptop: Workspace) -> None:
    seal_now(laptop)
    with writing(laptop.db, laptop.file):
        vault.begin(laptop.db, OTHER, CHEAP)  # whoever has the passphrase can make a new sheet

    with pytest.raises(WrongSheet):
        unseal(laptop, OTHER)
    unseal(laptop, CODE)
    with pytest.raises(NotSealed):
        unseal(laptop, CODE)


def test_keys_that_were_renewed_while_it_was_sealed_come_with_the_sheet(
    mission: Mission, laptop: Workspace, tmp_path: Path
) -> None:
    seal_now(laptop)
    lost = newcomer(mission, tmp_path, "Dina", mission.founder, "protection", 81)
    workspace.close(lost)
    revoke(mission.founder, lost.device, "lost")
    after = incident(mission.founder, "Under the new key")
    team = records.save(mission.founder, Change("meeting", {"title": "Under the new key"}))
    for each in (mission.founder, laptop):
        sync_now(each, mission.hub)
    assert not reads_in_confidence(laptop)
    assert len(packs.aside(laptop.db)) == 1  # what the team said under its new key waits as well

    unseal(laptop, CODE)
    sync_now(laptop, mission.hub)

    assert {(TEAM, 2), (RESTRICTED, 2)} <= kept.key_ring(laptop.db).keys()
    assert records.find(laptop, team) is not None
    assert account(laptop, after) == "Under the new key"
    sync_now(mission.founder, mission.hub)
    assert rows(laptop) == rows(mission.founder)


def test_without_a_sheet_a_new_invitation_is_the_way_back(
    mission: Mission, laptop: Workspace
) -> None:
    with writing(laptop.db, laptop.file):
        laptop.db.conn.execute("DELETE FROM setting WHERE name = 'vault'")  # as 0.3 made it
    unsent = incident(laptop, "Not sent")

    assert not seal_now(laptop).by_sheet
    with pytest.raises(NoWayBack):
        unseal(laptop, CODE)
    by_founder = incident(mission.founder, "Meanwhile")
    everybody_syncs(mission)
    join(laptop, invite(mission.founder, request_enrolment(laptop), "protection", ""))
    everybody_syncs(mission)

    assert sealed(laptop) is None
    assert account(laptop, unsent) == account(mission.founder, unsent) == "Not sent"
    assert account(laptop, by_founder) == "Meanwhile"
    assert rows(laptop) == rows(mission.founder)
    assert {draft.id for draft in drafts.all_drafts(laptop)} == {"d1", "d2"}


def test_an_invitation_without_the_cell_leaves_it_sealed(
    mission: Mission, laptop: Workspace
) -> None:
    seal_now(laptop)
    join(laptop, invite(mission.founder, request_enrolment(laptop), "officer", ""))

    assert sealed(laptop) is not None
    assert not found_in(laid_bare(laptop.folder, laptop.key))


def test_the_sheet_opens_it_also_after_an_invitation_to_less(
    mission: Mission, laptop: Workspace
) -> None:
    seal_now(laptop)
    join(laptop, invite(mission.founder, request_enrolment(laptop), "officer", ""))
    everybody_syncs(mission)
    unseal(laptop, CODE)

    revoke(mission.founder, mission.officer.device, "lost")  # the new key is for the new box
    team = records.save(mission.founder, Change("meeting", {"title": "Under the new key"}))
    for each in (mission.founder, laptop):
        sync_now(each, mission.hub)
    assert records.find(laptop, team) is not None


def test_going_back_to_a_copy_of_the_sealed_time_brings_everything_again(
    mission: Mission, laptop: Workspace
) -> None:
    seal_now(laptop)
    mission.time.now_ms += 2 * 3_600_000
    copy = before_sync(laptop.db, laptop.file, laptop.key, laptop.around.wall_ms())
    assert copy is not None
    unseal(laptop, CODE)
    everybody_syncs(mission)
    workspace.close(laptop)

    restore(laptop.file, laptop.key, copy.name)
    mission.protection = workspace.open_with_key(laptop.folder, laptop.key, laptop.around)
    everybody_syncs(mission)

    assert sealed(mission.protection) is None
    assert rows(mission.protection) == rows(mission.founder)


def test_what_was_opened_without_a_key_goes_as_well(laptop: Workspace) -> None:
    glass = laptop.folder / closing.GLASS
    glass.mkdir(exist_ok=True)
    (glass / "one.box").write_bytes(b"under the key of the workspace")
    seal_now(laptop)
    assert list(glass.iterdir()) == []


def test_the_founders_key_to_the_mission_goes_into_the_vault_and_comes_back(
    mission: Mission,
) -> None:
    founder = mission.founder
    with writing(founder.db, founder.file):
        founder.db.conn.execute("DELETE FROM setting WHERE name = 'vault'")
    with pytest.raises(NoSheet):
        seal_now(founder)
    assert reads_in_confidence(founder)

    seal_now(with_sheet(founder))
    with pytest.raises(NotTheOwner):
        invite(founder, request_enrolment(mission.officer), "protection", "")
    assert shown(founder) == shown(mission.officer)

    unseal(founder, CODE)
    invite(founder, request_enrolment(mission.officer), "officer", "")


def test_the_conduct_focal_points_laptop_is_sealed_as_well(
    mission: Mission, tmp_path: Path
) -> None:
    focal = with_sheet(newcomer(mission, tmp_path, "Dina", mission.founder, FOCAL_POINT, 82))
    said = {"received_on": "2026-11-20", "level": 5, "summary": f"Of our own: {CANARY}"}
    complaint = records.save(mission.officer, Change("feedback", said))
    for each in (mission.founder, mission.officer, focal):
        sync_now(each, mission.hub)
    keep_draft(focal, "d3", "feedback", level=5, summary=CANARY)
    assert focal.reader.confided == {CONDUCT}
    assert records.load(focal, "feedback", complaint).values["summary"] == said["summary"]

    assert seal_now(focal).drafts == 1
    assert focal.reader.confided == frozenset()
    assert not found_in(laid_bare(focal.folder, focal.key))

    assert unseal(focal, CODE).drafts == 1
    assert focal.reader.confided == {CONDUCT}
    assert records.load(focal, "feedback", complaint).values["summary"] == said["summary"]
    workspace.close(focal)


def test_a_complaint_that_is_kept_from_a_member_is_closed_and_comes_back_with_the_sheet(
    mission: Mission, laptop: Workspace
) -> None:
    said = {"received_on": "2026-11-20", "level": 6, "summary": f"Of one of us: {CANARY}"}
    about = Change("feedback", {**said, "against": mission.officer.name})
    complaint = records.save(mission.founder, about)
    for each in (mission.founder, laptop):
        sync_now(each, mission.hub)
    assert records.load(laptop, "feedback", complaint).values.get("summary") == said["summary"]

    seal_now(laptop)
    assert not found_in(laid_bare(laptop.folder, laptop.key))
    unseal(laptop, CODE)

    assert records.load(laptop, "feedback", complaint).values.get("summary") == said["summary"]


def test_a_workspace_in_no_mission_is_not_sealed(tmp_path: Path) -> None:
    alone = make(tmp_path, "Achol", 80)
    incident(alone)
    with pytest.raises(NothingToSeal):
        seal_now(alone)
    assert sealed(alone) is None
    workspace.close(alone)


def test_a_sync_that_was_under_way_leaves_nothing_open(mission: Mission, laptop: Workspace) -> None:
    record = incident(mission.founder, f"Said late: {CANARY}")
    sync_now(mission.founder, mission.hub)
    with writing(laptop.db, laptop.file):
        under_way = Intake(laptop, let_through=True)
        assert under_way.may_read(RESTRICTED)
    [pack] = packs.of_scope(mission.founder.db, RESTRICTED)[-1:]
    content = packs.get(mission.founder.db, pack[0]).content
    seal_now(laptop)

    with writing(laptop.db, laptop.file):
        under_way.take(RESTRICTED, pack[0], content, None)

    assert not found_in(laid_bare(laptop.folder, laptop.key))
    assert account_or_none(laptop, record) is None
    unseal(laptop, CODE)
    assert account(laptop, record) == f"Said late: {CANARY}"


def shown(laptop: Workspace) -> list[tuple[object, object]]:
    return [(row[0], json.loads(str(row[5]))["values"]) for row in rows(laptop)]


def account_or_none(laptop: Workspace, record: str) -> object:
    found = records.find(laptop, record)
    return found.values.get("account") if found else None


def test_somebody_who_reads_delays_the_overwriting_and_nothing_else(laptop: Workspace) -> None:
    reading = connect(laptop.file, laptop.key)
    reading.conn.execute("BEGIN")
    reading.conn.execute("SELECT count(*) FROM fact").fetchone()
    laptop.db.conn.execute("PRAGMA busy_timeout = 10")

    done = seal_now(laptop)
    assert not done.whole
    assert not reads_in_confidence(laptop)
    reading.close()
    folder, key = laptop.folder, laptop.key
    again = workspace.open_with_key(folder, key, laptop.around)

    assert (state := sealed(again)) is not None
    assert state.whole
    assert not found_in(laid_bare(folder, key))
    workspace.close(again)


def test_a_laptop_that_was_taken_out_is_opened_by_no_sheet(
    mission: Mission, laptop: Workspace
) -> None:
    seal_now(laptop)
    revoke(mission.founder, laptop.device, "lost")
    sync_now(mission.founder, mission.hub)
    with pytest.raises(TakenOut):
        sync_now(laptop, mission.hub)

    with pytest.raises(NoWayBack):
        unseal(laptop, CODE)
    held = [row[0] for row in laptop.db.conn.execute("SELECT to_vault FROM closed_draft")]
    assert held == [None]
    assert not found_in(laid_bare(laptop.folder, laptop.key))


def test_a_form_that_was_begun_again_does_not_take_the_place_of_the_closed_one(
    laptop: Workspace,
) -> None:
    seal_now(laptop)
    keep_draft(laptop, "d1", "incident", account="Begun again")

    unseal(laptop, CODE)

    kept_ = {draft.id: draft.answers["answers"] for draft in drafts.all_drafts(laptop)}
    assert kept_["d1"] == {"account": "Begun again"}
    [other] = set(kept_) - {"d1", "d2"}
    assert kept_[other] == {"account": CANARY}


@pytest.fixture
def killed_anywhere(mission: Mission, laptop: Workspace, tmp_path: Path) -> list[Path]:
    """Copies of the laptop's folder as a kill at each durable step of a sealing leaves it."""
    copies: list[Path] = []

    def disk(_step: str, _file: Path) -> None:
        copies.append(tmp_path / "killed" / str(len(copies)))
        shutil.copytree(laptop.folder, copies[-1])

    watched = workspace.unlock(
        laptop.folder, PASSPHRASE, around=replace(around(mission.time, 5), disk=disk)
    )
    copies.clear()
    shutil.rmtree(tmp_path / "killed", ignore_errors=True)
    seal_now(watched)
    workspace.close(watched)
    return copies


def test_a_kill_at_any_step_leaves_it_closed_or_as_it_was(
    killed_anywhere: list[Path], laptop: Workspace
) -> None:
    stages = set()
    for folder in killed_anywhere:
        raw = connect(folder / workspace.DATABASE, laptop.key)
        now = closing.state(raw)
        stages.add(now.step if now else "")
        if now is not None:  # from the first commit on the keys are gone, whatever happens
            assert not any(seal.private_keys(raw, scope) for scope in CONFIDENTIAL)
            assert seal.private_keys(raw, "mission/team")
        if now is not None and now.step != closing.BEGUN:
            for table in ("fact", "draft", "record"):
                bodies = raw.conn.execute(f"SELECT body FROM {table}").fetchall()
                assert not found_in(repr(bodies).encode())
        raw.close()

        opened = workspace.open_with_key(folder, laptop.key, laptop.around)
        if now is None:
            assert reads_in_confidence(opened)
        else:
            assert (done := sealed(opened)) is not None
            assert done.whole
            assert not found_in(laid_bare(folder, laptop.key))
            unseal(opened, CODE)
            assert found_in(repr(rows(opened)).encode())
        workspace.close(opened)
    assert stages == {"", closing.BEGUN, closing.CLOSED, closing.WORKED_OUT, closing.DONE}
