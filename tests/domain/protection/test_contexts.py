"""What follows from an incident's rows."""

import pytest
from hypothesis import given, settings

from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.ledger import Ledger, ledger_of
from fieldapp.domain.protection.contexts import Contexts, Span, contexts_of
from tests.domain.ledgers import ledgers, shuffled
from tests.domain.records import OFFICER, seen

KINDS = ("incident", "victim", "incident_response", "incident_source")


def victim(age: str = "34", **values: Value) -> Disclosed:
    return seen("victim", incident="i", **{"sex": "female", "age_group": age, **values})


def found(*victims: Disclosed, type: str = "attack_on_civilians", **values: Value) -> Contexts:
    incident = seen("incident", "i", happened_on="2026-06-01", type=type, **values)
    return contexts_of(ledger_of([incident, *victims]), incident)


@pytest.mark.parametrize(
    ("ages", "children", "adults"),
    [
        (("7", "34"), True, True),
        (("child",), True, False),
        (("18-49", "60+"), False, True),
        (("15-24",), None, None),
        (("15-24", "9"), True, None),
        ((), None, None),
    ],
)
def test_children_and_adults_affected(
    ages: tuple[str, ...], children: bool | None, adults: bool | None
) -> None:
    told = found(*map(victim, ages))

    assert (told.children, told.adults) == (children, adults)


def test_forced_marriage_of_a_child_is_early_marriage() -> None:
    def told(age: str, gbv: Value) -> tuple[bool | None, bool | None]:
        one = found(victim(age), type="gender_based_violence", gbv_type=gbv)
        return one.early_marriage, one.child_sexual_abuse

    assert told("16", "forced_marriage") == (True, False)
    assert told("34", "forced_marriage") == (False, False)
    assert told("15-24", "forced_marriage") == (None, False)
    assert told("16", "rape") == (False, True)
    assert told("16", "sexual_assault") == (False, True)
    assert told("16", "physical_assault") == (False, False)
    assert told("16", None) == (None, None)


@pytest.mark.parametrize(
    ("type", "violation"),
    [
        ("recruitment", "recruitment"),
        ("attack_on_school", "attack_on_schools"),
        ("attack_on_hospital", "attack_on_hospitals"),
        ("denial_humanitarian_access", "denial_humanitarian_access"),
    ],
)
def test_what_is_counted_by_event_points_to_a_grave_violation_by_itself(
    type: str, violation: str
) -> None:
    assert found(type=type).grave_violations == (violation,)


def test_the_others_need_a_child_among_those_who_suffered_it() -> None:
    killed = {"killed_min": 1, "killed_max": 2}

    assert found(victim("9", **killed)).grave_violations == ("killing",)
    assert found(victim("34", **killed), victim("9", injured_max=1)).grave_violations == (
        "maiming",
    )
    assert found(victim("34", **killed)).grave_violations == ()
    assert found(victim("9"), type="killing").grave_violations == ("killing",)
    assert found(victim("9", killed_max=0), type="killing").grave_violations == ()
    assert found(victim("9"), type="abduction").grave_violations == ("abduction",)
    assert found(victim("9"), type="sexual_violence").grave_violations == ("sexual_violence",)
    assert found(victim("34"), type="sexual_violence").grave_violations == ()
    assert found(victim("9"), type="arbitrary_detention").grave_violations == (
        "deprivation_liberty",
    )
    assert found(victim("9")).grave_violations == ()


def test_civilians_among_the_killed() -> None:
    def told(**values: Value) -> bool | None:
        return found(victim(**values)).civilians_killed

    assert told(civilian="civilian", killed_min=1) is True
    assert told(civilian="civilian", killed_min=0, killed_max=1) is None
    assert told(civilian="civilian", killed_max=0) is False
    assert told(civilian="civilian", injured_min=1) is False
    assert told(civilian="civilian") is None
    assert told(civilian="combatant", killed_min=1) is False
    assert told(civilian="participating", killed_min=1) is False
    assert told(civilian="unknown", killed_min=1) is None
    assert found().civilians_killed is None


def test_totals_are_what_the_rows_add_up_to_at_least_and_at_most() -> None:
    told = found(
        victim(killed_min=1, killed_max=3),
        victim(killed_min=2, killed_max=2),
        victim(injured_min=4),
    )

    assert told.killed == Span(3, 5)
    assert told.injured == Span(4, None)
    assert found(victim(killed_min=1, killed_max=1), victim()).killed == Span(1, None)
    assert found(victim()).killed is None


def test_the_team_learns_nothing_of_victims_from_it() -> None:
    incident = seen("incident", "i", OFFICER, happened_on="2026-06-01", type="threat")
    row = seen("victim", "v", OFFICER, incident="i", sex="female", age_group="9", killed_min=1)

    told = contexts_of(ledger_of([incident, row]), incident)

    assert (told.children, told.killed, told.grave_violations, told.delay) == (None, None, (), "")


@settings(max_examples=50)
@given(ledgers(KINDS, usual={"incident": "incident-0"}))
def test_contexts_never_fail_and_do_not_depend_on_the_order_of_rows(ledger: Ledger) -> None:
    for incident in ledger.of("incident"):
        told = contexts_of(ledger, incident)

        assert told == contexts_of(shuffled(ledger), incident)
        for span in (told.killed, told.injured):
            assert span is None or span.most is None or span.least <= span.most


@pytest.mark.parametrize("gbv", ["rape", "sexual_assault"])
def test_rape_of_a_child_is_a_grave_violation_whatever_the_incident_is_called(gbv: str) -> None:
    assert found(victim("9"), gbv_type=gbv).grave_violations == ("sexual_violence",)
    assert found(victim("34"), gbv_type=gbv).grave_violations == ()
    assert found(victim("9"), gbv_type="forced_marriage").grave_violations == ()
