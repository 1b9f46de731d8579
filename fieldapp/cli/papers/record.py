"""Making the paper of one record from a workspace, for the officer whose workspace it is.

What the officer may see is decided in `domain.disclosure`, how it looks in `reports`.
"""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from fieldapp.cli.papers.prepared import Prepared
from fieldapp.cli.telling import NAMED, known_here
from fieldapp.domain.disclosure import Disclosed, Reader, disclose
from fieldapp.domain.fieldtypes import Link, PlaceRef
from fieldapp.domain.figures.small_counts import least_shown
from fieldapp.domain.hostile.answers import told_of_records
from fieldapp.domain.hostile.finding import Finding
from fieldapp.domain.hostile.reading import read
from fieldapp.domain.kinds import KINDS, kind_named, rows_of
from fieldapp.domain.papers.order import PaperOrder
from fieldapp.domain.policy import Door
from fieldapp.language import Language, load_language
from fieldapp.store import records
from fieldapp.store.errors import NoSuchRecord
from fieldapp.store.ledger import read_ledger
from fieldapp.store.records import Wanted
from fieldapp.store.workspace import Workspace

if TYPE_CHECKING:
    from fieldapp.reports.page import Drawn
    from fieldapp.reports.record_sheet import RecordPaper
    from fieldapp.reports.sheet import Sheet


def prepare(workspace: Workspace, order: PaperOrder) -> Prepared:
    """Choose what stands on the paper of one record: it and its rows, as the officer may see them.

    Raises:
        UnknownKind, NoSuchRecord: There is none.
    """
    paper = _paper(workspace, order.kind, order.record)

    language = load_language(order.manner.language)
    return Prepared(
        order.kind,
        order.record,
        partial(_draw, paper),
        paper,
        order.record,
        paper.withheld,
        lambda: _findings(workspace, paper, language),
    )


def _findings(
    workspace: Workspace, paper: "RecordPaper", language: Language
) -> tuple[Finding, ...]:
    from fieldapp.reports.record_sheet import name_of

    names = {reference: name_of(one, language) for reference, one in paper.linked.items()}
    told = told_of_records(
        (paper.record, *(row for rows in paper.rows.values() for row in rows)),
        {reference: name for reference, name in names.items() if name},
    )
    ledger = read_ledger(workspace, ("limit", *NAMED))
    return read(told, known_here(workspace, ledger, least_shown(ledger)))


def _paper(workspace: Workspace, kind: str, record: str) -> "RecordPaper":
    from fieldapp.reports.record_sheet import RecordPaper

    found = records.load(workspace, kind, record)
    if found.deleted is not None:
        raise NoSuchRecord(kind=kind, record=record)
    reader = workspace.reader.at(Door.RECORD_PAPER)
    seen = disclose(found, reader)
    rows = {
        row.name: _in_order(
            workspace, reader, Wanted(row.name, parents=(record,), newest_first=False)
        )
        for row in rows_of(kind_named(kind))
    }
    everything = [seen, *(row for several in rows.values() for row in several)]
    return RecordPaper(
        record=seen,
        rows=rows,
        linked=_linked(workspace, reader, everything),
        reader=workspace.name,
        made_on=workspace.wall().date().isoformat(),
    )


def _in_order(workspace: Workspace, reader: Reader, wanted: Wanted) -> tuple[Disclosed, ...]:
    return tuple(disclose(r, reader) for r in records.query(workspace, wanted))


def _linked(workspace: Workspace, reader: Reader, seen: list[Disclosed]) -> dict[str, Disclosed]:
    """Return what the answers refer to, by the reference that they use."""
    found: dict[str, Disclosed] = {}
    for reference in {*_references(seen)}:
        record = records.find(workspace, reference)
        if record is None or record.kind != "place":
            places = records.query(workspace, Wanted("place", {"pcode": reference}, limit=1))
            record = places[0] if places else record
        if record is not None and record.deleted is None:
            found[reference] = disclose(record, reader)
    return found


def _references(seen: list[Disclosed]) -> Iterator[str]:
    for record in seen:
        for field in KINDS[record.kind].fields:
            value = record.values.get(field.name)
            if isinstance(field.type, Link | PlaceRef) and isinstance(value, str):
                yield value


def _draw(paper: "RecordPaper", sheet: "Sheet") -> "Drawn":
    from fieldapp.reports.record_sheet import draw_record_sheet

    return draw_record_sheet(sheet, paper)
