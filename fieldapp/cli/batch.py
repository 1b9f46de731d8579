"""`report batch`: one paper for every place of an area, into a folder."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from fieldapp.cli.call import Call, Command, with_call
from fieldapp.cli.files import CannotWrite
from fieldapp.cli.opening import opened
from fieldapp.cli.paper_options import FIRST, LAST, manner
from fieldapp.cli.papers.batch import Batch, make_batch, orders_of
from fieldapp.domain.council.paper import Period
from fieldapp.domain.papers.order import Manner, PaperOrder
from fieldapp.domain.papers.sorts import SORTS
from fieldapp.language import N_


@click.command(
    "batch",
    cls=Command,
    example="fieldapp report batch joint-review --area Kelda --from 2026-08-01 --to 2026-11-30"
    " --language ar -o papers",
)
@click.argument("paper", type=click.Choice([s.command for s in SORTS.values() if s.of_places]))
@click.option("--area", default="", help="P-code, id or name. Default: the whole mission.")
@FIRST
@LAST
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    metavar="DIR",
    help="Folder for the papers; made where it is not there.",
)
@with_call
@manner
def batch(
    call: Call,
    manner: Manner,
    paper: str,
    area: str,
    first: date,
    last: date,
    folder: Path,
) -> None:
    """Make one paper for every place of an area that has something on record.

    A paper that must not be made is told with its place, and stops no other. Ctrl+C stops after
    the paper at hand; those that are made stay, and each is in the audit log.
    """
    (sort,) = (each for each in SORTS.values() if each.command == paper)
    period = Period(first.isoformat(), last.isoformat())
    with opened(call) as workspace:
        orders = orders_of(workspace, PaperOrder(sort.name, manner, period=period), area)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            done = make_batch(workspace, orders, folder, call.progress())
        except OSError:
            raise CannotWrite(file=folder) from None
    document = {
        "files": [str(made.file) for made in done.made],
        "pages": sum(made.pages for made in done.made),
        "refused": [
            {"place": each.place, "error": type(each.error).__name__} for each in done.refused
        ],
        "stopped": done.stopped,
        "withheld": sum(made.withheld for made in done.made),
    }
    call.answer(document, _lines(call, done))


def _lines(call: Call, done: Batch) -> Iterator[str]:
    for made in done.made:
        yield str(made.file)
    for each in done.refused:
        yield f"{each.place}: {' '.join(each.error.sentences(call.text)).strip()}"
    if done.stopped:
        yield call.text(N_("Stopped. What is named above was made and stays."))
    yield call.language.plural("{n} paper was made.", "{n} papers were made.", len(done.made))
