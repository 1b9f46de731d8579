"""Who is in the mission: the mission's card, a laptop's request, memberships and roles.

Pure reading, writing and checking of signed documents; which of several statements count is in
`roster`, what a workspace does with them in `mission` and `leaving`. The mission's id follows from
its owner's key and a device's id from its own, so nobody can claim either.

A statement says role, areas and scopes. The areas (p-codes) tell people where somebody works; the
keys are for the whole mission, so an area alone keeps nothing closed.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from nacl.signing import SigningKey

from fieldapp.domain import scope
from fieldapp.domain.scope import CONDUCT, RESTRICTED, SCOPES, TEAM, read_by
from fieldapp.language import N_
from fieldapp.store.workspace import device_id
from fieldapp.sync.errors import BadDocument, BadName, NewerDocument
from fieldapp.sync.members import signed
from fieldapp.sync.wire.feed import id_of

LONGEST_NAME = 100
MOST_AREAS = 50

FOUNDER, ADMINISTRATOR = scope.FOUNDER, "administrator"
FOCAL_POINT = "conduct"

OF_CARD = (TEAM, RESTRICTED)
"""The scopes whose first key stands in a mission's card: those of fieldapp 0.1, because versions
before 0.4 refuse a card with any other. That of a later scope is a document, see `scope_keys`."""

LEFT = "left"
"""The role of a laptop that was taken out: it reads and writes nothing."""

REASONS = ("lost", "left", "other")
"""Why a laptop was taken out."""

ROLES: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = MappingProxyType(
    {
        FOUNDER: (SCOPES, OF_CARD),
        ADMINISTRATOR: ((TEAM,), OF_CARD),
        "officer": ((TEAM,), OF_CARD),
        "protection": (OF_CARD, OF_CARD),
        FOCAL_POINT: ((TEAM, CONDUCT), OF_CARD),
    }
)
"""For each role the scopes it reads and the scopes that its statement says it writes. Who does not
read a scope in confidence records into it and cannot read it back.

Whoever may write to one scope in confidence may write to each of them (`_writes`). A statement
names only those of the card: versions before 0.4 would refuse what an administrator signed whose
own statement, written by them, knows no third.
"""

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
    """What a statement says of a laptop: that it is in the mission, or that it was taken out.

    Attributes:
        number: Counts the statements; of two about one device the higher holds.
        reads, writes: Scopes.
        text: The signed document, to the letter.
        by: Device of the administrator who signed it; empty for the founder.
        areas: P-codes of where they work; empty for the whole mission.
        epochs: The newest epoch of each scope whose key came with the invitation.
        last: Of a laptop that was taken out: for each scope its packs that no other names as the
            previous one. They and what came before them stand. A scope is absent while nobody who
            reads it has said so; until then nothing in it is doubted.
        reason: Why it was taken out; one of `REASONS`, or empty.
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
    by: str = ""
    areas: tuple[str, ...] = ()
    epochs: Mapping[str, int] = field(default_factory=dict)
    last: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reason: str = ""

    @property
    def left(self) -> bool:
        """The laptop was taken out of the mission."""
        return self.role == LEFT

    @property
    def asking(self) -> Asking:
        """What the laptop had asked with."""
        return Asking(self.name, self.sign, self.box)


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
    if {scope for scope, _epoch in keys} != set(OF_CARD):
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
    card: Card,
    asking: Asking,
    role: str,
    number: int,
    issued: str,
    key: SigningKey,
    *,
    by: str = "",
    areas: Sequence[str] = (),
    epochs: Mapping[str, int] | None = None,
    last: Mapping[str, Sequence[str]] | None = None,
    reason: str = "",
) -> Member:
    """Make a statement about a laptop, signed by the founder or by the administrator ``by``."""
    reads, writes = ROLES[role] if role != LEFT else ((), ())
    content: dict[str, Any] = {
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
    if role == LEFT:
        content["last"] = {scope: sorted(ids) for scope, ids in (last or {}).items()}
    more = {"by": by, "areas": list(areas), "epochs": dict(epochs or {}), "reason": reason}
    content |= {name: value for name, value in more.items() if value}
    return read_member(signed.write("member", content, key), card, bytes(key.verify_key))


def read_member(text: str | bytes, card: Card, signer: bytes | None = None) -> Member:
    """Read a statement that the founder signed, or else the holder of the key ``signer``.

    Raises:
        BadDocument, NewerDocument: It is none, was changed, or is of another mission.
    """
    plain = signed.read("member", text)
    if signer is None and plain.get("by"):
        raise signed.bad("member", N_("signature"))
    signed.check("member", plain, signer or card.owner)
    return read_statement(text, card)


def read_statement(text: str | bytes, card: Card) -> Member:
    """Read a statement of this mission as it claims to be; whether it counts is for `roster`.

    Raises:
        BadDocument, NewerDocument: It is none, or is of another mission.
    """
    plain = signed.read("member", text)
    sign = bytes.fromhex(signed.text_of("member", plain, "sign", signed.HEX_32))
    number = plain.get("number")
    if plain.get("mission") != card.id or type(number) is not int:
        raise signed.bad("member", "mission")
    role = signed.text_of("member", plain, "role", r"[a-z_]{1,40}")
    return Member(
        mission=card.id,
        device=device_id(sign),
        name=_name("member", plain),
        role=role,
        sign=sign,
        box=bytes.fromhex(signed.text_of("member", plain, "box", signed.HEX_32)),
        reads=read_by(role, _scopes(plain, "reads")),
        writes=_writes(plain),
        number=number,
        text=_text(text),
        by=signed.text_of("member", {"by": "", **plain}, "by", r"([0-9a-f]{16})?"),
        areas=_areas(plain),
        epochs=_epochs(plain),
        last=_last(plain),
        reason=signed.text_of("member", {"reason": "", **plain}, "reason", r"[a-z_]{0,40}"),
    )


def is_leaving(document: bytes) -> bool:
    """Say whether a document claims that a laptop was taken out."""
    try:
        return bool(signed.read("member", document).get("role") == LEFT)
    except (BadDocument, NewerDocument):
        return False


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


def _writes(plain: Mapping[str, Any]) -> frozenset[str]:
    found = _scopes(plain, "writes")
    return found | {CONDUCT} if RESTRICTED in found else found


def _areas(plain: Mapping[str, Any]) -> tuple[str, ...]:
    found = plain.get("areas", [])
    if not isinstance(found, list) or len(found) > MOST_AREAS:
        raise signed.bad("member", "areas")
    return tuple(proper_area(area) for area in found)


def proper_area(area: object) -> str:
    """Return a p-code as it may stand in a statement.

    Raises:
        BadDocument: It is none.
    """
    if not isinstance(area, str) or not re.fullmatch(r"[A-Za-z0-9_.-]{1,40}", area):
        raise signed.bad("member", N_("area"))
    return area


def _epochs(plain: Mapping[str, Any]) -> dict[str, int]:
    found = plain.get("epochs", {})
    if not isinstance(found, dict) or not all(type(number) is int for number in found.values()):
        raise signed.bad("member", "epochs")
    return found


def _last(plain: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    found = plain.get("last", {})
    if not isinstance(found, dict) or not all(isinstance(ids, list) for ids in found.values()):
        raise signed.bad("member", "last")
    if not all(isinstance(pack, str) for ids in found.values() for pack in ids):
        raise signed.bad("member", "last")
    return {scope: tuple(ids) for scope, ids in found.items()}


def _text(text: str | bytes) -> str:
    return text.decode() if isinstance(text, bytes) else text
