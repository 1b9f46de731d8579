"""`bench`: what our work costs, against the least it could cost, measured in the same run.

The limit of a save is one insert of the same row into an encrypted file with the same durability.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from fieldapp.cli.call import Call, Command, with_call
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.record import Record
from fieldapp.store import journal, records
from fieldapp.store.database import connect, harden
from fieldapp.store.keyfile import Cost
from fieldapp.store.workspace import Workspace, close, create

WARM_UP = 50
_QUICK = Cost(1, 8192)
"""Unlocking is not what is measured."""

_SAID = "The women asked for the pump to be mended before the rains, and for a second tap. " * 3

_TYPICAL: dict[str, dict[str, Value]] = {
    "meeting": {
        "title": "Council and women's group about the pump",
        "place": "XX0101",
        "type": "council",
        "language": "Talari",
        "interpreter": True,
        "missing": ("herders",),
        "messages": _SAID,
    },
    "incident": {
        "type": "threat",
        "place": "XX0101",
        "date_precision": "day",
        "place_precision": "near",
        "summary": "People on the market road were threatened.",
        "account": _SAID,
        "referral": "not_offered",
    },
}
_DAY = {"meeting": "held_on", "incident": "happened_on"}


_BARE_TABLE = """CREATE TABLE record (
    n INTEGER PRIMARY KEY, id TEXT NOT NULL, kind TEXT NOT NULL, parent TEXT, place TEXT, day TEXT,
    changed TEXT NOT NULL, gone INTEGER NOT NULL, clashing INTEGER NOT NULL, body TEXT NOT NULL
) STRICT"""
_BARE_INSERT = (
    "INSERT INTO record (id, kind, parent, place, day, changed, gone, clashing, body)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


@dataclass(frozen=True)
class _Timed:
    ours: list[float]
    limit: list[float]


@click.group("bench")
def bench() -> None:
    """Measure what fieldapp does against the least it could cost."""


@bench.command("save", cls=Command, example="fieldapp bench save --sizes 1000,10000 --json")
@click.option("--sizes", default="1000", metavar="N,N", help="Records in the workspace beforehand.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    help="Folder on the disk to measure. Default: the folder for temporary files.",
)
@click.option("--repeats", type=click.IntRange(min=1), default=400, show_default=True)
@with_call
def bench_save(call: Call, sizes: str, out: Path | None, repeats: int) -> None:
    """Measure saving one record: milliseconds, and how many bare encrypted inserts that is."""
    try:
        numbers = [int(size) for size in sizes.split(",")]
    except ValueError:
        raise click.BadParameter("whole numbers with commas", param_hint="--sizes") from None
    rows = [row for size in numbers for row in _measure(size, out, repeats)]
    call.answer(
        rows,
        (
            f"{row['what']} ({row['size']}): {row['median']} {row['unit']},"
            f" {row['limit']} {row['limit_median']}, ratio {row['ratio']}, {row['peak_mb']} MB"
            for row in rows
        ),
    )


def _measure(size: int, out: Path | None, repeats: int) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory(prefix="fieldapp-bench-", dir=out) as name:
        workspace, _ = create(Path(name) / "workspace", "bench only", "Bench", cost=_QUICK)
        try:
            _fill(workspace, size)
            with _yardstick(Path(name) / "bare.db", workspace.key) as insert:
                return [
                    _row(f"save {kind}", size, _race(workspace, kind, insert, repeats))
                    for kind in _TYPICAL
                ]
        finally:
            close(workspace)


@contextmanager
def _yardstick(file: Path, key: bytes) -> Iterator[Callable[[list[object]], None]]:
    """Give out what inserts one row in one transaction. Speaks SQL itself: through the store it
    would measure the store."""
    db = connect(file, key)
    harden(db)
    db.conn.execute(_BARE_TABLE)

    def insert(row: list[object]) -> None:
        db.conn.execute("BEGIN IMMEDIATE")
        db.conn.execute(_BARE_INSERT, row)
        db.conn.execute("COMMIT")

    try:
        yield insert
    finally:
        db.close()


def _fill(workspace: Workspace, size: int) -> None:
    kinds = list(_TYPICAL)
    changes = [_change(kinds[n % len(kinds)], n) for n in range(size)]
    for n in range(0, size, 500):
        records.save_all(workspace, changes[n : n + 500], apart=True)


def _change(kind: str, n: int) -> records.Change:
    day = f"20{n // 336 % 90 + 10:02}-{n // 28 % 12 + 1:02}-{n % 28 + 1:02}"
    return records.Change(kind, {**_TYPICAL[kind], _DAY[kind]: day})


def _race(
    workspace: Workspace, kind: str, insert: Callable[[list[object]], None], repeats: int
) -> _Timed:
    """Save and insert in turns, so that whatever else the machine does meets both alike."""
    timed = _Timed([], [])
    for n in range(WARM_UP + repeats):
        change = _change(kind, n)
        began = time.perf_counter()
        record = records.save(workspace, change)
        ours = time.perf_counter() - began
        row = _as_row(records.load(workspace, kind, record))
        began = time.perf_counter()
        insert(row)
        limit = time.perf_counter() - began
        if n >= WARM_UP:
            timed.ours.append(ours)
            timed.limit.append(limit)
    return timed


def _as_row(record: Record) -> list[object]:
    place, day = record.values["place"], record.values[_DAY[record.kind]]
    body = journal.to_body(record)
    return [record.id, record.kind, None, place, day, record.changed, 0, 0, body]


def _row(what: str, size: int, timed: _Timed) -> dict[str, Any]:
    ours, limit = statistics.median(timed.ours), statistics.median(timed.limit)
    return {
        "what": what,
        "size": size,
        "median": round(ours * 1000, 3),
        "unit": "ms",
        "limit": "bare SQLCipher insert",
        "limit_median": round(limit * 1000, 3),
        "ratio": round(ours / limit, 2),
        "peak_mb": _peak_mb(),
    }


def _peak_mb() -> float | None:
    """Return the most memory this process has held, where the system tells it."""
    if sys.platform == "win32":
        return None
    import resource

    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit, 1)
