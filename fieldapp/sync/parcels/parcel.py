"""A parcel: packs in one file, for a stick, a shared folder, a mail or a colleague's laptop.

This module writes and reads the format. What goes into a parcel and what becomes of what comes out
is for `handing`; stick and disk are for `stick`.

Format 1: lines of JSON, each ending in a newline, some followed by bytes.

1. ``{"fieldapp":"parcel","v":1,"mission":id,"device":who made it,"made":day}``
2. items, each ``{"t":type,"s":scope,"id":BLAKE2b-128,"n":number of bytes}``, a newline,
   the bytes, a newline. Of type ``statement``: a signed document of the feed mission/members,
   sealed to the readers of the team's scope (``"e"`` is the epoch), because a stick may be found
   and it holds names. Of type ``pack``: a pack as it is. Of type ``chunk``: a sealed piece of a
   photograph. A reader skips and counts the types that it does not know.
3. a document signed by the device, purpose ``parcel``: ``count`` of items, and ``hash``,
   the BLAKE2b-256 of everything before it.

Packs are sealed and signed one by one, so an item is as good in a torn parcel as in a whole one,
and whoever finds a parcel learns from it which devices made how many packs of what size. The end
only shows whether something is missing. No name of a file or a folder is ever taken from a parcel.

History.

- 1 (fieldapp 0.3): first.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any, BinaryIO

from nacl.signing import SigningKey

from fieldapp.sync.errors import BadDocument, NewerDocument
from fieldapp.sync.members import signed
from fieldapp.sync.parcels.parcel_errors import NewerParcel, NoParcel
from fieldapp.sync.wire.feed import id_of
from fieldapp.sync.wire.protocol import LARGEST_PACK

VERSION = 1
PACK, STATEMENT, CHUNK = "pack", "statement", "chunk"

LONGEST_LINE = 1024
LONGEST_END = 4096
LARGEST_ITEM = LARGEST_PACK
MOST_BAD = 200
"""Damaged items after which nothing more is looked for: each may cost the reading of eight
megabytes. A worn stick damages a few, a hostile file as many as it can."""
MOST_ITEMS = 5_000_000

_PIECE = 64 * 1024
_START = b'\n{"t":"'


@dataclass(frozen=True)
class Label:
    """What a parcel says of itself in its first line; true only if its end is."""

    mission: str
    device: str
    made: str


@dataclass(frozen=True)
class Item:
    """One item, whose id is that of its bytes.

    Attributes:
        type: `PACK`, `STATEMENT`, or what a later version has added.
        epoch: Of the key that a statement is sealed with; 0 for others.
    """

    type: str
    scope: str
    id: str
    content: bytes
    epoch: int = 0


class End(Enum):
    """How a parcel ended.

    Attributes:
        TORN: In the middle of something.
        BROKEN: With an end that does not fit what stands before it.
        GIVEN_UP: It was so damaged that the rest was not read.
        WHOLE: With an end that fits; who signed it is still to be checked with `is_signed_by`.
    """

    TORN = auto()
    BROKEN = auto()
    GIVEN_UP = auto()
    WHOLE = auto()


@dataclass
class Reading:
    """What has been found in a parcel so far.

    Attributes:
        items: Items whose id is that of their bytes.
        damaged: Items that were passed over.
        end: Known once all items were taken out.
        last_line: The signed document at the end; empty without one.
    """

    label: Label
    items: int = 0
    damaged: int = 0
    end: End = End.TORN
    last_line: dict[str, Any] = field(default_factory=dict)


def write(stream: BinaryIO, label: Label, items: Iterable[Item], key: SigningKey) -> int:
    """Write a parcel; return how many items it has."""
    digest = hashlib.blake2b(digest_size=32)

    def put(content: bytes) -> None:
        digest.update(content)
        stream.write(content)

    first = {"fieldapp": "parcel", "v": VERSION, "mission": label.mission}
    put(_line({**first, "device": label.device, "made": label.made}))
    count = 0
    for item in items:
        head = {"t": item.type, "s": item.scope, "id": item.id, "n": len(item.content)}
        put(_line({**head, "e": item.epoch} if item.epoch else head))
        put(item.content)
        put(b"\n")
        count += 1
    end = {"count": count, "hash": digest.hexdigest()}
    stream.write(signed.write("parcel", end, key).encode() + b"\n")
    return count


def read_label(stream: BinaryIO, name: str) -> Label:
    """Read the first line.

    Args:
        name: What people call the file.

    Raises:
        NoParcel: It is something else.
        NewerParcel: A later version wrote it.
    """
    plain = _plain(stream.readline(LONGEST_LINE))
    if plain.get("fieldapp") != "parcel" or type(plain.get("v")) is not int:
        raise NoParcel(file=name)
    if plain["v"] > VERSION:
        raise NewerParcel(file=name)
    mission, device, made = (str(plain.get(name)) for name in ("mission", "device", "made"))
    shapes = ((mission, r"[0-9a-f]{32}"), (device, r"[0-9a-f]{16}"), (made, r"[0-9-]{10}"))
    if not all(re.fullmatch(shape, text) for text, shape in shapes):
        raise NoParcel(file=name)
    return Label(mission, device, made)


def read_items(stream: BinaryIO, reading: Reading) -> Iterator[Item]:
    """Take the whole items out of a parcel, one at a time, and note in ``reading`` how it went on.

    Whatever the file claims, one item of eight megabytes at most is in memory. After a damaged
    item the next is looked for behind its first line, so that a wrong size hides no other.

    Args:
        stream: Behind the first line; it must be one that can be sought in.
    """
    while True:
        begin = stream.tell()
        line = stream.readline(LONGEST_END)
        plain = _plain(line)
        if plain.get("fieldapp") == "parcel":
            reading.end = _end(stream, begin, reading, plain)
            return
        item = _item(stream, plain)
        if item is not None:
            reading.items += 1
            yield item
            if reading.items < MOST_ITEMS:
                continue
        if reading.damaged >= MOST_BAD or reading.items >= MOST_ITEMS:
            reading.end = End.GIVEN_UP
            return
        # One back: the newline at the end of a damaged line may be the one before the next item.
        stream.seek(max(begin, begin + len(line) - 1))
        if not _find_next(stream):
            return
        reading.damaged += 1


def is_signed_by(reading: Reading, key: bytes) -> bool:
    """Say whether the holder of this verify key closed the parcel, and with this end."""
    if reading.end is not End.WHOLE:
        return False
    try:
        signed.check("parcel", reading.last_line, key)
    except BadDocument:
        return False
    return True


def _item(stream: BinaryIO, plain: dict[str, Any]) -> Item | None:
    size, epoch = plain.get("n"), plain.get("e", 0)
    texts = [plain.get(name) for name in ("t", "s", "id")]
    if type(size) is not int or not 0 <= size <= LARGEST_ITEM or type(epoch) is not int:
        return None
    if not all(isinstance(text, str) and len(text) <= 100 for text in texts):
        return None
    content = stream.read(size)
    if id_of(content) != plain["id"]:
        return None
    stream.read(1)  # the newline; where it was damaged the item is good all the same
    return Item(plain["t"], plain["s"], plain["id"], content, epoch)


def _find_next(stream: BinaryIO) -> bool:
    """Go to the next line that could begin an item or the end; say whether there is one."""
    kept = b""
    while piece := stream.read(_PIECE):
        window = kept + piece
        found = [at for at in (window.find(_START), window.find(_LAST)) if at >= 0]
        if found:
            stream.seek(min(found) + 1 - len(window), 1)
            return True
        kept = window[1 - len(_LAST) :]
    return False


_LAST = b'\n{"count":'
"""The end begins so, because the names of a signed document are sorted."""


def _end(stream: BinaryIO, begin: int, reading: Reading, plain: dict[str, Any]) -> End:
    more = stream.read(1)
    try:
        signed.read("parcel", json.dumps(plain))
    except (BadDocument, NewerDocument):
        return End.BROKEN
    reading.last_line = plain
    fits = plain.get("count") == reading.items and not reading.damaged and not more
    return End.WHOLE if fits and plain.get("hash") == _hash(stream, begin) else End.BROKEN


def _hash(stream: BinaryIO, until: int) -> str:
    digest = hashlib.blake2b(digest_size=32)
    stream.seek(0)
    while until and (piece := stream.read(min(_PIECE, until))):
        digest.update(piece)
        until -= len(piece)
    return digest.hexdigest()


def _plain(line: bytes) -> dict[str, Any]:
    """Return the object on a line; an empty one where there is none."""
    if not line.endswith(b"\n"):
        return {}
    try:
        plain = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return plain if isinstance(plain, dict) else {}


def _line(plain: dict[str, Any]) -> bytes:
    return json.dumps(plain, separators=(",", ":")).encode() + b"\n"
