"""Taking answers in: each is kept or has a sentence, and no sentence repeats an answer."""

from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.fieldtypes import NoSuchCode, NoSuchDay, Value
from fieldapp.domain.intake import take_in
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.schema import RecordKind, UnknownField
from tests.strategies import kinds, values_of

MEETING = KINDS["meeting"]

raws = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text().map(lambda text: f"CANARY{text}"),
    st.lists(st.just("CANARY"), max_size=2),
    st.dictionaries(st.just("CANARY"), st.just("CANARY")),
)


@given(kinds.flatmap(lambda kind: st.tuples(st.just(kind), values_of(kind))))
def test_what_was_kept_once_is_taken_in_unchanged(
    pair: tuple[RecordKind, dict[str, Value]],
) -> None:
    kind, values = pair

    taken = take_in(kind, values)

    assert taken.values == values
    assert taken.problems == ()


@given(kinds, st.data())
def test_every_answer_is_kept_or_has_a_sentence_that_does_not_repeat_it(
    kind: RecordKind, data: st.DataObject
) -> None:
    names = st.sampled_from([*(field.name for field in kind.fields), "wether", "x" * 100])
    raw = data.draw(st.dictionaries(names, raws, max_size=6))

    taken = take_in(kind, raw)

    assert set(taken.values) | {problem.field for problem in taken.problems} == set(raw)
    assert len(taken.values) + len(taken.problems) == len(raw)
    for problem in taken.problems:
        assert str(problem.error)
        assert "CANARY" not in str(problem.error)
        assert "CANARY" not in repr(problem.error.facts)


def test_one_wrong_answer_does_not_keep_the_others_out() -> None:
    taken = take_in(
        MEETING, {"title": " Planting ", "held_on": "2026-02-30", "type": "women", "mood": ""}
    )

    assert taken.values == {"title": "Planting", "type": "women", "mood": None}
    assert [(p.field, type(p.error)) for p in taken.problems] == [("held_on", NoSuchDay)]


def test_a_wrong_code_names_the_list_and_what_is_near() -> None:
    (problem,) = take_in(MEETING, {"type": "counsil"}).problems

    assert isinstance(problem.error, NoSuchCode)
    assert str(problem.error) == "This is not in the list meeting_type. Use one of: council."


def test_a_field_that_does_not_exist_is_answered_with_those_that_are_near() -> None:
    (problem,) = take_in(MEETING, {"helt_on": "2026-11-03"}).problems

    assert isinstance(problem.error, UnknownField)
    assert problem.field == "helt_on"
    assert "held_on" in str(problem.error)


def test_nothing_said_is_nothing_taken_in() -> None:
    taken = take_in(MEETING, {})

    assert taken.values == {}
    assert taken.problems == ()
