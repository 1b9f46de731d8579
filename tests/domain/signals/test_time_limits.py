from dataclasses import replace
from datetime import date, timedelta

import pytest

from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.limits import DEFAULTS
from fieldapp.domain.signals.time_limits import risk_size, signals
from fieldapp.language import load_language
from tests.domain.ledgers import names
from tests.domain.records import OFFICER, ledger, seen

TODAY = date(2026, 11, 28)


def ago(days: float) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


def found(*records: Disclosed) -> list[str]:
    return names(signals, *records, today=TODAY)


def feedback(level: int, days: float, **answers: object) -> Disclosed:
    given = {"received_on": ago(days), "level": level, "place": "XX0101", "type": "concern"}
    return seen("feedback", **{**given, **answers})


def test_a_complaint_past_its_limit_is_told_with_the_day() -> None:
    [signal] = signals(ledger(feedback(3, 29)), TODAY)

    assert signal.name == "feedback_overdue"
    assert signal.day == "2026-11-27"
    assert signal.place == "XX0101"
    assert signal.sentence(load_language("en")) == "An answer to feedback was due by 27 Nov 2026."


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_an_answer_is_late_the_day_after_the_limit_of_its_level(level: int) -> None:
    limit = DEFAULTS[f"feedback_{level}_answer"]
    heard = ago(limit)

    assert found(feedback(level, limit, acknowledged_on=heard)) == []
    assert found(feedback(level, limit + 1, acknowledged_on=heard)) == ["feedback_overdue"]


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5, 6, 7])
def test_that_nobody_was_heard_is_late_the_day_after_the_limit(level: int) -> None:
    limit = DEFAULTS[f"feedback_{level}_acknowledge"]

    assert found(feedback(level, limit)) == []
    assert found(feedback(level, limit + 1)) == ["feedback_unheard"]
    assert found(feedback(level, limit + 1, acknowledged_on=ago(0))) == []


@pytest.mark.parametrize("level", [5, 6, 7])
def test_of_the_grave_levels_only_the_first_word_is_watched(level: int) -> None:
    assert found(feedback(level, 400, acknowledged_on=ago(399))) == []
    assert found(feedback(level, 400, acknowledged_on=ago(399), status="decided")) == []


def test_whoever_sees_only_the_stub_of_a_complaint_is_told_nothing() -> None:
    answers = {"received_on": ago(60), "level": 6, "acknowledged_on": ago(60)}

    assert found(seen("feedback", reader=OFFICER, **answers)) == []
    assert found(seen("feedback", reader=OFFICER, **{**answers, "level": 5})) == []
    assert found(seen("feedback", received_on=ago(60), level=6)) == ["feedback_unheard"]


def test_the_missions_own_limit_goes_before_ours() -> None:
    place = seen("place", name="Gorom", pcode="XX0101")
    limit = seen("limit", name="feedback_3_answer", value=60, place="XX0101", decided_on=ago(9))

    late = feedback(3, 40, acknowledged_on=ago(39))

    assert found(late) == ["feedback_overdue"]
    assert found(late, place, limit) == []


@pytest.mark.parametrize("answers", [{"status": "decided"}, {"outcome": "could_not"}])
def test_what_was_decided_and_has_no_answer_yet_is_told(answers: dict[str, object]) -> None:
    assert found(feedback(2, 90, **answers)) == ["answer_missing"]
    assert found(feedback(2, 90, **answers, answer="We cannot")) == []
    assert found(feedback(2, 90, **answers, told_on=ago(0))) == []


def test_an_answer_that_was_given_back_closes_the_loop() -> None:
    assert found(feedback(2, 90, status="answered")) == []


def incident(days: int = 9, **answers: object) -> Disclosed:
    given = {"happened_on": ago(days), "type": "threat", "place": "XX0101"}
    return seen("incident", "i1", **{**given, **answers})


def test_a_referral_that_nobody_offered_in_time_is_told() -> None:
    assert found(incident(3)) == []
    assert found(incident(4)) == ["referral_overdue"]
    assert found(incident(referral="not_offered")) == ["referral_overdue"]


