"""Taking in what came without the hub: from a parcel, or from a colleague's laptop.

Nothing of it has a place on a feed, so nobody vouches for it but its author. Only what a member
made, or somebody who may sign for the mission, is taken in; what this laptop cannot read, or whose
author it has not heard of yet, is carried for others. Every method is part of the transaction that
the caller has opened.
"""

from enum import Enum, auto

from fieldapp.store import carried, packs
from fieldapp.sync.errors import BadDocument, NewerDocument
from fieldapp.sync.intake import Intake
from fieldapp.sync.members import documents, signed
from fieldapp.sync.wire.feed import FEEDS, MEMBERS
from fieldapp.sync.wire.pack import BadPack, is_newer, is_signed_by, read_header

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


class Carrier:
    """Takes in what is brought, and knows how much more can be carried."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._db = intake.workspace.db
        self._count, self._size = carried.load(self._db)

    def bring(self, scope: str, pack: str, content: bytes) -> Outcome:
        """Take a pack that came without a place on a feed. Its id must be that of its bytes."""
        db = self._db
        if packs.has(db, pack) or carried.is_carried(db, pack) or carried.was_passed(db, pack):
            return Outcome.KNOWN
        return self._take(scope, pack, content)

    def use_what_can_be(self) -> None:
        """Look through what is carried: an author or a key may have become known, or we newer."""
        for each in carried.everything(self._db):
            readable = each.scope == MEMBERS or self._intake.may_read(each.scope)
            unknown = each.device and self._intake.author(each.device) is None
            if unknown or (each.checked and not readable):
                continue
            content = carried.content(self._db, each.id)
            if content is not None:
                carried.drop(self._db, each.id)
                self._count, self._size = self._count - 1, self._size - each.size
                self._take(each.scope, each.id, content)

    def _take(self, scope: str, pack: str, content: bytes) -> Outcome:
        if scope not in FEEDS:
            return Outcome.STRANGE
        if scope == MEMBERS:
            return self._take_document(pack, content)
        try:
            header = read_header(content)
        except BadPack as error:
            # Nobody here can tell who made it, but whoever has the newer version will.
            return self._carry(scope, pack, content) if is_newer(error) else Outcome.STRANGE
        self._intake.enter_documents()  # the author's own may have come a moment ago
        author = self._intake.author(header.device)
        if header.scope != scope:
            return Outcome.STRANGE
        if author is None:
            return self._carry(scope, pack, content, header.device)
        if not is_signed_by(content, author.sign):
            return Outcome.STRANGE
        if self._intake.may_read(scope):
            self._intake.take(scope, pack, content, None)
            return Outcome.TAKEN
        if scope not in author.writes:
            return Outcome.STRANGE  # the hub would refuse it
        return self._carry(scope, pack, content, header.device, checked=True)

    def _take_document(self, pack: str, content: bytes) -> Outcome:
        try:
            signed.check_any(content, self._intake.card.owner)
        except BadDocument:
            if not documents.counts(self._intake.workspace, content):
                return Outcome.STRANGE
        except NewerDocument:
            return self._carry(MEMBERS, pack, content)
        self._intake.take(MEMBERS, pack, content, None)
        return Outcome.TAKEN

    def _carry(
        self, scope: str, pack: str, content: bytes, device: str = "", *, checked: bool = False
    ) -> Outcome:
        if self._count >= MOST_CARRIED or self._size + len(content) > MOST_CARRIED_BYTES:
            return Outcome.FULL
        carried.carry(self._db, pack, scope, device, content, checked=checked)
        self._count, self._size = self._count + 1, self._size + len(content)
        return Outcome.CARRIED
