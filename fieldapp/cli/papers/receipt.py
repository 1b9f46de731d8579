"""Making the receipt of feedback from a workspace, after a look at what a stranger learns of it.

What it says is decided in `domain.receipt`, how it looks in `reports`. Stores nothing.
"""

from functools import partial
from typing import TYPE_CHECKING

from fieldapp.cli.papers.places import find_place
from fieldapp.cli.papers.prepared import Prepared
from fieldapp.cli.telling import NAMED, known_here
from fieldapp.domain.disclosure import COMMUNITY, Disclosed, disclose
from fieldapp.domain.figures.small_counts import least_shown
from fieldapp.domain.hostile.finding import REASONS
from fieldapp.domain.hostile.reading import Known, read, stopping
from fieldapp.domain.hostile.stop import TellsTooMuchSomewhere
from fieldapp.domain.papers.order import PaperOrder
from fieldapp.domain.policy import Door
from fieldapp.domain.receipt import Receipt, receipt_of, told_of_receipt
from fieldapp.errors import Words
from fieldapp.store import records
from fieldapp.store.errors import NoSuchRecord
from fieldapp.store.ledger import read_ledger
from fieldapp.store.records import Wanted
from fieldapp.store.workspace import Workspace

if TYPE_CHECKING:
    from fieldapp.reports.page import Drawn
    from fieldapp.reports.sheet import Sheet


def prepare(workspace: Workspace, order: PaperOrder) -> Prepared:
    """Choose what stands on the slip of some feedback.

    Without a place in the order it is that of the feedback, as far as the officer may read it.

    Raises:
        NoSuchRecord, NoCode, UnknownPlace, SeveralPlaces: As they say.
    """
    receipt, known = _receipt(workspace, order.record, order.place)

    return Prepared(
        "feedback",
        order.record,
        partial(_draw, receipt),
        receipt,
        receipt.code,
        findings=lambda: read(told_of_receipt(receipt), known),
        refuse=lambda: _refuse(receipt, known),
    )


def _refuse(receipt: Receipt, known: Known) -> None:
    for told, finding in stopping(told_of_receipt(receipt), known):
        what = Words(REASONS[finding.reason].what)
        raise TellsTooMuchSomewhere(part=told.where.part, what=what)


def _receipt(workspace: Workspace, feedback: str, place: str) -> tuple[Receipt, Known]:
    found = records.load(workspace, "feedback", feedback)
    if found.deleted is not None:
        raise NoSuchRecord(kind="feedback", record=feedback)
    seen = disclose(found, workspace.reader.at(Door.RECORD_PAPER))
    ledger = read_ledger(workspace, ("limit", *NAMED))
    where = _place(workspace, place or str(seen.values.get("place") or ""))
    known = known_here(workspace, ledger, least_shown(ledger))
    return receipt_of(seen, where, ledger.limits), known


def _place(workspace: Workspace, wanted: str) -> Disclosed | None:
    """Return a place as anybody may read it; None where none is named."""
    if not wanted:
        return None
    places = [disclose(each, COMMUNITY) for each in records.query(workspace, Wanted("place"))]
    return find_place(places, wanted)


def _draw(paper: Receipt, sheet: "Sheet") -> "Drawn":
    from fieldapp.reports.receipt import draw_receipt

    return draw_receipt(sheet, paper)
