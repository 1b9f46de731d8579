"""Making any paper from a workspace: prepared, looked at, drawn, and then written or shown."""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from fieldapp.cli.papers.prepared import Made, Prepared
from fieldapp.domain.hostile.finding import Finding, counted
from fieldapp.domain.papers.order import PaperOrder
from fieldapp.domain.papers.sorts import sort_named
from fieldapp.language import load_language
from fieldapp.store.workspace import Workspace

if TYPE_CHECKING:
    from fieldapp.reports.page import Drawn
    from fieldapp.reports.sheet import Sheet


def prepare(workspace: Workspace, order: PaperOrder) -> Prepared:
    """Choose what stands on a paper; draws nothing.

    Raises:
        UnknownPaper: There is no such sort.
        UserError: What the paper asks for is missing or not there.
    """
    module = import_module(f"fieldapp.cli.papers.{sort_named(order.sort).name}")
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
    drawn = _drawn(ready, order)
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
    return _drawn(prepare(workspace, order), order).content


def preview_paper(workspace: Workspace, order: PaperOrder) -> tuple[Finding, ...]:
    """Return what a paper would tell whoever finds it; draws and writes nothing.

    Raises:
        UserError: As `prepare`.
    """
    return tuple(prepare(workspace, order).findings())


def _drawn(ready: Prepared, order: PaperOrder) -> "Drawn":
    ready.refuse()
    return ready.draw(_sheet(order))


def _sheet(order: PaperOrder) -> "Sheet":
    from fieldapp.reports.leaf import LEAVES
    from fieldapp.reports.sheet import Sheet

    leaf = order.manner.leaf or sort_named(order.sort).leaf
    return Sheet(load_language(order.manner.language), LEAVES[leaf])
