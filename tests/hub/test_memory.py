"""Whoever runs the hub has its files and can look into its memory while it works. Neither holds a
word that was recorded, neither of the protection cell nor of the team.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldapp.store import records
from fieldapp.store.records import Change
from fieldapp.sync.mission import card_of
from fieldapp.sync.wire.transport import HttpHub
from tests.hub.test_serve import hub_process
from tests.sync.conftest import Mission
from tests.sync.test_canary import CANARY, files, found_in
from tests.sync.world import sync_now

LINUX = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="another process's memory is read as on Linux"
)


def memory_of(pid: int) -> Iterator[bytes]:
    """Every readable piece of a process's memory, but for the files of programs that it shows."""
    maps = Path(f"/proc/{pid}/maps").read_text("ascii", "replace").splitlines()
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in maps:
            addresses, rights, _offset, _device, inode = line.split()[:5]
            of_program = inode != "0" and "w" not in rights
            if not rights.startswith("r") or "[v" in line or of_program:
                continue
            start, end = (int(address, 16) for address in addresses.split("-"))
            try:
                memory.seek(start)
                yield memory.read(end - start)
            except (OSError, ValueError):
                continue  # what the kernel keeps to itself, or has just been given back


@LINUX
def test_no_recorded_word_is_in_the_hubs_memory_or_files(mission: Mission, tmp_path: Path) -> None:
    with hub_process(tmp_path / "served") as (process, url):
        hub = HttpHub(url)
        for n, laptop in enumerate((mission.founder, mission.officer, mission.founder)):
            word = f"{CANARY} {n}"
            grave = {
                "type": "threat",
                "summary": word,
                "account": word,
                "happened_on": "2026-11-01",
            }
            records.save(laptop, Change("incident", grave))
            records.save(laptop, Change("meeting", {"title": word, "messages": word * 50}))
            assert sync_now(laptop, hub).sent == 2
            dump = b"\n".join(memory_of(process.pid))

            assert not found_in(dump)
            # The dump is one: what the hub may know, the mission's id and a laptop's, is in it.
            assert card_of(laptop).id.encode() in dump
            assert laptop.device.encode() in dump
        hub.close()
    assert not found_in(files(tmp_path / "served"))
