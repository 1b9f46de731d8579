import http.client
import json
import socket
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldapp.hub.serve import running
from fieldapp.sync.protocol import LARGEST_BODY, MAGIC, read_reply
from fieldapp.sync.transport import MEDIA, PATH


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[tuple[str, int]]:
    """Host and port of a running hub."""
    with running(tmp_path / "hub") as url:
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
