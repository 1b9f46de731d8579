"""`report`: papers as PDF files."""

from datetime import date, datetime
from pathlib import Path

import click

from fieldapp.cli.call import Call, Command, with_call
from fieldapp.cli.files import CannotWrite
from fieldapp.cli.noting import note_file
from fieldapp.cli.opening import opened
from fieldapp.cli.paper import Made, make_joint_review, preview_joint_review
from fieldapp.cli.receipt import make_receipt, preview_receipt
from fieldapp.cli.record_paper import make_record_sheet, preview_record_sheet
from fieldapp.cli.telling import answer_preview
from fieldapp.domain.council.leave_out import LeftOut, answer_named
from fieldapp.domain.kinds import kind_named
from fieldapp.errors import WrongUse
from fieldapp.language import N_, PAPER_LANGUAGES, load_language
from fieldapp.store.audit import Act, Detail


class IsoDay(click.ParamType[date]):
    """A day as year-month-day."""

    name = "day"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Return the date, or say that there is no such day."""
        try:
            return datetime.strptime(str(value), "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            self.fail("This is not a date. Write it as year-month-day: 2026-11-30.", param, ctx)


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
PREVIEW = click.option(
    "--preview",
    is_flag=True,
    help="Show what the paper would tell somebody who finds it, and write none.",
)


@click.group("report")
def report() -> None:
    """Make papers."""


@report.command(
    "joint-review",
    cls=Command,
    example="fieldapp report joint-review --place Gorom --from 2026-08-01 --to 2026-11-30"
    " --language ar -o gorom.pdf",
)
@click.option("--place", required=True, help="P-code, id or name of the place.")
@click.option("--from", "first", type=IsoDay(), required=True, help="First day of the period.")
@click.option("--to", "last", type=IsoDay(), required=True, help="Last day of the period.")
@click.option("--language", type=click.Choice(list(PAPER_LANGUAGES)), help="Language of the paper.")
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
def joint_review(
    call: Call,
    place: str,
    first: date,
    last: date,
    language: str | None,
    output: Path | None,
    preview: bool,
    left_out: tuple[str, ...],
    because: str,
) -> None:
    """Make the paper that a village council reads, argues with and signs.

    It holds no incident, no name and no count that could point to a person. A telephone number, a
    position, a name or the day of a payment in somebody's words keeps it from being made.
    """
    of_paper = load_language(language) if language else call.language
    kept_off = LeftOut(tuple(answer_named(text) for text in left_out), because)
    if not preview and output is None:
        raise NoFile
    with opened(call) as workspace:
        if preview or output is None:
            answer_preview(call, preview_joint_review(workspace, place, first, last, kept_off))
            return
        try:
            made = make_joint_review(workspace, place, first, last, of_paper, output, kept_off)
        except OSError:
            raise CannotWrite(file=output) from None
        detail: Detail = {"paper": "joint_review", "pages": made.pages, "code": made.code}
        if kept_off.answers:
            detail = {**detail, "left_out": kept_off.named, "because": because}
        note_file(workspace, output, Act.PRINTED, "place", made.place, detail)
    _answer(call, made)


@report.command(
    "record",
    cls=Command,
    example="fieldapp report record --kind meeting --id 018f... --language ar -o meeting.pdf",
)
@click.option("--kind", required=True, help="Kind of the record.")
@click.option("--id", "record", required=True, help="Its id.")
@click.option("--language", type=click.Choice(list(PAPER_LANGUAGES)), help="Language of the paper.")
@OUTPUT
@PREVIEW
@with_call
def record_sheet(
    call: Call, kind: str, record: str, language: str | None, output: Path | None, preview: bool
) -> None:
    """Make the paper of one record with its rows: what you may see, for your own eyes.

    Every page says whom it is for. It is no paper for the community unless all of it is public.
    """
    kind_named(kind)
    of_paper = load_language(language) if language else call.language
    if not preview and output is None:
        raise NoFile
    with opened(call) as workspace:
        if preview or output is None:
            answer_preview(call, preview_record_sheet(workspace, kind, record, of_paper))
            return
        try:
            made = make_record_sheet(workspace, kind, record, of_paper, output)
        except OSError:
            raise CannotWrite(file=output) from None
        note_file(workspace, output, Act.PRINTED, kind, record, {"pages": made.pages})
    _answer(call, made)


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
@click.option("--language", type=click.Choice(list(PAPER_LANGUAGES)), help="Language of the slip.")
@OUTPUT
@PREVIEW
@with_call
def receipt(
    call: Call,
    feedback: str,
    place: str,
    language: str | None,
    output: Path | None,
    preview: bool,
) -> None:
    """Make the slip that somebody who complained carries home: a code, where to ask, from when on.

    It says nothing of what was said or how grave it is, and looks the same for praise.
    """
    of_paper = load_language(language) if language else call.language
    if not preview and output is None:
        raise NoFile
    with opened(call) as workspace:
        if preview or output is None:
            answer_preview(call, preview_receipt(workspace, feedback, place))
            return
        try:
            made = make_receipt(workspace, feedback, place, of_paper, output)
        except OSError:
            raise CannotWrite(file=output) from None
        note_file(workspace, output, Act.PRINTED, "feedback", feedback, {"paper": "receipt"})
    _answer(call, made)


def _answer(call: Call, made: Made) -> None:
    document = {
        "file": str(made.file),
        "pages": made.pages,
        "withheld": made.withheld,
        "code": made.code,
        "tells": dict(made.tells),
    }
    withheld = call.text(N_("Pages: {pages}. Left out to protect people: {withheld}."))
    call.answer(document, [str(made.file), withheld.format(**document)])