def test_a_referral_that_was_offered_is_seen_in_the_incident_and_in_its_rows() -> None:
    row = seen("referral", incident="i1", service="health", offered_on=ago(1))
    waiting = seen("referral", incident="i1", service="health", outcome="not_offered")
    declined = seen("referral", incident="i1", service="health", outcome="declined")

    assert found(incident(referral="declined")) == []
    assert found(incident(), row) == []
    assert found(incident(), declined) == []
    assert found(incident(), waiting) == ["referral_overdue"]


def test_whoever_may_not_see_the_referral_is_told_nothing_of_it() -> None:
    open_part = seen("incident", reader=OFFICER, happened_on=ago(9), type="threat")

    assert found(open_part) == []


def test_of_an_event_from_a_data_set_nobody_waits_for_a_referral() -> None:
    assert found(incident(dataset="ucdp-ged")) == []


@pytest.mark.parametrize("kind", ["commitment", "decision"])
def test_a_promise_past_its_day_is_told_until_it_is_kept_or_openly_dropped(kind: str) -> None:
    def promise(**answers: object) -> Disclosed:
        given = {"what": "Two pumps", "promised_by": "us", "due_on": ago(1)}
        return seen(kind, **{**given, **answers})

    assert found(promise()) == [f"{kind}_overdue"]
    assert found(promise(status="late")) == [f"{kind}_overdue"]
    assert found(promise(due_on=ago(0))) == []
    for status in ("kept", "not_kept", "dropped"):
        assert found(promise(status=status)) == []


def test_what_was_only_proposed_is_owed_to_nobody() -> None:
    assert found(seen("decision", what="Stop", step="proposed", due_on=ago(9))) == []


def milestone(**answers: object) -> Disclosed:
    return seen("milestone", "m1", **{"deliverable": "d1", "title": "Roof", **answers})


def work(**answers: object) -> Disclosed:
    return seen("deliverable", "d1", **{"title": "School", "place": "XX0101", **answers})


def test_a_milestone_and_a_work_past_their_days_are_told_until_they_are_done() -> None:
    assert found(milestone(due_on=ago(1))) == ["milestone_overdue"]
    assert found(milestone(due_on=ago(1), done_on=ago(0))) == []
    assert found(milestone(due_on=ago(0))) == []
    assert found(milestone(due_on=ago(1)), work(status="cancelled")) == []
    assert found(work(planned_end=ago(1), status="ongoing")) == ["deliverable_overdue"]
    assert found(work(planned_end=ago(1), status="completed")) == []


def test_a_milestone_stands_at_the_place_of_its_work() -> None:
    [signal] = signals(ledger(milestone(due_on=ago(1)), work()), TODAY)

    assert signal.place == "XX0101"


def test_what_is_said_to_be_done_and_nobody_has_checked_is_told_after_its_limit() -> None:
    assert found(milestone(status_mission="done", done_on=ago(30))) == []
    assert found(milestone(status_mission="done", done_on=ago(31))) == ["verification_missing"]


@pytest.mark.parametrize(
    ("answers", "counts"),
    [
        ({"milestone": "m1"}, True),
        ({"milestone": "m2"}, False),
        ({"checked_on": ago(2)}, True),
        ({"checked_on": ago(99)}, False),
        ({"milestone": "m1", "verdict": "not_accessible"}, False),
    ],
)
def test_only_who_has_seen_the_milestone_has_checked_it(
    answers: dict[str, object], counts: bool
) -> None:
    check = seen("verification", deliverable="d1", claim="Roof stands", **answers)

    late = found(milestone(status_mission="done", done_on=ago(40)), check)

    assert late == ([] if counts else ["verification_missing"])


def test_a_work_that_was_handed_over_is_visited_in_time() -> None:
    def handover(**answers: object) -> Disclosed:
        return seen("handover", deliverable="d1", to_whom="Water committee", **answers)

    assert found(handover(handed_on=ago(180))) == []
    assert found(handover(handed_on=ago(181))) == ["visit_due"]
    assert found(handover(handed_on=ago(181), visited_on=ago(90))) == []


