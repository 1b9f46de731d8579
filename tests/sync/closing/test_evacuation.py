"""Leaving in a hurry: the parcel holds all, and nothing is removed before that is sure."""

from pathlib import Path

import pytest

from fieldapp.domain.scope import RESTRICTED
from fieldapp.progress import Progress
from fieldapp.store import drafts, packs, photos, records, workspace
from fieldapp.store.database import writing
from fieldapp.store.photos import State
from fieldapp.store.records import Change, Wanted
from fieldapp.store.sealing import Why, seal_now
from fieldapp.store.workspace import Workspace
from fieldapp.sync.closing import evacuation
from fieldapp.sync.closing.departing import NotSentYet, depart, look_before
from fieldapp.sync.closing.evacuation import (
    DraftsWouldGo,
    Evacuated,
    FounderStays,
    NotAllInParcel,
    ParcelGone,
    evacuate,
    look_whether_wipeable,
    wipe,
)
from fieldapp.sync.errors import NoSuchMember, NotInMission, TakenOut, TheFounder
from fieldapp.sync.members.handing_over import HoldsTasks
from fieldapp.sync.members.leaving import revoke
from fieldapp.sync.parcels import parcel
from fieldapp.sync.parcels.parcel import PACK, Reading
from fieldapp.sync.parcels.parcel_errors import ParcelNotWritten
from fieldapp.sync.parcels.stick import read_parcels
from fieldapp.sync.wire.feed import id_of
from tests.pictures import a_photograph
from tests.sync.conftest import Mission
from tests.sync.test_canary import CANARY, files, found_in
from tests.sync.world import make, rows, sync_now


def incident(laptop: Workspace, account: str) -> str:
    answers = {"type": "threat", "summary": "Shots", "account": account}
    return records.save(laptop, Change("incident", answers))


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def test_a_colleague_with_the_parcel_loses_nothing_of_a_wiped_laptop(
    mission: Mission, laptop: Workspace, stick: Path
) -> None:
    """By the way of an officer, who can read nothing of it that is for the cell."""
    record = incident(laptop, "Only here")
    photo = photos.add(laptop, "incident", record, a_photograph(), "roof.jpg")
    carried_for = incident(mission.officer, "By the officer, to be carried")
    carried_by_parcel(mission.officer, laptop, stick)
    meeting = records.save(laptop, Change("meeting", {"title": "Only here, too"}))
    everything = rows(laptop)
    for draft in drafts.all_drafts(laptop):
        drafts.drop(laptop, draft.id)
    look_whether_wipeable(laptop, drop_drafts=False)

    done = evacuate(laptop, stick, Progress())
    workspace.close(laptop)
    assert wipe(laptop.folder, done) == []
    read_parcels(mission.officer, [done.parcel.file], Progress())
    for _ in range(2):
        for each in (mission.officer, mission.founder):
            sync_now(each, mission.hub)

    assert not laptop.folder.exists()
    assert rows(mission.founder) == everything
    for one, said in ((record, "Only here"), (carried_for, "By the officer, to be carried")):
        assert records.load(mission.founder, "incident", one).values["account"] == said
    assert records.find(mission.officer, meeting) is not None
    assert photos.state_of(mission.founder, photo) is State.WHOLE
    mission.protection = make(stick, "Stands in", 99)  # for what is closed at the end


def carried_by_parcel(giver: Workspace, taker: Workspace, folder: Path) -> None:
    given = evacuate(giver, folder, Progress())
    read_parcels(taker, [given.parcel.file], Progress())
    given.parcel.file.unlink()


def in_parcel(done: Evacuated) -> set[str]:
    with done.parcel.file.open("rb") as stream:
        reading = Reading(parcel.read_label(stream, "parcel"))
        return {item.id for item in parcel.read_items(stream, reading) if item.type == PACK}


def test_the_parcel_holds_what_no_mark_proves_to_be_at_the_hub_and_no_more(
    laptop: Workspace, stick: Path
) -> None:
    delivered = {
        pack
        for pack, _size in packs.of_scope(laptop.db, RESTRICTED)
        if pack not in dict(packs.without_place(laptop.db, RESTRICTED))
    }
    aside = b"a pack that cannot be used yet"
    with writing(laptop.db, laptop.file):
        packs.keep(laptop.db, id_of(aside), RESTRICTED, "", aside)
        packs.set_aside(laptop.db, id_of(aside), "a newer fieldapp made it", "2026-11-01")

    done = evacuate(laptop, stick, Progress())

    assert delivered
    assert not in_parcel(done) & delivered
    assert done.drafts == 2
    waiting = {pack for pack, _size in packs.without_place(laptop.db, RESTRICTED)}
    assert len(waiting) > 1
    assert waiting <= in_parcel(done)
    assert id_of(aside) in waiting


