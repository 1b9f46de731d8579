"""Workspaces for the store's tests: real encrypted files, with a cheap passphrase."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from fieldapp.store import workspace
from fieldapp.store.keyfile import Cost
from fieldapp.store.workspace import Workspace

CHEAP = Cost(passes=1, memory=8 * 1024 * 1024)
PASSPHRASE = "the river is low in march"

MakeWorkspace = Callable[[str], Workspace]


@pytest.fixture
def make_workspace(tmp_path: Path) -> Iterator[MakeWorkspace]:
    made: list[Workspace] = []

    def make(name: str) -> Workspace:
        opened, _ = workspace.create(tmp_path / name, PASSPHRASE, name, cost=CHEAP)
        made.append(opened)
        return opened

    yield make
    for opened in made:
        workspace.close(opened)


@pytest.fixture
def amina(make_workspace: MakeWorkspace) -> Workspace:
    return make_workspace("Amina")
