"""From laptop to laptop in one network: one offers, the other fetches, and both have the same.

Plain HTTP, one POST, on the standard library. Packs are sealed, memberships too, and messages are
signed (`meeting`), so whoever listens learns which devices exchanged how much, and no more.
"""

import http.client
import logging
import secrets
import socket
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from fieldapp.errors import Words
from fieldapp.language import N_
from fieldapp.progress import Progress
from fieldapp.store.database import writing
from fieldapp.store.workspace import Workspace, close, reopen
from fieldapp.sync import handing, meeting, talk
from fieldapp.sync.feed import FEEDS
from fieldapp.sync.intake import Intake
from fieldapp.sync.meeting import LARGEST, Message, NoMessage, Received, Refusal
from fieldapp.sync.mission import card_of
from fieldapp.sync.packing import pack_up
from fieldapp.sync.parcel_errors import (
    BadDoor,
    BadLaptopAddress,
    DoorTaken,
    LaptopRefused,
    LaptopUnreachable,
    NotALaptop,
    WrongCodes,
)
from fieldapp.sync.round import Account
from fieldapp.sync.talk import Host, Taken

PATH = "/meeting"
PATIENCE_S = 30.0
"""Seconds without a byte, on either side."""
LONGEST_S = 300.0
"""Seconds that one request may take altogether, so that nobody keeps a door open for ever."""
_LOOK_S = 0.2
MOST_AT_ONCE = 4
"""Each may send a message of twenty megabytes before it is known who it is."""

REFUSALS = {
    "other_mission": N_("it is in another mission"),
    "not_a_member": N_("it does not know this laptop as a member of the mission"),
    "signature": N_("the signature of this laptop is wrong"),
    "code": N_("the code is wrong"),
    "clock": N_("the clocks of the two laptops cannot agree"),
    "replay": N_("it was asked the same before"),
    "brake": N_("many records would vanish there, and a person has to look at it"),
    "bad_request": N_("one of the two is too old for the other and must be updated"),
}

log = logging.getLogger(__name__)


def new_code() -> str:
    """Return a code to read out: eight digits."""
    number = secrets.randbelow(10**8)
    return f"{number // 10**4:04d}-{number % 10**4:04d}"


