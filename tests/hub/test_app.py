import asyncio
import http.client
import json
import re
import socket
import time
import urllib.parse
from collections.abc import Iterator, MutableMapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette

from fieldapp.hub import app
from fieldapp.hub import line as lines
from fieldapp.hub.app import Keeper, make_app
from fieldapp.hub.limits import Waiting
from fieldapp.hub.serve import running
from fieldapp.store import records
from fieldapp.store.records import Change
from fieldapp.sync.wire.protocol import LARGEST_BODY, MAGIC, read_reply
from fieldapp.sync.wire.transport import MEDIA, PATH, HttpHub
from tests.sync.conftest import Mission
from tests.sync.world import sync_now


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[tuple[str, int]]:
    """Host and port of a running hub."""
    with running(tmp_path / "real") as url:
        parts = urllib.parse.urlsplit(url)
        assert parts.hostname
        assert parts.port
        yield parts.hostname, parts.port


def ask(hub: tuple[str, int], method: str, path: str, body: bytes = b"") -> tuple[int, bytes]:
    line = http.client.HTTPConnection(*hub, timeout=10)
    line.request(method, path, body, {"Content-Type": MEDIA})
    response = line.getresponse()
    content = response.read()
    line.close()
    return response.status, content


def test_a_hub_says_that_it_lives(hub: tuple[str, int]) -> None:
    status, content = ask(hub, "GET", "/health")

    assert (status, json.loads(content)) == (200, {"ok": True})


def test_whatever_is_posted_gets_an_answer_of_ours(hub: tuple[str, int]) -> None:
    for body in (b"", b"hello", MAGIC + bytes(100)):
        status, content = ask(hub, "POST", PATH, body)

        assert status == 200
        assert read_reply(content).refused == "bad_request"


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", PATH, 405), ("GET", "/", 404), ("POST", "/health", 405)]
)
def test_there_are_two_doors_and_no_more(
    hub: tuple[str, int], method: str, path: str, status: int
) -> None:
    assert ask(hub, method, path)[0] == status


def first_line(line: socket.socket) -> bytes:
    return line.makefile("rb").readline()


def test_a_body_that_says_it_is_too_large_is_refused_before_it_is_read(
    hub: tuple[str, int],
) -> None:
    with socket.create_connection(hub, timeout=10) as line:
        head = f"POST {PATH} HTTP/1.1\r\nHost: hub\r\nContent-Length: {LARGEST_BODY + 1}\r\n\r\n"
        line.sendall(head.encode())
        assert b"413" in first_line(line)


