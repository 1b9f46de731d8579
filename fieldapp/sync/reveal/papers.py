"""The two papers of a reveal, as signed files: what somebody asks, and what another approves. Pure.

An approval carries the request it answers, so it is worth nothing for another record, another
person or another time. Neither holds an answer in the clear: what is opened without the key is
sealed to the laptop that asked, and, where a second person has to let it through, sealed to that
one's laptop once more.
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import nacl.encoding
import nacl.exceptions
import nacl.hash
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.signing import SigningKey

from fieldapp.domain.fact import BadFact, values_from_json
from fieldapp.domain.schema import Values
from fieldapp.language import N_
from fieldapp.sync.members import signed

ASK, APPROVAL = "ask", "approval"

_ID = r"[0-9a-f]{32}"
_DEVICE = r"[0-9a-f]{16}"
_MISSION = r"[0-9a-f]{32}"
_KIND = r"[a-z][a-z0-9_]{0,63}"
_RECORD = r"[A-Za-z0-9][A-Za-z0-9._:-]{0,63}"
_CODE = r"[a-z][a-z0-9_-]{0,63}"
_INSTANT = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\+00:00"
_BASE64 = r"[A-Za-z0-9+/=]*"
_HASH = r"[0-9a-f]{64}"
MOST_MINUTES = 24 * 60


@dataclass(frozen=True)
class Ask:
    """Somebody asks to see one record.

    Attributes:
        id: 32 hex digits, random: one opening follows from one request, never two.
        device: Of whoever asks.
        reason: A code of the list `reveal_reason`.
        minutes: How long it is to be shown, once it is opened.
        until: The last instant at which an approval can be used; ISO 8601, UTC.
        glass: Their laptop does not hold the key.
        text: The signed document, to the letter.
    """

    id: str
    mission: str
    device: str
    kind: str
    record: str
    reason: str
    minutes: int
    until: str
    glass: bool
    text: str


@dataclass(frozen=True)
class Approval:
    """Somebody else agrees, and seals what is to be opened where the key is lacking.

    Attributes:
        by: Device of whoever signed it.
        to: Device that ``sealed`` is sealed to: whoever asked, or who lets it through.
        sealed: Empty where the key is not lacking.
        inside: BLAKE2b of what reaches whoever asked, so that who lets it through changes nothing.
        first: Text of the approval that this one lets through; empty where there is none.
        text: The signed document, to the letter.
    """

    ask: Ask
    by: str
    to: str
    sealed: bytes
    inside: str
    first: str
    text: str


def write_ask(
    mission: str,
    id_: str,
    kind: str,
    record: str,
    reason: str,
    minutes: int,
    until: str,
    key: SigningKey,
    device: str,
    *,
    glass: bool,
) -> str:
    """Make a request; it holds no answer of the record."""
    content: dict[str, Any] = {
        "mission": mission,
        "id": id_,
        "device": device,
        "kind": kind,
        "record": record,
        "reason": reason,
        "minutes": minutes,
        "until": until,
        "glass": glass,
    }
    return signed.write(ASK, content, key)


def read_ask(text: str | bytes) -> Ask:
    """Read a request as it claims to be; whether its device signed it is for `signed.check`.

    Raises:
        BadDocument, NewerDocument: It is none.
    """
    plain = signed.read(ASK, text)
    minutes, glass = plain.get("minutes"), plain.get("glass")
    if type(minutes) is not int or not 0 < minutes <= MOST_MINUTES:
        raise signed.bad(ASK, N_("minutes"))
    if not isinstance(glass, bool):
        raise signed.bad(ASK, "glass")
    return Ask(
        id=signed.text_of(ASK, plain, "id", _ID),
        mission=signed.text_of(ASK, plain, "mission", _MISSION),
        device=signed.text_of(ASK, plain, "device", _DEVICE),
        kind=signed.text_of(ASK, plain, "kind", _KIND),
        record=signed.text_of(ASK, plain, "record", _RECORD),
        reason=signed.text_of(ASK, plain, "reason", _CODE),
        minutes=minutes,
        until=signed.text_of(ASK, plain, "until", _INSTANT),
        glass=glass,
        text=text.decode() if isinstance(text, bytes) else text,
    )


def write_approval(
    ask: Ask, by: str, key: SigningKey, *, to: str = "", sealed: bytes = b"", inside: str = "",
    first: str = "",
) -> str:  # fmt: skip
    """Make an approval of a request."""
    content: dict[str, Any] = {"ask": ask.text, "by": by}
    more = {
        "to": to,
        "sealed": base64.b64encode(sealed).decode(),
        "inside": inside,
        "first": first,
    }
    return signed.write(APPROVAL, content | {n: v for n, v in more.items() if v}, key)


def read_approval(text: str | bytes) -> Approval:
    """Read an approval as it claims to be; whether ``by`` signed it is for `signed.check`.

    Raises:
        BadDocument, NewerDocument: It is none.
    """
    plain = signed.read(APPROVAL, text)

    def of(name: str, pattern: str) -> str:
        return signed.text_of(APPROVAL, {name: "", **plain}, name, f"(?s:{pattern})?")

    try:
        sealed = base64.b64decode(of("sealed", _BASE64), validate=True)
    except ValueError:
        raise signed.bad(APPROVAL, "sealed") from None
    return Approval(
        ask=read_ask(signed.text_of(APPROVAL, plain, "ask", r"(?s).+")),
        by=signed.text_of(APPROVAL, plain, "by", _DEVICE),
        to=of("to", _DEVICE),
        sealed=sealed,
        inside=of("inside", _HASH),
        first=of("first", ".*"),
        text=text.decode() if isinstance(text, bytes) else text,
    )


def check(purpose: str, text: str, key: bytes) -> None:
    """Make sure that the holder of a verify key signed this paper.

    Raises:
        BadDocument: Somebody else did, or it was changed.
    """
    signed.check(purpose, signed.read(purpose, text), key)


def seal_values(ask: Ask, values: Values, box: bytes) -> bytes:
    """Seal what is to be opened to the laptop that asked; it names the request it is for."""
    plain = json.dumps({"ask": ask.id, "values": dict(values)}, ensure_ascii=False).encode()
    return seal_once_more(plain, box)


def seal_once_more(content: bytes, box: bytes) -> bytes:
    """Seal something to the holder of a box key (32 bytes)."""
    return bytes(SealedBox(PublicKey(box)).encrypt(content))


def open_once(content: bytes, box: PrivateKey) -> bytes:
    """Take off one seal.

    Raises:
        BadDocument: It is sealed to another laptop.
    """
    try:
        return bytes(SealedBox(box).decrypt(content))
    except (nacl.exceptions.CryptoError, ValueError):
        raise signed.bad(APPROVAL, N_("sealed to another laptop")) from None


def open_values(ask: Ask, content: bytes, box: PrivateKey) -> Values:
    """Open what was sealed to this laptop for its own request.

    Raises:
        BadDocument: It is for another laptop or another request.
    """
    try:
        plain: Mapping[str, Any] = json.loads(open_once(content, box))
        if plain["ask"] != ask.id:
            raise signed.bad(APPROVAL, N_("request"))
        return values_from_json(plain["values"])
    except (ValueError, LookupError, TypeError, AttributeError, BadFact):
        raise signed.bad(APPROVAL, "sealed") from None


def hash_of(content: bytes) -> str:
    """Return the hash by which a seal is told from another."""
    digest: bytes = nacl.hash.blake2b(content, 32, encoder=nacl.encoding.HexEncoder)
    return digest.decode()
