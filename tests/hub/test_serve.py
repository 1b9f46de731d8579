import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from fieldapp.hub.errors import BadListen, CannotListen, NotAHubFolder
from fieldapp.hub.serve import Serving, running, serve
from fieldapp.store import records
from fieldapp.store.records import Change
from fieldapp.sync.errors import HubUnreachable
from fieldapp.sync.transport import HttpHub
from tests.sync.conftest import Mission
from tests.sync.world import rows, sync_now

SERVE = (
    "import sys; from pathlib import Path; from fieldapp.hub.serve import Serving, serve\n"
    "serve(Serving(Path(sys.argv[1]), sys.argv[2]), lambda url: print(url, flush=True))"
)


@contextmanager
def hub_process(
    data: Path, listen: str = "127.0.0.1:0"
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A hub in a process of its own, and the address that it announces as its first line."""
    command = [sys.executable, "-c", SERVE, str(data), listen]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
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
def test_a_hub_stops_quietly_when_told_to(tmp_path: Path) -> None:
    with hub_process(tmp_path / "real") as (process, url):
        assert url
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0


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
