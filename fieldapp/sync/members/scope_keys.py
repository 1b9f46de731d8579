"""New keys of a scope: the signed document "keys", and which of them may be written to. Pure.

A scope begins with the key in the mission's card, epoch 1; one that is newer than cards are, with a
document of epoch 1 (`begun`). Whenever a reader has left, somebody who
reads the scope and may sign makes a new pair: the public key for everybody, the private one sealed
to the device of each remaining reader. Packs are sealed to the newest epoch.

Two people may make the same epoch without knowing of each other. Then every laptop chooses alike
which of them to write to: the founder's before an administrator's, then the lower public key. And
it keeps the private keys of both and tries each, so that no pack stays closed. To *read* with, a
key need only have been signed by somebody who was entitled at some time; to *write* to, who signed
it must be so now, because a key of somebody who was taken out may have readers whom nobody chose.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from nacl.public import PublicKey, SealedBox
from nacl.signing import SigningKey

from fieldapp.domain.scope import SCOPES
from fieldapp.language import N_
from fieldapp.sync.errors import BadDocument
from fieldapp.sync.members import signed
from fieldapp.sync.members.membership import Card, Member
from fieldapp.sync.members.roster import Roster

FIRST_EPOCH = 1


@dataclass(frozen=True)
class ScopeKey:
    """A key of a scope as somebody signed it.

    Attributes:
        sealed: The private key for each device that reads the scope, sealed to it.
        without: Devices that it was made to shut out, each with the number of the statement that
            took it out.
        by: Device of the administrator who signed it; empty for the founder.
        text: The signed document, to the letter.
    """

    scope: str
    epoch: int
    public: bytes
    sealed: Mapping[str, bytes]
    without: Mapping[str, int]
    by: str
    text: str


def write_scope_key(
    card: Card,
    scope: str,
    epoch: int,
    pair: tuple[bytes, bytes],
    readers: Iterable[Member],
    without: Mapping[str, int],
    key: SigningKey,
    by: str,
) -> str:
    """Make the document for a pair (public key, private key) and its readers."""
    public, private = pair
    content: dict[str, Any] = {
        "mission": card.id,
        "scope": scope,
        "epoch": epoch,
        "public": public.hex(),
        "sealed": {
            reader.device: SealedBox(PublicKey(reader.box)).encrypt(private).hex()
            for reader in readers
        },
        "without": dict(without),
    }
    return signed.write("keys", content | ({"by": by} if by else {}), key)


def read_scope_key(text: str | bytes, roster: Roster) -> ScopeKey:
    """Read a key that somebody signed who was entitled at some time; see `counts`.

    Raises:
        BadDocument, NewerDocument: It is none, was changed, or is of another mission.
    """
    plain = signed.read("keys", text)
    if plain.get("mission") != roster.card.id:
        raise signed.bad("keys", "mission")
    if not roster.was_signed("keys", plain):
        raise signed.bad("keys", N_("signature"))
    scope = signed.text_of("keys", plain, "scope", r"[a-z/]{1,100}")
    epoch, sealed, without = plain.get("epoch"), plain.get("sealed"), plain.get("without")
    least = FIRST_EPOCH + 1 if (scope, FIRST_EPOCH) in roster.card.keys else FIRST_EPOCH
    if type(epoch) is not int or not least <= epoch < 2**31 or scope not in SCOPES:
        raise signed.bad("keys", "epoch")
    if not isinstance(sealed, dict) or not isinstance(without, dict):
        raise signed.bad("keys", N_("readers"))
    if not all(type(number) is int for number in without.values()):
        raise signed.bad("keys", N_("readers"))
    return ScopeKey(
        scope=scope,
        epoch=epoch,
        public=bytes.fromhex(signed.text_of("keys", plain, "public", signed.HEX_32)),
        sealed={
            device: bytes.fromhex(signed.text_of("keys", sealed, device, r"[0-9a-f]{160}"))
            for device in sealed
        },
        without=without,
        by=str(plain.get("by", "")),
        text=text.decode() if isinstance(text, bytes) else text,
    )


def counts(key: ScopeKey, roster: Roster) -> bool:
    """Say whether packs may be sealed to a key: whoever signed it is entitled now."""
    try:
        signer = roster.signer("keys", signed.read("keys", key.text))
    except BadDocument:
        return False
    return signer is None or key.scope in signer.reads


def to_write_to(card: Card, keys: Iterable[ScopeKey]) -> dict[tuple[str, int], bytes]:
    """Choose for each scope and epoch the public key that packs are sealed to.

    Args:
        keys: Those that count.
    """
    chosen = dict(card.keys)
    for key in sorted(keys, key=lambda key: (key.by != "", key.public)):
        chosen.setdefault((key.scope, key.epoch), key.public)
    return chosen


def newest(chosen: Mapping[tuple[str, int], object], scope: str) -> int:
    """Return the newest epoch of a scope; 0 where it has none yet."""
    return max((epoch for of, epoch in chosen if of == scope), default=0)


def to_shut_out(roster: Roster, scope: str, keys: Iterable[ScopeKey]) -> dict[str, int]:
    """Return the devices that hold the newest key of a scope and no longer read it, each with the
    number of its statement; empty where the key need not be renewed.

    Args:
        keys: The documents of the newest key; none where that is the card's.
    """
    shut: dict[str, int] = {}
    for key in keys:
        for device, number in key.without.items():
            shut[device] = max(number, shut.get(device, 0))
    read: dict[str, int] = {}
    for statement in roster.every:
        if scope in statement.reads:
            read[statement.device] = max(statement.number, read.get(statement.device, 0))
    reading = {member.device for member in roster.readers(scope)}
    return {
        device: number
        for device, number in read.items()
        if device not in reading and number > shut.get(device, -1)
    }


def without_key(roster: Roster, scope: str, epoch: int, keys: Iterable[ScopeKey]) -> list[Member]:
    """Return the readers of a scope to whom nobody gave its newest key: they were invited by
    somebody who had not heard of it.

    Args:
        keys: The documents of the newest key.
    """
    given = {device for key in keys for device in key.sealed}
    return [
        member
        for member in roster.readers(scope)
        if member.device not in given and member.epochs.get(scope, FIRST_EPOCH) < epoch
    ]
