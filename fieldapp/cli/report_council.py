"""`report poster`, `entry-sheet`, `pictograms`: what goes with the council's paper."""

from datetime import date
from pathlib import Path

import click

from fieldapp.cli.call import Call, Command, with_call
from fieldapp.cli.opening import opened
from fieldapp.cli.paper_options import (
    CODE,
    FIRST_OR_CODE,
    LAST_OR_CODE,
    OUTPUT,
    PLACE_OR_CODE,
    PREVIEW,
    manner,
    manner_of_forms,
    period_asked,
)
from fieldapp.cli.papers.local import PICTOGRAMS
from fieldapp.cli.releasing import GoingOut, going_out
from fieldapp.cli.report import answer_paper
from fieldapp.domain.papers.order import Manner, PaperOrder
from fieldapp.language import N_


@click.command(
    "poster",
    cls=Command,
    example="fieldapp report poster --code GHTK-7K2M --leaf tiles -o wall.pdf",
)
@PLACE_OR_CODE
@FIRST_OR_CODE
@LAST_OR_CODE
@CODE
@OUTPUT
@PREVIEW
@with_call
@going_out
@manner
def poster(
    call: Call,
    going: GoingOut,
    manner: Manner,
    place: str,
    first: date | None,
    last: date | None,
    code: str,
    output: Path | None,
    preview: bool,
) -> None:
    """Make the poster of the notice board: what was promised, what was said, the works.

    It comes on A3, or with --leaf tiles on four leaves of A4 to be glued together.
    """
    period = period_asked(place, first, last, code)
    order = PaperOrder("poster", manner, place=place, period=period, code=code)
    answer_paper(call, order, output, going, preview=preview)


@click.command(
    "entry-sheet",
    cls=Command,
    example="fieldapp report entry-sheet --code GHTK-7K2M -o notes.pdf",
)
@click.option("--code", required=True, help="Code of the paper whose answer is noted.")
@OUTPUT
@PREVIEW
@with_call
@manner_of_forms
def entry_sheet(call: Call, manner: Manner, code: str, output: Path | None, preview: bool) -> None:
    """Make the sheet on which you note what the council answers, to be typed in afterwards.

    It has the numbers of the paper and the order of the window, and is for the team alone.
    """
    answer_paper(call, PaperOrder("entry_sheet", manner, code=code), output, preview=preview)


@click.command("pictograms", cls=Command, example="fieldapp report pictograms --json")
@with_call
def pictograms(call: Call) -> None:
    """Say which pictograms the mission has drawn itself, and whether they can be printed.

    They are SVG files in the folder “pictograms” of the workspace, each named like ours that it
    replaces. They are not sent to other laptops: copy the folder.
    """
    from fieldapp.reports.own_pictograms import read_own

    with opened(call) as workspace:
        folder = workspace.folder / PICTOGRAMS
        own = sorted(read_own(folder))
    none = call.text(N_("There are none of your own in {folder}.")).format(folder=folder)
    call.answer({"folder": str(folder), "own": own}, own or [none])
