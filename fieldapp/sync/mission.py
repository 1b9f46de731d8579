"""Founding a mission, asking to join, inviting, joining: what a workspace does to be in a mission.

The documents themselves are in `membership`. A workspace is in one mission or in none. The private
key of a scope leaves the founder's laptop only sealed to the laptop of somebody who may read it.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from types import MappingProxyType

import nacl.exceptions
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.signing import SigningKey

from fieldapp.domain.deciding.rights import HEAD, Author
from fieldapp.domain.scope import SCOPES
from fieldapp.language import N_
from fieldapp.store import journal, packs, seal, settings
from fieldapp.store import mission as kept
from fieldapp.store.database import writing
from fieldapp.store.errors import told
from fieldapp.store.workspace import Workspace
from fieldapp.sync import signed
from fieldapp.sync.errors import InMission, NotForThisLaptop, NotInMission, NotTheOwner, UnknownRole
from fieldapp.sync.feed import MEMBERS, id_of
from fieldapp.sync.membership import (
    ADMINISTRATOR,
    FOUNDER,
    INVITED,
    ROLES,
    Asking,
    Card,
    Member,
    fingerprint,
    newer,
    proper_name,
    read_card,
    read_member,
    read_request,
    write_card,
    write_member,
    write_request,
)

FIRST_EPOCH = 1

STANDING: Mapping[str, str] = MappingProxyType(
    {
        FOUNDER: HEAD,
        ADMINISTRATOR: "administrator",
        "protection": "protection_officer",
        "officer": "field_officer",
    }
)
"""The role in the list `role` that a membership brings with it; assignments add to it."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Mission:
    """The mission a workspace is in.

    Attributes:
        fingerprint: Of the owner's key; whoever joins compares it with the founder by voice.
        hub: Address of the hub that the invitation named; may be empty.
        founded_here: This laptop holds the owner's key and can invite.
    """

    id: str
    name: str
    fingerprint: str
    hub: str
    founded_here: bool


def mission_of(workspace: Workspace) -> Mission | None:
    """Return the mission the workspace is in, or None."""
    with told(workspace.file):
        text = settings.read(workspace.db, "mission")
        if not text:
            return None
        card = read_card(text)
        owner = bool(settings.read(workspace.db, "owner_key"))
        hub = settings.read(workspace.db, "hub")
    return Mission(card.id, card.name, fingerprint(card.owner), hub, owner)


def card_of(workspace: Workspace) -> Card:
    """Return the card of the mission the workspace is in.

    Raises:
        NotInMission: It is in none.
    """
    with told(workspace.file):
        text = settings.read(workspace.db, "mission")
    if not text:
        raise NotInMission
    return read_card(text)


def members(workspace: Workspace) -> list[Member]:
    """Return everybody who is known here to be in the mission; nobody outside a mission."""
    with told(workspace.file):
        if not settings.read(workspace.db, "mission"):
            return []
        texts = kept.statements(workspace.db)
    card = card_of(workspace)
    return [read_member(text, card) for text in texts]


def author_of(workspace: Workspace) -> Author:
    """Return who saves here: in a mission as its founder has signed it, outside one as the owner
    of the workspace, who answers to nobody."""
    with told(workspace.file):
        if not settings.read(workspace.db, "mission"):
            return Author(workspace.name, HEAD)
        text = kept.statement_of(workspace.db, workspace.device)
    if text is None:
        return Author(workspace.name, STANDING["officer"])
    member = read_member(text, card_of(workspace))
    # A role that a newer version knows gives here what everybody may.
    return Author(member.name, STANDING.get(member.role, STANDING["officer"]))


def remember_hub(workspace: Workspace, url: str) -> None:
    """Keep the address of the hub for the next sync."""
    with writing(workspace.db, workspace.file):
        settings.write(workspace.db, "hub", url)


def own_fingerprint(workspace: Workspace) -> str:
    """Return the fingerprint of this laptop, to be read to whoever invites it."""
    return fingerprint(bytes(workspace.signing_key.verify_key))


def found_mission(workspace: Workspace, name: str) -> Mission:
    """Found a mission on this laptop: its keys, and this laptop's own membership.

    Raises:
        InMission: The workspace is in one already.
        BadName: The mission's name or the officer's cannot be shown.
    """
    _in_none(workspace)
    owner = SigningKey(workspace.around.random(32))
    pairs = {scope: PrivateKey(workspace.around.random(32)) for scope in SCOPES}
    public = {(scope, FIRST_EPOCH): bytes(pair.public_key) for scope, pair in pairs.items()}
    card = write_card(name, public, owner)
    me = Asking(
        proper_name(workspace.name),
        bytes(workspace.signing_key.verify_key),
        bytes(workspace.box_key.public_key),
    )
    member = write_member(card, me, FOUNDER, 1, _today(workspace), owner)
    with writing(workspace.db, workspace.file):
        _in_none(workspace)
        settings.write(workspace.db, "owner_key", bytes(owner).hex())
        private = {(scope, FIRST_EPOCH): bytes(pair) for scope, pair in pairs.items()}
        _enter(workspace, card, member, private, "")
    log.info("Founded mission %s", card.id)
    return Mission(card.id, card.name, fingerprint(card.owner), "", True)


def request_enrolment(workspace: Workspace) -> bytes:
    """Return the file with which this laptop asks to be let into a mission. Holds no secret.

    Raises:
        BadName: The officer's name cannot be shown.
    """
    box = bytes(workspace.box_key.public_key)
    return write_request(workspace.name, box, workspace.signing_key).encode()


