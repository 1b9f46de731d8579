"""A process that is killed at any moment has lost no save that it was told was made."""

import multiprocessing
import random
import sys
from collections.abc import Sequence
from pathlib import Path

from fieldapp.progress import Progress
from fieldapp.store import doctor, records, workspace
from fieldapp.store.workspace import Workspace
from tests.store.conftest import PASSPHRASE
from tests.store.crashing import save_without_end

KILLS = 300 if sys.platform != "win32" else 40  # starting a process is dear there

Acknowledged = tuple[str, str, str, str]


def killed_after(seconds: float, folder: Path) -> list[Acknowledged]:
    """Start the process, kill it that long after its first answer; return what it was told."""
    way = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(way)
    if way == "forkserver":
        context.set_forkserver_preload(["tests.store.crashing"])  # type: ignore[attr-defined]
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=save_without_end, args=(folder, PASSPHRASE, there))
    process.start()
    there.close()
    told = [here.recv()]
    process.join(seconds)
    process.kill()
    process.join()
    try:
        while True:
            told.append(here.recv())
    except (EOFError, OSError):  # the last word may be cut off: then nobody was told
        here.close()
        process.close()
        return told


def lost(opened: Workspace, told: Sequence[Acknowledged]) -> list[str]:
    return [
        record
        for kind, record, name, answer in told
        if records.load(opened, kind, record).values.get(name) != answer
    ]


def test_hundreds_of_killed_processes_lose_no_acknowledged_save(amina: Workspace) -> None:
    workspace.close(amina)
    chance = random.Random(1)
    told: list[Acknowledged] = []
    for _ in range(KILLS):
        told += killed_after(chance.uniform(0, 0.02), amina.folder)

    opened = workspace.unlock(amina.folder, PASSPHRASE)

    assert len(told) > KILLS
    assert lost(opened, told) == []
    assert all(finding.ok for finding in doctor.examine(opened, Progress()))
    workspace.close(opened)