def test_a_sealed_laptop_is_evacuated_like_any_other(
    mission: Mission, laptop: Workspace, stick: Path
) -> None:
    seal_now(laptop)
    record = incident(laptop, "Said after sealing")

    done = evacuate(laptop, stick, Progress())
    read_parcels(mission.founder, [done.parcel.file], Progress())

    assert not found_in(files(stick))
    loaded = records.load(mission.founder, "incident", record)
    assert loaded.values["account"] == "Said after sealing"
    told = [record.values.get("account") for record in _incidents(mission.founder)]
    assert told.count(f"{CANARY} fled") >= 2  # what had not been sent before


def _incidents(laptop: Workspace) -> list[records.Record]:
    return list(records.query(laptop, Wanted("incident")))


def test_what_is_recorded_while_the_parcel_is_written_keeps_the_laptop(
    laptop: Workspace, stick: Path
) -> None:
    class Typing(Progress):
        said = False

        def step(self, done: int, total: int, text: str = "") -> None:
            if "Reading it back" in text and not self.said:
                self.said = True
                incident(laptop, "Said meanwhile")

    with pytest.raises(NotAllInParcel):
        evacuate(laptop, stick, Typing())


def test_nothing_is_removed_without_the_parcel(laptop: Workspace, stick: Path) -> None:
    before = files(laptop.folder)
    with pytest.raises(ParcelNotWritten):
        evacuate(laptop, stick / "not there", Progress())
    done = evacuate(laptop, stick, Progress())
    done.parcel.file.write_bytes(done.parcel.file.read_bytes()[:-1])
    with pytest.raises(ParcelGone):
        wipe(laptop.folder, done)
    done.parcel.file.unlink()
    with pytest.raises(ParcelGone):
        wipe(laptop.folder, done)
    assert len(files(laptop.folder)) >= len(before)


def test_what_is_in_no_parcel_keeps_a_laptop_from_being_wiped(
    mission: Mission, laptop: Workspace, tmp_path: Path
) -> None:
    with pytest.raises(DraftsWouldGo, match="2 unfinished"):
        look_whether_wipeable(laptop, drop_drafts=False)
    seal_now(laptop)
    with pytest.raises(DraftsWouldGo, match="2 unfinished"):  # one of them is closed
        look_whether_wipeable(laptop, drop_drafts=False)
    look_whether_wipeable(laptop, drop_drafts=True)
    with pytest.raises(FounderStays):
        look_whether_wipeable(mission.founder, drop_drafts=True)
    alone = make(tmp_path, "Achol", 92)
    with pytest.raises(NotInMission):
        look_whether_wipeable(alone, drop_drafts=True)
    workspace.close(alone)


def test_a_wipe_takes_the_key_first_and_leaves_what_is_not_ours(
    laptop: Workspace, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = evacuate(laptop, stick, Progress())
    folder = laptop.folder
    (folder / "notes.txt").write_text("mine")
    (folder / "crash-1.txt").write_text("")
    order: list[str] = []
    unlink = Path.unlink
    monkeypatch.setattr(
        Path, "unlink", lambda self, **more: (order.append(self.name), unlink(self, **more))[1]
    )
    assert evacuation.wipe(folder, done) == ["notes.txt"]
    assert order[0] == "key.json"
    assert [path.name for path in folder.iterdir()] == ["notes.txt"]


def test_who_departs_hands_over_and_is_closed_for_good_once_it_is_signed(
    mission: Mission, laptop: Workspace, stick: Path
) -> None:
    task = {"holder": "protection", "role": "field_officer", "component": "civilian"}
    record = records.save(mission.founder, Change("assignment", task))
    sync_now(mission.founder, mission.hub)
    with pytest.raises(NotSentYet):
        depart(laptop, Progress(), successor=None, leave_open=True, folder=None)
    for _ in range(2):
        sync_now(laptop, mission.hub)
    before = look_before(laptop)
    assert ([task.id for task in before.tasks], before.not_sent) == ([record], 0)
    assert before.drafts == 2
    with pytest.raises(HoldsTasks):
        depart(laptop, Progress(), successor=None, leave_open=False, folder=None)
    for nobody in ("0" * 16, laptop.device):
        with pytest.raises(NoSuchMember):
            depart(laptop, Progress(), successor=nobody, leave_open=False, folder=None)
    with pytest.raises(TheFounder):
        look_before(mission.founder)

    done = depart(laptop, Progress(), successor=None, leave_open=True, folder=stick)

    assert done.sealed.why is Why.DEPARTED
    assert done.parcel is not None
    revoke(mission.founder, laptop.device, "left")
    sync_now(mission.founder, mission.hub)
    with pytest.raises(TakenOut):
        sync_now(laptop, mission.hub)
