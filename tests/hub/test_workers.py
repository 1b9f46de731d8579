"""Several processes behind one door."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from fieldapp.hub.errors import ManyWorkers
from fieldapp.hub.serve import Serving
from fieldapp.hub.workers import serve
from fieldapp.store import records
from fieldapp.store.records import Change
from fieldapp.sync.wire.transport import HttpHub
from tests.postgres import PASSWORD, Postgres
from tests.sync.conftest import Mission
from tests.sync.world import rows, sync_now

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs /proc and signals")

PROGRAM = """
import os, sys
from pathlib import Path
from fieldapp.hub.serve import Serving
from fieldapp.hub.workers import serve
if __name__ == "__main__":
    serving = Serving(Path(sys.argv[1]), "127.0.0.1:0", os.environ["HUB"], workers=2)
    serve(serving, lambda url: print(url, flush=True))
"""


@contextmanager
def crew(data: Path, database: str) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """A hub of two workers, and its address."""
    data.mkdir()
    program = data.parent / "program.py"
    program.write_text(PROGRAM)
    root = str(Path(__file__).parents[2])
    with subprocess.Popen(
        [sys.executable, str(program), str(data)],
        env={**os.environ, "HUB": database, "PYTHONPATH": root},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout
            yield process, process.stdout.readline().strip()
        finally:
            process.kill()


def children(process: "subprocess.Popen[str]") -> list[int]:
    """Workers, without what Python itself starts beside them."""
    told = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
    return [
        int(pid)
        for pid in told.split()
        if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()
    ]


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_until(condition: object, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < until
        time.sleep(0.1)


def sync_at(laptop: object, url: str) -> None:
    hub = HttpHub(url)
    try:
        sync_now(laptop, hub)  # type: ignore[arg-type]
    finally:
        hub.close()


@pytest.mark.skipif(not Path("/proc").exists(), reason="looks into /proc")
def test_whoever_dies_is_replaced_and_all_stop_when_told(
    mission: Mission, postgres: Postgres, tmp_path: Path
) -> None:
    records.save(mission.founder, Change("meeting", {"title": "Water"}))
    with crew(tmp_path / "real", postgres.new_database()) as (process, url):
        wait_until(lambda: len(children(process)) == 2)
        sync_at(mission.founder, url)
        first = children(process)
        for pid in first:
            os.kill(pid, signal.SIGKILL)
        wait_until(lambda: len(set(children(process)) - set(first)) == 2)
        sync_at(mission.protection, url)
        second = children(process)
        lines = urllib.request.urlopen(url + "/metrics").read().decode().splitlines()
        process.send_signal(signal.SIGTERM)

        assert process.wait(30) == 0
        wait_until(lambda: not any(is_alive(pid) for pid in second), 5)
    assert rows(mission.protection) == rows(mission.founder)
    assert 'fieldapp_feed_entries{scope="mission/team"} 1' in lines
    (served,) = [line for line in lines if 'outcome="served"' in line]
    assert int(served.split()[-1]) >= 2  # of all workers, and of those that are gone
    for file in (tmp_path / "real").iterdir():
        assert PASSWORD not in file.read_text()
    assert "worker ended" in (tmp_path / "real" / "log.txt").read_text()


@pytest.mark.skipif(not Path("/proc").exists(), reason="looks into /proc")
def test_no_worker_outlives_a_hub_that_was_killed(postgres: Postgres, tmp_path: Path) -> None:
    with crew(tmp_path / "real", postgres.new_database()) as (process, url):
        assert url.startswith("http://")
        wait_until(lambda: len(children(process)) == 2)
        workers = children(process)
        command_lines = [Path(f"/proc/{pid}/cmdline").read_bytes() for pid in workers]
        process.kill()
        wait_until(lambda: not any(is_alive(pid) for pid in workers), 30)
    assert not any(PASSWORD.encode() in line for line in command_lines)


def test_with_its_storage_in_a_folder_a_hub_has_one_process(tmp_path: Path) -> None:
    with pytest.raises(ManyWorkers, match="--database"):
        serve(Serving(tmp_path / "hub", "127.0.0.1:0", workers=2), print)
    assert not (tmp_path / "hub").exists()
