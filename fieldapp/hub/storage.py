"""The hub's tables: mission, members, and one hash-chained feed per scope.

The only module of the hub that speaks SQL, in SQLAlchemy's own words, so that another engine is
another address. What may be asked for is decided in `service`.

Formats:

- 1.0 (fieldapp 0.1): all tables below.
- 1.1 (fieldapp 0.3): those of `chunks`. A hub of 1.0 gets them when it is opened.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.pool import QueuePool

from fieldapp.hub import chunks
from fieldapp.hub.errors import (
    DamagedHub,
    FolderNotWritable,
    HubRuns,
    NewerHub,
    NotAHubFolder,
    OtherMission,
)
from fieldapp.hub.schema import TABLES
from fieldapp.store.packs import Mark
from fieldapp.sync.feed import MEMBERS, beginning, following
from fieldapp.sync.membership import Card, read_card

FILE = "hub.db"
MAJOR, MINOR = 1, 1

_SETTING = sa.Table(
    "setting",
    TABLES,
    sa.Column("name", sa.String(40), primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)

_MEMBER = sa.Table(
    "member",
    TABLES,
    sa.Column("device", sa.String(16), primary_key=True),
    sa.Column("statement", sa.Text, nullable=False),
)

_HEAD = sa.Table(
    "head",
    TABLES,
    sa.Column("scope", sa.String(100), primary_key=True),
    sa.Column("seq", sa.BigInteger, nullable=False),
    sa.Column("hash", sa.String(32), nullable=False),
)

# No number that the database hands out: two writers could commit out of order, and whoever had read
# the later one would never see the earlier.
_FEED = sa.Table(
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


def open_storage(data: Path) -> sa.Engine:
    """Open the storage in a folder, or begin it in an empty one. One process at a time.

    Raises:
        NotAHubFolder, NewerHub, DamagedHub, HubRuns, FolderNotWritable: As they say.
    """
    file = data / FILE
    try:
        # The hub's own log may be there already, from a start that came to nothing.
        if (
            data.exists()
            and not file.exists()
            and any(path.name.partition(".")[0] != "log" for path in data.iterdir())
        ):
            raise NotAHubFolder(folder=data)
        data.mkdir(parents=True, exist_ok=True)
    except NotADirectoryError:
        raise NotAHubFolder(folder=data) from None
    except OSError as error:
        raise FolderNotWritable(folder=data) from error
    engine = _engine(file)
    try:
        _prepare(engine, data)
        with engine.connect() as connection:  # only now, because it writes into the file
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")
    except sa.exc.DatabaseError as error:
        engine.dispose()
        raise _told(error, data) from error
    except BaseException:
        engine.dispose()
        raise
    return engine


@contextmanager
def writing(engine: sa.Engine) -> Iterator[Shelf]:
    """One transaction, on the disk when the block has ended.

    Raises:
        Full: There is no room; nothing was written.
    """
    try:
        with engine.begin() as shelf:
            yield shelf
    except sa.exc.OperationalError as error:
        if "full" in str(error.orig):
            raise Full from error
        raise


def mission(shelf: Shelf) -> Card | None:
    """Return the mission that the hub serves, or None before it has one."""
    text = _setting(shelf, "mission")
    return read_card(text) if text else None


def adopt(shelf: Shelf, card: Card) -> None:
    """Serve this mission from now on and begin its feeds."""
    shelf.execute(sa.insert(_SETTING).values(name="mission", value=card.text))
    for scope in (MEMBERS, *sorted({scope for scope, _epoch in card.keys})):
        start = beginning(card.id, scope)
        shelf.execute(sa.insert(_HEAD).values(scope=scope, seq=start.seq, hash=start.hash))


def init_hub(data: Path, card: bytes) -> None:
    """Make a hub that serves one mission from the start, whoever comes first.

    Raises:
        BadDocument, NewerDocument: The card is none.
        OtherMission: The hub has another mission.
        NotAHubFolder, NewerHub, DamagedHub, HubRuns, FolderNotWritable: As they say.
    """
    wanted = read_card(card)
    engine = open_storage(data)
    try:
        with writing(engine) as shelf:
            now = mission(shelf)
            if now is None:
                adopt(shelf, wanted)
            elif now.id != wanted.id:
                raise OtherMission(folder=data)
    finally:
        engine.dispose()


def statement_of(shelf: Shelf, device: str) -> str | None:
    """Return the membership of a device, or None."""
    return shelf.execute(
        sa.select(_MEMBER.c.statement).where(_MEMBER.c.device == device)
    ).scalar_one_or_none()


def keep_statement(shelf: Shelf, device: str, statement: str) -> None:
    """Keep the membership of a device in place of an earlier one."""
    shelf.execute(sa.delete(_MEMBER).where(_MEMBER.c.device == device))
    shelf.execute(sa.insert(_MEMBER).values(device=device, statement=statement))


def head(shelf: Shelf, scope: str) -> Mark | None:
    """Return the newest entry of a feed, or None where there is no such feed."""
    row = shelf.execute(sa.select(_HEAD.c.seq, _HEAD.c.hash).where(_HEAD.c.scope == scope)).first()
    return Mark(row.seq, row.hash) if row else None


def append(shelf: Shelf, scope: str, packs: Sequence[tuple[str, str, bytes]]) -> int:
    """Put packs (id, device, bytes) at the end of a feed; what stands there already stays.

    The head's row is locked first, so that the order of entries is the order of commits on every
    engine. Returns how many were new.
    """
    lock = sa.update(_HEAD).where(_HEAD.c.scope == scope).values(seq=_HEAD.c.seq)
    row = shelf.execute(lock.returning(_HEAD.c.seq, _HEAD.c.hash)).one()
    mark = Mark(row.seq, row.hash)
    known = standing(shelf, scope, [pack for pack, _device, _content in packs])
    for pack, device, content in packs:
        if pack in known:
            continue
        known.add(pack)
        mark = following(mark, pack)
        shelf.execute(
            sa.insert(_FEED).values(
                scope=scope,
                seq=mark.seq,
                id=pack,
                hash=mark.hash,
                device=device,
                size=len(content),
                pack=content,
            )
        )
    shelf.execute(
        sa.update(_HEAD).where(_HEAD.c.scope == scope).values(seq=mark.seq, hash=mark.hash)
    )
    return mark.seq - int(row.seq)


def standing(shelf: Shelf, scope: str, packs: Collection[str]) -> set[str]:
    """Return those of these ids that stand on the feed."""
    rows = shelf.execute(
        sa.select(_FEED.c.id).where(_FEED.c.scope == scope, _FEED.c.id.in_(list(packs)))
    )
    return {str(row.id) for row in rows}


def newest_common(shelf: Shelf, scope: str, marks: Sequence[Mark]) -> int:
    """Return the number of the newest of these marks that the feed has; 0 where it has none.

    The marks may show only the first digits of their hash.
    """
    seqs = [mark.seq for mark in marks]
    rows = shelf.execute(
        sa.select(_FEED.c.seq, _FEED.c.hash).where(_FEED.c.scope == scope, _FEED.c.seq.in_(seqs))
    )
    hashes = {row.seq: row.hash for row in rows}
    return max((m.seq for m in marks if hashes.get(m.seq, "").startswith(m.hash)), default=0)


def after(shelf: Shelf, scope: str, seq: int, limit: int) -> list[Standing]:
    """Return the entries that follow a number, in order."""
    rows = shelf.execute(
        sa.select(_FEED.c.seq, _FEED.c.id, _FEED.c.device, _FEED.c.size)
        .where(_FEED.c.scope == scope, _FEED.c.seq > seq)
        .order_by(_FEED.c.seq)
        .limit(limit)
    )
    return [Standing(row.seq, row.id, row.device, row.size) for row in rows]


def content(shelf: Shelf, scope: str, seq: int) -> bytes:
    """Return the bytes of an entry."""
    query = sa.select(_FEED.c.pack).where(_FEED.c.scope == scope, _FEED.c.seq == seq)
    return bytes(shelf.execute(query).scalar_one())


def _engine(file: Path) -> sa.Engine:
    # One connection: SQLite before 3.51.3, which many a Python carries, can damage a WAL file when
    # two connections write and checkpoint at the same instant. Parameters stay out of errors and
    # logs, because they are packs and memberships.
    engine = sa.create_engine(
        sa.URL.create("sqlite", database=str(file)),
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        hide_parameters=True,
        connect_args={"timeout": 0.2, "check_same_thread": False},
    )

    @sa.event.listens_for(engine, "connect")
    def _harden(connection: object, _record: object) -> None:
        cursor = connection.cursor()  # type: ignore[attr-defined]
        for pragma in (
            # Exclusive: a second hub on the same folder is refused instead of sharing the file.
            "locking_mode = EXCLUSIVE",
            "synchronous = FULL",
            "fullfsync = 1",
            "trusted_schema = 0",
        ):
            cursor.execute(f"PRAGMA {pragma}").fetchall()
        cursor.close()

    return engine


def _prepare(engine: sa.Engine, data: Path) -> None:
    with engine.begin() as shelf:
        found = set(sa.inspect(shelf).get_table_names())
        if not found:
            TABLES.create_all(shelf)
            shelf.execute(sa.insert(_SETTING).values(name="format", value=f"{MAJOR}.{MINOR}"))
            return
        number = _setting(shelf, "format") if _SETTING.name in found else None
        if number is None or not number.partition(".")[0].isdecimal():
            raise NotAHubFolder(folder=data)
        if int(number.partition(".")[0]) > MAJOR:
            raise NewerHub(folder=data, found=number, known=f"{MAJOR}.{MINOR}")
        later = {table.name for table in chunks.TABLES_OF_CHUNKS}
        if not {table.name for table in TABLES.sorted_tables} - later <= found:
            raise DamagedHub(folder=data)
        TABLES.create_all(shelf)
        shelf.execute(
            sa.update(_SETTING)
            .where(_SETTING.c.name == "format", _SETTING.c.value == "1.0")
            .values(value=f"{MAJOR}.{MINOR}")
        )


def _setting(shelf: Shelf, name: str) -> str | None:
    return shelf.execute(
        sa.select(_SETTING.c.value).where(_SETTING.c.name == name)
    ).scalar_one_or_none()


def _told(error: sa.exc.DatabaseError, data: Path) -> Exception:
    text = str(error.orig)
    if "not a database" in text:
        return NotAHubFolder(folder=data)
    if "locked" in text:
        return HubRuns(folder=data)
    if "malformed" in text:
        return DamagedHub(folder=data)
    return FolderNotWritable(folder=data)
