"""The hub's shelves of chunks: the sealed pieces of photographs, once each, in hash-chained order.

One shelf per scope. Who may read the scope gets a chunk by its id; for everybody else it is as
unknown as an id that never was. What a chunk holds nobody here can know.

The hub looks at every chunk again before it gives it out. One that is no longer what its name says
is asked from the laptops, which keep theirs.
"""

import logging
from collections.abc import Collection, Iterator, Mapping, Sequence

import sqlalchemy as sa

from fieldapp.hub.schema import TABLES
from fieldapp.store.chunks import SIZE, id_of
from fieldapp.store.packs import Mark
from fieldapp.sync.members.membership import Member
from fieldapp.sync.wire import protocol
from fieldapp.sync.wire.feed import beginning, following
from fieldapp.sync.wire.shelves import AskedShelf, ShelfPage

MOST_OF_DEVICE = 4 * 1024**3
"""Bytes that one laptop may bring: ten thousand photographs."""

MOST_WANTED = 100
"""Lost chunks that are named in one reply."""

_SHELF = sa.Table(
    "chunk_shelf",
    TABLES,
    sa.Column("scope", sa.String(100), primary_key=True),
    sa.Column("seq", sa.BigInteger, nullable=False),
    sa.Column("hash", sa.String(32), nullable=False),
)

# A chunk that was lost keeps its place in the chain; its size is 0 until a laptop brings it again.
_CHUNK = sa.Table(
    "chunk",
    TABLES,
    sa.Column("scope", sa.String(100), primary_key=True),
    sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("id", sa.String(32), nullable=False),
    sa.Column("hash", sa.String(32), nullable=False),
    sa.Column("device", sa.String(16), nullable=False, index=True),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("bytes", sa.LargeBinary, nullable=False),
    sa.UniqueConstraint("scope", "id"),
    sa.Index("chunk_lost", "scope", "size"),
)

TABLES_OF_CHUNKS = (_SHELF, _CHUNK)

log = logging.getLogger(__name__)

Shelf = sa.Connection


def serve(
    shelf: Shelf, mission: str, member: Member, asked: Mapping[str, AskedShelf]
) -> dict[str, ShelfPage]:
    """Take the chunks that a laptop brings and answer what it asks, scope by scope."""
    pages = {}
    room = protocol.PAGE
    for scope, wish in asked.items():
        if scope not in member.reads | member.writes:
            # As a shelf on which nothing stands, whether or not there is such a scope.
            pages[scope] = ShelfPage(True, beginning(mission, scope), lacks=wish.want)
            continue
        refused = _take(shelf, mission, scope, member, wish.chunks)
        found, lost = _given(shelf, scope, wish.want if scope in member.reads else (), room)
        room -= sum(len(content) for content in found.values())
        misses = set(wish.have) - _standing(shelf, scope, wish.have)
        pages[scope] = ShelfPage(
            stands=_stands(shelf, mission, scope, wish.mark),
            head=_head(shelf, mission, scope),
            misses=tuple(chunk for chunk in wish.have if chunk in misses),
            lacks=tuple(chunk for chunk in wish.want if chunk in lost)
            if scope in member.reads
            else wish.want,
            wants=_lost(shelf, scope),
            chunks=tuple(found.values()),
            refused=refused,
        )
    return pages


def damaged(shelf: Shelf) -> Iterator[tuple[str, str]]:
    """Go through all chunks and give scope and id of those that are not what their name says."""
    rows = shelf.execute(sa.select(_CHUNK.c.scope, _CHUNK.c.id, _CHUNK.c.bytes))
    for row in rows:
        if id_of(bytes(row.bytes)) != row.id:
            yield str(row.scope), str(row.id)


def count(shelf: Shelf) -> int:
    """Return how many chunks stand on all shelves."""
    return int(shelf.execute(sa.select(sa.func.count()).select_from(_CHUNK)).scalar_one())


def _take(
    shelf: Shelf, mission: str, scope: str, member: Member, chunks: Sequence[bytes]
) -> dict[str, str]:
    """Put chunks on the shelf; return those that were not taken, with the reason."""
    refused = {}
    good: dict[str, bytes] = {}
    room = MOST_OF_DEVICE - _brought_by(shelf, member.device) if chunks else 0
    for content in chunks:
        chunk = id_of(content)
        if not 0 < len(content) <= SIZE:
            refused[chunk] = "bad_chunk"
        elif len(content) > room:
            refused[chunk] = "too_much"
        else:
            room -= len(content)
            good[chunk] = content
    if good:
        new = _append(shelf, mission, scope, member.device, good)
        log.info("Took %d chunks of %s from device %s", new, scope, member.device)
    return refused


