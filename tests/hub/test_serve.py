import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from fieldapp.hub import administration
from fieldapp.hub.errors import BadListen, CannotListen, NotAHubFolder
from fieldapp.hub.serve import Serving, running, serve
from fieldapp.store import records, workspace
from fieldapp.store.records import Change
from fieldapp.sync.errors import HubUnreachable
from fieldapp.sync.wire.transport import HttpHub
from tests.sync.conftest import Mission
from tests.sync.world import PASSPHRASE, open_laptop, rows, sync_now

SERVE = (
    "import os, sys; from pathlib import Path; from fieldapp.hub.serve import Serving, serve\n"
    "serving = Serving(Path(sys.argv[1]), sys.argv[2], os.environ['HUB'])\n"
    "serve(serving, lambda url: print(url, flush=True))"
)


@contextmanager
def hub_process(
    data: Path, listen: str = "127.0.0.1:0", database: str = ""
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A hub in a process of its own, and the address that it announces as its first line."""
    command = [sys.executable, "-c", SERVE, str(data), listen]
    env = {**os.environ, "HUB": database}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as process:
        try:
            assert process.stdout
            yield process, process.stdout.readline().strip()
        finally:
            process.kill()


def sync_at(mission: Mission, laptop: str, url: str) -> int:
    hub = HttpHub(url)
    try:
        account = sync_now(getattr(mission, laptop), hub)
    finally:
        hub.close()
    return account.sent + account.received


def test_a_hub_announces_where_it_listens_once_it_answers(mission: Mission, tmp_path: Path) -> None:
    records.save(mission.founder, Change("meeting", {"title": "Water"}))
    with hub_process(tmp_path / "real") as (_process, url):
        assert url.startswith("http://127.0.0.1:")
        assert sync_at(mission, "founder", url) == 1


def test_what_a_hub_has_taken_survives_its_sudden_death(mission: Mission, tmp_path: Path) -> None:
    records.save(mission.founder, Change("meeting", {"title": "Water"}))
    with hub_process(tmp_path / "real") as (process, url):
        sync_at(mission, "founder", url)
        process.kill()
    with pytest.raises(HubUnreachable):
        sync_at(mission, "founder", url)

    with hub_process(tmp_path / "real") as (_process, url):
        assert sync_at(mission, "protection", url) == 1
    assert rows(mission.protection) == rows(mission.founder)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such signal")
@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_a_hub_stops_quietly_when_told_to(tmp_path: Path, told: signal.Signals) -> None:
    with hub_process(tmp_path / "real") as (process, url):
        assert url
        assert (tmp_path / "real" / "door.json").stat().st_mode & 0o077 == 0
        process.send_signal(told)
        assert process.wait(10) == 0
    assert not (tmp_path / "real" / "door.json").exists()


def test_the_log_is_one_object_a_line_with_ids_and_counts(mission: Mission, tmp_path: Path) -> None:
    records.save(mission.founder, Change("meeting", {"title": "CANARY"}))
    with hub_process(tmp_path / "real") as (process, url):
        sync_at(mission, "founder", url)
        hub = HttpHub(url)
        hub.exchange(b"CANARY")
        hub.close()
        process.terminate()
        process.wait(10)

    text = (tmp_path / "real" / "log.txt").read_text("utf-8")
    lines = [json.loads(line) for line in text.splitlines()]
    assert "CANARY" not in text
    took = [line for line in lines if line["event"] == "Took packs"]
    assert {(line["scope"], line["packs"], line["device"]) for line in took} == {
        ("mission/members", 4, mission.founder.device),
        ("mission/team", 1, mission.founder.device),
    }
    served = [line for line in lines if line["event"] == "Served a request"]
    assert all(line["seconds"] >= 0 and line["bytes"] > 0 for line in served)
    assert {line["refused"] for line in lines if "refused" in line} == {"clock", "bad_request"}
    known = {"time", "level", "event", "device", "scope", "packs", "bytes", "seconds", "refused"}
    assert {name for line in lines for name in line} <= known
    assert lines[0]["time"] < lines[-1]["time"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", lines[0]["time"])


PUSH = """
import sys
from pathlib import Path
from fieldapp.progress import Progress
from fieldapp.store import records, workspace
from fieldapp.store.records import Change
from fieldapp.store.workspace import unlock
from fieldapp.sync.packing import pack_up
from fieldapp.sync.round import sync
from fieldapp.sync.wire.transport import HttpHub
laptop = unlock(Path(sys.argv[1]), sys.argv[2])
hub = HttpHub(sys.argv[3])
for n in range(1000):
    records.save(laptop, Change("meeting", {"title": f"Water {n}"}))
    print(sync(laptop, hub, Progress()).sent, flush=True)
"""


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_what_was_acknowledged_before_a_hub_was_killed_is_there_after_it(
    mission: Mission, tmp_path: Path, engine: str, request: pytest.FixtureRequest
) -> None:
    database = "" if engine == "sqlite" else request.getfixturevalue("postgres").new_database()
    folder = mission.founder.file.parent
    workspace.close(mission.founder)
    acknowledged = 0
    for _ in range(2):
        with hub_process(tmp_path / "real", database=database) as (hub, url):
            laptop = subprocess.Popen(
                [sys.executable, "-c", PUSH, str(folder), PASSPHRASE, url],
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            assert laptop.stdout
            assert laptop.stdout.readline()
            time.sleep(random.uniform(0.05, 0.3))
            hub.kill()
            told, error = laptop.communicate(timeout=60)
            assert "Hub" in error  # unreachable or stopped midway, as ever
            acknowledged += 1 + len(told.split())
    mission.founder = open_laptop(folder, mission.time)

    verdict = administration.verify_hub(tmp_path / "real", database)

    assert verdict.ok
    assert acknowledged <= verdict.feeds["mission/team"] <= acknowledged + 3
    with running(tmp_path / "real", database=database) as url:
        sync_at(mission, "founder", url)
        sync_at(mission, "protection", url)
    assert rows(mission.protection) == rows(mission.founder)


def test_a_hub_in_this_process_stops_with_its_block(mission: Mission, tmp_path: Path) -> None:
    with running(tmp_path / "real") as url:
        sync_at(mission, "founder", url)
    with pytest.raises(HubUnreachable):
        sync_at(mission, "founder", url)


@pytest.mark.parametrize("listen", ["", "8080", "127.0.0.1", ":80", "host:port", "host:65536"])
def test_what_is_no_address_to_listen_on_is_told(tmp_path: Path, listen: str) -> None:
    with pytest.raises(BadListen, match=r"127\.0\.0\.1:8080"):
        serve(Serving(tmp_path / "hub", listen), print)
    assert not (tmp_path / "hub").exists()


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
        with pytest.raises(CannotListen, match="Another program"):
            serve(Serving(tmp_path / "hub", f"127.0.0.1:{port}"), print)
    assert not (tmp_path / "hub").exists()


def test_a_folder_that_is_no_hub_is_told_before_anybody_is_served(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear aunt")

    with pytest.raises(NotAHubFolder):
        serve(Serving(tmp_path, "127.0.0.1:0"), print)
    with pytest.raises(NotAHubFolder), running(tmp_path):
        raise AssertionError
