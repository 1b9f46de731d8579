"""The hub of every release goes on with its folder as it was left, and with its laptops."""

import shutil
from pathlib import Path

import pytest

from fieldapp.hub.engine import open_storage
from fieldapp.hub.service import Service
from fieldapp.progress import Progress
from fieldapp.store import workspace
from fieldapp.sync.round import sync
from tests.sync.world import Time

FILES = Path(__file__).parents[1] / "files"
RELEASED = sorted(FILES.glob("hub_*"))
"""A hub's folder of every release, beside the workspace of its founder."""


@pytest.mark.parametrize("left", RELEASED, ids=lambda folder: folder.name)
def test_a_hub_of_every_release_goes_on_with_its_laptops(left: Path, tmp_path: Path) -> None:
    shutil.copytree(left, tmp_path / "hub")
    shutil.copytree(FILES / left.name.replace("hub", "workspace"), tmp_path / "laptop")
    laptop = workspace.unlock(tmp_path / "laptop", "the river is low in march")
    engine = open_storage(tmp_path / "hub")
    hub = Service(engine, Time(laptop.around.wall_ms()))

    account = sync(laptop, hub, Progress())

    assert (account.sent, account.received, account.held, account.quarantined) == (1, 0, 0, 0)
    again = sync(laptop, hub, Progress())
    assert (again.sent, again.received, again.held) == (0, 0, 0)
    workspace.close(laptop)
    engine.dispose()
