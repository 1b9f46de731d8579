"""Taking in what others made: memberships, and packs whose facts become records.

A pack that cannot be used is set aside with its reason and holds up nothing. The brake is here,
too. Every method is part of the transaction that the caller has opened.
"""

import json
import logging
from collections import Counter

from fieldapp.domain.fact import Fact
from fieldapp.store import journal, packs, settings
from fieldapp.store import mission as kept
from fieldapp.store.workspace import Workspace
from fieldapp.sync.errors import BadDocument, ManyWouldVanish, NewerDocument
from fieldapp.sync.feed import MEMBERS
from fieldapp.sync.membership import Member, read_member
from fieldapp.sync.mission import card_of, keep_member
from fieldapp.sync.pack import BadPack, open_pack, read_header

MOST_HIDDEN = 50
HIDDEN_SHARE = 0.10
FEW = 5
"""The brake holds when a round would hide more than 50 records of a kind, or more than a tenth of
them. Fewer than five never hold it: in a young workspace a single one is more than a tenth."""

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
        self._hidden = Counter(json.loads(settings.read(db, _TALLY, "{}")))
        self._shown = Counter(packs.count_shown(db)) + self._hidden
        self._keys = {
            scope_epoch: private
            for scope_epoch, (_public, private) in kept.scope_keys(db).items()
            if private
        }

    def may_read(self, scope: str) -> bool:
        """Say whether this laptop holds a private key of the scope."""
        return any(of == scope for of, _epoch in self._keys)

    def own_statement(self) -> str:
        """Return the membership of this laptop."""
        return kept.statement_of(self._workspace.db, self._workspace.device) or ""

    def take(self, scope: str, pack: str, content: bytes, seq: int) -> None:
        """Keep a pack at its place and use it, or set it aside. A known one gets its place."""
        db = self._workspace.db
        if scope != MEMBERS and not self.may_read(scope):
            return  # what this laptop cannot read it does not store either
        if packs.keep(db, pack, scope, _device(content), content, seq):
            self._use(scope, pack, content)

    def try_again(self) -> None:
        """Try what was set aside: its author or its key may have become known, or we newer."""
        for pack in packs.aside(self._workspace.db):
            again = packs.get(self._workspace.db, pack)
            self._use(again.scope, pack, again.content)

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
        for kind, hidden in self._hidden.items():
            total = self._shown[kind]
            many = hidden > MOST_HIDDEN or (hidden >= FEW and hidden > HIDDEN_SHARE * total)
            if many and not self._let_through:
                raise ManyWouldVanish(count=hidden, total=total, kind=kind)
        settings.write(self._workspace.db, _TALLY, json.dumps(self._hidden))

    def end(self) -> None:
        """Note that the round is whole."""
        self.brake()
        settings.write(self._workspace.db, _TALLY, "{}")

    def _use(self, scope: str, pack: str, content: bytes) -> None:
        db = self._workspace.db
        try:
            if scope == MEMBERS:
                member = read_member(content, self._card)
                keep_member(self._workspace, member)
                self._members.pop(member.device, None)
            else:
                author = self._author(_device(content))
                self._append(pack, open_pack(content, scope, author, self._keys))
                header = read_header(content)
                self._named |= {header.previous} - {""}
                if header.device == self._workspace.device:
                    self._look_for_double(scope, pack, header.previous)
        except BadPack as error:
            self._set_aside(pack, error.reason)
        except (BadDocument, NewerDocument) as error:
            self._set_aside(pack, str(error))
        else:
            packs.take_up(db, pack)

    def _append(self, pack: str, lines: list[tuple[Fact, str]]) -> None:
        db = self._workspace.db
        about = {fact.record for fact, _line in lines}
        before = packs.shown(db, about)
        changed = set(journal.append(db, lines, pack))
        after = packs.shown(db, changed)
        for record in changed & before.keys():
            if after[record].gone and not before[record].gone:
                self._hidden[before[record].kind] += 1
            elif before[record].gone and not after[record].gone:
                self._hidden[after[record].kind] -= 1
        self.known_before |= (changed & before.keys()) - self.touched
        self.touched |= changed
        for fact, _line in lines:  # what is recorded from now on is later than what was read
            self._workspace.clock.see(fact.time)

    def _look_for_double(self, scope: str, pack: str, previous: str) -> None:
        """Two packs that follow the same one were not made by one laptop that knew of both."""
        own = packs.made_by(self._workspace.db, scope, self._workspace.device)
        if any(
            other != pack and read_header(content).previous == previous
            for other, content in own.items()
        ):
            self.doubled = True
            log.warning("Two laptops, or two states of one, made packs under the same keys")

    def _author(self, device: str) -> Member | None:
        if device not in self._members:
            text = kept.statement_of(self._workspace.db, device)
            self._members[device] = read_member(text, self._card) if text else None
        return self._members[device]

    def _set_aside(self, pack: str, reason: str) -> None:
        at = self._workspace.wall().isoformat(timespec="seconds")
        packs.set_aside(self._workspace.db, pack, reason, at)
        log.warning("Set pack %s aside: %s", pack, reason)


def _device(content: bytes) -> str:
    try:
        return read_header(content).device
    except BadPack:
        return ""
