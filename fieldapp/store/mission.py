"""What a workspace keeps about its mission: signed memberships and the keys of scopes.

Statements are kept as they came; whether they are true is for `sync` to check before it hands
them in. Every function is part of the transaction that the caller has opened.
"""

from sqlite_utils import Database


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
    rows = db.conn.execute("SELECT statement FROM member ORDER BY device").fetchall()
    return [str(row[0]) for row in rows]


def keep_scope_key(
    db: Database, scope: str, epoch: int, public: bytes, private: bytes | None
) -> None:
    """Keep a key of a scope; a private key that is here already stays."""
    db.conn.execute(
        "INSERT INTO scope_key (scope, epoch, public, private) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (scope, epoch) DO UPDATE SET"
        " private = coalesce(excluded.private, scope_key.private)",
        [scope, epoch, public, private],
    )


def scope_keys(db: Database) -> dict[tuple[str, int], tuple[bytes, bytes | None]]:
    """Return for each scope and epoch the public key, and the private one of a reader."""
    rows = db.conn.execute("SELECT scope, epoch, public, private FROM scope_key").fetchall()
    return {
        (str(scope), int(epoch)): (bytes(public), bytes(private) if private else None)
        for scope, epoch, public, private in rows
    }


def forget_for_good(db: Database) -> None:
    """Overwrite what was deleted, in the file and its log, by writing the file anew.

    Not part of a transaction.
    """
    db.conn.execute("VACUUM")
    db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
