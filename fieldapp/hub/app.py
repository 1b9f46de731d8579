"""The hub's two doors over HTTP: one POST for everything, and one to see whether it lives.

Looks at sizes before it reads; what a message means is for `service`.
"""

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from fieldapp.hub.service import Service
from fieldapp.sync.protocol import LARGEST_BODY
from fieldapp.sync.transport import MEDIA, PATH


def make_app(service: Service) -> Starlette:
    """Return the application that answers for this service."""

    async def sync(request: Request) -> Response:
        body = await _body(request)
        if body is None:
            return Response(status_code=413)
        reply = await run_in_threadpool(service.exchange, body)
        return Response(reply, media_type=MEDIA)

    def health(_request: Request) -> Response:
        service.check()
        return JSONResponse({"ok": True})

    return Starlette(
        routes=[Route(PATH, sync, methods=["POST"]), Route("/health", health, methods=["GET"])]
    )


async def _body(request: Request) -> bytes | None:
    """Read the body, or nothing of one that is too large, whatever its length claims to be."""
    claimed = request.headers.get("content-length", "")
    if claimed.isdecimal() and int(claimed) > LARGEST_BODY:
        return None
    body = bytearray()
    try:
        async for piece in request.stream():
            body += piece
            if len(body) > LARGEST_BODY:
                return None
    except ClientDisconnect:
        return b""  # nobody waits for the answer any more
    return bytes(body)
