"""The council's paper for the pictures of `gallery`: made as the command line makes it, by the same
domain and the same drawing."""

from collections.abc import Mapping, Sequence

from fieldapp.domain.council import (
    KINDS_ON_PAPER,
    CouncilPaper,
    PaperNeeds,
    council_paper,
)
from fieldapp.domain.council.leave_out import leave_out
from fieldapp.domain.disclosure import COMMUNITY, Disclosed, disclose
from fieldapp.domain.figures.small_counts import least_shown
from fieldapp.domain.hostile.look import PaperLook, look_at
from fieldapp.domain.hostile.reading import Known
from fieldapp.domain.papers.drawn import DrawnPaper
from fieldapp.domain.papers.incidents import incident_summary
from fieldapp.domain.papers.order import PaperOrder
from fieldapp.domain.policy import Door
from fieldapp.domain.receipt import receipt_of
from fieldapp.language import load_language
from fieldapp.progress import Progress
from fieldapp.reports.incidents import draw_incidents
from fieldapp.reports.joint_review import draw_joint_review
from fieldapp.reports.leaf import SLIP
from fieldapp.reports.receipt import draw_receipt
from fieldapp.reports.sheet import Sheet
from fieldapp.store import records
from fieldapp.store.ledger import read_ledger
from fieldapp.store.workspace import Workspace
from fieldapp.ui.gallery_village import PLACES

Rows = Mapping[str, Sequence[Disclosed]]


def draw_paper(workspace: Workspace, order: PaperOrder, progress: Progress) -> DrawnPaper:
    """Draw the paper of an order: a receipt, a summary of incidents, or the council's in place of
    any other."""
    progress.step(1, 2)
    if order.sort == "incidents":
        return DrawnPaper(_summary(workspace, order), "incident", "", order.code, {}, draft=False)
    if order.sort == "receipt":
        return DrawnPaper(_slip(workspace, order), "feedback", order.record, "", {}, draft=False)
    paper, _ = _paper(workspace, order)
    drawn = draw_joint_review(Sheet(load_language(order.manner.language)), paper)
    return DrawnPaper(drawn.content, "place", order.place, paper.code, {}, draft=False)


def look_at_paper(workspace: Workspace, order: PaperOrder, progress: Progress) -> PaperLook:
    """Look at what the paper of an order holds and tells."""
    paper, disclosed = _paper(workspace, order)
    progress.step(1, 2)
    known = Known(
        today=workspace.wall().date(),
        members=(workspace.name,),
        places=tuple(PLACES.values()),
        smallest=paper.smallest_count,
    )
    return look_at(paper, disclosed, known, for_team=4)


def _paper(workspace: Workspace, order: PaperOrder) -> tuple[CouncilPaper, Rows]:
    disclosed = leave_out(
        {
            kind: [disclose(r, COMMUNITY) for r in records.query(workspace, records.Wanted(kind))]
            for kind in KINDS_ON_PAPER
        },
        order.left_out.answers,
    )
    own = [p.id for p in disclosed["place"] if p.values.get("pcode") == order.place]
    assert order.period is not None
    needs = PaperNeeds(
        code=order.code or "GOR-7K2N",
        made_on=workspace.wall().date().isoformat(),
        period=order.period,
        places=frozenset({order.place, *own}),
        place_name=PLACES[order.place],
        number=3,
        smallest_count=least_shown(read_ledger(workspace, ("limit", "place"))),
    )
    return council_paper(needs, disclosed), disclosed


def _summary(workspace: Workspace, order: PaperOrder) -> bytes:
    ledger = read_ledger(workspace, ("incident", "place"), workspace.reader.at(Door.RECORD_PAPER))
    assert order.period is not None
    assert order.copy is not None
    made_on = workspace.wall().date().isoformat()
    summary = incident_summary(
        ledger, "", order.period, order.copy, code=order.code, made_on=made_on
    )
    return draw_incidents(Sheet(load_language(order.manner.language)), summary).content


def _slip(workspace: Workspace, order: PaperOrder) -> bytes:
    place = next(
        (disclose(r, COMMUNITY) for r in records.query(workspace, records.Wanted("place"))), None
    )
    seen = disclose(records.load(workspace, "feedback", order.record), workspace.reader)
    receipt = receipt_of(seen, place, read_ledger(workspace, ("limit", "place")).limits)
    return draw_receipt(Sheet(load_language(order.manner.language), SLIP), receipt).content
