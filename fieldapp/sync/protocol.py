"""What a laptop and a hub say to each other: one request, one reply, both safe to repeat.

A laptop shows its marks on each feed and pushes packs. The hub finds the newest mark that is also
its own and answers with what follows it, in order, a page at a time. The request is signed by the
device. Where it is carried is for `transport`; what is done with it for `round` and
`fieldapp.hub.service`.

Bytes, both ways: four letters "fApS", four bytes of length (big-endian), that many bytes of a head
(zlib over JSON), then the packs named in the head, one after another. A request ends in 64 bytes
of Ed25519 signature over "fieldapp request 1" and everything before.

History. A hub keeps answering every version it ever understood.

- 1 (fieldapp 0.1): first.
- 1 (fieldapp 0.3), with keys in the head that older ones ignore: a request says how many bytes of
  packs its reply may hold ("room", without it a `PAGE`) and names the statement of the
  administrator who signed the laptop's own ("by"); a refusal "left" comes with the statements
  that took the laptop out ("documents"). The feed of members also carries statements that an
  administrator signed, and the documents "keys" and "hub". An older laptop sets those aside and
  reads them after an update, and until then has no key for packs of a new epoch; an older hub does
  not take them.
"""

import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import nacl.exceptions
from nacl.signing import SigningKey, VerifyKey

from fieldapp.store.packs import Mark
from fieldapp.sync.feed import ON_WIRE

VERSION = 1
MAGIC = b"fApS"

PAGE, LARGEST_PAGE = 64 * 1024, 1024 * 1024
"""Bytes of packs in one request or reply, unless a single pack is larger. The first takes eight
seconds on a link of 64 kbit/s, so that a link that drops every minute still gets on; a laptop that
finds its link and its disk fast goes up to the second."""

ENTRIES = 2000
"""Entries in one reply; those without their pack weigh sixteen bytes."""

LARGEST_PACK = 8 * 1024 * 1024
LARGEST_HEAD = 1024 * 1024
LARGEST_BODY = LARGEST_PACK + LARGEST_HEAD
"""Bytes. A usual pack has sixteen thousand; the largest holds an import made in one save."""

MOST_MARKS, MOST_FEEDS = 12, 100
MOST_DOCUMENTS = 10
_SIGNATURE = 64
_PURPOSE = b"fieldapp request 1\n"


class Hub(Protocol):
    """Where requests go: the hub's service in this process, or one behind HTTP."""

    @property
    def name(self) -> str:
        """What people call it in a sentence: its host, usually."""

    def exchange(self, request: bytes) -> bytes:
        """Answer one request. A refusal is an answer, too.

        Raises:
            HubUnreachable, HubStoppedMidway, NotAHub: It did not come to an answer.
        """


class BadMessage(Exception):
    """Bytes that are no message of ours. ``version`` is set where they are of a later one."""

    def __init__(self, what: str, version: int = 0) -> None:
        super().__init__(what)
        self.version = version


class CutMessage(BadMessage):
    """The beginning of a message of ours; the rest did not come."""


@dataclass(frozen=True)
class Asked:
    """What a laptop shows and pushes on one feed.

    Attributes:
        marks: Its marks, with the first `ON_WIRE` digits of the hash.
        own: Send also what this device made itself: it was restored from a backup.
    """

    marks: tuple[Mark, ...]
    packs: tuple[bytes, ...] = ()
    own: bool = False


@dataclass(frozen=True)
class Request:
    """One request.

    Attributes:
        time_ms: The hub's clock as the laptop knows it, milliseconds since 1970. An old request
            is refused, and repeating a young one changes nothing.
        card, member: The signed documents that introduce the laptop to a hub that has not met it.
        by: The statement of the administrator who signed ``member``; empty for the founder.
        room: Bytes of packs that the reply may hold, `PAGE` to `LARGEST_PAGE`.
    """

    mission: str
    device: str
    time_ms: int
    feeds: Mapping[str, Asked]
    card: str = ""
    member: str = ""
    by: str = ""
    room: int = PAGE


