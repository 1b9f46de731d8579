"""Rules between the answers of one record: what is missing, and what contradicts itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.checks import Above, Before, Missing
from fieldapp.domain.fieldtypes import Text, Value, YesNo
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.rules import NoPlace, applies, doubts, faults
from fieldapp.domain.schema import RecordKind, When, field
from fieldapp.language import load_language
from tests.strategies import kinds, values_of

pairs = kinds.flatmap(lambda kind: st.tuples(st.just(kind), values_of(kind)))


def wrong(kind: str, values: dict[str, Value]) -> dict[str, type]:
    return {problem.field: type(problem.error) for problem in faults(KINDS[kind], values)}


def doubtful(kind: str, values: dict[str, Value]) -> dict[str, type]:
    here = {"place": "SS0101", **values}
    return {problem.field: type(problem.error) for problem in doubts(KINDS[kind], here)}


@given(pairs)
def test_a_required_answer_is_missed_exactly_when_it_is_asked_for_and_not_there(
    pair: tuple[RecordKind, dict[str, Value]],
) -> None:
    kind, values = pair
    missing = {p.field for p in faults(kind, values) if isinstance(p.error, Missing)}

    for one in kind.fields:
        asked = one.when is None or one.when.met(values)
        assert (one.name in missing) is (one.required and asked and values.get(one.name) is None)


@given(pairs)
def test_every_problem_names_a_field_and_holds_no_answer(
    pair: tuple[RecordKind, dict[str, Value]],
) -> None:
    kind, values = pair
    labels = {one.label for one in kind.fields}
    for problem in (*faults(kind, values), *doubts(kind, values)):
        assert kind.has(problem.field)
        assert str(problem.error)
        assert set(problem.error.facts.values()) <= labels


def test_a_required_answer_is_not_missed_while_its_question_is_not_asked() -> None:
    visit = RecordKind(
        name="visit",
        label="Visit",
        plural="Visits",
        title="went",
        fields=(
            field("went", YesNo(), "Did you go?"),
            field("why_not", Text(), "Why not?", required=True, when=When("went", (False,))),
        ),
    )

    assert faults(visit, {"went": True}) == ()
    assert [problem.field for problem in faults(visit, {"went": False})] == ["why_not"]


def test_zero_and_no_are_answers() -> None:
    who_came: dict[str, Value] = {"meeting": "1", "sex": "female", "age_group": "adult", "count": 0}

    assert wrong("attendance", who_came) == {}
    assert wrong("attendance", {**who_came, "count": None}) == {"count": Missing}


def test_a_part_is_not_more_than_the_whole() -> None:
    who_came: dict[str, Value] = {"meeting": "1", "sex": "female", "age_group": "adult", "count": 4}

    assert wrong("attendance", {**who_came, "with_disability": 4}) == {}
    assert wrong("attendance", {**who_came, "with_disability": 5}) == {"with_disability": Above}


@pytest.mark.parametrize("harm", ["killed", "injured", "abducted"])
def test_at_least_is_not_more_than_at_most(harm: str) -> None:
    victims: dict[str, Value] = {"incident": "1", "sex": "unknown", "age_group": "adult"}
    least, most = f"{harm}_min", f"{harm}_max"

    assert wrong("victim", {**victims, least: 2, most: 2}) == {}
    assert wrong("victim", {**victims, least: 3}) == {}
    assert wrong("victim", {**victims, least: 3, most: 2}) == {least: Above}


def test_a_period_does_not_end_before_it_begins() -> None:
    review: dict[str, Value] = {"held_on": "2026-07-03", "from_on": "2026-04-01"}

    assert wrong("joint_review", {**review, "to_on": "2026-04-01"}) == {}
    assert wrong("joint_review", {**review, "to_on": "2026-03-31"}) == {"to_on": Before}


@pytest.mark.parametrize(
    ("kind", "first", "then"),
    [
        ("deliverable", "planned_start", "planned_end"),
        ("deliverable", "planned_start", "actual_end"),
        ("meeting", "held_on", "next_on"),
        ("incident", "happened_on", "referred_on"),
        ("feedback", "received_on", "answered_on"),
    ],
)
def test_what_comes_after_is_doubted_when_it_is_dated_before(
    kind: str, first: str, then: str
) -> None:
    assert doubtful(kind, {first: "2026-11-02", then: "2026-11-02"}) == {}
    assert doubtful(kind, {first: "2026-11-02", then: "2026-11-01"}) == {then: Before}
    assert doubtful(kind, {then: "2026-11-01"}) == {}


@pytest.mark.parametrize(
    ("kind", "planned"), [("deliverable", "budget"), ("budget_line", "planned")]
)
def test_spending_more_than_planned_is_doubted_but_not_refused(kind: str, planned: str) -> None:
    assert doubtful(kind, {planned: 100, "spent": 100.0}) == {}
    assert doubtful(kind, {planned: 100, "spent": 100.5}) == {"spent": Above}
    assert "spent" not in wrong(kind, {planned: 100, "spent": 100.5})


def test_a_record_that_no_paper_will_find_is_doubted() -> None:
    places = {name: doubts(kind, {}) for name, kind in KINDS.items()}
    lost = {name for name, found in places.items() if any(type(p.error) is NoPlace for p in found)}

    # Rows that must name their parent are found through it; these stand alone.
    assert lost == {
        "season",
        "actor",
        "meeting",
        "commitment",
        "feedback",
        "priority",
        "deliverable",
        "incident",
        "joint_review",
        "perception",
        "external_review",
        "decision",
        "escalation",
        "risk",
        "scenario",
        "debrief",
        "lesson",
        "bottleneck",
    }


def test_a_promise_is_found_by_its_place_or_by_its_meeting() -> None:
    commitment = KINDS["commitment"]

    assert doubts(commitment, {"place": "SS0101"}) == ()
    assert doubts(commitment, {"meeting": "0199-meeting"}) == ()
    assert [type(p.error) for p in doubts(commitment, {"what": "a pump"})] == [NoPlace]


def test_a_question_applies_only_with_the_answer_that_leads_to_it() -> None:
    commitment = KINDS["commitment"]

    assert applies(commitment, "reason", {"status": "late"})
    assert not applies(commitment, "reason", {"status": "kept"})
    assert not applies(commitment, "reason", {})
    assert applies(commitment, "what", {})


def test_the_sentence_names_the_other_question_in_the_readers_language() -> None:
    (problem,) = faults(
        KINDS["attendance"],
        {"meeting": "1", "sex": "male", "age_group": "adult", "count": 1, "with_disability": 2},
    )

    assert str(problem.error) == "This is more than “How many”."
    french = load_language("fr")
    said, _ = problem.error.sentences(french.translate)
    assert french.translate("How many") in said
    assert "How many" not in said
