"""One round with a hub: send what waits, take what is new, until both sides have the same feeds.

Every step is one request and one transaction, so a round may end anywhere, by a cut or by a
person, and the next one goes on from there. Trying again is for whoever called.
"""

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass

from fieldapp.errors import Words
from fieldapp.language import N_
from fieldapp.progress import Progress
from fieldapp.store import carried, packs
from fieldapp.store.database import writing
from fieldapp.store.packs import Mark
from fieldapp.store.workspace import Workspace
from fieldapp.sync import protocol
from fieldapp.sync.carrying import Carrier
from fieldapp.sync.errors import (
    HubBroken,
    HubRefused,
    HubStoppedMidway,
    NotAHub,
    TakenOut,
    WrongMission,
)
from fieldapp.sync.feed import FEEDS, LATE, MEMBERS, ON_WIRE, beginning, following, id_of, kept
from fieldapp.sync.intake import Intake
from fieldapp.sync.leaving import has_left, leave, leave_if_out
from fieldapp.sync.mission import card_of
from fieldapp.sync.packing import pack_up
from fieldapp.sync.protocol import Asked, Hub, Page, Reply, Request

QUICK_MS, LONG_MS = 1_000, 12_000
"""A page that came and went in less lets the next one be four times as large, and one that took
longer a quarter. The clock is the laptop's own: if it is set meanwhile, one page is odd."""

log = logging.getLogger(__name__)

REFUSALS: Mapping[str, str] = {
    "not_a_member": N_("this laptop is not enrolled in its mission"),
    "no_mission": N_("it serves no mission yet; the founder of the mission has to sync first"),
    "clock": N_("the clocks of the laptop and the hub cannot agree"),
    "signature": N_("the signature of this laptop is wrong"),
    "version": N_("one of the two is too old for the other and must be updated"),
    "bad_request": N_("it does not understand what this laptop asks"),
    "too_many": N_(
        "this laptop, or others at the same place, asked too much at once; wait a while"
    ),
    "left": N_("this laptop has been taken out of the mission"),
    "disk_full": N_("its disk is full"),
    "trouble": N_("it cannot use its own storage"),
}
"""Why a hub does not serve a laptop: the code on the wire, and the words for people."""

STRANGER = ("not_a_member", "no_mission")
"""Refusals of a hub that does not know who is asking, or no longer."""


@dataclass(frozen=True)
class Account:
    """What a round did, in records, because that is what people know.

    Attributes:
        sent: Records of which something of ours reached the hub for the first time.
        received: Records that others added or changed.
        changed: Those of them that were known here before.
        clashes: Those of them on which answers clash now.
        held: Records of which something is still only here.
        quarantined: Packs set aside because they cannot be used, in all.
        carried: Packs that are carried for others: the hub is not proven to have them yet, in all.
        missing: Packs that were left out: their authors name them, and the hub did not send them.
        bytes_up, bytes_down: Of requests and replies, without HTTP's own lines.
        clock_off: Seconds by which the hub's clock is ahead of the laptop's.
        received_ids, clash_ids: The records themselves.
    """

    sent: int
    received: int
    changed: int
    clashes: int
    held: int
    quarantined: int
    missing: int
    seconds: float
    bytes_up: int
    bytes_down: int
    clock_off: int
    received_ids: tuple[str, ...]
    clash_ids: tuple[str, ...]
    carried: int = 0


