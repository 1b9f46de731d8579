"""Packs and marks on the laptop: what waits, what the hub provably has, what cannot be used.

A pack's place on the feed counts only up to the newest mark, and goes as soon as a mark turns out
not to be the hub's: nobody stores "delivered". Every function is part of the transaction that the
caller has opened with `writing`. Making and opening packs is for `sync`.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from fieldapp.store import settings


@dataclass(frozen=True)
class Mark:
    """A place on a feed: how many entries, and the hash of the chain after the last of them."""

    seq: int
    hash: str


@dataclass(frozen=True)
class Waiting:
    """A fact that is in no pack yet, as its line in the journal, and the save it belongs to."""

    n: int
    line: str
    save: str


def waiting(db: Database, scope: str) -> Iterator[Waiting]:
    """Go through the facts of a scope that are in no pack, oldest first.

    Take what is needed before changing anything: it reads on while it is asked.
    """
    # What waits was written here, keys in order: the first such key is the fact's own, and reading
    # all of its JSON for it would be a quarter of the work of packing.
    rows = db.conn.execute(
        """SELECT n, body, substr(body, instr(body, '"save":"') + 8, 32) FROM fact"""
        " WHERE scope = ? AND pack IS NULL ORDER BY n",
        [scope],
    )
    return (Waiting(*row) for row in rows)


def pack_facts(db: Database, pack: str, facts: Iterable[int]) -> None:
    """Note that these facts (by their number in the journal) are in this pack."""
    db.conn.executemany("UPDATE fact SET pack = ? WHERE n = ?", [(pack, n) for n in facts])


def join_pack(db: Database, fact: str, pack: str) -> None:
    """Note that a fact that was waiting is in this pack."""
    db.conn.execute("UPDATE fact SET pack = ? WHERE id = ? AND pack IS NULL", [pack, fact])


def keep(
    db: Database, pack: str, scope: str, device: str, content: bytes, seq: int | None = None
) -> bool:
    """Keep a pack; say whether it is new here. ``seq`` is its place, None while it has none."""
    cursor = db.conn.execute(
        "INSERT INTO pack (id, scope, device, seq, bytes) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO NOTHING",
        [pack, scope, device, seq, content],
    )
    if not cursor.rowcount and seq is not None:
        place(db, pack, seq)
    return bool(cursor.rowcount)


def place(db: Database, pack: str, seq: int) -> bool:
    """Note where on its feed the pack stands; say whether it is kept here."""
    return bool(db.conn.execute("UPDATE pack SET seq = ? WHERE id = ?", [seq, pack]).rowcount)


def has(db: Database, pack: str) -> bool:
    """Say whether the pack is kept here."""
    return bool(db.conn.execute("SELECT 1 FROM pack WHERE id = ?", [pack]).fetchone())


@dataclass(frozen=True)
class Kept:
    """A pack as it is kept. The device is what the pack says, which may be wrong."""

    scope: str
    device: str
    content: bytes


def get(db: Database, pack: str) -> Kept:
    """Return a pack that is kept here."""
    row = db.conn.execute("SELECT scope, device, bytes FROM pack WHERE id = ?", [pack]).fetchone()
    return Kept(str(row[0]), str(row[1]), bytes(row[2]))


def contents(db: Database, scope: str) -> dict[str, bytes]:
    """Return every pack of a scope: id to bytes. For small ones; a feed of facts has many."""
    rows = db.conn.execute("SELECT id, bytes FROM pack WHERE scope = ? ORDER BY n", [scope])
    return {str(row[0]): bytes(row[1]) for row in rows.fetchall()}


HEADER = 512
"""Bytes within which a pack's header ends."""


def beginnings(db: Database, device: str) -> list[tuple[str, str, bytes]]:
    """Return id, scope and the first bytes of every pack of a device, oldest first."""
    rows = db.conn.execute(
        "SELECT id, scope, substr(bytes, 1, ?) FROM pack WHERE device = ? ORDER BY n",
        [HEADER, device],
    )
    return [(str(row[0]), str(row[1]), bytes(row[2])) for row in rows.fetchall()]


