from dataclasses import replace
from datetime import date

import pytest

from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.ledger import Ref
from fieldapp.domain.signals.pivots import Evidence, met, signals
from fieldapp.language import load_language
from tests.domain.ledgers import names
from tests.domain.records import OFFICER, PROTECTION, ledger, seen

TODAY = date(2026, 11, 28)
COUNTY = seen("place", name="Kelda", pcode="XX01")
GOROM = seen("place", name="Gorom", pcode="XX0101", place="XX01")


def trigger(**answers: object) -> Disclosed:
    return seen("trigger", "t1", **{"scenario": "s1", "title": "Water rises", **answers})


def why(watched: Disclosed, *records: Disclosed) -> Evidence | None:
    return met(watched, ledger(COUNTY, GOROM, watched, *records), TODAY)


def level(id: str, day: str, value: float, **answers: object) -> Disclosed:
    given = {"indicator": "n1", "observed_on": day, "value": value, "place": "XX0101"}
    return seen("observation", id, **{**given, **answers})


FLOOD = {"watch": "indicator", "indicator": "n1", "comparison": "at_least", "threshold": 5}


def test_an_indicator_meets_its_trigger_by_its_latest_observation() -> None:
    low, high = level("o1", "2026-10-01", 3), level("o2", "2026-11-01", 5)

    assert why(trigger(**FLOOD), low, high) == Evidence(
        date(2026, 11, 1), (Ref("observation", "o2"),)
    )
    assert why(trigger(**FLOOD), high, level("o3", "2026-11-02", 4)) is None
    assert why(trigger(**{**FLOOD, "comparison": "at_most"}), high) is not None


def test_an_indicator_has_been_met_since_the_first_observation_in_a_row() -> None:
    rows = [level("o1", "2026-09-01", 9), level("o2", "2026-10-01", 2)]
    rows += [level("o3", "2026-10-15", 6), level("o4", "2026-11-01", 7)]

    assert why(trigger(**FLOOD), *rows) == Evidence(
        date(2026, 10, 15), (Ref("observation", "o4"), Ref("observation", "o3"))
    )


def test_observations_of_elsewhere_of_one_group_and_of_later_do_not_count() -> None:
    here = trigger(**FLOOD, place="XX01")

    assert why(here, level("o1", "2026-11-01", 9)) is not None
    assert why(here, level("o1", "2026-11-01", 9, place="XX0201")) is None
    assert why(here, level("o1", "2026-11-01", 9, indicator="n2")) is None
    assert why(here, level("o1", "2026-11-01", 9, group="women")) is None
    assert why(here, level("o1", "2026-11-29", 9)) is None


def incidents(*days: str, **answers: object) -> list[Disclosed]:
    given = {"type": "threat", "place": "XX0101", **answers}
    return [seen("incident", f"i{day}", happened_on=day, **given) for day in days]


RAIDS = {"watch": "incidents", "comparison": "at_least", "threshold": 2, "period": 10}


def test_incidents_are_counted_within_the_period_and_the_area() -> None:
    evidence = why(trigger(**RAIDS), *incidents("2026-11-20", "2026-11-19", "2026-11-18"))

    assert evidence is not None
    assert evidence.records == (Ref("incident", "i2026-11-20"), Ref("incident", "i2026-11-19"))
    assert why(trigger(**RAIDS), *incidents("2026-11-20", "2026-11-18")) is None
    assert why(trigger(**RAIDS, place="XX0201"), *incidents("2026-11-20", "2026-11-21")) is None


def test_the_time_since_a_count_is_met_begins_with_the_record_that_met_it() -> None:
    evidence = why(
        trigger(**RAIDS), *incidents("2026-11-10", "2026-11-15", "2026-11-19", "2026-11-23")
    )

    assert evidence is not None
    assert evidence.since == date(2026, 11, 15)
    gap = why(trigger(**RAIDS), *incidents("2026-11-01", "2026-11-02", "2026-11-22", "2026-11-23"))
    assert gap is not None
    assert gap.since == date(2026, 11, 23)


def test_whoever_may_not_know_where_an_incident_was_does_not_count_it_there() -> None:
    closed = [
        seen(
            "incident",
            f"i{n}",
            OFFICER,
            happened_on="2026-11-25",
            type="sexual_violence",
            place="XX0101",
        )
        for n in (1, 2)
    ]

    assert why(trigger(**RAIDS, place="XX0101"), *closed) is None


def test_complaints_are_counted_without_questions_and_praise() -> None:
    complaints = {**RAIDS, "watch": "feedback"}
    received = {"received_on": "2026-11-25", "level": 2, "place": "XX0101"}
    said = [seen("feedback", **received, type=kind) for kind in ("concern", "request")]
    kind_words = [seen("feedback", **received, type=kind) for kind in ("praise", "question")]

    assert why(trigger(**complaints), *said) is not None
    assert why(trigger(**complaints), *kind_words) is None


def test_overdue_commitments_meet_a_trigger_from_the_day_after() -> None:
    late = {"watch": "overdue", "comparison": "at_least", "threshold": 2}
    promises = [
        seen("commitment", f"c{n}", what="Pump", promised_by="us", due_on=f"2026-11-1{n}")
        for n in (1, 2, 3)
    ]
    kept = seen("commitment", what="Pump", promised_by="us", due_on="2026-11-01", status="kept")
    today = seen("commitment", what="Pump", promised_by="us", due_on="2026-11-28")

    evidence = why(trigger(**late), *promises, kept, today)

    assert evidence is not None
    assert evidence.since == date(2026, 11, 13)
    assert len(evidence.records) == 3
    assert why(trigger(**late), promises[0], kept, today) is None


