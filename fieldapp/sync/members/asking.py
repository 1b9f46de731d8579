"""The two files of a recovery: what an officer asks of custodians, and what a custodian answers.

Pure. The request is signed with a key made for it, whose fingerprint the officer reads to each
custodian: whoever changes a letter of the request has to sign it with another key, and the words
differ. The same key, turned into a box key, is what the answers are sealed to.

Neither file opens anything by itself: the request holds halves that only custodians open, the
answer halves that only the officer opens, with the new passphrase.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import nacl.exceptions
from nacl.public import SealedBox
from nacl.signing import SigningKey, VerifyKey

from fieldapp.language import N_
from fieldapp.store.custody import Half, Halves, half_written, read_half
from fieldapp.store.keyfile import KEY_BYTES
from fieldapp.store.workspace import device_id
from fieldapp.sync.members import signed, words

ASKING, ANSWER = "recovery", "recovery answer"
_RESEALED = r"[0-9a-f]{160}"
_DEVICE = r"[0-9a-f]{16}"
MOST_HALVES = 6


@dataclass(frozen=True)
class Asking:
    """A request as it claims to be; true only in that its key signed all of it.

    Attributes:
        sign: Verify key of the request.
        device: The laptop that is said to ask.
    """

    sign: bytes
    device: str
    halves: tuple[Half, ...]

    @property
    def words(self) -> str:
        """Five words that the officer reads to the custodian."""
        return words.in_words(self.sign)


@dataclass(frozen=True)
class Answer:
    """What a custodian answered.

    Attributes:
        to: Verify key of the request.
        custodian: Device id, which follows from the key that signed.
        halves: By the custodian who has the other half, sealed to the request's key.
    """

    to: bytes
    custodian: str
    halves: Mapping[str, bytes]


def write_asking(halves: Halves, key: SigningKey) -> bytes:
    """Make the request of a laptop."""
    content = {
        "device": halves.device,
        "sign": bytes(key.verify_key).hex(),
        "halves": [half_written(half) for half in halves.halves],
    }
    return signed.write(ASKING, content, key).encode()


def read_asking(content: bytes) -> Asking:
    """Read a request.

    Raises:
        BadDocument, NewerDocument: It is none, or was changed.
    """
    plain = signed.read(ASKING, content)
    sign = bytes.fromhex(signed.text_of(ASKING, plain, "sign", signed.HEX_32))
    signed.check(ASKING, plain, sign)
    rows = signed.objects_of(ASKING, plain, "halves")
    try:
        halves = tuple(read_half(row) for row in rows[:MOST_HALVES])
    except (KeyError, TypeError, ValueError):
        raise signed.bad(ASKING, N_("halves")) from None
    return Asking(sign, signed.text_of(ASKING, plain, "device", _DEVICE), halves)


def write_answer(asking: Asking, opened: Mapping[str, bytes], key: SigningKey) -> bytes:
    """Make a custodian's answer.

    Args:
        opened: Halves of the key by the custodian who has the other half of each.

    Raises:
        BadDocument: The key of the request is none that anything can be sealed to.
    """
    try:
        box = SealedBox(VerifyKey(asking.sign).to_curve25519_public_key())
    except (nacl.exceptions.CryptoError, RuntimeError):
        raise signed.bad(ASKING, "sign") from None
    content: dict[str, Any] = {
        "to": asking.sign.hex(),
        "sign": bytes(key.verify_key).hex(),
        "halves": {other: box.encrypt(half).hex() for other, half in opened.items()},
    }
    return signed.write(ANSWER, content, key).encode()


def read_answer(content: bytes) -> Answer:
    """Read an answer.

    Raises:
        BadDocument, NewerDocument: It is none, or was changed.
    """
    plain = signed.read(ANSWER, content)
    sign = bytes.fromhex(signed.text_of(ANSWER, plain, "sign", signed.HEX_32))
    signed.check(ANSWER, plain, sign)
    halves = plain.get("halves")
    if not isinstance(halves, dict):
        raise signed.bad(ANSWER, N_("halves"))
    return Answer(
        to=bytes.fromhex(signed.text_of(ANSWER, plain, "to", signed.HEX_32)),
        custodian=device_id(sign),
        halves={
            other: bytes.fromhex(signed.text_of(ANSWER, halves, other, _RESEALED))
            for other in halves
        },
    )


def halves_of(answers: Sequence[Answer], key: SigningKey) -> list[tuple[bytes, bytes]]:
    """Return each two halves that belong together and can be opened; none of one custodian alone.

    Args:
        key: Of the request.
    """
    box = SealedBox(key.to_curve25519_private_key())
    found = []
    for n, one in enumerate(answers):
        for other in answers[n + 1 :]:
            if other.custodian not in one.halves or one.custodian not in other.halves:
                continue
            try:
                halves = (
                    box.decrypt(one.halves[other.custodian]),
                    box.decrypt(other.halves[one.custodian]),
                )
            except nacl.exceptions.CryptoError:
                continue
            if {len(half) for half in halves} == {KEY_BYTES}:
                found.append(halves)
    return found
