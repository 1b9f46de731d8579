"""What two laptops say to each other where there is no hub: the messages, signed and checked.

The one that comes tells which packs it holds; the other answers with what that one lacks, in a
parcel, and with what it would like to have. Where the messages travel is for `lan`, what is in a
parcel for `parcel`.

Bytes, both ways: a document of purpose ``meeting`` signed by the device, on one line; ids of
sixteen bytes; a parcel, or nothing. The document names the mission and the device, the time, how
many ids there are of which feed, the BLAKE2b-256 of everything behind it, the sender's own
membership, sealed to the readers of the team's scope because it holds a name, and a proof that the
sender knows the code that was read out. An answer names the question, so that no other can be
slipped in.

What is of a feed that version 0.3 knows nothing of stands in the document itself, under ``more``:
that version passes over the key, and would take further ids behind the document for a parcel.

A refusal is an object with ``refused`` and ``time`` and is not signed: a stranger is told nothing.

History.

- 1 (fieldapp 0.3): first. 0.4 adds ``more``.
"""

import hashlib
import hmac
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import nacl.exceptions
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.signing import SigningKey

from fieldapp.domain.scope import CONDUCT, TEAM
from fieldapp.sync.errors import BadDocument, NewerDocument
from fieldapp.sync.members import signed
from fieldapp.sync.wire.feed import FEEDS
from fieldapp.sync.wire.protocol import LARGEST_PACK

WINDOW_MS = 5 * 60 * 1000
"""How old or early a message may be, by the clock of the laptop that answers."""

PORTION = 8 * 1024 * 1024
"""Bytes of packs in one message, unless a single pack is larger."""
MOST_IDS = 500_000
LARGEST = PORTION + LARGEST_PACK + 16 * MOST_IDS + signed.LONGEST

Ids = Mapping[str, Sequence[str]]
"""Ids of packs and statements by feed."""

_LISTS = ("have", "wants", "given")

_BEHIND = tuple(scope for scope in FEEDS if scope != CONDUCT)
"""The feeds of which the ids stand behind the document, in this order."""

_MOST_MORE = 1_000
"""Ids of each list under ``more``; what waits is among the first. The next meeting has the rest."""


@dataclass(frozen=True)
class Message:
    """One message.

    Attributes:
        time_ms: The clock of the laptop that answers, as the sender knows it.
        member, epoch: The sender's membership, sealed with the team's key of this epoch.
        have: What the sender holds; first what no mark shows to be at the hub.
        waiting: How many of these wait, by feed.
        wants: What the receiver holds and the sender would like to have.
        given: What is in the parcel.
        answers: The signature of the question; empty in a question.
        done: The sender has no more to ask.
    """

    mission: str = ""
    device: str = ""
    time_ms: int = 0
    member: bytes = b""
    epoch: int = 0
    have: Ids = field(default_factory=dict)
    waiting: Mapping[str, int] = field(default_factory=dict)
    wants: Ids = field(default_factory=dict)
    given: Ids = field(default_factory=dict)
    parcel: bytes = b""
    answers: str = ""
    done: bool = False


@dataclass(frozen=True)
class Received:
    """A message as it came; who sent it is not sure before `is_genuine`."""

    message: Message
    document: Mapping[str, Any]

    @property
    def signature(self) -> str:
        """What an answer names, and what no second message has."""
        return str(self.document["signature"])


class NoMessage(Exception):
    """Bytes that are no message of ours."""


