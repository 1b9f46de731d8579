"""The hub's tables: mission, members, and one hash-chained feed per scope.

In SQLAlchemy's own words, so that another engine is another address: opening one is in `engine`.
What may be asked for is decided in `service`. Other tables stand in modules of their own, on the
same `TABLES`: `seen`, `chunks`.
"""

import logging
import random
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

import sqlalchemy as sa

from fieldapp.hub.schema import TABLES
from fieldapp.store.packs import Mark
from fieldapp.sync.members.membership import Card, read_card
from fieldapp.sync.wire.feed import MEMBERS, beginning, following

TRIES = 10
"""How often a transaction is begun anew before it is given up."""
_PAUSE_S = 0.01

_RETRYABLE = frozenset({"40001", "40P01", "23505", "42P07", "SQLITE_BUSY", "SQLITE_LOCKED"})
"""A conflict between transactions, a deadlock, a row or a table that another has just made: the
next run sees what the other did."""
_FULL = frozenset({"53100", "SQLITE_FULL"})

log = logging.getLogger(__name__)

T = TypeVar("T")

SETTING = sa.Table(
    "setting",
    TABLES,
    sa.Column("name", sa.String(40), primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)

MEMBER = sa.Table(
    "member",
    TABLES,
    sa.Column("device", sa.String(16), primary_key=True),
    sa.Column("statement", sa.Text, nullable=False),
)

HEAD = sa.Table(
    "head",
    TABLES,
    sa.Column("scope", sa.String(100), primary_key=True),
    sa.Column("seq", sa.BigInteger, nullable=False),
    sa.Column("hash", sa.String(32), nullable=False),
)

# No number that the database hands out: two writers could commit out of order, and whoever had read
# the later one would never see the earlier.
FEED = sa.Table(
    "feed",
    TABLES,
    sa.Column("scope", sa.String(100), primary_key=True),
    sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("id", sa.String(32), nullable=False),
    sa.Column("hash", sa.String(32), nullable=False),
    sa.Column("device", sa.String(16), nullable=False),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("pack", sa.LargeBinary, nullable=False),
    sa.UniqueConstraint("scope", "id"),
)

Shelf = sa.Connection
"""The storage inside a transaction."""


@dataclass(frozen=True)
class Standing:
    """One entry of a feed as it stands on the shelf, without its bytes."""

    seq: int
    id: str
    device: str
    size: int


class Full(Exception):
    """The disk of the hub has no room left; nothing was written."""


def in_transaction(engine: sa.Engine, work: Callable[[Shelf], T]) -> T:
    """Do the work in one transaction, on the disk when this returns; return what it returns.

    Where several hubs share a database one may have to give way. Then all of the work is done
    again, so it must change nothing but the shelf.

    Raises:
        Full: There is no room; nothing was written.
        sqlalchemy.exc.DBAPIError: The storage failed, or another was in the way every time.
    """
    for attempt in range(TRIES):
        try:
            with engine.begin() as shelf:
                return work(shelf)
        except sa.exc.DBAPIError as error:
            if code_of(error) in _FULL:
                raise Full from None
            again = error.connection_invalidated or code_of(error) in _RETRYABLE
            if not again or attempt == TRIES - 1:
                raise
            log.info("A transaction begins anew: %s", code_of(error))
        # Dice, so that two that met once do not meet again and again.
        time.sleep(random.uniform(0, _PAUSE_S * 2**attempt))  # noqa: S311 - keeps no secret
    raise AssertionError("the last attempt returns or raises")


@contextmanager
def writing(engine: sa.Engine) -> Iterator[Shelf]:
    """One transaction that is tried once, on the disk when the block has ended.

    Raises:
        Full: There is no room; nothing was written.
    """
    try:
        with engine.begin() as shelf:
            yield shelf
    except sa.exc.DBAPIError as error:
        if code_of(error) in _FULL:
            raise Full from None
        raise


def code_of(error: sa.exc.DBAPIError) -> str:
    """Return the engine's own code of an error; its words may quote what was to be written."""
    for name in ("sqlstate", "sqlite_errorname"):
        code = getattr(error.orig, name, None)
        if code:
            return str(code)
    return type(error.orig).__name__


def mission(shelf: Shelf) -> Card | None:
    """Return the mission that the hub serves, or None before it has one."""
    text = setting(shelf, "mission")
    return read_card(text) if text else None


def setting(shelf: Shelf, name: str) -> str | None:
    """Return a setting of the hub itself, or None."""
    return shelf.execute(
        sa.select(SETTING.c.value).where(SETTING.c.name == name)
    ).scalar_one_or_none()


def set_setting(shelf: Shelf, name: str, value: str) -> None:
    """Keep a setting of the hub itself in place of an earlier one."""
    shelf.execute(sa.delete(SETTING).where(SETTING.c.name == name))
    shelf.execute(sa.insert(SETTING).values(name=name, value=value))


def adopt(shelf: Shelf, card: Card) -> None:
    """Serve this mission from now on and begin its feeds."""
    shelf.execute(sa.insert(SETTING).values(name="mission", value=card.text))
    for scope in (MEMBERS, *sorted({scope for scope, _epoch in card.keys})):
        start = beginning(card.id, scope)
        shelf.execute(sa.insert(HEAD).values(scope=scope, seq=start.seq, hash=start.hash))


def statement_of(shelf: Shelf, device: str) -> str | None:
    """Return the membership of a device, or None."""
    return shelf.execute(
        sa.select(MEMBER.c.statement).where(MEMBER.c.device == device)
    ).scalar_one_or_none()


def keep_statement(shelf: Shelf, device: str, statement: str) -> None:
    """Keep the membership of a device in place of an earlier one."""
    shelf.execute(sa.delete(MEMBER).where(MEMBER.c.device == device))
    shelf.execute(sa.insert(MEMBER).values(device=device, statement=statement))


def forget_statement(shelf: Shelf, device: str) -> None:
    """Forget the membership of a device, because it no longer counts."""
    shelf.execute(sa.delete(MEMBER).where(MEMBER.c.device == device))


def statements(shelf: Shelf) -> dict[str, str]:
    """Return the newest membership of every device, by device."""
    rows = shelf.execute(sa.select(MEMBER.c.device, MEMBER.c.statement).order_by(MEMBER.c.device))
    return {str(row.device): str(row.statement) for row in rows}


def begin(shelf: Shelf, scope: str, start: Mark) -> None:
    """Begin a feed, unless it has begun."""
    if head(shelf, scope) is None:
        shelf.execute(sa.insert(HEAD).values(scope=scope, seq=start.seq, hash=start.hash))


def head(shelf: Shelf, scope: str) -> Mark | None:
    """Return the newest entry of a feed, or None where there is no such feed."""
    row = shelf.execute(sa.select(HEAD.c.seq, HEAD.c.hash).where(HEAD.c.scope == scope)).first()
    return Mark(row.seq, row.hash) if row else None


def lock(shelf: Shelf, scope: str) -> Mark:
    """Let nobody else put anything on a feed before this transaction ends; return its head.

    The head's row is what is locked, so that the order of entries is the order of commits on every
    engine. Whoever locks several feeds does so in the order of `FEEDS`.
    """
    update = sa.update(HEAD).where(HEAD.c.scope == scope).values(seq=HEAD.c.seq)
    row = shelf.execute(update.returning(HEAD.c.seq, HEAD.c.hash)).one()
    return Mark(row.seq, row.hash)


def append(shelf: Shelf, scope: str, packs: Sequence[tuple[str, str, bytes]]) -> int:
    """Put packs (id, device, bytes) at the end of a feed; what stands there already stays.

    Returns how many were new.
    """
    before = mark = lock(shelf, scope)
    known = standing(shelf, scope, [pack for pack, _device, _content in packs])
    rows = []
    for pack, device, content in packs:
        if pack in known:
            continue
        known.add(pack)
        mark = following(mark, pack)
        rows.append(
            {
                "scope": scope,
                "seq": mark.seq,
                "id": pack,
                "hash": mark.hash,
                "device": device,
                "size": len(content),
                "pack": content,
            }
        )
    if rows:
        shelf.execute(sa.insert(FEED), rows)
        shelf.execute(
            sa.update(HEAD).where(HEAD.c.scope == scope).values(seq=mark.seq, hash=mark.hash)
        )
    return mark.seq - before.seq


def standing(shelf: Shelf, scope: str, packs: Collection[str]) -> set[str]:
    """Return those of these ids that stand on the feed."""
    rows = shelf.execute(
        sa.select(FEED.c.id).where(FEED.c.scope == scope, FEED.c.id.in_(list(packs)))
    )
    return {str(row.id) for row in rows}


def newest_common(shelf: Shelf, scope: str, marks: Sequence[Mark]) -> int:
    """Return the number of the newest of these marks that the feed has; 0 where it has none.

    The marks may show only the first digits of their hash.
    """
    if not marks:
        return 0
    seqs = [mark.seq for mark in marks]
    rows = shelf.execute(
        sa.select(FEED.c.seq, FEED.c.hash).where(FEED.c.scope == scope, FEED.c.seq.in_(seqs))
    )
    hashes = {row.seq: row.hash for row in rows}
    return max((m.seq for m in marks if hashes.get(m.seq, "").startswith(m.hash)), default=0)


def after(
    shelf: Shelf, scope: str, seq: int, limit: int, until: int | None = None
) -> list[Standing]:
    """Return the entries that follow a number, in order.

    Args:
        until: The last number wanted. Whoever has read the head gives it here: on some engines
            every query sees what others have committed since.
    """
    last = sa.true() if until is None else FEED.c.seq <= until
    rows = shelf.execute(
        sa.select(FEED.c.seq, FEED.c.id, FEED.c.device, FEED.c.size)
        .where(FEED.c.scope == scope, FEED.c.seq > seq, last)
        .order_by(FEED.c.seq)
        .limit(limit)
    )
    return [Standing(row.seq, row.id, row.device, row.size) for row in rows]


def everything(shelf: Shelf, scope: str) -> list[bytes]:
    """Return the bytes of every entry, in order. For a feed of small ones."""
    query = sa.select(FEED.c.pack).where(FEED.c.scope == scope).order_by(FEED.c.seq)
    return [bytes(row.pack) for row in shelf.execute(query)]


def weight(shelf: Shelf, scope: str, device: str) -> int:
    """Return how many bytes of packs a device has on a feed."""
    query = sa.select(sa.func.sum(FEED.c.size))
    found = shelf.execute(query.where(FEED.c.scope == scope, FEED.c.device == device))
    return int(found.scalar_one() or 0)


def contents(shelf: Shelf, scope: str, seqs: Collection[int]) -> dict[int, bytes]:
    """Return the bytes of entries, by their number."""
    if not seqs:
        return {}
    rows = shelf.execute(
        sa.select(FEED.c.seq, FEED.c.pack).where(FEED.c.scope == scope, FEED.c.seq.in_(list(seqs)))
    )
    return {int(row.seq): bytes(row.pack) for row in rows}
