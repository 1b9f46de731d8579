"""Walks along everything a hub holds and says what is wrong where.

Every feed: numbers without a gap, each hash from the one before, the head at its end. Every pack:
its id, its size, and the signature of the member who made it; no key to read it is needed. Every
statement: the signature of the mission's owner.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from fieldapp.errors import UserError
from fieldapp.hub.rows import Row
from fieldapp.language import N_
from fieldapp.store.chunks import id_of as chunk_id
from fieldapp.store.packs import Mark
from fieldapp.sync.members import signed
from fieldapp.sync.members.membership import Card, Member, read_card
from fieldapp.sync.members.roster import read_roster
from fieldapp.sync.wire.feed import LATE, MEMBERS, beginning, following, id_of
from fieldapp.sync.wire.pack import is_signed_by, read_header

MOST = 100
"""Findings that are named; more are only counted."""


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong. ``where`` names a table or a feed, and an entry of it."""

    where: str
    what: str


@dataclass(frozen=True)
class Verdict:
    """What there is, and what is wrong with it.

    Attributes:
        feeds: Entries by scope.
        wrong: How many findings there are; the first `MOST` of them are in ``findings``.
        gaps: Packs whose author names a previous one that the hub does not have. It may never
            have come; it may also have been taken away.
    """

    mission: str
    mission_name: str
    feeds: Mapping[str, int]
    wrong: int
    findings: tuple[Finding, ...]
    gaps: int

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return self.wrong == 0


def verify(rows: Iterable[Row]) -> Verdict:
    """Walk along the rows of a shelf or of a backup, in the order of `rows`."""
    walk = _Walk()
    for table, row in rows:
        take = walk.steps.get(table)
        if take:
            take(row)
    return walk.end()


