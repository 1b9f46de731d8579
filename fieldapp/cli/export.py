"""`export`: records as a file, for the mission's own use or under a sharing agreement.

What may leave is decided in `domain.sharing`, the form of the file in `exchange`.
"""

import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

import click

from fieldapp.cli.call import Call, Command, with_call
from fieldapp.cli.files import CannotWrite
from fieldapp.cli.opening import opened
from fieldapp.cli.sharing import Ready, kinds_of, table_for_own_use, table_for_partner
from fieldapp.cli.telling import NAMED, answer_preview, known_here
from fieldapp.domain.figures.small_counts import least_shown
from fieldapp.domain.hostile.answers import told_of_rows
from fieldapp.domain.hostile.finding import Finding, counted
from fieldapp.domain.hostile.reading import read
from fieldapp.domain.hostile.told import Told
from fieldapp.domain.kinds import KINDS, kind_named
from fieldapp.domain.schema import RecordKind
from fieldapp.domain.sharing.terms import (
    AnswersNotNamed,
    CountsOnly,
    NotInAgreement,
    SharingRefused,
)
from fieldapp.errors import UserError, WrongUse
from fieldapp.exchange.records_table import STAMPED, SharedTable, as_csv, as_json
from fieldapp.exchange.workbook import as_xlsx
from fieldapp.language import N_
from fieldapp.store.audit import Act, Detail, note
from fieldapp.store.ledger import read_ledger
from fieldapp.store.workspace import Workspace

log = logging.getLogger(__name__)

EVERYTHING = "everything"
"""In place of a kind: a folder with a file of each. No kind may ever be called so."""

FORMATS: Mapping[str, Callable[[SharedTable], bytes]] = MappingProxyType(
    {"csv": as_csv, "json": as_json, "xlsx": as_xlsx}
)


class FileIsThere(UserError):
    """A file of this name, perhaps one that was shared already."""

    text = N_("{file} is there already.")
    remedy = N_("Name another file, or take that one away. Nothing was written.")


class NowhereToExport(WrongUse):
    """An export with nowhere to put it."""

    text = N_("No file or folder is named for the export.")
    remedy = N_("Add -o, or --preview to see what it would tell whoever finds it.")


class NoForm(WrongUse):
    """One file, and nobody says of which form."""

    text = N_("The form of the file is missing.")
    remedy = N_("Add --as csv, --as xlsx or --as json.")


@click.command(
    "export",
    cls=Command,
    example="fieldapp export meeting --as csv -o meetings.csv\n"
    "fieldapp export incident --as xlsx --agreement 018f... -o counts.xlsx\n"
    "fieldapp export everything -o folder",
)
@click.argument("kind")
@click.option("--as", "format_name", type=click.Choice(list(FORMATS)), help="Form of the file.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="File to write, or folder for everything; one that exists is never written over.",
)
@click.option(
    "--agreement",
    metavar="ID",
    help="The data-sharing agreement to obey. Without one the file is for the mission only.",
)
@click.option(
    "--preview",
    is_flag=True,
    help="Show what the file would tell somebody who finds it, and write none.",
)
@with_call
def export(
    call: Call,
    kind: str,
    format_name: str | None,
    output: Path | None,
    agreement: str | None,
    preview: bool,
) -> None:
    """Write the records of a kind, or counts of them, as a file; “everything” for all kinds.

    Without an agreement the file is for the mission's own use and not to be passed on: no
    restricted answer and no closed record is in it, and every row says so. With one: what it
    allows, and its number in every row. What happened is counted once its month is over, and a
    count of few people is left out, in records as well.
    """
    whole = kind == EVERYTHING
    wanted = [] if whole else [kind_named(kind)]
    if output is None and not preview:
        raise NowhereToExport
    if format_name is None and not (whole or preview):
        raise NoForm
    form = format_name or "csv"
    with opened(call) as workspace:
        if whole:
            wanted = list(KINDS.values() if agreement is None else kinds_of(workspace, agreement))
        ready = (_all_ready if whole else _one_ready)(call, workspace, wanted, agreement)
        findings = _findings(workspace, ready)
        if any(each.alleged for each in ready.values()):
            _warn(call)
        if preview or output is None:
            answer_preview(call, findings)
            return
        files = {name: FORMATS[form](one.table) for name, one in ready.items()}
        if whole:
            write_folder(output, {f"{name}.{form}": content for name, content in files.items()})
        else:
            write_new(output, files[kind])
        for name, one in ready.items():
            _note(workspace, name, form, agreement, one)
    document = {
        "written": sum(len(one.table.rows) for one in ready.values()),
        "withheld": sum(one.withheld for one in ready.values()),
        "agreement": agreement,
        "file": str(output),
        "tells": counted(findings),
    }
    summary = call.text(N_("Rows written: {written}. Records left out or cut: {withheld}."))
    call.answer(document, [str(output), summary.format(**document)])


