"""Leaving a mission: taking a laptop out, new keys for what it read, and what it does itself.

The leaving is a newer statement about the laptop: it reads and writes nothing, and for each scope
it says which of its packs were the last. A scope that whoever signs does not read stays open until
somebody who reads it signs on: `due` tells what that is, `renew` does it.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from nacl.public import PrivateKey

from fieldapp.domain.scope import CONFIDENTIAL, SCOPES
from fieldapp.store import closed_drafts, closing, packs, settings
from fieldapp.store import mission as kept
from fieldapp.store.closing import State
from fieldapp.store.database import writing
from fieldapp.store.errors import told
from fieldapp.store.sealing import Why
from fieldapp.store.workspace import Workspace
from fieldapp.sync.errors import AlreadyOut, NoSuchMember, TheFounder
from fieldapp.sync.members import chain, documents, scope_keys, signed
from fieldapp.sync.members.membership import (
    FOUNDER,
    LEFT,
    Card,
    Member,
    read_statement,
    write_member,
)
from fieldapp.sync.members.register import Register
from fieldapp.sync.members.roster import may_say
from fieldapp.sync.members.signer import Signer, check_right, signer_of
from fieldapp.sync.mission import begin_scopes, card_of, today
from fieldapp.sync.wire.feed import id_of
from fieldapp.sync.wire.pack import BadPack, check_author

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Due:
    """What is to be done in a scope after somebody left, by whoever reads it and may sign.

    Attributes:
        holders: Devices that hold the newest key and no longer read the scope.
        without: Devices that read the scope and were given an older key only.
        unsaid: Devices that left, of which nobody has said which packs were the last.
    """

    scope: str
    holders: tuple[str, ...]
    without: tuple[str, ...]
    unsaid: tuple[str, ...]


def due(workspace: Workspace) -> list[Due]:
    """Return what is still to be done, by anybody; nothing outside a mission."""
    with told(workspace.file):
        if not settings.read(workspace.db, "mission"):
            return []
        return _due(documents.register_of(workspace))


def _due(register: Register) -> list[Due]:
    found = []
    roster = register.roster
    for scope in SCOPES:
        epoch, keys = register.newest_keys(scope)
        if not epoch:
            continue  # newer than the mission, and its founder has not made the first key yet
        holders = scope_keys.to_shut_out(roster, scope, keys)
        without = scope_keys.without_key(roster, scope, epoch, keys)
        unsaid = [m for m in roster.members.values() if m.left and scope not in m.last]
        one = Due(
            scope,
            tuple(sorted(holders)),
            tuple(sorted(member.device for member in without)),
            tuple(sorted(member.device for member in unsaid)),
        )
        if one.holders or one.without or one.unsaid:
            found.append(one)
    return found


def revoke(workspace: Workspace, device: str, reason: str) -> Member:
    """Take a laptop out of the mission, and renew the keys it held as far as this laptop may.

    Where an administrator leaves, what they had signed and what stands is signed anew by the
    founder: from then on nothing that bears their signature counts.

    Raises:
        NotInMission, NotTheOwner, BeyondYourRight: This laptop may not.
        NoSuchMember, AlreadyOut, TheFounder: As they say.
    """
    card = card_of(workspace)
    with writing(workspace.db, workspace.file):
        signer = signer_of(workspace)
        register = documents.register_of(workspace)
        member = member_of(register, device)
        if member.left:
            raise AlreadyOut(device=device)
        number = register.roster.next_number()
        last = {scope: chain.newest(known_packs(workspace, member, scope)) for scope in SCOPES}
        out = write_member(
            card,
            member.asking,
            LEFT,
            number,
            today(workspace),
            signer.key,
            by=signer.by,
            last={scope: ids for scope, ids in last.items() if scope in signer.member.reads},
            reason=reason,
        )
        check_right(signer, out, register)
        again = [] if signer.by else _signed_anew(register, device, number + 1, signer)
        documents.keep(workspace, [out.text], device)
        documents.keep(workspace, again)
        _renew(workspace, card, signer)
    log.info("Took out device %s; signed %d documents anew", device, len(again))
    return out


def member_of(register: Register, device: str) -> Member:
    """Return the newest statement about a laptop that may be taken out.

    Raises:
        NoSuchMember, TheFounder: As they say.
    """
    member = register.roster.members.get(device)
    if member is None:
        raise NoSuchMember(device=device)
    if member.role == FOUNDER:
        raise TheFounder
    return member


def renew(workspace: Workspace) -> list[Due]:
    """Do what is due as far as this laptop reads the scope and may sign; return what is left.

    Raises:
        NotInMission, NotTheOwner: This laptop cannot sign for the mission.
    """
    card = card_of(workspace)
    with writing(workspace.db, workspace.file):
        signer = signer_of(workspace)
        begin_scopes(workspace)
        _renew(workspace, card, signer)
        return _due(documents.register_of(workspace))


def _renew(workspace: Workspace, card: Card, signer: Signer) -> None:
    for scope in SCOPES:
        if scope not in signer.member.reads or not kept.reads(workspace.db, scope):
            continue
        _say_the_last(workspace, card, signer, scope)
        register = documents.register_of(workspace)
        roster = register.roster
        epoch, keys = register.newest_keys(scope)
        public = register.chosen[scope, epoch]
        private = _private_of(workspace, scope, epoch, public)
        readers: Sequence[Member] = ()
        if scope_keys.to_shut_out(roster, scope, keys) or private is None:
            pair = PrivateKey(workspace.around.random(32))
            epoch, public, private = epoch + 1, bytes(pair.public_key), bytes(pair)
            readers = roster.readers(scope)
        else:
            readers = scope_keys.without_key(roster, scope, epoch, keys)
        if readers:
            text = scope_keys.write_scope_key(
                card, scope, epoch, (public, private), readers, _out(roster.every, readers, scope),
                signer.key, signer.by,
            )  # fmt: skip
            documents.keep(workspace, [text])
            log.info("Sealed the key %d of %s to %d devices", epoch, scope, len(readers))


def _out(every: Iterable[Member], readers: Sequence[Member], scope: str) -> dict[str, int]:
    """Return who once read a scope and no longer does, with the number of their statement."""
    reading = {reader.device for reader in readers}
    ever = {statement.device for statement in every if scope in statement.reads} - reading
    numbers: dict[str, int] = {}
    for statement in every:
        if statement.device in ever:
            numbers[statement.device] = max(statement.number, numbers.get(statement.device, 0))
    return numbers


def _private_of(workspace: Workspace, scope: str, epoch: int, public: bytes) -> bytes | None:
    ring = kept.key_ring(workspace.db).get((scope, epoch), ())
    return next((key for key in ring if bytes(PrivateKey(key).public_key) == public), None)


def _say_the_last(workspace: Workspace, card: Card, signer: Signer, scope: str) -> None:
    """Sign which packs of a scope were the last, for laptops that somebody took out who could not
    know."""
    register = documents.register_of(workspace)
    for member in register.roster.members.values():
        if not member.left or scope in member.last:
            continue
        by_founder = [s for s in register.roster.every if s.device == member.device and not s.by]
        newest = max(by_founder, key=lambda s: (s.number, s.text), default=None)
        if signer.by and not may_say(signer.member, member, newest):
            continue
        last = {**member.last, scope: tuple(chain.newest(known_packs(workspace, member, scope)))}
        restate(workspace, card, signer, member, last)


def restate(
    workspace: Workspace,
    card: Card,
    signer: Signer,
    member: Member,
    last: dict[str, tuple[str, ...]],
) -> Member:
    """Sign the leaving of a laptop once more, with other last packs. Part of the transaction."""
    out = write_member(
        card,
        member.asking,
        LEFT,
        documents.register_of(workspace).roster.next_number(),
        today(workspace),
        signer.key,
        by=signer.by,
        last=last,
        reason=member.reason,
    )
    documents.keep(workspace, [out.text], member.device)
    return out


def known_packs(workspace: Workspace, member: Member, scope: str, *more: str) -> dict[str, str]:
    """Return the packs of a laptop in a scope that it surely made, each with the one before.

    Whoever keeps the hub could shelve others under its name; those are not among them.

    Args:
        more: Feeds beside the scope's own where such packs may be kept.
    """
    found = {}
    author = replace(member, role=LEFT)  # also what it wrote when it might write more than today
    for pack, feed, _beginning in packs.beginnings(workspace.db, member.device):
        if feed not in (scope, *more):
            continue
        try:
            header = check_author(packs.get(workspace.db, pack).content, scope, author)
        except BadPack:
            continue
        found[pack] = header.previous
    return found


def _signed_anew(register: Register, device: str, number: int, signer: Signer) -> list[str]:
    """Return what an administrator had signed and what stands, signed by the founder."""
    texts = []
    members = (m for m in register.roster.members.values() if m.by == device)
    for n, member in enumerate(sorted(members, key=lambda m: m.number), number):
        texts.append(_by_founder("member", member.text, {"number": n}, signer))
    for key in register.keys:
        if key.by == device and scope_keys.counts(key, register.roster):
            texts.append(_by_founder("keys", key.text, {}, signer))
    hub = register.hub
    if hub and signed.read("hub", hub.text).get("by") == device:
        texts.append(_by_founder("hub", hub.text, {"number": hub.number + 1}, signer))
    return texts


def _by_founder(purpose: str, text: str, changes: dict[str, object], signer: Signer) -> str:
    plain = signed.read(purpose, text)
    ours = ("fieldapp", "v", "signature", "by")
    content = {name: value for name, value in plain.items() if name not in ours}
    return signed.write(purpose, content | changes, signer.key)


def has_left(workspace: Workspace, statements: Iterable[str]) -> bool:
    """Say whether this laptop was taken out; keeps the statements that prove it.

    A hub alone cannot say so: it takes the signature of the founder or of an administrator. Part of
    the transaction that the caller has opened.
    """
    statements = list(statements)
    register = documents.would_say(workspace, statements)
    own = register.roster.members.get(workspace.device)
    if own is None or not own.left:
        return False
    counting = [text for text in statements if id_of(text.encode()) not in register.refused]
    documents.keep(workspace, counting)
    return True


def leave_if_out(workspace: Workspace) -> bool:
    """Do what a laptop does that was taken out, if this one was. Not part of a transaction."""
    if not _is_out(workspace):
        return False
    leave(workspace)
    return True


def leave_if_news(workspace: Workspace) -> bool:
    """Do the same, and say whether there was anything left to do."""
    return _is_out(workspace) and leave(workspace)


def _is_out(workspace: Workspace) -> bool:
    with told(workspace.file):
        text = kept.statement_of(workspace.db, workspace.device)
    return text is not None and read_statement(text, card_of(workspace)).left


def leave(workspace: Workspace) -> bool:
    """Keep all that was recorded here, but close for good what was given in confidence.

    What was said in confidence is sealed to its readers and the private keys forgotten, with the
    key that invitations were sealed to. What was not sent yet can still be packed and carried, and
    a person decides about it. Doing it again changes nothing.

    Returns:
        Whether there was anything to do.
    """
    with told(workspace.file):
        statement = kept.statement_of(workspace.db, workspace.device) or ""
        if settings.read(workspace.db, "left") == statement:
            return False
    at = workspace.wall().isoformat(timespec="seconds")
    with writing(workspace.db, workspace.file):
        for scope in CONFIDENTIAL:
            kept.drop_private_keys(workspace.db, scope)
        settings.write(workspace.db, "box_key", workspace.around.random(32).hex())
        # Where it had been sealed before, no recovery sheet opens it any more.
        closing.set_state(workspace.db, State(closing.BEGUN, at, Why.OUT.value))
        closed_drafts.forget_vault(workspace.db)
        settings.write(workspace.db, "left", statement)
    closing.forget_copies(workspace.file)
    closing.finish(workspace.db, workspace.file)
    log.info("Taken out of the mission")
    return True
