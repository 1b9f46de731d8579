"""Requests to a hub over HTTP, on one connection that is kept open. One POST, nothing else.

Trying again is for whoever called: a round that failed goes on where it stopped.
"""

import contextlib
import http.client
import io
import socket
import urllib.parse
from collections.abc import Callable

from fieldapp.sync.errors import BadAddress, HubStoppedMidway, HubUnreachable, NotAHub
from fieldapp.sync.protocol import LARGEST_BODY, MAGIC

PATH = "/sync"
MEDIA = "application/vnd.fieldapp.sync"
PATIENCE_S = 60.0
"""Seconds without a byte. A page takes eight on 64 kbit/s; satellites pause for longer."""

_PIECE = 64 * 1024


class HttpHub:
    """A hub behind an address such as ``https://hub.example.org``.

    Raises:
        BadAddress: That is no address.
    """

    def __init__(self, url: str, patience_s: float = PATIENCE_S) -> None:
        try:
            parts = urllib.parse.urlsplit(url)
            port = parts.port
        except ValueError:
            raise BadAddress(hub=url) from None
        connections: dict[str, Callable[..., http.client.HTTPConnection]] = {
            "http": http.client.HTTPConnection,
            "https": http.client.HTTPSConnection,
        }
        if parts.scheme not in connections or not parts.hostname or parts.username:
            raise BadAddress(hub=url)
        self.name = parts.netloc
        self._path = parts.path.rstrip("/") + PATH
        self._connection = connections[parts.scheme](parts.hostname, port, timeout=patience_s)

    def exchange(self, request: bytes) -> bytes:
        """Send one request and return the reply.

        Raises:
            HubUnreachable, HubStoppedMidway, NotAHub: There was none.
        """
        kept_open = self._connection.sock is not None
        try:
            return self._exchange(request)
        except HubStoppedMidway:
            if not kept_open:
                raise
        # A connection that was kept open may have died long ago; the same request may be repeated.
        return self._exchange(request)

    def close(self) -> None:
        """Close the connection; the next request opens another. Ends waiting for an answer."""
        with contextlib.suppress(OSError, AttributeError):  # none is open, or not any more
            self._connection.sock.shutdown(socket.SHUT_RDWR)
        self._connection.close()

    def _exchange(self, request: bytes) -> bytes:
        try:
            if self._connection.sock is None:
                self._connection.connect()
        except OSError as error:
            self.close()
            raise HubUnreachable(hub=self.name) from error
        try:
            # As a file it leaves in pieces, and the patience is for each of them.
            head = {"Content-Type": MEDIA, "Content-Length": str(len(request))}
            self._connection.request("POST", self._path, io.BytesIO(request), head)
            response = self._connection.getresponse()
            reply = self._read(response)
        except http.client.BadStatusLine as error:
            self.close()
            # An empty line is a connection that ended; anything else some other protocol.
            if isinstance(error, http.client.RemoteDisconnected):
                raise HubStoppedMidway(hub=self.name) from error
            raise NotAHub(hub=self.name) from error
        except (OSError, http.client.IncompleteRead) as error:
            self.close()
            raise HubStoppedMidway(hub=self.name) from error
        except http.client.HTTPException as error:
            self.close()
            raise NotAHub(hub=self.name) from error
        if response.status >= 500:  # also a proxy whose hub is down
            self.close()
            raise HubUnreachable(hub=self.name)
        if not reply.startswith(MAGIC):
            self.close()
            raise NotAHub(hub=self.name)
        return reply

    def _read(self, response: http.client.HTTPResponse) -> bytes:
        pieces: list[bytes] = []
        size = 0
        while piece := response.read(_PIECE):
            pieces.append(piece)
            size += len(piece)
            if size > LARGEST_BODY:
                raise http.client.HTTPException("too long")
        # Python's client takes a head that broke off for a whole one, and then finds no body.
        if response.length or (not size and "Content-Length" not in response.headers):
            raise http.client.IncompleteRead(b"", response.length)
        return b"".join(pieces)
