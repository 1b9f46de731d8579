"""Programs that draw samples, each in processes of its own, in turns on one machine."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import fieldapp
from fieldapp.errors import UserError
from fieldapp.language import N_
from fieldapp.paths import resource


class DrewNothing(UserError):
    """A program ended without having drawn what it was to draw."""

    text = N_("{program} drew nothing.")


@dataclass(frozen=True)
class Program:
    """What draws.

    Attributes:
        name: As its makers write it.
        module: Of this package.
        needs: What it imports, "" for what is here anyway.
        python: The Python that has it.
    """

    name: str
    module: str
    needs: str = ""
    python: str = sys.executable


OURS, LIMIT = Program("fieldapp", "ours"), Program("ReportLab alone", "bare")
OTHERS = (
    Program("Typst", "typst", "typst"),
    Program("fpdf2", "fpdf2", "fpdf"),
    Program("WeasyPrint", "weasyprint", "weasyprint"),
)


@dataclass
class Times:
    """What a program took.

    Attributes:
        took: Seconds by the clock, of each sample or of each whole batch.
        worked: Seconds of processor, of the same.
        peak_mb: The most memory that any of its processes held.
    """

    took: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)
    peak_mb: float | None = None

    @property
    def medians(self) -> tuple[float, float]:
        """By the clock and of processor, in seconds."""
        return statistics.median(self.took), statistics.median(self.worked)


@dataclass(frozen=True)
class Told:
    """What one process told about its samples, in seconds and MiB."""

    took: Sequence[float]
    worked: Sequence[float]
    peak_mb: float | None


def others_in(python: str) -> list[Program]:
    """Those of the other programs that a Python has."""
    code = "import sys, importlib.util as u; print(*[n for n in sys.argv[1:] if u.find_spec(n)])"
    command = [python, "-c", code, *(program.needs for program in OTHERS)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - named by who measures
    except (OSError, subprocess.CalledProcessError):
        raise DrewNothing(program=python) from None
    found = done.stdout.split()
    return [
        Program(one.name, one.module, one.needs, python) for one in OTHERS if one.needs in found
    ]


def draw_samples(
    program: Program,
    language: str,
    first: int,
    count: int,
    rows: int,
    out: Path,
    processes: int = 1,
) -> list[Told]:
    """Draw `count` samples from number `first` on, shared out to so many processes at once.

    Args:
        out: Where the last sample of the last process is left, as a PDF file.

    Raises:
        DrewNothing: A process failed.
    """
    shares = [count // processes + (n < count % processes) for n in range(processes)]
    running = []
    for share in shares:
        numbers = (str(first), str(share), str(rows))
        fonts = str(resource("fonts"))
        running.append(_start(program, fonts, language, *numbers, str(out)))
        first += share
    return [_ended(program, process) for process in running]


def time_batch(program: Program, count: int, rows: int, out: Path, processes: int) -> Times:
    """Time drawing a batch, from starting the first process until the last has ended."""
    began = time.perf_counter()
    told = draw_samples(program, "en", 0, count, rows, out, processes)
    took = time.perf_counter() - began
    peaks = [one.peak_mb for one in told if one.peak_mb is not None]
    return Times([took], [sum(sum(one.worked) for one in told)], max(peaks, default=None))


def _start(program: Program, *given: str) -> subprocess.Popen[str]:
    command = [program.python, "-m", "fieldapp.cli.samples.draw", program.module, *given]
    around = {**os.environ, "PYTHONPATH": str(Path(fieldapp.__file__).parent.parent)}
    return subprocess.Popen(  # noqa: S603 - our own module, in a Python named by who measures
        command, env=around, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )


def _ended(program: Program, process: subprocess.Popen[str]) -> Told:
    said, _ = process.communicate()
    if process.returncode:
        raise DrewNothing(program=program.name)
    return Told(**json.loads(said.splitlines()[-1]))
