"""Who is in the mission: the mission's card, a laptop's request, memberships and roles.

Pure reading, writing and checking of signed documents; what a workspace does with them is in
`mission`. The mission's id follows from its owner's key and a device's id from its own, so nobody
can claim either.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from nacl.signing import SigningKey

from fieldapp.domain.scope import SCOPES, TEAM
from fieldapp.language import N_
from fieldapp.store.workspace import device_id
from fieldapp.sync import signed
from fieldapp.sync.errors import BadName
from fieldapp.sync.feed import id_of

LONGEST_NAME = 100

FOUNDER, ADMINISTRATOR = "founder", "administrator"

ROLES: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = MappingProxyType(
    {
        FOUNDER: (SCOPES, SCOPES),
        ADMINISTRATOR: ((TEAM,), SCOPES),
        "officer": ((TEAM,), SCOPES),
        "protection": (SCOPES, SCOPES),
    }
)
"""For each role the scopes it reads and the scopes it writes. Who is not of the protection cell
records into the restricted scope and cannot read it back."""

INVITED = tuple(role for role in ROLES if role != FOUNDER)
"""The roles that somebody can be invited to."""


@dataclass(frozen=True)
class Card:
    """The public face of a mission, signed by its owner.

    Attributes:
        id: BLAKE2b-128 of the owner's verify key.
        owner: The verify key itself.
        keys: Public key of each scope and epoch.
        text: The signed document, to the letter.
    """

    id: str
    name: str
    owner: bytes
    keys: Mapping[tuple[str, int], bytes]
    text: str


@dataclass(frozen=True)
class Asking:
    """A laptop that asks to be let in; true only in that it holds the signing key it shows."""

    name: str
    sign: bytes
    box: bytes


@dataclass(frozen=True)
class Member:
    """A laptop that is in the mission, as the owner signed it.

    Attributes:
        number: Counts the owner's statements; of two about one device the higher holds.
        reads, writes: Scopes.
        text: The signed document, to the letter.
    """

    mission: str
    device: str
    name: str
    role: str
    sign: bytes
    box: bytes
    reads: frozenset[str]
    writes: frozenset[str]
    number: int
    text: str


def fingerprint(key: bytes) -> str:
    """Return 20 digits of a verify key to read aloud, in groups of four."""
    digits = id_of(key)[:20]
    return " ".join(digits[n : n + 4] for n in range(0, len(digits), 4))


def proper_name(name: str) -> str:
    """Return the name without spaces around it.

    Raises:
        BadName: It is empty, too long, or holds what does not show.
    """
    name = name.strip()
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        raise BadName(most=LONGEST_NAME)
    return name


def write_card(name: str, keys: Mapping[tuple[str, int], bytes], owner: SigningKey) -> Card:
    """Make the card of a mission."""
    content = {
        "name": proper_name(name),
        "owner": bytes(owner.verify_key).hex(),
        "keys": [
            {"scope": scope, "epoch": epoch, "public": public.hex()}
            for (scope, epoch), public in sorted(keys.items())
        ],
    }
    return read_card(signed.write("mission", content, owner))


def read_card(text: str | bytes) -> Card:
    """Read a card that its owner signed.

    Raises:
        BadDocument, NewerDocument: It is none, or was changed.
    """
    plain = signed.read("mission", text)
    owner = bytes.fromhex(signed.text_of("mission", plain, "owner", signed.HEX_32))
    signed.check("mission", plain, owner)
    keys: dict[tuple[str, int], bytes] = {}
    for key in signed.objects_of("mission", plain, "keys"):
        epoch = key.get("epoch")
        scope = signed.text_of("mission", key, "scope", r"[a-z/]{1,100}")
        if type(epoch) is not int or not 0 < epoch < 2**31:
            raise signed.bad("mission", "epoch")
        public = signed.text_of("mission", key, "public", signed.HEX_32)
        keys[scope, epoch] = bytes.fromhex(public)
    if {scope for scope, _epoch in keys} != set(SCOPES):
        raise signed.bad("mission", "keys")
    return Card(id_of(owner), _name("mission", plain), owner, keys, _text(text))


def write_request(name: str, box: bytes, key: SigningKey) -> str:
    """Make the request of a laptop."""
    content = {
        "name": proper_name(name),
        "sign": bytes(key.verify_key).hex(),
        "box": box.hex(),
    }
    return signed.write("request", content, key)


def read_request(text: str | bytes) -> Asking:
    """Read a request that the laptop itself signed.

    Raises:
        BadDocument, NewerDocument: It is none, or was changed.
    """
    plain = signed.read("request", text)
    sign = bytes.fromhex(signed.text_of("request", plain, "sign", signed.HEX_32))
    signed.check("request", plain, sign)
    box = bytes.fromhex(signed.text_of("request", plain, "box", signed.HEX_32))
    return Asking(_name("request", plain), sign, box)


def write_member(
    card: Card, asking: Asking, role: str, number: int, issued: str, owner: SigningKey
) -> Member:
    """Make the owner's statement that a laptop is in the mission."""
    reads, writes = ROLES[role]
    content = {
        "mission": card.id,
        "name": asking.name,
        "sign": asking.sign.hex(),
        "box": asking.box.hex(),
        "role": role,
        "reads": sorted(reads),
        "writes": sorted(writes),
        "number": number,
        "issued": issued,
    }
    return read_member(signed.write("member", content, owner), card)


def read_member(text: str | bytes, card: Card) -> Member:
    """Read a membership that the owner of this mission signed.

    Raises:
        BadDocument, NewerDocument: It is none, was changed, or is of another mission.
    """
    plain = signed.read("member", text)
    signed.check("member", plain, card.owner)
    sign = bytes.fromhex(signed.text_of("member", plain, "sign", signed.HEX_32))
    number = plain.get("number")
    if plain.get("mission") != card.id or type(number) is not int:
        raise signed.bad("member", "mission")
    return Member(
        mission=card.id,
        device=device_id(sign),
        name=_name("member", plain),
        role=signed.text_of("member", plain, "role", r"[a-z_]{1,40}"),
        sign=sign,
        box=bytes.fromhex(signed.text_of("member", plain, "box", signed.HEX_32)),
        reads=_scopes(plain, "reads"),
        writes=_scopes(plain, "writes"),
        number=number,
        text=_text(text),
    )


def newer(one: Member, other: Member | None) -> bool:
    """Say whether the first of two statements about a device holds, in whatever order they came."""
    return other is None or (one.number, one.text) > (other.number, other.text)


def _name(purpose: str, plain: Mapping[str, Any]) -> str:
    try:
        return proper_name(signed.text_of(purpose, plain, "name", r"(?s).*"))
    except BadName:
        raise signed.bad(purpose, N_("name")) from None


def _scopes(plain: Mapping[str, Any], name: str) -> frozenset[str]:
    found = plain.get(name)
    if not isinstance(found, list) or not all(isinstance(scope, str) for scope in found):
        raise signed.bad("member", name)
    return frozenset(found)


def _text(text: str | bytes) -> str:
    return text.decode() if isinstance(text, bytes) else text
