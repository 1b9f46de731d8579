"""Who helps whoever lost passphrase and recovery sheet: the signed document "custodians". Pure.

The founder alone names them. An administrator could otherwise name two laptops of their own and
read every laptop that they get hold of. For the same reason the document says which box keys the
halves are sealed to: a newer statement about a custodian's laptop, with another box key, changes
nothing.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from nacl.signing import SigningKey

from fieldapp.language import N_
from fieldapp.store.custody import DEVICE
from fieldapp.sync.members import signed
from fieldapp.sync.members.membership import Card, Member
from fieldapp.sync.members.roster import Roster

CUSTODIANS = 3
"""Two of them are needed: one may be away, ill or taken, and no single one can be pressed."""


@dataclass(frozen=True)
class CustodianNotice:
    """The custodians as the founder named them.

    Attributes:
        boxes: Public box key by device id; of three, or of nobody where they are withdrawn.
        number: Of two notices the higher holds.
        text: The signed document, to the letter.
    """

    boxes: Mapping[str, bytes]
    number: int
    text: str


def write_custodians(card: Card, boxes: Mapping[str, bytes], number: int, owner: SigningKey) -> str:
    """Make the document."""
    content = {
        "mission": card.id,
        "custodians": {device: box.hex() for device, box in boxes.items()},
        "number": number,
    }
    return signed.write("custodians", content, owner)


def read_custodians(text: str | bytes, card: Card) -> CustodianNotice:
    """Read a notice that the founder signed.

    Raises:
        BadDocument, NewerDocument: It is none, was changed, or is of another mission.
    """
    plain = signed.read("custodians", text)
    if plain.get("mission") != card.id:
        raise signed.bad("custodians", "mission")
    signed.check("custodians", plain, card.owner)
    named, number = plain.get("custodians"), plain.get("number")
    if type(number) is not int:
        raise signed.bad("custodians", "number")
    if not isinstance(named, dict) or len(named) not in (0, CUSTODIANS):
        raise signed.bad("custodians", N_("number of laptops"))
    if not all(re.fullmatch(DEVICE, device) for device in named):
        raise signed.bad("custodians", N_("laptop"))
    return CustodianNotice(
        boxes={
            device: bytes.fromhex(signed.text_of("custodians", named, device, signed.HEX_32))
            for device in named
        },
        number=number,
        text=text.decode() if isinstance(text, bytes) else text,
    )


def trusted(notice: CustodianNotice | None, roster: Roster, device: str) -> dict[str, bytes]:
    """Return the box keys of those who can help a laptop: who is named and still in the mission.

    Nobody helps themselves, because their own box key lies behind the lock; nobody helps a laptop
    that was taken out.
    """
    own = roster.members.get(device)
    if notice is None or own is None or own.left:
        return {}
    return {
        custodian: box
        for custodian, box in notice.boxes.items()
        if custodian != device and _is_in(roster.members.get(custodian))
    }


def _is_in(member: Member | None) -> bool:
    return member is not None and not member.left
