"""`bench`: what our work costs, against the least it could cost, measured in the same run.

The limits are in `yardstick`: the same rows, encrypted and as durable, with nothing around them.
"""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import click

from fieldapp.cli.call import Call, Command, with_call
from fieldapp.cli.commands import Listed
from fieldapp.cli.memory import peak_mb
from fieldapp.cli.yardstick import Yardstick, yardstick
from fieldapp.domain.disclosure import Disclosed, disclose
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.record import Record
from fieldapp.store import journal, records
from fieldapp.store.keyfile import Cost
from fieldapp.store.workspace import Workspace, close, create

WARM_UP = 50
PAGE = 50
"""Records that a list shows at once."""

RARE, RARE_EVERY = "culverts", 20
"""The word that is searched for, and how many records there are to each that has it."""

QUICK = Cost(1, 8192)
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

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class _Timed:
    """Seconds of each turn."""

    ours: list[float]
    limit: list[float]


Measured = tuple[str, str, _Timed]
"""What was measured, against what, and the times."""

Measure = Callable[[Workspace, Yardstick, int], Iterator[Measured]]


def sizes_and_more(function: Callable[P, None]) -> Callable[P, None]:
    """Add the options that every measurement has."""
    for option in (
        click.option("--repeats", type=click.IntRange(min=1), default=400, show_default=True),
        click.option(
            "--out",
            type=click.Path(file_okay=False, exists=True, path_type=Path),
            metavar="DIR",
            help="Folder on the disk to measure. Default: the folder for temporary files.",
        ),
        click.option(
            "--sizes",
            default="1000",
            show_default=True,
            metavar="N,N",
            callback=numbers,
            help="Records in the workspace beforehand.",
        ),
    ):
        function = option(function)
    return function


def numbers(ctx: click.Context, param: click.Parameter, value: str) -> tuple[int, ...]:
    """Read whole numbers with commas between them."""
    try:
        return tuple(int(size) for size in value.split(","))
    except ValueError:
        raise click.BadParameter("whole numbers with commas", ctx, param) from None


@click.group(
    "bench",
    cls=Listed,
    places={
        "sync": "bench_sync:bench_sync",
        "sync-simulation": "bench_simulation:bench_sync_simulation",
        "unlock": "bench_unlock:bench_unlock",
        "start": "bench_start:bench_start",
        "window": "bench_window:bench_window",
        "papers": "bench_papers:bench_papers",
    },
)
def bench() -> None:
    """Measure what fieldapp does against the least it could cost."""


@bench.command("save", cls=Command, example="fieldapp bench save --sizes 1000,10000 --json")
@sizes_and_more
@with_call
def bench_save(call: Call, sizes: Sequence[int], out: Path | None, repeats: int) -> None:
    """Measure saving one record against one bare encrypted insert of its row."""
    _measure(call, _saves, sizes, out, repeats)


@bench.command("list", cls=Command, example="fieldapp bench list --sizes 1000,10000 --json")
@sizes_and_more
@with_call
def bench_list(call: Call, sizes: Sequence[int], out: Path | None, repeats: int) -> None:
    """Measure a page of the newest records, disclosed, against a bare encrypted select."""
    _measure(call, _lists, sizes, out, repeats)


@bench.command("search", cls=Command, example="fieldapp bench search --sizes 1000,10000 --json")
@sizes_and_more
@with_call
def bench_search(call: Call, sizes: Sequence[int], out: Path | None, repeats: int) -> None:
    """Measure finding records by a word against a bare encrypted full-text search."""
    _measure(call, _searches, sizes, out, repeats)


def _measure(
    call: Call, measure: Measure, sizes: Sequence[int], out: Path | None, repeats: int
) -> None:
    rows = []
    for size in sizes:
        with _filled(size, out) as (workspace, bare):
            for what, limit, timed in measure(workspace, bare, repeats):
                rows.append(_row(what, size, limit, timed))
    call.answer(
        rows,
        (
            f"{row['what']} ({row['size']}): {row['median']} {row['unit']},"
            f" {row['limit']} {row['limit_median']}, ratio {row['ratio']}, {row['peak_mb']} MB"
            for row in rows
        ),
    )


