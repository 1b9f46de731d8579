"""Taking in what came without the hub: from a parcel, or from a colleague's laptop.

Nothing of it has a place on a feed, so nobody vouches for it but its author. Only what is signed by
the owner of the mission or by a member is taken in; what this laptop cannot read, or whose author
it has not heard of yet, is carried for others. Every function is part of the transaction that the
caller has opened.
"""

from enum import Enum, auto

from fieldapp.store import carried, packs
from fieldapp.sync import signed
from fieldapp.sync.errors import BadDocument, NewerDocument
from fieldapp.sync.feed import FEEDS, MEMBERS
from fieldapp.sync.intake import Intake
from fieldapp.sync.membership import Member
from fieldapp.sync.pack import BadPack, is_newer, is_signed_by, read_header

MOST_CARRIED_BYTES = 200_000_000
MOST_CARRIED = 20_000
"""A laptop carries a colleague's season of reports, and nobody can fill its disk with them."""


class Outcome(Enum):
    """What became of a pack that was brought.

    Attributes:
        KNOWN: It is here already, or the hub provably has it.
        TAKEN: It is kept here and its entries are used, or it is set aside with its reason.
        CARRIED: It is carried for others.
        FULL: It would be carried, but there is no more room for that.
        STRANGE: It is nothing that a member of this mission made; not kept.
    """

    KNOWN = auto()
    TAKEN = auto()
    CARRIED = auto()
    FULL = auto()
    STRANGE = auto()


def bring(intake: Intake, scope: str, pack: str, content: bytes) -> Outcome:
    """Take a pack that came without a place on a feed. Its id must be that of its bytes."""
    db = intake.workspace.db
    if packs.has(db, pack) or carried.is_carried(db, pack) or carried.was_passed(db, pack):
        return Outcome.KNOWN
    return _take(intake, scope, pack, content)


def use_what_can_be(intake: Intake) -> None:
    """Look through what is carried: an author or a key may have become known, or we newer."""
    db = intake.workspace.db
    for each in carried.everything(db):
        readable = each.scope == MEMBERS or intake.may_read(each.scope)
        unknown = each.device and intake.author(each.device) is None
        if unknown or (each.checked and not readable):
            continue
        content = carried.content(db, each.id)
        if content is not None:
            carried.drop(db, each.id)
            _take(intake, each.scope, each.id, content)


def _take(intake: Intake, scope: str, pack: str, content: bytes) -> Outcome:
    if scope not in FEEDS:
        return Outcome.STRANGE
    if scope == MEMBERS:
        return _take_document(intake, pack, content)
    try:
        header = read_header(content)
    except BadPack as error:
        # Nobody here can tell who made it, but whoever has the newer version will.
        return _carry(intake, scope, pack, content) if is_newer(error) else Outcome.STRANGE
    author = intake.author(header.device)
    if header.scope != scope:
        return Outcome.STRANGE
    if author is None:
        return _carry(intake, scope, pack, content, header.device)
    if not is_signed_by(content, author):
        return Outcome.STRANGE
    if intake.may_read(scope):
        intake.take(scope, pack, content, None)
        return Outcome.TAKEN
    return _carry(intake, scope, pack, content, header.device, author)


def _take_document(intake: Intake, pack: str, content: bytes) -> Outcome:
    try:
        signed.check_any(content, intake.card.owner)
    except BadDocument:
        return Outcome.STRANGE
    except NewerDocument:
        return _carry(intake, MEMBERS, pack, content)
    intake.take(MEMBERS, pack, content, None)
    return Outcome.TAKEN


def _carry(
    intake: Intake,
    scope: str,
    pack: str,
    content: bytes,
    device: str = "",
    author: Member | None = None,
) -> Outcome:
    db = intake.workspace.db
    if author is not None and scope not in author.writes:
        return Outcome.STRANGE  # the hub would refuse it
    count, size = carried.load(db)
    if count >= MOST_CARRIED or size + len(content) > MOST_CARRIED_BYTES:
        return Outcome.FULL
    carried.carry(db, pack, scope, device, content, checked=author is not None)
    return Outcome.CARRIED
