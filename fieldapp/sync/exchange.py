"""One request after another to a hub, and what is done with each reply. `round` asks for them.

Each is one transaction, so that it may end anywhere and the next round goes on from there.
"""

import logging
from collections.abc import Mapping

from fieldapp.errors import Words
from fieldapp.language import N_
from fieldapp.progress import Progress
from fieldapp.store import carried, packs
from fieldapp.store.backup import before_sync
from fieldapp.store.database import writing
from fieldapp.store.packs import Mark
from fieldapp.store.workspace import Workspace
from fieldapp.sync.errors import (
    HubBroken,
    HubRefused,
    HubStoppedMidway,
    NotAHub,
    TakenOut,
    WrongMission,
)
from fieldapp.sync.intake import Intake
from fieldapp.sync.members.leaving import has_left, leave
from fieldapp.sync.wire import protocol
from fieldapp.sync.wire.feed import FEEDS, LATE, MEMBERS, ON_WIRE, beginning, following, id_of, kept
from fieldapp.sync.wire.protocol import Asked, Hub, Page, Reply, Request
from fieldapp.sync.wire.refusals import REFUSALS, STRANGER

QUICK_MS, LONG_MS = 1_000, 12_000
"""A page that came and went in less lets the next one be four times as large, and one that took
longer a quarter. The clock is the laptop's own: if it is set meanwhile, one page is odd."""

log = logging.getLogger(__name__)


