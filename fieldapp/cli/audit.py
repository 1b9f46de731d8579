"""`audit`, `audit export`, `audit verify`: who read, printed, exported and revealed what."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from fieldapp.cli.call import Call, Command, call_of, shared_options, with_call
from fieldapp.cli.export import write_new
from fieldapp.cli.files import read_small
from fieldapp.cli.noting import note_file
from fieldapp.cli.opening import opened
from fieldapp.cli.paper_options import IsoDay
from fieldapp.errors import UserError
from fieldapp.language import N_
from fieldapp.store import audit as log
from fieldapp.store.audit import ACTS, Act, Entry, Sought
from fieldapp.sync.audit_file import LARGEST_FILE, Verified, verify_log, write_log


class LogDoesNotHold(UserError):
    """A signed log that contradicts itself, or what its laptop told of it."""

    text = N_("This audit log is not whole: {count} faults.")
    remedy = N_("Ask whose laptop it is, and look at what they had access to.")


@click.group("audit", invoke_without_command=True, params=shared_options(), context_settings={})
@click.option("--act", type=click.Choice([act.value for act in Act]), help="Only this act.")
@click.option("--from", "first", type=IsoDay(), help="First day.")
@click.option("--to", "last", type=IsoDay(), help="Last day.")
@click.option("--limit", type=click.IntRange(min=0), metavar="N", help="The newest so many.")
@click.pass_context
def audit(
    ctx: click.Context, act: str | None, first: date | None, last: date | None, limit: int | None
) -> None:
    """Show the audit log of this laptop, the newest entry first. It holds no answer of a record.

    Example: fieldapp audit --act revealed --from 2026-11-01 --json
    """
    if ctx.invoked_subcommand is not None:
        return
    call = call_of(ctx.meta, ctx.find_root().obj)
    sought = Sought(act or "", _day(first), _day(last), limit)
    with opened(call) as workspace:
        found = log.entries(workspace, sought)
    call.answer([as_json(entry) for entry in found], _lines(call, found))


@audit.command("export", cls=Command, example="fieldapp audit export -o amina-audit.jsonl")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    metavar="FILE",
    help="File to write; one that exists is never written over.",
)
@with_call
def export_log(call: Call, output: Path) -> None:
    """Write the audit log into a file that this laptop signs, for whoever looks it over.

    It holds no answer of a record, but who looked at which. The file is not encrypted.
    """
    with opened(call) as workspace:
        entries = log.head(workspace.db).n
        write_new(output, write_log(workspace))
        note_file(workspace, output, Act.EXPORTED, "", "", {"what": "audit", "count": entries})
    call.answer({"file": str(output), "entries": entries}, [str(output)])


@audit.command("verify", cls=Command, example="fieldapp audit verify amina-audit.jsonl")
@click.argument("file", type=click.Path(path_type=Path))
@with_call
def verify(call: Call, file: Path) -> None:
    """Look over the audit log of another laptop: its signature, its chain, and whether it is the
    one of which that laptop has told others with its syncs."""
    content = read_small(file, LARGEST_FILE)
    with opened(call) as workspace:
        found = verify_log(workspace, content)
    call.answer(_verified(found), _verified_lines(call, found))
    if found.faults:
        raise LogDoesNotHold(count=len(found.faults))


def as_json(entry: Entry) -> dict[str, Any]:
    """Return an entry as scripts read it."""
    return {
        "n": entry.n,
        "at": entry.at,
        "who": entry.who,
        "act": entry.act,
        "kind": entry.kind or None,
        "record": entry.record or None,
        "detail": dict(entry.details),
        "hash": entry.hash,
    }


def _lines(call: Call, found: list[Entry]) -> Iterator[str]:
    words = {act.value: label for act, label in ACTS.items()}
    for entry in found:
        act = call.text(words.get(entry.act, entry.act))
        more = " ".join(f"{name}={value}" for name, value in entry.details.items())
        parts = (f"{entry.n}", entry.at, entry.who, act, entry.kind, entry.record, more)
        yield "  ".join(part for part in parts if part)


def _verified(found: Verified) -> dict[str, Any]:
    return {
        "device": found.device,
        "name": found.name,
        "taken_out": found.left,
        "made_at": found.made_at,
        "entries": len(found.entries),
        "told_of": found.told,
        "faults": list(found.faults),
        "whole": not found.faults,
    }


def _verified_lines(call: Call, found: Verified) -> Iterator[str]:
    yield f"{found.name}  {found.device}  {found.made_at}"
    told = call.text(N_("Entries: {entries}. States of it that this laptop was told of: {told}."))
    yield told.format(entries=len(found.entries), told=found.told)
    yield from found.faults


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
