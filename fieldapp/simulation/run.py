"""Running seeds, one or thousands, and what came of them."""

import multiprocessing
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import Any

from fieldapp.progress import Progress
from fieldapp.simulation.ground import Ground, prepared
from fieldapp.simulation.oracle import all_is_well
from fieldapp.simulation.steps import STEPS
from fieldapp.simulation.world import Broken, World

FEWEST_STEPS, MOST_STEPS = 6, 20
COUNTED = (
    "steps", "edits", "clashes", "parcels", "hub restores", "laptop restores", "clones", "killed",
)  # fmt: skip
"""What is counted of each run."""

_BATCH = 50
"""Seeds that one process takes at a time."""


@dataclass(frozen=True)
class Run:
    """What came of one seed.

    Attributes:
        counts: Steps, edits, clashes, kills, restores.
        faults: How often what went wrong on the line and on disks.
        failure: The promise that was not kept, and how; empty where all were.
        oracle: Its name; "crash" where fieldapp itself fell over.
        story: What happened, a line for each step.
    """

    seed: int
    counts: Counter[str]
    faults: Counter[str]
    failure: str
    oracle: str
    story: tuple[str, ...]

    def told(self) -> str:
        """Return the story of the run, to be read."""
        lines = [f"{n:3} {line}" for n, line in enumerate(self.story, 1)]
        return "\n".join([f"Seed {self.seed}", *lines, self.failure or "All is well."])


@dataclass(frozen=True)
class Tally:
    """What came of many seeds; the failures stand in whole."""

    seeds: int
    counts: Counter[str]
    faults: Counter[str]
    failures: tuple[Run, ...]
    seconds: float

    def document(self) -> dict[str, Any]:
        """Return all of it as plain data; each failure with its seed, its promise and its story."""
        return {
            "seeds": self.seeds,
            **{name.replace(" ", "_"): self.counts[name] for name in COUNTED},
            "faults": dict(sorted(self.faults.items())),
            "seconds": self.seconds,
            "failures": [
                {"seed": run.seed, "oracle": run.oracle, "story": run.told()}
                for run in self.failures
            ],
        }


def run_seed(ground: Ground, seed: int) -> Run:
    """Let one seed happen and look at its end."""
    world = World(ground, seed)
    failure = oracle = ""
    try:
        functions = [function for _, function in STEPS]
        weights = [weight for weight, _ in STEPS]
        steps = world.dice.randint(FEWEST_STEPS, MOST_STEPS)
        for step in world.dice.choices(functions, weights, k=steps):
            world.counts["steps"] += 1
            step(world)
        all_is_well(world, seed)
    except Broken as broken:
        failure, oracle = str(broken), broken.oracle
    except Exception:  # noqa: BLE001 - a fault of fieldapp is what is looked for
        failure, oracle = traceback.format_exc(), "crash"
    finally:
        world.close()
    return Run(seed, world.counts, world.faults(), failure, oracle, tuple(world.story))


def run_seeds(seeds: Sequence[int]) -> list[Run]:
    """Let these seeds happen, one after another, on ground of their own."""
    with prepared() as ground:
        return [run_seed(ground, seed) for seed in seeds]


def tally(first: int, count: int, processes: int, progress: Progress) -> Tally:
    """Let seeds happen, in several processes, and add up what came of them.

    Raises:
        Cancelled: The person asked to stop.
    """
    began = time.monotonic()
    batches = [
        range(n, min(n + _BATCH, first + count)) for n in range(first, first + count, _BATCH)
    ]
    counts: Counter[str] = Counter()
    faults: Counter[str] = Counter()
    failures: list[Run] = []
    done = 0
    for runs in _in_processes(batches, processes):
        for run in runs:
            counts += run.counts
            faults += run.faults
            failures += [run] if run.failure else []
        done += len(runs)
        progress.step(done, count)
    seconds = time.monotonic() - began
    return Tally(count, counts, faults, tuple(failures), round(seconds, 1))


def _in_processes(batches: Sequence[range], processes: int) -> Iterator[list[Run]]:
    if processes == 1:
        yield from map(run_seeds, batches)
        return
    spawning = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=spawning) as pool:
        yield from pool.map(run_seeds, batches)
