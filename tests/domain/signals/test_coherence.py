"""Clashing promises, double work and contradictions across teams."""

import pytest

from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.ledger import Ref, ledger_of
from fieldapp.domain.signals.coherence import signals
from tests.domain.ledgers import TODAY, names
from tests.domain.records import seen

REPAIR, AGAIN = "Repair the school roof", "School roof: repair by May"


def promise(id: str, what: str = REPAIR, kind: str = "commitment", **values: Value) -> Disclosed:
    return seen(kind, id, **{"what": what, "promised_by": "us", "deliverable": "w", **values})


def work(id: str = "w", title: str = "Well", **values: Value) -> Disclosed:
    answers = {"title": title, "place": "KE0101", "sector": "water", "status": "ongoing"}
    return seen("deliverable", id, **{**answers, "objective": "o", **values})


def decision(type: str, day: str, id: str = "", **values: Value) -> Disclosed:
    answers = {"what": f"Decision of {day} to {type}", "deliverable": "w", "decided_on": day}
    return seen("decision", id, **{**answers, "type": type, **values})


def test_two_parties_that_promise_the_same_for_one_work_are_told() -> None:
    theirs = promise("b", AGAIN, promised_by="them")
    (signal,) = signals(ledger_of([theirs, promise("a", place="KE0101")]), TODAY)

    assert (signal.name, signal.tone, signal.place) == ("promise_by_two", "warn", "KE0101")
    assert signal.about == (Ref("commitment", "a"), Ref("commitment", "b"))


def test_different_promises_for_one_work_are_no_clash() -> None:
    sand = promise("b", "Bring sand for the school roof", promised_by="them")

    assert names(signals, promise("a"), sand) == []


def test_one_promise_for_two_days_far_apart_is_told() -> None:
    may = promise("a", due_on="2026-05-01")

    assert names(signals, may, promise("b", due_on="2026-06-01")) == ["promise_for_two_days"]
    assert names(signals, may, promise("b", due_on="2026-05-31")) == []
    assert names(signals, may, promise("b")) == []


def test_a_promise_dropped_here_and_open_there_is_told_as_the_gravest() -> None:
    still = promise("a", status="open", promised_by="them", due_on="2026-05-01")
    dropped = promise("b", status="dropped", reason="No money", due_on="2027-05-01")

    assert names(signals, still, dropped) == ["promise_dropped_and_open"]
    assert names(signals, promise("a", status="kept"), dropped) == []


@pytest.mark.parametrize("status", ["kept", "not_kept", "dropped"])
def test_promises_that_are_over_do_not_clash(status: str) -> None:
    over = [promise(own, status=status, reason="Rain", promised_by=by)
            for own, by in (("a", "us"), ("b", "them"))]  # fmt: skip

    assert names(signals, *over) == []


def test_a_commitment_and_a_decision_about_one_issue_or_feedback_clash() -> None:
    issue = seen("issue", "i", meeting="t", said="The roof leaks", decision="d")
    ours = promise("a", issue="i", deliverable=None)
    theirs = promise("d", AGAIN, "decision", promised_by="them", deliverable=None)

    assert names(signals, ours, theirs, issue) == ["promise_by_two"]
    assert names(signals, ours, theirs) == []
    proposed = promise("d", AGAIN, "decision", promised_by="them", step="proposed")
    assert names(signals, ours, proposed, issue) == []


def test_promises_for_two_works_clash_in_one_place_and_sector_only() -> None:
    ours = promise("a", place="KE0101", deliverable="w1")
    theirs = promise("b", place="KE0101", deliverable="w2", promised_by="them")
    far = promise("b", place="KE0102", deliverable="w2", promised_by="them")
    water, too, roads = work("w1"), work("w2", "Pump"), work("w2", "Pump", sector="roads")

    assert names(signals, ours, theirs, water, too) == ["promise_by_two"]
    assert names(signals, ours, far, water, too) == []
    assert names(signals, ours, theirs, water, roads) == []


def test_two_works_of_the_same_name_at_one_place_and_time_are_told() -> None:
    twice = work("a", "Well at the market"), work("b", "Market well")

    assert names(signals, *twice) == ["duplicate_work"]
    assert names(signals, twice[0], work("b", "Market well", place="KE0102")) == []
    assert names(signals, twice[0], work("b", "Market well", sector="roads")) == []
    assert names(signals, twice[0], work("b", "Market well", status="completed")) == []
    assert names(signals, work("a", sector=None), work("b", sector=None)) == []


def test_works_that_do_not_overlap_in_time_are_not_double() -> None:
    def planned(id: str, start: Value, end: Value) -> Disclosed:
        return work(id, status="planned", planned_start=start, planned_end=end)

    spring = planned("a", "2026-03-01", "2026-05-31")

    assert names(signals, spring, planned("b", "2026-05-31", "2026-07-01")) == ["duplicate_work"]
    assert names(signals, spring, planned("b", "2026-06-01", "2026-07-01")) == []
    assert names(signals, spring, planned("b", None, None)) == []


def test_a_work_that_is_late_goes_on_until_today() -> None:
    late = work("a", planned_start="2026-03-01", planned_end="2026-05-31")
    soon = work("b", status="planned", planned_start="2026-06-15", planned_end="2026-08-01")

    assert names(signals, late, soon) == ["duplicate_work"]


def test_works_of_one_sector_under_different_leads_are_told_once() -> None:
    works = [
        work("a", "Well", led_by="us"),
        work("b", "Pipe to the clinic", led_by="others"),
        work("c", "Tank", led_by="us"),
    ]
    (signal,) = signals(ledger_of(works), TODAY)

    assert (signal.name, signal.tone) == ("works_side_by_side", "info")
    assert [ref.id for ref in signal.about] == ["a", "b", "c"]
    assert signal.facts == {"count": 3}
    assert names(signals, works[0], works[2]) == []
    partner = work("b", "Pipe", owner="actor-1"), work("c", "Tank", owner="actor-2")
    assert names(signals, *partner) == ["works_side_by_side"]
    assert names(signals, works[0], work("b", "Pipe")) == []


def test_scaling_up_what_is_stopped_is_a_contradiction_for_thirty_days() -> None:
    up = decision("scale_up", "2026-05-01")
    told = ["decisions_contradict"]

    assert names(signals, up, decision("stop", "2026-05-31")) == told
    assert names(signals, decision("pause", "2026-04-01"), up) == told
    assert names(signals, up, decision("stop", "2026-06-01")) == []
    assert names(signals, up, decision("stop", "2026-05-02", step="proposed")) == []
    assert names(signals, up, decision("stop", "2026-05-02", deliverable="w2")) == []
    assert names(signals, up, decision("change_course", "2026-05-02")) == []


def test_what_serves_no_objective_is_told_once_for_a_place() -> None:
    works = [work(own, title, objective=None) for own, title in (("a", "Well"), ("b", "Tank"))]
    over = work("c", "Pipe", objective=None, status="completed")
    indicator = seen("indicator", name="Wells", direction="up")
    found = sorted(signals(ledger_of([*works, over, indicator]), TODAY), key=lambda s: s.name)

    assert [(s.name, s.tone, s.facts, s.place) for s in found] == [
        ("deliverable_without_objective", "info", {"count": 2}, "KE0101"),
        ("indicator_without_objective", "info", {"count": 1}, ""),
    ]
