"""`export`: the records of a kind as a file, for one's own use or under a sharing agreement.

What may leave is decided in `domain.sharing`, the form of the file in `exchange.records_table`.
"""

import logging
import os
import tempfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

import click

from fieldapp.cli.call import Call, Command, with_call
from fieldapp.cli.files import CannotWrite
from fieldapp.cli.opening import opened
from fieldapp.domain.kinds import KINDS, kind_named
from fieldapp.domain.ledger import Ledger
from fieldapp.domain.schema import RecordKind
from fieldapp.domain.sharing.coarse import ROWS_BESIDE
from fieldapp.domain.sharing.counts import shared_counts
from fieldapp.domain.sharing.terms import Terms, shared_records, terms_of
from fieldapp.errors import UserError
from fieldapp.exchange.records_table import (
    SharedTable,
    as_csv,
    as_json,
    table_of_counts,
    table_of_records,
)
from fieldapp.language import N_
from fieldapp.store.errors import NoSuchRecord
from fieldapp.store.ledger import read_ledger
from fieldapp.store.told import remember, told_before
from fieldapp.store.workspace import Workspace

log = logging.getLogger(__name__)

FORMATS: Mapping[str, Callable[[SharedTable], bytes]] = MappingProxyType(
    {"csv": as_csv, "json": as_json}
)


class FileIsThere(UserError):
    """A file of this name, perhaps one that was shared already."""

    text = N_("{file} is there already.")
    remedy = N_("Name another file, or take that one away. Nothing was written.")


@click.command(
    "export",
    cls=Command,
    example="fieldapp export meeting --as csv -o meetings.csv\n"
    "fieldapp export incident --as csv --agreement 018f... -o counts.csv",
)
@click.argument("kind")
@click.option("--as", "format_name", type=click.Choice(list(FORMATS)), required=True)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    metavar="FILE",
    help="File to write; one that exists is never written over.",
)
@click.option(
    "--agreement",
    metavar="ID",
    help="The data-sharing agreement to obey. Without one the file is for your own use only.",
)
@with_call
def export(call: Call, kind: str, format_name: str, output: Path, agreement: str | None) -> None:
    """Write the records of a kind, or counts of them, as a file.

    Without an agreement: what you may see, for your own use; every row says so. With one: what it
    allows, and its number in every row. What happened is counted once its month is over, and a
    count of few people is left out, in records as well. What is entered for a month that was
    counted before waits until it is no longer few. Let one laptop make the files for partners.
    """
    wanted = kind_named(kind)
    with opened(call) as workspace:
        ledger = read_ledger(workspace, _needed(wanted))
        if agreement is None:
            table, withheld = _for_own_use(workspace, wanted, ledger)
        else:
            today = workspace.wall().date()
            terms = _terms(ledger, agreement, wanted, today)
            table, withheld = _for_partner(workspace, terms, ledger, today)
        write_new(output, FORMATS[format_name](table))
        log.info(
            "Exported %d rows of %s as %s under %s, %d records withheld",
            len(table.rows), kind, format_name, agreement or "no agreement", withheld,
        )  # fmt: skip
    document = {
        "written": len(table.rows),
        "withheld": withheld,
        "agreement": agreement,
        "file": str(output),
    }
    summary = call.text(N_("Rows written: {written}. Records left out or cut: {withheld}."))
    call.answer(document, [str(output), summary.format(**document)])


def write_new(file: Path, content: bytes) -> None:
    """Write a file that was not there, whole or not at all, for this person's eyes only.

    Raises:
        FileIsThere, CannotWrite: As they say.
    """
    if os.path.lexists(file):
        raise FileIsThere(file=file)
    part: Path | None = None
    try:
        handle, name = tempfile.mkstemp(".part", f".{file.name}.", file.parent)  # only we may read
        part = Path(name)
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        _name(part, file)
    except OSError:
        raise CannotWrite(file=file) from None
    finally:
        if part is not None:
            part.unlink(missing_ok=True)


def _name(part: Path, file: Path) -> None:
    try:
        # A second name fails where one is there; a move would take its place without a word.
        os.link(part, file)
    except FileExistsError:
        raise FileIsThere(file=file) from None
    except OSError:  # a USB stick knows no second names
        part.rename(file)


def _needed(kind: RecordKind) -> set[str]:
    """Return the kinds that decide about this one: its parents name places that it does not, and
    rows can tell whether a figure may leave."""
    found = {"agreement", "limit", "place", kind.name, *ROWS_BESIDE.get(kind.name, ())}
    while kind.parent_kind and kind.parent_kind not in found:
        kind = KINDS[kind.parent_kind]
        found.add(kind.name)
    return found


def _terms(ledger: Ledger, agreement: str, kind: RecordKind, today: date) -> Terms:
    for record in ledger.of("agreement"):
        if record.id == agreement:
            return terms_of(record, kind, today, ledger)
    raise NoSuchRecord(kind="agreement", record=agreement)


def _for_own_use(workspace: Workspace, kind: RecordKind, ledger: Ledger) -> tuple[SharedTable, int]:
    seen = ledger.of(kind.name)
    table = table_of_records(kind, seen, workspace.reader.clearance, ledger.areas, "")
    return table, sum(record.withheld > 0 for record in seen)


def _for_partner(
    workspace: Workspace, terms: Terms, ledger: Ledger, today: date
) -> tuple[SharedTable, int]:
    if terms.counted_by:
        counts = shared_counts(terms, ledger, today, told_before(workspace, terms.kind.name))
        remember(workspace, terms.kind.name, counts.told)
        return table_of_counts(terms.kind, counts, terms.agreement), counts.withheld
    shared = shared_records(terms, ledger)
    table = table_of_records(terms.kind, shared.records, terms.level, ledger.areas, terms.agreement)
    return table, shared.withheld
