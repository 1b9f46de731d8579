"""One monitoring framework: civilian, security and development indicators side by side.

For the window and the command line, from what the reader may see. A figure that counts people and
is so small that it points to somebody is not shown, nor what it could be worked out from.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from fieldapp.domain.codelists import code_list
from fieldapp.domain.days import day_of
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.figures.small_counts import counts_people, least_shown, too_few
from fieldapp.domain.figures.small_figures import withheld_figures
from fieldapp.domain.figures.trends import (
    FLAT,
    IMPROVING,
    WORSE,
    Assessment,
    assessments,
    number,
)
from fieldapp.domain.ledger import Ledger

_SECURITY = ("violence_against_civilians", "displacement", "freedom_of_movement")
_WELL_BEING = (
    "wellbeing", "service_delivery", "trust", "womens_participation", "youth_participation",
)  # fmt: skip
_FIRST = {WORSE: 0, FLAT: 1, IMPROVING: 2}


@dataclass(frozen=True)
class Cell:
    """How an indicator stands at one place.

    Attributes:
        latest: The newest figure; None where there is none, or where it is withheld.
        withheld: The figure counts too few people to be shown, or another group's figure of the
            same indicator, place and day does.
        progress: Per cent of the way to the aim; None where unknown or withheld.
        age: Days since the newest figure; None without one.
        fresh: Whether it is within the mission's time between joint reviews.
        observations: What it stands on, oldest first, but for figures that are withheld.
    """

    place: str
    latest: float | None
    withheld: bool
    progress: float | None
    verdict: str
    on: date | None
    age: int | None
    fresh: bool
    observations: tuple[Disclosed, ...]


@dataclass(frozen=True)
class Row:
    """One indicator, for one group or for everybody, with a cell for each place it is known of.

    Attributes:
        aim: None where there is none, or where it counts too few people to be shown.
    """

    indicator: Disclosed
    group: str
    aim: float | None
    aim_on: str
    cells: Mapping[str, Cell]

    @property
    def rank(self) -> tuple[int, int, str, str]:
        """Return what brings the rows in order: the worst first, then the freshest."""
        cells = self.cells.values()
        worst = min((_FIRST.get(cell.verdict, len(_FIRST)) for cell in cells), default=len(_FIRST))
        newest = max((cell.on.toordinal() for cell in cells if cell.on), default=0)
        return worst, -newest, self.indicator.id, self.group


@dataclass(frozen=True)
class Group:
    """The rows of one field of work, by its code; "" for what names none."""

    work: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Board:
    """All of it.

    Attributes:
        groups: Civilian, security and development, each there even when empty; others after them.
        places: Every place with a cell, the columns of a table.
        security, well_being: As many rows of the one side as of the other, so that neither is
            told alone.
    """

    groups: tuple[Group, ...]
    places: tuple[str, ...]
    security: tuple[Row, ...]
    well_being: tuple[Row, ...]


def board(ledger: Ledger, today: date, area: str = "") -> Board:
    """Return the board of the whole mission, or of an area and the places in it."""
    shown = [a for a in assessments(ledger, today) if ledger.areas.covers(area, a.place)]
    rows = sorted(_rows(ledger, shown, today), key=lambda row: row.rank)
    security = [row for row in rows if _side(row) == "security"]
    well_being = [row for row in rows if _side(row) == "well_being"]
    equal = min(len(security), len(well_being))
    return Board(
        groups=tuple(_groups(rows)),
        places=tuple(sorted({place for row in rows for place in row.cells})),
        security=tuple(security[:equal]),
        well_being=tuple(well_being[:equal]),
    )


def _rows(ledger: Ledger, shown: Iterable[Assessment], today: date) -> Iterator[Row]:
    by_row: dict[tuple[str, str], list[Assessment]] = {}
    for found in shown:
        by_row.setdefault((found.indicator.id, found.group), []).append(found)
    least = least_shown(ledger)
    small = withheld_figures(ledger, least)
    for (_, group), members in by_row.items():
        indicator = members[0].indicator
        yield Row(
            indicator=indicator,
            group=group,
            aim=_shown(indicator, "target", least),
            aim_on=str(indicator.values.get("target_on") or ""),
            cells={each.place: _cell(ledger, each, today, least, small) for each in members},
        )


def _cell(ledger: Ledger, found: Assessment, today: date, least: int, small: Set[str]) -> Cell:
    people = counts_people(found.indicator)
    # The verdict is of the same observations; it says which way, not how many.
    newest = (each.id for each in found.records if _day(each) == found.latest_on)
    withheld = people and (too_few(found.latest, least) or not small.isdisjoint(newest))
    ends = [_shown(found.indicator, name, least) for name in ("baseline", "target")]
    age = (today - found.latest_on).days if found.latest_on is not None else None
    return Cell(
        place=found.place,
        latest=None if withheld else found.latest,
        withheld=withheld,
        # With two of figure, baseline and aim, the way that is behind tells the third.
        progress=None if withheld or None in ends else found.progress,
        verdict=found.verdict,
        on=found.latest_on,
        age=age,
        fresh=age is not None and age <= ledger.limits.of("review_gap", found.place),
        observations=tuple(each for each in found.records if each.id not in small),
    )


def _day(observation: Disclosed) -> date | None:
    return day_of(observation.values.get("observed_on"))


def _shown(indicator: Disclosed, name: str, least: int) -> float | None:
    """Return what an indicator began with or aims at; None where it points to somebody."""
    figure = number(indicator.values.get(name))
    return None if counts_people(indicator) and too_few(figure, least) else figure


def _side(row: Row) -> str:
    """Say which side of the page a row is on: by what it measures, else by its part of the work."""
    values = row.indicator.values
    if values.get("about") in _WELL_BEING:
        return "well_being"
    if values.get("about") in _SECURITY or values.get("work") == "security":
        return "security"
    return ""


def _groups(rows: Sequence[Row]) -> Iterator[Group]:
    by_work: dict[str, list[Row]] = {work: [] for work in code_list("field_of_work").labels}
    for row in rows:
        by_work.setdefault(str(row.indicator.values.get("work") or ""), []).append(row)
    for work, members in by_work.items():
        yield Group(work, tuple(members))
