"""The mission of three laptops that the tests of `sync` use, with a hub on each kind of storage."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldapp.store import workspace
from tests.postgres import Postgres
from tests.sync.conftest import Mission, enrolled
from tests.sync.world import HubOnDisk, Time, open_laptop

__all__ = ["enrolled", "mission"]

ENGINES = ("sqlite", "postgresql")


@pytest.fixture
def database() -> str:
    """The address of an empty database, or nothing: the hub's folder holds it all.

    A module whose tests are for both kinds of storage has one of its own, with `ENGINES`.
    """
    return ""


def empty_database(request: pytest.FixtureRequest) -> str:
    """The address of an empty database on the engine that the test is run for."""
    if request.param == "sqlite":
        return ""
    server: Postgres = request.getfixturevalue("postgres")
    return server.new_database()


@pytest.fixture
def mission(enrolled: Path, tmp_path: Path, database: str) -> Iterator[Mission]:
    """The three laptops, open, and a hub that has met nobody."""
    shutil.copytree(enrolled, tmp_path / "laptops")
    time = Time()
    laptops = {
        name: open_laptop(tmp_path / "laptops" / name, time, seed)
        for seed, name in enumerate(("founder", "protection", "officer"), 10)
    }
    hub = HubOnDisk(tmp_path / "hub", time, database)
    yield Mission(**laptops, hub=hub, time=time)
    for laptop in laptops.values():
        workspace.close(laptop)
    hub.close()
