"""What a hub answers: checks who asks, takes packs onto the feeds, gives out what follows a mark.

The same object answers in this process and behind HTTP (`app`). It logs ids and counts, never what
is in a message.
"""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from fieldapp.domain.scope import CONDUCT
from fieldapp.errors import UserError
from fieldapp.hub import chunks, members, seen, storage
from fieldapp.hub.limits import Limits
from fieldapp.hub.metrics import Counts
from fieldapp.hub.seen import Reached
from fieldapp.hub.storage import Full, Shelf
from fieldapp.sync.errors import BadDocument, NewerDocument
from fieldapp.sync.members.membership import ADMINISTRATOR, FOUNDER, Card, Member, newer, read_card
from fieldapp.sync.wire import protocol
from fieldapp.sync.wire.feed import FEEDS, LATE, MEMBERS, beginning, id_of
from fieldapp.sync.wire.pack import check_author, read_header
from fieldapp.sync.wire.protocol import Asked, Entry, Page, Reply, Request

WINDOW_MS = 5 * 60 * 1000
"""How old or early a request may be. Repeating one within it changes nothing and shows sealed packs
only; after it a recorded one is worth nothing."""

log = logging.getLogger(__name__)


class _Refused(Exception):
    """The code with which the hub answers instead of serving."""


@dataclass(frozen=True)
class _Done:
    """What became of a request.

    Attributes:
        device: Who asked, once that is certain.
        taken: New packs by scope.
    """

    reply: Reply
    device: str = ""
    taken: tuple[tuple[str, int], ...] = ()


class Service:
    """The hub itself.

    Args:
        wall_ms: Returns the hub's clock in milliseconds since 1970.
    """

    def __init__(
        self,
        engine: sa.Engine,
        wall_ms: Callable[[], int],
        name: str = "hub",
        limits: Limits | None = None,
        counts: Counts | None = None,
    ) -> None:
        self.name = name
        self.engine = engine
        self.wall_ms = wall_ms
        self.counts = counts or Counts()
        self._limits = limits or Limits()

    def exchange(self, request: bytes, address: str = "") -> bytes:
        """Answer one request, also one that is refused.

        Args:
            address: Where it came from, as far as one can know.
        """
        began = time.monotonic()
        done = self._answer(request, address)
        answer = protocol.write_reply(done.reply)
        self._tell(done, len(request), len(answer), time.monotonic() - began)
        return answer

    def check(self) -> None:
        """Make sure that the storage answers; raises what it raises."""
        storage.in_transaction(self.engine, storage.mission)

    def _answer(self, request: bytes, address: str) -> _Done:
        now = self.wall_ms()
        try:
            return self._serve(request, address, now)
        except _Refused as refusal:
            code = str(refusal)
            if code not in ("clock", "too_many"):
                self._limits.refused(address)
        except Full:
            code = "disk_full"
        except sa.exc.SQLAlchemyError as error:
            code = "trouble"
            what = storage.code_of(error) if isinstance(error, sa.exc.DBAPIError) else error.code
            log.error("The storage failed: %s", what)  # noqa: TRY400 - the place tells nothing
        return _Done(Reply(now, refused=code))

    def _serve(self, request: bytes, address: str, now: int) -> _Done:
        asked = _read(request)
        if not self._limits.admits(address, asked.device):
            raise _Refused("too_many")
        size = sum(len(pack) for feed in asked.feeds.values() for pack in feed.packs)
        size += sum(len(chunk) for shelf in asked.shelves.values() for chunk in shelf.chunks)
        counted = False

        def work(shelf: Shelf, noting: bool = True) -> _Done:
            nonlocal counted
            card, member = _who(shelf, asked)
            if not protocol.is_signed_by(request, member.sign):
                raise _Refused("signature")
            if not counted and not self._limits.take(member.device, size):
                raise _Refused("too_many")
            counted = True  # once, however often the transaction begins anew
            if abs(asked.time_ms - now) > WINDOW_MS:
                raise _Refused("clock")
            if member.left:
                documents = members.put_aside(shelf, card, member, asked)
                return _Done(Reply(now, refused="left", documents=documents), member.device)
            shelves = chunks.serve(shelf, card.id, member, asked.shelves)
            pages, taken = _serve(shelf, card, member, asked)
            if noting:
                _learn(shelf, card, member)
                aside = asked.aside if asked.feeds else None  # photographs tell nothing of it
                seen.note(shelf, member.device, now, _reached(pages), aside)
            reply = Reply(now, pages, shelves=shelves)
            return _Done(reply, member.device, tuple(taken.items()))

        try:
            return storage.in_transaction(self.engine, work)
        except Full:
            if size:
                raise
        # On a full disk whoever only takes is served all the same, without being written down.
        return storage.in_transaction(self.engine, lambda shelf: work(shelf, noting=False))

    def _tell(self, done: _Done, size_in: int, size_out: int, seconds: float) -> None:
        """Count what was done and write it into the log, now that it is certain."""
        refused = done.reply.refused
        pages = done.reply.feeds.values()
        given = sum(entry.pack is not None for page in pages for entry in page.entries)
        self.counts.add(
            refused or "served",
            packs_taken=sum(new for _scope, new in done.taken),
            packs_given=given,
            bytes_taken=size_in,
            bytes_given=size_out,
            seconds=seconds,
        )
        for scope, new in done.taken:
            log.info("Took packs", extra={"device": done.device, "scope": scope, "packs": new})
        if refused:
            log.warning("Refused a request: %s", refused, extra={"refused": refused})
        else:
            log.info(
                "Served a request",
                extra={
                    "device": done.device,
                    "packs": given,
                    "bytes": size_in + size_out,
                    "seconds": round(seconds, 4),
                },
            )


