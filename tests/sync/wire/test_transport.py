import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from fieldapp.hub.serve import running
from fieldapp.store import records
from fieldapp.store.records import Change
from fieldapp.sync.errors import (
    BadAddress,
    HubRefused,
    HubStoppedMidway,
    HubUnreachable,
    NotAHub,
    WrongMission,
)
from fieldapp.sync.mission import found_mission
from fieldapp.sync.wire.transport import HttpHub
from tests.sync.conftest import Mission
from tests.sync.world import make, rows, sync_now

Line = Callable[[socket.socket], None]


@contextmanager
def answering(*answers: Line) -> Iterator[str]:
    """A server that gives each connection to the next of the answers; the address of it."""
    door = socket.create_server(("127.0.0.1", 0))
    door.settimeout(10)

    def run() -> None:
        for answer in answers:
            line, _ = door.accept()
            line.settimeout(10)
            with line:
                answer(line)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield f"http://127.0.0.1:{door.getsockname()[1]}"
    finally:
        thread.join()
        door.close()


def read_request(line: socket.socket) -> bytes:
    head = b""
    while b"\r\n\r\n" not in head:
        head += line.recv(4096)
    head, _, body = head.partition(b"\r\n\r\n")
    length = next(int(v.split(b":")[1]) for v in head.split(b"\r\n") if b"ength" in v)
    while len(body) < length:
        body += line.recv(65_536)
    return body


def saying(text: bytes) -> Line:
    def answer(line: socket.socket) -> None:
        read_request(line)
        line.sendall(text)

    return answer


def hanging_up(line: socket.socket) -> None:
    read_request(line)


def http(status: str, body: bytes, length: int | None = None) -> bytes:
    size = len(body) if length is None else length
    return f"HTTP/1.1 {status}\r\nContent-Length: {size}\r\n\r\n".encode() + body


def send(url: str) -> bytes:
    hub = HttpHub(url, patience_s=5)
    try:
        return hub.exchange(b"request")
    finally:
        hub.close()


def test_a_hub_that_is_not_there_is_told_with_what_to_do() -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]

    with pytest.raises(HubUnreachable, match=f"127.0.0.1:{port} did not answer.*safe here"):
        send(f"http://127.0.0.1:{port}")
    with pytest.raises(HubUnreachable):
        send("http://no-such-host.invalid")


@pytest.mark.parametrize(
    "answer",
    [
        hanging_up,
        saying(b"HTTP/1.1 200 OK\r\nContent-Le"),
        saying(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nfApS"),
        saying(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\nfApS"),
    ],
    ids=["nothing", "in the head", "in the body", "in a chunk"],
)
def test_a_hub_that_stops_in_mid_answer_is_told_as_that(answer: Line) -> None:
    with (
        answering(answer) as url,
        pytest.raises(HubStoppedMidway, match="goes on where it stopped"),
    ):
        send(url)


@pytest.mark.parametrize(
    "text",
    [
        http("200 OK", b"<html>Please log in</html>"),
        http("302 Found", b""),
        http("404 Not Found", b"no"),
        http("413 Too Large", b""),
        http("200 OK", b""),
        b"SSH-2.0-OpenSSH_9.2\r\n",
    ],
    ids=["portal", "redirect", "404", "413", "empty", "ssh"],
)
def test_anything_else_that_answers_is_no_hub(text: bytes) -> None:
    with answering(saying(text)) as url, pytest.raises(NotAHub, match="asks you to log in"):
        send(url)


@pytest.mark.parametrize("status", ["500 Internal Server Error", "502 Bad Gateway", "503 Busy"])
def test_a_proxy_whose_hub_is_down_counts_as_no_answer(status: str) -> None:
    with answering(saying(http(status, b"<html>"))) as url, pytest.raises(HubUnreachable):
        send(url)


def test_a_reply_without_end_is_not_read_to_the_end() -> None:
    sent: list[int] = []

    def flood(line: socket.socket) -> None:
        read_request(line)
        line.sendall(b"HTTP/1.1 200 OK\r\n\r\nfApS")
        try:
            while len(sent) < 100:
                line.sendall(bytes(1_000_000))
                sent.append(1_000_000)
        except OSError:
            return

    with answering(flood) as url, pytest.raises(NotAHub):
        send(url)
    assert sum(sent) < 50_000_000  # nine megabytes read, and what systems keep in between


def test_a_connection_that_died_while_kept_open_is_opened_again() -> None:
    first, second = http("200 OK", b"fApS one"), http("200 OK", b"fApS two")
    with answering(saying(first), saying(second)) as url:
        hub = HttpHub(url, patience_s=5)
        assert hub.exchange(b"request") == b"fApS one"
        assert hub.exchange(b"request") == b"fApS two"
        hub.close()


def test_a_large_request_arrives_whole() -> None:
    got: list[bytes] = []

    def keep(line: socket.socket) -> None:
        got.append(read_request(line))
        line.sendall(http("200 OK", b"fApS"))

    request = bytes(range(256)) * 12_000
    with answering(keep) as url:
        hub = HttpHub(url, patience_s=5)
        hub.exchange(request)
        hub.close()

    assert got == [request]


@pytest.mark.parametrize(
    "url",
    [
        "",
        "hub.example.org",
        "ftp://hub",
        "http://",
        "http://host:port",
        "http://a:b@host",
        "http://[::1",
    ],
)
def test_what_is_no_address_is_refused_at_once(url: str) -> None:
    with pytest.raises(BadAddress, match="no address of a hub"):
        HttpHub(url)


def test_two_laptops_sync_through_a_real_hub(mission: Mission, tmp_path: Path) -> None:
    records.save(mission.founder, Change("meeting", {"title": "Water"}))
    with running(tmp_path / "real") as url:
        hubs = [HttpHub(url), HttpHub(url + "/")]
        sent = sync_now(mission.founder, hubs[0]).sent
        got = sync_now(mission.protection, hubs[1]).received
        for hub in hubs:
            hub.close()

    assert (sent, got) == (1, 1)
    assert rows(mission.protection) == rows(mission.founder)


def test_a_real_hub_refuses_a_laptop_that_is_not_enrolled(mission: Mission, tmp_path: Path) -> None:
    with running(tmp_path / "real") as url:
        hub = HttpHub(url)
        with pytest.raises(HubRefused, match="no mission yet"):
            sync_now(mission.officer, hub)
        hub.close()


def test_a_stranger_finds_a_real_hub_taken(mission: Mission, tmp_path: Path) -> None:
    stranger = make(tmp_path, "stranger", 95)
    found_mission(stranger, "Elsewhere")
    with running(tmp_path / "real") as url:
        hub = HttpHub(url)
        sync_now(mission.founder, hub)
        with pytest.raises(WrongMission):
            sync_now(stranger, hub)
        hub.close()
