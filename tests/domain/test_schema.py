"""The schema: a field nobody thought about is restricted, and a condition can only close."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.fieldtypes import Link, Text, Value, Whole, codes_of
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.schema import (
    TO_BE_CHECKED,
    Field,
    Level,
    Raise,
    RecordKind,
    UnknownField,
    When,
    field,
)
from tests.strategies import kinds, levels, values, values_of

FEEDBACK = KINDS["feedback"]

DIARY = RecordKind(
    name="diary",
    label="Diary",
    plural="Diaries",
    title="words",
    parent="meeting",
    raised=(Raise(When("mood", (1, 2)), Level.TEAM, frozenset({"mood"})),),
    fields=(
        field("words", Text(), "Words", Level.PUBLIC),
        field("mood", Whole(1, 5), "Mood", Level.PUBLIC),
        field("secret", Text(), "Secret"),
        field("meeting", Link("meeting"), "Meeting", Level.PUBLIC),
    ),
)


@given(kinds.flatmap(lambda kind: st.tuples(st.just(kind), values_of(kind))), levels, st.booleans())
def test_the_fields_up_to_a_clearance_are_those_whose_level_is_no_higher(
    pair: tuple[RecordKind, dict[str, Value]], clearance: Level, held: bool
) -> None:
    kind, given = pair

    assert kind.names_up_to(clearance, given, held=held) == {
        each.name for each in kind.fields if kind.level_of(each.name, given, held=held) <= clearance
    }


def test_a_question_whose_codes_are_general_knowledge_says_that_the_mission_checks_them() -> None:
    for kind in KINDS.values():
        for each in kind.fields:
            codes = codes_of(each.type)
            told = TO_BE_CHECKED in each.hints
            assert told == (codes is not None and codes.general_knowledge)
            assert (each.help in each.hints) == bool(each.help)


def test_a_field_without_a_level_is_restricted() -> None:
    assert field("x", Text(), "X").level is Level.RESTRICTED
    assert Field(name="x", type=Text(), label="X").level is Level.RESTRICTED


def test_a_field_that_this_version_does_not_know_is_restricted() -> None:
    for kind in KINDS.values():
        assert kind.level_of("from_a_newer_version", {}) is Level.RESTRICTED


def test_a_record_that_is_lifted_stays_harmless_only_for_answers_named_harmless() -> None:
    assert DIARY.level_of("words", {"mood": 2}) is Level.PUBLIC
    for mood in (3, None, 0, 99, "1"):
        assert DIARY.level_of("words", {"mood": mood}) is Level.TEAM
    assert DIARY.level_of("words", {}) is Level.TEAM
    assert DIARY.level_of("mood", {"mood": 5}) is Level.PUBLIC


def test_lifting_never_lowers() -> None:
    assert DIARY.level_of("secret", {"mood": 5}) is Level.RESTRICTED
    assert DIARY.level_of("secret", {"mood": 1}) is Level.RESTRICTED


@given(kinds, st.dictionaries(st.sampled_from(("level", "type", "status")), values))
def test_no_answer_lowers_a_level(kind: RecordKind, given_values: dict[str, Value]) -> None:
    for one in kind.fields:
        assert kind.level_of(one.name, given_values) >= one.level


@pytest.mark.parametrize("level", [1, 2, 3])
def test_harmless_feedback_may_be_read_aloud(level: int) -> None:
    assert FEEDBACK.level_of("summary", {"level": level}) is Level.PUBLIC


def test_a_complaint_about_conduct_is_for_the_team() -> None:
    for one in FEEDBACK.fields:
        as_declared = one.name in ("code", "received_on", "level", "against")
        expected = one.level if as_declared else Level.TEAM
        assert FEEDBACK.level_of(one.name, {"level": 4}) is expected


@pytest.mark.parametrize("level", [5, 6, 7, None, 8, 0, "6", 5.5])
def test_all_of_a_grave_or_unknown_complaint_but_code_date_and_level_is_restricted(
    level: Value,
) -> None:
    for one in FEEDBACK.fields:
        stub = one.name in ("code", "received_on", "level")
        expected = Level.PUBLIC if stub else Level.RESTRICTED
        assert FEEDBACK.level_of(one.name, {"level": level}) is expected


def test_a_condition_is_met_by_its_codes_and_by_one_of_several_answers() -> None:
    assert When("status", ("late", "dropped")).met({"status": "late"})
    assert not When("status", ("late",)).met({"status": "kept"})
    assert not When("status", ("late",)).met({})
    assert When("status", ("late", None)).met({})
    assert When("groups", ("women",)).met({"groups": ("youth", "women")})
    assert not When("groups", ("women",)).met({"groups": ("youth",)})


def test_a_condition_without_codes_is_met_by_whatever_is_answered() -> None:
    assert When("groups").met({"groups": ("x-own",)})
    assert When("count").met({"count": 0})
    assert not When("groups").met({"groups": ()})
    assert not When("groups").met({"groups": None})
    assert not When("groups").met({})


def test_a_field_that_does_not_exist_is_answered_with_those_that_do() -> None:
    with pytest.raises(UnknownField) as caught:
        DIARY.field("weather")

    assert caught.value.facts["known"] == "words, mood, secret, meeting"
    assert caught.value.exit_code == 2
    assert not DIARY.has("weather")


def test_a_kind_knows_whose_row_it_is() -> None:
    assert DIARY.parent_kind == "meeting"
    assert KINDS["victim"].parent_kind == "incident"
    assert KINDS["meeting"].parent_kind == ""
