"""Whether it helps: what the figures of an indicator say of its course, from few and noisy points.

Only disclosed observations are looked at. What follows from a verdict is for `signals.results`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from math import sqrt
from statistics import median
from types import MappingProxyType

from fieldapp.domain.days import day_of
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.ledger import Ledger
from fieldapp.domain.limits import Limits
from fieldapp.language import N_

IMPROVING, FLAT, WORSE, TOO_LITTLE_DATA = "improving", "flat", "worse", "too_little_data"

FEWEST_POINTS, FEWEST_DAYS = 4, 3
"""With fewer figures, or figures of fewer days, no course is read."""

ONCE_IN_TEN = 1.28
"""Standard deviations that chance exceeds once in ten, on one side."""

RECENT_DAYS = 24
"""Days with a figure that are looked at, the latest: two years of monthly figures. What was long
ago does not hide that the course has changed."""

_BETTER: Mapping[Value, int] = {"up": 1, "down": -1}

Point = tuple[date, float]


@dataclass(frozen=True)
class Assessment:
    """What is known of an indicator at one place for one group.

    Attributes:
        place: P-code or id; "" for the whole mission.
        group: Code of the group that the figures are for; "" for everybody.
        verdict: ``improving``, ``flat``, ``worse`` or ``too_little_data``.
        records: The observations that were looked at, oldest first.
        latest: The figure of the last day, the middle one where that day has several.
        progress: Per cent of the way from baseline to target; None where one of them is missing.
        reached: Whether the latest figure is at the target or beyond it; None where it cannot be
            said.
    """

    indicator: Disclosed
    place: str
    group: str
    verdict: str
    records: tuple[Disclosed, ...]
    latest: float | None
    latest_on: date | None
    progress: float | None
    reached: bool | None


def assess(
    indicator: Disclosed,
    observations: Iterable[Disclosed],
    limits: Limits,
    *,
    place: str = "",
    group: str = "",
) -> Assessment:
    """Return what the observations of one series say, in whatever order they come.

    The slope is the median of the slopes between every two figures of different days, which less
    than 29 per cent of wild figures cannot carry off (Theil-Sen: P. K. Sen, "Estimates of the
    Regression Coefficient Based on Kendall's Tau", J. Am. Stat. Assoc. 63 (1968), p. 1379). It
    counts as a change when

    - the Mann-Kendall count of rising against falling pairs has the same sign and is as large as
      chance makes it once in ten, by the normal approximation with ties (H. B. Mann,
      "Nonparametric Tests Against Trend", Econometrica 13 (1945), p. 245; M. G. Kendall, "Rank
      Correlation Methods", 1948): of four figures, five of the six pairs must agree; and
    - over the days looked at it comes to more than the limit ``trend_change``, in per cent of the
      way from baseline to target, or of the first figure where one of those is missing.

    The same figure of the same day counts once, so that a record entered twice changes nothing.
    With fewer than 4 figures of 3 days, or where nobody said which direction is better, there is
    too little data.
    """
    dated = sorted(_dated(observations), key=lambda pair: (pair[0], pair[1].id))
    points = _recent({point for point, _ in dated})
    better = _BETTER.get(indicator.values.get("direction"), 0)
    last = points[-1][0] if points else None
    latest = median(value for day, value in points if day == last) if points else None
    aim = number(indicator.values.get("target"))
    return Assessment(
        indicator=indicator,
        place=place,
        group=group,
        verdict=_verdict(indicator, points, better, limits.of("trend_change", place)),
        records=tuple(record for point, record in dated if point in points),
        latest=latest,
        latest_on=last,
        progress=_progress(number(indicator.values.get("baseline")), aim, latest),
        reached=_reached(better, aim, latest),
    )


def assessments(ledger: Ledger, today: date) -> tuple[Assessment, ...]:
    """Return one assessment for each indicator, place and group with a figure until today.

    An indicator without any has one of too little data, at its own place.
    """
    found = []
    for indicator in sorted(ledger.of("indicator"), key=lambda record: record.id):
        by_series = series(ledger, indicator, today)
        for place, group in sorted(by_series):
            shown = by_series[place, group]
            found.append(assess(indicator, shown, ledger.limits, place=place, group=group))
    return tuple(found)


def series(
    ledger: Ledger, indicator: Disclosed, today: date
) -> Mapping[tuple[str, str], Sequence[Disclosed]]:
    """Return the observations of an indicator until today, by place and group.

    What is measured in two villages, or of women and of men, is not one course.
    """
    found: dict[tuple[str, str], list[Disclosed]] = {}
    for record in ledger.rows("observation", indicator):
        point = point_of(record)
        if point is not None and point[0] <= today:
            key = ledger.place_of(record), str(record.values.get("group") or "")
            found.setdefault(key, []).append(record)
    return found or {(ledger.place_of(indicator), ""): ()}


def point_of(observation: Disclosed) -> Point | None:
    """Return day and figure of an observation, or None where it does not give both."""
    day = day_of(observation.values.get("observed_on"))
    value = number(observation.values.get("value"))
    return (day, value) if day is not None and value is not None else None


def way(indicator: Disclosed, figures: Sequence[float]) -> float:
    """Return what a change is measured against: the way from baseline to target, or the size of
    the first figure where one of them is missing, or of the largest where that one is nought."""
    start, aim = (number(indicator.values.get(name)) for name in ("baseline", "target"))
    whole = abs(aim - start) if start is not None and aim is not None else 0
    return whole or abs(figures[0]) or max(abs(figure) for figure in figures)


def number(value: Value) -> float | None:
    """Return a number, or None for anything else; yes is none."""
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _dated(observations: Iterable[Disclosed]) -> Iterator[tuple[Point, Disclosed]]:
    for record in observations:
        point = point_of(record)
        if point is not None:
            yield point, record


def _recent(points: Iterable[Point]) -> list[Point]:
    ordered = sorted(points)
    days = sorted({day for day, _ in ordered})[-RECENT_DAYS:]
    return [point for point in ordered if point[0] >= days[0]]


def _verdict(indicator: Disclosed, points: Sequence[Point], better: int, limit: float) -> str:
    days = len({day for day, _ in points})
    if len(points) < FEWEST_POINTS or days < FEWEST_DAYS or not better:
        return TOO_LITTLE_DATA
    pairs = [(a, b) for a, b in combinations(points, 2) if a[0] < b[0]]
    slope = median((b[1] - a[1]) / (b[0] - a[0]).days for a, b in pairs)
    change = slope * (points[-1][0] - points[0][0]).days
    first = median(value for day, value in points if day == points[0][0])
    whole = way(indicator, [first, *(value for _, value in points)])
    course = _sign(slope) if abs(change) * 100 > limit * whole else 0
    if not course or course != _beyond_chance(points, pairs):
        return FLAT
    return IMPROVING if course == better else WORSE


def _beyond_chance(points: Sequence[Point], pairs: Sequence[tuple[Point, Point]]) -> int:
    """Return the Mann-Kendall sign: 1 rising, -1 falling, 0 within what chance gives."""
    count = sum(_sign(b[1] - a[1]) for a, b in pairs)
    n = len(points)
    same_day, same_value = (Counter(point[i] for point in points).values() for i in (0, 1))
    # Kendall's variance with ties in both rankings.
    spread = _pairs5(n) - sum(map(_pairs5, same_day)) - sum(map(_pairs5, same_value))
    twos = [sum(t * (t - 1) for t in ties) for ties in (same_day, same_value)]
    threes = [sum(t * (t - 1) * (t - 2) for t in ties) for ties in (same_day, same_value)]
    variance = (
        spread / 18
        + threes[0] * threes[1] / (9 * n * (n - 1) * (n - 2))
        + twos[0] * twos[1] / (2 * n * (n - 1))
    )
    return _sign(count) if abs(count) >= ONCE_IN_TEN * sqrt(max(variance, 0)) else 0


def _pairs5(ties: int) -> int:
    return ties * (ties - 1) * (2 * ties + 5)


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


def _progress(start: float | None, aim: float | None, latest: float | None) -> float | None:
    if start is None or aim is None or latest is None or start == aim:
        return None
    return (latest - start) * 100 / (aim - start)


def _reached(better: int, aim: float | None, latest: float | None) -> bool | None:
    if not better or aim is None or latest is None:
        return None
    return better * (latest - aim) >= 0


VERDICTS: Mapping[str, str] = MappingProxyType(
    {
        IMPROVING: N_("Improving: to be acknowledged"),
        FLAT: N_("Flat: to be recalibrated"),
        WORSE: N_("Worse: to be recalibrated now"),
        TOO_LITTLE_DATA: N_("Too little data"),
    }
)
"""What each verdict is called, and what follows from it."""
