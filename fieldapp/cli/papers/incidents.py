"""Preparing one counted copy of the summary of incidents."""

from functools import partial
from typing import TYPE_CHECKING

from fieldapp.cli.papers.places import area_of, period_of
from fieldapp.cli.papers.prepared import Prepared
from fieldapp.domain.code import new_code
from fieldapp.domain.papers.incidents import IncidentSummary, incident_summary
from fieldapp.domain.papers.order import Copy, PaperOrder
from fieldapp.domain.policy import Door
from fieldapp.store.ledger import read_ledger
from fieldapp.store.workspace import Workspace

if TYPE_CHECKING:
    from fieldapp.reports.page import Drawn
    from fieldapp.reports.sheet import Sheet


def prepare(workspace: Workspace, order: PaperOrder) -> Prepared:
    """Choose what stands on the summary, as the officer may see it.

    Raises:
        UnknownPlace, SeveralPlaces, NoPeriod, BadPeriod: As they say.
    """
    period = period_of(order.period)
    ledger = read_ledger(workspace, ("incident", "place"), workspace.reader.at(Door.RECORD_PAPER))
    area = area_of(ledger, order.place)
    paper = incident_summary(
        ledger,
        area,
        period,
        order.copy or Copy(1, 1, workspace.name),
        code=order.code or new_code(),
        made_on=workspace.wall().date().isoformat(),
    )

    return Prepared(
        "place" if area else "incident",
        area,
        partial(_draw, paper),
        paper,
        paper.code,
        paper.closed,
    )


def _draw(paper: IncidentSummary, sheet: "Sheet") -> "Drawn":
    from fieldapp.reports.incidents import draw_incidents

    return draw_incidents(sheet, paper)