@dataclass(frozen=True)
class Entry:
    """One entry of a feed; the pack is left out for who made it and for who may not read it."""

    id: str
    pack: bytes | None


@dataclass(frozen=True)
class Page:
    """What follows a mark on one feed.

    Attributes:
        common: Number of the newest mark that both sides have; 0 is the beginning.
        entries: What follows it, in order, without gaps.
        head: The newest entry of the feed when the hub answered.
        refused: Ids of pushed packs that the hub did not take, with the reason.
    """

    common: int
    entries: tuple[Entry, ...]
    head: Mark
    refused: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Reply:
    """One reply. Where ``refused`` holds a reason, nothing was done, except that packs of a laptop
    that has left were put on the late shelf.

    Attributes:
        documents: The signed statements that prove to a laptop that it has left.
    """

    time_ms: int
    feeds: Mapping[str, Page] = field(default_factory=dict)
    refused: str = ""
    documents: tuple[str, ...] = ()


def write_request(request: Request, key: SigningKey) -> bytes:
    """Return the bytes of a request, signed by the device."""
    head: dict[str, Any] = {
        "v": VERSION,
        "mission": request.mission,
        "device": request.device,
        "time": request.time_ms,
        "feeds": {
            scope: {
                "marks": [[mark.seq, mark.hash] for mark in asked.marks],
                "sizes": [len(pack) for pack in asked.packs],
                "own": asked.own,
            }
            for scope, asked in request.feeds.items()
        },
    }
    if request.room != PAGE:
        head["room"] = request.room
    if request.card:
        head |= {"card": request.card, "member": request.member}
    if request.by:
        head["by"] = request.by
    message = _framed(head, [pack for asked in request.feeds.values() for pack in asked.packs])
    return message + key.sign(_PURPOSE + message).signature


def read_request(message: bytes) -> Request:
    """Read a request; who sent it is not sure before `is_signed_by`.

    Raises:
        BadMessage: It is none.
    """
    head, body = _opened(message)
    if len(body) < _SIGNATURE:
        raise CutMessage("signature")
    rest = _Packs(body[:-_SIGNATURE])
    feeds = {}
    for scope, asked in _feeds(head).items():
        marks = _list(asked, "marks", MOST_MARKS)
        sizes = _list(asked, "sizes", ENTRIES)
        feeds[scope] = Asked(
            marks=tuple(_mark(mark, ON_WIRE) for mark in marks),
            packs=tuple(rest.take(size) for size in sizes),
            own=asked.get("own") is True,
        )
    rest.end()
    return Request(
        mission=_text(head, "mission", r"[0-9a-f]{32}"),
        device=_text(head, "device", r"[0-9a-f]{16}"),
        time_ms=_number(head.get("time")),
        feeds=feeds,
        card=_text(head, "card", r"(?s).*", ""),
        member=_text(head, "member", r"(?s).*", ""),
        by=_text(head, "by", r"(?s).*", ""),
        room=min(max(_number(head.get("room", PAGE)), PAGE), LARGEST_PAGE),
    )


def is_signed_by(message: bytes, key: bytes) -> bool:
    """Say whether the holder of this verify key sent exactly this request."""
    try:
        VerifyKey(key).verify(_PURPOSE + message[:-_SIGNATURE], message[-_SIGNATURE:])
    except nacl.exceptions.CryptoError:
        return False
    return True


def write_reply(reply: Reply) -> bytes:
    """Return the bytes of a reply."""
    head: dict[str, Any] = {"v": VERSION, "time": reply.time_ms}
    if reply.refused:
        more = {"documents": list(reply.documents)} if reply.documents else {}
        return _framed({**head, "refused": reply.refused, **more}, [])
    head["feeds"] = {
        scope: {
            "common": page.common,
            "ids": [entry.id for entry in page.entries],
            "sizes": [len(entry.pack or b"") for entry in page.entries],
            "head": [page.head.seq, page.head.hash],
            "refused": dict(page.refused),
        }
        for scope, page in reply.feeds.items()
    }
    packs = [entry.pack or b"" for page in reply.feeds.values() for entry in page.entries]
    return _framed(head, packs)


