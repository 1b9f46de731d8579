"""`bench start`: how soon the window is painted, against a bare window and other programs.

What is measured, and how, stands in `fieldapp.ui.bench_start`.
"""

import click

from fieldapp.cli.call import Call, Command, with_call


@click.command("start", cls=Command, example="fieldapp bench start --beside anki --json")
@click.option(
    "--beside",
    multiple=True,
    metavar="COMMAND",
    help="Another program to start in the same run, as a shell would; may be given several times.",
)
@click.option("--repeats", type=click.IntRange(min=1), default=5, show_default=True)
@with_call
def bench_start(call: Call, beside: tuple[str, ...], repeats: int) -> None:
    """Measure how long it takes until a window is painted on a virtual screen (Xvfb)."""
    found = call.openers.bench_start(beside, repeats, call.progress())
    call.answer(
        found,
        (
            f"{row['program']}: {row['seconds']} s, {row['times_the_limit']} times the limit"
            for row in found["programs"]
        ),
    )
