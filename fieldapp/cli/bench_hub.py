"""The other end of `bench sync`: a hub in a process of its own, and links to it that count.

The bytes that count are those of TCP, both ways: messages and HTTP's own lines. The lines are the
same for every request, so they are counted once, through a relay that measuring goes without.
"""

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from fieldapp.errors import UserError
from fieldapp.language import N_
from fieldapp.sync.wire.protocol import Hub

SLOW_BYTES_A_SECOND, SLOW_DELAY_S = 64_000 / 8, 0.6
"""A satellite link: 64 kbit/s each way, 600 ms until an answer begins."""


class HubDidNotStart(UserError):
    """The hub's process ended before it was ready."""

    text = N_("The hub to measure with did not start.")
    remedy = N_("Run “fieldapp hub serve --data DIR” to see why.")


@dataclass(frozen=True)
class HubProcess:
    """A hub that runs beside us."""

    url: str
    pid: int

    def cpu_s(self) -> float | None:
        """Return the seconds of processor it has used, where the system tells it (Linux)."""
        try:
            stat = Path(f"/proc/{self.pid}/stat").read_text()
        except OSError:
            return None
        user, system = stat.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


@contextmanager
def hub_process(data: Path, database: str | None) -> Iterator[HubProcess]:
    """Run `fieldapp hub serve` while the block runs.

    Args:
        database: URL of the database it keeps its packs in; None for a file in its folder.

    Raises:
        HubDidNotStart: It did not; what it said stands on standard error.
    """
    command = [sys.executable, "-m", "fieldapp", "hub", "serve", "--listen", "127.0.0.1:0"]
    command += ["--data", str(data), *(["--database", database] if database else [])]
    process = subprocess.Popen(  # noqa: S603 - ourselves
        command, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    assert process.stdout is not None
    try:
        url = process.stdout.readline().strip()
        if not url:
            raise HubDidNotStart
        yield HubProcess(url, process.pid)
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


@dataclass
class Counted:
    """A hub behind which requests and bytes are counted.

    Attributes:
        lines: Bytes of HTTP's own lines for each request, up and down.
    """

    hub: Hub
    lines: tuple[int, int] = (0, 0)
    requests: int = 0
    up: int = 0
    down: int = 0

    @property
    def name(self) -> str:
        """What the hub is called."""
        return self.hub.name

    def exchange(self, request: bytes) -> bytes:
        """Send one request on and count."""
        self.requests += 1
        self.up += len(request) + self.lines[0]
        reply = self.hub.exchange(request)
        self.down += len(reply) + self.lines[1]
        return reply


@dataclass
class SlowLink(Counted):
    """A hub as it would answer over a satellite: the seconds are added up, nobody waits."""

    seconds: float = field(default=0.0)

    def exchange(self, request: bytes) -> bytes:
        """Send one request on and add what it would have taken."""
        before = self.up + self.down
        reply = super().exchange(request)
        self.seconds += SLOW_DELAY_S + (self.up + self.down - before) / SLOW_BYTES_A_SECOND
        return reply


def lines_of_http(url: str, talk: Callable[[str], Counted]) -> tuple[int, int]:
    """Return how many bytes HTTP adds to a request and to a reply.

    Args:
        talk: Exchanges at least once with the hub of the address it is given, and counts.
    """
    target = urlsplit(url)
    with socket.create_server(("127.0.0.1", 0)) as door:
        relay = _Relay(door, (target.hostname or "", target.port or 80))
        relay.start()
        counted = talk(f"http://127.0.0.1:{door.getsockname()[1]}")
        relay.join()
    up, down = relay.passed
    return (up - counted.up) // counted.requests, (down - counted.down) // counted.requests


class _Relay(threading.Thread):
    """Passes one connection on and counts what passes."""

    def __init__(self, door: socket.socket, target: tuple[str, int]) -> None:
        super().__init__(name="relay", daemon=True)
        self.passed = [0, 0]
        self._door = door
        self._target = target

    def run(self) -> None:
        near, _ = self._door.accept()
        with near, socket.create_connection(self._target) as far:
            back = threading.Thread(target=self._pass, args=(far, near, 1), daemon=True)
            back.start()
            self._pass(near, far, 0)
            back.join()

    def _pass(self, source: socket.socket, target: socket.socket, way: int) -> None:
        while piece := source.recv(64 * 1024):
            self.passed[way] += len(piece)
            target.sendall(piece)
        target.shutdown(socket.SHUT_WR)
