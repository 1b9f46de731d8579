"""Making any paper from a workspace: prepared, looked at, drawn, and then written or shown."""

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from fieldapp.cli.papers.local import in_local_ways
from fieldapp.cli.papers.prepared import Made, Prepared
from fieldapp.domain.hostile.finding import Finding, counted
from fieldapp.domain.papers.drawn import DrawnPaper
from fieldapp.domain.papers.order import PaperOrder
from fieldapp.domain.papers.sorts import sort_named
from fieldapp.language import UnknownLanguage, load_language
from fieldapp.store import audit
from fieldapp.store.audit import Act, Detail
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
    return in_local_ways(workspace, order, module.prepare(workspace, order))


def make_paper(workspace: Workspace, order: PaperOrder, file: Path) -> Made:
    """Write a paper, whole or not at all; a file that exists is replaced.

    What has to be on record of it is, and it is in the audit log, before it is written: whatever
    happens meanwhile, no paper is anywhere that the log does not know.

    Raises:
        CannotNote: The log cannot be written. Nothing was written.
        SecondPersonToRelease: The mission asks for two, and the order brings no release.
        UserError: As `prepare`; or something on it must never stand on such a paper, or has a
            character that no font has.
        OSError: The file cannot be written.
    """
    ready = prepare(workspace, order)
    if not may_go_out(workspace, order, ready):
        raise SecondPersonToRelease
    ready.refuse()
    drawn = draw(ready.draw, order, draft=False)
    return write_noted(workspace, ready, order, drawn, file)


def write_noted(
    workspace: Workspace, ready: Prepared, order: PaperOrder, drawn: "Drawn", file: Path
) -> Made:
    """Write what was drawn, once it is on record and in the audit log.

    Raises:
        CannotNote, UserError: One of them cannot be written. Then the paper is not.
        OSError: The file cannot be written.
    """
    # Loading what draws takes longer than most commands run, so it waits until it is wanted.
    from fieldapp.reports.page import write_drawn

    made = made_of(on_record(ready), order, file, drawn.pages)
    audit.note(workspace, Act.PRINTED, made.kind, made.record, made.detail)
    write_drawn(drawn, file)
    return made


def draw_paper(workspace: Workspace, order: PaperOrder) -> DrawnPaper:
    """Return the paper that `make_paper` writes; no file is touched. Raises as that does.

    Where a second person has to see it first, it is a draft, and says so across every page.
    """
    ready = prepare(workspace, order)
    ready.refuse()
    draft = not may_go_out(workspace, order, ready)
    drawn = draw(ready.draw, order, draft=draft)
    detail = detail_of(ready, order, drawn.pages)
    says = ready.said(order.sort).digest
    return DrawnPaper(drawn.content, ready.kind, ready.record, ready.code, detail, draft, says)


def draw_draft(ready: Prepared, order: PaperOrder) -> bytes:
    """Return the PDF for a second person to look at.

    Raises:
        UserError: Something on it must never stand on such a paper, or has a character that no
            font has.
    """
    ready.refuse()
    return draw(ready.draw, order, draft=True).content


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


def on_record(ready: Prepared) -> Prepared:
    """Have on record that a paper goes out, where that is to be; returns it as about that record.

    Raises:
        UserError: It cannot be saved, or not by this officer. Then it does not go out.
    """
    if ready.keep is None:
        return ready
    kind, record = ready.keep()
    return replace(ready, kind=kind, record=record)


def made_of(ready: Prepared, order: PaperOrder, file: Path, pages: int) -> Made:
    """Say what was written."""
    tells = counted(ready.findings())
    return Made(
        file,
        pages,
        ready.kind,
        ready.record,
        ready.code,
        ready.withheld,
        tells,
        detail_of(ready, order, pages),
    )


def detail_of(ready: Prepared, order: PaperOrder, pages: int) -> Detail:
    """Return what the audit log says of a paper that goes out; no word of a record.

    What was left out is that of the paper itself: printed again by its code, an order does not
    name it, and the next printing reads it here.
    """
    detail: dict[str, str | int] = {
        "paper": order.sort,
        "pages": pages,
        "code": ready.code,
        "language": order.manner.language,
    }
    if order.copy is not None:
        detail |= {"copy": order.copy.number, "copies": order.copy.of}
    if ready.left_out.answers:
        detail |= {"left_out": ready.left_out.named, "because": ready.left_out.because}
    return detail


def draw(drawing: "Callable[[Sheet], Drawn]", order: PaperOrder, *, draft: bool) -> "Drawn":
    """Draw what was prepared and may be drawn, in whatever process.

    Raises:
        MissingGlyph: A character that no font here has.
    """
    from fieldapp.reports.leaf import LEAVES
    from fieldapp.reports.sheet import Sheet
    from fieldapp.reports.two_languages import paired

    leaf = order.manner.leaf or sort_named(order.sort).leaf
    manner = order.manner
    language = load_language(manner.language)
    if manner.beside and manner.beside != manner.language:
        language = paired(language, load_language(manner.beside))
    return drawing(Sheet(language, LEAVES[leaf], draft=draft, saves_toner=manner.saves_toner))
