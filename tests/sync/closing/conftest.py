"""A mission in which much was said in confidence, made once and copied for every test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldapp.store import drafts, records, vault, workspace
from fieldapp.store.database import writing
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from tests.sync.conftest import Mission
from tests.sync.test_canary import CANARY, confide
from tests.sync.world import CHEAP, ROLES, HubOnDisk, Time, open_laptop, sync_now

CODE = "ABCD-EFGH-JKLM-NPQR-STUV-WXYZ-2345-6789"
OTHER = "9876-5432-ZYXW-VUTS-RQPN-MLKJ-HGFE-DCBA"


def with_sheet(laptop: Workspace) -> Workspace:
    """Make a recovery sheet for a laptop whose own nobody knows."""
    with writing(laptop.db, laptop.file):
        vault.begin(laptop.db, CODE, CHEAP)
    return laptop


def everybody_syncs(mission: Mission) -> None:
    for _ in range(2):
        for laptop in (mission.founder, mission.protection, mission.officer):
            sync_now(laptop, mission.hub)


def keep_draft(laptop: Workspace, name: str, kind: str, **answers: object) -> None:
    drafts.keep(laptop, name, kind, {"record": name, "answers": answers, "rows": [], "seen": {}})


def _opened(folder: Path, time: Time) -> Mission:
    laptops = {
        name: open_laptop(folder / "laptops" / name, time, seed)
        for seed, name in enumerate(ROLES, 10)
    }
    return Mission(**laptops, hub=HubOnDisk(folder / "hub", time), time=time)


def _close(mission: Mission) -> None:
    for laptop in (mission.founder, mission.protection, mission.officer):
        workspace.close(laptop)
    mission.hub.close()


@pytest.fixture(scope="session")
def confided(enrolled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everybody has told what was said in confidence and synced; the protection officer has more
    that is not sent, two forms in the making, a sheet and copies; never opened, only copied."""
    folder = tmp_path_factory.mktemp("confided")
    shutil.copytree(enrolled, folder / "laptops")
    mission = _opened(folder, Time())
    laptop = with_sheet(mission.protection)
    confide(laptop)
    confide(mission.officer)
    records.save(mission.officer, Change("meeting", {"title": "Well at Gorom"}))
    keep_draft(laptop, "d1", "incident", account=CANARY)
    keep_draft(laptop, "d2", "meeting", title="Well")
    everybody_syncs(mission)
    confide(laptop)
    _close(mission)
    return folder


@pytest.fixture
def mission(confided: Path, tmp_path: Path) -> Iterator[Mission]:
    """That mission, an hour later."""
    shutil.copytree(confided, tmp_path / "mission")
    time = Time()
    time.now_ms += 3_600_000
    mission = _opened(tmp_path / "mission", time)
    yield mission
    _close(mission)


@pytest.fixture
def laptop(mission: Mission) -> Workspace:
    """The protection officer's, with everything that could give something away."""
    return mission.protection
