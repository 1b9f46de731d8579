"""Founding a mission, asking to join, inviting, joining: what a workspace does to be in a mission.

The documents themselves are in `membership`. A workspace is in one mission or in none. The private
key of a scope leaves the founder's laptop only sealed to the laptop of somebody who may read it.
"""

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date
from types import MappingProxyType

from nacl.public import PrivateKey
from nacl.signing import SigningKey

from fieldapp.domain.deciding.rights import HEAD, Author
from fieldapp.domain.scope import CONDUCT, SCOPES
from fieldapp.language import N_
from fieldapp.store import audit, backup, journal, packs, seal, settings
from fieldapp.store import mission as kept
from fieldapp.store.audit import Act
from fieldapp.store.database import writing
from fieldapp.store.errors import told
from fieldapp.store.sealing import end_if_invited
from fieldapp.store.workspace import Workspace
from fieldapp.sync.closing import contact
from fieldapp.sync.errors import (
    InMission,
    NotForThisLaptop,
    NotInMission,
    UnknownRole,
)
from fieldapp.sync.members import documents, signed
from fieldapp.sync.members.hub_notice import write_notice
from fieldapp.sync.members.invitation import read_invitation, write_invitation
from fieldapp.sync.members.membership import (
    ADMINISTRATOR,
    FOCAL_POINT,
    FOUNDER,
    INVITED,
    OF_CARD,
    ROLES,
    Asking,
    Card,
    Member,
    fingerprint,
    proper_area,
    proper_name,
    read_card,
    read_request,
    read_statement,
    write_card,
    write_member,
    write_request,
)
from fieldapp.sync.members.register import Register
from fieldapp.sync.members.scope_keys import FIRST_EPOCH, newest, write_scope_key
from fieldapp.sync.members.signer import Signer, check_right, signer_of
from fieldapp.sync.members.words import in_words
from fieldapp.sync.wire.feed import id_of
from fieldapp.sync.wire.transport import HttpHub

STANDING: Mapping[str, str] = MappingProxyType(
    {
        FOUNDER: HEAD,
        ADMINISTRATOR: "administrator",
        "protection": "protection_officer",
        FOCAL_POINT: "conduct_focal_point",
        "officer": "field_officer",
    }
)
"""The role in the list `role` that a membership brings with it; assignments add to it."""

