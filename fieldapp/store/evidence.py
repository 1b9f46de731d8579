"""What is in a workspace, laid bare so that two of them can be compared: for simulation and tests.

Reads only, but for the room on a pretended disk. Nothing here is shown to a reader.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True)
class Line:
    """A fact in the journal: its number, and the line that holds it."""

    n: int
    id: str
    line: str


def fact_ids(db: Database, scope: str) -> set[str]:
    """Return the ids of the facts of a scope."""
    rows = db.conn.execute("SELECT id FROM fact WHERE scope = ?", [scope])
    return {str(row[0]) for row in rows}


def facts_about(db: Database, record: str) -> frozenset[str]:
    """Return the ids of the facts about a record, sealed ones, too."""
    rows = db.conn.execute("SELECT id FROM fact WHERE record = ?", [record])
    return frozenset(str(row[0]) for row in rows)


def facts_after(db: Database, n: int, device: str) -> list[Line]:
    """Return the facts of a device that came into the journal after number ``n``, in order."""
    rows = db.conn.execute(
        "SELECT n, id, body FROM fact WHERE n > ? AND device = ? ORDER BY n", [n, device]
    )
    return [Line(int(row[0]), str(row[1]), str(row[2])) for row in rows]


def all_records(db: Database) -> list[str]:
    """Return the ids of the records that facts are about."""
    rows = db.conn.execute("SELECT DISTINCT record FROM fact ORDER BY record")
    return [str(row[0]) for row in rows]


def rows(db: Database, kinds: Iterable[str] = ()) -> list[tuple[object, ...]]:
    """Return everything that lists are made from, of these kinds or of all."""
    wanted = set(kinds)
    query = "SELECT id, kind, changed, gone, clashing, body FROM record ORDER BY id"
    found = [tuple(row) for row in db.conn.execute(query)]
    return [row for row in found if not wanted or row[1] in wanted]


def contents_of_packs(db: Database) -> dict[str, set[str]]:
    """Return for each pack that is known here the ids of its facts."""
    found: dict[str, set[str]] = {}
    for pack, fact in db.conn.execute("SELECT pack, id FROM fact WHERE pack IS NOT NULL"):
        found.setdefault(str(pack), set()).add(str(fact))
    return found


def leave_room(db: Database, pages: int | None) -> None:
    """Let the file grow by at most so many pages, as on a disk that is nearly full; None frees it.

    SQLite then fails in the middle of a transaction with the error of a full disk.
    """
    now = int(db.conn.execute("PRAGMA page_count").fetchone()[0])
    most = 2**30 if pages is None else now + pages
    db.conn.execute(f"PRAGMA max_page_count = {most}").fetchall()
