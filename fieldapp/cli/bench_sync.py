"""`bench sync`: two laptops and a hub, and each kind of exchange against the least it could cost.

Real encrypted workspaces, a real hub in a process of its own, real HTTP on this machine. The
records are those of `invented`. Limits, from the same run: the same rows inserted into a bare
encrypted file in one transaction; the same answers as lines of JSON through zlib 6; a bare request
to the hub. The satellite link is worked out, not waited for (`bench_hub.SlowLink`).
"""

import http.client
import json
import statistics
import tempfile
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click

from fieldapp.cli import invented
from fieldapp.cli.bench import QUICK, numbers
from fieldapp.cli.bench_hub import (
    SLOW_BYTES_A_SECOND,
    SLOW_DELAY_S,
    Counted,
    HubProcess,
    SlowLink,
    hub_process,
    lines_of_http,
)
from fieldapp.cli.call import Call, Command, with_call
from fieldapp.cli.memory import peak_mb
from fieldapp.cli.yardstick import yardstick
from fieldapp.domain.record import Record
from fieldapp.domain.schema import Values
from fieldapp.progress import Progress
from fieldapp.store import journal, records
from fieldapp.store.records import Change, Wanted
from fieldapp.store.workspace import Surroundings, Workspace, close, create
from fieldapp.sync import mission as missions
from fieldapp.sync.round import sync
from fieldapp.sync.wire.transport import HttpHub

EDITS, TURNS = 100, 5
"""How many records one later sync changes, and how often that and a sync without anything new are
measured; the median counts."""
SLOW_SAVES = 1000
_LATER = {"decision": "status", "joint_review": "agreement"}
"""What the satellite carries: an answer that changes as weeks pass."""


@dataclass(frozen=True)
class _Spent:
    """What one exchange took."""

    seconds: float
    client_cpu_s: float
    hub_cpu_s: float | None
    requests: int
    up: int
    down: int


@dataclass(frozen=True)
class _Mission:
    """Two laptops and their hub. ``lines`` are HTTP's own, see `bench_hub`."""

    officer: Workspace
    other: Workspace
    hub: HubProcess
    lines: tuple[int, int]


@click.command("sync", cls=Command, example="fieldapp bench sync --sizes 1000,10000 --json")
@click.option(
    "--sizes",
    default="1000,10000",
    show_default=True,
    metavar="N,N",
    callback=numbers,
    help="New records that are sent and received.",
)
@click.option(
    "--database",
    "databases",
    multiple=True,
    metavar="URL",
    help="Also a hub that keeps its packs in this empty PostgreSQL database.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    metavar="DIR",
    help="Folder on the disk to measure. Default: the folder for temporary files.",
)
@with_call
def bench_sync(
    call: Call, sizes: Sequence[int], databases: Sequence[str], out: Path | None
) -> None:
    """Measure sending and receiving: first syncs, small ones, none, and over a satellite."""
    rows: list[dict[str, Any]] = []
    for database in (None, *databases):
        with ExitStack() as stack:
            name = stack.enter_context(
                tempfile.TemporaryDirectory(prefix="fieldapp-bench-", dir=out)
            )
            mission = _mission(stack, Path(name), database)
            kept = "postgresql" if database else "sqlite"
            for size in sizes:
                found = (*_first(mission, size, Path(name)), *_later(mission, size))
                rows += [{**row, "database": kept} for row in found]
            rows += [{**row, "database": kept} for row in _slow(mission)]
    call.answer(rows, (_line(row) for row in rows))


def _mission(stack: ExitStack, folder: Path, database: str | None) -> _Mission:
    hub = stack.enter_context(hub_process(folder / "hub", database))
    laptops = [create(folder / n, "bench only", n, cost=QUICK)[0] for n in ("officer", "other")]
    for laptop in laptops:
        stack.callback(close, laptop)
    officer, other = laptops
    missions.found_mission(officer, "Bench")
    asked = missions.request_enrolment(other)
    missions.join(other, missions.invite(officer, asked, "protection", hub.url))
    for laptop in (officer, other, officer):
        _talk(laptop, hub.url)
    lines = lines_of_http(hub.url, lambda url: _talk(officer, url))
    return _Mission(officer, other, hub, lines)


