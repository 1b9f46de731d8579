"""Taking in what others made: memberships, and packs whose facts become records.

A pack that cannot be used is set aside with its reason and holds up nothing. Of a laptop that was
taken out only what its leaving statement names counts (`chain`); whatever else of it was taken in
before the statement came is withdrawn again, so that every laptop has the same in the end. The
brake is here, too. Every method is part of the transaction that the caller has opened.
"""

import json
import logging
from collections import Counter
from collections.abc import Mapping

from fieldapp.domain.fact import Fact
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.scope import SCOPES
from fieldapp.errors import Words
from fieldapp.language import N_
from fieldapp.store import carried, journal, packs, settings
from fieldapp.store import mission as kept
from fieldapp.store.workspace import Workspace
from fieldapp.sync.errors import ManyWouldVanish
from fieldapp.sync.members import chain, documents
from fieldapp.sync.members.membership import ADMINISTRATOR, FOUNDER, Card, Member, read_statement
from fieldapp.sync.mission import card_of
from fieldapp.sync.wire.feed import LATE, MEMBERS
from fieldapp.sync.wire.pack import NOT_KNOWN, BadPack, open_pack, read_header

MOST_HIDDEN = 50
HIDDEN_SHARE = 0.10
FEW = 5
"""The brake holds when a round would hide more than 50 records of a kind, or more than a tenth of
them. Fewer than five never hold it: in a young workspace a single one is more than a tenth."""

LATE_REASON = N_("its laptop had been taken out of the mission")
"""Why a late pack is set aside: it waits for a person, see `late`."""

Counted = Mapping[str, packs.Shown]

_TALLY = "hidden by an unfinished sync"

log = logging.getLogger(__name__)


