"""What a hub answers: checks who asks, takes packs onto the feeds, gives out what follows a mark.

The same object answers in this process and behind HTTP (`app`). It logs ids and counts, never what
is in a message.
"""

import logging
from collections.abc import Callable

import sqlalchemy as sa

from fieldapp.errors import UserError
from fieldapp.hub import chunks, storage
from fieldapp.hub.storage import Full, Shelf
from fieldapp.sync import protocol
from fieldapp.sync.errors import BadDocument, NewerDocument
from fieldapp.sync.feed import FEEDS, MEMBERS, id_of
from fieldapp.sync.membership import (
    ADMINISTRATOR,
    FOUNDER,
    Card,
    Member,
    newer,
    read_card,
    read_member,
)
from fieldapp.sync.pack import check_author, read_header
from fieldapp.sync.protocol import Asked, Entry, Page, Reply, Request

WINDOW_MS = 5 * 60 * 1000
"""How old or early a request may be. Repeating one within it changes nothing and shows sealed packs
only; after it a recorded one is worth nothing."""

log = logging.getLogger(__name__)


class _Refused(Exception):
    """The code with which the hub answers instead of serving."""


class Service:
    """The hub itself.

    Args:
        wall_ms: Returns the hub's clock in milliseconds since 1970.
    """

    def __init__(self, engine: sa.Engine, wall_ms: Callable[[], int], name: str = "hub") -> None:
        self.name = name
        self._engine = engine
        self._wall_ms = wall_ms

    def exchange(self, request: bytes) -> bytes:
        """Answer one request, also one that is refused."""
        now = self._wall_ms()
        try:
            asked = _read(request)
            with storage.writing(self._engine) as shelf:
                card, member = _who(shelf, asked)
                if not protocol.is_signed_by(request, member.sign):
                    raise _Refused("signature")
                if abs(asked.time_ms - now) > WINDOW_MS:
                    raise _Refused("clock")
                shelves = chunks.serve(shelf, card.id, member, asked.shelves)
                reply = Reply(now, _serve(shelf, card, member, asked), shelves=shelves)
        except _Refused as refusal:
            log.warning("Refused a request: %s", refusal)
            reply = Reply(now, refused=str(refusal))
        except Full:
            log.error("The disk is full")  # noqa: TRY400 - the place in the code tells nothing
            reply = Reply(now, refused="disk_full")
        except sa.exc.DatabaseError as error:
            log.error("The storage failed: %s", error.orig)  # noqa: TRY400 - as above
            reply = Reply(now, refused="trouble")
        return protocol.write_reply(reply)

    def check(self) -> None:
        """Make sure that the storage answers; raises what it raises."""
        with storage.writing(self._engine) as shelf:
            storage.mission(shelf)


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
        log.info("Adopted mission %s", card.id)
    elif card.id != request.mission:
        raise _Refused("other_mission")
    else:
        member = _member(shelf, card, request)
    return card, member


def _newcomer(request: Request) -> tuple[Card, Member]:
    """A hub without a mission takes that of the first founder or administrator who comes."""
    try:
        card = read_card(request.card)
        member = read_member(request.member, card)
    except (BadDocument, NewerDocument):
        raise _Refused("no_mission") from None
    if member.role not in (FOUNDER, ADMINISTRATOR) or member.device != request.device:
        raise _Refused("no_mission")
    if card.id != request.mission:
        raise _Refused("other_mission")
    return card, member


def _member(shelf: Shelf, card: Card, request: Request) -> Member:
    known = storage.statement_of(shelf, request.device)
    member = read_member(known, card) if known else None
    if request.member:
        try:
            shown = read_member(request.member, card)
        except (BadDocument, NewerDocument):
            raise _Refused("not_a_member") from None
        if shown.device == request.device and newer(shown, member):
            member = shown
    if member is None:
        raise _Refused("not_a_member")
    return member


def _serve(shelf: Shelf, card: Card, member: Member, request: Request) -> dict[str, Page]:
    feeds = [scope for scope in FEEDS if scope in request.feeds and _may(member, scope)]
    refused = {scope: _push(shelf, card, member, scope, request.feeds[scope]) for scope in feeds}
    pages = {}
    room = protocol.PAGE
    for scope in feeds:
        pages[scope], room = _page(shelf, member, scope, request.feeds[scope], refused[scope], room)
    return pages


def _may(member: Member, scope: str) -> bool:
    """Say whether the member has anything to do with the feed at all."""
    return scope == MEMBERS or scope in member.reads | member.writes


def _push(shelf: Shelf, card: Card, member: Member, scope: str, asked: Asked) -> dict[str, str]:
    """Take the pushed packs onto the feed; return those that were not taken, with the reason."""
    good, refused = [], {}
    for content in asked.packs:
        pack = id_of(content)
        try:
            if scope == MEMBERS:
                device = _take_statement(shelf, card, content)
            else:
                device = _check(shelf, card, member, scope, content)
        except (UserError, _Refused) as error:
            refused[pack] = str(error) if isinstance(error, _Refused) else "bad_pack"
        else:
            good.append((pack, device, content))
    if good:
        new = storage.append(shelf, scope, good)
        log.info("Took %d packs of %s from device %s", new, scope, member.device)
    return refused


def _take_statement(shelf: Shelf, card: Card, content: bytes) -> str:
    member = read_member(content, card)
    known = storage.statement_of(shelf, member.device)
    if newer(member, read_member(known, card) if known else None):
        storage.keep_statement(shelf, member.device, member.text)
    return member.device


def _check(shelf: Shelf, card: Card, member: Member, scope: str, content: bytes) -> str:
    """Return the device that made the pack; whoever reads a scope may bring others' packs of it."""
    device = read_header(content).device
    if device != member.device and scope not in member.reads:
        raise _Refused("not_yours")
    author: Member | None = member
    if device != member.device:
        known = storage.statement_of(shelf, device)
        author = read_member(known, card) if known else None
    if author is None:
        raise _Refused("unknown_author")
    check_author(content, scope, author)
    return device


def _page(
    shelf: Shelf, member: Member, scope: str, asked: Asked, refused: dict[str, str], room: int
) -> tuple[Page, int]:
    """Return what follows the common mark, as far as there is room, and the room that is left."""
    common = storage.newest_common(shelf, scope, asked.marks)
    head = storage.head(shelf, scope)
    assert head is not None, "adopting a mission begins its feeds"
    brought = {id_of(content) for content in asked.packs}
    entries: list[Entry] = []
    for entry in storage.after(shelf, scope, common, protocol.ENTRIES):
        has_it = entry.id in brought or (entry.device == member.device and not asked.own)
        if has_it or (scope != MEMBERS and scope not in member.reads):
            entries.append(Entry(entry.id, None))
            continue
        if room < entry.size and room < protocol.PAGE:
            room = 0
            break
        entries.append(Entry(entry.id, storage.content(shelf, scope, entry.seq)))
        room -= entry.size
    return Page(common, tuple(entries), head, refused), room
