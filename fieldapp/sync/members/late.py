"""What a laptop sent after it was taken out: shown to a person, who takes it or leaves it.

Late packs are kept on the feed `LATE`, where the hub puts what such a laptop sends itself, or set
aside on their own feeds, where others brought them. Nothing of them is used before somebody signs
a newer leaving statement that names them as the last; then every laptop takes them in.
"""

import json
import logging
from dataclasses import dataclass

from fieldapp.domain.disclosure import disclose
from fieldapp.domain.fact import Fact
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.policy import Door
from fieldapp.domain.record import Record
from fieldapp.domain.scope import SCOPES
from fieldapp.errors import WrongUse
from fieldapp.language import N_
from fieldapp.store import mission as kept
from fieldapp.store import packs, settings
from fieldapp.store.database import writing
from fieldapp.store.errors import told
from fieldapp.store.workspace import Workspace
from fieldapp.sync.intake import LATE_REASON, Intake
from fieldapp.sync.members import chain, documents
from fieldapp.sync.members.leaving import known_packs, member_of, restate
from fieldapp.sync.members.membership import Member
from fieldapp.sync.members.signer import check_right, signer_of
from fieldapp.sync.mission import card_of
from fieldapp.sync.wire.feed import LATE
from fieldapp.sync.wire.pack import BadPack, open_pack, read_header

_LOOKED_AT = "late packs looked at"

log = logging.getLogger(__name__)


class NothingLate(WrongUse):
    """Nothing waits of this laptop."""

    text = N_("Nothing came late from the laptop {device}.")
    remedy = N_("The command late lists what waits for a person.")


@dataclass(frozen=True)
class Late:
    """The late packs of one laptop in one scope.

    Attributes:
        packs: Their ids, in the order in which they came.
        facts: How many entries they say they hold.
        titles: Kind and title of the records in them, as far as this laptop may read them; each
            once.
        looked_at: Somebody has refused all of them here.
    """

    member: Member
    scope: str
    packs: tuple[str, ...]
    facts: int
    titles: tuple[tuple[str, Value], ...]
    looked_at: bool


def late(workspace: Workspace) -> list[Late]:
    """Return what waits for a person, as far as it is known here; nothing outside a mission."""
    with told(workspace.file):
        if not settings.read(workspace.db, "mission"):
            return []
        members = documents.register_of(workspace).roster.members.values()
        looked_at = _looked_at(workspace)
        found = []
        for member in sorted(members, key=lambda m: m.name):
            for scope in SCOPES if member.left else ():
                ids = _late_packs(workspace, member, scope)
                if ids:
                    found.append(_told(workspace, member, scope, ids, looked_at))
        return found


def accept(workspace: Workspace, device: str) -> tuple[str, ...]:
    """Sign that what came late from a laptop counts, and put it where the next sync sends it.

    Returns:
        The packs.

    Raises:
        NotInMission, NotTheOwner, BeyondYourRight: This laptop may not.
        NoSuchMember, NothingLate: As they say.
    """
    card = card_of(workspace)
    with writing(workspace.db, workspace.file):
        signer = signer_of(workspace)
        register = documents.register_of(workspace)
        member = member_of(register, device)
        check_right(signer, member, register)
        taken: list[str] = []
        at = workspace.wall().isoformat(timespec="seconds")
        last = dict(member.last)
        for scope in SCOPES:
            ids = _late_packs(workspace, member, scope)
            if not ids:
                continue
            chained = known_packs(workspace, member, scope, LATE)
            if scope in last:
                unknown = set(last[scope]) - chained.keys()  # they stand as before
                last[scope] = tuple(sorted(unknown | set(chain.newest(chained))))
            for pack in ids:
                if packs.scope_of(workspace.db, pack) == LATE:
                    packs.move(workspace.db, pack, scope, None)
                if kept.reads(workspace.db, scope):
                    packs.set_aside(workspace.db, pack, LATE_REASON, at)
            taken += ids
        if not taken:
            raise NothingLate(device=device)
        restate(workspace, card, signer, member, last)
        _look_at(workspace, _looked_at(workspace) - set(taken))
        Intake(workspace, let_through=True).try_again()
    log.info("Accepted %d late packs of device %s", len(taken), device)
    return tuple(taken)


def refuse(workspace: Workspace, device: str) -> tuple[str, ...]:
    """Note that somebody looked at what came late from a laptop, and leave it where it is.

    Raises:
        NothingLate: There is nothing.
    """
    with writing(workspace.db, workspace.file):
        ids = {pack for one in late(workspace) if one.member.device == device for pack in one.packs}
        if not ids:
            raise NothingLate(device=device)
        _look_at(workspace, _looked_at(workspace) | ids)
    return tuple(sorted(ids))


def _late_packs(workspace: Workspace, member: Member, scope: str) -> list[str]:
    """Return the packs of a scope that do not stand and that the laptop surely made."""
    known = known_packs(workspace, member, scope, LATE)
    stands = chain.standing(member, scope, known)
    if stands is None:  # nobody has said which were the last: then those are late that it sent late
        return [pack for pack in known if packs.scope_of(workspace.db, pack) == LATE]
    return [pack for pack in known if pack not in stands]


def _told(
    workspace: Workspace, member: Member, scope: str, ids: list[str], looked_at: set[str]
) -> Late:
    contents = [packs.get(workspace.db, pack).content for pack in ids]
    titles: dict[tuple[str, Value], None] = {}
    for content in contents:
        for fact in _facts(workspace, member, scope, content):
            if (title := _title(workspace, fact)) is not None:
                titles[fact.kind, title] = None
    return Late(
        member=member,
        scope=scope,
        packs=tuple(ids),
        facts=sum(read_header(content).facts for content in contents),
        titles=tuple(titles),
        looked_at=set(ids) <= looked_at,
    )


def _facts(workspace: Workspace, member: Member, scope: str, content: bytes) -> list[Fact]:
    try:
        lines = open_pack(content, scope, member, kept.key_ring(workspace.db))
    except BadPack:
        return []
    return [fact for fact, _line in lines]


def _title(workspace: Workspace, fact: Fact) -> Value:
    kind = KINDS.get(fact.kind)
    if kind is None:
        return None
    said = Record(fact.kind, fact.record, fact.values)
    return disclose(said, workspace.reader.at(Door.LIST)).values.get(kind.title)


def _looked_at(workspace: Workspace) -> set[str]:
    return set(json.loads(settings.read(workspace.db, _LOOKED_AT, "[]")))


def _look_at(workspace: Workspace, ids: set[str]) -> None:
    settings.write(workspace.db, _LOOKED_AT, json.dumps(sorted(ids)))
