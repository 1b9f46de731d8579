"""Sealing a laptop: what is closed, what goes on, what a kill in the middle leaves."""

from pathlib import Path

import pytest

from fieldapp.domain.scope import CONFIDENTIAL
from fieldapp.progress import Progress
from fieldapp.store import closed_drafts, closing, drafts, packs, photos, records, search, vault
from fieldapp.store.database import writing
from fieldapp.store.doctor import examine
from fieldapp.store.records import Change, Wanted
from fieldapp.store.sealing import Why, reads_in_confidence, seal_now, sealed
from fieldapp.store.workspace import Workspace
from fieldapp.sync.closing.unsealing import unseal
from tests.pictures import a_photograph
from tests.sync.closing.laid_bare import laid_bare
from tests.sync.conftest import Mission
from tests.sync.test_canary import CANARY, confide, found_in
from tests.sync.world import CHEAP, rows, sync_now

CODE = "ABCD-EFGH-JKLM-NPQR-STUV-WXYZ-2345-6789"


def with_sheet(laptop: Workspace) -> Workspace:
    """Make a recovery sheet for a laptop whose own nobody knows."""
    with writing(laptop.db, laptop.file):
        vault.begin(laptop.db, CODE, CHEAP)
    return laptop


def test_x(mission: Mission, tmp_path: Path) -> None:
    laptop = with_sheet(mission.protection)
    confide(laptop)
    confide(mission.officer)
    inc = records.query(laptop, Wanted("incident"))[0].id
    photo = photos.add(laptop, "incident", inc, a_photograph(), "roof.jpg")
    key = str(records.load(laptop, "photo", photo).values["key"])
    drafts.keep(laptop, "d1", "incident", {"record": "d1", "answers": {"account": CANARY}})
    drafts.keep(laptop, "d2", "meeting", {"record": "d2", "answers": {"title": "Well"}})
    for _ in range(2):
        for each in (mission.founder, mission.officer, laptop):
            sync_now(each, mission.hub)
    before = rows(laptop)
    bare = laid_bare(laptop.folder, laptop.key)
    assert found_in(bare) and key.encode() in bare
    confide(laptop)

    done = seal_now(laptop)
    assert done.whole
    bare = laid_bare(laptop.folder, laptop.key)
    assert not found_in(bare)
    assert key.encode() not in bare
    assert b"Shots" in bare
    assert [d.id for d in drafts.all_drafts(laptop)] == ["d2"]
    assert all(f.ok for f in examine(laptop, Progress())), examine(laptop, Progress())
    unseal(laptop, CODE)
    for _ in range(2):
        for each in (mission.founder, mission.officer, laptop):
            sync_now(each, mission.hub)
    assert rows(laptop) == rows(mission.founder)
    assert len(drafts.all_drafts(laptop)) == 2
