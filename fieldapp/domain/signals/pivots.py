"""Triggers that are met, with the records behind them, and the pivots that stand ready for them.

A pivot is offered to whoever may take it; taking it is a decision of a person. Who may is in
`rights`.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from fieldapp.domain.days import after, day_of
from fieldapp.domain.deciding.rights import is_open, is_over, is_taken, named, who_may_take
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.ledger import Ledger, Ref, ref
from fieldapp.domain.schema import Level
from fieldapp.domain.sharing.terms import lowered_to
from fieldapp.domain.signals.signal import Signal
from fieldapp.language import N_

_FOR_EVER = 36_500
_NO_COMPLAINT = ("question", "praise")


@dataclass(frozen=True)
class Evidence:
    """Why a trigger is met.

    Attributes:
        since: The first day of the time for which it has been met without a break; None where
            the records do not say.
        records: Those behind it, the newest first; none where a person has reported it.
    """

    since: date | None
    records: tuple[Ref, ...]


Reason = tuple[Disclosed, Evidence]
"""A trigger that is met, and why."""


def signals(ledger: Ledger, today: date) -> Iterator[Signal]:
    """Give for each trigger that is met the pivots that can be taken, or that none can."""
    found = [(t, why) for t in ledger.of("trigger") if (why := met(t, ledger, today))]
    found.sort(key=lambda one: (one[1].since or date.min, one[0].id))
    for trigger, why in found:
        if not any(_is_for(pivot, trigger) for pivot in ledger.of("pivot")):
            text = N_("A trigger is met, and no pivot was thought of beforehand.")
            yield _signal("trigger_met", "warn", text, trigger, [(trigger, why)], ledger)
    for pivot in ledger.of("pivot"):
        reasons = [
            (trigger, why)
            for trigger, why in found
            if _is_for(pivot, trigger) and not _was_taken(pivot, why.since, ledger, today)
        ]
        if reasons:
            yield from _offer(pivot, reasons, ledger, today)


def met(trigger: Disclosed, ledger: Ledger, today: date) -> Evidence | None:
    """Return why a trigger is met, or None. What lies after today is not counted."""
    values = trigger.values
    if values.get("watch") == "by_hand":
        on = day_of(values.get("met_on"))
        return Evidence(on, ()) if on is not None and on <= today else None
    threshold, comparison = values.get("threshold"), values.get("comparison")
    if not isinstance(threshold, int | float) or comparison not in ("at_least", "at_most"):
        return None
    least = comparison == "at_least"

    def meets(value: float) -> bool:
        return value >= threshold if least else value <= threshold

    match values.get("watch"):
        case "indicator":
            return _by_indicator(trigger, ledger, today, meets)
        case "incidents" | "feedback":
            return _by_count(trigger, ledger, today, meets)
        case "overdue":
            return _by_overdue(trigger, ledger, today, ceil(threshold) if least else None, meets)
    return None


def _by_indicator(
    trigger: Disclosed, ledger: Ledger, today: date, meets: Callable[[float], bool]
) -> Evidence | None:
    """Look at the latest observation in the area; those for one group only say less."""
    wanted = trigger.values.get("indicator")
    seen = _dated(
        (
            each
            for each in ledger.of("observation")
            if wanted is not None
            and each.values.get("indicator") == wanted
            and each.values.get("group") is None
            and isinstance(each.values.get("value"), int | float)
        ),
        "observed_on", trigger, ledger, today,
    )  # fmt: skip
    since, records = None, []
    for day, each in seen:
        value = each.values["value"]
        if not isinstance(value, int | float) or not meets(value):
            break
        since = day
        records.append(ref(each))
    return Evidence(since, tuple(records)) if since is not None else None


def _by_count(
    trigger: Disclosed, ledger: Ledger, today: date, meets: Callable[[float], bool]
) -> Evidence | None:
    """Count what the whole team may see and no more: the same trigger is met on every laptop, and
    that it is met tells nobody of an incident that they may not know."""
    watch, period = trigger.values.get("watch"), trigger.values.get("period")
    counted = {kind: ledger.of(kind) for kind in ("place", "incident", "feedback")}
    ledger = lowered_to(Level.TEAM, Ledger(counted))
    length = _period(period)
    if watch == "incidents":
        seen = _dated(ledger.of("incident"), "happened_on", trigger, ledger, today)
    else:
        complaints = (f for f in ledger.of("feedback") if f.values.get("type") not in _NO_COMPLAINT)
        seen = _dated(complaints, "received_on", trigger, ledger, today)
    now = [each for day, each in seen if day > after(today, -length)]
    if not meets(len(now)):
        return None
    days = sorted(day for day, _each in seen)
    # Only on the day of a record, or once one lies further back than the period, does it change.
    turns = {*days, *(after(day, length) for day in days)}
    since = None
    for turn in sorted((day for day in turns if day <= today), reverse=True):
        if not meets(bisect_right(days, turn) - bisect_right(days, after(turn, -length))):
            break
        since = turn
    else:
        since = None if meets(0) else since
    return Evidence(since, tuple(ref(each) for each in now))


def _period(value: Value) -> int:
    """Return the days to count over; for ever where it says none."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return _FOR_EVER


