"""Requests to a hub over HTTP, on one connection that is kept open. One POST, nothing else.

Trying again is for whoever called: a round that failed goes on where it stopped.

A hub may be known by the *pin* of its certificate: the SHA-256 of its DER, 64 hexadecimal digits.
Then nothing is sent before the peer has shown a certificate with one of the pins, whatever the
authorities of the world and the laptop's clock say. Two pins let a hub change its certificate.
"""

import contextlib
import hashlib
import hmac
import http.client
import io
import re
import socket
import ssl
import urllib.parse
from collections.abc import Collection

from fieldapp.sync.errors import (
    BadAddress,
    BadPin,
    HubStoppedMidway,
    HubUnreachable,
    NotAHub,
    PinNeedsTls,
    UnknownCertificate,
    WrongCertificate,
)
from fieldapp.sync.wire.protocol import LARGEST_BODY, MAGIC

PATH = "/sync"
MEDIA = "application/vnd.fieldapp.sync"
PATIENCE_S = 60.0
"""Seconds without a byte. A page takes eight on 64 kbit/s; satellites pause for longer."""

_PIECE = 64 * 1024


def proper_pin(text: str) -> str:
    """Return a pin as 64 small hexadecimal digits; colons and spaces between them may stand.

    Raises:
        BadPin: It is none.
    """
    pin = re.sub(r"[\s:]", "", text).lower()
    if not re.fullmatch(r"[0-9a-f]{64}", pin):
        raise BadPin
    return pin


def line_to(
    url: str, pins: Collection[str] = (), patience_s: float = PATIENCE_S
) -> http.client.HTTPConnection:
    """Return a connection to what is behind an address, to be opened by the first request.

    Raises:
        BadAddress, BadPin, PinNeedsTls: As they say.
    """
    try:
        parts = urllib.parse.urlsplit(url)
        port = parts.port
    except ValueError:
        raise BadAddress(hub=url) from None
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        raise BadAddress(hub=url)
    known = frozenset(proper_pin(pin) for pin in pins)
    if parts.scheme == "https":
        return _TlsLine(parts.hostname, port, patience_s, parts.netloc, known)
    if known:
        raise PinNeedsTls(hub=parts.netloc)
    return http.client.HTTPConnection(parts.hostname, port, timeout=patience_s)


class _TlsLine(http.client.HTTPSConnection):
    """A connection that carries nothing before the peer's certificate is known to be right."""

    def __init__(
        self, host: str, port: int | None, patience_s: float, name: str, pins: frozenset[str]
    ) -> None:
        context = ssl.create_default_context()
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        if pins:  # the pin says more than any authority, and holds with a wrong clock, too
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        super().__init__(host, port, timeout=patience_s, context=context)
        self._name = name
        self._pins = pins

    def connect(self) -> None:
        try:
            super().connect()
        except ssl.SSLCertVerificationError as error:
            self.close()
            raise UnknownCertificate(hub=self._name) from error
        if self._pins and not self._is_known():
            self.close()
            raise WrongCertificate(hub=self._name)

    def _is_known(self) -> bool:
        assert isinstance(self.sock, ssl.SSLSocket)
        shown = hashlib.sha256(self.sock.getpeercert(binary_form=True) or b"").hexdigest()
        return any(hmac.compare_digest(shown, pin) for pin in self._pins)


class HttpHub:
    """A hub behind an address such as ``https://hub.example.org``.

    Args:
        pins: Of the certificates that the hub may show; without any, whatever the authorities
            that this laptop trusts vouch for.

    Raises:
        BadAddress, BadPin, PinNeedsTls: As they say.
    """

    def __init__(
        self, url: str, patience_s: float = PATIENCE_S, *, pins: Collection[str] = ()
    ) -> None:
        self._connection = line_to(url, pins, patience_s)
        parts = urllib.parse.urlsplit(url)
        self.name = parts.netloc
        self._path = parts.path.rstrip("/") + PATH

    def exchange(self, request: bytes) -> bytes:
        """Send one request and return the reply.

        Raises:
            HubUnreachable, HubStoppedMidway, NotAHub: There was none.
            WrongCertificate, UnknownCertificate: Nothing was sent.
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
