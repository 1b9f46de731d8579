"""Where the loop from feedback to its answer is open."""

import pytest

from fieldapp.domain.disclosure import COMMUNITY, Disclosed
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.ledger import Ref, ledger_of
from fieldapp.domain.signals.loops import signals
from tests.domain.ledgers import TODAY, names
from tests.domain.records import OFFICER, seen


def feedback(**values: Value) -> Disclosed:
    return seen("feedback", "f", **{"received_on": "2026-05-01", "level": 3, **values})


def decision(**values: Value) -> Disclosed:
    return seen("decision", "d", **{"what": "Mend the pump", "feedback": "f", **values})


def work(status: str) -> Disclosed:
    return seen("deliverable", "w", title="Pump", status=status)


NAMED = {"promised_by": "us", "due_on": "2026-07-01"}


def test_feedback_that_counts_as_decided_needs_a_decision_that_names_it() -> None:
    decided = feedback(status="decided", place="KE0101")
    (signal,) = signals(ledger_of([decided]), TODAY)

    assert (signal.name, signal.place) == ("feedback_without_decision", "KE0101")
    assert signal.about == (Ref("feedback", "f"),)
    assert names(signals, decided, decision(**NAMED)) == []
    assert names(signals, decided, decision(**NAMED, step="proposed")) == [
        "feedback_without_decision"
    ]
    assert names(signals, feedback(status="open")) == []


def test_a_decision_from_feedback_needs_somebody_or_something_that_stands_for_it() -> None:
    assert names(signals, decision()) == ["decision_without_action"]
    assert names(signals, decision(promised_by="us")) == ["decision_without_action"]
    assert names(signals, decision(**NAMED)) == []
    assert names(signals, decision(deliverable="w")) == []
    assert names(signals, decision(feedback=None)) == []


def test_a_promise_that_answers_the_issue_behind_a_decision_stands_for_it() -> None:
    issue = seen("issue", "i", meeting="t", said="The pump is broken", decision="d")
    promise = seen("commitment", promised_by="us", what="Mend it", issue="i")

    assert names(signals, decision(), issue) == ["decision_without_action"]
    assert names(signals, decision(), issue, promise) == []


@pytest.mark.parametrize(
    "over",
    [{"step": "proposed"}, {"step": "refused"}, {"step": "withdrawn"}, {"status": "kept"},
     {"status": "dropped"}],
)  # fmt: skip
def test_a_decision_that_is_not_in_force_or_done_needs_no_action(over: dict[str, Value]) -> None:
    assert names(signals, decision(**over)) == []


def test_what_is_done_must_be_answered() -> None:
    done = decision(deliverable="w")

    assert names(signals, feedback(), done, work("completed")) == ["feedback_done_unanswered"]
    assert names(signals, feedback(), decision(status="kept")) == ["feedback_done_unanswered"]
    assert names(signals, feedback(), done, work("ongoing")) == []
    answered = feedback(answer="It runs", told_on="2026-06-02")
    assert names(signals, answered, done, work("completed")) == []


def test_an_answer_must_be_given_back() -> None:
    assert names(signals, feedback(answer="It runs")) == ["feedback_untold"]
    assert names(signals, feedback(answered_on="2026-06-01")) == ["feedback_untold"]
    assert names(signals, feedback(answer="It runs", told_on="2026-06-02")) == []


def test_an_answer_that_was_not_good_enough_is_told() -> None:
    told = feedback(answer="It runs", told_on="2026-06-02", satisfied="not_satisfied")
    partly = feedback(answer="It runs", told_on="2026-06-02", satisfied="partly")

    assert [s.tone for s in signals(ledger_of([told]), TODAY)] == ["warn"]
    assert [s.tone for s in signals(ledger_of([partly]), TODAY)] == ["info"]


def test_whoever_cannot_see_what_a_decision_came_from_is_not_told_that_it_is_missing() -> None:
    answers = {"received_on": "2026-05-01", "level": 3, "status": "decided"}

    assert names(signals, seen("feedback", "f", OFFICER, **answers)) == [
        "feedback_without_decision"
    ]
    assert names(signals, seen("feedback", "f", COMMUNITY, **answers)) == []


def test_of_a_grave_complaint_the_team_is_told_nothing() -> None:
    grave = {"received_on": "2026-05-01", "level": 6, "status": "decided", "answer": "Passed on"}

    assert names(signals, seen("feedback", "f", OFFICER, **grave)) == []


def test_whoever_sees_only_the_stub_of_a_complaint_is_not_told_what_it_led_to() -> None:
    grave = {"received_on": "2026-05-01", "level": 6}
    kept = decision(status="kept", **NAMED)

    assert names(signals, seen("feedback", "f", reader=OFFICER, **grave), kept) == []
