"""A paper is drawn by the calendar, in the digits and with the pictograms of where it is read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
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


PICTOGRAMS = "pictograms"
"""Folder of a workspace with a mission's own drawings; see `reports.own_pictograms`."""


def in_local_ways(workspace: Workspace, order: PaperOrder, ready: Prepared) -> Prepared:
    """Return a paper that is drawn as its order asks, and else as its place writes, with the
    mission's own pictograms.

    Raises:
        BadPictogram: One of these cannot be used.
    """
    places = [disclose(each, COMMUNITY) for each in records.query(workspace, Wanted("place"))]
    named = ready.record if ready.kind == "place" else order.place
    place = _found(places, named) if named else _place_of(workspace, ready)
    calendar, digits = as_here(order.manner, place, places)
    own = _own_pictograms(workspace.folder / PICTOGRAMS)
    return replace(ready, draw=partial(_drawn, ready.draw, calendar, digits, own))


def _drawn(
    draw: "Callable[[Sheet], Drawn]",
    calendar: str,
    digits: str,
    own: Mapping[str, str],
    sheet: "Sheet",
) -> "Drawn":
    return draw(sheet.there(calendar, digits, own))


def _own_pictograms(folder: Path) -> Mapping[str, str]:
    if not folder.is_dir():  # which is usual; what draws takes long to load
        return {}
    from fieldapp.reports.own_pictograms import read_own

    return read_own(folder)


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
