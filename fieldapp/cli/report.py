"""`report`: papers as PDF files."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from fieldapp.cli.batch import batch
from fieldapp.cli.call import Call, Command, with_call
from fieldapp.cli.commands import Listed
from fieldapp.cli.files import CannotWrite
from fieldapp.cli.opening import opened
from fieldapp.cli.paper_options import (
    AREA,
    CODE,
    FIRST,
    FIRST_OR_CODE,
    LAST,
    LAST_OR_CODE,
    OUTPUT,
    PLACE_OR_CODE,
    PREVIEW,
    IsoDay,
    manner,
    manner_of_forms,
    period_asked,
)
from fieldapp.cli.papers.making import make_paper, preview_paper
from fieldapp.cli.printed import log
from fieldapp.cli.releasing import NOBODY_ASKED, GoingOut, draft, going_out, release
from fieldapp.cli.report_plain import plain_command
from fieldapp.cli.telling import answer_preview
from fieldapp.domain.code import new_code
from fieldapp.domain.council.leave_out import LeftOut, answer_named
from fieldapp.domain.council.paper import Period
from fieldapp.domain.kinds import kind_named
from fieldapp.domain.papers.order import Copy, Manner, PaperOrder
from fieldapp.domain.papers.sorts import SORTS
from fieldapp.errors import WrongUse
from fieldapp.language import N_


class NoFile(WrongUse):
    """A paper with nowhere to put it."""

    text = N_("No file is named for the paper.")
    remedy = N_("Add -o FILE, or --preview to see what it would tell whoever finds it.")


@click.group(
    "report",
    cls=Listed,
    places={
        "poster": "report_council:poster",
        "entry-sheet": "report_council:entry_sheet",
        "pictograms": "report_council:pictograms",
    },
)
def report() -> None:
    """Make papers."""


@report.command(
    "joint-review",
    cls=Command,
    example="fieldapp report joint-review --place Gorom --from 2026-08-01 --to 2026-11-30"
    " --language ar -o gorom.pdf",
)
@PLACE_OR_CODE
@FIRST_OR_CODE
@LAST_OR_CODE
@CODE
@click.option(
    "--read-on",
    type=IsoDay(),
    help="Day on which it is read to the council. Default: today.",
)
@OUTPUT
@PREVIEW
@click.option(
    "--no-signatures",
    is_flag=True,
    help="Nobody signs: it is read aloud, and raised hands are counted.",
)
@click.option(
    "--leave-out",
    "left_out",
    multiple=True,
    metavar="ID.FIELD",
    help="Keep this answer off the paper; may be given several times.",
)
@click.option("--because", default="", metavar="REASON", help="Why something is left out.")
@with_call
@going_out
@manner
def joint_review(
    call: Call,
    going: GoingOut,
    manner: Manner,
    place: str,
    first: date | None,
    last: date | None,
    code: str,
    read_on: date | None,
    output: Path | None,
    preview: bool,
    no_signatures: bool,
    left_out: tuple[str, ...],
    because: str,
) -> None:
    """Make the paper that a village council reads, argues with and signs.

    It holds no incident, no name and no count that could point to a person. A telephone number, a
    position, a name or the day of a payment in somebody's words keeps it from being made. Its joint
    review is kept, so that the paper is found by its code when it comes back; until then it is on
    the list of those that are out.
    """
    order = PaperOrder(
        "joint_review",
        replace(manner, signatures=not no_signatures),
        place=place,
        period=period_asked(place, first, last, code),
        code=code,
        read_on=read_on.isoformat() if read_on else "",
        left_out=LeftOut(tuple(answer_named(text) for text in left_out), because),
    )
    answer_paper(call, order, output, going, preview=preview)


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
@manner_of_forms
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


@report.command(
    "period",
    cls=Command,
    example="fieldapp report period --from 2026-07-01 --to 2026-09-30 -o quarter.pdf",
)
@AREA
@FIRST
@LAST
@OUTPUT
@PREVIEW
@with_call
@manner_of_forms
def period(
    call: Call,
    manner: Manner,
    place: str,
    first: date,
    last: date,
    output: Path | None,
    preview: bool,
) -> None:
    """Make the report of a period for headquarters: counts alone, no word that anybody said.

    No incident is on it; those have a summary of their own.
    """
    during = Period(first.isoformat(), last.isoformat())
    order = PaperOrder("period", manner, place=place, period=during)
    answer_paper(call, order, output, preview=preview)


@report.command(
    "incidents",
    cls=Command,
    example="fieldapp report incidents --from 2026-07-01 --to 2026-09-30"
    ' --copy-for "Head of mission" --copy-for "Protection cell" -o summary.pdf',
)
@AREA
@FIRST
@LAST
@click.option(
    "--copy-for",
    "readers",
    multiple=True,
    required=True,
    metavar="POST",
    help="Whom a copy is for, by their post; once for each copy.",
)
@OUTPUT
@with_call
@going_out
@manner_of_forms
def incidents(
    call: Call,
    going: GoingOut,
    manner: Manner,
    place: str,
    first: date,
    last: date,
    readers: tuple[str, ...],
    output: Path | None,
) -> None:
    """Make the summary of incidents for named posts, each copy counted and in a file of its own.

    It names nobody, and says no more of sexual or gender-based violence than that some is
    recorded. Every page says which copy it is, and for whom.
    """
    during = Period(first.isoformat(), last.isoformat())
    order = PaperOrder("incidents", manner, place=place, period=during)
    answer_copies(call, order, readers, output, going)


def answer_copies(
    call: Call, order: PaperOrder, readers: Sequence[str], output: Path | None, going: GoingOut
) -> None:
    """Make every counted copy of a paper, each noted in the audit log, and say where they are.

    Raises:
        NoFile, UserError, CannotWrite: As `answer_paper`; the copies made before are there.
    """
    if output is None:
        raise NoFile
    code, of = order.code or new_code(), len(readers)
    copies = [Copy(number, of, reader, tuple(readers)) for number, reader in enumerate(readers, 1)]
    order = replace(order, code=code, release=going.release, copy=copies[0])
    files = []
    with opened(call) as workspace:
        if going.ask is not None:
            draft(call, workspace, order, output, going.ask)
            return
        for copy in copies:
            file = output.with_name(f"{output.stem}-{copy.number}{output.suffix}")
            try:
                made = make_paper(workspace, replace(order, copy=copy), file)
            except OSError:
                raise CannotWrite(file=file) from None
            files.append(str(file))
    document = {"files": files, "code": order.code, "pages": made.pages, "withheld": made.withheld}
    call.answer(document, files)


def answer_paper(
    call: Call,
    order: PaperOrder,
    output: Path | None,
    going: GoingOut = NOBODY_ASKED,
    *,
    preview: bool,
) -> None:
    """Make the paper of an order, noted in the audit log, and say what it is; or say what it would
    tell whoever finds it.

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
            if going.ask is not None:
                draft(call, workspace, order, output, going.ask)
                return
            made = make_paper(workspace, replace(order, release=going.release), output)
        except OSError:
            raise CannotWrite(file=output) from None
    document = {
        "file": str(made.file),
        "pages": made.pages,
        "withheld": made.withheld,
        "code": made.code,
        "tells": dict(made.tells),
    }
    withheld = call.text(N_("Pages: {pages}. Left out to protect people: {withheld}."))
    call.answer(document, [str(made.file), withheld.format(**document)])


report.add_command(release)
report.add_command(log)
report.add_command(batch)
_named = report.list_commands(click.Context(report))
for _sort in SORTS.values():
    if _sort.command not in _named:
        report.add_command(plain_command(_sort, answer_paper))