_ASKED_ON = "asked to be let in on"
"""Setting: the day of the newest request, for whoever opens the workspace again."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Mission:
    """The mission a workspace is in.

    Attributes:
        fingerprint: Of the owner's key; whoever joins compares it with the founder by voice.
        words: The same, as words to read aloud.
        hub: Address of the hub that was announced, or that the invitation named; may be empty.
        founded_here: This laptop holds the owner's key.
        pins: Fingerprints of the certificates that the hub may show; empty where any will do.
    """

    id: str
    name: str
    fingerprint: str
    hub: str
    founded_here: bool
    words: str
    pins: tuple[str, ...]


def mission_of(workspace: Workspace) -> Mission | None:
    """Return the mission the workspace is in, or None."""
    with told(workspace.file):
        text = settings.read(workspace.db, "mission")
        if not text:
            return None
        card = read_card(text)
        owner = bool(settings.read(workspace.db, "owner_key"))
        hub, pins = hub_of(workspace)
    print_ = fingerprint(card.owner)
    return Mission(card.id, card.name, print_, hub, owner, in_words(card.owner), pins)


def hub_of(workspace: Workspace) -> tuple[str, tuple[str, ...]]:
    """Return the address of the hub and the fingerprints of the certificates that it may show."""
    pins = json.loads(settings.read(workspace.db, "hub_pins", "[]"))
    return settings.read(workspace.db, "hub"), tuple(pins)


def call_hub(mission: Mission, url: str = "") -> HttpHub:
    """Return the mission's hub, at another address if one is given. Close it afterwards.

    The certificates that were announced belong to the announced address: elsewhere it is the
    authorities of the world who vouch for a hub.

    Raises:
        BadAddress: That is no address.
    """
    return HttpHub(url or mission.hub, pins=mission.pins if url in ("", mission.hub) else ())


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
    """Return every laptop that is known here to be in the mission, or to have been taken out.

    Nobody outside a mission. Each was checked when it was entered here.
    """
    with told(workspace.file):
        if not settings.read(workspace.db, "mission"):
            return []
        texts = kept.statements(workspace.db)
    card = card_of(workspace)
    return [read_statement(text, card) for text in texts]


def author_of(workspace: Workspace) -> Author:
    """Return who saves here: in a mission as its founder has signed it, outside one as the owner
    of the workspace, who answers to nobody."""
    with told(workspace.file):
        if not settings.read(workspace.db, "mission"):
            return Author(workspace.name, HEAD)
        text = kept.statement_of(workspace.db, workspace.device)
    if text is None:
        return Author(workspace.name, STANDING["officer"])
    member = read_statement(text, card_of(workspace))
    # A role that a newer version knows gives here what everybody may.
    return Author(member.name, STANDING.get(member.role, STANDING["officer"]))


def remember_hub(workspace: Workspace, url: str) -> None:
    """Keep the address of the hub for the next sync, until a newer one is announced."""
    with writing(workspace.db, workspace.file):
        if url != settings.read(workspace.db, "hub"):
            audit.note(workspace, Act.SETTINGS, detail={"what": "hub"})
        _set_hub(workspace, url)


def _set_hub(workspace: Workspace, url: str) -> None:
    if url != settings.read(workspace.db, "hub"):  # certificates belong to their own address
        settings.write(workspace.db, "hub", url)
        settings.write(workspace.db, "hub_pins", "[]")


def announce_hub(workspace: Workspace, url: str, pins: Sequence[str]) -> None:
    """Sign where the hub is, for every laptop of the mission; known there after their next sync.

    Args:
        pins: Fingerprints of the certificates that it may show, 64 hex digits each.

    Raises:
        NotInMission, NotTheOwner: This laptop cannot sign for the mission.
        BadDocument: That is no address, or no fingerprint.
    """
    card = card_of(workspace)
    with writing(workspace.db, workspace.file):
        signer = signer_of(workspace)
        register = documents.register_of(workspace)
        number = 1 + (register.hub.number if register.hub else 0)
        text = write_notice(card, url, pins, number, signer.key, signer.by)
        checked = documents.would_say(workspace, [text])
        if id_of(text.encode()) in checked.refused:
            raise signed.bad("hub", N_("address or fingerprint"))
        documents.keep(workspace, [text])
        audit.note(workspace, Act.SETTINGS, detail={"what": "hub_announced"})


def found_mission(workspace: Workspace, name: str) -> Mission:
    """Found a mission on this laptop: its keys, and this laptop's own membership.

    Raises:
        InMission: The workspace is in one already.
        BadName: The mission's name or the officer's cannot be shown.
    """
    _in_none(workspace)
    owner = SigningKey(workspace.around.random(32))
    pairs = {scope: PrivateKey(workspace.around.random(32)) for scope in OF_CARD}
    public = {(scope, FIRST_EPOCH): bytes(pair.public_key) for scope, pair in pairs.items()}
    card = write_card(name, public, owner)
    me = Asking(
        proper_name(workspace.name),
        bytes(workspace.signing_key.verify_key),
        bytes(workspace.box_key.public_key),
    )
    member = write_member(card, me, FOUNDER, 1, today(workspace), owner)
    with writing(workspace.db, workspace.file):
        _in_none(workspace)
        settings.write(workspace.db, "owner_key", bytes(owner).hex())
        private = [(scope, FIRST_EPOCH, bytes(pair)) for scope, pair in pairs.items()]
        _enter(workspace, card, member, private, ())
        begin_scopes(workspace)
    log.info("Founded mission %s", card.id)
    return _mission(workspace)


def begin_scopes(workspace: Workspace) -> None:
    """Make the first key of every scope that the card knows nothing of, where this laptop is the
    founder's: of a new mission, and of one that an older version founded.

    Part of the transaction that the caller has opened. Costs nothing where there is nothing to do.
    """
    if seal.public_key(workspace.db, CONDUCT) or not settings.read(workspace.db, "owner_key"):
        return
    signer, register = signer_of(workspace), documents.register_of(workspace)
    pair = PrivateKey(workspace.around.random(32))
    text = write_scope_key(
        register.roster.card,
        CONDUCT,
        FIRST_EPOCH,
        (bytes(pair.public_key), bytes(pair)),
        register.roster.readers(CONDUCT),
        {},
        signer.key,
        signer.by,
    )
    documents.keep(workspace, [text])
    log.info("Made the first key of %s", CONDUCT)


def request_enrolment(workspace: Workspace) -> bytes:
    """Return the file with which this laptop asks to be let into a mission. Holds no secret.

    Raises:
        BadName: The officer's name cannot be shown.
    """
    box = bytes(workspace.box_key.public_key)
    return write_request(workspace.name, box, workspace.signing_key).encode()


def note_request(workspace: Workspace) -> None:
    """Remember that a request was handed out: the next start asks for the invitation."""
    with writing(workspace.db, workspace.file):
        settings.write(workspace.db, _ASKED_ON, workspace.wall().date().isoformat())


def asked_on(workspace: Workspace) -> date | None:
    """Return the day of the request that waits for its invitation; None where nothing waits."""
    with told(workspace.file):
        if settings.read(workspace.db, "mission"):
            return None
        day = settings.read(workspace.db, _ASKED_ON)
    return date.fromisoformat(day) if day else None


def invite(
    workspace: Workspace, request: bytes, role: str, hub_url: str, areas: Sequence[str] = ()
) -> bytes:
    """Return the invitation that answers a request. Only the laptop that asked can use it.

    Args:
        areas: P-codes of where they will work. They tell people; keys are for the whole mission.

    Raises:
        NotInMission, NotTheOwner: This laptop cannot invite.
        UnknownRole: Nobody can be given this role.
        BeyondYourRight: An administrator cannot give this role, or to this laptop.
        BadDocument, NewerDocument: The request is none, or was changed.
    """
    card = card_of(workspace)
    if role not in INVITED:
        raise UnknownRole(role=role, known=", ".join(INVITED))
    areas = [proper_area(area) for area in areas]
    asking = read_request(request)
    if asking.sign == bytes(workspace.signing_key.verify_key):
        raise signed.bad("request", N_("of this laptop itself"))
    with writing(workspace.db, workspace.file):
        signer = signer_of(workspace)
        begin_scopes(workspace)
        register = documents.register_of(workspace)
        ring = kept.key_ring(workspace.db)
        newest_epochs = {
            scope: newest(ring, scope) for scope in ROLES[role][0] if _has(ring, scope)
        }
        member = write_member(
            card,
            asking,
            role,
            register.roster.next_number(),
            today(workspace),
            signer.key,
            by=signer.by,
            areas=areas,
            epochs={scope: n for scope, n in newest_epochs.items() if n > FIRST_EPOCH},
        )
        check_right(signer, member, register)
        documents.keep(workspace, [member.text], member.device)
        detail = {"step": "invited", "device": member.device, "role": role}
        audit.note(workspace, Act.MEMBERS, detail=detail)
        needed = _needed(signer, register)
    log.info("Invited device %s as %s", member.device, role)
    return write_invitation(card, member, hub_url, ring, needed, signer.key, signer.by)


def _has(ring: Mapping[tuple[str, int], object], scope: str) -> bool:
    return any(of == scope for of, _epoch in ring)


def _needed(signer: Signer, register: Register) -> list[str]:
    """Return the documents that a newcomer cannot do without before the first sync."""
    texts = [signer.member.text] if signer.by else []
    for scope in SCOPES:
        texts += [key.text for key in register.newest_keys(scope)[1]]
    return texts + ([register.hub.text] if register.hub else [])


def join(workspace: Workspace, invitation: bytes) -> Mission:
    """Join the mission that sent the invitation; all of it, or nothing is changed.

    What was recorded here in scopes that this laptop may not read is sealed and forgotten.

    Raises:
        InMission: The workspace is in another one.
        BadDocument, NewerDocument: The invitation is none, or was changed.
        NotForThisLaptop: It answers another laptop's request.
    """
    read = read_invitation(invitation)
    card, member = read.card, read.member
    mine = bytes(workspace.signing_key.verify_key), bytes(workspace.box_key.public_key)
    if (member.sign, member.box) != mine:
        raise NotForThisLaptop(name=member.name)
    private = read.open_keys(workspace.box_key)
    with writing(workspace.db, workspace.file):
        _in_none(workspace, but=card)
        closed = {scope for scope in SCOPES if not seal.may_read(workspace.db, scope)}
        _enter(workspace, card, member, private, read.documents)
        if read.hub:
            _set_hub(workspace, read.hub)
        settings.write(workspace.db, "name", member.name)
        audit.note(workspace, Act.MEMBERS, detail={"step": "joined", "role": member.role})
        hidden = journal.seal_what_is_not_ours(workspace.db)
        if any(seal.may_read(workspace.db, scope) for scope in closed):
            journal.rebuild(workspace.db)  # now what was sealed here shows
        end_if_invited(workspace)
        contact.note(workspace)
        if hidden:
            # They hold what is closed from now on, under the same key. Before the commit: who is
            # killed in between has lost copies, and has kept none.
            backup.forget(workspace.file)
    if hidden:
        with told(workspace.file):
            kept.forget_for_good(workspace.db)
    log.info("Joined mission %s as %s; sealed %d entries", card.id, member.role, hidden)
    return _mission(workspace)


def _enter(
    workspace: Workspace,
    card: Card,
    member: Member,
    private: list[tuple[str, int, bytes]],
    more: Sequence[str],
) -> None:
    settings.write(workspace.db, "mission", card.text)
    for scope, epoch, key in private:
        kept.put_on_ring(workspace.db, scope, epoch, bytes(PrivateKey(key).public_key), key)
    for scope in {scope for scope, _epoch, _key in private}:
        # Whoever could not read a scope has walked its feed without keeping it: walk it again.
        packs.go_back(workspace.db, scope, 0)
    documents.keep(workspace, [member.text], member.device)
    if more:
        documents.keep(workspace, more)


def _mission(workspace: Workspace) -> Mission:
    mission = mission_of(workspace)
    assert mission is not None, "it has just been entered"
    return mission


def _in_none(workspace: Workspace, but: Card | None = None) -> None:
    mission = mission_of(workspace)
    if mission and (but is None or mission.id != but.id):
        raise InMission(mission=mission.name)


def today(workspace: Workspace) -> str:
    """Return the day of a signature, in UTC."""
    return workspace.wall().astimezone(UTC).date().isoformat()
