from datetime import date

import pytest

from fieldapp.domain.deciding.rights import HEAD
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.signals.decisions import signals
from tests.domain.ledgers import names
from tests.domain.records import ledger, seen

TODAY = date(2026, 11, 28)


def taken(**answers: object) -> Disclosed:
    given = {
        "what": "Pause the road", "type": "pause", "step": "taken", "place": "XX0101",
        "decided_by": "team_leader", "decided_on": "2026-11-10",
    }  # fmt: skip
    return seen("decision", **{**given, **answers})


def found(*records: Disclosed) -> list[str]:
    return names(signals, *records, today=TODAY)


def test_a_decision_that_nobody_had_the_right_to_is_told_with_the_role() -> None:
    [signal] = signals(ledger(taken()), TODAY)

    assert signal.name == "decision_without_right"
    assert signal.place == "XX0101"
    assert signal.facts == {"role": "Team leader"}


def test_a_decision_by_whoever_had_the_right_on_that_day_is_not_told() -> None:
    until = seen("decision_right", type="pause", role="team_leader", until_on="2026-11-10")

    assert found(taken(), until) == []
    assert found(taken(decided_on="2026-11-11"), until) == ["decision_without_right"]
    assert found(taken(decided_by=HEAD)) == []


def test_a_decision_about_a_work_elsewhere_without_the_right_there_is_told_once() -> None:
    work = seen("deliverable", "d1", title="School roof", place="XX0201")
    here = seen("decision_right", type="pause", role="team_leader", place="XX0101")
    there = seen("decision_right", type="pause", role="team_leader", place="XX0201")

    assert found(taken(deliverable="d1"), work, here) == ["decision_without_right"]
    assert found(taken(deliverable="d1"), work) == ["decision_without_right"]
    assert found(taken(deliverable="d1"), work, here, there) == []


def test_a_decision_that_does_not_say_by_whom_is_told() -> None:
    assert found(taken(decided_by=None)) == ["decision_by_nobody"]


@pytest.mark.parametrize("answers", [{"step": "proposed"}, {"type": None}, {"step": "withdrawn"}])
def test_what_was_not_taken_is_not_told(answers: dict[str, object]) -> None:
    assert found(taken(**answers)) == []


def test_a_pivot_that_was_used_had_its_right_when_it_was_taken() -> None:
    pivot = seen(
        "pivot", "p1", scenario="s1", action="Move", status="used", taken_by="team_leader",
        expires_on="2026-11-10",
    )  # fmt: skip

    assert found(taken(type="pivot", pivot="p1"), pivot) == []
    assert found(taken(type="pivot", pivot="p1", decided_on="2026-11-11"), pivot) != []


def test_a_norm_that_gave_way_without_a_reason_is_told() -> None:
    silent = taken(decided_by=HEAD, breaks=["consent"])
    used = seen("pivot", scenario="s1", action="Enter", status="used", breaks=["consent"])
    approved = seen("pivot", scenario="s1", action="Enter", status="approved", breaks=["consent"])

    assert found(silent) == ["norm_without_reason"]
    assert found(used) == ["norm_without_reason"]
    assert found(approved) == []
    assert found(taken(decided_by=HEAD, breaks=["consent"], norm_reason="Lives")) == []
    assert found(taken(step="proposed", breaks=["consent"])) == []


def test_a_norm_that_somebody_without_the_right_departed_from_is_told() -> None:
    given = seen("decision_right", type="pause", role="team_leader")

    assert found(taken(breaks=["consent"], norm_reason="Lives"), given) == ["norm_without_right"]
