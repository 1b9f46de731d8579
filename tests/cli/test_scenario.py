"""The villages of the demonstration are whole, invented the same way twice, and fit the kinds."""

from datetime import date

import pytest

from fieldapp.cli.scenario import NoSuchScenario, read_scenario
from fieldapp.domain.fieldtypes import Link
from fieldapp.domain.intake import take_in
from fieldapp.domain.kinds import KINDS, kind_named
from fieldapp.domain.rules import doubts, faults
from fieldapp.paths import resource

TODAY = date(2026, 11, 22)
NAMES = [file.stem for file in resource("demo").glob("*.json")]


@pytest.mark.parametrize("name", NAMES)
def test_every_record_of_a_village_can_be_saved_without_a_question(name: str) -> None:
    scenario = read_scenario(name, TODAY, 1)

    for planned in scenario.records:
        kind = kind_named(planned.kind)
        answers = {n: v for n, v in planned.answers.items() if n != "id"}
        intake = take_in(kind, answers)
        assert not intake.problems, (planned.kind, intake.problems)
        assert not faults(kind, intake.values)
        assert not doubts(kind, intake.values)


@pytest.mark.parametrize("name", NAMES)
def test_every_link_of_a_village_leads_to_a_record_of_the_right_kind(name: str) -> None:
    scenario = read_scenario(name, TODAY, 1)
    kinds = {planned.answers["id"]: planned.kind for planned in scenario.records}

    for planned in scenario.records:
        for field in KINDS[planned.kind].fields:
            if isinstance(field.type, Link) and field.name in planned.answers:
                assert kinds[planned.answers[field.name]] == field.type.kind
    assert kinds[scenario.clash.record] == scenario.clash.kind


def test_the_village_of_the_demonstration_has_records_of_every_kind() -> None:
    recorded = {
        kind.name for kind in KINDS.values() if not kind.made
    }  # no picture is made of words

    assert {planned.kind for planned in read_scenario("gorom", TODAY, 1).records} == recorded


def test_the_same_seed_and_day_give_the_same_village_and_another_seed_another() -> None:
    first, again = read_scenario("gorom", TODAY, 7), read_scenario("gorom", TODAY, 7)
    other = read_scenario("gorom", TODAY, 8)

    assert first == again
    assert first != other
    assert len(first.records) == len(other.records)


def test_days_are_counted_from_today() -> None:
    scenario = read_scenario("gorom", TODAY, 1)

    assert scenario.last == TODAY
    assert scenario.first < TODAY


def test_a_village_that_does_not_exist_is_told_with_those_that_do() -> None:
    with pytest.raises(NoSuchScenario) as caught:
        read_scenario("atlantis", TODAY, 1)

    assert "gorom" in str(caught.value)
