"""The least that a save, a list and a search can cost: bare statements on an encrypted file.

Speaks SQL itself, because through the store it would measure the store. Nothing of a workspace is
read or written here; `bench` compares the two.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fieldapp.store.database import connect, harden

_COLUMNS = """(
    n INTEGER PRIMARY KEY, id TEXT NOT NULL, kind TEXT NOT NULL, parent TEXT, place TEXT, day TEXT,
    changed TEXT NOT NULL, gone INTEGER NOT NULL, clashing INTEGER NOT NULL, body TEXT NOT NULL
) STRICT"""

# Rows are inserted where no index has to follow, and read where one helps.
_TABLES = (
    f"CREATE TABLE inserted {_COLUMNS}",
    f"CREATE TABLE listed {_COLUMNS}",
    "CREATE INDEX listed_day ON listed (kind, day)",
    "CREATE VIRTUAL TABLE search USING fts5 (words, content = '', contentless_delete = 1)",
)
_INSERT = (
    "INSERT INTO {table} (id, kind, parent, place, day, changed, gone, clashing, body)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


@dataclass(frozen=True)
class Yardstick:
    """One encrypted file. ``connection`` is SQLCipher's."""

    connection: Any

    def insert(self, row: Sequence[object]) -> None:
        """Insert one row in one transaction, as durable as a save."""
        self.connection.execute("BEGIN IMMEDIATE")
        self.connection.execute(_INSERT.format(table="inserted"), row)
        self.connection.execute("COMMIT")

    def insert_all(self, rows: Sequence[Sequence[object]]) -> None:
        """Insert many rows in one transaction."""
        self.connection.execute("BEGIN IMMEDIATE")
        self.connection.executemany(_INSERT.format(table="inserted"), rows)
        self.connection.execute("COMMIT")

    def fill(self, rows: Sequence[Sequence[object]], words: Sequence[str]) -> None:
        """Insert many rows and the words to find them by."""
        self.connection.execute("BEGIN IMMEDIATE")
        self.connection.executemany(_INSERT.format(table="listed"), rows)
        numbered = list(enumerate(words, 1))
        self.connection.executemany("INSERT INTO search (rowid, words) VALUES (?, ?)", numbered)
        self.connection.execute("COMMIT")

    def newest(self, kind: str, limit: int) -> list[Any]:
        """Read the newest rows of a kind."""
        sql = "SELECT id, body FROM listed WHERE kind = ? ORDER BY day DESC LIMIT ?"
        return list(self.connection.execute(sql, [kind, limit]).fetchall())

    def matching(self, kind: str, word: str, limit: int) -> list[Any]:
        """Read the newest rows of a kind that have a word."""
        sql = (
            "SELECT id, body FROM listed WHERE kind = ? AND n IN"
            " (SELECT rowid FROM search WHERE search MATCH ?) ORDER BY day DESC LIMIT ?"
        )
        return list(self.connection.execute(sql, [kind, f'"{word}"*', limit]).fetchall())


@contextmanager
def yardstick(file: Path, key: bytes) -> Iterator[Yardstick]:
    """Make the file, with the same key and durability as a workspace, without what hangs on it."""
    db = connect(file, key)
    try:
        harden(db)
        for statement in _TABLES:
            db.conn.execute(statement)
        yield Yardstick(db.conn)
    finally:
        db.close()