def _read(message: bytes) -> Request:
    try:
        return protocol.read_request(message)
    except protocol.BadMessage as error:
        raise _Refused("version" if error.version else "bad_request") from None


def _who(shelf: Shelf, request: Request) -> tuple[Card, Member]:
    """Return the mission and the member who asks; both may have introduced themselves just now."""
    card = storage.mission(shelf)
    if card is None:
        card, member = _newcomer(request)
        storage.adopt(shelf, card)
    elif card.id != request.mission:
        raise _Refused("other_mission")
    else:
        member = _member(shelf, card, request)
    return card, member


def _newcomer(request: Request) -> tuple[Card, Member]:
    """A hub without a mission takes that of the first founder or administrator who comes."""
    try:
        card = read_card(request.card)
        member = members.newcomer(card, [request.member, request.by])
    except (BadDocument, NewerDocument):
        raise _Refused("no_mission") from None
    if (
        member is None
        or member.role not in (FOUNDER, ADMINISTRATOR)
        or member.device != request.device
    ):
        raise _Refused("no_mission")
    if card.id != request.mission:
        raise _Refused("other_mission")
    return card, member


def _member(shelf: Shelf, card: Card, request: Request) -> Member:
    member = members.member_of(shelf, card, request.device)
    if request.member:
        shown = members.shown(shelf, card, [request.member, request.by], request.device)
        member = shown if shown is not None and newer(shown, member) else member
    if member is None:
        raise _Refused("not_a_member")
    return member


def _learn(shelf: Shelf, card: Card, member: Member) -> None:
    """Keep the membership that a laptop has shown, so that its packs can be verified later."""
    if storage.statement_of(shelf, member.device) != member.text:
        storage.lock(shelf, MEMBERS)
        if newer(member, members.member_of(shelf, card, member.device)):
            storage.keep_statement(shelf, member.device, member.text)


def _serve(
    shelf: Shelf, card: Card, member: Member, request: Request
) -> tuple[dict[str, Page], dict[str, int]]:
    """Return the pages, and how many packs of each feed were new."""
    feeds = [s for s in (*FEEDS, LATE) if s in request.feeds and _may(member, s)]
    if CONDUCT in feeds:
        _begin(shelf, card, CONDUCT)
    if LATE in feeds:
        members.begin_late(shelf, card)
    refused, taken = {}, {}
    for scope in feeds:
        refused[scope], new = _push(shelf, card, member, scope, request.feeds[scope])
        if new:
            taken[scope] = new
    pages = {}
    room = request.room
    for scope in feeds:
        pages[scope], room = _page(shelf, member, scope, request, refused[scope], room)
    return pages, taken


