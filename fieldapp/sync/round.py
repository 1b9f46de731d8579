"""One round with a hub: send what waits, take what is new, until both sides have the same feeds.

Every step is one request and one transaction, so a round may end anywhere, by a cut or by a
person, and the next one goes on from there. Trying again is for whoever called.
"""

import contextlib
import logging
import time
from collections.abc import Mapping

from fieldapp.errors import UserError, Words
from fieldapp.language import N_
from fieldapp.progress import Cancelled, Progress
from fieldapp.store import packs
from fieldapp.store.backup import before_sync
from fieldapp.store.database import writing
from fieldapp.store.packs import Mark
from fieldapp.store.workspace import Workspace
from fieldapp.sync import protocol
from fieldapp.sync.account import Account, Held, keep_last, packs_set_aside
from fieldapp.sync.errors import (
    HubBroken,
    HubRefused,
    HubStoppedMidway,
    NotAHub,
    WrongMission,
)
from fieldapp.sync.feed import FEEDS, MEMBERS, ON_WIRE, beginning, following, id_of, kept
from fieldapp.sync.intake import Intake
from fieldapp.sync.mission import card_of, members
from fieldapp.sync.pace import Pace
from fieldapp.sync.packing import pack_up
from fieldapp.sync.protocol import Asked, Hub, Page, Reply, Request

log = logging.getLogger(__name__)

_KB = 1000

