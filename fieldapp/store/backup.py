"""Encrypted copies of the workspace file beside it, under the same key, few in number.

Putting one back is in `restore`. A copy is made by SQLite's own backup into a ``.part`` file and
moved into place when whole, so a copy that has its name is one.
"""

import logging
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

from fieldapp.language import N_
from fieldapp.store import closed_drafts, settings
from fieldapp.store.database import connect, disk_of, writing
from fieldapp.store.disk import WRITE, move_into_place
from fieldapp.store.errors import DiskFull, told

FOLDER = "backups"

KEPT = 3
"""Copies of one sort; the oldest goes."""

REST_MS = 60 * 60 * 1000
"""A sync makes no copy within an hour of the last: a line that drops every ten seconds would
otherwise push the copy of before the trouble out of the folder within half a minute."""

ROOM = 2
"""A sync makes a copy only where the disk has room for this many: saves come before copies."""

SYNC, MIGRATION, RESTORE, DAMAGED = "before-sync", "format", "before-restore", "damaged"

REASONS: Mapping[str, str] = {
    SYNC: N_("before a sync took over what others sent"),
    MIGRATION: N_("before an update of fieldapp changed the file"),
    RESTORE: N_("before an earlier backup was put back"),
    DAMAGED: N_("the damaged file, before an earlier backup was put back"),
}
"""Why a copy was made: the beginning of its name after the file's, and words for people."""

_LAST_MS = "last copy before a sync"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Backup:
    """One copy.

    Attributes:
        reason: A key of `REASONS`; empty where a later version made it.
        at: When, in UTC.
        size: Bytes.
    """

    name: str
    reason: str
    at: datetime
    size: int


def before_migration(db: Database, file: Path, key: bytes) -> Path:
    """Copy the file before its format changes; the copy carries its format number."""
    number = db.conn.execute("PRAGMA user_version").fetchone()[0]
    return _copy(db, file, key, f"{MIGRATION}-{number}")


def before_sync(db: Database, file: Path, key: bytes, now_ms: int) -> Path | None:
    """Copy the file before a sync changes records; None where the disk has too little room.

    Returns the copy of this hour, by the laptop's clock, where there is one.
    """
    with told(file):
        last = int(settings.read(db, _LAST_MS, "0"))
        newest = _of_sort(file, SYNC)[-1:]
        if newest and 0 <= now_ms - last < REST_MS:
            return newest[0]
        if shutil.disk_usage(file.parent).free < ROOM * file.stat().st_size:
            log.warning("No copy before the sync: the disk has too little room")
            return None
    try:
        copy = _copy(db, file, key, SYNC)
    except DiskFull:
        log.warning("No copy before the sync: the disk became full")
        return None
    with writing(db, file):
        settings.write(db, _LAST_MS, str(now_ms))
    return copy


def before_restore(db: Database, file: Path, key: bytes) -> Path:
    """Copy the file before another takes its place."""
    return _copy(db, file, key, RESTORE)


def keep_damaged(file: Path) -> Path:
    """Keep a file that cannot be read whole as it is, with what its log may still hold."""
    target = _next(file, DAMAGED)
    with told(target):
        for ending in ("-wal", ""):  # the file last: with it the copy is whole
            source = file.with_name(file.name + ending)
            if source.exists():
                shutil.copyfile(source, target.with_name(target.name + ending))
    return target


def backups(file: Path) -> list[Backup]:
    """Return the copies of a workspace file, the newest first."""
    folder = file.parent / FOLDER
    with told(folder):
        found = [_described(file, path) for path in folder.glob(f"{file.stem}-*{file.suffix}")]
    return sorted(found, key=lambda each: (each.at, each.name), reverse=True)


def forget(file: Path) -> None:
    """Delete every copy of a workspace file: it holds what may no longer be read here."""
    folder = file.parent / FOLDER
    with told(folder):
        for copy in folder.glob(f"{file.stem}-*"):
            copy.unlink()


def _described(file: Path, path: Path) -> Backup:
    sort = path.stem.removeprefix(f"{file.stem}-")
    reason = next((reason for reason in REASONS if sort.startswith(f"{reason}-")), "")
    stat = path.stat()
    return Backup(path.name, reason, datetime.fromtimestamp(stat.st_mtime, UTC), stat.st_size)


def _copy(db: Database, file: Path, key: bytes, reason: str) -> Path:
    target = _next(file, reason)
    with told(target.parent):
        part = target.with_suffix(".part")
        part.unlink(missing_ok=True)
        disk_of(db)(WRITE, target)
        copy = connect(part, key)
        try:
            # SQLite's own backup, not a file copy: a copy would miss what is still in the WAL.
            db.conn.backup(copy.conn)
            closed_drafts.leave_out(copy)
        except BaseException:
            copy.close()
            part.unlink(missing_ok=True)
            raise
        copy.close()
        move_into_place(part, target, disk_of(db))
        for old in _of_sort(file, reason)[:-KEPT]:
            old.unlink()
    log.info("Backed up %s to %s", file.name, target.name)
    return target


def _next(file: Path, reason: str) -> Path:
    folder = file.parent / FOLDER
    with told(folder):
        folder.mkdir(exist_ok=True)
        older = _of_sort(file, reason)
        number = int(older[-1].stem.rpartition("-")[2]) + 1 if older else 1
    return folder / f"{file.stem}-{reason}-{number:06}{file.suffix}"


def _of_sort(file: Path, reason: str) -> list[Path]:
    """Return the copies of one sort, the oldest first."""
    return sorted((file.parent / FOLDER).glob(f"{file.stem}-{reason}-*{file.suffix}"))
