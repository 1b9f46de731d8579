"""How late an incident was reported, and how long each step of the response took."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from fieldapp.domain.codelists import code_list
from fieldapp.domain.days import day_of
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.ledger import Ledger

_DELAYS = ((3, "0_3_days"), (5, "4_5_days"), (14, "6_14_days"), (30, "2_weeks_1_month"))
_LATEST = "over_1_month"
_UNSURE_DAYS = {"day": 0, "few_days": 3, "week": 7, "month": 31, "year": 366}

_NO_HOUR = 24
"""Sorts after every hour of its day."""


@dataclass(frozen=True)
class Took:
    """The time from one step of the response to the next one that was recorded.

    Attributes:
        unit: "hours" where both steps give their hour, else "days".
        amount: Below nought where the later step of the chain came first.
    """

    since: str
    until: str
    amount: int
    unit: str


def delay_class(days: int) -> str:
    """Return the GBVIMS class of a delay in whole days; "" for a report before the incident.

    Day 3 is the last of the first class, because the first 72 hours matter medically, and 30 days
    make a month. Primero's own ranges overlap at day 4 and are not taken over.
    """
    if days < 0:
        return ""
    return next((name for last, name in _DELAYS if days <= last), _LATEST)


def delay(ledger: Ledger, incident: Disclosed) -> str:
    """Return the class of the time from the incident to its first report.

    The report is the step "received", or else the first day a source was heard. Empty where one of
    both days is missing, or too unsure for a class.
    """
    happened = day_of(incident.values.get("happened_on"))
    unsure = _UNSURE_DAYS.get(str(incident.values.get("date_precision") or "day"))
    received = [
        day_of(row.values.get("on"))
        for row in ledger.rows("incident_response", incident)
        if row.values.get("step") == "received"
    ]
    heard = [day_of(row.values.get("heard_on")) for row in ledger.rows("incident_source", incident)]
    reported = min(filter(None, received), default=None) or min(filter(None, heard), default=None)
    if happened is None or reported is None or unsure is None:
        return ""
    days = (reported - happened).days
    classes = {
        delay_class(max(days - unsure, 0) if days >= 0 else days),
        delay_class(days + unsure),
    }
    return classes.pop() if len(classes) == 1 else ""


def response_times(ledger: Ledger, incident: Disclosed) -> tuple[Took, ...]:
    """Return the times between the first row of each step and that of the next step there is.

    Source: alert chain of community liaison, received to told; general knowledge of the field.
    """
    rows = ledger.rows("incident_response", incident)
    first = [
        (step, *min(moments))
        for step in code_list("response_step").labels
        if (moments := list(_moments(rows, step)))
    ]
    return tuple(_took(one, other) for one, other in pairwise(first))


def _moments(rows: Sequence[Disclosed], step: str) -> Iterator[tuple[date, int]]:
    for row in rows:
        day, hour = day_of(row.values.get("on")), row.values.get("at")
        if row.values.get("step") == step and day is not None:
            yield day, hour if isinstance(hour, int) else _NO_HOUR


def _took(one: tuple[str, date, int], other: tuple[str, date, int]) -> Took:
    days = (other[1] - one[1]).days
    if _NO_HOUR in (one[2], other[2]):
        return Took(one[0], other[0], days, "days")
    return Took(one[0], other[0], days * 24 + other[2] - one[2], "hours")
