"""What the map is made of, read in a task: places as they stand, and the ground they lie on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF

from fieldapp.domain.disclosure import Reader, disclose
from fieldapp.domain.figures.small_counts import least_shown
from fieldapp.domain.figures.standing import KINDS_NEEDED, Spot, spots
from fieldapp.domain.ledger import Ledger
from fieldapp.domain.outline import decode
from fieldapp.domain.policy import Door
from fieldapp.store import records
from fieldapp.store.ledger import read_ledger
from fieldapp.store.records import Wanted
from fieldapp.store.workspace import Workspace, close, reopen
from fieldapp.ui.map.ground import Area, Ground, area_of
from fieldapp.ui.map.plane import on_plane


@dataclass(frozen=True)
class Seen:
    """All that the map shows.

    Attributes:
        ledger: What may pass the map's door, for the card of a place.
        at: Where the places that have a position are on the plane, by place.
        least: The smallest count of people that may be told.
    """

    ledger: Ledger
    spots: tuple[Spot, ...]
    at: Mapping[str, QPointF]
    ground: Ground
    least: int


def read_map(workspace: Workspace, reader: Reader, today: date) -> Seen:
    """Read what a map may show. Opens the workspace a second time, so it belongs into a task."""
    at_map = reader.at(Door.MAP)
    own = reopen(workspace)
    try:
        ledger = read_ledger(own, KINDS_NEEDED, at_map)
        areas = tuple(_areas(own, at_map))
    finally:
        close(own)
    found = spots(ledger, today)
    at = {spot.place: on_plane(spot.position) for spot in found if spot.position is not None}
    return Seen(ledger, found, at, Ground(areas), least_shown(ledger))


def _areas(workspace: Workspace, reader: Reader) -> list[Area]:
    found = []
    for record in records.query(workspace, Wanted("boundary")):
        told = disclose(record, reader).values
        if "name" not in told:
            continue
        # Nobody is asked an outline, so nobody is shown it as an answer: it is drawn.
        rings = decode(record.values.get("outline"))
        area = area_of(
            str(told["name"]), str(told.get("place") or ""), str(told.get("type") or ""), rings
        )
        if area is not None:
            found.append(area)
    return found
