"""Packs that this laptop carries for others, and what it has walked past on the feeds.

A carried pack holds nothing that this laptop can use: it may not read the scope, or does not know
the author yet. It is kept apart from `packs`, offered to the hub, and dropped as soon as a mark
proves it to be there. Every function is part of the transaction that the caller has opened.
"""

from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True)
class Carried:
    """A carried pack without its bytes.

    Attributes:
        device: What the pack says, which may be wrong; empty where a newer version made it.
        checked: Its author is known and has signed it.
        size: Bytes.
    """

    id: str
    scope: str
    device: str
    checked: bool
    size: int


def carry(
    db: Database, pack: str, scope: str, device: str, content: bytes, *, checked: bool
) -> None:
    """Carry a pack; one that is carried already stays."""
    db.conn.execute(
        "INSERT INTO carried (id, scope, device, checked, bytes) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO NOTHING",
        [pack, scope, device, checked, content],
    )


def is_carried(db: Database, pack: str) -> bool:
    """Say whether the pack is carried here."""
    return bool(db.conn.execute("SELECT 1 FROM carried WHERE id = ?", [pack]).fetchone())


def everything(db: Database) -> list[Carried]:
    """Return what is carried, oldest first."""
    rows = db.conn.execute(
        "SELECT id, scope, device, checked, length(bytes) FROM carried ORDER BY n"
    ).fetchall()
    return [Carried(str(r[0]), str(r[1]), str(r[2]), bool(r[3]), int(r[4])) for r in rows]


def of_scope(db: Database, scope: str) -> list[tuple[str, int]]:
    """Return id and size of what is carried of a scope, oldest first."""
    rows = db.conn.execute(
        "SELECT id, length(bytes) FROM carried WHERE scope = ? ORDER BY n", [scope]
    )
    return [(str(row[0]), int(row[1])) for row in rows.fetchall()]


def content(db: Database, pack: str) -> bytes | None:
    """Return the bytes of a carried pack, or None where it is not carried."""
    row = db.conn.execute("SELECT bytes FROM carried WHERE id = ?", [pack]).fetchone()
    return bytes(row[0]) if row else None


def load(db: Database) -> tuple[int, int]:
    """Return how many packs are carried, and their bytes."""
    row = db.conn.execute("SELECT count(*), coalesce(sum(length(bytes)), 0) FROM carried")
    count, size = row.fetchone()
    return int(count), int(size)


def drop(db: Database, pack: str) -> None:
    """Carry a pack no longer."""
    db.conn.execute("DELETE FROM carried WHERE id = ?", [pack])


def give_up(db: Database, pack: str) -> None:
    """Carry a pack no longer that the hub has refused, if it is understood here; else keep it."""
    db.conn.execute("DELETE FROM carried WHERE id = ? AND checked = 1", [pack])


def walk_past(db: Database, pack: str, scope: str, seq: int) -> None:
    """Note the place of an entry whose pack is not kept here, so that nobody needs to carry it."""
    db.conn.execute(
        "INSERT INTO passed (id, scope, seq) VALUES (?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET seq = excluded.seq",
        [pack, scope, seq],
    )


def was_passed(db: Database, pack: str) -> bool:
    """Say whether a mark proves that the hub has this pack, which is not kept here."""
    return bool(db.conn.execute("SELECT 1 FROM passed WHERE id = ?", [pack]).fetchone())
