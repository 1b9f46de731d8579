"""Running a hub: storage in a folder, a door on an address, until it is stopped."""

import logging
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from fieldapp.hub.app import make_app
from fieldapp.hub.errors import BadListen, CannotListen
from fieldapp.hub.service import Service
from fieldapp.hub.storage import open_storage

KEEP_ALIVE_S = 75
"""Longer than a laptop waits for one byte, so that it is never the hub that hangs up first."""
MOST_CONNECTIONS = 100
"""At once. Each may send a body of nine megabytes before anybody knows who is asking."""

log = logging.getLogger(__name__)


def serve(data: Path, listen: str, announce: Callable[[str], None]) -> None:
    """Run a hub until the process is told to stop; announce its address once it answers.

    Args:
        data: The hub's folder.
        listen: ``HOST:PORT``; port 0 takes any that is free.

    Raises:
        BadListen, CannotListen: There is no such address, or it is taken.
        NotAHubFolder, NewerHub, DamagedHub, HubRuns, FolderNotWritable: The folder cannot be used.
    """
    with _prepared(data, listen, announce) as server:
        try:
            server.run(sockets=[server.door])
        except KeyboardInterrupt:
            log.info("Stopped")


@contextmanager
def running(data: Path, listen: str = "127.0.0.1:0") -> Iterator[str]:
    """Run a hub in a thread of this process while the block runs; gives its address.

    Raises:
        The same as `serve`.
    """
    up = threading.Event()
    with _prepared(data, listen, lambda _url: up.set()) as server:
        thread = threading.Thread(target=server.run, args=([server.door],), name="hub")
        thread.start()
        try:
            while not up.wait(0.1) and thread.is_alive():
                pass
            yield server.url
        finally:
            server.should_exit = True
            thread.join()


class _Server(uvicorn.Server):
    """Uvicorn, on a door that is open already, telling when it answers."""

    def __init__(
        self, config: uvicorn.Config, door: socket.socket, announce: Callable[[str], None]
    ) -> None:
        super().__init__(config)
        self.door = door
        host, port = door.getsockname()[:2]
        self.url = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._announce(self.url)


@contextmanager
def _prepared(data: Path, listen: str, announce: Callable[[str], None]) -> Iterator[_Server]:
    door = _door(listen)
    try:
        engine = open_storage(data)
        try:
            service = Service(engine, lambda: time.time_ns() // 1_000_000)
            config = uvicorn.Config(
                make_app(service),
                access_log=False,
                log_config=None,
                server_header=False,  # a reply of a hundred bytes carries no ornaments
                date_header=False,
                timeout_keep_alive=KEEP_ALIVE_S,
                limit_concurrency=MOST_CONNECTIONS,
            )
            log.info("A hub opens on %s", data)
            yield _Server(config, door, announce)
        finally:
            engine.dispose()
    finally:
        door.close()


def _door(listen: str) -> socket.socket:
    host, colon, port = listen.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not colon or not host or not port.isdecimal() or int(port) > 65535:
        raise BadListen(listen=listen)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        door = socket.create_server((host, int(port)), family=family)
    except OSError as error:
        raise CannotListen(listen=listen) from error
    # Inherited by every connection: a reply leaves in two pieces, and the second would otherwise
    # wait for the laptop to acknowledge the first.
    door.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return door
