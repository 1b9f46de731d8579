"""The sheet of indicators of a place or of the whole mission: where each began, stands and aims.

Beside what was measured stands how women, men and young people score; neither is the right one. A
figure that may count so few people that they can be known is on no sheet, nor what it could be
worked out from.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from fieldapp.domain.council.build import (
    PaperNeeds,
    Rows,
    refuse_undisclosed,
    reviews_held,
    scores_of,
)
from fieldapp.domain.council.given import rows_under, text_of
from fieldapp.domain.council.paper import Scored
from fieldapp.domain.days import day_of
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.figures.small_counts import counts_people, too_few
from fieldapp.domain.figures.small_figures import withheld_figures
from fieldapp.domain.figures.trends import Assessment, assess, number, series
from fieldapp.domain.hostile.council import told_in_line
from fieldapp.domain.hostile.told import Told, What, Where
from fieldapp.domain.ledger import Ledger
from fieldapp.domain.limits import Limits
from fieldapp.domain.papers.opening import Opening, opening_of, told_of_opening
from fieldapp.language import N_

TITLE = N_("What was measured")
MEASURED = N_("From the beginning to the aim")
SCORES = N_("Scorecard")

KINDS = ("place", "indicator", "observation", "joint_review", "score")
"""Kinds of record that the sheet is made from."""


@dataclass(frozen=True)
class Point:
    """A figure of a day, ISO."""

    on: str
    value: float


@dataclass(frozen=True)
class Measured:
    """One indicator at one place for one group.

    Attributes:
        place: Its name where the sheet is about a larger one; "" else.
        group: Code of `group`; "" for everybody.
        measure: Code of `measure`; direction: of `direction`.
        baseline, target: None where nobody set them, or they may not be shown.
        latest: Of all figures until the end of the period.
        points: The figures of the period, the earliest first.
        verdict: As `figures.trends` says it.
        progress: Per cent of the way from the beginning to the aim.
        withheld: Something is not shown, to protect people.
    """

    name: str
    place: str
    group: str
    measure: str
    direction: str
    baseline: Point | None
    target: Point | None
    latest: Point | None
    points: tuple[Point, ...]
    verdict: str
    progress: int | None
    withheld: bool
    record: str = field(default="", repr=False, compare=False)


@dataclass(frozen=True)
class Review:
    """The scorecard of one review; ``place`` is "" where the sheet is about that very place."""

    place: str
    held_on: str
    scores: tuple[Scored, ...]


@dataclass(frozen=True)
class IndicatorSheet:
    """What stands on the sheet."""

    code: str
    made_on: str
    opening: Opening
    measured: tuple[Measured, ...]
    reviews: tuple[Review, ...]
    smallest_count: int

    @property
    def withheld(self) -> int:
        """On how many indicators something is not shown."""
        return sum(each.withheld for each in self.measured)


def indicators(
    needs: PaperNeeds, place: Disclosed | None, disclosed: Rows, limits: Limits
) -> IndicatorSheet:
    """Return the sheet of a place, or of the whole mission where there is none.

    Args:
        limits: The mission's, by which it is read whether a course is more than chance.

    Raises:
        NotForPaper: A record was disclosed to somebody else.
    """
    refuse_undisclosed(disclosed, KINDS)
    hidden = withheld_figures(Ledger(disclosed), needs.smallest_count)
    ledger = Ledger(disclosed)
    last = day_of(min(needs.period.last, needs.made_on)) or date.min
    measured = tuple(
        _measured(assess(indicator, shown, limits, place=at, group=group), needs, ledger, hidden)
        for indicator in sorted(
            ledger.of("indicator"), key=lambda row: (text_of(row, "work"), text_of(row, "name"))
        )
        for (at, group), found in sorted(series(ledger, indicator, last).items())
        if _is_here(ledger, place, at)
        for shown in [[row for row in found if row.id not in hidden]]
    )
    return IndicatorSheet(
        needs.code,
        needs.made_on,
        opening_of(needs, place),
        measured,
        tuple(_reviews(needs, place, ledger)),
        needs.smallest_count,
    )


def _is_here(ledger: Ledger, place: Disclosed | None, at: str) -> bool:
    return place is None or ledger.areas.covers(place.id, at)


def _measured(
    found: Assessment, needs: PaperNeeds, ledger: Ledger, hidden: frozenset[str]
) -> Measured:
    indicator, least = found.indicator, needs.smallest_count
    people = counts_people(indicator)
    baseline, target = (
        _point(indicator, name, least if people else 0) for name in ("baseline", "target")
    )
    left_out = any(
        row.id in hidden and (ledger.place_of(row), text_of(row, "group")) == (found.place,
        found.group) for row in ledger.rows("observation", indicator)
    ) or any(
        point is None and number(indicator.values.get(name)) is not None
        for name, point in (("baseline", baseline), ("target", target))
    )  # fmt: skip
    points = sorted(
        (Point(text_of(row, "observed_on"), value) for row in found.records
         if (value := number(row.values.get("value"))) is not None),
        key=lambda point: point.on,
    )  # fmt: skip
    known = found.progress is not None and baseline is not None and target is not None
    return Measured(
        name=text_of(indicator, "name"),
        place="" if found.place in needs.places else _name_of(ledger, found.place),
        group=found.group,
        measure=text_of(indicator, "measure"),
        direction=text_of(indicator, "direction"),
        baseline=baseline,
        target=target,
        latest=None
        if found.latest is None or found.latest_on is None
        else Point(found.latest_on.isoformat(), found.latest),
        points=tuple(point for point in points if needs.period.holds(point.on)),
        verdict=found.verdict,
        progress=round(found.progress) if known and found.progress is not None else None,
        withheld=left_out,
        record=indicator.id,
    )


def _point(indicator: Disclosed, name: str, least: int) -> Point | None:
    figure = number(indicator.values.get(name))
    if figure is None or too_few(figure, least):
        return None
    return Point(text_of(indicator, f"{name}_on"), figure)


def _name_of(ledger: Ledger, place: str) -> str:
    found = (row for row in ledger.of("place") if ledger.areas.place(row.id) == place)
    return next((text_of(row, "name") for row in found), "")


def _reviews(needs: PaperNeeds, place: Disclosed | None, ledger: Ledger) -> Iterator[Review]:
    """Give the last scorecard of the period of each place that the sheet is about."""
    last: dict[str, Disclosed] = {}
    for review in reviews_held(ledger.of("joint_review"), needs.period.last):
        at = ledger.place_of(review)
        if _is_here(ledger, place, at) and needs.period.holds(text_of(review, "held_on")):
            last[at] = review
    for at, review in sorted(last.items()):
        scores = scores_of(rows_under(ledger.records, "score", [review]))
        name = "" if at in needs.places else _name_of(ledger, at)
        if scores:
            yield Review(name, text_of(review, "held_on"), scores)


def told(paper: IndicatorSheet) -> Iterator[Told]:
    """Give everything that somebody can read on the sheet."""
    yield from told_of_opening(paper.opening, TITLE, paper.made_on)
    for line, each in enumerate(paper.measured, 1):
        where = Where(2, MEASURED, line)
        yield from told_in_line(where, "", each.name)
        if each.place:
            yield Told(where, What.PLACE, each.place)
        yield from _told_of_days(where, each)
    scored: Sequence[Scored] = [one for review in paper.reviews for one in review.scores]
    for line, score in enumerate(scored, 1):
        yield from told_in_line(Where(3, SCORES, line), "", score.subject, score.reason)


def _told_of_days(where: Where, each: Measured) -> Iterator[Told]:
    known: Iterable[Point | None] = (each.baseline, each.target, each.latest, *each.points)
    for point in known:
        if point is not None and point.on:
            yield Told(where, What.DAY, point.on, about=each.name)
