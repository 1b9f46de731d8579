"""`reveal`: showing what can point to a person: alone, with a second person, or without a key."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from fieldapp.cli.call import Call, Command, shared_options, with_call
from fieldapp.cli.export import FileIsThere, write_new
from fieldapp.cli.files import read_small
from fieldapp.cli.noting import note_reading
from fieldapp.cli.opening import opened
from fieldapp.cli.records import as_form, as_json
from fieldapp.domain.disclosure import disclose
from fieldapp.domain.kinds import kind_named
from fieldapp.domain.schema import RecordKind, Values
from fieldapp.errors import WrongUse
from fieldapp.language import N_
from fieldapp.store import glass, records
from fieldapp.store.openings import Opening
from fieldapp.store.workspace import Workspace
from fieldapp.sync.members.signed import LONGEST
from fieldapp.sync.reveal import revealing
from fieldapp.sync.reveal.approving import Looked, look_at
from fieldapp.sync.reveal.approving import approve as approve_it
from fieldapp.sync.reveal.terms import reasons


class NoReason(WrongUse):
    """Neither a reason nor an approval, which brings one."""

    text = N_("An identity is shown for a reason.")
    remedy = N_("Give one with --reason ({known}), or an approval with --approval.")


class Commands(click.Group):
    """Commands of which one needs no name: what is no command is the kind of a record."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; without its name it is `show`."""
        return super().resolve_command(ctx, args if args[0] in self.commands else ["show", *args])


REASON = click.option("--reason", help=f"Why; one of: {', '.join(reasons())}.")
MINUTES = click.option(
    "--minutes", type=click.IntRange(min=1), metavar="N", help="For so long; the mission's limit."
)
OUTPUT = click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    metavar="FILE",
    help="File to write; one that exists is never written over.",
)


@click.group("reveal", cls=Commands, params=shared_options(), no_args_is_help=True)
def reveal() -> None:
    """Show for some minutes what can point to a person, for a reason.

    It is noted in the audit log and told to the protection cell with the next sync. Where the
    mission wants two persons, and where this laptop does not hold the key, somebody else has to
    approve: the request and the approval are files.

    \b
    Example:
      fieldapp reveal incident 018f... --reason referral
      fieldapp reveal ask incident 018f... --reason danger -o ask.json
      fieldapp reveal approve ask.json -o approval.json
      fieldapp reveal incident 018f... --approval approval.json
    """


@reveal.command(
    "show",
    cls=Command,
    example="fieldapp reveal show incident 018f... --reason referral\n"
    "fieldapp reveal incident 018f... --approval approval.json",
)
@click.argument("kind")
@click.argument("record", metavar="ID")
@REASON
@MINUTES
@click.option(
    "--approval", type=click.Path(path_type=Path), metavar="FILE", help="What a second person gave."
)
@with_call
def show(
    call: Call,
    kind: str,
    record: str,
    reason: str | None,
    minutes: int | None,
    approval: Path | None,
) -> None:
    """Show one record with what can point to a person; for some minutes every list shows it."""
    wanted = kind_named(kind)
    if approval is None and reason is None:
        raise NoReason(known=", ".join(reasons()))
    content = read_small(approval, LONGEST + 1) if approval else b""
    with opened(call) as workspace:
        if approval is not None:
            opening = revealing.use(workspace, kind, record, content)
        else:
            opening = revealing.reveal(workspace, kind, record, reason or "", minutes)
        document, lines = _shown(call, workspace, wanted, opening)
    until = call.text(N_("Shown until {until}.")).format(until=_local(opening.until))
    call.answer({"until": opening.until, "record": document}, [*lines, until])


@reveal.command(
    "ask",
    cls=Command,
    example="fieldapp reveal ask incident 018f... --reason danger -o ask.json",
)
@click.argument("kind")
@click.argument("record", metavar="ID")
@REASON
@MINUTES
@OUTPUT
@with_call
def ask(
    call: Call, kind: str, record: str, reason: str | None, minutes: int | None, output: Path
) -> None:
    """Write a request to see one record, for somebody who may read it to approve.

    The file holds no answer of the record. Where this laptop lacks the key, whoever approves seals
    the answers to it.
    """
    kind_named(kind)
    if reason is None:
        raise NoReason(known=", ".join(reasons()))
    with opened(call) as workspace:
        made = revealing.ask(workspace, kind, record, reason, minutes)
        write_new(output, made.text.encode())
    until = call.text(N_("It can be used until {until}.")).format(until=_local(made.until))
    document = {
        "file": str(output), "id": made.id, "until": made.until, "minutes": made.minutes,
        "without_key": made.glass,
    }  # fmt: skip
    call.answer(document, [str(output), until])


