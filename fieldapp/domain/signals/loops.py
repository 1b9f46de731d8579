"""Where the loop from feedback to decision, action and answer is open.

Whether an answer is late is not asked here, only whether the next step was left out.
"""

from collections.abc import Iterator
from datetime import date

from fieldapp.domain.chain import Loop, is_answered
from fieldapp.domain.deciding.rights import NOT_IN_FORCE
from fieldapp.domain.disclosure import Disclosed, sees
from fieldapp.domain.ledger import Ledger
from fieldapp.domain.schema import Level
from fieldapp.domain.signals.signal import Signal, noticed
from fieldapp.language import N_

_STANDING = ("completed", "handed_over")


def signals(ledger: Ledger, today: date) -> Iterator[Signal]:
    """Give each place where the loop is open.

    Which feedback a decision came from is for the team, so whoever reads less is told only of
    what feedback says itself.
    """
    loop = Loop(ledger)
    for feedback in ledger.of("feedback"):
        # Of a closed complaint the answer is not there to be seen: it may have been given.
        if feedback.clearance >= Level.TEAM and sees(feedback, "answer"):
            yield from _undecided(loop, feedback)
            yield from _done_unanswered(loop, feedback)
        yield from _untold(ledger, feedback)
    for decision in ledger.of("decision"):
        if decision.values.get("feedback") is not None:
            yield from _without_action(loop, decision)


def _undecided(loop: Loop, feedback: Disclosed) -> Iterator[Signal]:
    """Feedback that counts as decided, and no decision names it."""
    if feedback.values.get("status") == "decided" and not _decisions(loop, feedback):
        yield noticed(
            loop.ledger,
            "feedback_without_decision",
            "warn",
            N_("A feedback counts as decided, but no decision names it."),
            feedback,
        )


def _done_unanswered(loop: Loop, feedback: Disclosed) -> Iterator[Signal]:
    """What was decided because of it is done, and the feedback has no answer."""
    done = [one for one in _decisions(loop, feedback) if _is_done(loop, one)]
    if done and not is_answered(feedback):
        yield noticed(
            loop.ledger,
            "feedback_done_unanswered",
            "warn",
            N_("What a feedback led to is done, but nobody has written the answer to it."),
            feedback,
            *done,
        )


def _untold(ledger: Ledger, feedback: Disclosed) -> Iterator[Signal]:
    """An answer that was not given back, or did not satisfy."""
    told, satisfied = (feedback.values.get(name) for name in ("told_on", "satisfied"))
    if told is None and is_answered(feedback):
        text = N_("A feedback has an answer, but nobody has noted when it was given back.")
        yield noticed(ledger, "feedback_untold", "warn", text, feedback)
    elif told is not None and satisfied in ("not_satisfied", "partly"):
        text = N_("An answer was given back, and it was not good enough.")
        tone = "warn" if satisfied == "not_satisfied" else "info"
        yield noticed(ledger, "feedback_not_satisfied", tone, text, feedback)


def _without_action(loop: Loop, decision: Disclosed) -> Iterator[Signal]:
    """A decision in force with no work, no promise, and nobody named to do it until a day."""
    values = decision.values
    named = values.get("promised_by") is not None and values.get("due_on") is not None
    over = values.get("status") in ("kept", "dropped") or values.get("step") in NOT_IN_FORCE
    if not (named or over or values.get("deliverable") is not None or _actions(loop, decision)):
        yield noticed(
            loop.ledger,
            "decision_without_action",
            "warn",
            N_("A decision came from feedback, but no work, no promise and nobody stands for it."),
            decision,
        )


def _decisions(loop: Loop, feedback: Disclosed) -> list[Disclosed]:
    return [
        one
        for one in loop.next(feedback)
        if one.kind == "decision" and one.values.get("step") not in NOT_IN_FORCE
    ]


def _actions(loop: Loop, decision: Disclosed) -> list[Disclosed]:
    """Return the works it is about, and the promises that answer the issues behind it."""
    works = [one for one in loop.next(decision) if one.kind == "deliverable"]
    issues = [one for one in loop.before(decision) if one.kind == "issue"]
    return works + [o for issue in issues for o in loop.next(issue) if o.kind == "commitment"]


def _is_done(loop: Loop, decision: Disclosed) -> bool:
    return decision.values.get("status") == "kept" or any(
        one.values.get("status") in (*_STANDING, "kept") for one in _actions(loop, decision)
    )
