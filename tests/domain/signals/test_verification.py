"""Where what we say is done and what others found differ."""

import pytest

from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.ledger import Ref, ledger_of
from fieldapp.domain.signals.verification import signals
from tests.domain.ledgers import TODAY, names
from tests.domain.records import seen


def step(ours: Value, theirs: Value, id: str = "m", **values: Value) -> Disclosed:
    sides = {"status_mission": ours, "status_community": theirs}
    return seen("milestone", id, deliverable="w", title="Roof", **sides, **values)


def check(id: str = "v", **values: Value) -> Disclosed:
    return seen("verification", id, **{"deliverable": "w", "claim": "Roof is on", **values})


def review(verdict: Value) -> Disclosed:
    return seen(
        "external_review", "r", title="Works", held_on="2026-06-01", deliverable="w",
        verdict=verdict,
    )  # fmt: skip


def payment(type: Value = "instalment", milestone: str = "m") -> Disclosed:
    answers = {"what": "Roof", "amount": 900, "type": type, "milestone": milestone}
    return seen("payment", "p", deliverable="w", **answers)


def work(status: Value = "ongoing") -> Disclosed:
    return seen("deliverable", "w", title="School roof", status=status, place="KE0101")


@pytest.mark.parametrize(
    ("ours", "theirs", "tones"),
    [
        ("done", "started", ["bad"]),
        ("started", "done", ["warn"]),
        ("started", "partly", []),
        ("planned", "not_done", []),
        ("done", "done", []),
        ("done", None, []),
        ("done", "x-own-code", []),
    ],
)
def test_a_step_that_both_sides_see_at_different_points_is_shown(
    ours: Value, theirs: Value, tones: list[str]
) -> None:
    found = list(signals(ledger_of([work(), step(ours, theirs)]), TODAY))

    assert [signal.tone for signal in found] == tones
    assert all(signal.place == "KE0101" for signal in found)


def test_two_verdicts_on_one_claim_that_differ_are_shown() -> None:
    told = ["verdicts_differ"]

    assert names(signals, check(verdict="partly", community_verdict="not_found")) == told
    assert names(signals, check(verdict="confirmed", community_verdict="disputed")) == told
    assert names(signals, check(verdict="partly", community_verdict="partly")) == []
    assert names(signals, check(verdict="partly", community_verdict="not_accessible")) == []


def test_a_claim_confirmed_only_by_who_is_not_known_to_be_independent_is_shown() -> None:
    ours = check("v1", verdict="confirmed", independent=False)
    theirs = check("v2", verdict="confirmed", independent=True)
    told = ["check_not_independent"]

    assert names(signals, work(), ours) == told
    assert names(signals, work(), check(verdict="confirmed")) == told
    assert names(signals, work(), ours, theirs) == []
    of_a_step = check("v3", verdict="confirmed", independent=False, milestone="m")
    assert names(signals, work(), theirs, of_a_step) == told
    assert names(signals, work(), check(verdict="partly", independent=False)) == []


def test_a_completed_work_with_open_steps_is_shown_with_its_steps() -> None:
    steps = [step("started", None, "m1"), step("done", None, "m2"), step(None, None, "m3")]
    (signal,) = signals(ledger_of([work("completed"), *steps]), TODAY)

    assert signal.name == "completed_with_open_steps"
    assert [ref.id for ref in signal.about] == ["w", "m1", "m3"]
    assert signal.facts == {"count": 2}
    assert names(signals, work("ongoing"), *steps) == []


def test_a_step_that_names_the_day_it_was_done_is_done_unless_we_say_otherwise() -> None:
    assert names(signals, work("handed_over"), step(None, None, done_on="2026-05-01")) == []
    assert names(signals, work("handed_over"), step("partly", None, done_on="2026-05-01")) == [
        "completed_with_open_steps"
    ]


def test_payments_for_steps_that_not_both_sides_saw_done_are_shown() -> None:
    (signal,) = signals(ledger_of([work(), step("done", None), payment()]), TODAY)

    assert (signal.name, signal.tone) == ("paid_ahead", "bad")
    assert signal.about == (Ref("deliverable", "w"), Ref("payment", "p"))
    assert names(signals, work(), step("done", "done"), payment()) == []
    assert names(signals, work(), step("done", None), payment(None)) == ["paid_ahead"]


@pytest.mark.parametrize("type", ["advance", "commitment", "refund"])
def test_money_that_does_not_follow_a_step_is_not_ahead_of_it(type: str) -> None:
    assert names(signals, work(), step("started", None), payment(type)) == []


def test_a_payment_for_a_step_that_is_not_known_here_is_not_judged() -> None:
    assert names(signals, work(), payment(milestone="m9")) == []


def test_an_external_review_is_held_against_our_last_check() -> None:
    before = check("v1", verdict="not_found", checked_on="2026-04-01")
    last = check("v2", verdict="confirmed", checked_on="2026-05-01", independent=True)
    (signal,) = signals(ledger_of([work(), last, before, review("not_found")]), TODAY)

    assert (signal.name, signal.tone) == ("review_contradicts_us", "bad")
    assert signal.about == (Ref("external_review", "r"), Ref("verification", "v2"))
    assert names(signals, work(), last, before, review("confirmed")) == []
    assert names(signals, work(), last, review("not_accessible")) == []
    assert names(signals, work(), before, review("partly")) == ["review_contradicts_us"]