@dataclass
class _Walk:
    card: Card | None = None
    members: dict[str, Member] = field(default_factory=dict)
    heads: dict[str, Mark] = field(default_factory=dict)
    at: dict[str, Mark] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    wrong: int = 0

    def __post_init__(self) -> None:
        self._ids: dict[str, set[str]] = {}
        self._previous: Counter[tuple[str, str]] = Counter()
        self._statements: list[tuple[str, str]] = []
        self._documents: list[tuple[str, bytes]] = []
        self._shelves: dict[str, Mark] = {}
        self._at_chunk: dict[str, Mark] = {}
        self.steps = {
            "setting": self._setting,
            "member": self._member,
            "head": self._head,
            "feed": self._entry,
            "chunk_shelf": self._shelf,
            "chunk": self._chunk,
        }

    def end(self) -> Verdict:
        self._look_at_members()
        self._look_at_documents()
        for scope, head in self._shelves.items():
            if self._at_chunk.get(scope, self._start(scope)) != head:
                self._say(f"chunks {scope}", N_("the head is not the end of the chain"))
        for scope, head in self.heads.items():
            if self.at.get(scope, self._start(scope)) != head:
                self._say(scope, N_("the head is not the end of the chain"))
        for scope in self.at.keys() - self.heads.keys():
            self._say(scope, N_("a feed without a head"))
        gaps = sum(
            count
            for (scope, pack), count in self._previous.items()
            if pack not in self._ids.get(scope, set())
        )
        return Verdict(
            mission=self.card.id if self.card else "",
            mission_name=self.card.name if self.card else "",
            feeds={scope: mark.seq for scope, mark in self.heads.items()},
            wrong=self.wrong,
            findings=tuple(self.findings),
            gaps=gaps,
        )

    def _say(self, where: str, what: str) -> None:
        self.wrong += 1
        if len(self.findings) < MOST:
            self.findings.append(Finding(where, what))

    def _start(self, scope: str) -> Mark:
        return beginning(self.card.id if self.card else "", scope)

    def _setting(self, row: Mapping[str, Any]) -> None:
        if row["name"] != "mission":
            return
        try:
            self.card = read_card(row["value"])
        except UserError:
            self._say("setting mission", N_("the card of the mission is not signed by its owner"))

    def _member(self, row: Mapping[str, Any]) -> None:
        self._statements.append((row["device"], row["statement"]))

    def _look_at_members(self) -> None:
        """Read the memberships, once the mission is known."""
        statements, self._statements = self._statements, []
        if self.card:
            self.members |= read_roster(self.card, (text for _, text in statements)).members
        for device, text in statements:
            if device not in self.members or self.members[device].text != text:
                self._say(f"member {device}", N_("nobody signed the membership who may"))

    def _head(self, row: Mapping[str, Any]) -> None:
        self.heads[row["scope"]] = Mark(row["seq"], row["hash"])

    def _entry(self, row: Mapping[str, Any]) -> None:
        self._look_at_members()
        scope, seq, pack = row["scope"], row["seq"], row["pack"]
        where = f"{scope} {seq}"
        before = self.at.get(scope, self._start(scope))
        if seq != before.seq + 1:
            self._say(where, N_("entries before it are missing"))
        elif not _follows(before, row):
            self._say(where, N_("its hash does not follow from the one before"))
        self.at[scope] = Mark(seq, row["hash"])
        ids = self._ids.setdefault(scope, set())
        if row["id"] in ids:
            self._say(where, N_("it stands on the feed already"))
        ids.add(row["id"])
        if id_of(pack) != row["id"]:
            self._say(where, N_("its bytes were changed"))
        elif len(pack) != row["size"]:
            self._say(where, N_("its size is wrong"))
        elif scope == MEMBERS:
            self._documents.append((where, pack))
        else:
            self._pack(where, scope, row["device"], pack)

    def _look_at_documents(self) -> None:
        """Look who signed the documents, once all who ever might sign are known."""
        if self.card is None:
            return
        documents = [content for _where, content in self._documents]
        members = (each for each in documents if signed.purpose_of(each) == "member")
        roster = read_roster(self.card, members)
        for where, content in self._documents:
            try:
                plain = json.loads(content)
                purpose = plain["fieldapp"]
                # Later purposes are for later versions.
                good = purpose not in signed.DOCUMENTS or roster.was_signed(purpose, plain)
            except (ValueError, LookupError, TypeError, RecursionError):
                good = False
            if not good:
                self._say(where, N_("nobody signed it who may"))

    def _shelf(self, row: Mapping[str, Any]) -> None:
        self._shelves[row["scope"]] = Mark(row["seq"], row["hash"])

    def _chunk(self, row: Mapping[str, Any]) -> None:
        scope, seq = row["scope"], row["seq"]
        where = f"chunks {scope} {seq}"
        before = self._at_chunk.get(scope, self._start(scope))
        if seq != before.seq + 1:
            self._say(where, N_("entries before it are missing"))
        elif not _follows(before, row):
            self._say(where, N_("its hash does not follow from the one before"))
        self._at_chunk[scope] = Mark(seq, row["hash"])
        # One that the hub knows to be lost is asked from the laptops.
        if row["size"] and chunk_id(row["bytes"]) != row["id"]:
            self._say(where, N_("its bytes were changed"))

    def _pack(self, where: str, scope: str, device: str, pack: bytes) -> None:
        member = self.members.get(device)
        try:
            header = read_header(pack)
        except UserError:
            self._say(where, N_("it is no pack"))
            return
        if scope not in (header.scope, LATE) or header.device != device:
            self._say(where, N_("it belongs elsewhere"))
        elif member is None:
            self._say(where, N_("its author is not known as a member"))
        elif not is_signed_by(pack, member.sign):
            self._say(where, N_("its signature is wrong"))
        if header.previous:
            self._previous[scope, header.previous] += 1


def _follows(before: Mark, row: Mapping[str, Any]) -> bool:
    try:
        return bool(following(before, row["id"]).hash == row["hash"])
    except ValueError:
        return False  # an id or a hash that is none
