"""The key of a workspace in halves for custodians: any two of them open it, one alone never does.

For each pair of custodians the key is split anew into two halves: 32 random bytes, and the key
XOR those. Each half by itself is 32 uniformly random bytes, whatever the key is: a one-time pad.
Each is sealed to the box key of its custodian, with the id of the laptop it belongs to.

Why halves, and not two sealed boxes one inside the other: whoever opened the inner box would hold
the key; with halves no custodian sees it, not even the last one asked, and either may answer first.
Why pairs, and not Shamir's shares: with two of three, three pairs are six small boxes, and XOR
leaves nothing to get wrong.

The id of the laptop inside the box is what a custodian compares with the laptop that asks: without
it somebody who stole Amina's laptop could ask in their own name for the halves of her key.

Part ``custodians`` of the key file::

    {"device": ID, "boxes": {CUSTODIAN: PUBLIC KEY}, "check": HASH OF THE KEY,
     "halves": [{"for": CUSTODIAN, "with": THE OTHER, "sealed": 88 BYTES}, ...]}

It names custodians by the ids of their laptops alone. The hash tells whether two halves made the
key; it is of 32 random bytes, so there is nothing to guess with it.
"""

import hashlib
import hmac
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import nacl.exceptions
from nacl.public import PrivateKey, PublicKey, SealedBox

from fieldapp.language import N_
from fieldapp.store.disk import Disk, real_disk
from fieldapp.store.errors import Damaged, StoreError
from fieldapp.store.keyfile import KEY_BYTES, put_parts, read_parts

PART = "custodians"
DEVICE = r"[0-9a-f]{16}"
SEALED = r"[0-9a-f]{176}"
"""A half and the id of a laptop, 40 bytes, in a sealed box, which adds 48."""


class NotPrepared(StoreError):
    """No custodians can help here."""

    text = N_("No custodians are prepared to open this workspace.")
    remedy = N_("Type the code of the recovery sheet. Without it nobody can open the workspace.")


class HalfNotOurs(StoreError):
    """A half that this laptop cannot open, or that is not of the laptop that asks."""

    text = N_("This request was changed, or was not made by the laptop that it names.")
    remedy = N_("Give no answer. Call the officer, and whoever founded the mission.")


class HalvesDoNotFit(StoreError):
    """Two answers that do not make the key together."""

    text = N_("These answers do not open this workspace together: one was damaged or changed.")
    remedy = N_("Ask the custodians for new ones, or the third custodian. Nothing was changed.")


@dataclass(frozen=True)
class Half:
    """One half of the key.

    Attributes:
        custodian: Device id of who can open it.
        other: Device id of the custodian who has the other half.
        sealed: To the custodian's box key.
    """

    custodian: str
    other: str
    sealed: bytes


@dataclass(frozen=True)
class Halves:
    """The part of a key file for custodians.

    Attributes:
        device: The laptop whose key it is.
        boxes: Public box key of each custodian by device id.
        check: Hash of the key.
    """

    device: str
    boxes: Mapping[str, bytes]
    check: str
    halves: tuple[Half, ...]


def split(
    key: bytes, device: str, boxes: Mapping[str, bytes], random: Callable[[int], bytes]
) -> Halves:
    """Split a key for every pair of custodians, each time with other random bytes."""
    halves = []
    for one, other in combinations(sorted(boxes), 2):
        first = random(KEY_BYTES)
        for half, mine, theirs in ((first, one, other), (_xor(key, first), other, one)):
            sealed = SealedBox(PublicKey(boxes[mine])).encrypt(half + bytes.fromhex(device))
            halves.append(Half(mine, theirs, sealed))
    return Halves(device, dict(boxes), check_of(key), tuple(halves))


def opened(half: Half, device: str, box: PrivateKey) -> bytes:
    """Open a half as its custodian.

    Args:
        device: The laptop that asks.

    Raises:
        HalfNotOurs: It is sealed to another key, was changed, or belongs to another laptop.
    """
    try:
        plain = SealedBox(box).decrypt(half.sealed)
    except nacl.exceptions.CryptoError:
        raise HalfNotOurs from None
    if plain[KEY_BYTES:] != bytes.fromhex(device):
        raise HalfNotOurs
    return plain[:KEY_BYTES]


def joined(one: bytes, other: bytes, check: str) -> bytes:
    """Return the key that two halves make.

    Raises:
        HalvesDoNotFit: They make another one.
    """
    key = _xor(one, other)
    if not hmac.compare_digest(check_of(key), check):
        raise HalvesDoNotFit
    return key


def check_of(key: bytes) -> str:
    """Return what tells whether a key is the right one, and nothing else about it."""
    return hashlib.blake2b(key, digest_size=32, person=b"fieldapp custody").hexdigest()


def read_halves(file: Path) -> Halves:
    """Return what the key file has for custodians; needs no passphrase.

    Raises:
        NotPrepared: It has nothing for them.
        NotOurs, NewerFile, Damaged: As they say.
    """
    part = read_parts(file).get(PART)
    if part is None:
        raise NotPrepared
    try:
        return _read(part)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise Damaged(file=file) from None


def entrust(
    file: Path,
    key: bytes,
    device: str,
    boxes: Mapping[str, bytes],
    random: Callable[[int], bytes],
    disk: Disk = real_disk,
) -> bool:
    """Let these custodians help, and no others; whoever calls this holds the write lock.

    Fewer than two can help nobody: then the part is taken out. Where it stands as it should,
    nothing is written.

    Returns:
        Whether the file was changed.

    Raises:
        NotOurs, NewerFile, Damaged, NotWritable, DiskFull: The file stands as it was.
    """
    wanted = dict(boxes) if len(boxes) > 1 else {}
    part = read_parts(file).get(PART)
    if not wanted:
        if part is not None:
            put_parts(file, {PART: None}, disk)
        return part is not None
    try:
        known = _read(part) if part is not None else None
    except (KeyError, TypeError, ValueError, AttributeError):
        known = None
    if known and (known.device, known.boxes, known.check) == (device, wanted, check_of(key)):
        return False
    put_parts(file, {PART: _written(split(key, device, wanted, random))}, disk)
    return True


def half_written(half: Half) -> dict[str, str]:
    """Return a half as it stands in files."""
    return {"for": half.custodian, "with": half.other, "sealed": half.sealed.hex()}


def read_half(plain: Mapping[str, Any]) -> Half:
    """Read a half.

    Raises:
        KeyError, TypeError, ValueError: It is none.
    """
    return Half(
        _matching(plain["for"], DEVICE),
        _matching(plain["with"], DEVICE),
        bytes.fromhex(_matching(plain["sealed"], SEALED)),
    )


def _written(halves: Halves) -> dict[str, Any]:
    return {
        "device": halves.device,
        "boxes": {device: box.hex() for device, box in halves.boxes.items()},
        "check": halves.check,
        "halves": [half_written(half) for half in halves.halves],
    }


def _read(part: Mapping[str, Any]) -> Halves:
    return Halves(
        device=_matching(part["device"], DEVICE),
        boxes={
            _matching(device, DEVICE): bytes.fromhex(_matching(box, r"[0-9a-f]{64}"))
            for device, box in part["boxes"].items()
        },
        check=_matching(part["check"], r"[0-9a-f]{64}"),
        halves=tuple(read_half(half) for half in part["halves"]),
    )


def _matching(text: Any, pattern: str) -> str:
    if not isinstance(text, str) or not re.fullmatch(pattern, text):
        raise ValueError
    return text


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))
