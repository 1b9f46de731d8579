"""One connection to the hub: whoever opens it has to say what they want within a while.

Uvicorn waits for ever for the first byte and for the end of a request's head; a few hundred such
connections would keep the laptops out.
"""

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_S = 20.0
"""Seconds from the first byte of a request's head, or from the connection, to the head's end."""
MOST = 500
"""Connections at once of one process, also those that say nothing; the next is closed unheard."""


class Line(H11Protocol):
    """Uvicorn's HTTP on a connection, with an end to patience."""

    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if len(self.connections) > MOST:
            transport.abort()
            return
        self._wait_for_a_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        begun = self.cycle
        super().data_received(data)
        if self.cycle is not begun or (self.cycle and not self.cycle.response_complete):
            self._stop_waiting()
        else:
            self._wait_for_a_head()

    def _wait_for_a_head(self) -> None:
        if self._late is None:
            self._late = self.loop.call_later(HEAD_S, self.transport.abort)

    def _stop_waiting(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None
