"""The hub of every release goes on with its folder as it was left, and with its laptops."""

import shutil
from pathlib import Path

import pytest

from fieldapp.domain.scope import CONDUCT, TEAM
from fieldapp.hub.engine import open_storage
from fieldapp.hub.service import Service
from fieldapp.progress import Progress
from fieldapp.store import carried, photos, records, workspace
from fieldapp.store import mission as kept
from fieldapp.store.photos import State
from fieldapp.sync.members.leaving import due
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


def test_an_officer_of_0_3_brings_what_was_carried_and_the_founder_reads_it(
    tmp_path: Path,
) -> None:
    shutil.copytree(FILES / "hub_0_3_0", tmp_path / "hub")
    for name in ("officer", "workspace"):
        shutil.copytree(FILES / f"{name}_0_3_0", tmp_path / name)
    passphrase = "the river is low in march"
    officer = workspace.unlock(tmp_path / "officer", passphrase)
    founder = workspace.unlock(tmp_path / "workspace", passphrase)
    engine = open_storage(tmp_path / "hub")
    hub = Service(engine, Time(founder.around.wall_ms()))
    assert carried.load(officer.db)[0] == 1
    assert {epoch for of, epoch in kept.key_ring(officer.db) if of == TEAM} == {1, 2}

    brought = sync(officer, hub, Progress())
    taken = sync(founder, hub, Progress())

    assert (brought.sent, brought.carried, brought.quarantined) == (1, 0, 0)
    assert (taken.sent, taken.quarantined, taken.missing) == (1, 0, 0)
    assert records.load(founder, "meeting", "market").values["title"] == "Market day"
    assert records.load(founder, "incident", "later").values["account"] == "told to Sara"
    # Whoever was taken out by 0.3 stays out; of a scope that is newer somebody has to say so still.
    assert {each.scope for each in due(founder)} <= {CONDUCT}
    for laptop, seen in ((founder, 2), (officer, 1)):
        assert [photo.state for photo in photos.all_photos(laptop)] == [State.WHOLE] * seen
        workspace.close(laptop)
    engine.dispose()