def test_a_place_is_due_for_a_joint_review_by_its_last_one() -> None:
    def review(**answers: object) -> Disclosed:
        return seen("joint_review", place="XX0101", **answers)

    assert found(review(held_on=ago(180))) == []
    assert found(review(held_on=ago(181))) == ["review_due"]
    assert found(review(held_on=ago(181)), review(held_on=ago(10))) == []
    assert found(review(held_on=ago(30), next_on=ago(1))) == ["review_due"]


def test_a_place_with_work_and_no_review_is_told_once() -> None:
    begun = work(planned_start=ago(181))
    second = seen("deliverable", title="Well", place="XX0101", planned_start=ago(20))
    reviewed = seen("joint_review", place="XX0101", held_on=ago(9))

    assert found(begun, second) == ["review_due"]
    assert found(begun, second, reviewed) == []
    assert found(second) == []
    assert found(work(planned_start=ago(400), status="cancelled")) == []


def risk(**answers: object) -> Disclosed:
    return seen("risk", **{"title": "Flood", **answers})


def test_a_high_risk_is_told_by_what_is_left_of_it() -> None:
    assert found(risk(likelihood="3", impact="5")) == ["risk_high"]
    assert found(risk(likelihood="3", impact="4")) == []
    assert found(risk(likelihood="5", impact="5", likelihood_after="1")) == []
    assert found(risk(likelihood="5", impact="5", status="closed")) == []
    assert risk_size(risk(likelihood="x-own", impact="5")) is None


def test_a_risk_is_looked_at_again_by_its_own_day_or_the_missions_limit() -> None:
    assert found(risk(review_on=ago(1))) == ["risk_review_overdue"]
    assert found(risk(reviewed_on=ago(91))) == ["risk_review_overdue"]
    assert found(risk(reviewed_on=ago(90))) == []
    assert found(risk(reviewed_on=ago(400), review_on=ago(-1))) == []


def test_bottlenecks_and_lessons_past_their_day_are_told() -> None:
    stuck = {"what": "No trucks", "seen_on": ago(90), "due_on": ago(1)}
    learned = {"what": "Ask first", "due_on": ago(1)}

    assert found(seen("bottleneck", **stuck)) == ["bottleneck_overdue"]
    assert found(seen("bottleneck", **stuck, status="removed")) == []
    assert found(seen("lesson", **learned)) == ["lesson_overdue"]
    assert found(seen("lesson", **learned, status="applied")) == []


def test_an_external_review_waits_for_an_answer_and_then_for_what_was_answered() -> None:
    review = {"title": "Audit", "held_on": ago(60)}

    assert found(seen("external_review", **review)) == ["external_review_unanswered"]
    assert found(seen("external_review", **review, due_on=ago(-5))) == []
    answered = {**review, "answer": "We will", "due_on": ago(1)}
    assert found(seen("external_review", **answered)) == ["external_review_overdue"]
    assert found(seen("external_review", **answered, done_on=ago(1))) == []


def test_an_agreement_is_told_before_and_after_it_expires() -> None:
    def agreement(days: int, status: str = "signed") -> Disclosed:
        return seen(
            "agreement", title="Cluster", kinds=["meeting"], detail="counts_adm1",
            status=status, expires_on=ago(days),
        )  # fmt: skip

    assert found(agreement(1)) == ["agreement_expired"]
    assert found(agreement(0)) == ["agreement_expiring"]
    assert found(agreement(-30)) == ["agreement_expiring"]
    assert found(agreement(-31)) == []
    assert found(agreement(1, "ended")) == []


@pytest.mark.parametrize("level", [8, 0, -1, 2**62, True, "3", ("3",)])
def test_a_level_that_nobody_knows_is_watched_like_the_gravest(level: object) -> None:
    def said(days: float, **more: object) -> Disclosed:
        known = feedback(7, days, **more)
        return replace(known, values={**known.values, "level": level})

    [signal] = signals(ledger(said(1)), TODAY)

    assert (signal.name, signal.tone) == ("feedback_unheard", "bad")
    assert found(said(400, acknowledged_on=ago(399))) == []