class Exchange:
    """What a round knows from one request to the next."""

    def __init__(
        self,
        workspace: Workspace,
        hub: Hub,
        card: str,
        mission: str,
        intake: Intake,
        progress: Progress,
    ) -> None:
        self.workspace = workspace
        self.hub = hub
        self.card = card
        self.mission = mission
        self.intake = intake
        self.progress = progress
        self.bytes_up = self.bytes_down = self.offset_ms = 0
        self.refused: dict[str, str] = {}
        self.received: frozenset[str] = frozenset()
        self.changed: frozenset[str] = frozenset()
        self.backup = ""
        self.no_room = False
        self._room = protocol.PAGE
        # Whoever has a mark of the members' feed has been there before.
        self._introduce = not packs.marks(workspace.db, MEMBERS)
        # Nearly always the newest mark is the hub's; the others would be half of a small request.
        self._every_mark = False
        self._answered = False
        self._own: set[str] = set()
        self._pushed: set[str] = set()
        self._searched: set[str] = set()
        self._behind: dict[str, int] = {}
        self._got = self._got_bytes = 0

    def exchange(self) -> int:
        """Send one request and take in its reply; return how many more seem to be needed."""
        began = self.workspace.around.wall_ms()
        asked, reply = self._ask()
        if reply.refused in STRANGER and not self._introduce:
            self._introduce = True
            asked, reply = self._ask()
        if reply.refused == "clock":  # now the hub's clock is known
            asked, reply = self._ask()
        if reply.refused == "left":
            self._hand_over_the_rest(asked)
            self._leave(reply)
        self._look_at_refusal(reply)
        if not self._every_mark and _has_gone_back(asked, reply):
            # It may have an older mark, and may have forgotten who is asking.
            self._every_mark = self._introduce = True
            asked, reply = self._ask()
            self._look_at_refusal(reply)
        self._introduce = False
        self._back_up_before(reply)
        with writing(self.workspace.db, self.workspace.file):
            before = self._state()
            self._answered = True
            left = 0
            for scope in self._feeds():
                if scope in asked and scope in reply.feeds:
                    left += self._take(scope, asked[scope], reply.feeds[scope])
            self.intake.brake()
            if left and self._state() == before:
                raise self._broken(N_("it does not get on"))
        self.received = frozenset(self.intake.touched)
        self.changed = frozenset(self.intake.known_before)
        self._pace(self.workspace.around.wall_ms() - began)
        return left

    def bytes_left(self) -> int | None:
        """Return the bytes still to send and to receive; None before a pack tells their size."""
        unsent = sum(size for scope in FEEDS for _pack, size in self._to_push(scope))
        behind = sum(self._behind.values())
        if behind and not self._got:
            return None
        return unsent + (behind * self._got_bytes // self._got if behind else 0)

    def _back_up_before(self, reply: Reply) -> None:
        """Keep a copy before the first pack of this round changes records."""
        if self.backup or self.no_room:
            return
        if not any(
            entry.pack is not None and not packs.has(self.workspace.db, entry.id)
            for scope, page in reply.feeds.items()
            if scope not in (MEMBERS, LATE) and self.intake.may_read(scope)
            for entry in page.entries
        ):
            return
        self.progress.step(0, 0, N_("Making a backup first"))
        here = self.workspace
        copy = before_sync(here.db, here.file, here.key, here.around.wall_ms())
        self.no_room = copy is None
        self.backup = copy.name if copy else ""

    def _feeds(self) -> tuple[str, ...]:
        return (*FEEDS, LATE) if self.intake.judges_late else FEEDS

    def _pace(self, ms: int) -> None:
        """Choose how large the next page may be, from how long this one took to come and go in."""
        if ms < QUICK_MS:
            self._room = min(self._room * 4, protocol.LARGEST_PAGE)
        elif ms > LONG_MS:
            self._room = max(self._room // 4, protocol.PAGE)

    def _state(self) -> object:
        db = self.workspace.db
        return (
            [(packs.marks(db, scope), packs.without_place(db, scope)) for scope in self._feeds()],
            carried.load(db),
            sorted(self._own),
            len(self.refused),
            self._answered,
        )

    def _ask(self) -> tuple[dict[str, Asked], Reply]:
        with writing(self.workspace.db, self.workspace.file):
            asked = self._asked()
            # A hub that has lost what it knew has to be told once more who is asking.
            unknown = self._introduce or packs.without_place(self.workspace.db, MEMBERS)
            me, by = self.intake.own_statement() if unknown else ("", "")
            aside = len(packs.aside(self.workspace.db))
        now = self.workspace.around.wall_ms()
        request = Request(
            mission=self.mission,
            device=self.workspace.device,
            time_ms=max(0, now + self.offset_ms),
            feeds=asked,
            card=self.card if me else "",
            member=me,
            by=by,
            room=self._room,
            aside=aside,
        )
        message = protocol.write_request(request, self.workspace.signing_key)
        answer = self.hub.exchange(message)
        self.bytes_up += len(message)
        self.bytes_down += len(answer)
        try:
            reply = protocol.read_reply(answer)
        except protocol.CutMessage:
            raise HubStoppedMidway(hub=self.hub.name) from None
        except protocol.BadMessage as error:
            if error.version:
                raise self._refusal("version") from None
            raise NotAHub(hub=self.hub.name) from None
        self.offset_ms = reply.time_ms - self.workspace.around.wall_ms()
        return asked, reply

    def _asked(self) -> dict[str, Asked]:
        db = self.workspace.db
        asked = {}
        room = self._room
        for scope in self._feeds():
            pushed: list[bytes] = []
            for pack, size in self._to_push(scope):
                if len(pushed) == protocol.ENTRIES or (room < size and room < self._room):
                    room = 0
                    break
                pushed.append(carried.content(db, pack) or packs.get(db, pack).content)
                self._pushed.add(pack)
                room -= size
            marks = sorted(packs.marks(db, scope).items(), reverse=True)
            if not self._every_mark:
                marks = marks[:1]
            shown = tuple(Mark(seq, hash_[:ON_WIRE]) for seq, hash_ in marks)
            asked[scope] = Asked(shown, tuple(pushed), scope in self._own)
        return asked

    def _hand_over_the_rest(self, asked: Mapping[str, Asked]) -> None:
        """Send what is left to the hub's late shelf, where a person will look at it."""
        while pushed := {id_of(pack) for each in asked.values() for pack in each.packs}:
            self.refused |= dict.fromkeys(pushed, "left")
            asked, reply = self._ask()
            if reply.refused != "left":
                return

    def _leave(self, reply: Reply) -> None:
        """Believe that this laptop was taken out only if somebody signed it who may."""
        with writing(self.workspace.db, self.workspace.file):
            out = has_left(self.workspace, reply.documents)
        if out:
            leave(self.workspace)
            raise TakenOut(hub=self.hub.name)

    def _to_push(self, scope: str) -> list[tuple[str, int]]:
        db = self.workspace.db
        waiting = packs.without_place(db, scope)
        # What is carried may be at the hub long since: the first page tells, and costs less.
        if self._answered:
            waiting += carried.of_scope(db, scope)
        return [(pack, size) for pack, size in waiting if pack not in self.refused]

    def _look_at_refusal(self, reply: Reply) -> None:
        if reply.refused == "other_mission":
            raise WrongMission(hub=self.hub.name)
        if reply.refused:
            raise self._refusal(reply.refused)

    def _refusal(self, code: str) -> HubRefused:
        return HubRefused(hub=self.hub.name, reason=Words(REFUSALS.get(code, code)))

    def _take(self, scope: str, asked: Asked, page: Page) -> int:
        """Walk along a page; return how many entries and packs are left on either side."""
        db = self.workspace.db
        known = {**packs.marks(db, scope), 0: beginning(self.mission, scope).hash}
        if page.common not in known:
            raise self._broken(N_("a mark"))
        if page.common < max(known):
            packs.go_back(db, scope, page.common)
            log.warning("The hub goes back to entry %d of %s", page.common, scope)
        mark = Mark(page.common, known[page.common])
        self._own.discard(scope)
        for entry in page.entries:
            content = entry.pack or carried.content(db, entry.id)
            if content is None and self._should_have(scope, entry.id):
                if asked.own:
                    raise self._broken(N_("a pack is missing"))
                self._own.add(scope)
                break
            mark = following(mark, entry.id)
            known[mark.seq] = mark.hash
            if content is None:
                if not packs.place(db, entry.id, mark.seq):
                    carried.walk_past(db, entry.id, scope, mark.seq)
            elif id_of(content) != entry.id:
                raise self._broken(N_("a pack was changed"))
            else:
                self.intake.take(scope, entry.id, content, mark.seq)
                carried.drop(db, entry.id)
                if scope != MEMBERS:  # statements are small, and tell nothing of the size of packs
                    self._got += 1
                    self._got_bytes += len(content)
        for pack, reason in page.refused.items():
            log.warning("The hub did not take pack %s: %s", pack, reason)
            self.refused[pack] = reason
            if reason == "bad_pack":
                carried.give_up(db, pack)  # its author keeps it, and may not write there any more
            elif reason == "not_yours":  # a hub before 0.3 lets nobody carry for others
                self.refused |= {other: reason for other, _size in carried.of_scope(db, scope)}
        if mark.seq > page.head.seq or (mark.seq == page.head.seq and mark != page.head):
            raise self._broken(N_("the chain"))
        seqs = kept({seq: h for seq, h in known.items() if seq <= mark.seq}, mark.seq)
        packs.set_marks(db, scope, [Mark(seq, known[seq]) for seq in seqs if seq])
        if mark == page.head:
            self._search(scope)
        behind = page.head.seq - mark.seq
        self._behind[scope] = behind if scope == MEMBERS or self.intake.may_read(scope) else 0
        return behind + len(self._to_push(scope))

    def _search(self, scope: str) -> None:
        """Walk a feed anew where the hub has a carried pack that stands before what was noted.

        It happens to a workspace that an earlier version of fieldapp walked the feed with.
        """
        db = self.workspace.db
        taken = {pack for pack, _size in carried.of_scope(db, scope)} & self._pushed
        if taken - self.refused.keys() and scope not in self._searched:
            self._searched.add(scope)
            packs.go_back(db, scope, 0)

    def _should_have(self, scope: str, pack: str) -> bool:
        reads = scope == MEMBERS or self.intake.may_read(scope)
        return reads and not packs.has(self.workspace.db, pack)

    def _broken(self, what: str) -> HubBroken:
        return HubBroken(hub=self.hub.name, what=Words(what))


def _has_gone_back(asked: Mapping[str, Asked], reply: Reply) -> bool:
    """Say whether the hub did not know a mark that it had once given out."""
    return any(
        asked[scope].marks and page.common == 0
        for scope, page in reply.feeds.items()
        if scope in asked
    )
