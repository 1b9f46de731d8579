"""A mission of three laptops and a hub, made once and copied for every test."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from fieldapp.store import workspace
from fieldapp.store.workspace import Workspace
from tests.sync.world import HubOnDisk, Time, make_mission, open_laptop


@pytest.fixture(scope="session")
def enrolled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder with the workspaces founder, protection and officer; never opened, only copied."""
    folder = tmp_path_factory.mktemp("enrolled")
    make_mission(folder)
    return folder


@dataclass
class Mission:
    founder: Workspace
    protection: Workspace
    officer: Workspace
    hub: HubOnDisk
    time: Time


@pytest.fixture
def mission(enrolled: Path, tmp_path: Path) -> Iterator[Mission]:
    """The three laptops, open, and a hub that has met nobody."""
    shutil.copytree(enrolled, tmp_path / "laptops")
    time = Time()
    laptops = {
        name: open_laptop(tmp_path / "laptops" / name, time, seed)
        for seed, name in enumerate(("founder", "protection", "officer"), 10)
    }
    hub = HubOnDisk(tmp_path / "hub", time)
    yield Mission(**laptops, hub=hub, time=time)
    for laptop in laptops.values():
        workspace.close(laptop)
    hub.close()
