"""Preparing the period report for headquarters."""

from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from fieldapp.cli.papers.places import area_of, period_of
from fieldapp.cli.papers.prepared import Prepared
from fieldapp.domain.code import new_code
from fieldapp.domain.papers.order import PaperOrder
from fieldapp.domain.papers.period import PeriodReport, period_report
from fieldapp.domain.policy import Door
from fieldapp.domain.schema import Level
from fieldapp.store.ledger import read_ledger
from fieldapp.store.workspace import Workspace

if TYPE_CHECKING:
    from fieldapp.reports.page import Drawn
    from fieldapp.reports.sheet import Sheet


def prepare(workspace: Workspace, order: PaperOrder) -> Prepared:
    """Count what stands on the report: what the team may see, whoever prints it.

    Raises:
        UnknownPlace, SeveralPlaces, NoPeriod, BadPeriod: As they say.
    """
    period = period_of(order.period)
    own = workspace.reader.at(Door.DASHBOARD)
    # That one grave complaint came from a village on a day is not for a paper of the whole team.
    team = replace(own, clearance=min(own.clearance, Level.TEAM), confided=frozenset())
    ledger = read_ledger(workspace, reader=team)
    area = area_of(ledger, order.place)
    paper = period_report(
        ledger,
        area,
        date.fromisoformat(period.first),
        date.fromisoformat(period.last),
        code=order.code or new_code(),
        today=workspace.wall().date(),
    )

    return Prepared("place" if area else "", area, partial(_draw, paper), paper, paper.code)


def _draw(paper: PeriodReport, sheet: "Sheet") -> "Drawn":
    from fieldapp.reports.period import draw_period

    return draw_period(sheet, paper)
