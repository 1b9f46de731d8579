"""`bench papers`: what drawing papers costs, against ReportLab alone and beside other programs.

What is drawn, and by which, stands in `samples`. Our papers go through ReportLab, so what it takes
alone for the same words, with the same fonts, is the limit; in Arabic script that is the same
number of letters, which it cannot shape or turn round. Next to it the council's own paper, as the
demonstration makes it: drawn, and as a whole command with its start and unlocking.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
import pypdfium2

from fieldapp.cli.call import Call, Command, with_call
from fieldapp.cli.papers.making import draw_paper
from fieldapp.cli.samples.content import ROWS
from fieldapp.cli.samples.race import (
    LIMIT,
    OURS,
    Program,
    Times,
    draw_samples,
    others_in,
    time_batch,
)
from fieldapp.cli.saving import keep
from fieldapp.cli.scenario import Scenario, read_scenario
from fieldapp.domain.council import Period
from fieldapp.domain.kinds import kind_named
from fieldapp.domain.papers.order import Manner, PaperOrder
from fieldapp.progress import Progress
from fieldapp.store.workspace import Workspace, close, create

LANGUAGES = ("en", "ar")
"""Latin and Arabic script."""

WARM = 3
"""Papers that a process draws after its first, which opens the fonts."""

_PASSPHRASE = "bench only, nothing is in it"  # noqa: S105 - of invented data
_CORES = 2


@click.command("papers", cls=Command, example="fieldapp bench papers --beside python3 --json")
@click.option(
    "--batch",
    type=click.IntRange(min=2),
    default=100,
    show_default=True,
    metavar="N",
    help="Papers in a batch, drawn by two processes.",
)
@click.option(
    "--rows",
    type=click.IntRange(min=4),
    default=ROWS,
    show_default=True,
    metavar="N",
    help="Rows in the table of a sample; 200 make twelve pages.",
)
@click.option("--repeats", type=click.IntRange(min=1), default=3, show_default=True)
@click.option(
    "--beside",
    multiple=True,
    metavar="PYTHON",
    help="A Python that has Typst, fpdf2 or WeasyPrint, to be measured in the same run; may be"
    " given several times.",
)
@click.option("--no-council", is_flag=True, help="Leave out the council's own paper.")
@with_call
def bench_papers(
    call: Call, batch: int, rows: int, repeats: int, beside: tuple[str, ...], no_council: bool
) -> None:
    """Measure drawing a sample of twelve pages, a batch of them, and the council's own paper."""
    programs = [OURS, LIMIT, *(one for python in beside for one in others_in(python))]
    progress = call.progress()
    found: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory(prefix="fieldapp-bench-") as name:
        for language in LANGUAGES:
            found += _samples(
                programs, language, rows, repeats, Path(name) / "sample.pdf", progress
            )
        found += _batches(programs, batch, rows, Path(name) / "sample.pdf", progress)
        if not no_council:
            found += council_papers(Path(name) / "workspace", repeats)
    call.answer(found, (_line(row) for row in found))


def _samples(
    programs: Sequence[Program],
    language: str,
    rows: int,
    repeats: int,
    out: Path,
    progress: Progress,
) -> Iterator[dict[str, Any]]:
    """One sample, in a process that has drawn one before."""
    times = {program: Times() for program in programs}
    pages = dict.fromkeys(programs, 0)
    for turn in range(repeats):  # in turns: whatever else the machine does meets all alike
        for program in programs:
            progress.step(turn, repeats, program.name)
            [told] = draw_samples(program, language, turn * (1 + WARM), 1 + WARM, rows, out)
            times[program].took += told.took[1:]
            times[program].worked += told.worked[1:]
            times[program].peak_mb = max(told.peak_mb or 0, times[program].peak_mb or 0) or None
            pages[program] = _pages(out)
    for program in programs:
        row = _row(f"paper {language}", program, times[program], times[LIMIT])
        yield {
            **row,
            "size": pages[program],
            "pages_s": round(pages[program] * 1000 / row["median"], 1),
        }


