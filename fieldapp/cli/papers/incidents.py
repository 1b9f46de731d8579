"""Preparing one counted copy of the summary of incidents."""

from functools import partial
from typing import TYPE_CHECKING

from fieldapp.cli.papers.places import area_of, period_of
from fieldapp.cli.papers.prepared import Prepared
from fieldapp.cli.telling import NAMED, known_here
from fieldapp.domain.code import new_code
from fieldapp.domain.hostile.finding import REASONS
from fieldapp.domain.hostile.reading import stopping
from fieldapp.domain.kinds.incident import INCIDENT
from fieldapp.domain.papers.incidents import IncidentSummary, incident_summary, sentences
from fieldapp.domain.papers.order import Copy, PaperOrder
from fieldapp.domain.policy import Door
from fieldapp.errors import UserError, Words
from fieldapp.language import N_
from fieldapp.store.ledger import read_ledger
from fieldapp.store.workspace import Workspace

if TYPE_CHECKING:
    from fieldapp.reports.page import Drawn
    from fieldapp.reports.sheet import Sheet


class NamesSomebody(UserError):
    """A sentence for the team with a name, a number or a position in it. It is never repeated."""

    text = N_("The summary would tell {what}: “{field}” of the incident {record}.")
    remedy = N_("Correct that sentence: nothing in it may point to a person. Nothing was written.")


def prepare(workspace: Workspace, order: PaperOrder) -> Prepared:
    """Choose what stands on the summary, as the officer may see it.

    Raises:
        UnknownPlace, SeveralPlaces, NoPeriod, BadPeriod: As they say; drawn it is only where it
            is not `NamesSomebody`.
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
        refuse=lambda: _refuse(workspace, paper),
    )


def _refuse(workspace: Workspace, paper: IncidentSummary) -> None:
    known = known_here(workspace, read_ledger(workspace, NAMED), 0)
    for record, sentence in sentences(paper):
        for _seen, finding in stopping((sentence,), known):
            what = Words(REASONS[finding.reason].what)
            label = Words(INCIDENT.field("summary").label)
            raise NamesSomebody(what=what, field=label, record=record)


def _draw(paper: IncidentSummary, sheet: "Sheet") -> "Drawn":
    from fieldapp.reports.incidents import draw_incidents

    return draw_incidents(sheet, paper)
