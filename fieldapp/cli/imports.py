"""`import`: rows of somebody's file become records; every other row gets a reason.

Reading and understanding the rows is in `exchange`. Here they meet what the workspace holds.

The account counts rows: read = records + unchanged + rejects, each row once. `joined` says how many
of the taken and unchanged rows tell of an event that an earlier row tells of as well; such rows are
one record together.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import click

from fieldapp.cli.call import Call, Command, with_call
from fieldapp.cli.opening import opened
from fieldapp.domain.disclosure import Disclosed, disclose
from fieldapp.domain.kinds import kind_named
from fieldapp.errors import UserError
from fieldapp.exchange import boundaries, gazetteer, insecurity_insight, ucdp_ged
from fieldapp.exchange.arrival import Arrival, Entry, arrivals, joint_arrivals
from fieldapp.exchange.rejects import write_rejects
from fieldapp.exchange.table import Reject, Table, read_table
from fieldapp.language import N_
from fieldapp.progress import Progress
from fieldapp.store import records
from fieldapp.store.workspace import Workspace

BATCH = 200
"""Rows in one transaction: what a stop or a crash can cost is at most the batch being written."""


Sorted = tuple[list[Arrival], list[Reject]]


@dataclass(frozen=True)
class Format:
    """One kind of file: how its rows are read, and what they become.

    ``arrivals`` takes the table and the places known in the workspace.
    """

    read: Callable[[Path], Table]
    arrivals: Callable[[Table, Iterable[Disclosed]], Sorted]


def _gazetteer(table: Table, places: Iterable[Disclosed]) -> Sorted:
    return arrivals(table, gazetteer.KEY, gazetteer.GazetteerRows(places).entries)


def _insecurity_insight(table: Table, places: Iterable[Disclosed]) -> Sorted:
    make = insecurity_insight.InsecurityInsightRows(places).entries
    return joint_arrivals(table, insecurity_insight.KEY, insecurity_insight.PART, make)


def _ucdp_ged(table: Table, places: Iterable[Disclosed]) -> Sorted:
    return arrivals(table, ucdp_ged.KEY, ucdp_ged.UcdpRows(places).entries)


def _boundaries(table: Table, _places: Iterable[Disclosed]) -> Sorted:
    return arrivals(table, boundaries.KEY, boundaries.entries)


def _table_with(columns: Sequence[str]) -> Callable[[Path], Table]:
    return lambda file: read_table(file, columns)


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "gazetteer": Format(_table_with(gazetteer.COLUMNS), _gazetteer),
        "boundaries": Format(boundaries.read_boundaries, _boundaries),
        "insecurity-insight": Format(_table_with(insecurity_insight.COLUMNS), _insecurity_insight),
        "ucdp-ged": Format(_table_with(ucdp_ged.COLUMNS), _ucdp_ged),
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

    \b
    gazetteer           places with p-codes (OCHA)
    boundaries          outlines of states and counties for the map (OCHA, GeoJSON)
    insecurity-insight  violence against health care, schools, aid workers and camps
    ucdp-ged            killings in armed conflict (Uppsala)

    Only what a file's coded columns say for certain becomes a class or a place; its words go to
    the restricted account. Rows of one event in two lists become one record.
    """
    chosen = FORMATS[format_name]
    table = chosen.read(file)
    if table.guessed:
        call.tell(call.text(N_("The file is not UTF-8. Look at names with accents afterwards.")))
    with opened(call) as workspace:
        kept, refused = chosen.arrivals(table, _places(workspace))
        done = _take(workspace, kept, dry_run, call.progress())
    refused = sorted([*refused, *done.held], key=lambda reject: reject.row.number)
    written = None
    if refused and not dry_run:
        written = rejects or file.with_name(file.stem + ".rejects.csv")
        write_rejects(written, table.columns, refused, call.text)
    document = {
        "read": len(table.rows) + len(table.rejects),
        "records": done.taken,
        "unchanged": done.unchanged,
        "joined": done.joined,
        "rejects": len(refused),
        "rejects_file": str(written) if written else None,
        "dry_run": dry_run,
    }
    summary = call.text(
        N_("Read: {read}. Taken: {records}. Unchanged: {unchanged}. Not taken: {rejects}.")
    )
    lines = [summary.format(**document)]
    if done.joined:
        joined = N_("Rows that tell more of an event that another row tells of: {joined}.")
        lines.append(call.text(joined).format(joined=done.joined))
    if written:
        lines.append(call.text(N_("Why not: {file}")).format(file=written))
    call.answer(document, lines)


def _places(workspace: Workspace) -> Iterator[Disclosed]:
    reader = workspace.reader
    for record in records.query(workspace, records.Wanted("place")):
        yield disclose(record, reader)


@dataclass(frozen=True)
class Done:
    """How many rows brought something, how many did not, how many of both share a record with
    another row, and what was held back."""

    taken: int
    unchanged: int
    joined: int
    held: list[Reject]


def _take(workspace: Workspace, kept: Sequence[Arrival], dry_run: bool, progress: Progress) -> Done:
    """Save what is new."""
    taken = unchanged = joined = 0
    held: list[Reject] = []
    for done in range(0, len(kept), BATCH):
        batch = kept[done : done + BATCH]
        changes: list[records.Change] = []
        for arrival in batch:
            try:
                new = [c for one in arrival.entries if (c := _change(workspace, one)) is not None]
            except UserError as error:
                held += [Reject(row, "", error) for row in arrival.rows]
                continue
            taken += len(arrival.rows) if new else 0
            unchanged += 0 if new else len(arrival.rows)
            joined += len(arrival.rows) - 1
            changes += new
        if changes and not dry_run:
            records.save_all(workspace, changes, apart=True)
        progress.step(done + len(batch), len(kept))
    return Done(taken, unchanged, joined, held)


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
    # What only files bring, nobody here could mend: the newer file counts.
    of_files = kind_named(one.kind).by_program
    if other and not of_files:
        raise KeptAsItIs(fields=", ".join(other))
    values = {
        name: value
        for name, value in one.values.items()
        if name not in answered or (of_files and name in other)
    }
    return records.Change(one.kind, values, one.record) if values else None