def _by_overdue(
    trigger: Disclosed,
    ledger: Ledger,
    today: date,
    least: int | None,
    meets: Callable[[float], bool],
) -> Evidence | None:
    open_still = (
        each
        for each in ledger.of("commitment")
        if each.values.get("status") in (None, "open", "late")
        and each.values.get("done_on") is None
    )
    yesterday = after(today, -1)
    late = _dated(open_still, "due_on", trigger, ledger, yesterday)
    if not meets(len(late)):
        return None
    days = sorted(day for day, _each in late)
    # Since when there are so few is not known: those that were kept meanwhile are gone.
    since = after(days[max(least, 1) - 1], 1) if least is not None and days else None
    return Evidence(since, tuple(ref(each) for _day, each in late))


def _dated(
    records: Iterator[Disclosed] | Sequence[Disclosed],
    field: str,
    trigger: Disclosed,
    ledger: Ledger,
    today: date,
) -> list[tuple[date, Disclosed]]:
    """Return the records of the trigger's area with their days, until today, the newest first."""
    area = ledger.place_of(trigger)
    found = [
        (day, each)
        for each in records
        if (day := day_of(each.values.get(field))) is not None
        and day <= today
        and ledger.areas.covers(area, ledger.place_of(each))
    ]
    return sorted(found, key=lambda one: (one[0], one[1].changed, one[1].id), reverse=True)


def _is_for(pivot: Disclosed, trigger: Disclosed) -> bool:
    """Say whether a pivot was thought of for a trigger: it names it, or names none and is of the
    same scenario. What was withdrawn is for none."""
    if pivot.values.get("status") == "withdrawn":
        return False
    named_trigger = pivot.values.get("trigger")
    scenario = trigger.values.get("scenario")
    same = scenario is not None and pivot.values.get("scenario") == scenario
    return named_trigger == trigger.id or (named_trigger is None and same)


def _was_taken(pivot: Disclosed, since: date | None, ledger: Ledger, today: date) -> bool:
    """Say whether a decision has taken the pivot after the trigger was met.

    Where it is not known since when, any decision to take it counts.
    """
    return any(
        decision.values.get("pivot") == pivot.id
        and is_taken(decision.values)
        and (since is None or (day_of(decision.values.get("decided_on")) or today) >= since)
        for decision in ledger.of("decision")
    )


def _offer(
    pivot: Disclosed, reasons: Sequence[Reason], ledger: Ledger, today: date
) -> Iterator[Signal]:
    if is_open(pivot, today):
        text = N_("A trigger is met: a pivot approved beforehand can be taken by {roles}.")
        who = named(who_may_take(pivot, ledger, today))
        yield _signal("pivot_offered", "info", text, pivot, reasons, ledger, roles=who)
    elif is_over(pivot.values.get("expires_on"), today):
        text = N_("A trigger is met, and the pivot for it expired on {day}.")
        over = day_of(pivot.values.get("expires_on"))
        yield _signal("pivot_expired", "warn", text, pivot, reasons, ledger, day=over)
    elif pivot.values.get("status") != "used":
        text = N_("A trigger is met, and the pivot for it is not approved yet.")
        yield _signal("pivot_unapproved", "warn", text, pivot, reasons, ledger)


def _signal(
    name: str,
    tone: str,
    text: str,
    record: Disclosed,
    reasons: Sequence[Reason],
    ledger: Ledger,
    **facts: object,
) -> Signal:
    since = reasons[0][1].since
    behind = [each for trigger, why in reasons for each in (ref(trigger), *why.records)]
    return Signal(
        name, tone, text, tuple(dict.fromkeys((ref(record), *behind))), facts,
        ledger.place_of(record), since.isoformat() if since is not None else "",
    )  # fmt: skip
