"""`bench sync-simulation`: whole missions in one process, with everything going wrong."""

from collections.abc import Iterator, Mapping
from typing import Any

import click

from fieldapp.cli.call import Call, Command, with_call


@click.command(
    "sync-simulation", cls=Command, example="fieldapp bench sync-simulation --seeds 1000 --json"
)
@click.option("--seeds", type=click.IntRange(min=1), default=1000, show_default=True)
@click.option("--first-seed", type=click.IntRange(min=0), default=1, show_default=True)
@click.option("--processes", type=click.IntRange(min=1), default=1, show_default=True)
@with_call
def bench_sync_simulation(call: Call, seeds: int, first_seed: int, processes: int) -> int:
    """Let laptops and a hub meet every fault, and see whether anything was lost.

    The same seed gives the same story. A seed that fails is told with its story; run it alone with
    --seeds 1 --first-seed N.
    """
    document = call.openers.simulate(first_seed, seeds, processes, call.progress())
    call.answer(document, _lines(document))
    return 1 if document["failures"] else 0


def _lines(document: Mapping[str, Any]) -> Iterator[str]:
    failures = document["failures"]
    for failure in failures:
        yield f"{failure['story']}\n"
    for name, number in document.items():
        if isinstance(number, int | float):
            yield f"{name.replace('_', ' ')}: {number}"
    faults = document["faults"]
    yield f"faults: {sum(faults.values())}"
    for name, number in faults.items():
        yield f"  {name}: {number}"
    seeds = ", ".join(str(failure["seed"]) for failure in failures)
    yield f"failures: {len(failures)}" + (f" (seeds {seeds})" if seeds else "")
