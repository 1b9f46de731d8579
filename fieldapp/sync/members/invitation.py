"""The invitation: what answers a request, and what the laptop that asked reads from it. Pure.

It carries the mission's card, the statement about the laptop, the private keys of the scopes that
it reads, each sealed to its device key, and the documents that it cannot do without before its
first sync. "keys" has those of the card, which fieldapp 0.2 understands; "more" the later ones.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import nacl.exceptions
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.signing import SigningKey

from fieldapp.domain.scope import SCOPES
from fieldapp.language import N_
from fieldapp.sync.members import signed
from fieldapp.sync.members.hub_notice import ADDRESS
from fieldapp.sync.members.membership import Card, Member, read_card, read_statement
from fieldapp.sync.members.roster import read_roster

MOST_DOCUMENTS = 100


@dataclass(frozen=True)
class Invitation:
    """An invitation that was checked, but for its keys, which `open_keys` opens.

    Attributes:
        hub: Address of the hub; may be empty.
        documents: The signed documents that came with it; each is checked by whoever keeps it.
    """

    card: Card
    member: Member
    hub: str
    documents: tuple[str, ...]
    _keys: tuple[dict[str, Any], ...]
    _more: tuple[dict[str, Any], ...]

    def open_keys(self, box: PrivateKey) -> list[tuple[str, int, bytes]]:
        """Return the private keys that came with it, each with its scope and epoch.

        Raises:
            BadDocument: They are not those of the scopes that the statement names.
        """
        found = []
        for key in (*self._keys, *self._more):
            scope, epoch = key.get("scope"), key.get("epoch")
            if scope not in SCOPES or type(epoch) is not int or not 0 < epoch < 2**31:
                raise signed.bad("invitation", "keys")
            sealed = signed.text_of("invitation", key, "sealed", r"[0-9a-f]{160}")
            try:
                private = SealedBox(box).decrypt(bytes.fromhex(sealed))
            except nacl.exceptions.CryptoError:
                raise signed.bad("invitation", "keys") from None
            found.append((str(scope), epoch, private))
        for scope, epoch, private in found[: len(self._keys)]:
            if bytes(PrivateKey(private).public_key) != self.card.keys.get((scope, epoch)):
                raise signed.bad("invitation", "keys")
        if {scope for scope, _epoch, _private in found} != self.member.reads & set(SCOPES):
            raise signed.bad("invitation", "keys")
        return found


def write_invitation(
    card: Card,
    member: Member,
    hub: str,
    ring: Mapping[tuple[str, int], Sequence[bytes]],
    documents: Iterable[str],
    key: SigningKey,
    by: str,
) -> bytes:
    """Make the invitation that brings a statement to its laptop.

    Args:
        ring: Private keys by scope and epoch; only those that the laptop reads go in.
        documents: What it needs to check the rest before its first sync.
        by: Device of the administrator who signs; empty for the founder.
    """
    box = SealedBox(PublicKey(member.box))
    keys: list[dict[str, Any]] = []
    more: list[dict[str, Any]] = []
    for (scope, epoch), private_keys in sorted(ring.items()):
        for private in private_keys if scope in member.reads else ():
            of_card = bytes(PrivateKey(private).public_key) == card.keys.get((scope, epoch))
            sealed = box.encrypt(private).hex()
            (keys if of_card else more).append({"scope": scope, "epoch": epoch, "sealed": sealed})
    content: dict[str, Any] = {"card": card.text, "member": member.text, "hub": hub, "keys": keys}
    rest = {"more": more, "documents": list(documents), "by": by}
    content |= {name: value for name, value in rest.items() if value}
    return signed.write("invitation", content, key).encode()


def read_invitation(text: bytes) -> Invitation:
    """Read an invitation that the founder signed, or an administrator whose statement is in it.

    Raises:
        BadDocument, NewerDocument: It is none, was changed, or contradicts itself.
    """
    plain = signed.read("invitation", text)
    card = read_card(signed.text_of("invitation", plain, "card", r"(?s).+"))
    documents = plain.get("documents", [])
    if (
        not isinstance(documents, list)
        or len(documents) > MOST_DOCUMENTS
        or not all(isinstance(document, str) for document in documents)
    ):
        raise signed.bad("invitation", N_("documents"))
    statement = signed.text_of("invitation", plain, "member", r"(?s).+")
    roster = read_roster(
        card, [statement, *(d for d in documents if signed.purpose_of(d) == "member")]
    )
    roster.signer("invitation", plain)
    member = read_statement(statement, card)
    if roster.members.get(member.device) != member:
        raise signed.bad("member", N_("signature"))
    return Invitation(
        card=card,
        member=member,
        hub=signed.text_of("invitation", plain, "hub", ADDRESS),
        documents=tuple(documents),
        _keys=tuple(signed.objects_of("invitation", plain, "keys")),
        _more=tuple(signed.objects_of("invitation", {"more": [], **plain}, "more")),
    )
