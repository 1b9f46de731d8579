"""A pack: facts of one scope, compressed, sealed to the scope's readers, signed by the device.

Immutable once made, so that sending it again sends the same bytes. This module makes and opens
packs; where they wait and travel is for `packing`, `round` and the hub, which never opens one.

Format 1, three parts:

1. a line of JSON ``{"v":1,"s":scope,"e":epoch,"d":device,"p":previous pack of this device in this
   scope or "","k":number of facts,"z":dictionary}`` and a newline;
2. libsodium's sealed box to the public key of scope and epoch, over zlib with the preset
   dictionary, over the facts' lines joined by newlines; in a scope of confidence zeros follow up
   to a multiple of 256 bytes, so that the size says little;
3. 64 bytes: Ed25519 of the device over everything before.

A pack's id is the BLAKE2b-128 of all of it.
"""

import json
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import nacl.exceptions
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.signing import SigningKey, VerifyKey

from fieldapp.domain.fact import BadFact, Fact, from_json
from fieldapp.domain.scope import CONFIDENTIAL
from fieldapp.errors import UserError, Words
from fieldapp.language import N_
from fieldapp.sync.members.membership import Member
from fieldapp.sync.wire.dictionary import NEWEST, dictionary
from fieldapp.sync.wire.protocol import LARGEST_PACK

VERSION = 1
LARGEST_PLAIN = 32 * 1024 * 1024
"""Bytes of lines in one pack. What inflates to more is taken for an attack."""
LONGEST_LINE = 4 * 1024 * 1024
MOST_FACTS = 200_000

NOT_KNOWN = N_("its author is not known as a member")
"""Why a pack of somebody is set aside of whom no statement counts."""

_LONGEST_HEADER = 512
_SIGNATURE = 64
_STEP = 256
_NEWER = N_("a newer fieldapp made it")


class BadPack(UserError):
    """A pack that cannot be used. ``what`` says why."""

    text = N_("A received pack of entries cannot be used ({what}).")
    remedy = N_("It was set aside and is tried again. Tell the administrator if it stays.")

    @property
    def reason(self) -> str:
        """Why, as a text for the translators."""
        return str(self.facts["what"])


@dataclass(frozen=True)
class Header:
    """What anybody may know about a pack."""

    scope: str
    epoch: int
    device: str
    previous: str
    facts: int
    dictionary: int


def make(
    lines: Sequence[str], scope: str, epoch: int, public: bytes, previous: str, key: SigningKey,
    device: str,
) -> bytes:  # fmt: skip
    """Seal the lines of facts into a pack for the readers of the scope."""
    return seal(press(lines, scope), scope, epoch, public, previous, key, device)


@dataclass(frozen=True)
class Pressed:
    """The compressed lines of facts, and how many they are."""

    content: bytes
    facts: int


def press(lines: Sequence[str], scope: str) -> Pressed:
    """Compress the lines of facts as they go into a pack of the scope.

    Level 9 takes a third longer than 6, 0.03 ms a record, and saves half a percent of the bytes,
    which is 0.3 ms a record on a link of 64 kbit/s.
    """
    packer = zlib.compressobj(9, zdict=dictionary(NEWEST) or b"")
    plain = packer.compress("\n".join(lines).encode()) + packer.flush()
    if scope in CONFIDENTIAL:
        plain += bytes(-len(plain) % _STEP)
    return Pressed(plain, len(lines))


def seal(
    pressed: Pressed, scope: str, epoch: int, public: bytes, previous: str, key: SigningKey,
    device: str,
) -> bytes:  # fmt: skip
    """Seal what is compressed into a pack."""
    head = {
        "v": VERSION, "s": scope, "e": epoch, "d": device, "p": previous,
        "k": pressed.facts, "z": NEWEST,
    }  # fmt: skip
    sealed = SealedBox(PublicKey(public)).encrypt(pressed.content)
    signed = json.dumps(head, separators=(",", ":")).encode() + b"\n" + sealed
    return signed + key.sign(signed).signature