def offer(
    workspace: Workspace,
    listen: str,
    announce: Callable[[str, str], None],
    *,
    once: bool = False,
    let_through: bool = False,
) -> Taken:
    """Answer colleagues' laptops until stopped; announce address and code when it answers.

    Args:
        listen: ``HOST:PORT``; port 0 takes any that is free.
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
                time.sleep(_LOOK_S)
        except KeyboardInterrupt:
            log.info("The offer was stopped")
        if host.brake:
            raise host.brake
        if host.spent:
            raise WrongCodes(count=talk.MOST_WRONG_CODES)
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


def fetch(
    workspace: Workspace, url: str, code: str, progress: Progress, *, let_through: bool = False
) -> Taken:
    """Exchange with a laptop that offers, until both have what they may.

    Raises:
        NotInMission: The workspace has nothing to exchange with anybody.
        BadLaptopAddress, LaptopUnreachable, NotALaptop, LaptopRefused: As they say.
        ManyWouldVanish: The brake. The portion in question was not taken.
        Cancelled: The person asked to stop. What was exchanged so far stays.
    """
    card_of(workspace)
    pack_up(workspace, progress)
    guest = _Guest(workspace, url, code)
    seen: dict[str, list[str]] = {scope: [] for scope in FEEDS}
    offered: dict[str, set[str]] = {scope: set() for scope in FEEDS}
    gift: dict[str, list[tuple[str, int]]] = {}
    rounds = 0
    while True:
        progress.step(rounds, rounds + 1, N_("Exchanging with the other laptop"))
        answer = guest.ask(gift, seen)
        talk.take_parcel(workspace, answer, guest.taken, let_through=let_through)
        for scope in FEEDS:
            seen[scope] += answer.given.get(scope, ())
        wants = {
            scope: [pack for pack in answer.wants.get(scope, ()) if pack not in offered[scope]]
            for scope in FEEDS
        }
        gift = talk.asked_for(workspace, wants)
        for scope, listed in gift.items():
            offered[scope] |= {pack for pack, _size in listed}
        rounds += 1
        if not any(answer.given.values()) and not any(gift.values()):
            break
    talk.end(workspace, let_through=let_through)
    guest.ask({}, {}, done=True)
    progress.step(rounds, rounds)
    return guest.taken


def account_of(workspace: Workspace, taken: Taken, began: float) -> Account:
    """Return the account of a meeting: nothing of it counts as sent.

    Args:
        began: Of the monotonic clock, in seconds.
    """
    with writing(workspace.db, workspace.file):
        intake = Intake(workspace, let_through=False)
    intake.touched, intake.known_before = taken.touched, taken.known_before
    return handing.account_of(intake, began, bytes_up=taken.bytes_up, bytes_down=taken.bytes_down)


class _Guest:
    """The laptop that comes: asks, and checks that the right one answers."""

    def __init__(self, workspace: Workspace, url: str, code: str) -> None:
        try:
            parts = urllib.parse.urlsplit(url)
            port = parts.port
        except ValueError:
            raise BadLaptopAddress(address=url) from None
        if parts.scheme != "http" or not parts.hostname or parts.username:
            raise BadLaptopAddress(address=url)
        self.taken = Taken()
        self._name = parts.netloc
        self._where = parts.hostname, port or 80
        self._workspace = workspace
        self._code = code.strip()
        self._offset_ms = 0

    def ask(
        self,
        gift: dict[str, list[tuple[str, int]]],
        seen: dict[str, list[str]],
        *,
        done: bool = False,
    ) -> Message:
        """Send one message and return the answer."""
        have, waiting = ({}, {}) if done else talk.held(self._workspace, seen)
        given = {scope: [pack for pack, _size in listed] for scope, listed in gift.items()}
        message = Message(
            have=have,
            waiting=waiting,
            given=given,
            parcel=talk.wrapped(self._workspace, gift),
            done=done,
        )
        try:
            answer = self._exchange(message)
        except Refusal as refusal:
            if refusal.code != "clock":
                raise self._refused(refusal) from None
            self._offset_ms = refusal.time_ms - self._workspace.around.wall_ms()
            try:  # now the other clock is known
                answer = self._exchange(message)
            except Refusal as again:
                raise self._refused(again) from None
        self.taken.given += talk.count(given)
        return answer

    def _exchange(self, message: Message) -> Message:
        workspace = self._workspace
        now = workspace.around.wall_ms() + self._offset_ms
        message = talk.introduced(workspace, message, now)
        content = meeting.write(message, workspace.signing_key, self._code)
        answered = self._post(content)
        self.taken.bytes_up += len(content)
        self.taken.bytes_down += len(answered)
        try:
            received = meeting.read(answered)
            asked = meeting.read(content)
        except NoMessage:
            raise NotALaptop(address=self._name) from None
        if not self._is_host(received, asked):
            raise NotALaptop(address=self._name)
        return received.message

    def _is_host(self, received: Received, asked: Received) -> bool:
        member = talk.sender_of(self._workspace, received.message)
        return (
            member is not None
            and received.message.answers == asked.signature
            and meeting.is_genuine(received, member.sign)
            and meeting.knows(received, self._code)
        )

    def _post(self, content: bytes) -> bytes:
        connection = http.client.HTTPConnection(*self._where, timeout=PATIENCE_S)
        try:
            connection.request("POST", PATH, content)
            response = connection.getresponse()
            answer = response.read(LARGEST + 1)
        except (OSError, http.client.HTTPException) as error:
            raise LaptopUnreachable(address=self._name) from error
        finally:
            connection.close()
        if response.status != http.HTTPStatus.OK or len(answer) > LARGEST:
            raise NotALaptop(address=self._name)
        return answer

    def _refused(self, refusal: Refusal) -> LaptopRefused:
        reason = Words(REFUSALS.get(refusal.code, refusal.code))
        return LaptopRefused(address=self._name, reason=reason)


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