def test_a_body_that_hides_its_size_is_not_read_beyond_the_limit(hub: tuple[str, int]) -> None:
    with socket.create_connection(hub, timeout=10) as line:
        head = f"POST {PATH} HTTP/1.1\r\nHost: hub\r\nTransfer-Encoding: chunked\r\n\r\n"
        line.sendall(head.encode())
        piece = b"%x\r\n" % 500_000 + bytes(500_000) + b"\r\n"
        try:
            for _ in range(LARGEST_BODY // 500_000 + 2):
                line.sendall(piece)
        except OSError:
            pass  # it has hung up on us, which is as good an answer
        else:
            assert b"413" in first_line(line)
    assert ask(hub, "GET", "/health")[0] == 200


def test_a_laptop_that_vanishes_in_mid_request_leaves_the_hub_as_it_was(
    hub: tuple[str, int],
) -> None:
    with socket.create_connection(hub, timeout=10) as line:
        head = f"POST {PATH} HTTP/1.1\r\nHost: hub\r\nContent-Length: 1000\r\n\r\nfApS"
        line.sendall(head.encode())

    assert ask(hub, "GET", "/health")[0] == 200


def test_a_body_that_pauses_too_long_is_given_up(
    hub: tuple[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "BODY_S", 0.2)
    with socket.create_connection(hub, timeout=10) as line:
        head = f"POST {PATH} HTTP/1.1\r\nHost: hub\r\nContent-Length: 1000\r\n\r\nfApS"
        line.sendall(head.encode())
        assert b"408" in first_line(line)


def test_a_body_that_trickles_is_given_up(
    hub: tuple[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "BODY_S", 0.3)
    with socket.create_connection(hub, timeout=10) as line:
        head = f"POST {PATH} HTTP/1.1\r\nHost: hub\r\nContent-Length: 1000\r\n\r\n"
        line.sendall(head.encode())
        line.settimeout(0.1)
        for _ in range(100):
            line.sendall(b"x")
            try:
                answer = line.recv(100)
            except TimeoutError:
                continue
            assert b"408" in answer
            return
    pytest.fail("it was read to its end")


def look(line: socket.socket) -> None:
    """Ask on a connection whether the hub lives."""
    line.sendall(b"GET /health HTTP/1.1\r\nHost: hub\r\n\r\n")
    answer = b""
    while not answer.endswith(b'{"ok":true}'):
        piece = line.recv(1000)
        assert piece
        answer += piece


@pytest.mark.parametrize("begun", [b"", b"POST /sync HTTP/1.1\r\nHost"])
def test_a_connection_that_never_says_what_it_wants_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, begun: bytes
) -> None:
    monkeypatch.setattr(lines, "HEAD_S", 0.5)
    with running(tmp_path / "quick") as url:
        port = int(url.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
            line.sendall(begun)
            with suppress(ConnectionError):
                assert line.recv(100) == b""
        # After an answer the wait for the next head begins with its first byte.
        with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
            look(line)
            time.sleep(0.7)
            look(line)
            line.sendall(b"GET /hea")
            with suppress(ConnectionError):
                assert line.recv(100) == b""


def test_of_too_many_connections_the_last_are_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "MOST", 2)
    with running(tmp_path / "small") as url:
        address = ("127.0.0.1", int(url.rpartition(":")[2]))
        held = [socket.create_connection(address, timeout=10) for _ in range(2)]
        time.sleep(0.1)
        with socket.create_connection(address, timeout=10) as third, suppress(ConnectionError):
            assert third.recv(10) == b""
        for line in held:
            line.close()
        time.sleep(0.1)
        assert ask(address, "GET", "/health")[0] == 200


def test_bodies_on_their_way_have_a_limit_for_each_address_and_for_all() -> None:
    waiting = Waiting(most=100, of_one=60)

    assert waiting.add("one", 60)
    assert not waiting.add("one", 1)
    assert waiting.add("two", 40)
    assert not waiting.add("three", 1)
    waiting.remove("one", 60)
    assert waiting.add("three", 60)


def test_a_hub_with_no_room_for_a_body_says_so_and_has_room_again_later(
    mission: Mission,
) -> None:
    waiting = Waiting(of_one=1000)
    answering = make_app(mission.hub.service, waiting=waiting)

    assert [
        asyncio.run(through(answering, "POST", PATH, body=bytes(size)))
        for size in (1001, 1000, 1000)
    ] == [503, 200, 200]


def test_figures_are_shown_to_this_machine_and_hold_counts_only(
    hub: tuple[str, int], mission: Mission
) -> None:
    line = HttpHub(f"http://{hub[0]}:{hub[1]}")
    records.save(mission.founder, Change("meeting", {"title": "CANARY"}))
    sync_now(mission.founder, line)
    line.close()
    ask(hub, "POST", PATH, b"rubbish")

    status, content = ask(hub, "GET", "/metrics")

    text = content.decode()
    assert status == 200
    assert 'fieldapp_requests_total{outcome="served"} ' in text
    assert 'fieldapp_requests_total{outcome="bad_request"} 1' in text
    assert 'fieldapp_feed_entries{scope="mission/team"} 1' in text
    # Three memberships, the key of a scope, and the meeting.
    assert "fieldapp_packs_taken_total 5\n" in text
    assert "fieldapp_devices_seen_last_day 1" in text
    assert "fieldapp_disk_free_bytes " in text
    for name in ("CANARY", "founder", mission.founder.device):
        assert name not in text
    for written in text.splitlines():
        assert re.fullmatch(
            r'# (HELP|TYPE) fieldapp_\w+ .+|fieldapp_\w+(\{\w+="[\w/]+"\})? [\d.]+', written
        )


@pytest.mark.parametrize(
    ("allowed", "address", "status"),
    [
        ("loopback", "127.0.0.1", 200),
        ("loopback", "::1", 200),
        ("loopback", "192.0.2.1", 404),
        ("everywhere", "192.0.2.1", 200),
        ("off", "127.0.0.1", 404),
    ],
)
def test_figures_are_for_this_machine_unless_said_otherwise(
    mission: Mission, allowed: str, address: str, status: int
) -> None:
    keeper = Keeper("word", dict, lambda: iter(()), lambda: "figures", allowed)
    answering = make_app(mission.hub.service, keeper)

    assert asyncio.run(through(answering, "GET", "/metrics", address)) == status


def test_status_and_backup_are_for_whoever_knows_the_word(
    mission: Mission, hub: tuple[str, int]
) -> None:
    keeper = Keeper("word", dict, lambda: iter(()), lambda: "")
    answering = make_app(mission.hub.service, keeper)
    for path in ("/status", "/backup"):
        assert ask(hub, "GET", path)[0] == 404
        for word, status in (("", 404), ("wor", 404), ("word", 200)):
            assert asyncio.run(through(answering, "GET", path, word=word)) == status
    nobody = make_app(mission.hub.service, Keeper("", dict, lambda: iter(()), lambda: ""))
    assert asyncio.run(through(nobody, "GET", "/status", word="")) == 404


async def through(
    answering: Starlette,
    method: str,
    path: str,
    address: str = "127.0.0.1",
    word: str | None = None,
    body: bytes = b"",
) -> int:
    """The status of one request that seems to come from an address."""
    told: list[int] = []
    coming = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> dict[str, object]:
        return coming.pop() if coming else await asyncio.get_running_loop().create_future()

    async def send(message: MutableMapping[str, Any]) -> None:
        told.append(message.get("status", 0))

    headers = [] if word is None else [(b"authorization", f"Bearer {word}".encode())]
    scope = {
        "type": "http", "method": method, "path": path, "headers": headers,
        "client": (address, 1), "query_string": b"",
    }  # fmt: skip
    await answering(scope, receive, send)
    return told[0]


def test_an_answer_carries_no_ornaments(hub: tuple[str, int]) -> None:
    line = http.client.HTTPConnection(*hub, timeout=10)
    line.request("GET", "/health")
    response = line.getresponse()
    response.read()
    line.close()

    assert {name.lower() for name, _value in response.getheaders()} == {
        "content-length",
        "content-type",
    }