def read_header(pack: bytes) -> Header:
    """Read what a pack says about itself; true only after `check_author`.

    Raises:
        BadPack: It is none, or of a later version.
    """
    if len(pack) > LARGEST_PACK:
        raise _bad(N_("it is too large"))
    line = pack[:_LONGEST_HEADER].partition(b"\n")
    try:
        plain = json.loads(line[0])
    except (ValueError, RecursionError):
        plain = None
    if not isinstance(plain, dict) or not line[1]:
        raise _bad(N_("it is no pack"))
    if _number(plain, "v", 2**31) > VERSION:
        raise _bad(_NEWER)
    return Header(
        scope=_text(plain, "s", r"[a-zA-Z0-9_./-]{1,100}"),
        epoch=_number(plain, "e", 2**31),
        device=_text(plain, "d", r"[0-9a-f]{16}"),
        previous=_text(plain, "p", r"([0-9a-f]{32})?"),
        facts=_number(plain, "k", MOST_FACTS),
        dictionary=_number(plain, "z", 2**31),
    )


def is_newer(error: BadPack) -> bool:
    """Say whether the pack is not bad at all, but of a later version."""
    return error.reason == _NEWER


def check_author(pack: bytes, scope: str, author: Member | None) -> Header:
    """Make sure that a member made the pack who may write in this scope. Needs no key.

    Raises:
        BadPack: It is not so.
    """
    header = read_header(pack)
    if header.scope != scope:
        raise _bad(N_("it belongs elsewhere"))
    if author is None or author.device != header.device:
        raise _bad(NOT_KNOWN)
    # What a laptop wrote before it was taken out may stand: `intake` decides which packs.
    if scope not in author.writes and not author.left:
        raise _bad(N_("its author may not write there"))
    if not is_signed_by(pack, author.sign):
        raise _bad(N_("its signature is wrong"))
    return header


def is_signed_by(pack: bytes, key: bytes) -> bool:
    """Say whether the holder of this verify key made exactly this pack."""
    try:
        VerifyKey(key).verify(pack[:-_SIGNATURE], pack[-_SIGNATURE:])
    except (nacl.exceptions.CryptoError, ValueError):
        return False
    return True


def open_pack(
    pack: bytes, scope: str, author: Member | None, keys: Mapping[tuple[str, int], Sequence[bytes]]
) -> list[tuple[Fact, str]]:
    """Return the facts of a pack, each with its line, or nothing of it.

    Args:
        keys: Private keys by scope and epoch: two people may have made the same epoch.

    Raises:
        BadPack: Anything about it is wrong.
    """
    header = check_author(pack, scope, author)
    ring = keys.get((scope, header.epoch))
    if not ring:
        raise _bad(N_("this laptop has no key for it"))
    lines = _inflate(_unsealed(pack[pack.index(b"\n") + 1 : -_SIGNATURE], ring), header.dictionary)
    if len(lines) != header.facts:
        raise _bad(N_("it holds more or less than it says"))
    return [(_fact(line, header), line) for line in lines]


def _unsealed(sealed: bytes, ring: Sequence[bytes]) -> bytes:
    for key in ring:
        try:
            return SealedBox(PrivateKey(key)).decrypt(sealed)
        except (nacl.exceptions.CryptoError, ValueError):
            continue
    raise _bad(N_("its seal is broken"))


def _inflate(packed: bytes, number: int) -> list[str]:
    words = dictionary(number)
    if words is None:
        raise _bad(_NEWER)
    unpacker = zlib.decompressobj(zdict=words)
    try:
        plain = unpacker.decompress(packed, LARGEST_PLAIN)
        text = plain.decode()
    except (zlib.error, ValueError):
        raise _bad(N_("its content is damaged")) from None
    if not unpacker.eof or unpacker.unused_data.strip(b"\0"):
        raise _bad(N_("its content is damaged"))
    return text.split("\n")


def _fact(line: str, header: Header) -> Fact:
    if len(line) > LONGEST_LINE:
        raise _bad(N_("it is too large"))
    try:
        fact = from_json(line)
    except BadFact:
        raise _bad(N_("an entry in it cannot be read")) from None
    if fact.scope != header.scope or fact.device != header.device:
        raise _bad(N_("an entry in it belongs elsewhere"))
    return fact


def _bad(what: str) -> BadPack:
    return BadPack(what=Words(what))


def _text(plain: dict[str, Any], name: str, pattern: str) -> str:
    text = plain.get(name)
    if not isinstance(text, str) or not re.fullmatch(pattern, text):
        raise _bad(N_("it is no pack"))
    return text


def _number(plain: dict[str, Any], name: str, below: int) -> int:
    number = plain.get(name)
    if type(number) is not int or not 0 < number < below:
        raise _bad(N_("it is no pack"))
    return number