REFUSALS: Mapping[str, str] = {
    "not_a_member": N_("this laptop is not enrolled in its mission"),
    "no_mission": N_("it serves no mission yet; the founder of the mission has to sync first"),
    "clock": N_("the clocks of the laptop and the hub cannot agree"),
    "signature": N_("the signature of this laptop is wrong"),
    "version": N_("one of the two is too old for the other and must be updated"),
    "bad_request": N_("it does not understand what this laptop asks"),
    "disk_full": N_("its disk is full"),
    "trouble": N_("it cannot use its own storage"),
    "not_yours": N_("it takes entries only from the laptop that made them"),
    "unknown_author": N_("it does not know yet who made them"),
    "bad_pack": N_("it cannot use them"),
}
"""Why a hub does not serve a laptop, or takes some of its packs not: the code on the wire, and the
words for people."""


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
        Cancelled: The person asked to stop. What was exchanged so far stays.
    """
    card = card_of(workspace)
    began = time.monotonic()
    pack_up(workspace, progress)
    with writing(workspace.db, workspace.file):
        intake = Intake(workspace, let_through)
        waiting_before = packs.waiting_of(workspace.db, workspace.device)
    state = _Round(workspace, hub, card.text, card.id, intake, progress)
    try:
        _until_nothing_is_left(state, progress)
    except (UserError, Cancelled):
        # What such a round has taken in is told, too, unless it came to nothing at all.
        if state.bytes_down:
            with contextlib.suppress(UserError):
                _end(state, waiting_before, began, whole=False)
        raise
    account = _end(state, waiting_before, began, whole=True)
    log.info("Synced: sent %d, received %d", account.sent, account.received)
    return account


def _until_nothing_is_left(state: "_Round", progress: Progress) -> None:
    pace = Pace()
    furthest = 0
    while state.exchange():
        moved, left = state.bytes_up + state.bytes_down, state.bytes_left()
        furthest = max(furthest, moved + (left or 0) + 1)
        progress.step(moved // _KB, furthest // _KB + 1, N_("Sending and receiving"))
        seconds = pace.left(moved, left)
        if seconds is not None:
            progress.remaining(seconds)


def _end(state: "_Round", waiting_before: set[str], began: float, *, whole: bool) -> Account:
    workspace, intake = state.workspace, state.intake
    db = workspace.db
    with writing(db, workspace.file):
        received, changed = state.received, state.changed
        if whole:
            intake.try_again()
            intake.end()
            received, changed = frozenset(intake.touched), frozenset(intake.known_before)
        gone_out = waiting_before - packs.waiting_of(db, workspace.device)
        sent = {record for pack in gone_out for record in packs.records_of(db, pack)}
        shown = packs.shown(db, received)
        clashing = sorted(record for record, each in shown.items() if each.clashing)
        missing = sorted(intake.missing()) if whole else []
        if missing:
            log.warning("Packs are missing that others follow: %s", ", ".join(missing))
        names = {member.device: member.name for member in members(workspace)}
        aside = packs_set_aside(workspace, names)
        held = packs.ids_not_sent(db)
        account = Account(
            sent=len(sent),
            received=len(received),
            changed=len(changed),
            clashes=len(clashing),
            held=len(held),
            quarantined=len(aside),
            missing=len(missing),
            seconds=round(time.monotonic() - began, 3),
            bytes_up=state.bytes_up,
            bytes_down=state.bytes_down,
            clock_off=state.offset_ms // 1000,
            received_ids=tuple(sorted(received)),
            clash_ids=tuple(clashing),
            sent_ids=tuple(sorted(sent)),
            changed_ids=tuple(sorted(changed)),
            held_ids=tuple(held),
            refused=tuple(
                Held(pack, reason, tuple(packs.records_of(db, pack)))
                for pack, reason in state.refused.items()
            ),
            set_aside=aside,
            missing_ids=tuple(missing),
            hub=state.hub.name,
            at=workspace.wall().isoformat(timespec="seconds"),
            whole=whole,
            backup=state.backup,
            no_room=state.no_room,
        )
        keep_last(workspace, account)
    return account


class _Round:
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
        self._introduced = False
        self._own: set[str] = set()
        self._behind: dict[str, int] = {}
        self._got = self._got_bytes = 0

    def exchange(self) -> int:
        """Send one request and take in its reply; return how many more seem to be needed."""
        asked, reply = self._ask()
        if reply.refused == "clock":  # now the hub's clock is known
            asked, reply = self._ask()
        self._look_at_refusal(reply)
        self._introduced = True
        self._back_up_before(reply)
        with writing(self.workspace.db, self.workspace.file):
            before = self._state()
            left = 0
            for scope in FEEDS:
                if scope in reply.feeds:
                    left += self._take(scope, asked[scope], reply.feeds[scope])
            self.intake.brake()
            if left and self._state() == before:
                raise self._broken(N_("it does not get on"))
        self.received = frozenset(self.intake.touched)
        self.changed = frozenset(self.intake.known_before)
        return left

    def bytes_left(self) -> int | None:
        """Return the bytes still to send and to receive; None before a pack tells their size."""
        unsent = sum(
            size
            for scope in FEEDS
            for pack, size in packs.without_place(self.workspace.db, scope)
            if pack not in self.refused
        )
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
            if scope != MEMBERS and self.intake.may_read(scope)
            for entry in page.entries
        ):
            return
        self.progress.step(0, 0, N_("Making a backup first"))
        copy = before_sync(self.workspace)
        self.no_room = copy is None
        self.backup = copy.name if copy else ""

    def _state(self) -> object:
        db = self.workspace.db
        return (
            [(packs.marks(db, scope), packs.without_place(db, scope)) for scope in FEEDS],
            sorted(self._own),
            len(self.refused),
        )

    def _ask(self) -> tuple[dict[str, Asked], Reply]:
        with writing(self.workspace.db, self.workspace.file):
            asked = self._asked()
            # A hub that has lost what it knew has to be told once more who is asking.
            known = self._introduced and not packs.without_place(self.workspace.db, MEMBERS)
            me = "" if known else self.intake.own_statement()
        now = self.workspace.around.wall_ms()
        request = Request(
            mission=self.mission,
            device=self.workspace.device,
            time_ms=max(0, now + self.offset_ms),
            feeds=asked,
            card=self.card if me else "",
            member=me,
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
        room = protocol.PAGE
        for scope in FEEDS:
            pushed: list[bytes] = []
            for pack, size in packs.without_place(db, scope):
                if pack in self.refused:
                    continue
                if room < size and room < protocol.PAGE:
                    room = 0
                    break
                pushed.append(packs.get(db, pack).content)
                room -= size
            marks = sorted(packs.marks(db, scope).items(), reverse=True)
            shown = tuple(Mark(seq, hash_[:ON_WIRE]) for seq, hash_ in marks)
            asked[scope] = Asked(shown, tuple(pushed), scope in self._own)
        return asked

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
            if entry.pack is None and self._should_have(scope, entry.id):
                if asked.own:
                    raise self._broken(N_("a pack is missing"))
                self._own.add(scope)
                break
            mark = following(mark, entry.id)
            known[mark.seq] = mark.hash
            if entry.pack is None:
                packs.place(db, entry.id, mark.seq)
            elif id_of(entry.pack) != entry.id:
                raise self._broken(N_("a pack was changed"))
            else:
                self.intake.take(scope, entry.id, entry.pack, mark.seq)
                self._got += 1
                self._got_bytes += len(entry.pack)
        for pack, reason in page.refused.items():
            log.warning("The hub did not take pack %s: %s", pack, reason)
            self.refused[pack] = reason
        if mark.seq > page.head.seq or (mark.seq == page.head.seq and mark != page.head):
            raise self._broken(N_("the chain"))
        seqs = kept({seq: h for seq, h in known.items() if seq <= mark.seq}, mark.seq)
        packs.set_marks(db, scope, [Mark(seq, known[seq]) for seq in seqs if seq])
        unsent = [pack for pack, _ in packs.without_place(db, scope) if pack not in self.refused]
        behind = page.head.seq - mark.seq
        self._behind[scope] = behind if scope == MEMBERS or self.intake.may_read(scope) else 0
        return behind + len(unsent)

    def _should_have(self, scope: str, pack: str) -> bool:
        reads = scope == MEMBERS or self.intake.may_read(scope)
        return reads and not packs.has(self.workspace.db, pack)

    def _broken(self, what: str) -> HubBroken:
        return HubBroken(hub=self.hub.name, what=Words(what))
