"""Where what we say is done and what others found differ, and where money ran ahead of the steps.

A difference is shown, not settled: a joint review or an independent check does that.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.ledger import Ledger, by_id
from fieldapp.domain.signals.signal import Signal, noticed
from fieldapp.language import N_

_HOW_FAR: Mapping[Value, int] = {
    "planned": 0, "not_done": 0, "started": 1, "partly": 1, "done": 2,
}  # fmt: skip
"""Words that say the same of a step count as agreement."""

_SAW = ("confirmed", "partly", "not_found", "disputed")
"""Whoever could not get there has found nothing that another could contradict."""

_AFTER_A_STEP = (None, "instalment", "final")
"""Payments that follow a step. An advance comes before it, a commitment pays nothing yet."""


def signals(ledger: Ledger, today: date) -> Iterator[Signal]:
    """Give each mismatch of steps, claims, works and payments."""
    for step in ledger.of("milestone"):
        yield from _step(ledger, step)
    for check in ledger.of("verification"):
        yield from _check(ledger, check)
    for work in ledger.of("deliverable"):
        yield from _not_independent(ledger, work)
        yield from _open_steps(ledger, work)
        yield from _paid_ahead(ledger, work)
    checks: dict[Value, list[Disclosed]] = {}
    for check in ledger.of("verification"):
        if check.values.get("verdict") in _SAW:
            checks.setdefault(check.values.get("deliverable"), []).append(check)
    for review in ledger.of("external_review"):
        about = review.values.get("deliverable")
        if about is not None:
            yield from _review(ledger, review, checks.get(about, []))


def _step(ledger: Ledger, step: Disclosed) -> Iterator[Signal]:
    """We and the community see a step at different points."""
    ours, theirs = (
        _HOW_FAR.get(step.values.get(f"status_{side}")) for side in ("mission", "community")
    )
    if ours is not None and theirs is not None and ours != theirs:
        yield noticed(
            ledger,
            "step_disputed",
            "bad" if ours > theirs else "warn",
            N_("We and the community see a step differently."),
            step,
        )


def _check(ledger: Ledger, check: Disclosed) -> Iterator[Signal]:
    """We and the community found something different of one claim."""
    ours, theirs = check.values.get("verdict"), check.values.get("community_verdict")
    if ours in _SAW and theirs in _SAW and ours != theirs:
        yield noticed(
            ledger,
            "verdicts_differ",
            "bad" if ours == "confirmed" else "warn",
            N_("Our finding and the community's finding of one claim differ."),
            check,
        )


def _not_independent(ledger: Ledger, work: Disclosed) -> Iterator[Signal]:
    """A work or a step that was confirmed, and never by anybody known to be independent."""
    by_claim: dict[Value, list[Disclosed]] = {}
    for check in ledger.rows("verification", work):
        if check.values.get("verdict") == "confirmed":
            by_claim.setdefault(check.values.get("milestone"), []).append(check)
    for _, checks in sorted(by_claim.items(), key=lambda item: str(item[0] or "")):
        if not any(check.values.get("independent") is True for check in checks):
            yield noticed(
                ledger,
                "check_not_independent",
                "warn",
                N_("Confirmed, but by nobody who is known to be independent."),
                *by_id(checks),
            )


def _open_steps(ledger: Ledger, work: Disclosed) -> Iterator[Signal]:
    """A work said to be completed with steps that are not done."""
    if work.values.get("status") not in ("completed", "handed_over"):
        return
    left = [
        step
        for step in ledger.rows("milestone", work)
        if step.values.get("status_mission") != "done"
        and (step.values.get("status_mission") is not None or step.values.get("done_on") is None)
    ]
    if left:
        yield noticed(
            ledger,
            "completed_with_open_steps",
            "bad",
            N_("A work counts as completed, but steps of it are not done: {count}."),
            work,
            *by_id(left),
            count=len(left),
        )


def _paid_ahead(ledger: Ledger, work: Disclosed) -> Iterator[Signal]:
    """Payments for steps that not both sides saw done."""
    ahead = []
    for payment in ledger.rows("payment", work):
        step = ledger.find(payment.values.get("milestone"))
        if (
            step is not None
            and step.kind == "milestone"
            and payment.values.get("type") in _AFTER_A_STEP
            and not _seen_by_both(step)
        ):
            ahead.append(payment)
    if ahead:
        yield noticed(
            ledger,
            "paid_ahead",
            "bad",
            N_("Paid for steps that not both sides saw done. Payments: {count}."),
            work,
            *by_id(ahead),
            count=len(ahead),
        )


def _seen_by_both(step: Disclosed) -> bool:
    return all(step.values.get(f"status_{side}") == "done" for side in ("mission", "community"))


def _review(ledger: Ledger, review: Disclosed, checks: Sequence[Disclosed]) -> Iterator[Signal]:
    """Somebody from outside found something else than our last check of the work."""
    theirs = review.values.get("verdict")
    if theirs not in _SAW or not checks:
        return
    last = max(checks, key=lambda check: (str(check.values.get("checked_on") or ""), check.id))
    ours = last.values.get("verdict")
    if ours != theirs:
        yield noticed(
            ledger,
            "review_contradicts_us",
            "bad" if ours == "confirmed" else "warn",
            N_("An external review found something else than our last check of the work."),
            review,
            last,
        )
