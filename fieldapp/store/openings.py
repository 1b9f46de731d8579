"""What was revealed here, or opened without the key: which record, why, with whom, and until when.

No answer is here. What an opening shows without the key lies in `glass`, outside the database, so
that no copy of the database has it. Rows stay when their time is over: an approval counts once.

An opening holds between its two instants by the laptop's clock. Setting the clock back to before
it began ends it as well.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlite_utils import Database


@dataclass(frozen=True)
class Opening:
    """A record whose identifying answers are shown for some minutes.

    Attributes:
        id: Of the request it follows from; 32 hex digits.
        reason: A code of the list `reveal_reason`.
        second: Devices of those who approved it, with a space between; empty for none.
        since, until: ISO 8601, UTC.
        glass: This laptop does not hold the key: what is shown was sealed to it.
    """

    id: str
    kind: str
    record: str
    reason: str
    second: str
    since: str
    until: str
    glass: bool = False


def instant(ms: int) -> str:
    """Return milliseconds since 1970 as the text that openings are compared by."""
    return datetime.fromtimestamp(ms / 1000, UTC).isoformat(timespec="seconds")


def keep(db: Database, opening: Opening) -> None:
    """Keep an opening; part of the transaction that is open."""
    db.conn.execute(
        "INSERT INTO opening (id, kind, record, reason, second, since, until, glass)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [*vars(opening).values()],
    )


def was_used(db: Database, id_: str) -> bool:
    """Say whether an opening ever followed from this request."""
    return db.conn.execute("SELECT 1 FROM opening WHERE id = ?", [id_]).fetchone() is not None


def all_openings(db: Database) -> list[Opening]:
    """Return every opening, the newest first, whether its time is over or not."""
    rows = db.conn.execute(
        "SELECT id, kind, record, reason, second, since, until, glass FROM opening"
        " ORDER BY since DESC, rowid DESC"
    ).fetchall()
    return [
        Opening(id_, kind, record, reason, second, since, until, bool(glass))
        for id_, kind, record, reason, second, since, until, glass in rows
    ]


def revealed(db: Database, wall_ms: Callable[[], int]) -> frozenset[str]:
    """Return the ids of the records whose masked answers are shown now."""
    revealed_ever = [each for each in all_openings(db) if not each.glass]
    if not revealed_ever:  # as nearly always: then nobody has to look at the clock
        return frozenset()
    now = instant(wall_ms())
    return frozenset(each.record for each in revealed_ever if holds(each, now))


def holds(opening: Opening, now: str) -> bool:
    """Say whether the time of an opening runs."""
    return opening.since <= now < opening.until


def close(db: Database, id_: str, now: str) -> None:
    """End an opening before its time; part of the transaction that is open."""
    db.conn.execute("UPDATE opening SET until = min(until, ?) WHERE id = ?", [now, id_])
