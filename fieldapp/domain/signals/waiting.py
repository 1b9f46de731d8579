"""People who wait: for a word that they were heard, for an answer, for a service they need.

Part of `time_limits`. Of what a reader cannot see nothing is called late: that an answer does not
show does not mean that there is none.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from fieldapp.domain.chain import is_answered
from fieldapp.domain.days import after, day_of
from fieldapp.domain.disclosure import Disclosed, sees
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.ledger import Ledger, ref
from fieldapp.domain.signals.liaison import in_charge
from fieldapp.domain.signals.signal import Signal, overdue
from fieldapp.language import N_

_ANSWERED_HERE = (1, 2, 3, 4)
"""Levels of feedback that are answered here; any other goes to those who may handle it, and here
only whether they were heard is watched."""

_GRAVEST = 7

_OUTCOMES = ("did", "partly", "could_not")


def people_waiting(ledger: Ledger, today: date) -> Iterator[Signal]:
    """Give a signal for each person who has waited longer than the mission's limits."""
    for feedback in ledger.of("feedback"):
        yield from _unanswered(feedback, ledger, today)
    for incident in ledger.of("incident"):
        yield from _unreferred(incident, ledger, today)


def _unanswered(feedback: Disclosed, ledger: Ledger, today: date) -> Iterator[Signal]:
    values = feedback.values
    level, received = _level(values.get("level")), day_of(values.get("received_on"))
    if level is None or received is None or not sees(feedback, "acknowledged_on"):
        return
    if values.get("told_on") is not None or values.get("status") == "answered":
        return
    place = ledger.place_of(feedback)
    grave = level not in _ANSWERED_HERE
    if not grave and _is_decided(feedback):
        # An answer that is there and was not given back is told by `loops`.
        if not is_answered(feedback):
            text = N_("Something was decided about a feedback, and no answer is written yet.")
            yield overdue(ledger, "answer_missing", "warn", text, feedback, None)
        return
    if not grave:
        due = after(received, ledger.limits.of(f"feedback_{level}_answer", place))
        if due < today:
            text = N_("An answer to feedback was due by {day}.")
            yield overdue(ledger, "feedback_overdue", "bad", text, feedback, due)
            return
    heard = values.get("acknowledged_on") is not None or _is_decided(feedback)
    due = after(received, ledger.limits.of(f"feedback_{level}_acknowledge", place))
    if not heard and due < today:
        text = N_("Nobody has told those who gave feedback that it was heard; due by {day}.")
        tone = "bad" if grave else "warn"
        yield overdue(ledger, "feedback_unheard", tone, text, feedback, due)


def _level(value: Value) -> int | None:
    """Return the level; for one that nobody here knows, as another version may write, the gravest.

    None where no level was given.
    """
    if value is None:
        return None
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= _GRAVEST:
        return value
    return _GRAVEST


def _is_decided(feedback: Disclosed) -> bool:
    values = feedback.values
    return (
        values.get("status") == "decided"
        or values.get("answered_on") is not None
        or values.get("outcome") in _OUTCOMES
    )


def _unreferred(incident: Disclosed, ledger: Ledger, today: date) -> Iterator[Signal]:
    happened = day_of(incident.values.get("happened_on"))
    # Of an event that a data set tells of there is nobody here to offer a service to.
    if happened is None or incident.values.get("dataset") is not None:
        return
    if not sees(incident, "referral") or "referral" in incident.clashes:
        return
    rows = ledger.rows("referral", incident)
    answers = [incident.values.get("referral"), *(row.values.get("outcome") for row in rows)]
    offered = any(row.values.get("offered_on") is not None for row in rows)
    if offered or any(answer not in (None, "not_offered") for answer in answers):
        return
    due = after(happened, ledger.limits.of("referral_days", ledger.place_of(incident)))
    if due < today:
        text = N_("After an incident a referral was to be offered by {day}.")
        late = overdue(ledger, "referral_overdue", "bad", text, incident, due)
        yield replace(late, about=(ref(incident), *in_charge(incident, ledger, today)))
