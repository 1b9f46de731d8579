"""Offering to colleagues in the same network: the door of the laptop that answers (`host`).

Plain HTTP, one POST, on the standard library. Packs are sealed, memberships too, and messages are
signed (`meeting`), so whoever listens learns which devices exchanged how much, and no more.
"""

import http
import logging
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from fieldapp.progress import Cancelled, Progress
from fieldapp.store.workspace import Workspace, close, reopen
from fieldapp.sync.mission import card_of
from fieldapp.sync.parcels.host import MOST_WRONG_CODES, Host, new_code
from fieldapp.sync.parcels.meeting import LARGEST
from fieldapp.sync.parcels.parcel_errors import BadDoor, DoorTaken, WrongCodes
from fieldapp.sync.parcels.talk import Taken

PATH = "/meeting"
PATIENCE_S = 30.0
"""Seconds without a byte, on either side."""
LONGEST_S = 300.0
"""Seconds that one request may take altogether, so that nobody keeps a door open for ever."""
_LOOK_S = 0.2
MOST_AT_ONCE = 4
"""Each may send a message of twenty megabytes before it is known who it is."""

log = logging.getLogger(__name__)


def offer(
    workspace: Workspace,
    listen: str,
    announce: Callable[[str, str], None],
    *,
    progress: Progress | None = None,
    once: bool = False,
    let_through: bool = False,
) -> Taken:
    """Answer colleagues' laptops until stopped; announce address and code when it answers.

    Args:
        listen: ``HOST:PORT``; port 0 takes any that is free.
        progress: Knows whether somebody wants it to stop, where no Ctrl+C can.
        once: End when one colleague has all they need.
        let_through: A person has agreed that many records vanish.

    Raises:
        NotInMission: There is nobody to answer.
        BadDoor, DoorTaken: There is no such address, or it is taken.
        ManyWouldVanish: The brake. What a colleague sent was not taken.
        WrongCodes: Somebody tries codes.
    """
    with offering(workspace, listen, let_through=let_through) as (host, url):
        try:
            announce(url, host.code)
            while not (host.spent or host.brake or (once and host.done.is_set())):
                if progress is not None:
                    progress.check()
                time.sleep(_LOOK_S)
        except (KeyboardInterrupt, Cancelled):
            log.info("The offer was stopped")
        if host.brake:
            raise host.brake
        if host.spent:
            raise WrongCodes(count=MOST_WRONG_CODES)
        return host.taken


@contextmanager
def offering(
    workspace: Workspace, listen: str, *, let_through: bool = False
) -> Iterator[tuple[Host, str]]:
    """Answer colleagues' laptops while the block runs; gives the host and its address.

    Raises:
        The same as `offer`.
    """
    card_of(workspace)
    host = Host(new_code(), let_through=let_through)
    server = _Server(workspace, host, _address(listen))
    thread = threading.Thread(target=server.serve_forever, args=(0.1,), name="offer")
    thread.start()
    try:
        yield host, f"http://{_own_address(server)}:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Server(ThreadingHTTPServer):
    """Answers at most four at once; further ones are hung up on and try again."""

    daemon_threads = False
    block_on_close = True

    def __init__(self, workspace: Workspace, host: Host, address: tuple[str, int]) -> None:
        self.workspace = workspace
        self.host = host
        self._free = threading.BoundedSemaphore(MOST_AT_ONCE)
        name, port = address
        self.address_family = socket.AF_INET6 if ":" in name else socket.AF_INET
        try:
            super().__init__(address, _Handler)
        except OSError as error:
            raise DoorTaken(listen=f"{name}:{port}") from error

    def process_request(self, request: Any, client_address: Any) -> None:
        if not self._free.acquire(blocking=False):
            self.shutdown_request(request)
            return
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        hang_up = threading.Timer(LONGEST_S, _hang_up, (request,))
        hang_up.start()
        try:
            super().process_request_thread(request, client_address)
        finally:
            hang_up.cancel()
            self._free.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A line that broke is no fault; what else it was, is logged by its kind alone."""
        log.warning("A request from another laptop ended early")


class _Handler(BaseHTTPRequestHandler):
    """One POST, and nothing else."""

    timeout = PATIENCE_S
    server_version, sys_version = "fieldapp", ""
    server: _Server

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if self.path != PATH or not length.isdecimal() or int(length) > LARGEST:
            self._send(http.HTTPStatus.BAD_REQUEST, b"")
            return
        content = self.rfile.read(int(length))
        workspace = reopen(self.server.workspace)
        try:
            answer = self.server.host.answer(workspace, content)
        finally:
            close(workspace)
        self._send(http.HTTPStatus.OK, answer)

    def _send(self, status: int, content: bytes) -> None:
        self.send_response_only(status)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(content)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Say no more than that it is wrong."""
        self._send(code, b"")

    def log_message(self, format: str, *_args: Any) -> None:
        """Nothing of a stranger's request gets into a log."""


def _hang_up(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def _address(listen: str) -> tuple[str, int]:
    host, colon, port = listen.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not colon or not host or not port.isdecimal() or int(port) > 65535:
        raise BadDoor(listen=listen)
    return host, int(port)


def _own_address(server: _Server) -> str:
    """Return the address that a colleague can reach this laptop at, as far as it knows."""
    host = str(server.server_address[0])
    if host in ("0.0.0.0", "::"):  # noqa: S104 - a comparison; nothing listens here
        # Nothing is sent by this: the system only says which way it would send.
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
            try:
                way.connect(("192.0.2.1", 9))
                host = str(way.getsockname()[0])
            except OSError:
                host = socket.gethostname()
    return f"[{host}]" if ":" in host else host
