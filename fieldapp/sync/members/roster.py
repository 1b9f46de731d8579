"""Who is in the mission: which of all signed statements count. Pure, and the same on every laptop.

A statement counts if the founder signed it, or an administrator within their right. Right now: an
administrator is who the founder's newest statement says is one, so nothing that somebody signs who
was taken out counts any more, whatever day or number it bears. Administrators make no
administrators (the chain of trust is one link long), give nobody a scope that they do not read
themselves, say nothing about the founder or another administrator, and bring nobody back whom the
founder took out.

The answer follows from the set of statements, never from the order in which they came.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from fieldapp.language import N_
from fieldapp.sync.errors import BadDocument, NewerDocument
from fieldapp.sync.members import signed
from fieldapp.sync.members.membership import (
    ADMINISTRATOR,
    FOUNDER,
    Card,
    Member,
    newer,
    read_statement,
)


@dataclass(frozen=True)
class Roster:
    """The statements of one mission, sorted out.

    Attributes:
        members: By device the newest statement that counts, also of laptops that were taken out.
        every: Every statement that the founder or somebody who was ever an administrator signed;
            some no longer count.
        refused: Why other statements do not count, by their text. One that has been overtaken is
            not among them, whoever signed it.
    """

    card: Card
    members: Mapping[str, Member]
    every: tuple[Member, ...]
    refused: Mapping[str, str]
    _administrators: Mapping[str, Member]
    _ever: Mapping[str, bytes]

    def signer(self, purpose: str, plain: Mapping[str, Any]) -> Member | None:
        """Return the administrator who signed a document; None where it was the founder.

        Raises:
            BadDocument: Neither of them did.
        """
        by = plain.get("by", "")
        if by == "":
            signed.check(purpose, plain, self.card.owner)
            return None
        administrator = self._administrators.get(by) if isinstance(by, str) else None
        if administrator is None:
            raise signed.bad(purpose, N_("who signed it"))
        signed.check(purpose, plain, administrator.sign)
        return administrator

    def was_signed(self, purpose: str, plain: Mapping[str, Any]) -> bool:
        """Say whether the founder signed a document, or somebody who was ever an administrator."""
        by = plain.get("by", "")
        key = self.card.owner if by == "" else self._ever.get(by) if isinstance(by, str) else None
        try:
            signed.check(purpose, plain, key or b"")
        except (BadDocument, ValueError):
            return False
        return True

    def readers(self, scope: str) -> list[Member]:
        """Return who reads a scope, by signed statements alone."""
        return [member for member in self.members.values() if scope in member.reads]

    def next_number(self) -> int:
        """Return the number of the next statement."""
        return 1 + max((member.number for member in self.every), default=0)


def read_roster(card: Card, texts: Iterable[str | bytes]) -> Roster:
    """Sort out all statements that are known about the laptops of a mission."""
    claims, refused = _claims(card, texts)
    founders: list[Member] = []
    others: list[Member] = []
    for claim in claims:
        if claim.by:
            others.append(claim)
        elif _is_signed(claim, card.owner):
            founders.append(claim)
        else:
            refused[claim.text] = str(signed.bad("member", N_("signature")))
    by_founder = _newest(founders)
    administrators = {d: m for d, m in by_founder.items() if m.role == ADMINISTRATOR}
    ever = {member.device: member.sign for member in founders if member.role == ADMINISTRATOR}
    counting, every = list(founders), list(founders)
    for claim in others:
        if claim.by not in ever or not _is_signed(claim, ever[claim.by]):
            refused[claim.text] = str(signed.bad("member", N_("signature")))
            continue
        every.append(claim)
        signer = administrators.get(claim.by)
        if signer is None:
            refused[claim.text] = str(signed.bad("member", N_("who signed it")))
        elif not may_say(signer, claim, by_founder.get(claim.device)):
            refused[claim.text] = str(signed.bad("member", N_("beyond the right of who signed it")))
        else:
            counting.append(claim)
    members = _newest(counting)
    for claim in every:
        if claim.device in members and not newer(claim, members[claim.device]):
            refused.pop(claim.text, None)
    return Roster(card, members, tuple(every), refused, administrators, ever)


def may_say(administrator: Member, claim: Member, by_founder: Member | None) -> bool:
    """Say whether an administrator has the right to a statement.

    Args:
        by_founder: The founder's newest statement about the same laptop.
    """
    above = (FOUNDER, ADMINISTRATOR)
    if by_founder is not None and (
        by_founder.role in above or (by_founder.left and not claim.left)
    ):
        return not newer(claim, by_founder)
    return (
        claim.role not in above
        and claim.reads <= administrator.reads
        and claim.writes <= administrator.writes
    )


def _claims(card: Card, texts: Iterable[str | bytes]) -> tuple[list[Member], dict[str, str]]:
    claims, refused = [], {}
    for text in texts:
        try:
            claims.append(read_statement(text, card))
        except (BadDocument, NewerDocument) as error:
            key = text.decode(errors="replace") if isinstance(text, bytes) else text
            refused[key] = str(error)
    return claims, refused


def _is_signed(claim: Member, key: bytes) -> bool:
    try:
        signed.check("member", signed.read("member", claim.text), key)
    except BadDocument:
        return False
    return True


def _newest(statements: Iterable[Member]) -> dict[str, Member]:
    found: dict[str, Member] = {}
    for statement in statements:
        if newer(statement, found.get(statement.device)):
            found[statement.device] = statement
    return found
