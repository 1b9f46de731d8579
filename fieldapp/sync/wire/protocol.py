"""What a laptop and a hub say to each other: one request, one reply, both safe to repeat.

A laptop shows its marks on each feed and pushes packs. The hub finds the newest mark that is also
its own and answers with what follows it, in order, a page at a time. The request is signed by the
device. Where it is carried is for `transport`; what is done with it for `round` and
`fieldapp.hub.service`.

Bytes, both ways: a `frame` of a head and the packs named in it. A request ends in 64 bytes of
Ed25519 signature over "fieldapp request 1" and everything before.

History. A hub keeps answering every version it ever understood, and a message is written with the
lowest version that understands it.

- 1 (fieldapp 0.1): first.
- 1 (fieldapp 0.3), with keys in the head that older ones ignore: a request says how many bytes of
  packs its reply may hold ("room", without it a `PAGE`), how many packs the laptop has set aside
  ("aside"), and names the statement of the administrator who signed the laptop's own ("by"); a
  refusal "left" comes with the statements that took the laptop out ("documents"). The feed of
  members also carries statements that an administrator signed, and the documents "keys" and "hub".
  An older laptop sets those aside and reads them after an update, and until then has no key for
  packs of a new epoch; an older hub does not take them.
- 2 (fieldapp 0.3): head key "ask"; "chunks" exchanges pieces of photographs (`shelves`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import nacl.exceptions
from nacl.signing import SigningKey, VerifyKey

from fieldapp.store.packs import Mark
from fieldapp.sync.wire import shelves
from fieldapp.sync.wire.feed import ON_WIRE
from fieldapp.sync.wire.frame import (
    LARGEST_HEAD,
    MAGIC,
    BadMessage,
    CutMessage,
    Pieces,
    framed,
    hex_id,
    list_of,
    maps_of,
    mark_of,
    number_of,
    opened,
    text_of,
)
from fieldapp.sync.wire.shelves import AskedShelf, ShelfPage

VERSION = 1
WITH_CHUNKS = 2
_VERSIONS = (VERSION, WITH_CHUNKS)

PAGE, LARGEST_PAGE = 64 * 1024, 1024 * 1024
"""Bytes of packs in one request or reply, unless a single pack is larger. The first takes eight
seconds on a link of 64 kbit/s, so that a link that drops every minute still gets on; a laptop that
finds its link and its disk fast goes up to the second."""

ENTRIES = 2000
"""Entries in one reply; those without their pack weigh sixteen bytes."""

LARGEST_PACK = 8 * 1024 * 1024
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
        shelves: What it asks of chunks, in a request of its own.
        aside: How many packs the laptop cannot use, so that headquarters sees it, too.
    """

    mission: str
    device: str
    time_ms: int
    feeds: Mapping[str, Asked]
    card: str = ""
    member: str = ""
    by: str = ""
    room: int = PAGE
    shelves: Mapping[str, AskedShelf] = field(default_factory=dict)
    aside: int = 0


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
    shelves: Mapping[str, ShelfPage] = field(default_factory=dict)


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
    if request.aside:
        head["aside"] = request.aside
    if request.by:
        head["by"] = request.by
    pieces = [pack for asked in request.feeds.values() for pack in asked.packs]
    if request.shelves:
        head |= {"v": WITH_CHUNKS, "ask": "chunks", "shelves": shelves.written(request.shelves)}
        pieces += [chunk for shelf in request.shelves.values() for chunk in shelf.chunks]
    message = framed(head, pieces)
    return message + key.sign(_PURPOSE + message).signature


def read_request(message: bytes) -> Request:
    """Read a request; who sent it is not sure before `is_signed_by`.

    Raises:
        BadMessage: It is none.
    """
    head, body = opened(message, _VERSIONS)
    if len(body) < _SIGNATURE:
        raise CutMessage("signature")
    rest = Pieces(body[:-_SIGNATURE])
    feeds = {}
    for scope, asked in maps_of(head, "feeds", MOST_FEEDS).items():
        marks = list_of(asked, "marks", MOST_MARKS)
        sizes = list_of(asked, "sizes", ENTRIES)
        feeds[scope] = Asked(
            marks=tuple(mark_of(mark, ON_WIRE) for mark in marks),
            packs=tuple(rest.take(size) for size in sizes),
            own=asked.get("own") is True,
        )
    asked_shelves = shelves.read_asked(head, rest) if head.get("ask") == "chunks" else {}
    rest.end()
    return Request(
        mission=text_of(head, "mission", r"[0-9a-f]{32}"),
        device=text_of(head, "device", r"[0-9a-f]{16}"),
        time_ms=number_of(head.get("time")),
        feeds=feeds,
        card=text_of(head, "card", r"(?s).*", ""),
        member=text_of(head, "member", r"(?s).*", ""),
        by=text_of(head, "by", r"(?s).*", ""),
        room=min(max(number_of(head.get("room", PAGE)), PAGE), LARGEST_PAGE),
        shelves=asked_shelves,
        aside=number_of(head.get("aside", 0)),
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
        return framed({**head, "refused": reply.refused, **more}, [])
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
    pieces = [entry.pack or b"" for page in reply.feeds.values() for entry in page.entries]
    if reply.shelves:
        head |= {"v": WITH_CHUNKS, "ask": "chunks", "shelves": shelves.answered(reply.shelves)}
        pieces += [chunk for page in reply.shelves.values() for chunk in page.chunks]
    return framed(head, pieces)


def read_reply(message: bytes) -> Reply:
    """Read a reply.

    Raises:
        CutMessage: The end is missing.
        BadMessage: It is none.
    """
    head, body = opened(message, _VERSIONS)
    time_ms = number_of(head.get("time"))
    if "refused" in head:
        found = list_of({"documents": [], **head}, "documents", MOST_DOCUMENTS)
        texts = tuple(document for document in found if isinstance(document, str))
        refused_as = text_of(head, "refused", r"[a-z_]{1,40}")
        return Reply(time_ms, refused=refused_as, documents=texts)
    rest = Pieces(body)
    feeds = {}
    for scope, page in maps_of(head, "feeds", MOST_FEEDS).items():
        ids, sizes = list_of(page, "ids", ENTRIES), list_of(page, "sizes", ENTRIES)
        refused = page.get("refused")
        if len(ids) != len(sizes) or not isinstance(refused, dict):
            raise BadMessage("feed")
        feeds[scope] = Page(
            common=number_of(page.get("common")),
            entries=tuple(
                Entry(hex_id(entry), rest.take(size) or None)
                for entry, size in zip(ids, sizes, strict=True)
            ),
            head=mark_of(page.get("head"), 32),
            refused={hex_id(pack): str(reason)[:40] for pack, reason in refused.items()},
        )
    pages = shelves.read_pages(head, rest) if head.get("ask") == "chunks" else {}
    rest.end()
    return Reply(time_ms, feeds, shelves=pages)


__all__ = ["MAGIC", "BadMessage", "CutMessage", "framed", "opened"]
