"""Opening the encrypted file: keys, settings that keep an acknowledged save, and transactions.

The tables are in `migrations`. Passphrases are in `keyfile`; here a key is 32 bytes.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import sqlcipher3.dbapi2
from sqlite_utils import Database

from fieldapp.store.disk import BEGIN, COMMIT, COMMITTED, Disk, real_disk
from fieldapp.store.errors import OldLibrary, told

OLDEST_SQLITE = (3, 51, 3)
"""Before it, two connections that write and checkpoint at one instant can damage a WAL file."""

BUSY_MS = 5_000


class OnDisk(Database):
    """A database that knows the disk it is on."""

    disk: Disk = staticmethod(real_disk)


def disk_of(db: Database) -> Disk:
    """Return the disk that a database is on."""
    return db.disk if isinstance(db, OnDisk) else real_disk


def connect(file: Path, key: bytes, disk: Disk = real_disk) -> Database:
    """Open the file, or begin it, with a raw key of 32 bytes.

    A wrong key shows only when something is read. Usable from the thread that opened it.

    Raises:
        OldLibrary: The SQLite in use could damage the file.
        NotWritable: The folder cannot be written.
    """
    if sqlcipher3.dbapi2.sqlite_version_info < OLDEST_SQLITE:
        raise OldLibrary(
            found=sqlcipher3.dbapi2.sqlite_version, needed=".".join(map(str, OLDEST_SQLITE))
        )
    with told(file):
        # No implicit transactions: `writing` begins and ends them.
        connection = sqlcipher3.dbapi2.connect(str(file), isolation_level=None)
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    db = OnDisk(as_sqlite(connection))
    db.disk = disk
    return db


def as_sqlite(connection: sqlcipher3.dbapi2.Connection) -> sqlite3.Connection:
    """Give SQLCipher's connection the name that the types of sqlite-utils know; same interface."""
    return cast(sqlite3.Connection, connection)


def harden(db: Database) -> None:
    """Make every commit reach the disk before it is acknowledged.

    WAL with synchronous=FULL survives a pulled plug; ``fullfsync`` does the same on macOS, where a
    plain sync may stop in the drive's cache. No mmap: it was tied to damaged WAL files. What is
    deleted is overwritten, because an answer may have been sealed to others since.
    """
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "fullfsync = 1",
        "temp_store = MEMORY",
        "mmap_size = 0",
        "secure_delete = 1",
        "trusted_schema = 0",
    ):
        db.conn.execute(f"PRAGMA {pragma}").fetchall()


@contextmanager
def writing(db: Database, file: Path) -> Iterator[None]:
    """One transaction: all or nothing, acknowledged when the block has ended without an error.

    Takes the write lock at once, so that what is read inside cannot be overtaken by another
    connection before it is written. Inside another `writing` it is a part of that one.
    """
    with told(file), _transaction(db, file):
        yield


@contextmanager
def _transaction(db: Database, file: Path) -> Iterator[None]:
    if db.conn.in_transaction:
        with db.atomic():
            yield
    else:
        disk = disk_of(db)
        disk(BEGIN, file)
        db.conn.execute("BEGIN IMMEDIATE")
        try:
            yield
            disk(COMMIT, file)
            db.conn.execute("COMMIT")
        except BaseException:
            db.conn.rollback()  # does nothing where the error has ended it already
            raise
        disk(COMMITTED, file)
