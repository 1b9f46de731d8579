"""Who is in the mission, as the hub knows it: the same register of documents as on a laptop.

The table of members holds for each device the newest statement that counts; it is worked out anew
from the whole feed whenever a document comes. What a laptop sends after it was taken out goes onto
a shelf of its own, for a person.
"""

import logging
from collections.abc import Iterable, Sequence

from fieldapp.errors import UserError
from fieldapp.hub import storage
from fieldapp.hub.storage import Shelf
from fieldapp.sync.members import signed
from fieldapp.sync.members.membership import Card, Member, read_statement
from fieldapp.sync.members.register import Register, read_register
from fieldapp.sync.wire.feed import LATE, MEMBERS, beginning, id_of
from fieldapp.sync.wire.pack import check_author, read_header
from fieldapp.sync.wire.protocol import Request

MOST_LATE = 64 * 1024 * 1024
"""Bytes that a laptop which was taken out may leave here; whoever stole it cannot fill the disk."""

log = logging.getLogger(__name__)


def member_of(shelf: Shelf, card: Card, device: str) -> Member | None:
    """Return the newest statement about a device that counts, or None."""
    known = storage.statement_of(shelf, device)
    return read_statement(known, card) if known else None


def newcomer(card: Card, statements: Iterable[str]) -> Member | None:
    """Return what the first of these statements says, if it counts by what they all say."""
    texts = [text for text in statements if text]
    register = read_register(card, {id_of(text.encode()): text.encode() for text in texts})
    return _first(card, texts, register)


def shown(shelf: Shelf, card: Card, statements: Iterable[str], device: str) -> Member | None:
    """Return what a device shows about itself, if it counts by all that the hub knows; else None.

    What is known already costs nothing to show again.
    """
    texts = [text for text in statements if text]
    known = storage.statement_of(shelf, device)
    if known == texts[0]:
        return read_statement(known, card)
    register = with_more(shelf, card, [text.encode() for text in texts])
    member = register.roster.members.get(device)
    own = _first(card, texts, register)
    return member if own is not None and own.device == device else None


def _first(card: Card, texts: list[str], register: Register) -> Member | None:
    if not texts or id_of(texts[0].encode()) in register.refused:
        return None
    return read_statement(texts[0], card)


def with_more(shelf: Shelf, card: Card, more: Sequence[bytes]) -> Register:
    """Return what the documents of the feed say together with these."""
    documents = {id_of(content): content for content in storage.everything(shelf, MEMBERS)}
    return read_register(card, documents | {id_of(content): content for content in more})


def check_document(register: Register, content: bytes) -> str:
    """Return the device that a document is about, where it is about one.

    Raises:
        BadDocument: It does not count, as far as is known here.
    """
    purpose = signed.purpose_of(content)
    why = register.refused.get(id_of(content))
    if why is not None:
        raise signed.bad(purpose or "member", why)
    return read_statement(content, register.roster.card).device if purpose == "member" else ""


def enter(shelf: Shelf, register: Register) -> None:
    """Keep for each device the newest statement that counts."""
    before = storage.statements(shelf)
    after = {device: member.text for device, member in register.roster.members.items()}
    for device in before.keys() - after.keys():
        storage.forget_statement(shelf, device)
    for device, statement in after.items():
        if before.get(device) != statement:
            storage.keep_statement(shelf, device, statement)


def put_aside(shelf: Shelf, card: Card, member: Member, request: Request) -> tuple[str, ...]:
    """Put what a laptop pushes that was taken out onto the late shelf, as far as there is room.

    Returns:
        The statements that prove to the laptop that it was taken out.
    """
    good, size = [], storage.weight(shelf, LATE, member.device)
    for asked in request.feeds.values():
        for content in asked.packs:
            try:
                mine = check_late(shelf, card, content) == member.device
            except UserError:
                mine = False
            if mine and size + len(content) <= MOST_LATE:
                size += len(content)
                good.append((id_of(content), member.device, content))
    if good:
        begin_late(shelf, card)
        new = storage.append(shelf, LATE, good)
        log.info("Took %d late packs from device %s", new, member.device)
    by = storage.statement_of(shelf, member.by) if member.by else None
    return (member.text, by) if by else (member.text,)


def begin_late(shelf: Shelf, card: Card) -> None:
    """Begin the late shelf, unless it has begun: hubs of fieldapp 0.2 have none."""
    storage.begin(shelf, LATE, beginning(card.id, LATE))


def check_late(shelf: Shelf, card: Card, content: bytes) -> str:
    """Return the device that made a late pack.

    Raises:
        UserError: It is no pack, or of nobody who was taken out.
    """
    header = read_header(content)
    author = member_of(shelf, card, header.device)
    check_author(content, header.scope, author if author and author.left else None)
    return header.device
