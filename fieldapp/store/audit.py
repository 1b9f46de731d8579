"""The audit log of a workspace: who read, printed, exported, revealed and changed what, and when.

Entries name acts, kinds, ids, codes and counts, never a value of a record. Each carries the hash of
the one before, so that an entry that was changed, taken out or put in between shows. The log lies
in the encrypted file and is written by this laptop alone.
"""

import hashlib
import json
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from sqlite_utils import Database

from fieldapp.store.database import writing
from fieldapp.store.workspace import Workspace


class Act(StrEnum):
    """What somebody did. Part of the stored format: a code is never renamed or reused."""

    UNLOCKED = "unlocked"
    REFUSED = "refused"
    """Wrong passphrases since the last time; ``count`` says how many."""
    READ = "read"
    """A record was opened that showed restricted answers."""
    COPIED = "copied"
    PRINTED = "printed"
    EXPORTED = "exported"
    REVEALED = "revealed"
    BROKE_GLASS = "broke_glass"
    APPROVED = "approved"
    """Somebody else's reveal or break-glass was approved here."""
    PASSPHRASE = "passphrase"  # noqa: S105 - the name of an act
    RECOVERY = "recovery"
    """Recovery was prepared, tried or used; ``step`` says which."""
    SEALED = "sealed"
    UNSEALED = "unsealed"
    EVACUATED = "evacuated"
    MEMBERS = "members"
    """Somebody was invited, taken out, or given keys."""
    SETTINGS = "settings"


Detail = Mapping[str, str | int]
"""Codes, counts, ids and days of an act; never a word of a record."""

_NOTHING: Detail = MappingProxyType({})


def note(
    workspace: Workspace, act: Act, kind: str = "", record: str = "", detail: Detail = _NOTHING
) -> None:
    """Write one entry; on the disk when this returns, or part of the transaction that is open."""
    with writing(workspace.db, workspace.file):
        previous = last_hash(workspace.db)
        at = workspace.wall().isoformat(timespec="seconds")
        told = json.dumps(dict(detail), ensure_ascii=False, sort_keys=True)
        line = (at, workspace.name, act.value, kind, record, told)
        workspace.db.conn.execute(
            "INSERT INTO audit (at, who, act, kind, record, detail, hash)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            [*line, chained(previous, line)],
        )


def last_hash(db: Database) -> str:
    """Return the hash of the newest entry, "" before the first."""
    row = db.conn.execute("SELECT hash FROM audit ORDER BY n DESC LIMIT 1").fetchone()
    return str(row[0]) if row else ""


def chained(previous: str, line: tuple[str, ...]) -> str:
    """Return the hash of an entry that stands after another: BLAKE2b-256 over both."""
    plain = json.dumps([previous, *line], ensure_ascii=False, separators=(",", ":"))
    return hashlib.blake2b(plain.encode(), digest_size=32).hexdigest()
