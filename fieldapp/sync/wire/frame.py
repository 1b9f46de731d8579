"""The frame of every message: four letters, a head of JSON, and pieces of bytes after it.

Bytes: "fApS", four bytes of length (big-endian), that many bytes of a head (zlib over JSON), then
the pieces that the head names by their sizes, one after another. What the heads say is for
`protocol`.
"""

import json
import re
import zlib
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from fieldapp.store.packs import Mark

MAGIC = b"fApS"
LARGEST_HEAD = 1024 * 1024
"""Bytes, packed or not."""


class BadMessage(Exception):
    """Bytes that are no message of ours. ``version`` is set where they are of a later one."""

    def __init__(self, what: str, version: int = 0) -> None:
        super().__init__(what)
        self.version = version


class CutMessage(BadMessage):
    """The beginning of a message of ours; the rest did not come."""


class Pieces:
    """What follows the head of a message, taken off one after another."""

    def __init__(self, body: bytes) -> None:
        self._body = body
        self._at = 0

    def take(self, size: object) -> bytes:
        """Return the next so many bytes."""
        length = number_of(size)
        if self._at + length > len(self._body):
            raise CutMessage("pieces")
        self._at += length
        return self._body[self._at - length : self._at]

    def end(self) -> None:
        """Make sure that nothing is left."""
        if self._at != len(self._body):
            raise BadMessage("more than the head names")


def framed(head: Mapping[str, Any], pieces: Iterable[bytes]) -> bytes:
    """Return the bytes of a message."""
    packed = zlib.compress(json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode(), 9)
    return b"".join([MAGIC, len(packed).to_bytes(4, "big"), packed, *pieces])


def opened(message: bytes, versions: Collection[int]) -> tuple[dict[str, Any], bytes]:
    """Return the head of a message and all that follows it.

    Raises:
        CutMessage: The end of the head is missing.
        BadMessage: It is no message, or of none of these versions.
    """
    if not message.startswith(MAGIC):
        raise BadMessage("something else")
    end = 8 + int.from_bytes(message[4:8], "big")
    if end > LARGEST_HEAD:
        raise BadMessage("head too long")
    if len(message) < max(8, end):
        raise CutMessage("head")
    unpacker = zlib.decompressobj()
    try:
        plain = unpacker.decompress(message[8:end], LARGEST_HEAD)
        head = json.loads(plain) if unpacker.eof else None
    except (zlib.error, ValueError, RecursionError):
        head = None
    if not isinstance(head, dict):
        raise BadMessage("head")
    version = number_of(head.get("v"))
    if version not in versions:
        raise BadMessage("version", version)
    return head, message[end:]


def maps_of(plain: Mapping[str, Any], name: str, most: int) -> dict[str, dict[str, Any]]:
    """Return an object of objects, by name."""
    found = plain.get(name)
    if not isinstance(found, dict) or len(found) > most:
        raise BadMessage(name)
    if not all(isinstance(each, dict) for each in found.values()):
        raise BadMessage(name)
    return found


def list_of(plain: Mapping[str, Any], name: str, most: int) -> list[Any]:
    """Return a list of at most so many."""
    found = plain.get(name)
    if not isinstance(found, list) or len(found) > most:
        raise BadMessage(name)
    return found


def mark_of(plain: object, digits: int) -> Mark:
    """Return a mark whose hash is shown with so many digits."""
    if not isinstance(plain, list) or len(plain) != 2 or not isinstance(plain[1], str):
        raise BadMessage("mark")
    if not re.fullmatch(f"[0-9a-f]{{{digits}}}", plain[1]):
        raise BadMessage("mark")
    return Mark(number_of(plain[0]), plain[1])


def number_of(plain: object) -> int:
    """Return a number that is not below zero."""
    if type(plain) is not int or not 0 <= plain < 2**62:
        raise BadMessage("number")
    return plain


def hex_id(plain: object) -> str:
    """Return an id of 32 hexadecimal digits."""
    if not isinstance(plain, str) or not re.fullmatch(r"[0-9a-f]{32}", plain):
        raise BadMessage("id")
    return plain


_HALF = re.compile(r"[\ud800-\udfff]").search


def text_of(plain: Mapping[str, Any], name: str, pattern: str, default: str | None = None) -> str:
    """Return a text that matches as a whole. JSON can spell halves of a character; none is text."""
    text = plain.get(name, default)
    if not isinstance(text, str) or not re.fullmatch(pattern, text) or _HALF(text):
        raise BadMessage(name)
    return text


def ids_of(plain: Mapping[str, Any], name: str, most: int) -> tuple[str, ...]:
    """Return a list of ids."""
    return tuple(hex_id(each) for each in list_of(plain, name, most))
