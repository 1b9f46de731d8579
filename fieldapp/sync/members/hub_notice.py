"""Where the mission's hub is: the signed document "hub", with its address and certificates. Pure.

The newest one that counts is what every laptop uses, so a hub can move while laptops are far away.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from nacl.signing import SigningKey

from fieldapp.sync.members import signed
from fieldapp.sync.members.membership import Card
from fieldapp.sync.members.roster import Roster

MOST_PINS = 10

ADDRESS = r"[!-~]{0,500}"
PIN = r"[0-9a-f]{64}"


@dataclass(frozen=True)
class HubNotice:
    """The address of the hub as the founder or an administrator announced it.

    Attributes:
        pins: Fingerprints of the certificates that it may show, 64 hex digits each; empty where any
            certificate will do that the laptop's system trusts.
        number: Of two notices the higher holds.
        text: The signed document, to the letter.
    """

    url: str
    pins: tuple[str, ...]
    number: int
    text: str


def write_notice(
    card: Card, url: str, pins: Sequence[str], number: int, key: SigningKey, by: str
) -> str:
    """Make the document."""
    content: dict[str, Any] = {"mission": card.id, "url": url, "pins": list(pins), "number": number}
    return signed.write("hub", content | ({"by": by} if by else {}), key)


def read_notice(text: str | bytes, roster: Roster) -> HubNotice:
    """Read a notice that the founder signed, or whoever is an administrator now.

    Raises:
        BadDocument, NewerDocument: It is none, was changed, or is of another mission.
    """
    plain = signed.read("hub", text)
    if plain.get("mission") != roster.card.id:
        raise signed.bad("hub", "mission")
    roster.signer("hub", plain)
    pins, number = plain.get("pins"), plain.get("number")
    if type(number) is not int:
        raise signed.bad("hub", "number")
    if not isinstance(pins, list) or len(pins) > MOST_PINS:
        raise signed.bad("hub", "pins")
    if not all(isinstance(pin, str) and re.fullmatch(PIN, pin) for pin in pins):
        raise signed.bad("hub", "pins")
    return HubNotice(
        url=signed.text_of("hub", plain, "url", ADDRESS),
        pins=tuple(pins),
        number=number,
        text=text.decode() if isinstance(text, bytes) else text,
    )
