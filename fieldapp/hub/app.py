"""The hub's doors over HTTP: one POST for laptops, and what whoever keeps the hub looks at.

Looks at sizes, times and addresses before it reads; what a message means is for `service`. Status
and backup are for the same machine's commands, which know the word that the hub wrote down for
them (`door`).
"""

import asyncio
import hmac
import ipaddress
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from fieldapp.hub.limits import Waiting
from fieldapp.hub.service import Service
from fieldapp.sync.wire.protocol import LARGEST_BODY
from fieldapp.sync.wire.transport import MEDIA, PATH

LOOPBACK, EVERYWHERE, NOWHERE = "loopback", "everywhere", "off"
METRICS = (LOOPBACK, EVERYWHERE, NOWHERE)
"""From where `/metrics` may be read."""

BODY_S = 60.0
"""Seconds that a body may pause, and that pass before its speed is looked at."""
SLOWEST = 500
"""Bytes per second that a body must make on average: a sixteenth of a poor satellite link."""


@dataclass(frozen=True)
class Keeper:
    """What the hub tells to whoever keeps it, beside `/health`.

    Attributes:
        word: Known to the commands of this machine; empty where there is nothing to ask.
        status: Returns the answer of `hub status`.
        backup: Gives the pieces of a backup.
        metrics: Returns the page for Prometheus.
        metrics_for: One of `METRICS`.
    """

    word: str
    status: Callable[[], dict[str, object]]
    backup: Callable[[], Iterator[bytes]]
    metrics: Callable[[], str]
    metrics_for: str = LOOPBACK


def make_app(
    service: Service, keeper: Keeper | None = None, waiting: Waiting | None = None
) -> Starlette:
    """Return the application that answers for this service."""
    room = waiting or Waiting()

    async def sync(request: Request) -> Response:
        body = _Body(request, room)
        try:
            status = await body.read()
            if status:
                return Response(status_code=status)
            reply = await run_in_threadpool(service.exchange, bytes(body.content), body.address)
            return Response(reply, media_type=MEDIA)
        finally:
            body.let_go()

    def health(_request: Request) -> Response:
        service.check()
        return JSONResponse({"ok": True})

    routes = [
        Route(PATH, sync, methods=["POST"]),
        Route("/health", health, methods=["GET"]),
    ]
    return Starlette(routes=routes + (_keepers(keeper) if keeper else []))


def _keepers(keeper: Keeper) -> list[Route]:
    def status(request: Request) -> Response:
        return JSONResponse(keeper.status()) if knows_the_word(request) else _nothing()

    def backup(request: Request) -> Response:
        if not knows_the_word(request):
            return _nothing()
        return StreamingResponse(keeper.backup(), media_type="application/octet-stream")

    def metrics(request: Request) -> Response:
        open_to = {LOOPBACK: _is_loopback(request), EVERYWHERE: True}
        if not open_to.get(keeper.metrics_for, False):
            return _nothing()
        return PlainTextResponse(keeper.metrics())

    def knows_the_word(request: Request) -> bool:
        said = request.headers.get("authorization", "").removeprefix("Bearer ")
        return bool(keeper.word) and hmac.compare_digest(said.encode(), keeper.word.encode())

    return [
        Route("/metrics", metrics, methods=["GET"]),
        Route("/status", status, methods=["GET"]),
        Route("/backup", backup, methods=["GET"]),
    ]


class _Body:
    """The body of one request, and the room that it takes until the request is answered."""

    def __init__(self, request: Request, room: Waiting) -> None:
        self.content = bytearray()
        self.address = request.client.host if request.client else ""
        self._request = request
        self._room = room

    async def read(self) -> int:
        """Read it; returns 0, or the status of a body that is not read to its end."""
        claimed = self._request.headers.get("content-length", "")
        if claimed.isdecimal() and (len(claimed) > 12 or int(claimed) > LARGEST_BODY):
            return 413
        began = time.monotonic()
        pieces = self._request.stream()
        while True:
            try:
                piece = await asyncio.wait_for(anext(pieces), BODY_S)
            except StopAsyncIteration:
                return 0
            except ClientDisconnect:
                return 400  # nobody waits for the answer any more
            except TimeoutError:
                return 408
            if len(self.content) + len(piece) > LARGEST_BODY:
                return 413
            if not self._room.add(self.address, len(piece)):
                return 503
            self.content += piece
            if len(self.content) < (time.monotonic() - began - BODY_S) * SLOWEST:
                return 408

    def let_go(self) -> None:
        self._room.remove(self.address, len(self.content))


def _is_loopback(request: Request) -> bool:
    try:
        address = ipaddress.ip_address(request.client.host if request.client else "")
    except ValueError:
        return False
    return address.is_loopback


def _nothing() -> Response:
    return Response(status_code=404)