def _talk(workspace: Workspace, url: str) -> Counted:
    http_hub = HttpHub(url)
    counted = Counted(http_hub)
    try:
        sync(workspace, counted, Progress())
    finally:
        http_hub.close()
    return counted


def _sync(mission: _Mission, workspace: Workspace) -> _Spent:
    http_hub = HttpHub(mission.hub.url)
    counted = Counted(http_hub, mission.lines)
    try:
        hub_before = mission.hub.cpu_s()
        began, cpu = time.perf_counter(), time.process_time()
        sync(workspace, counted, Progress())
        seconds, client = time.perf_counter() - began, time.process_time() - cpu
        hub_after = mission.hub.cpu_s()
    finally:
        http_hub.close()
    used = None if hub_before is None or hub_after is None else hub_after - hub_before
    return _Spent(seconds, client, used, counted.requests, counted.up, counted.down)


def _first(mission: _Mission, size: int, folder: Path) -> Iterator[dict[str, Any]]:
    """New records, sent by one laptop and received by the other."""
    changes = list(invented.changes(size, seed=size))
    ids: list[str] = []
    for n in range(0, size, 500):
        ids += records.save_all(mission.officer, changes[n : n + 500], apart=True)
    pushed, pulled = _sync(mission, mission.officer), _sync(mission, mission.other)
    found = [r for i in ids if (r := records.find(mission.other, i)) is not None]
    assert len(found) == size, "what was sent has arrived"
    bare = _bare_insert(found, folder / f"bare-{size}.db", mission.officer.key)
    floor = len(zlib.compress(_as_lines([(r.id, r.kind, r.values) for r in found]), 6))
    for what, spent, sent in (("push", pushed, pushed.up), ("pull", pulled, pulled.down)):
        yield _row(
            what, size, "records/s", size / spent.seconds, "bare encrypted insert", size / bare,
            seconds=round(spent.seconds, 3), client_cpu_s=_short(spent.client_cpu_s),
            hub_cpu_s=_short(spent.hub_cpu_s), requests=spent.requests,
        )  # fmt: skip
        yield _row(
            f"{what} bytes", size, "B/record", sent / size, "zlib 6 of the lines", floor / size,
            bytes_up=spent.up, bytes_down=spent.down,
        )  # fmt: skip


def _later(mission: _Mission, size: int) -> Iterator[dict[str, Any]]:
    """A hundred edits, sent and received; and nothing new."""
    pushed, pulled, nothing, bare = [], [], [], []
    floor = 0
    for turn in range(TURNS):
        edits = _edits(mission.officer, turn)
        ids = [records.save(mission.officer, change) for change in edits]
        said = [(i, c.kind, c.values) for i, c in zip(ids, edits, strict=True)]
        floor = len(zlib.compress(_as_lines(said), 6))
        pushed.append(_sync(mission, mission.officer))
        pulled.append(_sync(mission, mission.other))
        nothing.append(_sync(mission, mission.officer))
        bare.append(_bare_request(mission.hub.url))
    for what, spent, sent in (
        (f"push {EDITS} edits", pushed, [each.up for each in pushed]),
        (f"pull {EDITS} edits", pulled, [each.down for each in pulled]),
    ):
        yield _timed(what, size, spent, statistics.median(bare))
        least = "zlib 6 of the answers"
        yield _row(f"{what} bytes", size, "B", statistics.median(sent), least, floor)
    yield _timed("nothing to do", size, nothing, statistics.median(bare))
    both = statistics.median([each.up + each.down for each in nothing])
    yield _row("nothing to do bytes", size, "B", both, "HTTP's own lines", sum(mission.lines))


