"""Putting a backup back in place of the workspace file, with what only this laptop knows.

Going back is about records. Who the laptop is, the mission's keys and members, and drafts stay as
they are now, and entries that no hub has yet are carried over, so that nothing said is lost. What
had been received since comes again with the next sync, by its marks.
"""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from fieldapp.domain.fact import from_json
from fieldapp.domain.scope import CONFIDENTIAL
from fieldapp.errors import WrongUse
from fieldapp.language import N_
from fieldapp.store import backup, journal, packs, seal, settings
from fieldapp.store.database import connect, harden, writing
from fieldapp.store.errors import Damaged, StoreError, told
from fieldapp.store.migrations import check_format, migrate, pending

STAYS = (
    "setting", "member", "scope_key", "key_ring", "draft", "closed_draft", "attachment", "audit",
    "opening", "told",
)  # fmt: skip
"""Tables that are no record: they stay as they are when records go back."""

log = logging.getLogger(__name__)


class NoSuchBackup(WrongUse):
    """A name that no copy of this workspace has."""

    text = N_("There is no backup {name}.")
    remedy = N_("“fieldapp backups” lists them.")


class InUse(StoreError):
    """Somebody has the file open; it must not be taken away under their hands."""

    text = N_("Another fieldapp has this workspace open.")
    remedy = N_("Close it, also the window, then try again. Nothing was changed.")


@dataclass(frozen=True)
class Restored:
    """What putting a backup back did.

    Attributes:
        kept: Name of the copy of what was there before.
        carried: Entries that only this laptop knew, carried over.
        damaged: What was there before could not be read; nothing could be carried over.
    """

    kept: str
    carried: int
    damaged: bool


def restore(file: Path, key: bytes, name: str) -> Restored:
    """Put a copy back. Killed at any moment, it leaves the file as it was or as it shall be.

    Raises:
        NoSuchBackup: There is no such copy.
        InUse: The workspace is open elsewhere.
        Damaged, NewerFile: The copy cannot be used; nothing was changed.
        DiskFull, NotWritable: Nothing was changed.
    """
    if name not in {each.name for each in backup.backups(file)}:
        raise NoSuchBackup(name=name)
    part = file.with_name(f"{file.name}.restoring")
    _clear(part)
    try:
        with _prepared(part, file.parent / backup.FOLDER / name, key) as coming:
            done = _take_over(file, key, coming, part)
        with told(file):
            _flush(part)
            part.replace(file)
            _flush(file.parent)
    finally:
        _clear(part)
    log.info("Put back %s; kept %s; carried over %d entries", name, done.kept, done.carried)
    return done


@contextmanager
def _prepared(part: Path, source: Path, key: bytes) -> Iterator[Database]:
    """Give a copy of the backup, whole and in today's format, to be worked on."""
    with told(source):
        old = connect(source, key)
        try:
            _look_over(old, source)
            coming = connect(part, key)
            old.conn.backup(coming.conn)
        finally:
            old.close()
    try:
        check_format(coming, part)
        with told(part):
            harden(coming)
        if pending(coming):
            with writing(coming, part):
                migrate(coming)
                journal.rebuild(coming)
        yield coming
        with told(part):  # all of it into the one file that is moved
            coming.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        with told(part):
            coming.close()


def _look_over(db: Database, file: Path) -> None:
    if db.conn.execute("PRAGMA cipher_integrity_check").fetchall():
        raise Damaged(file=file)


def _take_over(file: Path, key: bytes, coming: Database, part: Path) -> Restored:
    """Keep what is there now, and carry over what only it holds."""
    try:
        with _alone(file, key) as present:
            _look_over(present, file)
            kept = backup.before_restore(present, file, key)
            with writing(coming, part):
                carried = _carry_over(present, coming)
        return Restored(kept.name, carried, damaged=False)
    except Damaged:
        kept = backup.keep_damaged(file)
        for ending in ("-wal", "-shm"):
            file.with_name(file.name + ending).unlink(missing_ok=True)
        return Restored(kept.name, 0, damaged=True)


@contextmanager
def _alone(file: Path, key: bytes) -> Iterator[Database]:
    """Open the file with nobody else at it; closed, it has no log beside it any more."""
    with told(file):
        db = connect(file, key)
        try:
            db.conn.execute("PRAGMA busy_timeout = 0")
            db.conn.execute("PRAGMA locking_mode = EXCLUSIVE").fetchall()
            try:
                db.conn.execute("BEGIN EXCLUSIVE")
                db.conn.execute("SELECT count(*) FROM sqlite_master").fetchone()
                db.conn.execute("COMMIT")  # the lock stays until the file is closed
            except Exception as error:
                if "locked" in str(error):
                    raise InUse from error
                raise
            yield db
        finally:
            db.close()


def _carry_over(present: Database, coming: Database) -> int:
    could_read = [seal.may_read(coming, scope) for scope in CONFIDENTIAL]
    known = {row[0] for row in present.conn.execute("SELECT name FROM sqlite_master")}
    for table in (table for table in STAYS if table in known):  # an older version has not all
        coming.conn.execute(f"DELETE FROM {table}")  # noqa: S608 - ours
        _copy_rows(present, coming, table, f"SELECT * FROM {table}")  # noqa: S608 - ours
    settings.write(coming, "hidden by an unfinished sync", "{}")
    packs.read_again(coming, CONFIDENTIAL)  # the copy may be of a time when it was sealed
    if could_read != [seal.may_read(coming, scope) for scope in CONFIDENTIAL]:
        journal.rebuild(coming)
    unsent = "SELECT id FROM pack WHERE seq IS NULL"
    _copy_rows(
        present,
        coming,
        "pack",
        "SELECT id, scope, device, seq, bytes FROM pack WHERE seq IS NULL ORDER BY n",
    )
    _copy_rows(
        present,
        coming,
        "quarantine",
        f"SELECT * FROM quarantine WHERE pack IN ({unsent})",  # noqa: S608 - ours
    )
    rows = present.conn.execute(
        "SELECT fact.id, fact.pack, fact.body FROM fact LEFT JOIN pack ON pack.id = fact.pack"
        " WHERE pack.seq IS NULL ORDER BY fact.n"
    ).fetchall()
    here = {row[0] for row in coming.conn.execute("SELECT id FROM fact")}
    carried = 0
    for fact, pack, line in rows:
        if fact not in here:
            journal.append(coming, [(from_json(line), line)], pack)
            carried += 1
        elif pack is not None:  # it was waiting when the copy was made, and is in a pack since
            packs.join_pack(coming, fact, pack)
    return carried


def _copy_rows(present: Database, coming: Database, table: str, query: str) -> None:
    cursor = present.conn.execute(query)
    names = [column[0] for column in cursor.description]
    coming.conn.executemany(
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608
        " ON CONFLICT DO NOTHING",
        cursor.fetchall(),
    )


def _clear(part: Path) -> None:
    for ending in ("", "-wal", "-shm", "-journal"):
        with suppress(OSError):
            part.with_name(part.name + ending).unlink(missing_ok=True)


def _flush(path: Path) -> None:
    """Make sure that what was written is on the disk; a folder only where the system can."""
    if path.is_dir() and os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