def move(db: Database, pack: str, scope: str, seq: int | None) -> None:
    """Put a pack that is kept onto another feed, at a place there or at none yet."""
    db.conn.execute("UPDATE pack SET scope = ?, seq = ? WHERE id = ?", [scope, seq, pack])


def scope_of(db: Database, pack: str) -> str:
    """Return the feed that a pack is kept for; empty where it is not kept here."""
    row = db.conn.execute("SELECT scope FROM pack WHERE id = ?", [pack]).fetchone()
    return str(row[0]) if row else ""


def newest_time(db: Database, device: str) -> str:
    """Return the time of the newest fact of a device that is here; empty where there is none."""
    row = db.conn.execute("SELECT max(time) FROM fact WHERE device = ?", [device]).fetchone()
    return str(row[0] or "")


def newest_of(db: Database, scope: str, device: str) -> str:
    """Return the id of the pack a device made last in a scope; empty where there is none."""
    row = db.conn.execute(
        "SELECT id FROM pack WHERE scope = ? AND device = ? ORDER BY n DESC LIMIT 1",
        [scope, device],
    ).fetchone()
    return str(row[0]) if row else ""


def of_scope(db: Database, scope: str) -> list[tuple[str, int]]:
    """Return id and size of all packs of a scope that are kept here, oldest first."""
    rows = db.conn.execute("SELECT id, length(bytes) FROM pack WHERE scope = ? ORDER BY n", [scope])
    return [(str(row[0]), int(row[1])) for row in rows.fetchall()]


def without_place(db: Database, scope: str) -> list[tuple[str, int]]:
    """Return id and size of the packs that no mark shows to be on the hub, oldest first."""
    rows = db.conn.execute(
        "SELECT id, length(bytes) FROM pack WHERE scope = ? AND seq IS NULL ORDER BY n", [scope]
    )
    return [(str(row[0]), int(row[1])) for row in rows.fetchall()]


def waiting_of(db: Database, device: str) -> set[str]:
    """Return the packs a device made that no mark shows to be on the hub, in any scope."""
    rows = db.conn.execute("SELECT id FROM pack WHERE device = ? AND seq IS NULL", [device])
    return {str(row[0]) for row in rows.fetchall()}


def marks(db: Database, scope: str) -> dict[int, str]:
    """Return the kept marks of a scope: number to hash."""
    rows = db.conn.execute("SELECT seq, hash FROM mark WHERE scope = ?", [scope])
    return {int(row[0]): str(row[1]) for row in rows.fetchall()}


def set_marks(db: Database, scope: str, new: Sequence[Mark]) -> None:
    """Keep these marks of a scope and no others. Where they are kept already nothing is written."""
    if marks(db, scope) == {mark.seq: mark.hash for mark in new}:
        return
    db.conn.execute("DELETE FROM mark WHERE scope = ?", [scope])
    db.conn.executemany(
        "INSERT INTO mark (scope, seq, hash) VALUES (?, ?, ?)",
        [(scope, mark.seq, mark.hash) for mark in new],
    )


def go_back(db: Database, scope: str, seq: int) -> None:
    """Take back every place after ``seq``: those packs are offered to the hub again."""
    db.conn.execute("UPDATE pack SET seq = NULL WHERE scope = ? AND seq > ?", [scope, seq])
    db.conn.execute("DELETE FROM passed WHERE scope = ? AND seq > ?", [scope, seq])
    db.conn.execute("DELETE FROM mark WHERE scope = ? AND seq > ?", [scope, seq])


_AGAIN = "scopes to read again"


def read_again(db: Database, scopes: Iterable[str]) -> None:
    """Note that packs of these scopes are kept here whose facts the journal may not have."""
    settings.write(db, _AGAIN, json.dumps(sorted({*to_read_again(db), *scopes})))


