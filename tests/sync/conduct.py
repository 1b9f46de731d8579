"""A mission with a conduct focal point and a second protection officer, over a real hub."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fieldapp.store import workspace
from fieldapp.store.workspace import Workspace
from fieldapp.sync.mission import invite, join, request_enrolment
from tests.sync.conftest import Mission
from tests.sync.world import make, sync_now


@contextmanager
def laptop_of(mission: Mission, folder: Path, name: str, role: str) -> Iterator[Workspace]:
    """A laptop that the founder has let in; it has not synced yet."""
    made = make(folder, name, sum(name.encode()), mission.time)
    join(made, invite(mission.founder, request_enrolment(made), role, ""))
    yield made
    workspace.close(made)


def everybody_syncs(hub: object, *laptops: Workspace, rounds: int = 2) -> None:
    """All of them, so often that everybody has everything."""
    for _ in range(rounds):
        for laptop in laptops:
            sync_now(laptop, hub)  # type: ignore[arg-type]


def copied(laptop: Workspace, target: Path) -> Path:
    """A copy of the laptop's folder, as a backup of the whole disk makes one."""
    shutil.copytree(laptop.folder, target)
    return target
