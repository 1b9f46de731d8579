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
    """Write a paper, whole or not at all; a file that exists is replaced. What has to be on record
    of it is, before it is written.

    Raises:
        UserError: As `prepare`; or something on it must never stand on such a paper, or has a
            character that no font has.
        OSError: The file cannot be written.
    """
    # Loading what draws takes longer than most commands run, so it waits until it is wanted.
    from fieldapp.reports.page import write_drawn

    ready = prepare(workspace, order)
    drawn = _drawn(workspace, ready, order)
    kind, record = ready.keep() if ready.keep is not None else (ready.kind, ready.record)
    write_drawn(drawn, file)
    return Made(
        file,
        drawn.pages,
        kind,
        record,
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
    ready.refuse()
    return ready.draw(_sheet(workspace, order))


def _sheet(workspace: Workspace, order: PaperOrder) -> "Sheet":
    from fieldapp.reports.leaf import LEAVES
    from fieldapp.reports.own_pictograms import FOLDER, read_own
    from fieldapp.reports.sheet import Sheet
    from fieldapp.reports.two_languages import paired

    manner = order.manner
    leaf = manner.leaf or sort_named(order.sort).leaf
    language = load_language(manner.language)
    if manner.beside and manner.beside != manner.language:
        language = paired(language, load_language(manner.beside))
    own = read_own(workspace.folder / FOLDER)
    return Sheet(language, LEAVES[leaf], saves_toner=manner.saves_toner, own=own)
