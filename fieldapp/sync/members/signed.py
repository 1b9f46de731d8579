"""Small signed documents: requests, memberships, invitations. One object of JSON, signed.

The signature covers the purpose and the rest of the object with sorted keys, so that a statement
made for one purpose is worth nothing for another. What the documents say is in `membership`.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

import nacl.exceptions
import nacl.signing

from fieldapp.errors import Words
from fieldapp.language import N_
from fieldapp.sync.errors import BadDocument, NewerDocument

VERSION = 1
LONGEST = 256 * 1024
"""Bytes of a document; an invitation has about two thousand."""

DOCUMENTS = {
    "request": N_("request"),
    "member": N_("membership"),
    "mission": N_("mission"),
    "invitation": N_("invitation"),
    "keys": N_("key of a scope"),
    "hub": N_("address of a hub"),
    "parcel": N_("parcel"),
    "meeting": N_("answer of the other laptop"),
    "custodians": N_("list of custodians"),
    "recovery": N_("request to custodians"),
    "recovery answer": N_("answer of a custodian"),
    "ask": N_("request to see a record"),
    "approval": N_("approval"),
    "paper": N_("request to release a paper"),
    "release": N_("release of a paper"),
    "audit": N_("audit log"),
}
"""Purpose and what people call it."""


def write(purpose: str, content: Mapping[str, Any], key: nacl.signing.SigningKey) -> str:
    """Return the document on one line. Equal content and key give equal text."""
    plain = {**content, "fieldapp": purpose, "v": VERSION}
    return _line({**plain, "signature": key.sign(_covered(purpose, plain)).signature.hex()})


def read(purpose: str, text: str | bytes) -> dict[str, Any]:
    """Read a document as it claims to be. Nothing in it is true before `check`.

    Raises:
        BadDocument: It is none of this purpose.
        NewerDocument: A later version wrote it.
    """
    if len(text) > LONGEST:
        raise bad(purpose, N_("too long"))
    plain = _plain(text)
    if plain is None:
        raise bad(purpose, N_("no JSON"))
    if not isinstance(plain, dict) or plain.get("fieldapp") != purpose:
        raise bad(purpose, N_("something else"))
    version = plain.get("v")
    if type(version) is not int or version < VERSION:
        raise bad(purpose, N_("version"))
    if version > VERSION:
        raise NewerDocument(document=called(purpose))
    return plain


def purpose_of(text: str | bytes) -> str:
    """Return the purpose that a document names; empty where it is none of ours."""
    plain = _plain(text) if len(text) <= LONGEST else None
    purpose = plain.get("fieldapp") if isinstance(plain, dict) else None
    return purpose if isinstance(purpose, str) and purpose in DOCUMENTS else ""


def called(purpose: str) -> Words:
    """Return what people call a document of this purpose."""
    return Words(DOCUMENTS.get(purpose, N_("document")))


def check(purpose: str, plain: Mapping[str, Any], key: bytes) -> None:
    """Make sure that the holder of ``key`` (a verify key of 32 bytes) signed exactly this.

    Raises:
        BadDocument: Somebody else did, or it was changed.
    """
    rest = {name: value for name, value in plain.items() if name != "signature"}
    try:
        signature = bytes.fromhex(text_of(purpose, plain, "signature", HEX_64))
        nacl.signing.VerifyKey(key).verify(_covered(purpose, rest), signature)
    except (nacl.exceptions.CryptoError, UnicodeEncodeError):
        raise bad(purpose, N_("signature")) from None


def check_any(text: str | bytes, key: bytes) -> None:
    """Make sure that the holder of ``key`` signed this document, whatever its purpose is.

    Raises:
        BadDocument: It is none, somebody else signed it, or it was changed.
        NewerDocument: A later version wrote it.
    """
    try:
        purpose = json.loads(text)["fieldapp"] if len(text) <= LONGEST else ""
    except (ValueError, RecursionError, LookupError, TypeError):
        purpose = ""
    if not isinstance(purpose, str) or not purpose.isprintable():
        purpose = ""
    check(purpose, read(purpose, text), key)


HEX_32, HEX_64 = r"[0-9a-f]{64}", r"[0-9a-f]{128}"


def text_of(purpose: str, plain: Mapping[str, Any], name: str, pattern: str) -> str:
    """Return a text of the document that matches as a whole.

    Raises:
        BadDocument: It is absent or something else.
    """
    text = plain.get(name)
    if not isinstance(text, str) or not re.fullmatch(pattern, text):
        raise bad(purpose, name)
    return text


def objects_of(purpose: str, plain: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """Return a list of objects of the document.

    Raises:
        BadDocument: It is absent or something else.
    """
    found = plain.get(name)
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise bad(purpose, name)
    return found


def bad(purpose: str, what: str) -> BadDocument:
    """Return the error for a document of this purpose."""
    return BadDocument(document=called(purpose), what=Words(what))


def _plain(text: str | bytes) -> Any:
    try:  # UTF-8 and nothing else, because what is kept to the letter is kept as text
        return json.loads(text.decode() if isinstance(text, bytes) else text)
    except (ValueError, RecursionError):
        return None


def _covered(purpose: str, plain: Mapping[str, Any]) -> bytes:
    return f"fieldapp {purpose} {VERSION}\n{_line(plain)}".encode()


def _line(plain: Mapping[str, Any]) -> str:
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
