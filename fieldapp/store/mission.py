"""What a workspace keeps about its mission: signed memberships and the keys of scopes.

There are two tables of keys. `scope_key` has for each scope and epoch the one that packs are sealed
to; `key_ring` every private key that this laptop was ever given, because a pack may have been
sealed to another key of the same epoch.

Statements are kept as they came; whether they are true is for `sync` to check before it hands
them in. Every function is part of the transaction that the caller has opened.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlcipher3 import dbapi2
from sqlite_utils import Database

from fieldapp.domain.scope import read_by


def keep_statement(db: Database, device: str, statement: str) -> None:
    """Keep the membership of a device in place of an earlier one."""
    db.conn.execute(
        "INSERT INTO member (device, statement) VALUES (?, ?)"
        " ON CONFLICT (device) DO UPDATE SET statement = excluded.statement",
        [device, statement],
    )


def statement_of(db: Database, device: str) -> str | None:
    """Return the membership of a device, or None where none is known."""
    row = db.conn.execute("SELECT statement FROM member WHERE device = ?", [device]).fetchone()
    return str(row[0]) if row else None


def statements(db: Database) -> list[str]:
    """Return every membership that is known here."""
    return list(statements_by_device(db).values())


def statements_by_device(db: Database) -> dict[str, str]:
    """Return every membership that is known here, by device."""
    rows = db.conn.execute("SELECT device, statement FROM member ORDER BY device").fetchall()
    return {str(row[0]): str(row[1]) for row in rows}


def forget_statement(db: Database, device: str) -> None:
    """Forget the membership of a device, because it no longer counts."""
    db.conn.execute("DELETE FROM member WHERE device = ?", [device])


@dataclass(frozen=True)
class Holder:
    """A laptop of the mission, as its statement says.

    Attributes:
        box: The public key that what is for this laptop alone is sealed to.
        reads: Scopes.
    """

    device: str
    name: str
    role: str
    box: bytes
    reads: frozenset[str]


def holders(db: Database) -> list[Holder]:
    """Return the laptops of the mission that are known here; those that left read nothing."""
    found = []
    for device, statement in statements_by_device(db).items():
        plain = json.loads(statement)
        reads = read_by(plain["role"], plain["reads"])
        box = bytes.fromhex(plain["box"])
        found.append(Holder(device, plain["name"].strip(), plain["role"], box, reads))
    return found


def scope_keys(db: Database) -> dict[tuple[str, int], tuple[bytes, bytes | None]]:
    """Return for each scope and epoch the public key, and the private one of a reader."""
    rows = db.conn.execute("SELECT scope, epoch, public, private FROM scope_key").fetchall()
    return {
        (str(scope), int(epoch)): (bytes(public), bytes(private) if private else None)
        for scope, epoch, public, private in rows
    }


def set_scope_keys(db: Database, chosen: Mapping[tuple[str, int], bytes]) -> None:
    """Keep these public keys as the ones to write to, each with its private key from the ring."""
    # An older version, which knows no ring, may have joined a mission with this file.
    db.conn.execute(
        "INSERT OR IGNORE INTO key_ring SELECT scope, epoch, public, private FROM scope_key"
        " WHERE private IS NOT NULL"
    )
    db.conn.execute("DELETE FROM scope_key")
    db.conn.executemany(
        "INSERT INTO scope_key (scope, epoch, public, private) VALUES (?, ?, ?,"
        " (SELECT private FROM key_ring WHERE scope = ? AND epoch = ? AND public = ?))",
        [(*key, public, *key, public) for key, public in chosen.items()],
    )


def put_on_ring(db: Database, scope: str, epoch: int, public: bytes, private: bytes) -> None:
    """Keep a private key of a scope, to read with."""
    db.conn.execute(
        "INSERT INTO key_ring (scope, epoch, public, private) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        [scope, epoch, public, private],
    )


def is_on_ring(db: Database, scope: str, epoch: int, public: bytes) -> bool:
    """Say whether the private key of a public one is here."""
    row = db.conn.execute(
        "SELECT 1 FROM key_ring WHERE scope = ? AND epoch = ? AND public = ?",
        [scope, epoch, public],
    ).fetchone()
    return row is not None


def reads(db: Database, scope: str) -> bool:
    """Say whether a private key of the scope is here."""
    return any(of == scope for of, _epoch in key_ring(db))


def key_ring(db: Database) -> dict[tuple[str, int], tuple[bytes, ...]]:
    """Return for each scope and epoch the private keys that are here; a pack opens with one."""
    found: dict[tuple[str, int], tuple[bytes, ...]] = {}
    rows = db.conn.execute(
        "SELECT scope, epoch, public, private FROM key_ring UNION"
        " SELECT scope, epoch, public, private FROM scope_key WHERE private IS NOT NULL ORDER BY 3"
    ).fetchall()
    for scope, epoch, _public, private in rows:
        key = str(scope), int(epoch)
        found[key] = (*found.get(key, ()), bytes(private))
    return found


def drop_private_keys(db: Database, scope: str) -> None:
    """Forget the private keys of a scope; what is sealed to it stays closed here."""
    db.conn.execute("DELETE FROM key_ring WHERE scope = ?", [scope])
    db.conn.execute("UPDATE scope_key SET private = NULL WHERE scope = ?", [scope])


def forget_for_good(db: Database) -> None:
    """Overwrite what was deleted, in the file and its log, by writing the file anew.

    Not part of a transaction.

    Raises:
        StoreError: `told` says so of "database is locked": somebody else reads the file, and the
            log beside it still holds what was.
    """
    db.conn.execute("VACUUM")
    forget_log(db)


def forget_log(db: Database) -> None:
    """Empty the log beside the file, which holds what stood on its pages before.

    Not part of a transaction. Raises as `forget_for_good`.
    """
    busy = db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if busy:
        raise dbapi2.OperationalError("database is locked")