def invite(workspace: Workspace, request: bytes, role: str, hub_url: str) -> bytes:
    """Return the invitation that answers a request. Only the laptop that asked can use it.

    Raises:
        NotInMission, NotTheOwner: This laptop cannot invite.
        UnknownRole: Nobody can be given this role.
        BadDocument, NewerDocument: The request is none, or was changed.
    """
    card = card_of(workspace)
    if role not in INVITED:
        raise UnknownRole(role=role, known=", ".join(INVITED))
    asking = read_request(request)
    if asking.sign == bytes(workspace.signing_key.verify_key):
        raise signed.bad("request", N_("of this laptop itself"))
    with writing(workspace.db, workspace.file):
        owner = _owner_key(workspace)
        number = 1 + max(member.number for member in members(workspace))
        member = write_member(card, asking, role, number, _today(workspace), owner)
        keep_member(workspace, member)
        keys = kept.scope_keys(workspace.db)
    box = SealedBox(PublicKey(asking.box))
    content = {
        "card": card.text,
        "member": member.text,
        "hub": hub_url,
        "keys": [
            {"scope": scope, "epoch": epoch, "sealed": box.encrypt(private).hex()}
            for (scope, epoch), (_public, private) in sorted(keys.items())
            if scope in ROLES[role][0] and private
        ],
    }
    log.info("Invited device %s as %s", member.device, role)
    return signed.write("invitation", content, owner).encode()


def join(workspace: Workspace, invitation: bytes) -> Mission:
    """Join the mission that sent the invitation; all of it, or nothing is changed.

    What was recorded here in scopes that this laptop may not read is sealed and forgotten.

    Raises:
        InMission: The workspace is in another one.
        BadDocument, NewerDocument: The invitation is none, or was changed.
        NotForThisLaptop: It answers another laptop's request.
    """
    plain = signed.read("invitation", invitation)
    card = read_card(signed.text_of("invitation", plain, "card", r"(?s).+"))
    signed.check("invitation", plain, card.owner)
    member = read_member(signed.text_of("invitation", plain, "member", r"(?s).+"), card)
    hub = signed.text_of("invitation", plain, "hub", r"[!-~]{0,500}")
    mine = bytes(workspace.signing_key.verify_key), bytes(workspace.box_key.public_key)
    if (member.sign, member.box) != mine:
        raise NotForThisLaptop(name=member.name)
    private: dict[tuple[str, int], bytes] = {}
    for key in signed.objects_of("invitation", plain, "keys"):
        scope_epoch, opened = _opened(workspace, card, key)
        private[scope_epoch] = opened
    if {scope for scope, _epoch in private} != member.reads & set(SCOPES):
        raise signed.bad("invitation", "keys")
    with writing(workspace.db, workspace.file):
        _in_none(workspace, but=card)
        closed = {scope for scope in SCOPES if not seal.may_read(workspace.db, scope)}
        _enter(workspace, card, member, private, hub)
        settings.write(workspace.db, "name", member.name)
        hidden = journal.seal_what_is_not_ours(workspace.db)
        if any(seal.may_read(workspace.db, scope) for scope in closed):
            journal.rebuild(workspace.db)  # now what was sealed here shows
    if hidden:
        with told(workspace.file):
            kept.forget_for_good(workspace.db)
    log.info("Joined mission %s as %s; sealed %d entries", card.id, member.role, hidden)
    owner = bool(settings.read(workspace.db, "owner_key"))
    return Mission(card.id, card.name, fingerprint(card.owner), hub, owner)


def keep_member(workspace: Workspace, member: Member) -> None:
    """Keep a membership that was checked, to be known here and to travel on.

    Part of the transaction that is open.
    """
    text = kept.statement_of(workspace.db, member.device)
    if newer(member, read_member(text, card_of(workspace)) if text else None):
        kept.keep_statement(workspace.db, member.device, member.text)
    content = member.text.encode()
    packs.keep(workspace.db, id_of(content), MEMBERS, member.device, content)


def _enter(
    workspace: Workspace,
    card: Card,
    member: Member,
    private: dict[tuple[str, int], bytes],
    hub: str,
) -> None:
    settings.write(workspace.db, "mission", card.text)
    settings.write(workspace.db, "hub", hub)
    for (scope, epoch), public in card.keys.items():
        kept.keep_scope_key(workspace.db, scope, epoch, public, private.get((scope, epoch)))
    for scope in {scope for scope, _epoch in private}:
        # Whoever could not read a scope has walked its feed without keeping it: walk it again.
        packs.go_back(workspace.db, scope, 0)
    keep_member(workspace, member)


def _opened(
    workspace: Workspace, card: Card, key: dict[str, object]
) -> tuple[tuple[str, int], bytes]:
    scope, epoch = key.get("scope"), key.get("epoch")
    if not isinstance(scope, str) or type(epoch) is not int or (scope, epoch) not in card.keys:
        raise signed.bad("invitation", "keys")
    sealed = signed.text_of("invitation", key, "sealed", r"[0-9a-f]{160}")
    try:
        private = SealedBox(workspace.box_key).decrypt(bytes.fromhex(sealed))
    except nacl.exceptions.CryptoError:
        raise signed.bad("invitation", "keys") from None
    if bytes(PrivateKey(private).public_key) != card.keys[scope, epoch]:
        raise signed.bad("invitation", "keys")
    return (scope, epoch), private


def _in_none(workspace: Workspace, but: Card | None = None) -> None:
    mission = mission_of(workspace)
    if mission and (but is None or mission.id != but.id):
        raise InMission(mission=mission.name)


def _owner_key(workspace: Workspace) -> SigningKey:
    key = settings.read(workspace.db, "owner_key")
    if not key:
        raise NotTheOwner
    return SigningKey(bytes.fromhex(key))


def _today(workspace: Workspace) -> str:
    return workspace.wall().astimezone(UTC).date().isoformat()
