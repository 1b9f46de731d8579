"""Where the parts of the sync meet: photographs in parcels, and what leaving has to forget."""

from pathlib import Path

import pytest

from fieldapp.hub import storage
from fieldapp.hub.rows import rows_of
from fieldapp.hub.schema import TABLES
from fieldapp.hub.verify import verify
from fieldapp.progress import Progress
from fieldapp.store import backup, photos, records
from fieldapp.store.photos import State
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.sync.errors import TakenOut
from fieldapp.sync.members.leaving import revoke
from fieldapp.sync.parcels.stick import read_parcels, write_parcel
from fieldapp.sync.round import sync
from tests.pictures import a_photograph
from tests.sync.conftest import Mission
from tests.sync.world import sync_now


def add(laptop: Workspace, kind: str = "meeting") -> str:
    values = (
        {"type": "threat", "happened_on": "2026-11-01"} if kind == "incident" else {"title": "Well"}
    )
    record = records.save(laptop, Change(kind, values))
    return photos.add(laptop, kind, record, a_photograph(), "roof.jpg")


def hand_over(giver: Workspace, taker: Workspace, stick: Path) -> None:
    written = write_parcel(giver, stick, Progress())
    _account, found = read_parcels(taker, [written.file], Progress())
    assert (found.damaged, found.torn, found.strange, found.unknown) == (0, 0, 0, 0)


def test_a_parcel_brings_a_photograph_with_its_record(mission: Mission, tmp_path: Path) -> None:
    photo = add(mission.officer)

    hand_over(mission.officer, mission.founder, tmp_path)

    assert photos.state_of(mission.founder, photo) is State.WHOLE


def test_an_officer_carries_a_closed_photograph_to_the_hub_by_stick(
    mission: Mission, tmp_path: Path
) -> None:
    sync_now(mission.founder, mission.hub)
    photo = add(mission.protection, "incident")

    hand_over(mission.protection, mission.officer, tmp_path)
    sync_now(mission.officer, mission.hub)
    sync_now(mission.founder, mission.hub)

    assert photos.state_of(mission.founder, photo) is State.WHOLE
    assert mission.officer.chunks.ids() == set()


def test_who_is_taken_out_keeps_no_copy_of_what_they_could_read(mission: Mission) -> None:
    sync_now(mission.founder, mission.hub)
    records.save(mission.founder, Change("incident", {"type": "threat", "account": "By night"}))
    sync_now(mission.founder, mission.hub)
    sync_now(mission.protection, mission.hub)
    records.save(mission.founder, Change("meeting", {"title": "Well"}))
    sync_now(mission.founder, mission.hub)
    assert backup.backups(mission.protection.file)
    revoke(mission.founder, mission.protection.device, "lost")
    sync_now(mission.founder, mission.hub)

    with pytest.raises(TakenOut):
        sync(mission.protection, mission.hub, Progress())

    assert backup.backups(mission.protection.file) == []


def test_the_hubs_verification_finds_a_chunk_that_was_changed(mission: Mission) -> None:
    add(mission.founder)
    sync_now(mission.founder, mission.hub)
    chunk = TABLES.tables["chunk"]
    with storage.writing(mission.hub.engine) as shelf:
        assert verify(rows_of(shelf)).ok
        shelf.execute(chunk.update().where(chunk.c.seq == 2).values(bytes=b"changed"))
        verdict = verify(rows_of(shelf))

    assert [finding.what for finding in verdict.findings] == ["its bytes were changed"]
