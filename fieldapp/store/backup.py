"""Encrypted copies of the workspace file beside it, under the same key, few in number."""

import logging
from pathlib import Path

from sqlite_utils import Database

from fieldapp.store.database import connect, disk_of
from fieldapp.store.disk import WRITE, move_into_place
from fieldapp.store.errors import told

KEPT = 3
"""Copies of one sort; the oldest goes."""

log = logging.getLogger(__name__)


def before_migration(db: Database, file: Path, key: bytes) -> Path:
    """Copy the file before its format changes; the copy carries its format number."""
    number = db.conn.execute("PRAGMA user_version").fetchone()[0]
    return _copy(db, file, key, f"format-{number}")


def _copy(db: Database, file: Path, key: bytes, reason: str) -> Path:
    folder = file.parent / "backups"
    with told(folder):
        folder.mkdir(exist_ok=True)
        sort = f"{file.stem}-{reason}-"
        older = sorted(folder.glob(f"{sort}*{file.suffix}"))
        number = int(older[-1].stem.removeprefix(sort)) + 1 if older else 1
        target = folder / f"{sort}{number:06}{file.suffix}"
        part = target.with_suffix(".part")
        part.unlink(missing_ok=True)
        disk_of(db)(WRITE, target)
        copy = connect(part, key)
        # SQLite's own backup, not a file copy: a copy would miss what is still in the WAL.
        db.conn.backup(copy.conn)
        copy.close()
        move_into_place(part, target, disk_of(db))
        for old in older[: len(older) + 1 - KEPT]:
            old.unlink()
    log.info("Backed up %s to %s", file.name, target.name)
    return target