@reveal.command(
    "approve",
    cls=Command,
    example="fieldapp reveal approve ask.json -o approval.json\n"
    "fieldapp reveal approve ask.json --second 1f2e3d4c5b6a7988 -o half.json\n"
    "fieldapp reveal approve half.json -o approval.json",
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--second", metavar="DEVICE", default="", help="Who has to let it through as well.")
@click.option("--look", is_flag=True, help="Only show what is asked, and by whom.")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
    help="File to write; one that exists is never written over.",
)  # fmt: skip
@with_call
def approve(call: Call, file: Path, second: str, look: bool, output: Path | None) -> None:
    """Approve the request of somebody else, or let through what was sealed to this laptop.

    Approve only what you were told of by whoever asks. It is noted, and told with the next sync.
    """
    if output is None and not look:
        raise click.UsageError("Missing option '-o'.")
    content = read_small(file, LONGEST + 1)
    if output is not None and output.exists():
        raise FileIsThere(file=output)  # before it is noted as given
    with opened(call) as workspace:
        looked = look_at(workspace, content)
        if output is not None and not look:
            made = approve_it(workspace, content, second)
            write_new(output, made.text.encode())
    document = _looked(looked) | {"file": None if look else str(output)}
    call.answer(document, _looked_lines(call, looked, document["file"]))


@reveal.command("list", cls=Command, example="fieldapp reveal list --json")
@with_call
def list_open(call: Call) -> None:
    """Show what is revealed at this moment, and until when."""
    with opened(call) as workspace:
        found = revealing.open_now(workspace)
    document = [
        {
            "kind": each.kind, "id": each.record, "reason": each.reason, "until": each.until,
            "without_key": each.glass,
        }
        for each in found
    ]  # fmt: skip
    call.answer(document, [f"{each.kind} {each.record}  {_local(each.until)}" for each in found])


@reveal.command("hide", cls=Command, example="fieldapp reveal hide")
@with_call
def hide(call: Call) -> None:
    """End everything that is revealed now. What was opened without the key is forgotten."""
    with opened(call) as workspace:
        found = revealing.open_now(workspace)
        for opening in found:
            revealing.hide(workspace, opening)
    words = call.language.plural(
        "{n} record is masked again", "{n} records are masked again", len(found)
    )
    call.answer({"hidden": [each.record for each in found]}, [words])


def _shown(
    call: Call, workspace: Workspace, kind: RecordKind, opening: Opening
) -> tuple[dict[str, object], list[str]]:
    """Return a record as it is shown while an opening holds: as JSON, and as lines."""
    if opening.glass:
        values: Values = next(
            (each.values for each in glass.shown(workspace) if each.opening.id == opening.id), {}
        )
        return {"id": opening.record, "kind": kind.name, **values}, _glass_lines(call, kind, values)
    shown = disclose(records.load(workspace, kind.name, opening.record), workspace.reader)
    note_reading(workspace, kind.name, [shown], record=opening.record, step="reveal")
    return as_json(shown), as_form(call, kind, shown)


def _glass_lines(call: Call, kind: RecordKind, values: Values) -> list[str]:
    return [
        f"{call.text(field.label)}: {field.type.show(values[field.name], call.language)}"
        for field in kind.fields
        if values.get(field.name) is not None
    ]


def _looked(looked: Looked) -> dict[str, Any]:
    return {
        "asked_by": looked.asker.name,
        "device": looked.asker.device,
        "role": looked.asker.role,
        "kind": looked.ask.kind,
        "id": looked.ask.record,
        "reason": looked.ask.reason,
        "minutes": looked.ask.minutes,
        "until": looked.ask.until,
        "without_key": looked.ask.glass,
        "approved_by": looked.first.name if looked.first else None,
        "needs_second": looked.needs_second,
    }


def _looked_lines(call: Call, looked: Looked, file: object) -> Iterator[str]:
    if file:
        yield str(file)
    yield f"{looked.asker.name} ({looked.asker.role})  {looked.ask.kind} {looked.ask.record}"
    yield f"{looked.ask.reason}, {looked.ask.minutes} min, {_local(looked.ask.until)}"
    if looked.ask.glass:
        yield call.text(N_("The laptop that asks does not hold the key of this record."))


def _local(instant: str) -> str:
    return datetime.fromisoformat(instant).astimezone().strftime("%Y-%m-%d %H:%M")
