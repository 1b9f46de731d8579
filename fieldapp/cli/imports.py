"""`import`: rows of somebody's file become records; every other row gets a reason.

Reading and understanding the rows is in `exchange`. Here they meet what the workspace holds.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import click

from fieldapp.cli.call import Call, Command, with_call
from fieldapp.cli.opening import opened
from fieldapp.domain.disclosure import Disclosed, disclose
from fieldapp.errors import UserError
from fieldapp.exchange import gazetteer, ucdp_ged
from fieldapp.exchange.arrival import Arrival, Entry, arrivals
from fieldapp.exchange.rejects import write_rejects
from fieldapp.exchange.table import Reject, Row, read_table
from fieldapp.language import N_
from fieldapp.progress import Progress
from fieldapp.store import records
from fieldapp.store.workspace import Workspace

BATCH = 200
"""Rows in one transaction: what a stop or a crash can cost is at most the batch being written."""


@dataclass(frozen=True)
class Format:
    """One kind of file: the columns it needs, the one that tells rows apart, and what it makes.

    ``rows`` takes the places known in the workspace.
    """

    columns: Sequence[str]
    key: str
    rows: Callable[[Iterable[Disclosed]], Callable[[Row], Iterator[Entry]]]


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "gazetteer": Format(
            gazetteer.COLUMNS, gazetteer.KEY, lambda p: gazetteer.GazetteerRows(p).entries
        ),
        "ucdp-ged": Format(ucdp_ged.COLUMNS, ucdp_ged.KEY, lambda p: ucdp_ged.UcdpRows(p).entries),
    }
)


class KeptAsItIs(UserError):
    """People have given other answers here; an import never writes over them."""

    text = N_("The record here says something else in: {fields}. It was kept.")
    remedy = N_("Change it with “fieldapp edit” if the file is right.")


class TakenOutHere(UserError):
    """Somebody took the record out; an import does not bring it back."""

    text = N_("This record was taken out here.")
    remedy = N_("Its history says why.")


@click.command(
    "import",
    cls=Command,
    example="fieldapp import gazetteer.csv --as gazetteer\n"
    "fieldapp import events.csv --as ucdp-ged --dry-run --json",
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--as", "format_name", type=click.Choice(list(FORMATS)), required=True)
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@click.option(
    "--rejects",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Where rows that are not taken go. Default: beside the file. It holds their cells.",
)
@with_call
def import_file(
    call: Call, file: Path, format_name: str, dry_run: bool, rejects: Path | None
) -> None:
    """Take rows of a file as records. Doing it again changes nothing.

    Every row becomes a record, or a line in the rejects file that says why not. Answers that
    people have given here are never written over.
    """
    chosen = FORMATS[format_name]
    table = read_table(file, chosen.columns)
    if table.guessed:
        call.tell(call.text(N_("The file is not UTF-8. Look at names with accents afterwards.")))
    with opened(call) as workspace:
        kept, refused = arrivals(table, chosen.key, chosen.rows(_places(workspace)))
        taken, unchanged, held = _take(workspace, kept, dry_run, call.progress())
    refused = sorted([*refused, *held], key=lambda reject: reject.row.number)
    written = None
    if refused and not dry_run:
        written = rejects or file.with_name(file.stem + ".rejects.csv")
        write_rejects(written, table.columns, refused, call.text)
    document = {
        "read": len(table.rows) + len(table.rejects),
        "records": taken,
        "unchanged": unchanged,
        "rejects": len(refused),
        "rejects_file": str(written) if written else None,
        "dry_run": dry_run,
    }
    summary = call.text(
        N_("Read: {read}. Taken: {records}. Unchanged: {unchanged}. Not taken: {rejects}.")
    )
    lines = [summary.format(**document)]
    if written:
        lines.append(call.text(N_("Why not: {file}")).format(file=written))
    call.answer(document, lines)


def _places(workspace: Workspace) -> Iterator[Disclosed]:
    reader = workspace.reader
    for record in records.query(workspace, records.Wanted("place")):
        yield disclose(record, reader)


def _take(
    workspace: Workspace, kept: Sequence[Arrival], dry_run: bool, progress: Progress
) -> tuple[int, int, list[Reject]]:
    """Save what is new; return how many rows brought something, how many did not, and rejects."""
    taken = 0
    held: list[Reject] = []
    for done in range(0, len(kept), BATCH):
        batch = kept[done : done + BATCH]
        changes: list[records.Change] = []
        for arrival in batch:
            try:
                new = [c for one in arrival.entries if (c := _change(workspace, one)) is not None]
            except UserError as error:
                held.append(Reject(arrival.row, "", error))
                continue
            taken += bool(new)
            changes += new
        if changes and not dry_run:
            records.save_all(workspace, changes, apart=True)
        progress.step(done + len(batch), len(kept))
    return taken, len(kept) - taken - len(held), held


def _change(workspace: Workspace, one: Entry) -> records.Change | None:
    """Return what the entry adds to its record, or None.

    A field that anybody has answered here, also one sealed to others, is left as it is.

    Raises:
        KeptAsItIs, TakenOutHere: The record here says something else.
    """
    facts = records.history(workspace, one.record)
    now = records.find(workspace, one.record)
    if now is not None and now.deleted is not None:
        raise TakenOutHere
    answered = {name for fact in facts for name in fact.names}
    known = now.values if now else {}
    readable = {name for fact in facts for name in fact.values}
    other = [n for n, v in one.values.items() if n in readable and known.get(n) != v]
    if other:
        raise KeptAsItIs(fields=", ".join(other))
    values = {name: value for name, value in one.values.items() if name not in answered}
    return records.Change(one.kind, values, one.record) if values else None
