"""Making any paper from a workspace: prepared, looked at, drawn, and then written or shown."""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from fieldapp.cli.papers.places import find_place
from fieldapp.cli.papers.prepared import Made, Prepared
from fieldapp.domain.disclosure import COMMUNITY, disclose
from fieldapp.domain.hostile.finding import Finding, counted
from fieldapp.domain.papers.local_ways import as_here
from fieldapp.domain.papers.order import PaperOrder
from fieldapp.domain.papers.sorts import sort_named
from fieldapp.domain.policy import Door
from fieldapp.language import Language, UnknownLanguage, load_language
from fieldapp.store import records
from fieldapp.store.records import Wanted
from fieldapp.store.workspace import Workspace

if TYPE_CHECKING:
    from fieldapp.reports.page import Drawn


def prepare(workspace: Workspace, order: PaperOrder) -> Prepared:
    """Choose what stands on a paper; draws nothing.

    Raises:
        UnknownPaper: There is no such sort.
        UnknownLanguage: It is not printed in this one: half of it would be English.
        UserError: What the paper asks for is missing or not there.
    """
    sort = sort_named(order.sort)
    if order.manner.language not in sort.languages:
        raise UnknownLanguage(code=order.manner.language, known=", ".join(sort.languages))
    module = import_module(f"fieldapp.cli.papers.{sort.name}")
    prepared: Prepared = module.prepare(workspace, order)
    return prepared


def make_paper(workspace: Workspace, order: PaperOrder, file: Path) -> Made:
    """Write a paper, whole or not at all; a file that exists is replaced.

    Raises:
        UserError: As `prepare`; or something on it must never stand on such a paper, or has a
            character that no font has.
        OSError: The file cannot be written.
    """
    # Loading what draws takes longer than most commands run, so it waits until it is wanted.
    from fieldapp.reports.page import write_drawn

    ready = prepare(workspace, order)
    drawn = _drawn(workspace, ready, order)
    write_drawn(drawn, file)
    return Made(
        file,
        drawn.pages,
        ready.kind,
        ready.record,
        ready.code,
        ready.withheld,
        counted(ready.findings()),
    )


def draw_paper(workspace: Workspace, order: PaperOrder) -> bytes:
    """Return the PDF that `make_paper` writes; no file is touched. Raises as that does."""
    return _drawn(workspace, prepare(workspace, order), order).content


def preview_paper(workspace: Workspace, order: PaperOrder) -> tuple[Finding, ...]:
    """Return what a paper would tell whoever finds it; draws and writes nothing.

    Raises:
        UserError: As `prepare`.
    """
    return tuple(prepare(workspace, order).findings())


def _drawn(workspace: Workspace, ready: Prepared, order: PaperOrder) -> "Drawn":
    from fieldapp.reports.leaf import LEAVES
    from fieldapp.reports.sheet import Sheet

    ready.refuse()
    leaf = order.manner.leaf or sort_named(order.sort).leaf
    return ready.draw(Sheet(_language(workspace, ready, order), LEAVES[leaf]))


def _language(workspace: Workspace, ready: Prepared, order: PaperOrder) -> Language:
    """Return the language of a paper, with the calendar and digits of the place it is about."""
    places = [disclose(each, COMMUNITY) for each in records.query(workspace, Wanted("place"))]
    named = ready.record if ready.kind == "place" else order.place
    place = find_place(places, named).id if named else _place_of(workspace, ready)
    calendar, digits = as_here(order.manner, place, places)
    return load_language(order.manner.language).written(calendar, digits)


def _place_of(workspace: Workspace, ready: Prepared) -> str:
    """Return the place of the record that a paper is about, as far as the officer may read it."""
    record = records.find(workspace, ready.record)
    if record is None:
        return ""
    seen = disclose(record, workspace.reader.at(Door.RECORD_PAPER))
    return str(seen.values.get("place") or "")