def sync(
    workspace: Workspace, hub: Hub, progress: Progress, *, let_through: bool = False
) -> Account:
    """Exchange with the hub until both sides have the same.

    Args:
        let_through: A person has agreed that many records vanish.

    Raises:
        NotInMission: The workspace has nothing to exchange with anybody.
        HubUnreachable, HubStoppedMidway, NotAHub, HubBroken, HubRefused, WrongMission: As they say.
        ManyWouldVanish: The brake. The page in question was not taken.
        TakenOut: This laptop was taken out of the mission; what it had not sent is with the hub.
        Cancelled: The person asked to stop. What was exchanged so far stays.
    """
    card = card_of(workspace)
    began = time.monotonic()
    pack_up(workspace, progress)
    with writing(workspace.db, workspace.file):
        intake = Intake(workspace, let_through)
        waiting_before = packs.waiting_of(workspace.db, workspace.device)
    state = _Round(workspace, hub, card.text, card.id, intake)
    done = total = 0
    while True:
        left = state.exchange()
        if left == 0:
            break
        done, total = done + 1, max(total, done + 1 + left)
        progress.step(done, total, N_("Sending and receiving"))
    with writing(workspace.db, workspace.file):
        intake.try_again()
        Carrier(intake).use_what_can_be()
        intake.end()
        gone_out = waiting_before - packs.waiting_of(workspace.db, workspace.device)
        sent = packs.records_of(workspace.db, gone_out)
        clashing = sorted(packs.clashing(workspace.db) & intake.touched)
        missing = intake.missing()
        if missing:
            log.warning("Packs are missing that others follow: %s", ", ".join(sorted(missing)))
        account = Account(
            sent=len(sent),
            received=len(intake.touched),
            changed=len(intake.known_before),
            clashes=len(clashing),
            held=packs.records_not_sent(workspace.db),
            quarantined=len(packs.aside(workspace.db)),
            missing=len(missing),
            seconds=round(time.monotonic() - began, 3),
            bytes_up=state.bytes_up,
            bytes_down=state.bytes_down,
            clock_off=state.offset_ms // 1000,
            received_ids=tuple(sorted(intake.touched)),
            clash_ids=tuple(clashing),
            carried=carried.load(workspace.db)[0],
        )
    if leave_if_out(workspace):  # from a hub that does not know what leaving is
        raise TakenOut(hub=hub.name)
    log.info("Synced: sent %d, received %d", account.sent, account.received)
    return account


class _Round:
    """What a round knows from one request to the next."""

    def __init__(
        self, workspace: Workspace, hub: Hub, card: str, mission: str, intake: Intake
    ) -> None:
        self.workspace = workspace
        self.hub = hub
        self.card = card
        self.mission = mission
        self.intake = intake
        self.bytes_up = self.bytes_down = self.offset_ms = 0
        self._room = protocol.PAGE
        # Whoever has a mark of the members' feed has been there before.
        self._introduce = not packs.marks(workspace.db, MEMBERS)
        # Nearly always the newest mark is the hub's; the others would be half of a small request.
        self._every_mark = False
        self._answered = False
        self._own: set[str] = set()
        self._pushed: set[str] = set()
        self._searched: set[str] = set()
        self._refused: set[str] = set()

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
        self._pace(self.workspace.around.wall_ms() - began)
        return left

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
            len(self._refused),
            self._answered,
        )

    def _ask(self) -> tuple[dict[str, Asked], Reply]:
        with writing(self.workspace.db, self.workspace.file):
            asked = self._asked()
            # A hub that has lost what it knew has to be told once more who is asking.
            unknown = self._introduce or packs.without_place(self.workspace.db, MEMBERS)
            me, by = self.intake.own_statement() if unknown else ("", "")
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
            self._refused |= pushed
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
        return [(pack, size) for pack, size in waiting if pack not in self._refused]

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
        for pack, reason in page.refused.items():
            log.warning("The hub did not take pack %s: %s", pack, reason)
            self._refused.add(pack)
            if reason == "bad_pack":
                carried.give_up(db, pack)  # its author keeps it, and may not write there any more
            elif reason == "not_yours":  # a hub before 0.3 lets nobody carry for others
                self._refused |= {other for other, _size in carried.of_scope(db, scope)}
        if mark.seq > page.head.seq or (mark.seq == page.head.seq and mark != page.head):
            raise self._broken(N_("the chain"))
        seqs = kept({seq: h for seq, h in known.items() if seq <= mark.seq}, mark.seq)
        packs.set_marks(db, scope, [Mark(seq, known[seq]) for seq in seqs if seq])
        if mark == page.head:
            self._search(scope)
        return page.head.seq - mark.seq + len(self._to_push(scope))

    def _search(self, scope: str) -> None:
        """Walk a feed anew where the hub has a carried pack that stands before what was noted.

        It happens to a workspace that an earlier version of fieldapp walked the feed with.
        """
        db = self.workspace.db
        taken = {pack for pack, _size in carried.of_scope(db, scope)} & self._pushed - self._refused
        if taken and scope not in self._searched:
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
