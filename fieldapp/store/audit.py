"""The audit log of a workspace: who read, printed, exported, revealed and changed what, and when.

Entries name acts, kinds, ids, codes and counts, never a value of a record. Each carries the hash of
the one before, so that an entry that was changed, taken out or put in between shows; the number and
the hash of the newest are kept apart as well, so that cutting off the end shows, too. The log lies
in the encrypted file and is written by this laptop alone.

Whoever has the passphrase and a tool for SQLCipher can work out a whole new chain. That is why the
head leaves the laptop: `sync.reveal.anchors` puts it into records that others keep.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from sqlite_utils import Database

from fieldapp.domain.kinds.access import ACCESS
from fieldapp.language import N_
from fieldapp.store import records, settings
from fieldapp.store.database import writing
from fieldapp.store.errors import Busy, DiskFull, NotWritable, StoreError, told
from fieldapp.store.workspace import Workspace

_HEAD = "newest audit entry"


class Act(StrEnum):
    """What somebody did. Part of the stored format: a code is never renamed or reused."""

    UNLOCKED = "unlocked"
    REFUSED = "refused"
    """Wrong passphrases since the last time; ``count`` says how many."""
    READ = "read"
    """Restricted answers were shown; ``count`` says of how many records, where not of one."""
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


ACTS: Mapping[Act, str] = MappingProxyType(
    {
        Act.UNLOCKED: N_("unlocked"),
        Act.REFUSED: N_("wrong passphrase"),
        Act.READ: N_("read"),
        Act.COPIED: N_("copied"),
        Act.PRINTED: N_("printed"),
        Act.EXPORTED: N_("exported"),
        Act.REVEALED: N_("identity shown"),
        Act.BROKE_GLASS: N_("opened without the key"),
        Act.APPROVED: N_("approved for somebody else"),
        Act.PASSPHRASE: N_("passphrase changed"),
        Act.RECOVERY: N_("recovery"),
        Act.SEALED: N_("sealed"),
        Act.UNSEALED: N_("unsealed"),
        Act.EVACUATED: N_("evacuated"),
        Act.MEMBERS: N_("mission members"),
        Act.SETTINGS: N_("settings"),
    }
)
"""What people call each act."""

Detail = Mapping[str, str | int]
"""Codes, counts, ids and days of an act; never a word of a record."""

_NOTHING: Detail = MappingProxyType({})


class CannotNote(StoreError):
    """The log cannot be written, so that what had to be noted in it is not done."""

    text = N_("This has to be noted in the audit log, and that cannot be written now.")
    remedy = N_(
        "Nothing was shown or changed. Free some space or close other windows of fieldapp, and try"
        " again. What is not restricted can be read as before."
    )


@dataclass(frozen=True)
class Head:
    """The newest entry: its number, 0 before the first, and its hash."""

    n: int
    hash: str


@dataclass(frozen=True)
class Entry:
    """One line of the log.

    Attributes:
        n: Counts from 1 without a gap.
        at: ISO 8601 with offset from UTC, by the laptop's clock.
        who: The officer's name in the mission.
        kind, record: Empty where an act is about no record, or about many.
        detail: As JSON, to the letter: the hash covers it so.
        hash: BLAKE2b-256 over the hash before and this line, 64 hex digits.
    """

    n: int
    at: str
    who: str
    act: str
    kind: str
    record: str
    detail: str
    hash: str

    @property
    def details(self) -> Detail:
        """What the entry says beside who, when and what; empty where it cannot be read."""
        try:
            found = json.loads(self.detail)
        except ValueError:
            return _NOTHING
        return found if isinstance(found, dict) else _NOTHING


@dataclass(frozen=True)
class Sought:
    """Which entries to show. Empty parts do not narrow.

    Attributes:
        act: One of `Act`.
        first, last: Days, ISO 8601, both within.
        limit: The newest so many; None for all.
    """

    act: str = ""
    first: str = ""
    last: str = ""
    limit: int | None = None


def note(
    workspace: Workspace, act: Act, kind: str = "", record: str = "", detail: Detail = _NOTHING
) -> None:
    """Write one entry; on the disk when this returns, or part of the transaction that is open.

    Call it before what it tells of is shown: what cannot be noted is not done. What is not
    restricted is not noted, so it can be read on a full disk.

    Raises:
        CannotNote: The disk is full or cannot be written, or another fieldapp holds the file.
    """
    with noting(workspace):
        before = head(workspace.db)
        at = workspace.wall().isoformat(timespec="seconds")
        told_ = json.dumps(dict(detail), ensure_ascii=False, sort_keys=True)
        n = 1 + max(before.n, _newest(workspace.db).n)
        line = (n, at, workspace.name, act.value, kind, record, told_)
        now = Head(n, chained(before.hash, line))
        workspace.db.conn.execute(
            "INSERT INTO audit (n, at, who, act, kind, record, detail, hash)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [*line, now.hash],
        )
        settings.write(workspace.db, _HEAD, f"{now.n} {now.hash}")


@contextmanager
def noting(workspace: Workspace) -> Iterator[None]:
    """One transaction of entries and what has to be written with them, all or nothing.

    Raises:
        CannotNote: As `note`.
    """
    try:
        with writing(workspace.db, workspace.file):
            yield
    except (DiskFull, NotWritable, Busy) as error:
        raise CannotNote from error


def head(db: Database) -> Head:
    """Return the newest entry as it was kept apart. The next one is chained to it, whatever stands
    in the log: where its end was cut off, the gap stays for ever."""
    n, _, hash_ = settings.read(db, _HEAD).partition(" ")
    return Head(int(n), hash_) if n.isdecimal() and hash_ else _newest(db)


def chained(previous: str, line: tuple[str | int, ...]) -> str:
    """Return the hash of an entry that stands after another: BLAKE2b-256 over both."""
    plain = json.dumps([previous, *line], ensure_ascii=False, separators=(",", ":"))
    return hashlib.blake2b(plain.encode(), digest_size=32).hexdigest()


def grown(db: Database, since: int, acts: Collection[Act]) -> bool:
    """Say whether there are entries of one of these acts after the one of this number."""
    named = [act.value for act in acts]
    row = db.conn.execute(
        "SELECT 1 FROM audit WHERE n > ? AND act IN (SELECT value FROM json_each(?)) LIMIT 1",
        [since, json.dumps(named)],
    ).fetchone()
    return row is not None


def entries(workspace: Workspace, sought: Sought = Sought()) -> list[Entry]:
    """Return the entries that are sought, the newest first."""
    conditions, values = ["1"], []
    for condition, value in (
        ("act = ?", sought.act),
        ("substr(at, 1, 10) >= ?", sought.first),
        ("substr(at, 1, 10) <= ?", sought.last),
    ):
        if value:
            conditions.append(condition)
            values.append(value)
    sql = (
        f"SELECT n, at, who, act, kind, record, detail, hash FROM audit"  # noqa: S608 - ours
        f" WHERE {' AND '.join(conditions)} ORDER BY n DESC LIMIT ?"
    )
    limit = -1 if sought.limit is None else sought.limit
    with told(workspace.file):
        rows = workspace.db.conn.execute(sql, [*values, limit]).fetchall()
    return [Entry(*row) for row in rows]


def faults(chain: Iterable[Entry], end: Head, start: Head = Head(0, "")) -> Iterator[str]:
    """Give what is wrong with entries that are to follow each other, the oldest first.

    Args:
        end: The newest entry, as it is known from elsewhere.
        start: What the first entry stands after.
    """
    before = start
    for entry in chain:
        if entry.n != before.n + 1:
            yield f"after {before.n}: {entry.n - before.n - 1} missing"
        line = (entry.n, entry.at, entry.who, entry.act, entry.kind, entry.record, entry.detail)
        if entry.hash != chained(before.hash, line):
            yield f"entry {entry.n}: not as it was written"
        before = Head(entry.n, entry.hash)
    if before.n < end.n:
        yield f"after {before.n}: {end.n - before.n} missing at the end"
    elif before != end:
        yield f"entry {before.n}: not the newest that is known"


def unlike(chain: Iterable[Entry], told_of: Iterable[Head]) -> Iterator[str]:
    """Give where a log differs from what its laptop once told others of it."""
    hashes = {entry.n: entry.hash for entry in chain}
    for known in told_of:
        if hashes.get(known.n) != known.hash:
            yield f"entry {known.n}: not as others were told of it"


def told_heads(workspace: Workspace, device: str) -> list[Head]:
    """Return every state of a laptop's log that its own facts have told others of and that is
    readable here, the oldest first. Worked out from facts, so nobody else can replace one."""
    found = set()
    for fact in records.facts_by(workspace, ACCESS.name, device):
        n, hash_ = fact.values.get("entry"), fact.values.get("head")
        if isinstance(n, int) and isinstance(hash_, str):
            found.add((n, hash_))
    return [Head(*each) for each in sorted(found)]


def _newest(db: Database) -> Head:
    row = db.conn.execute("SELECT n, hash FROM audit ORDER BY n DESC LIMIT 1").fetchone()
    return Head(int(row[0]), str(row[1])) if row else Head(0, "")