def read_reply(message: bytes) -> Reply:
    """Read a reply.

    Raises:
        CutMessage: The end is missing.
        BadMessage: It is none.
    """
    head, body = _opened(message)
    time_ms = _number(head.get("time"))
    if "refused" in head:
        found = _list({"documents": [], **head}, "documents", MOST_DOCUMENTS)
        texts = tuple(document for document in found if isinstance(document, str))
        return Reply(time_ms, refused=_text(head, "refused", r"[a-z_]{1,40}"), documents=texts)
    rest = _Packs(body)
    feeds = {}
    for scope, page in _feeds(head).items():
        ids, sizes = _list(page, "ids", ENTRIES), _list(page, "sizes", ENTRIES)
        refused = page.get("refused")
        if len(ids) != len(sizes) or not isinstance(refused, dict):
            raise BadMessage("feed")
        feeds[scope] = Page(
            common=_number(page.get("common")),
            entries=tuple(
                Entry(_id(entry), rest.take(size) or None)
                for entry, size in zip(ids, sizes, strict=True)
            ),
            head=_mark(page.get("head"), 32),
            refused={_id(pack): str(reason)[:40] for pack, reason in refused.items()},
        )
    rest.end()
    return Reply(time_ms, feeds)


class _Packs:
    """The packs at the end of a message, taken off one after another."""

    def __init__(self, body: bytes) -> None:
        self._body = body
        self._at = 0

    def take(self, size: object) -> bytes:
        length = _number(size)
        if self._at + length > len(self._body):
            raise CutMessage("packs")
        self._at += length
        return self._body[self._at - length : self._at]

    def end(self) -> None:
        if self._at != len(self._body):
            raise BadMessage("more than the head names")


def _framed(head: Mapping[str, Any], packs: list[bytes]) -> bytes:
    packed = zlib.compress(json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode(), 9)
    return b"".join([MAGIC, len(packed).to_bytes(4, "big"), packed, *packs])


def _opened(message: bytes) -> tuple[dict[str, Any], bytes]:
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
    version = _number(head.get("v"))
    if version != VERSION:
        raise BadMessage("version", version)
    return head, message[end:]


def _feeds(head: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    feeds = head.get("feeds")
    if not isinstance(feeds, dict) or len(feeds) > MOST_FEEDS:
        raise BadMessage("feeds")
    if not all(isinstance(feed, dict) for feed in feeds.values()):
        raise BadMessage("feed")
    return feeds


def _list(plain: Mapping[str, Any], name: str, most: int) -> list[Any]:
    found = plain.get(name)
    if not isinstance(found, list) or len(found) > most:
        raise BadMessage(name)
    return found


def _mark(plain: object, digits: int) -> Mark:
    if not isinstance(plain, list) or len(plain) != 2 or not isinstance(plain[1], str):
        raise BadMessage("mark")
    if not re.fullmatch(f"[0-9a-f]{{{digits}}}", plain[1]):
        raise BadMessage("mark")
    return Mark(_number(plain[0]), plain[1])


def _number(plain: object) -> int:
    if type(plain) is not int or not 0 <= plain < 2**62:
        raise BadMessage("number")
    return plain


def _id(plain: object) -> str:
    if not isinstance(plain, str) or not re.fullmatch(r"[0-9a-f]{32}", plain):
        raise BadMessage("id")
    return plain


def _text(plain: Mapping[str, Any], name: str, pattern: str, default: str | None = None) -> str:
    text = plain.get(name, default)
    if not isinstance(text, str) or not re.fullmatch(pattern, text):
        raise BadMessage(name)
    return text
