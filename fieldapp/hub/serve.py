"""Running a hub: its storage, a door on an address, until it is stopped.

One process here; several on one door are in `workers`.
"""

import logging
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import uvicorn

from fieldapp.hub import certificate, door, metrics, rows, seen, storage
from fieldapp.hub.app import LOOPBACK, Keeper, make_app
from fieldapp.hub.backup import pieces
from fieldapp.hub.certificate import Identity
from fieldapp.hub.door import Door
from fieldapp.hub.engine import is_shared, open_storage
from fieldapp.hub.errors import BadListen, CannotListen
from fieldapp.hub.line import Line
from fieldapp.hub.metrics import Counts
from fieldapp.hub.service import Service
from fieldapp.hub.status import disk_free, status_of
from fieldapp.logs import JsonLines, log_to, log_to_stdout, stop_logging
from fieldapp.sync.wire.feed import FEEDS

KEEP_ALIVE_S = 75
"""Longer than a laptop waits for one byte, so that it is never the hub that hangs up first."""
MOST_CONNECTIONS = 100
"""Answered at once by one process; more are told to come back."""
GRACE_S = 10
"""Seconds that requests may still take when the hub is stopped."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Serving:
    """How a hub is to run.

    Attributes:
        data: The hub's folder.
        listen: ``HOST:PORT``; port 0 takes any that is free.
        database: PostgreSQL's address, or nothing where the storage is in the folder.
        identity: The certificate, or None for plain HTTP.
        metrics_for: One of `fieldapp.hub.app.METRICS`.
        log_to_stdout: Instead of into the folder.
    """

    data: Path
    listen: str = "127.0.0.1:8080"
    database: str = field(default="", repr=False)
    workers: int = 1
    identity: Identity | None = None
    metrics_for: str = LOOPBACK
    log_to_stdout: bool = False


def serve(serving: Serving, announce: Callable[[str], None]) -> None:
    """Run a hub in this process until it is told to stop; announce its address once it answers.

    Raises:
        BadListen, CannotListen: There is no such address, or it is taken.
        BadCertificate: As it says.
        NotAHubFolder, NewerHub, DamagedHub, HubRuns, FolderNotWritable: The folder cannot be used.
        BadDatabase, DatabaseUnreachable: The database cannot be used.
    """
    with (
        listening(serving.listen) as socket_,
        logging_of(serving),
        prepared(serving, socket_, announce) as server,
    ):
        until_stopped(server)


@contextmanager
def running(
    data: Path,
    listen: str = "127.0.0.1:0",
    *,
    database: str = "",
    identity: Identity | None = None,
    metrics_for: str = LOOPBACK,
) -> Iterator[str]:
    """Run a hub in a thread of this process while the block runs; gives its address.

    Raises:
        The same as `serve`.
    """
    serving = Serving(data, listen, database, identity=identity, metrics_for=metrics_for)
    up = threading.Event()
    with (
        listening(listen) as socket_,
        prepared(serving, socket_, lambda _url: up.set()) as server,
    ):
        thread = threading.Thread(target=server.run, args=([server.door],), name="hub")
        thread.start()
        try:
            while not up.wait(0.1) and thread.is_alive():
                pass
            yield server.url
        finally:
            server.should_exit = True
            thread.join()


class Server(uvicorn.Server):
    """Uvicorn, on a door that is open already, telling when it answers."""

    def __init__(
        self,
        config: uvicorn.Config,
        door_socket: socket.socket,
        url: str,
        announce: Callable[[str], None],
    ) -> None:
        super().__init__(config)
        self.door = door_socket
        self.url = url
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._announce(self.url)


@contextmanager
def prepared(
    serving: Serving,
    door_socket: socket.socket,
    announce: Callable[[str], None],
    counts: Counts | None = None,
) -> Iterator[Server]:
    """Open the storage and make a server for a door; nobody is answered yet.

    Raises:
        The same as `serve`.
    """
    identity = serving.identity
    serving.data.mkdir(parents=True, exist_ok=True)
    tls = certificate.context(identity) if identity else None
    engine = open_storage(serving.data, serving.database)
    with ExitStack() as stack:
        stack.callback(engine.dispose)
        service = Service(engine, lambda: time.time_ns() // 1_000_000, counts=counts)
        url = address_of(door_socket, identity)
        word = "" if is_shared(engine) else door.new_word()
        config = uvicorn.Config(
            make_app(service, _keeper(service, serving, word)),
            http=Line,
            access_log=False,
            log_config=None,
            server_header=False,  # a reply of a hundred bytes carries no ornaments
            date_header=False,
            timeout_keep_alive=KEEP_ALIVE_S,
            timeout_graceful_shutdown=GRACE_S,
            limit_concurrency=MOST_CONNECTIONS,
            ssl_context_factory=(lambda _config, _default: tls) if tls else None,
        )
        if word:
            rows.forget_copies(serving.data)
            pin = certificate.pin_of(identity.certificate) if identity else ""
            stack.enter_context(door.standing_open(serving.data, Door(url, word, pin)))
        log.info("A hub opens")
        yield Server(config, door_socket, url, announce)


def until_stopped(server: Server) -> None:
    """Run a server until this process is told to stop."""
    # Uvicorn ends what it has begun, and then gives the signal back to whoever had it before.
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, lambda _signal, _frame: None)
    with suppress(KeyboardInterrupt):
        server.run(sockets=[server.door])
    log.info("The hub stops")


@contextmanager
def logging_of(serving: Serving, name: str = "log.txt") -> Iterator[None]:
    """Write the log, one JSON object a line, while the block runs."""
    form = JsonLines()
    handler = log_to_stdout(form) if serving.log_to_stdout else log_to(serving.data, name, form)
    logging.getLogger("uvicorn").addHandler(handler)
    try:
        yield
    finally:
        logging.getLogger("uvicorn").removeHandler(handler)
        stop_logging(handler)


@contextmanager
def listening(listen: str) -> Iterator[socket.socket]:
    """Listen on an address while the block runs.

    Raises:
        BadListen, CannotListen: As they say.
    """
    host, colon, port = listen.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not colon or not host or not port.isdecimal() or int(port) > 65535:
        raise BadListen(listen=listen)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        made = socket.create_server((host, int(port)), family=family)
    except OSError as error:
        raise CannotListen(listen=listen) from error
    with made:
        # Inherited by every connection: a reply leaves in two pieces, and the second would
        # otherwise wait for the laptop to acknowledge the first.
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        yield made


def address_of(door_socket: socket.socket, identity: Identity | None) -> str:
    """Return the address that laptops are given."""
    host, port = door_socket.getsockname()[:2]
    scheme = "https" if identity else "http"
    return f"{scheme}://[{host}]:{port}" if ":" in host else f"{scheme}://{host}:{port}"


def _keeper(service: Service, serving: Serving, word: str) -> Keeper:
    engine = service.engine

    def status() -> dict[str, object]:
        return storage.in_transaction(engine, status_of)

    def backup() -> Iterator[bytes]:
        with rows.copied(engine, serving.data) as shelf:
            yield from pieces(shelf, service.wall_ms())

    def page() -> str:
        def look(shelf: storage.Shelf) -> tuple[dict[str, float], int]:
            heads = {scope: storage.head(shelf, scope) for scope in FEEDS}
            lengths = {scope: float(head.seq) if head else 0.0 for scope, head in heads.items()}
            return lengths, seen.count_since(shelf, service.wall_ms() - seen.DAY_MS)

        lengths, lately = storage.in_transaction(engine, look)
        return metrics.text(
            service.counts.read(),
            {
                "feed_entries": lengths,
                "devices_seen_last_day": lately,
                "disk_free_bytes": disk_free(serving.data),
            },
        )

    return Keeper(word, status, backup, page, serving.metrics_for)