def to_read_again(db: Database) -> list[str]:
    """Return the scopes of which that was noted."""
    found: list[str] = json.loads(settings.read(db, _AGAIN, "[]"))
    return found


def was_read_again(db: Database, scope: str) -> None:
    """Note that the journal has the facts of all packs of a scope that can be used."""
    settings.write(db, _AGAIN, json.dumps([each for each in to_read_again(db) if each != scope]))


def set_aside(db: Database, pack: str, reason: str, at: str) -> None:
    """Note that the pack cannot be used, and why; its bytes stay, so that it can be tried again."""
    db.conn.execute(
        "INSERT INTO quarantine (pack, reason, at) VALUES (?, ?, ?)"
        " ON CONFLICT (pack) DO UPDATE SET reason = excluded.reason",
        [pack, reason, at],
    )


def take_up(db: Database, pack: str) -> None:
    """Note that the pack is no longer set aside."""
    db.conn.execute("DELETE FROM quarantine WHERE pack = ?", [pack])


def aside(db: Database) -> dict[str, str]:
    """Return the packs that are set aside, with the reason."""
    rows = db.conn.execute("SELECT pack, reason FROM quarantine ORDER BY at, pack").fetchall()
    return {str(row[0]): str(row[1]) for row in rows}


@dataclass(frozen=True)
class Aside:
    """A pack that is set aside. The device is what the pack says, which may be wrong."""

    pack: str
    reason: str
    at: str
    device: str


def set_aside_now(db: Database) -> list[Aside]:
    """Return the packs that are set aside: why, since when, and from which device."""
    rows = db.conn.execute(
        "SELECT quarantine.pack, reason, at, coalesce(device, '') FROM quarantine"
        " LEFT JOIN pack ON pack.id = quarantine.pack ORDER BY at, quarantine.pack"
    ).fetchall()
    return [Aside(*(str(part) for part in row)) for row in rows]


def records_of(db: Database, packs: Collection[str]) -> set[str]:
    """Return the records that the facts of these packs are about."""
    rows = db.conn.execute(
        "SELECT DISTINCT record FROM fact WHERE pack IN (SELECT value FROM json_each(?))",
        [json.dumps([*packs])],
    )
    return {str(row[0]) for row in rows.fetchall()}


def ids_not_sent(db: Database) -> list[str]:
    """Return the records of which something is not on the hub yet."""
    # Two questions that have an index each: asked together they would read the whole journal.
    unpacked = db.conn.execute("SELECT record FROM fact WHERE pack IS NULL").fetchall()
    packed = db.conn.execute(
        "SELECT record FROM fact WHERE pack IN (SELECT id FROM pack WHERE seq IS NULL)"
    ).fetchall()
    return sorted({str(row[0]) for row in (*unpacked, *packed)})


def records_not_sent(db: Database) -> int:
    """Count the records of which something is not on the hub yet."""
    return len(ids_not_sent(db))


@dataclass(frozen=True)
class Shown:
    """A record as the lists count it: its kind, and whether it is in."""

    kind: str
    gone: bool


def shown(db: Database, records: Collection[str]) -> dict[str, Shown]:
    """Return those of these records that exist here."""
    rows = db.conn.execute(
        "SELECT id, kind, gone FROM record WHERE id IN (SELECT value FROM json_each(?))",
        [json.dumps([*records])],
    )
    return {str(row[0]): Shown(str(row[1]), bool(row[2])) for row in rows.fetchall()}


def clashing(db: Database) -> set[str]:
    """Return every record on which answers clash."""
    rows = db.conn.execute("SELECT id FROM record WHERE clashing > 0")
    return {str(row[0]) for row in rows.fetchall()}


def count_shown(db: Database) -> dict[str, int]:
    """Return how many records of each kind are in."""
    rows = db.conn.execute("SELECT kind, count(*) FROM record WHERE gone = 0 GROUP BY kind")
    return {str(row[0]): int(row[1]) for row in rows.fetchall()}
