"""`report`: papers as PDF files."""

import functools
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from fieldapp.cli.call import Call, Command, with_call
from fieldapp.cli.files import CannotWrite
from fieldapp.cli.iso_day import IsoDay
from fieldapp.cli.noting import note_file
from fieldapp.cli.opening import opened
from fieldapp.cli.papers.making import make_paper, preview_paper
from fieldapp.cli.papers.prepared import Made
from fieldapp.cli.report_plain import plain_command
from fieldapp.cli.telling import answer_preview
from fieldapp.domain.council.leave_out import LeftOut, answer_named
from fieldapp.domain.council.paper import Period
from fieldapp.domain.kinds import kind_named
from fieldapp.domain.papers.order import Manner, PaperOrder
from fieldapp.domain.papers.sorts import SORTS
from fieldapp.errors import WrongUse
from fieldapp.language import LANGUAGES, N_
from fieldapp.store.audit import Act, Detail


class NoFile(WrongUse):
    """A paper with nowhere to put it."""

    text = N_("No file is named for the paper.")
    remedy = N_("Add -o FILE, or --preview to see what it would tell whoever finds it.")


OUTPUT = click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="PDF file to write.",
)
PLACE = click.option("--place", required=True, help="P-code, id or name of the place.")
FIRST = click.option(
    "--from", "first", type=IsoDay(), required=True, help="First day of the period."
)
LAST = click.option("--to", "last", type=IsoDay(), required=True, help="Last day of the period.")
PREVIEW = click.option(
    "--preview",
    is_flag=True,
    help="Show what the paper would tell somebody who finds it, and write none.",
)


def manner(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of how its paper is printed, as one value ``manner``."""

    @functools.wraps(command)
    def with_manner(call: Call, *, language: str | None, **asked: Any) -> None:
        command(call, manner=Manner(language or call.language.code), **asked)

    return click.option(
        "--language", type=click.Choice(list(LANGUAGES)), help="Language of the paper."
    )(with_manner)


@click.group("report")
def report() -> None:
    """Make papers."""


@report.command(
    "joint-review",
    cls=Command,
    example="fieldapp report joint-review --place Gorom --from 2026-08-01 --to 2026-11-30"
    " --language ar -o gorom.pdf",
)
@PLACE
@FIRST
@LAST
@OUTPUT
@PREVIEW
@click.option(
    "--leave-out",
    "left_out",
    multiple=True,
    metavar="ID.FIELD",
    help="Keep this answer off the paper; may be given several times.",
)
@click.option("--because", default="", metavar="REASON", help="Why something is left out.")
@with_call
@manner
def joint_review(
    call: Call,
    manner: Manner,
    place: str,
    first: date,
    last: date,
    output: Path | None,
    preview: bool,
    left_out: tuple[str, ...],
    because: str,
) -> None:
    """Make the paper that a village council reads, argues with and signs.

    It holds no incident, no name and no count that could point to a person. A telephone number, a
    position, a name or the day of a payment in somebody's words keeps it from being made.
    """
    kept_off = LeftOut(tuple(answer_named(text) for text in left_out), because)
    period = Period(first.isoformat(), last.isoformat())
    order = PaperOrder("joint_review", manner, place=place, period=period, left_out=kept_off)
    answer_paper(call, order, output, preview=preview)


@report.command(
    "record",
    cls=Command,
    example="fieldapp report record --kind meeting --id 018f... --language ar -o meeting.pdf",
)
@click.option("--kind", required=True, help="Kind of the record.")
@click.option("--id", "record", required=True, help="Its id.")
@OUTPUT
@PREVIEW
@with_call
@manner
def record_sheet(
    call: Call, manner: Manner, kind: str, record: str, output: Path | None, preview: bool
) -> None:
    """Make the paper of one record with its rows: what you may see, for your own eyes.

    Every page says whom it is for. It is no paper for the community unless all of it is public.
    """
    kind_named(kind)
    order = PaperOrder("record", manner, kind=kind, record=record)
    answer_paper(call, order, output, preview=preview)


@report.command(
    "receipt",
    cls=Command,
    example="fieldapp report receipt --feedback 018f... --language ar -o slip.pdf",
)
@click.option("--feedback", required=True, help="Id of the feedback.")
@click.option(
    "--place",
    default="",
    help="P-code, id or name of where to ask. Default: the place of the feedback.",
)
@OUTPUT
@PREVIEW
@with_call
@manner
def receipt(
    call: Call, manner: Manner, feedback: str, place: str, output: Path | None, preview: bool
) -> None:
    """Make the slip that somebody who complained carries home: a code, where to ask, from when on.

    It says nothing of what was said or how grave it is, and looks the same for praise.
    """
    order = PaperOrder("receipt", manner, place=place, record=feedback)
    answer_paper(call, order, output, preview=preview)


def answer_paper(call: Call, order: PaperOrder, output: Path | None, *, preview: bool) -> None:
    """Make the paper of an order, note that in the audit log and say what it is; or say what it
    would tell whoever finds it.

    Raises:
        NoFile: Neither was asked for.
        UserError: As `making.make_paper`.
        CannotWrite: The file cannot be written.
    """
    if not preview and output is None:
        raise NoFile
    with opened(call) as workspace:
        if preview or output is None:
            answer_preview(call, preview_paper(workspace, order))
            return
        try:
            made = make_paper(workspace, order, output)
        except OSError:
            raise CannotWrite(file=output) from None
        note_file(workspace, output, Act.PRINTED, made.kind, made.record, _detail(order, made))
    document = {
        "file": str(made.file),
        "pages": made.pages,
        "withheld": made.withheld,
        "code": made.code,
        "tells": dict(made.tells),
    }
    withheld = call.text(N_("Pages: {pages}. Left out to protect people: {withheld}."))
    call.answer(document, [str(made.file), withheld.format(**document)])


def _detail(order: PaperOrder, made: Made) -> Detail:
    detail: dict[str, str | int] = {"paper": order.sort, "pages": made.pages, "code": made.code}
    if order.left_out.answers:
        detail |= {"left_out": order.left_out.named, "because": order.left_out.because}
    return detail


for _sort in SORTS.values():
    if _sort.command not in report.commands:
        report.add_command(plain_command(_sort, manner, answer_paper, OUTPUT, PREVIEW))
