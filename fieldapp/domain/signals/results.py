"""Acknowledgement and recalibration: which indicators improve, and which ask for another course."""

from collections.abc import Iterator
from datetime import date

from fieldapp.domain.days import after, day_of
from fieldapp.domain.figures.trends import FLAT, IMPROVING, WORSE, Assessment, assessments
from fieldapp.domain.ledger import Ledger, ref
from fieldapp.domain.signals.signal import Signal
from fieldapp.language import N_

_OLD = "review_gap"
"""The mission's limit after which figures are too old to judge by: each joint review needs one."""


def signals(ledger: Ledger, today: date) -> Iterator[Signal]:
    """Give what the course of each indicator asks for, by place and group.

    An old figure says nothing of today, so the course is told only while figures are fresh; an
    aim whose day has passed is told either way.
    """
    for found in assessments(ledger, today):
        oldest = after(today, -ledger.limits.of(_OLD, found.place))
        if found.latest_on is None or found.latest_on < oldest:
            yield from _unobserved(found, oldest)
        else:
            yield from _course(found)
        yield from _late(found, today)


def _course(found: Assessment) -> Iterator[Signal]:
    if found.verdict == IMPROVING:
        yield _signal(
            found,
            "result_improving",
            "ok",
            N_("An indicator improves, by {count} observations: to be acknowledged."),
        )
    elif found.verdict == WORSE:
        yield _signal(
            found,
            "result_worse",
            "bad",
            N_("An indicator gets worse, by {count} observations: to be recalibrated."),
        )
    elif found.verdict == FLAT and not found.reached:
        yield _signal(
            found,
            "result_flat",
            "warn",
            N_("An indicator does not move, by {count} observations: to be recalibrated."),
        )


def _unobserved(found: Assessment, oldest: date) -> Iterator[Signal]:
    since = found.latest_on or day_of(found.indicator.values.get("baseline_on"))
    if since is None:
        text = N_("An indicator has no observation yet.")
        yield _signal(found, "result_never_observed", "info", text)
    elif since < oldest:
        text = N_("An indicator has not been observed since {since}.")
        yield _signal(found, "result_unobserved", "warn", text, since)


def _late(found: Assessment, today: date) -> Iterator[Signal]:
    until = day_of(found.indicator.values.get("target_on"))
    if until is not None and until < today and found.reached is False:
        text = N_("The aim of an indicator was due on {since} and is not reached.")
        yield _signal(found, "result_aim_overdue", "bad", text, until)


def _signal(
    found: Assessment, name: str, tone: str, text: str, since: date | None = None
) -> Signal:
    day = since or found.latest_on
    facts = {"count": len(found.records), "since": since}
    return Signal(
        name=name,
        tone=tone,
        text=text,
        about=(ref(found.indicator), *map(ref, found.records)),
        facts={fact: value for fact, value in facts.items() if f"{{{fact}}}" in text},
        place=found.place,
        day=day.isoformat() if day else "",
    )