def _one_ready(
    _call: Call, workspace: Workspace, kinds: Iterable[RecordKind], agreement: str | None
) -> dict[str, Ready]:
    return {kind.name: _ready(workspace, kind, agreement) for kind in kinds}


def _all_ready(
    call: Call, workspace: Workspace, kinds: Iterable[RecordKind], agreement: str | None
) -> dict[str, Ready]:
    """Return the tables that have rows; what the agreement does not let out of its kinds is told.

    Raises:
        SharingRefused: Nothing of it may leave.
    """
    found: dict[str, Ready] = {}
    refused: list[SharingRefused] = []
    for kind in kinds:
        try:
            one = _ready(workspace, kind, agreement)
        except (CountsOnly, AnswersNotNamed, NotInAgreement) as error:
            refused.append(error)
            continue
        if one.table.rows:
            found[kind.name] = one
    if refused and not found:
        raise refused[0]
    for one_refused in refused:
        call.tell(one_refused.sentences(call.text)[0])
    return found


def _ready(workspace: Workspace, kind: RecordKind, agreement: str | None) -> Ready:
    if agreement is None:
        return table_for_own_use(workspace, kind)
    return table_for_partner(workspace, kind, agreement)


def _findings(workspace: Workspace, ready: Mapping[str, Ready]) -> tuple[Finding, ...]:
    ledger = read_ledger(workspace, ("limit", *NAMED))
    smallest = max([least_shown(ledger), *(one.smallest for one in ready.values())])
    known = known_here(workspace, ledger, smallest)
    return read(_told(ready), known)


def _told(ready: Mapping[str, Ready]) -> Iterator[Told]:
    first = len(STAMPED)  # what a file says of itself is no answer of anybody
    for name, one in ready.items():
        columns = [column.name for column in one.table.columns[first:]]
        rows = (row[first:] for row in one.table.rows)
        of = f"{name}." if len(ready) > 1 else ""
        yield from told_of_rows(KINDS[name], columns, rows, of)


def _warn(call: Call) -> None:
    call.tell(
        call.text(
            N_(
                "Careful: the partner of this agreement is named in incidents as somebody who is"
                " said to have done it. Ask the protection focal point before you hand this over."
            )
        )
    )


def _note(workspace: Workspace, kind: str, form: str, agreement: str | None, ready: Ready) -> None:
    rows = len(ready.table.rows)
    log.info(
        "Exported %d rows of %s as %s under %s, %d records withheld",
        rows, kind, form, agreement or "no agreement", ready.withheld,
    )  # fmt: skip
    detail: Detail = {
        "count": rows,
        "withheld": ready.withheld,
        "as": form,
        "agreement": agreement or "none",
    }
    note(workspace, Act.EXPORTED, kind, "", detail)


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder that was not there, with these files, whole or not at all, for this person's
    eyes only.

    Raises:
        FileIsThere, CannotWrite: As they say.
    """
    if os.path.lexists(folder):
        raise FileIsThere(file=folder)
    part: Path | None = None
    try:
        part = Path(tempfile.mkdtemp(".part", f".{folder.name}.", folder.parent))
        for name, content in files.items():
            write_new(part / name, content)
        part.rename(folder)
    except OSError:
        raise CannotWrite(file=folder) from None
    finally:
        if part is not None:
            shutil.rmtree(part, ignore_errors=True)


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