def _slow(mission: _Mission) -> Iterator[dict[str, Any]]:
    """A thousand saves over a satellite: answers that have changed, and new records."""
    officer = mission.officer
    known = [r for kind in _LATER for r in records.query(officer, Wanted(kind, limit=SLOW_SAVES))]
    edits = [invented.other_code(r, _LATER[r.kind], n) for n, r in enumerate(known)]
    new = list(invented.changes(SLOW_SAVES, seed=SLOW_SAVES))
    for what, changes in (("edits", edits[:SLOW_SAVES]), ("new records", new)):
        ids = [records.save(officer, change) for change in changes]
        http_hub = HttpHub(mission.hub.url)
        link = SlowLink(http_hub, mission.lines)
        sync(_waiting_for(officer, link), link, Progress())
        http_hub.close()
        lines = _as_lines([(i, c.kind, c.values) for i, c in zip(ids, changes, strict=True)])
        least = SLOW_DELAY_S + len(zlib.compress(lines, 6)) / SLOW_BYTES_A_SECOND
        yield _row(
            f"satellite, {what}", len(changes), "s, worked out", link.seconds,
            "one request, zlib 6 of the answers", least,
            requests=link.requests, bytes_up=link.up, bytes_down=link.down,
        )  # fmt: skip


def _waiting_for(workspace: Workspace, link: SlowLink) -> Workspace:
    """Return the workspace with a clock on which the link is as slow as it would be."""
    around = workspace.around

    def wall_ms() -> int:
        return around.wall_ms() + int(link.seconds * 1000)

    return replace(workspace, around=Surroundings(wall_ms, around.random))


def _edits(workspace: Workspace, turn: int) -> list[Change]:
    known = [
        record
        for kind in invented.KINDS
        for record in records.query(workspace, Wanted(kind, limit=EDITS // 2))
    ]
    return [invented.edit(r.kind, r.id, seed=turn * EDITS + n) for n, r in enumerate(known)]


def _bare_insert(found: Sequence[Record], file: Path, key: bytes) -> float:
    """Return the seconds that the rows of these records take in a bare encrypted file."""
    rows = [
        [r.id, r.kind, None, r.values.get("place"), None, r.changed, 0, 0, journal.to_body(r)]
        for r in found
    ]
    with yardstick(file, key) as bare:
        began = time.perf_counter()
        bare.insert_all(rows)
        return time.perf_counter() - began


def _bare_request(url: str) -> float:
    """Return the seconds of one request to the hub that asks for nothing."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port)
    connection.connect()
    began = time.perf_counter()
    connection.request("GET", "/health")
    connection.getresponse().read()
    seconds = time.perf_counter() - began
    connection.close()
    return seconds


def _as_lines(answers: Sequence[tuple[str, str, Values]]) -> bytes:
    """Return what was said as lines of JSON, with nothing about who, when and from what."""
    lines = ({"id": i, "kind": kind, **values} for i, kind, values in answers)
    return "\n".join(json.dumps(line, ensure_ascii=False) for line in lines).encode()


def _timed(what: str, size: int, spent: Sequence[_Spent], least: float) -> dict[str, Any]:
    seconds = statistics.median([each.seconds for each in spent])
    return _row(
        what, size, "ms", seconds * 1000, "bare request", least * 1000,
        client_cpu_s=_short(statistics.median([each.client_cpu_s for each in spent])),
        requests=statistics.median([each.requests for each in spent]),
    )  # fmt: skip


def _row(
    what: str, size: int, unit: str, median: float, limit: str, least: float, **more: object
) -> dict[str, Any]:
    """Return one line of the answer; the ratio says how many times the limit ours costs."""
    ratio = least / median if unit.endswith("/s") else median / least
    return {
        "what": what,
        "size": size,
        "median": round(median, 3),
        "unit": unit,
        "limit": limit,
        "limit_median": round(least, 3),
        "ratio": round(ratio, 2),
        "peak_mb": peak_mb(),
        **more,
    }


def _short(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 4)


def _line(row: dict[str, Any]) -> str:
    usual = {"what", "size", "median", "unit", "limit", "limit_median", "ratio", "peak_mb"}
    more = "".join(f", {name} {value}" for name, value in row.items() if name not in usual)
    return (
        f"{row['what']} ({row['size']}): {row['median']} {row['unit']}, {row['limit']}"
        f" {row['limit_median']}, ratio {row['ratio']}{more}"
    )
