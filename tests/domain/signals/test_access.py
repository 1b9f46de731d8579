"""Referral only with consent, and somebody acts while danger goes on."""

import pytest

from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.ledger import Ref, ledger_of
from fieldapp.domain.signals.access import signals
from tests.domain.ledgers import TODAY, names
from tests.domain.records import OFFICER, seen

WITHOUT, AFTER = ["referral_without_consent"], ["referral_after_withdrawal"]


def incident(**values: Value) -> Disclosed:
    return seen("incident", "i", **{"happened_on": "2026-06-01", "type": "threat", **values})


def referral(day: str = "2026-06-10", outcome: str = "referred") -> Disclosed:
    answers = {"service": "health", "outcome": outcome, "referred_on": day}
    return seen("referral", "r", incident="i", **answers)


def consent(answer: str, day: Value = "2026-06-05", purpose: str = "refer") -> Disclosed:
    answers = {"purpose": purpose, "answer": answer, "answered_on": day}
    return seen("consent", incident="i", **answers)


def test_a_referral_needs_a_consent_to_be_referred() -> None:
    (signal,) = signals(ledger_of([incident(place="KE0101"), referral()]), TODAY)

    assert (signal.name, signal.tone, signal.place) == (*WITHOUT, "bad", "KE0101")
    assert signal.about == (Ref("incident", "i"), Ref("referral", "r"))
    assert names(signals, incident(), referral(), consent("given")) == []
    assert names(signals, incident(), referral(), consent("given", None)) == []
    assert names(signals, incident(), referral(), consent("given", purpose="record")) == WITHOUT
    assert names(signals, incident(), referral(), consent("refused")) == WITHOUT
    assert names(signals, incident(), referral(), consent("not_asked")) == WITHOUT


def test_consent_given_after_the_referral_comes_too_late() -> None:
    assert names(signals, incident(), referral(), consent("given", "2026-06-11")) == WITHOUT
    assert names(signals, incident(), referral(), consent("given", "2026-06-10")) == []


def test_nobody_is_referred_after_consent_was_taken_back() -> None:
    given = consent("given", "2026-06-02")

    for_good = consent("withdrawn", "2026-06-09")
    assert names(signals, incident(), referral(), given, for_good) == AFTER
    assert (
        names(signals, incident(), referral(), given, consent("withdrawn", "2026-06-10")) == AFTER
    )
    assert names(signals, incident(), referral(), given, consent("withdrawn", "2026-06-11")) == []
    again = consent("given", "2026-06-10")
    assert names(signals, incident(), referral(), given, for_good, again) == []
    later = consent("not_asked", "2026-06-10")
    assert names(signals, incident(), referral(), given, for_good, later) == AFTER


def test_what_takes_consent_back_counts_as_said_last_on_its_day() -> None:
    both = consent("withdrawn"), consent("given")

    assert names(signals, incident(), referral(), *both) == AFTER


def test_a_referral_that_was_declined_needs_no_consent() -> None:
    declined = seen("referral", "r", incident="i", service="health", outcome="declined")

    assert names(signals, incident(), declined) == []


def test_the_incidents_own_referral_may_stand_on_its_own_consent() -> None:
    assert names(signals, incident(referral="referred")) == WITHOUT
    assert names(signals, incident(referral="referred", consent="none")) == WITHOUT
    assert names(signals, incident(referral="referred", consent="refer")) == []
    own = incident(referral="referred", consent="refer")
    assert names(signals, own, consent("withdrawn")) == AFTER
    assert names(signals, incident(consent="refer"), referral()) == WITHOUT


def test_while_danger_goes_on_somebody_must_have_acted() -> None:
    def step(name: str) -> Disclosed:
        return seen("incident_response", incident="i", step=name, on="2026-06-02")

    told = ["danger_without_action"]

    assert names(signals, incident(ongoing=True)) == told
    assert names(signals, incident(ongoing=True), step("shared")) == told
    assert names(signals, incident(ongoing=True), step("shared"), step("acted")) == []
    assert names(signals, incident(ongoing=False)) == []


def test_the_team_is_told_nothing_of_it() -> None:
    answers = {"happened_on": "2026-06-01", "type": "threat", "ongoing": True}

    assert names(signals, seen("incident", "i", OFFICER, referral="referred", **answers)) == []


@pytest.mark.parametrize("kind", ["decision", "escalation"])
def test_a_tie_to_a_closed_complaint_that_arrived_is_told_to_who_may_read_both(kind: str) -> None:
    grave = {"received_on": "2026-06-01", "level": 6}
    tie = {"what": "x"} if kind == "decision" else {"reason": "x", "level": "headquarters"}
    named = seen(kind, "n", feedback="f", **tie)

    assert names(signals, named, seen("feedback", "f", **grave)) == ["tie_to_closed"]
    assert names(signals, named, seen("feedback", "f", **{**grave, "level": 3})) == []
    assert names(signals, named, seen("feedback", "f", reader=OFFICER, **grave)) == []