class Refusal(Exception):
    """The other laptop does not answer. ``code`` says why, ``time_ms`` is its clock."""

    def __init__(self, code: str, time_ms: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.time_ms = time_ms


def write(message: Message, key: SigningKey, code: str) -> bytes:
    """Return the bytes of a message, signed by the device."""
    lists = {name: getattr(message, name) for name in _LISTS}
    ids = b"".join(
        bytes.fromhex(pack)
        for name in _LISTS
        for scope in _BEHIND
        for pack in lists[name].get(scope, ())
    )
    more = {name: list(lists[name].get(CONDUCT, ()))[:_MOST_MORE] for name in _LISTS}
    content: dict[str, Any] = {
        "mission": message.mission,
        "device": message.device,
        "time": message.time_ms,
        "member": message.member.hex(),
        "epoch": message.epoch,
        **{name: [len(lists[name].get(scope, ())) for scope in _BEHIND] for name in _LISTS},
        "waiting": [message.waiting.get(scope, 0) for scope in _BEHIND],
        "more": {**more, "waiting": min(message.waiting.get(CONDUCT, 0), _MOST_MORE)},
        "answers": message.answers,
        "done": message.done,
        "body": _hash(ids + message.parcel),
    }
    content["proof"] = _proof(code, content)
    return signed.write("meeting", content, key).encode() + b"\n" + ids + message.parcel


def read(content: bytes) -> Received:
    """Read a message.

    Raises:
        NoMessage: It is none.
        Refusal: It is a refusal.
    """
    line, _, body = content.partition(b"\n")
    try:
        plain = signed.read("meeting", line)
        if "refused" in plain:
            code = signed.text_of("meeting", plain, "refused", r"[a-z_]{1,40}")
            raise Refusal(code, _number(plain.get("time")))
        signed.text_of("meeting", plain, "signature", signed.HEX_64)
        signed.text_of("meeting", plain, "proof", signed.HEX_32)
        counts = {name: _counts(plain.get(name)) for name in (*_LISTS, "waiting")}
        if signed.text_of("meeting", plain, "body", signed.HEX_32) != _hash(body):
            raise NoMessage
        lists, parcel = _split(counts, body)
        waiting = dict(zip(_BEHIND, counts["waiting"], strict=True))
        if "more" in plain:
            waiting[CONDUCT] = _add_more(plain["more"], lists)
        message = Message(
            mission=signed.text_of("meeting", plain, "mission", r"[0-9a-f]{32}"),
            device=signed.text_of("meeting", plain, "device", r"[0-9a-f]{16}"),
            time_ms=_number(plain.get("time")),
            member=bytes.fromhex(signed.text_of("meeting", plain, "member", r"([0-9a-f]{2})*")),
            epoch=_number(plain.get("epoch")),
            waiting=waiting,
            parcel=parcel,
            answers=signed.text_of("meeting", plain, "answers", r"[0-9a-f]*"),
            done=plain.get("done") is True,
            **lists,
        )
    except (BadDocument, NewerDocument):
        raise NoMessage from None
    return Received(message, plain)


def refuse(code: str, time_ms: int) -> bytes:
    """Return the bytes of a refusal."""
    plain = {"fieldapp": "meeting", "v": signed.VERSION, "refused": code, "time": time_ms}
    return json.dumps(plain, separators=(",", ":")).encode() + b"\n"


def is_genuine(received: Received, key: bytes) -> bool:
    """Say whether the holder of this verify key sent exactly this."""
    try:
        signed.check("meeting", received.document, key)
    except BadDocument:
        return False
    return True


def knows(received: Received, code: str) -> bool:
    """Say whether the sender knows the code that was read out."""
    content = {
        name: value
        for name, value in received.document.items()
        if name not in ("fieldapp", "v", "signature", "proof")
    }
    return hmac.compare_digest(_proof(code, content), str(received.document["proof"]))


def sealed(statement: str, public: bytes) -> bytes:
    """Seal a membership to the readers of the team's scope."""
    return SealedBox(PublicKey(public)).encrypt(statement.encode())


def unsealed(
    message: Message, keys: Mapping[tuple[str, int], tuple[bytes, bytes | None]]
) -> str | None:
    """Return the membership in a message, or None where this laptop cannot open it."""
    private = keys.get((TEAM, message.epoch), (b"", None))[1]
    if private is None:
        return None
    try:
        return SealedBox(PrivateKey(private)).decrypt(message.member).decode()
    except (nacl.exceptions.CryptoError, ValueError):
        return None


def _proof(code: str, content: Mapping[str, Any]) -> str:
    line = json.dumps(content, sort_keys=True).encode()
    return hmac.new(code.encode(), line, hashlib.sha256).hexdigest()


def _hash(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=32).hexdigest()


def _split(
    counts: Mapping[str, list[int]], body: bytes
) -> tuple[dict[str, dict[str, list[str]]], bytes]:
    if sum(sum(counts[name]) for name in _LISTS) > min(MOST_IDS, len(body) // 16):
        raise NoMessage
    at = 0
    lists: dict[str, dict[str, list[str]]] = {}
    for name in _LISTS:
        lists[name] = {}
        for scope, count in zip(_BEHIND, counts[name], strict=True):
            end = at + 16 * count
            lists[name][scope] = [body[n : n + 16].hex() for n in range(at, end, 16)]
            at = end
    return lists, body[at:]


def _add_more(more: object, lists: dict[str, dict[str, list[str]]]) -> int:
    """Add what stands under ``more`` to the lists; return how many of it wait."""
    if not isinstance(more, dict):
        raise NoMessage
    for name in _LISTS:
        ids = more.get(name)
        if not isinstance(ids, list) or len(ids) > _MOST_MORE or not all(map(_is_id, ids)):
            raise NoMessage
        lists[name][CONDUCT] = ids
    return _number(more.get("waiting"))


def _is_id(plain: object) -> bool:
    return isinstance(plain, str) and re.fullmatch(r"[0-9a-f]{32}", plain) is not None


def _counts(plain: object) -> list[int]:
    if not isinstance(plain, list) or len(plain) != len(_BEHIND):
        raise NoMessage
    return [_number(each) for each in plain]


def _number(plain: object) -> int:
    if type(plain) is not int or not 0 <= plain < 2**62:
        raise NoMessage
    return plain
