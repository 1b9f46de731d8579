"""`bench window`: the real window on a large ledger, against the least that Qt needs for the same.

What is measured stands in `fieldapp.ui.bench_list`; the window is opened where nobody sees it.
"""

import tempfile
from collections.abc import Mapping
from pathlib import Path

import click

from fieldapp.cli.call import Call, Command, with_call


@click.command("window", cls=Command, example="fieldapp bench window --records 100000 --json")
@click.option(
    "--records",
    "size",
    type=click.IntRange(min=200),
    default=100_000,
    show_default=True,
    metavar="N",
    help="Invented meetings in the workspace. Making 100,000 takes about a minute and a half.",
)
@click.option("--repeats", type=click.IntRange(min=1), default=5, show_default=True)
@click.option(
    "--out",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    metavar="DIR",
    help="Folder on the disk to measure. Default: the folder for temporary files.",
)
@with_call
def bench_window(call: Call, size: int, repeats: int, out: Path | None) -> None:
    """Measure opening, filtering, sorting, searching and scrolling a list in the real window."""
    with tempfile.TemporaryDirectory(prefix="fieldapp-bench-", dir=out) as name:
        rows = call.openers.bench_window(Path(name), size, repeats, call.progress())
    call.answer(rows, map(_told, rows))


def _told(row: Mapping[str, object]) -> str:
    taken = f"{row['what']} ({row['size']}): {row['median']} {row['unit']}"
    if not row["limit"]:
        return taken
    return (
        f"{taken}, at once {row['longest_at_once']} {row['unit']},"
        f" {row['limit']} {row['limit_median']}, ratio {row['ratio']}"
    )