def _saves(workspace: Workspace, bare: Yardstick, repeats: int) -> Iterator[Measured]:
    for kind in _TYPICAL:
        save = partial(_save, workspace, kind)
        insert = partial(_to_insert, workspace, bare, kind)
        yield f"save {kind}", "bare encrypted insert", _race(save, insert, repeats)


def _save(workspace: Workspace, kind: str, n: int) -> str:
    return records.save(workspace, _change(kind, n))


def _to_insert(
    workspace: Workspace, bare: Yardstick, kind: str, record: str
) -> Callable[[], object]:
    return partial(bare.insert, _as_row(records.load(workspace, kind, record)))


def _lists(workspace: Workspace, bare: Yardstick, repeats: int) -> Iterator[Measured]:
    wanted = records.Wanted("meeting", limit=PAGE)
    select = partial(bare.newest, "meeting", PAGE)
    timed = _race(lambda _n: _page(workspace, wanted), lambda _page: select, repeats)
    yield "list meeting", "bare encrypted select", timed


def _searches(workspace: Workspace, bare: Yardstick, repeats: int) -> Iterator[Measured]:
    wanted = records.Wanted("meeting", words=RARE, limit=PAGE)
    select = partial(bare.matching, "meeting", RARE, PAGE)
    timed = _race(lambda _n: _page(workspace, wanted), lambda _page: select, repeats)
    yield "search meeting", "bare encrypted search", timed


def _page(workspace: Workspace, wanted: records.Wanted) -> list[Disclosed]:
    reader = workspace.reader
    return [disclose(record, reader) for record in records.query(workspace, wanted)]


def _race(
    ours: Callable[[int], T], limit: Callable[[T], Callable[[], object]], repeats: int
) -> _Timed:
    """Time both in turns, so that whatever else the machine does meets both alike.

    Args:
        ours: What we do; takes the number of the turn.
        limit: Takes what came of it and returns what is to be timed beside it.
    """
    timed = _Timed([], [])
    for n in range(WARM_UP + repeats):
        began = time.perf_counter()
        result = ours(n)
        middle = time.perf_counter()
        beside = limit(result)
        began_limit = time.perf_counter()
        beside()
        ended = time.perf_counter()
        if n >= WARM_UP:
            timed.ours.append(middle - began)
            timed.limit.append(ended - began_limit)
    return timed


@contextmanager
def _filled(size: int, out: Path | None) -> Iterator[tuple[Workspace, Yardstick]]:
    """Give a workspace and a bare file that hold the same records."""
    with tempfile.TemporaryDirectory(prefix="fieldapp-bench-", dir=out) as name:
        workspace, _ = create(Path(name) / "workspace", "bench only", "Bench", cost=QUICK)
        try:
            with yardstick(Path(name) / "bare.db", workspace.key) as bare:
                kinds = list(_TYPICAL)
                changes = [_change(kinds[n % len(kinds)], n) for n in range(size)]
                for n in range(0, size, 500):
                    records.save_all(workspace, changes[n : n + 500], apart=True)
                wanted = [records.Wanted(kind) for kind in kinds]
                found = [record for one in wanted for record in records.query(workspace, one)]
                bare.fill([_as_row(r) for r in found], [str(r.values.values()) for r in found])
                yield workspace, bare
        finally:
            close(workspace)


def _change(kind: str, n: int) -> records.Change:
    day = f"20{n // 336 % 90 + 10:02}-{n // 28 % 12 + 1:02}-{n % 28 + 1:02}"
    values = {**_TYPICAL[kind], _DAY[kind]: day}
    if kind == "meeting" and n % RARE_EVERY == 0:
        values["title"] = f"Youth group about the {RARE}"
    return records.Change(kind, values)


def _as_row(record: Record) -> list[object]:
    place, day = record.values["place"], record.values[_DAY[record.kind]]
    body = journal.to_body(record)
    return [record.id, record.kind, None, place, day, record.changed, 0, 0, body]


def _row(what: str, size: int, limit: str, timed: _Timed) -> dict[str, Any]:
    ours, least = statistics.median(timed.ours), statistics.median(timed.limit)
    return {
        "what": what,
        "size": size,
        "median": round(ours * 1000, 3),
        "unit": "ms",
        "limit": limit,
        "limit_median": round(least * 1000, 3),
        "ratio": round(ours / least, 2),
        "peak_mb": peak_mb(),
    }
