"""Making any paper from a workspace: prepared, looked at, drawn, and then written or shown."""

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from fieldapp.cli.papers.prepared import Made, Prepared
from fieldapp.domain.disclosure import COMMUNITY, disclose
from fieldapp.domain.hostile.finding import Finding, counted
from fieldapp.domain.papers.local_ways import as_here
from fieldapp.domain.papers.order import PaperOrder
from fieldapp.domain.papers.sorts import sort_named
from fieldapp.domain.policy import Door
from fieldapp.language import UnknownLanguage, load_language
from fieldapp.store import records
from fieldapp.store.audit import Detail
from fieldapp.store.records import Wanted
from fieldapp.store.workspace import Workspace
from fieldapp.sync.release import SecondPersonToRelease, check_release, needs_release

if TYPE_CHECKING:
    from fieldapp.reports.page import Drawn
    from fieldapp.reports.sheet import Sheet


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
        SecondPersonToRelease: The mission asks for two, and the order brings no release.
        UserError: As `prepare`; or something on it must never stand on such a paper, or has a
            character that no font has.
        OSError: The file cannot be written.
    """
    # Loading what draws takes longer than most commands run, so it waits until it is wanted.
    from fieldapp.reports.page import write_drawn

    ready = prepare(workspace, order)
    if not may_go_out(workspace, order, ready):
        raise SecondPersonToRelease
    ready.refuse()
    drawn = draw(ready.draw, as_there(workspace, ready, order), draft=False)
    write_drawn(drawn, file)
    return made_of(ready, file, drawn.pages)


def draw_paper(workspace: Workspace, order: PaperOrder) -> bytes:
    """Return the PDF that `make_paper` writes; no file is touched. Raises as that does.

    Where a second person has to see it first, it is a draft, and says so across every page.
    """
    ready = prepare(workspace, order)
    ready.refuse()
    draft = not may_go_out(workspace, order, ready)
    return draw(ready.draw, as_there(workspace, ready, order), draft=draft).content


def draw_draft(workspace: Workspace, ready: Prepared, order: PaperOrder) -> bytes:
    """Return the PDF for a second person to look at.

    Raises:
        UserError: Something on it must never stand on such a paper, or has a character that no
            font has.
    """
    ready.refuse()
    return draw(ready.draw, as_there(workspace, ready, order), draft=True).content


def may_go_out(workspace: Workspace, order: PaperOrder, ready: Prepared) -> bool:
    """Say whether a paper needs no second person, or one has released exactly this.

    Raises:
        ReleaseOfOther, ApprovalOver, ApprovalOfSelf, BadDocument: The release of the order is
            worth nothing.
    """
    if not sort_named(order.sort).needs_release or not needs_release(workspace):
        return True
    if not order.release:
        return False
    check_release(workspace, order.release, ready.said(order.sort))
    return True


def preview_paper(workspace: Workspace, order: PaperOrder) -> tuple[Finding, ...]:
    """Return what a paper would tell whoever finds it; draws and writes nothing.

    Raises:
        UserError: As `prepare`.
    """
    return tuple(prepare(workspace, order).findings())


def made_of(ready: Prepared, file: Path, pages: int) -> Made:
    """Say what was written."""
    tells = counted(ready.findings())
    return Made(file, pages, ready.kind, ready.record, ready.code, ready.withheld, tells)


def detail_of(order: PaperOrder, made: Made) -> Detail:
    """Return what the audit log says of a paper that went out; no word of a record."""
    detail: dict[str, str | int] = {
        "paper": order.sort,
        "pages": made.pages,
        "code": made.code,
        "language": order.manner.language,
    }
    if order.left_out.answers:
        detail |= {"left_out": order.left_out.named, "because": order.left_out.because}
    return detail


def draw(drawing: "Callable[[Sheet], Drawn]", order: PaperOrder, *, draft: bool) -> "Drawn":
    """Draw what was prepared and may be drawn, in whatever process.

    Raises:
        MissingGlyph: A character that no font here has.
    """
    from fieldapp.reports.leaf import LEAVES
    from fieldapp.reports.sheet import Sheet

    leaf = order.manner.leaf or sort_named(order.sort).leaf
    manner = order.manner
    language = load_language(manner.language).written(manner.calendar, manner.digits)
    return drawing(Sheet(language, LEAVES[leaf], draft=draft))


def as_there(workspace: Workspace, ready: Prepared, order: PaperOrder) -> PaperOrder:
    """Return the order with the calendar and digits of the place that the paper is about, where
    nobody asked for others."""
    places = [disclose(each, COMMUNITY) for each in records.query(workspace, Wanted("place"))]
    place = ready.record if ready.kind == "place" else _place_of(workspace, ready)
    calendar, digits = as_here(order.manner, place, places)
    return replace(order, manner=replace(order.manner, calendar=calendar, digits=digits))


def _place_of(workspace: Workspace, ready: Prepared) -> str:
    """Return the place of the record that a paper is about, as far as the officer may read it."""
    record = records.find(workspace, ready.record)
    if record is None:
        return ""
    seen = disclose(record, workspace.reader.at(Door.RECORD_PAPER))
    return str(seen.values.get("place") or "")