class Intake:
    """What one round has taken in so far.

    Attributes:
        touched: Records that received something new.
        known_before: Those of them that were here when the round began.
        doubled: Somebody else made packs under this laptop's keys: a copy of it, or what it was
            before it was set back.
    """

    def __init__(self, workspace: Workspace, let_through: bool) -> None:
        self.touched: set[str] = set()
        self.known_before: set[str] = set()
        self.doubled = False
        self._workspace = workspace
        self._let_through = let_through
        self._card = card_of(workspace)
        self._members: dict[str, Member | None] = {}
        self._named: set[str] = set()
        db = workspace.db
        # A round that was stopped goes on counting in the next: otherwise cutting it into pieces
        # would get anything past the brake.
        self._hidden = {kind: set(ids) for kind, ids in _tally(workspace).items()}
        self._shown: Counter[str] | None = None
        self._keys = kept.key_ring(db)
        self._standing: dict[tuple[str, str], set[str] | None] = {}
        self._entered = self._new_documents = False

    @property
    def judges_late(self) -> bool:
        """This laptop sees what came late: it is the founder's or an administrator's."""
        own = self.author(self._workspace.device)
        return own is not None and own.role in (FOUNDER, ADMINISTRATOR)

    @property
    def workspace(self) -> Workspace:
        """The workspace that takes in."""
        return self._workspace

    @property
    def card(self) -> Card:
        """The card of its mission."""
        return self._card

    def may_read(self, scope: str) -> bool:
        """Say whether this laptop reads the scope: it holds a key, and its membership says so."""
        self.enter_documents()
        own = self.author(self._workspace.device)
        holds = any(of == scope for of, _epoch in self._keys)
        return holds and (own is None or scope in own.reads)

    def own_statement(self) -> tuple[str, str]:
        """Return the membership of this laptop, and that of the administrator who signed it."""
        own = self.author(self._workspace.device)
        by = self.author(own.by) if own and own.by else None
        return own.text if own else "", by.text if by else ""

    def take(self, scope: str, pack: str, content: bytes, seq: int | None) -> None:
        """Keep a pack at its place and use it, or set it aside. A known one gets its place.

        Args:
            seq: None for a pack that did not come from the hub, see `carrying`.
        """
        db = self._workspace.db
        if scope == LATE:
            if not packs.has(db, pack):  # where it stands on its own feed it stays
                packs.keep(db, pack, LATE, _device(content), content, seq)
            return
        if scope != MEMBERS and not self.may_read(scope):
            if seq is not None:  # what this laptop cannot read it does not store either
                carried.walk_past(db, pack, scope, seq)
            return
        new = packs.keep(db, pack, scope, _device(content), content, seq)
        if not new and packs.scope_of(db, pack) == LATE:
            packs.move(db, pack, scope, seq)
            new = True
        if new and scope == MEMBERS:
            self._new_documents = True
        elif new:
            self._use(scope, pack, content)

    def enter_documents(self) -> None:
        """Enter what the documents say that came, and judge anew whose packs it concerns."""
        if self._entered and not self._new_documents:
            return
        if self._new_documents:
            documents.enter(self._workspace)
        self._entered, self._new_documents = True, False
        changed = documents.to_judge(self._workspace)
        self._keys = kept.key_ring(self._workspace.db)
        for device in changed:
            self._members.pop(device, None)
        for device in changed:
            self._judge(device)

    def try_again(self) -> None:
        """Try what was set aside: its author or its key may have become known, or we newer."""
        db = self._workspace.db
        if any(packs.scope_of(db, pack) == MEMBERS for pack in packs.aside(db)):
            self._new_documents = True
        self.enter_documents()
        for scope in packs.to_read_again(db):
            if self.may_read(scope):
                self._read_again(scope)
        for pack in packs.aside(db):
            again = packs.get(db, pack)
            if again.scope != MEMBERS:
                self._use(again.scope, pack, again.content)

    def _read_again(self, scope: str) -> None:
        """Use the packs of a scope that were kept here, closed, while the laptop was sealed."""
        db = self._workspace.db
        aside = packs.aside(db)
        for pack, _size in packs.of_scope(db, scope):
            if pack not in aside and not packs.records_of(db, [pack]):
                self._use(scope, pack, packs.get(db, pack).content)
        packs.was_read_again(db, scope)

    def missing(self) -> set[str]:
        """Return packs that an author's next pack names, but that nobody has sent.

        The chain cannot show what a hub left out from the beginning; the authors' own order does.
        """
        return {pack for pack in self._named if not packs.has(self._workspace.db, pack)}

    def brake(self) -> None:
        """Stop if too many records would vanish from the lists.

        Raises:
            ManyWouldVanish: The caller must undo the transaction and ask a person.
        """
        self.enter_documents()
        for kind, ids in self._hidden.items():
            hidden, total = len(ids), self._shown_before()[kind]
            many = hidden > MOST_HIDDEN or (hidden >= FEW and hidden > HIDDEN_SHARE * total)
            if many and not self._let_through:
                called = Words(KINDS[kind].label) if kind in KINDS else kind
                raise ManyWouldVanish(
                    count=hidden, total=total, kind=called, records=tuple(sorted(ids))
                )
        tally = {kind: sorted(ids) for kind, ids in self._hidden.items()}
        settings.write(self._workspace.db, _TALLY, json.dumps(tally))

    def end(self) -> None:
        """Note that the round is whole."""
        self.brake()
        settings.write(self._workspace.db, _TALLY, "{}")

    def _shown_before(self) -> Counter[str]:
        """Return how many records of each kind were in when the round began."""
        if self._shown is None:
            hidden = Counter({kind: len(ids) for kind, ids in self._hidden.items()})
            self._shown = Counter(packs.count_shown(self._workspace.db)) + hidden
        return self._shown

    def _use(self, scope: str, pack: str, content: bytes) -> None:
        """Use a pack; where it stands of a laptop that was taken out, so do those before it."""
        db = self._workspace.db
        before = self._use_one(scope, pack, content)
        device = _device(content)
        while before:
            stands = self._stands(device, scope)
            if stands is None or before in stands:
                return
            stands.add(before)
            if packs.scope_of(db, before) != scope:
                return
            before = self._use_one(scope, before, packs.get(db, before).content)

    def _use_one(self, scope: str, pack: str, content: bytes) -> str:
        """Use a pack or set it aside; return the one before it, or "" where it does not stand."""
        try:
            header = read_header(content)
            stands = self._stands(header.device, scope)
            lines = open_pack(content, scope, self.author(header.device), self._keys)
        except BadPack as error:
            self._set_aside(pack, error.reason)
            return ""
        if stands is not None and pack not in stands:
            self._set_aside(pack, LATE_REASON)
            return ""
        self._append(pack, lines)
        self._named |= {header.previous} - {""}
        if header.device == self._workspace.device:
            self._look_for_double(scope, pack, header.previous)
        packs.take_up(self._workspace.db, pack)
        return header.previous

    def _stands(self, device: str, scope: str) -> set[str] | None:
        """Return the packs that stand, of a laptop that was taken out; None where all do."""
        author = self.author(device)
        if author is None or not author.left or device == self._workspace.device:
            return None  # what was recorded here stays here, whatever others think of it
        if (device, scope) not in self._standing:
            previous = {
                pack: read_header(beginning).previous
                for pack, of, beginning in packs.beginnings(self._workspace.db, device)
                if of == scope
            }
            self._standing[device, scope] = chain.standing(author, scope, previous)
        return self._standing[device, scope]

    def _judge(self, device: str) -> None:
        """Withdraw what no longer counts of a device, and take up what counts now."""
        db = self._workspace.db
        for scope in SCOPES:
            self._standing.pop((device, scope), None)
        if device == self._workspace.device:
            return
        known = self.author(device) is not None
        own = [(p, scope) for p, scope, _ in packs.beginnings(db, device) if scope in SCOPES]
        good, withdrawn = [], False
        for pack, scope in own:
            stands = self._stands(device, scope)
            if known and (stands is None or pack in stands):
                good.append((pack, scope))
            elif self.may_read(scope):
                withdrawn = self._withdraw(pack) or withdrawn
                self._set_aside(pack, LATE_REASON if known else NOT_KNOWN)
        aside = packs.aside(db)
        for pack, scope in good:
            # One that stands may share a fact with one that was withdrawn, and one without facts
            # may have been brought by somebody while it did not count.
            idle = withdrawn or pack in aside or not packs.records_of(db, [pack])
            if idle and self.may_read(scope):
                self._use(scope, pack, packs.get(db, pack).content)

    def _withdraw(self, pack: str) -> bool:
        """Take the facts of a pack out again; say whether there were any."""
        db = self._workspace.db
        before = packs.shown(db, packs.records_of(db, [pack]))
        changed = set(journal.withdraw(db, pack))
        self._count(before, packs.shown(db, changed), changed)
        return bool(changed)

    def _append(self, pack: str, lines: list[tuple[Fact, str]]) -> None:
        db = self._workspace.db
        self._shown_before()
        about = {fact.record for fact, _line in lines}
        before = packs.shown(db, about)
        changed = set(journal.append(db, lines, pack))
        self._count(before, packs.shown(db, changed & before.keys()), changed)
        for fact, _line in lines:  # what is recorded from now on is later than what was read
            self._workspace.clock.see(fact.time)

    def _look_for_double(self, scope: str, pack: str, previous: str) -> None:
        """Two packs that follow the same one were not made by one laptop that knew of both."""
        own = packs.beginnings(self._workspace.db, self._workspace.device)
        if any(
            other != pack and of == scope and read_header(beginning).previous == previous
            for other, of, beginning in own
        ):
            self.doubled = True
            log.warning("Two laptops, or two states of one, made packs under the same keys")

    def _count(self, before: Counted, after: Counted, changed: set[str]) -> None:
        for record in changed & before.keys():
            gone = record not in after or after[record].gone
            if gone and not before[record].gone:
                self._hidden.setdefault(before[record].kind, set()).add(record)
            elif before[record].gone and not gone:
                self._hidden.get(after[record].kind, set()).discard(record)
        self.known_before |= (changed & before.keys()) - self.touched
        self.touched |= changed

    def author(self, device: str) -> Member | None:
        """Return the member with this device, or None where none is known here."""
        if device not in self._members:
            text = kept.statement_of(self._workspace.db, device)
            self._members[device] = read_statement(text, self._card) if text else None
        return self._members[device]

    def _set_aside(self, pack: str, reason: str) -> None:
        at = self._workspace.wall().isoformat(timespec="seconds")
        packs.set_aside(self._workspace.db, pack, reason, at)
        log.warning("Set pack %s aside: %s", pack, reason)


def _tally(workspace: Workspace) -> dict[str, list[str]]:
    """Return what an unfinished round has hidden, by kind."""
    plain = json.loads(settings.read(workspace.db, _TALLY, "{}"))
    # Version 0.2 kept only how many: nameless ones stand for them.
    return {
        kind: ids if isinstance(ids, list) else [str(n) for n in range(ids)]
        for kind, ids in plain.items()
    }


def _device(content: bytes) -> str:
    try:
        return read_header(content).device
    except BadPack:
        return ""
