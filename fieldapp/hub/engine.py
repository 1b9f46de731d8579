"""Opening a hub's storage: SQLite in one folder, or a PostgreSQL database that hubs share.

One code and the same tables for both. What stands in them is for `storage` and the modules beside
it.

Formats:

- 1.0 (fieldapp 0.1): setting, member, head, feed.
- 1.1 (fieldapp 0.3): seen, and those of `chunks`. A hub of 1.0 gets it when it is opened.
"""

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.pool import QueuePool

from fieldapp.hub import chunks, seen, storage
from fieldapp.hub.errors import (
    BadDatabase,
    DamagedHub,
    DatabaseUnreachable,
    FolderNotWritable,
    HubRuns,
    NewerHub,
    NotAHubFolder,
)
from fieldapp.hub.schema import TABLES
from fieldapp.hub.storage import Shelf, code_of, in_transaction, writing

FILE = "hub.db"
MAJOR, MINOR = 1, 1

OURS = ("hub", "log", "door")
"""How the names of a hub's own files begin: its storage and certificate, logs, door."""

_FIRST = {table.name for table in (storage.SETTING, storage.MEMBER, storage.HEAD, storage.FEED)}
_EVERY = _FIRST | {seen.SEEN.name} | {table.name for table in chunks.TABLES_OF_CHUNKS}
_CONNECTIONS = 5
"""Of one process. PostgreSQL takes a hundred in all, unless it is told otherwise."""
_PATIENCE_S = 10


def open_storage(data: Path, database: str = "") -> sa.Engine:
    """Open the storage of a hub, or begin it where there is nothing yet.

    Args:
        data: The hub's folder. SQLite is used in it by one process at a time.
        database: ``postgresql://USER:PASSWORD@HOST/NAME``, which any number of hubs may share; the
            folder then holds none of the storage.

    Raises:
        BadDatabase, DatabaseUnreachable: As they say.
        NotAHubFolder, NewerHub, DamagedHub, HubRuns, FolderNotWritable: As they say.
    """
    if database:
        return open_database(database)
    return open_folder(data)


def open_folder(data: Path) -> sa.Engine:
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
            and any(path.name.partition(".")[0] not in OURS for path in data.iterdir())
        ):
            raise NotAHubFolder(folder=data)
        data.mkdir(parents=True, exist_ok=True)
    except NotADirectoryError:
        raise NotAHubFolder(folder=data) from None
    except OSError as error:
        raise FolderNotWritable(folder=data) from error
    engine = _sqlite(file)
    try:
        with writing(engine) as shelf:  # once: a lock stays as long as the other hub runs
            _prepare(shelf, str(data))
        with engine.connect() as connection:  # only now, because it writes into the file
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")
    except sa.exc.DatabaseError as error:
        engine.dispose()
        raise _told(error, data) from error
    except storage.Full as error:
        engine.dispose()
        raise FolderNotWritable(folder=data) from error
    except BaseException:
        engine.dispose()
        raise
    return engine


def open_database(database: str) -> sa.Engine:
    """Open the storage in a PostgreSQL database, or begin it in an empty one.

    Raises:
        BadDatabase, DatabaseUnreachable, NotAHubFolder, NewerHub, DamagedHub: As they say.
    """
    url = read_url(database)
    engine = sa.create_engine(
        url,
        # Others commit while we wait for the head's row, and then we have to see what they did.
        isolation_level="READ COMMITTED",
        pool_size=_CONNECTIONS,
        max_overflow=0,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={"connect_timeout": _PATIENCE_S, "application_name": "fieldapp hub"},
    )
    try:
        in_transaction(engine, lambda shelf: _prepare(shelf, shown(url)))
    except (sa.exc.DatabaseError, storage.Full):
        engine.dispose()
        # Not "from" the driver's error: nothing says what its words will quote some day.
        raise DatabaseUnreachable(database=shown(url)) from None
    except BaseException:
        engine.dispose()
        raise
    return engine


def read_url(database: str) -> sa.URL:
    """Read the address of a database.

    Raises:
        BadDatabase: It is none. The error quotes nothing of it: the password may be anywhere.
    """
    try:
        url = sa.make_url(database)
    except (sa.exc.ArgumentError, ValueError):
        raise BadDatabase from None
    if url.drivername not in ("postgresql", "postgres", "postgresql+psycopg") or not url.database:
        raise BadDatabase
    if "@" in f"{url.host}{url.database}":  # part of a password that was not written as %40
        raise BadDatabase
    return url.set(drivername="postgresql+psycopg")


def shown(url: sa.URL) -> str:
    """Return a database's address as people and logs may see it: without user and password."""
    return f"postgresql://{url.host or ''}/{url.database}"


def is_shared(engine: sa.Engine) -> bool:
    """Say whether several processes may use this storage at once."""
    return engine.dialect.name != "sqlite"


def _sqlite(file: Path) -> sa.Engine:
    # One connection: SQLite before 3.51.3, which many a Python carries, can damage a WAL file when
    # two connections write and checkpoint at the same instant. Parameters stay out of errors and
    # logs, because they are packs and memberships.
    engine = sa.create_engine(
        sa.URL.create("sqlite", database=str(file)),
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        pool_timeout=120,  # a backup of a large hub holds the one connection for a while
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


def _prepare(shelf: Shelf, where: str) -> None:
    found = set(sa.inspect(shelf).get_table_names())
    if not found:
        TABLES.create_all(shelf)
        storage.set_setting(shelf, "format", f"{MAJOR}.{MINOR}")
        return
    number = storage.setting(shelf, "format") if storage.SETTING.name in found else None
    major, _, minor = (number or "").partition(".")
    if not major.isdecimal() or not minor.isdecimal():
        raise NotAHubFolder(folder=where)
    if int(major) > MAJOR:
        raise NewerHub(folder=where, found=number, known=f"{MAJOR}.{MINOR}")
    expected = _EVERY if (int(major), int(minor)) >= (MAJOR, MINOR) else _FIRST
    if not expected <= found:
        raise DamagedHub(folder=where)
    if (int(major), int(minor)) < (MAJOR, MINOR):
        TABLES.create_all(shelf)
        storage.set_setting(shelf, "format", f"{MAJOR}.{MINOR}")


def _told(error: sa.exc.DatabaseError, data: Path) -> Exception:
    code = code_of(error)
    if code == "SQLITE_NOTADB":
        return NotAHubFolder(folder=data)
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return HubRuns(folder=data)
    if code.startswith("SQLITE_CORRUPT"):
        return DamagedHub(folder=data)
    return FolderNotWritable(folder=data)
