"""Displacement, rule of law and service delivery as they move: what asks for a change of course."""

from collections.abc import Iterator, Sequence
from datetime import date
from statistics import median

from fieldapp.domain.days import after, day_of
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.figures.trends import Point, point_of, series, way
from fieldapp.domain.ledger import Ledger, ref
from fieldapp.domain.schema import Level
from fieldapp.domain.signals.signal import Signal
from fieldapp.language import N_

WATCHED = ("displacement", "rule_of_law", "service_delivery")
NEW_DAYS = 14
"""A figure is new for so many days; after that its trend says more."""


def signals(ledger: Ledger, today: date) -> Iterator[Signal]:
    """Give each new figure that moved by more than the limit ``trend_change`` against the one of
    the day before it, until a decision that names the indicator comes after it.

    One figure can be chance, so it asks and does not judge; the course over time is for `results`.
    Figures of one day are taken together, by their median. Whoever may not see which indicator a
    decision names is told nothing, because it may have been answered.
    """
    for indicator in ledger.of("indicator"):
        if indicator.values.get("about") in WATCHED and indicator.clearance >= Level.TEAM:
            for (place, _), observations in sorted(series(ledger, indicator, today).items()):
                yield from _moved(ledger, indicator, place, observations, today)


def _moved(
    ledger: Ledger,
    indicator: Disclosed,
    place: str,
    observations: Sequence[Disclosed],
    today: date,
) -> Iterator[Signal]:
    points = _by_day(observations)
    if len(points) < 2:
        return
    (_, before), (day, now) = points[-2:]
    limit = ledger.limits.of("trend_change", place)
    small = abs(now - before) * 100 <= limit * way(indicator, [before, now])
    if small or day < after(today, -NEW_DAYS) or _decided_since(ledger, indicator, day):
        return
    newest = sorted(
        (each for each in observations if day_of(each.values.get("observed_on")) == day),
        key=lambda record: record.id,
    )
    name, tone, text = _told(indicator, now > before)
    yield Signal(
        name=name,
        tone=tone,
        text=text,
        about=(ref(indicator), *map(ref, newest)),
        facts={"day": day},
        place=place,
        day=day.isoformat(),
    )


def _told(indicator: Disclosed, rises: bool) -> tuple[str, str, str]:
    better = indicator.values.get("direction")
    if better not in ("up", "down"):
        return "course_changed", "warn", N_("The figure of {day} differs clearly from the last.")
    if rises == (better == "up"):
        text = N_("The figure of {day} is clearly better than the last: build on what helped.")
        return "course_better", "info", text
    text = N_(
        "The figure of {day} is clearly worse than the last: does the course need correcting?"
    )
    return "course_worse", "warn", text


def _by_day(observations: Sequence[Disclosed]) -> list[Point]:
    found: dict[date, set[float]] = {}
    for record in observations:
        point = point_of(record)
        if point is not None:
            found.setdefault(point[0], set()).add(point[1])
    return [(day, median(found[day])) for day in sorted(found)]


def _decided_since(ledger: Ledger, indicator: Disclosed, day: date) -> bool:
    return any(
        decision.values.get("indicator") == indicator.id
        and decision.values.get("step") in (None, "taken", "refused")
        and (decided := day_of(decision.values.get("decided_on"))) is not None
        and decided >= day
        for decision in ledger.of("decision")
    )