def _begin(shelf: Shelf, card: Card, scope: str) -> None:
    """Begin the feed of a scope that is newer than the mission's card."""
    if storage.head(shelf, scope) is None:
        storage.lock(shelf, MEMBERS)  # so that no two begin it at once
        storage.begin(shelf, scope, beginning(card.id, scope))


def _reached(pages: Mapping[str, Page]) -> dict[str, Reached]:
    return {
        scope: Reached(page.common, page.common + len(page.entries))
        for scope, page in pages.items()
    }


def _may(member: Member, scope: str) -> bool:
    """Say whether the member has anything to do with the feed at all."""
    if scope == LATE:
        return member.role in (FOUNDER, ADMINISTRATOR)
    return scope == MEMBERS or scope in member.reads | member.writes


def _push(
    shelf: Shelf, card: Card, member: Member, scope: str, asked: Asked
) -> tuple[dict[str, str], int]:
    """Take the pushed packs onto the feed.

    Returns those that were not taken, with the reason, and how many were new.
    """
    if not asked.packs:
        return {}, 0
    storage.lock(shelf, scope)  # first, so that no newer statement comes in between
    good, refused = [], {}
    register = members.with_more(shelf, card, asked.packs) if scope == MEMBERS else None
    for content in asked.packs:
        pack = id_of(content)
        try:
            if register is not None:
                device = members.check_document(register, content)
            elif scope == LATE:
                device = members.check_late(shelf, card, content)
            else:
                device = _check(shelf, card, member, scope, content)
        except (UserError, _Refused) as error:
            refused[pack] = str(error) if isinstance(error, _Refused) else "bad_pack"
        else:
            good.append((pack, device, content))
    if good and register is not None:
        members.enter(shelf, register)
    return refused, storage.append(shelf, scope, good) if good else 0


def _check(shelf: Shelf, card: Card, member: Member, scope: str, content: bytes) -> str:
    """Return the device that made the pack.

    Who brings it does not count, only who made it: a member that may not read a scope still carries
    its packs for a colleague who has no network, and can neither open nor change them. What a
    laptop made that was taken out each laptop judges for itself.
    """
    device = read_header(content).device
    author = member if device == member.device else members.member_of(shelf, card, device)
    if author is None:
        raise _Refused("unknown_author")
    check_author(content, scope, author)
    return device


def _page(
    shelf: Shelf, member: Member, scope: str, request: Request, refused: dict[str, str], room: int
) -> tuple[Page, int]:
    """Return what follows the common mark, as far as there is room, and the room that is left."""
    asked = request.feeds[scope]
    head = storage.head(shelf, scope)
    assert head is not None, "adopting a mission begins its feeds"
    # Whoever has been here since the last entry shows the head itself: nothing is to be looked up.
    shown = any(mark.seq == head.seq and head.hash.startswith(mark.hash) for mark in asked.marks)
    common = head.seq if shown else storage.newest_common(shelf, scope, asked.marks)
    if common == head.seq:
        return Page(common, (), head, refused), room
    brought = {id_of(content) for content in asked.packs}
    ids: list[str] = []
    given: dict[str, int] = {}
    for entry in storage.after(shelf, scope, common, protocol.ENTRIES, head.seq):
        has_it = entry.id in brought or (entry.device == member.device and not asked.own)
        if has_it or scope not in (MEMBERS, LATE, *member.reads):
            ids.append(entry.id)
            continue
        if room < entry.size and room < request.room:
            room = 0
            break
        ids.append(entry.id)
        given[entry.id] = entry.seq
        room -= entry.size
    packs = storage.contents(shelf, scope, given.values())
    entries = tuple(Entry(id_, packs.get(given.get(id_, 0))) for id_ in ids)
    return Page(common, entries, head, refused), room