def test_a_trigger_reported_by_a_person_is_met_from_that_day() -> None:
    reported = {"watch": "by_hand", "met_on": "2026-11-28"}

    assert why(trigger(**reported)) == Evidence(TODAY, ())
    assert why(trigger(**{**reported, "met_on": "2026-11-29"})) is None
    assert why(trigger(watch="by_hand")) is None


@pytest.mark.parametrize("missing", ["threshold", "comparison"])
def test_a_trigger_without_its_figure_is_never_met(missing: str) -> None:
    assert why(trigger(**{**FLOOD, missing: None}), level("o1", "2026-11-01", 9)) is None


MET = trigger(watch="by_hand", met_on="2026-11-20")
SCENARIO = seen("scenario", "s1", title="Flood", place="XX0101")


def pivot(**answers: object) -> Disclosed:
    given = {
        "scenario": "s1", "action": "Move the market", "status": "approved",
        "taken_by": "team_leader", "expires_on": "2026-12-31",
    }  # fmt: skip
    return seen("pivot", "p1", **{**given, **answers})


def told(*records: Disclosed) -> list[str]:
    return names(signals, MET, SCENARIO, *records, today=TODAY)


def test_a_pivot_is_offered_to_whoever_may_take_it_when_its_trigger_is_met() -> None:
    [signal] = signals(ledger(MET, SCENARIO, pivot()), TODAY)

    assert signal.sentence(load_language("en")) == (
        "A trigger is met: a pivot approved beforehand can be taken by "
        "Team leader, Head of mission."
    )
    assert signal.about == (Ref("pivot", "p1"), Ref("trigger", "t1"))
    assert (signal.place, signal.day) == ("XX0101", "2026-11-20")


def test_the_records_behind_a_trigger_stand_in_the_offer() -> None:
    watched = trigger(**FLOOD)

    [signal] = signals(ledger(watched, pivot(), level("o1", "2026-11-01", 9)), TODAY)

    assert signal.about[-1] == Ref("observation", "o1")


def test_without_a_trigger_that_is_met_nothing_is_offered() -> None:
    assert names(signals, trigger(watch="by_hand"), pivot(), today=TODAY) == []


def test_a_pivot_that_names_another_trigger_is_not_offered() -> None:
    assert told(pivot(trigger="t1", scenario="s2")) == ["pivot_offered"]
    assert told(pivot(trigger="t2")) == ["trigger_met"]
    assert told(pivot(scenario="s2")) == ["trigger_met"]


def test_a_pivot_that_cannot_be_taken_is_told() -> None:
    assert told(pivot(expires_on="2026-11-27")) == ["pivot_expired"]
    assert told(pivot(expires_on="2026-11-28")) == ["pivot_offered"]
    assert told(pivot(status="proposed")) == ["pivot_unapproved"]
    assert told(pivot(status="withdrawn")) == ["trigger_met"]
    assert told(pivot(status="used")) == []


def test_a_pivot_that_was_taken_after_the_trigger_was_met_is_not_offered_again() -> None:
    def decision(**answers: object) -> Disclosed:
        given = {"what": "Take it", "type": "pivot", "step": "taken", "pivot": "p1"}
        return seen("decision", **{**given, "decided_on": "2026-11-20", **answers})

    assert told(pivot(), decision()) == []
    assert told(pivot(), decision(decided_on="2026-11-19")) == ["pivot_offered"]
    assert told(pivot(), decision(step="proposed")) == ["pivot_offered"]
    assert told(pivot(), decision(pivot="p2")) == ["pivot_offered"]


def test_two_triggers_of_one_pivot_make_one_offer() -> None:
    second = seen(
        "trigger", "t2", scenario="s1", title="Wind", watch="by_hand", met_on="2026-11-02"
    )

    [signal] = signals(ledger(MET, second, pivot()), TODAY)

    assert signal.about == (Ref("pivot", "p1"), Ref("trigger", "t2"), Ref("trigger", "t1"))
    assert signal.day == "2026-11-02"


def test_a_trigger_counts_what_the_team_may_see_and_so_is_the_same_for_every_reader() -> None:
    watched = trigger(watch="incidents", comparison="at_least", threshold=1, place="XX0101")
    told = {"happened_on": "2026-11-20", "place": "XX0101"}

    assert why(watched, seen("incident", type="sexual_violence", **told)) is None
    for reader in (OFFICER, PROTECTION):
        assert why(watched, seen("incident", reader=reader, type="threat", **told)) is not None


@pytest.mark.parametrize("period", [2**62, 10**7, True])
def test_a_period_that_is_none_counts_for_ever(period: int) -> None:
    usual = trigger(**RAIDS)
    odd = replace(usual, values={**usual.values, "period": period})

    evidence = why(odd, *incidents("2026-11-20", "1990-01-01"))

    assert evidence is not None
    assert evidence.since == date(2026, 11, 20)
    assert why(odd, *incidents("2026-11-20")) is None
