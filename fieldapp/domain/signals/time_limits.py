"""What is late by the day that is handed in: people who wait, works, risks, learning, agreements.

How long something may take is in `limits`; what late things go up the ladder is in `escalations`.
"""

from collections.abc import Iterator
from datetime import date

from fieldapp.domain.days import after, day_of
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.ledger import Ledger
from fieldapp.domain.signals.signal import Signal, overdue
from fieldapp.domain.signals.waiting import people_waiting
from fieldapp.domain.signals.works_due import works_due
from fieldapp.language import N_

AHEAD = 30
"""Days before it expires that an agreement is told of: time to sign another."""


def signals(ledger: Ledger, today: date) -> Iterator[Signal]:
    """Give a signal for everything that is late, or will soon be over."""
    yield from people_waiting(ledger, today)
    yield from works_due(ledger, today)
    for risk in ledger.of("risk"):
        yield from _risk(risk, ledger, today)
    yield from _learning(ledger, today)
    for agreement in ledger.of("agreement"):
        yield from _agreement(agreement, ledger, today)


def _risk(risk: Disclosed, ledger: Ledger, today: date) -> Iterator[Signal]:
    values, place = risk.values, ledger.place_of(risk)
    if values.get("status") == "closed":
        return
    size = risk_size(risk)
    if size is not None and size >= ledger.limits.of("risk_high", place):
        text = N_("A risk is high: {size} of 25.")
        yield overdue(ledger, "risk_high", "warn", text, risk, None, size=size)
    reviewed = day_of(values.get("reviewed_on"))
    due = day_of(values.get("review_on"))
    if due is None and reviewed is not None:
        due = after(reviewed, ledger.limits.of("risk_review", place))
    if due is not None and due < today:
        text = N_("A risk was to be looked at again by {day}.")
        yield overdue(ledger, "risk_review_overdue", "warn", text, risk, due)


def risk_size(risk: Disclosed) -> int | None:
    """Return how likely times how bad, 1 to 25; what is left after mitigation where that is given.

    None where one of the two is not answered, or is a code of the mission's own.
    """

    def step(name: str) -> int | None:
        code: Value = risk.values.get(f"{name}_after") or risk.values.get(name)
        return int(code) if isinstance(code, str) and code.isdecimal() else None

    likelihood, impact = step("likelihood"), step("impact")
    return likelihood * impact if likelihood is not None and impact is not None else None


def _learning(ledger: Ledger, today: date) -> Iterator[Signal]:
    for bottleneck in ledger.of("bottleneck"):
        open_still = bottleneck.values.get("status") not in ("removed", "accepted")
        due = day_of(bottleneck.values.get("due_on"))
        if open_still and bottleneck.values.get("removed_on") is None and _past(due, today):
            text = N_("A bottleneck was to be removed by {day}.")
            yield overdue(ledger, "bottleneck_overdue", "bad", text, bottleneck, due)
    for lesson in ledger.of("lesson"):
        due = day_of(lesson.values.get("due_on"))
        if lesson.values.get("status") not in ("applied", "rejected") and _past(due, today):
            text = N_("What was learned was to change something by {day}.")
            yield overdue(ledger, "lesson_overdue", "warn", text, lesson, due)
    for review in ledger.of("external_review"):
        yield from _external(review, ledger, today)


def _external(review: Disclosed, ledger: Ledger, today: date) -> Iterator[Signal]:
    due = day_of(review.values.get("due_on"))
    if review.values.get("done_on") is not None or (due is not None and due >= today):
        return
    if review.values.get("answer") is None:
        text = N_("Nobody has answered what an external review found.")
        yield overdue(ledger, "external_review_unanswered", "warn", text, review, due)
    elif due is not None:
        text = N_("What we answered to an external review was to be done by {day}.")
        yield overdue(ledger, "external_review_overdue", "warn", text, review, due)


def _agreement(agreement: Disclosed, ledger: Ledger, today: date) -> Iterator[Signal]:
    end = day_of(agreement.values.get("expires_on"))
    if agreement.values.get("status") not in (None, "signed") or end is None:
        return
    if end < today:
        text = N_("A data-sharing agreement expired on {day}; nothing may be sent under it.")
        yield overdue(ledger, "agreement_expired", "bad", text, agreement, end)
    elif end <= after(today, AHEAD):
        text = N_("A data-sharing agreement expires on {day}.")
        yield overdue(ledger, "agreement_expiring", "warn", text, agreement, end)


def _past(due: date | None, today: date) -> bool:
    return due is not None and due < today
