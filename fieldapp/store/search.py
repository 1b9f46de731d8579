"""The search index: which records hold a word. Worked out from records, never truth itself.

Each word stands in the column of those who may read it, and a reader is answered from their own
columns alone: whoever may not see a name does not learn by asking for it whom a record is about.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence

from sqlite_utils import Database

from fieldapp.domain.disclosure import Reader, scopes_in
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.record import Record
from fieldapp.domain.schema import Level
from fieldapp.domain.scope import CONFIDENTIAL, TEAM
from fieldapp.store import facets

OPEN = {TEAM: "words"} | {scope: scope.rpartition("/")[2] for scope in CONFIDENTIAL}
"""Scope to the column of what everybody reads who reads the scope."""

MASKED = {scope: f"{OPEN[scope]}_masked" for scope in CONFIDENTIAL}
"""Scope to the column of what can point to a person: for whom it was revealed to."""

_COLUMNS = (*OPEN.values(), *MASKED.values())

_INSERT = (
    f"INSERT OR REPLACE INTO search (rowid, {', '.join(_COLUMNS)}, facets)"  # noqa: S608 - ours
    f" VALUES ({', '.join('?' * (len(_COLUMNS) + 2))})"
)

NOTHING = '""'
"""A query that finds nothing."""


def index(db: Database, records: Iterable[tuple[int, Record, Sequence[str]]]) -> None:
    """Put the words and facets of records into the index in place of those they had; each comes
    with its number and with the laptops that said something of it."""
    rows = []
    for n, record, devices in records:
        texts = _texts(record) if record.deleted is None else {}
        words = ("\n".join(texts.get(column, ())) for column in _COLUMNS)
        rows.append((n, *words, facets.words_of(record, devices)))
    # In order: for a number below the one before it the index would begin a new piece on the disk.
    rows.sort()
    db.conn.executemany(_INSERT, rows)


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


def in_words(text: str, reader: Reader, *, masked: bool = False) -> str:
    """Return the same as a question to what this reader may read.

    Nothing but punctuation finds nothing, rather than everything.

    Args:
        masked: Also to what can point to a person, of whatever record.
    """
    words = query(text)
    columns = _columns_of(reader, masked=masked or reader.unmasked)
    return f"{{{' '.join(columns)}}} : ({words})" if words and columns else NOTHING


def numbers(text: str, reader: Reader, beside: str = "") -> tuple[str, list[object]]:
    """Return a query for the numbers of the records that hold all of these words in what this
    reader may read, and its values.

    Args:
        beside: A question to the index that must hold as well.
    """
    also = f" AND {beside}" if beside else ""
    sql = "SELECT rowid FROM search WHERE search MATCH ?"
    values: list[object] = [in_words(text, reader) + also]
    if reader.revealed and not reader.unmasked:
        sql += (
            " UNION SELECT rowid FROM search WHERE search MATCH ? AND rowid IN"
            " (SELECT n FROM record WHERE id IN (SELECT value FROM json_each(?)))"
        )
        values += [in_words(text, reader, masked=True) + also, json.dumps([*reader.revealed])]
    return sql, values


def _columns_of(reader: Reader, *, masked: bool) -> list[str]:
    if reader.up_to is None or reader.up_to < Level.TEAM:
        return []
    confided = [each for each in CONFIDENTIAL if each in reader.confided]
    if reader.up_to < Level.RESTRICTED:
        confided = []
    found = [OPEN[each] for each in (TEAM, *confided)]
    return found + [MASKED[each] for each in confided] if masked else found


def _texts(record: Record) -> Mapping[str, list[str]]:
    """Return the texts of a record by their columns, without codes, dates and numbers."""
    kind = KINDS.get(record.kind)
    found: dict[str, list[str]] = {}
    if kind is None:
        return found
    team = kind.names_up_to(Level.TEAM, record.values, held=record.held)
    masked = kind.masked(record.values, held=record.held)
    for field in kind.fields:
        value = record.values.get(field.name)
        if field.type.name not in ("text", "place") or not isinstance(value, str):
            continue
        scopes = (TEAM,) if field.name in team else scopes_in(kind, record, field.name)
        columns = MASKED if field.name in masked else OPEN
        for scope in scopes:
            found.setdefault(columns[scope], []).append(value)
    return found
