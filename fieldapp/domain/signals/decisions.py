"""Decisions that nobody had the right to, and norms departed from without a reason.

Saving refuses them (`permission`), but a fact that arrives by sync is never refused: it is told
here. Judged by the role that the record says has decided.
"""

from collections.abc import Iterator
from datetime import date

from fieldapp.domain.codelists import code_list
from fieldapp.domain.days import day_of
from fieldapp.domain.deciding.rights import (
    decision_refusals,
    departs,
    is_taken,
    norm_refusals,
    places_decided,
)
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.ledger import Ledger, ref
from fieldapp.domain.signals.signal import Signal
from fieldapp.errors import Words
from fieldapp.language import N_


def signals(ledger: Ledger, today: date) -> Iterator[Signal]:
    """Give a signal for each decision without a right, and each norm that gave way unexplained."""
    for decision in ledger.of("decision"):
        yield from _without_right(decision, ledger, today)
    for record in (*ledger.of("decision"), *ledger.of("pivot")):
        unexplained = record.values.get("norm_reason") is None
        counts = record.kind == "decision" or record.values.get("status") == "used"
        if counts and unexplained and departs(record.kind, record.values):
            text = (
                N_("A decision departs from a norm and does not say why.")
                if record.kind == "decision"
                else N_("A pivot that was used departs from a norm and does not say why.")
            )
            yield _signal("norm_without_reason", "bad", text, record, ledger)


def _without_right(decision: Disclosed, ledger: Ledger, today: date) -> Iterator[Signal]:
    values = decision.values
    if not is_taken(values) and not departs("decision", values):
        return
    role = values.get("decided_by")
    if role is None:
        if is_taken(values):
            text = N_("A decision was taken, and the record does not say by whom.")
            yield _signal("decision_by_nobody", "warn", text, decision, ledger)
        return
    day = day_of(values.get("decided_on")) or today
    places = places_decided("decision", values, ledger, "joint_review")
    roles = frozenset({str(role)})
    by = Words(code_list("role").labels.get(str(role), str(role)))
    if any(
        any(decision_refusals(values, roles, ledger, day, place, looking_back=True))
        for place in places
    ):
        text = N_("By the records, “{role}” had no right to take this decision.")
        yield _signal("decision_without_right", "bad", text, decision, ledger, role=by)
    if any(any(norm_refusals("decision", values, roles, ledger, day, place)) for place in places):
        text = N_("By the records, “{role}” had no right to depart from a norm.")
        yield _signal("norm_without_right", "bad", text, decision, ledger, role=by)


def _signal(
    name: str, tone: str, text: str, record: Disclosed, ledger: Ledger, **facts: object
) -> Signal:
    day = record.values.get("decided_on")
    return Signal(
        name, tone, text, (ref(record),), facts, ledger.place_of(record),
        day if isinstance(day, str) else "",
    )  # fmt: skip
