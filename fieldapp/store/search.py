"""The search index: which records hold a word. Worked out from records, never truth itself.

What it finds still goes through disclosure: the index covers all that this laptop can read.
"""

import re
from collections.abc import Iterable, Sequence

from sqlite_utils import Database

from fieldapp.domain.kinds import KINDS
from fieldapp.domain.record import Record
from fieldapp.store import facets


def index(db: Database, records: Iterable[tuple[int, Record, Sequence[str]]]) -> None:
    """Put the words and facets of records into the index in place of those they had; each comes
    with its number and with the laptops that said something of it."""
    words = [
        (
            n,
            "" if record.deleted is not None else _words(record),
            facets.words_of(record, devices),
        )
        for n, record, devices in records
    ]
    # In order: for a number below the one before it the index would begin a new piece on the disk.
    words.sort()
    db.conn.executemany(
        "INSERT OR REPLACE INTO search (rowid, words, facets) VALUES (?, ?, ?)", words
    )


def forget(db: Database, record: str) -> None:
    """Take a record's words out of the index, before its row goes."""
    db.conn.execute(
        "DELETE FROM search WHERE rowid IN (SELECT n FROM record WHERE id = ?)", [record]
    )


def clear(db: Database) -> None:
    """Forget all words."""
    db.conn.execute("INSERT INTO search (search) VALUES ('delete-all')")


def query(text: str) -> str:
    """Turn what a person typed into a query: every word must occur, the end may be missing.

    Operators of the query language are only words here, so no input is an error.
    """
    return " ".join(f'"{word}"*' for word in re.findall(r"\w+", text))


def in_words(text: str) -> str:
    """Return the same as a question to the words of records alone. Nothing but punctuation finds
    nothing, rather than everything."""
    words = query(text)
    return f"words : ({words})" if words else '""'


def _words(record: Record) -> str:
    """Return the texts of a record, without codes, dates and numbers."""
    kind = KINDS.get(record.kind)
    if kind is None:
        return ""
    texts = [
        value
        for field in kind.fields
        if field.type.name in ("text", "place")
        and isinstance(value := record.values.get(field.name), str)
    ]
    return "\n".join(texts)
