"""The parts of the results page: what is worked out for all of them, and the cards of each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from fieldapp.domain.community.power import PowerMap, power_map
from fieldapp.domain.community.seasons import Spell, calendar
from fieldapp.domain.days import after
from fieldapp.domain.disclosure import Reader
from fieldapp.domain.figures.board import Board, board
from fieldapp.domain.figures.equity import Measure, shares
from fieldapp.domain.figures.here import A_YEAR
from fieldapp.domain.figures.ownership import Compass, compass
from fieldapp.domain.figures.participation import Participation, attendance, seats
from fieldapp.domain.ledger import Ledger
from fieldapp.domain.policy import Door
from fieldapp.domain.scope import RESTRICTED
from fieldapp.language import N_
from fieldapp.store.ledger import read_ledger
from fieldapp.store.workspace import Workspace, close, reopen
from fieldapp.ui.pages.community_cards import people_sheets, power_sheets, season_sheets
from fieldapp.ui.pages.results_cards import Sheet, indicator_sheets, ownership_sheets
from fieldapp.ui.session import Session

OWNERSHIP, INDICATORS, PEOPLE = "ownership", "indicators", "people"
SEASONS, POWER = "seasons", "power"

PARTS: Mapping[str, str] = MappingProxyType(
    {
        OWNERSHIP: N_("Ownership"),
        INDICATORS: N_("Indicators"),
        PEOPLE: N_("People"),
        SEASONS: N_("Seasons"),
        POWER: N_("Power"),
    }
)
"""What each part is called, in the order in which they are offered."""


@dataclass(frozen=True)
class Results:
    """All that the page shows of a place, "" for the whole mission; as its reader may know it.

    Attributes:
        came, sit: Who came to meetings in the last year, who has a seat with a vote.
        spells: Seasons of the next year.
    """

    place: str
    ledger: Ledger
    compass: Compass
    board: Board
    shares: tuple[Measure, ...]
    came: Participation
    sit: Participation
    spells: tuple[Spell, ...]
    power: PowerMap


def read_results(workspace: Workspace, reader: Reader, place: str, today: date) -> Results:
    """Read the workspace and work everything out, a year back and a year ahead.

    Opens the workspace a second time, so it belongs into a task.
    """
    own = reopen(workspace)
    try:
        ledger = read_ledger(own, reader=reader.at(Door.DASHBOARD))
    finally:
        close(own)
    days = after(today, -A_YEAR.days), today
    return Results(
        place=place,
        ledger=ledger,
        compass=compass(ledger, place, *days),
        board=board(ledger, today, place),
        shares=shares(ledger, *days),
        came=attendance(ledger, place, *days),
        sit=seats(ledger, place, with_vote=True),
        spells=calendar(ledger, place, today, after(today, A_YEAR.days)),
        power=power_map(ledger, place, reader.clearance_in(RESTRICTED)),
    )


def sheets_of(session: Session, found: Results, part: str) -> Iterable[Sheet]:
    """Return what the cards of one of the `PARTS` say."""
    if part == INDICATORS:
        return indicator_sheets(session, found.board)
    if part == PEOPLE:
        return people_sheets(session, found.came, found.sit)
    if part == SEASONS:
        return season_sheets(session, found.ledger, found.spells)
    if part == POWER:
        return power_sheets(session, found.ledger, found.power)
    return ownership_sheets(session, found.ledger, found.place, found.compass, found.shares)
