"""A paper is drawn by the calendar and in the digits of the place that it is about."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from fieldapp.cli.papers.places import UnknownPlace, find_place
from fieldapp.cli.papers.prepared import Prepared
from fieldapp.domain.disclosure import COMMUNITY, Disclosed, disclose
from fieldapp.domain.papers.local_ways import as_here
from fieldapp.domain.papers.order import PaperOrder
from fieldapp.domain.policy import Door
from fieldapp.store import records
from fieldapp.store.records import Wanted
from fieldapp.store.workspace import Workspace

if TYPE_CHECKING:
    from fieldapp.reports.page import Drawn
    from fieldapp.reports.sheet import Sheet


def in_local_ways(workspace: Workspace, order: PaperOrder, ready: Prepared) -> Prepared:
    """Return a paper that is drawn as its order asks, and else as its place writes."""
    places = [disclose(each, COMMUNITY) for each in records.query(workspace, Wanted("place"))]
    named = ready.record if ready.kind == "place" else order.place
    place = _found(places, named) if named else _place_of(workspace, ready)
    calendar, digits = as_here(order.manner, place, places)
    return replace(ready, draw=partial(_drawn, ready.draw, calendar, digits))


def _drawn(draw: "Callable[[Sheet], Drawn]", calendar: str, digits: str, sheet: "Sheet") -> "Drawn":
    return draw(sheet.written(calendar, digits))


def _found(places: Sequence[Disclosed], named: str) -> str:
    try:
        return find_place(places, named).id
    except UnknownPlace:
        return named  # a p-code whose place has not arrived yet


def _place_of(workspace: Workspace, ready: Prepared) -> str:
    """Return the place of the record that a paper is about, as far as the officer may read it."""
    record = records.find(workspace, ready.record)
    if record is None:
        return ""
    seen = disclose(record, workspace.reader.at(Door.RECORD_PAPER))
    return str(seen.values.get("place") or "")