def _append(
    shelf: Shelf, mission: str, scope: str, device: str, chunks: Mapping[str, bytes]
) -> int:
    """Put chunks at the end of a shelf; what stands there stays, what was lost is mended."""
    mark = _locked(shelf, mission, scope)
    before = mark.seq
    known = _places(shelf, scope, chunks)
    for chunk, content in chunks.items():
        if chunk in known:
            mend = sa.update(_CHUNK).where(
                _CHUNK.c.scope == scope, _CHUNK.c.id == chunk, _CHUNK.c.size == 0
            )
            shelf.execute(mend.values(size=len(content), bytes=content))
            continue
        mark = following(mark, chunk)
        shelf.execute(
            sa.insert(_CHUNK).values(
                scope=scope,
                seq=mark.seq,
                id=chunk,
                hash=mark.hash,
                device=device,
                size=len(content),
                bytes=content,
            )
        )
    shelf.execute(
        sa.update(_SHELF).where(_SHELF.c.scope == scope).values(seq=mark.seq, hash=mark.hash)
    )
    return mark.seq - before


def _locked(shelf: Shelf, mission: str, scope: str) -> Mark:
    """Lock the row of a shelf, so that its order is the order of commits on every engine."""
    lock = sa.update(_SHELF).where(_SHELF.c.scope == scope).values(seq=_SHELF.c.seq)
    row = shelf.execute(lock.returning(_SHELF.c.seq, _SHELF.c.hash)).first()
    if row is not None:
        return Mark(row.seq, row.hash)
    start = beginning(mission, scope)
    shelf.execute(sa.insert(_SHELF).values(scope=scope, seq=start.seq, hash=start.hash))
    return start


def _given(
    shelf: Shelf, scope: str, wanted: Sequence[str], room: int
) -> tuple[dict[str, bytes], set[str]]:
    """Return those of the wanted chunks that there is room for, and the ids that are not here."""
    here = _standing(shelf, scope, wanted)
    lost = set(wanted) - here
    found: dict[str, bytes] = {}
    for chunk in wanted:
        if chunk in here and chunk not in found:
            if room < SIZE:
                break
            query = sa.select(_CHUNK.c.bytes).where(_CHUNK.c.scope == scope, _CHUNK.c.id == chunk)
            content = bytes(shelf.execute(query).scalar_one())
            if id_of(content) == chunk:
                found[chunk] = content
                room -= len(content)
            else:
                log.error("Chunk %s of %s is damaged; the laptops are asked for it", chunk, scope)
                _forget(shelf, scope, chunk)
                lost.add(chunk)
    return found, lost


def _forget(shelf: Shelf, scope: str, chunk: str) -> None:
    row = sa.update(_CHUNK).where(_CHUNK.c.scope == scope, _CHUNK.c.id == chunk)
    shelf.execute(row.values(size=0, bytes=b""))


def _stands(shelf: Shelf, mission: str, scope: str, mark: Mark | None) -> bool:
    """Say whether the shelf once stood as the mark says."""
    if mark is None:
        return True
    if mark.seq == 0:
        return beginning(mission, scope).hash.startswith(mark.hash)
    row = shelf.execute(
        sa.select(_CHUNK.c.hash).where(_CHUNK.c.scope == scope, _CHUNK.c.seq == mark.seq)
    ).first()
    return row is not None and str(row.hash).startswith(mark.hash)


def _head(shelf: Shelf, mission: str, scope: str) -> Mark:
    row = shelf.execute(
        sa.select(_SHELF.c.seq, _SHELF.c.hash).where(_SHELF.c.scope == scope)
    ).first()
    return Mark(row.seq, row.hash) if row else beginning(mission, scope)


def _standing(shelf: Shelf, scope: str, chunks: Collection[str]) -> set[str]:
    """Return those of these ids whose bytes are here."""
    rows = shelf.execute(
        sa.select(_CHUNK.c.id).where(
            _CHUNK.c.scope == scope, _CHUNK.c.id.in_(list(chunks)), _CHUNK.c.size > 0
        )
    )
    return {str(row.id) for row in rows}


def _places(shelf: Shelf, scope: str, chunks: Collection[str]) -> set[str]:
    """Return those of these ids that stand in the chain, lost or not."""
    rows = shelf.execute(
        sa.select(_CHUNK.c.id).where(_CHUNK.c.scope == scope, _CHUNK.c.id.in_(list(chunks)))
    )
    return {str(row.id) for row in rows}


def _lost(shelf: Shelf, scope: str) -> tuple[str, ...]:
    rows = shelf.execute(
        sa.select(_CHUNK.c.id)
        .where(_CHUNK.c.scope == scope, _CHUNK.c.size == 0)
        .order_by(_CHUNK.c.seq)
        .limit(MOST_WANTED)
    )
    return tuple(str(row.id) for row in rows)


def _brought_by(shelf: Shelf, device: str) -> int:
    total = sa.select(sa.func.coalesce(sa.func.sum(_CHUNK.c.size), 0))
    return int(shelf.execute(total.where(_CHUNK.c.device == device)).scalar_one())