def _batches(
    programs: Sequence[Program], count: int, rows: int, out: Path, progress: Progress
) -> Iterator[dict[str, Any]]:
    """A batch on two cores; the others also as they come, in one process."""
    least = Times()
    for program in (LIMIT, *(one for one in programs if one is not LIMIT)):
        ways = (_CORES,) if program in (OURS, LIMIT) else (_CORES, 1)
        for processes in ways:
            progress.step(0, 1, program.name)
            times = time_batch(program, count, rows, out, processes)
            least = times if program is LIMIT else least
            row = _row(f"batch en, {processes} at once", program, times, least)
            pages = _pages(out) * count
            yield {**row, "size": count, "pages_s": round(pages * 1000 / row["median"], 1)}


def council_papers(folder: Path, repeats: int) -> Iterator[dict[str, Any]]:
    """Give the rows of the paper of the demonstration's village, in each script."""
    scenario = read_scenario("gorom", datetime.now(UTC).astimezone().date(), 1)
    workspace, _ = create(folder, _PASSPHRASE, "Bench")
    try:
        for planned in scenario.records:
            keep(workspace, kind_named(planned.kind), planned.answers)
        drawn = [_draw_council_paper(workspace, scenario, code, repeats) for code in LANGUAGES]
    finally:
        close(workspace)
    for code, (times, pages) in zip(LANGUAGES, drawn, strict=True):
        yield _of_a_second(f"council paper {code}", times, pages)
    times = Times()
    for _turn in range(repeats):
        began = time.perf_counter()
        _command(folder, scenario)
        times.took.append(time.perf_counter() - began)
    yield _of_a_second("council paper en, whole command", times, drawn[0][1])


def _draw_council_paper(
    workspace: Workspace, scenario: Scenario, language: str, repeats: int
) -> tuple[Times, int]:
    period = Period(scenario.first.isoformat(), scenario.last.isoformat())
    order = PaperOrder("joint_review", Manner(language), place=scenario.place, period=period)
    times, content = Times(), b""
    for turn in range(repeats + 1):
        began, began_work = time.perf_counter(), time.process_time()
        content = draw_paper(workspace, order).content
        if turn:  # the first one opens the fonts
            times.worked.append(time.process_time() - began_work)
            times.took.append(time.perf_counter() - began)
    with pypdfium2.PdfDocument(content) as document:
        return times, len(document)


def _command(folder: Path, scenario: Scenario) -> None:
    days = ["--from", scenario.first.isoformat(), "--to", scenario.last.isoformat()]
    command = [sys.executable, "-m", "fieldapp", "--workspace", str(folder), "report"]
    subprocess.run(  # noqa: S603 - ourselves
        [*command, "joint-review", "--place", scenario.place, *days, "-o", f"{folder}.pdf"],
        env={**os.environ, "FIELDAPP_PASSPHRASE": _PASSPHRASE},
        stdout=subprocess.DEVNULL,
        check=True,
    )


def _pages(file: Path) -> int:
    with pypdfium2.PdfDocument(file) as document:
        return len(document)


def _row(what: str, program: Program, times: Times, least: Times) -> dict[str, Any]:
    (ours, worked), (limit, least_worked) = times.medians, least.medians
    return {
        "what": what,
        "size": 0,
        "program": program.name,
        "median": round(ours * 1000, 1),
        "unit": "ms",
        "limit": LIMIT.name,
        "limit_median": round(limit * 1000, 1),
        "ratio": round(ours / limit, 2),
        "processor": round(worked * 1000, 1),
        "processor_ratio": round(worked / least_worked, 2),
        "peak_mb": times.peak_mb,
    }


def _of_a_second(what: str, times: Times, pages: int) -> dict[str, Any]:
    took = statistics.median(times.took)
    worked = statistics.median(times.worked) if times.worked else None
    return {
        "what": what,
        "size": pages,
        "program": OURS.name,
        "median": round(took * 1000, 1),
        "unit": "ms",
        "limit": "one second",
        "limit_median": 1000.0,
        "ratio": round(took, 2),
        "processor": worked and round(worked * 1000, 1),
        "processor_ratio": worked and round(worked, 2),
        "peak_mb": None,
        "pages_s": round(pages / took, 1),
    }


def _line(row: dict[str, Any]) -> str:
    return (
        f"{row['what']} ({row['size']}), {row['program']}: {row['median']} {row['unit']},"
        f" {row['limit']} {row['limit_median']}, ratio {row['ratio']};"
        f" processor {row['processor']}, ratio {row['processor_ratio']};"
        f" {row['pages_s']} pages/s, {row['peak_mb']} MB"
    )
