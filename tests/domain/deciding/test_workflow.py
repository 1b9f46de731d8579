import pytest

from fieldapp.domain.deciding.rights import HEAD
from fieldapp.domain.deciding.workflow import (
    NoSuchStep,
    StatusNotYours,
    StepNotYours,
    needed_to_begin,
    step_refusals,
)
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.schema import RecordKind, Step, Workflow

WITH_STEPS = [kind for kind in KINDS.values() if kind.workflow is not None]
PIVOT, ESCALATION = KINDS["pivot"], KINDS["escalation"]


def refused(kind: RecordKind, before: str | None, after: str | None, *roles: str) -> list[object]:
    assert kind.workflow is not None
    name = kind.workflow.field
    found = step_refusals(kind, {name: before}, {name: after}, frozenset(roles))
    return [problem.error for problem in found]


def test_a_status_goes_along_its_steps() -> None:
    assert refused(PIVOT, "proposed", "withdrawn", "field_officer") == []
    assert refused(PIVOT, "approved", "used", "field_officer") == []


def test_a_step_that_the_workflow_does_not_have_is_refused_with_those_it_has() -> None:
    [error] = refused(PIVOT, "proposed", "used", HEAD)

    assert isinstance(error, NoSuchStep)
    assert "Approved beforehand, Withdrawn" in str(error)


def test_a_step_for_some_roles_is_refused_to_others_with_who_takes_it() -> None:
    assert refused(PIVOT, "proposed", "approved", "head_of_office") == []
    [error] = refused(PIVOT, "proposed", "approved", "field_officer", "team_leader")

    assert isinstance(error, StepNotYours)
    assert "Head of field office, Head of mission" in str(error)


def test_a_new_record_begins_with_any_status_that_needs_no_role() -> None:
    assert refused(PIVOT, None, "withdrawn", "field_officer") == []
    assert refused(KINDS["deliverable"], None, "handed_over", "field_officer") == []
    assert refused(KINDS["agreement"], None, "ended", "field_officer") == []
    assert refused(ESCALATION, None, "open", "field_officer") == []


def test_a_new_record_begins_with_a_status_that_needs_a_role_only_by_whoever_has_it() -> None:
    assert len(refused(PIVOT, None, "approved", "field_officer")) == 1
    assert refused(PIVOT, None, "approved", HEAD) == []
    assert len(refused(ESCALATION, None, "answered", "field_officer")) == 1


@pytest.mark.parametrize(
    ("kind", "code", "role"),
    [
        ("pivot", "used", "head_of_office"),
        ("escalation", "closed", "team_leader"),
        ("agreement", "suspended", HEAD),
    ],
)
@pytest.mark.parametrize("before", [None, "x-on-hold"])
def test_a_new_record_does_not_begin_behind_a_step_that_needs_a_role(
    kind: str, code: str, role: str, before: str | None
) -> None:
    [error] = refused(KINDS[kind], before, code, "field_officer")

    assert isinstance(error, StepNotYours)
    assert refused(KINDS[kind], before, code, role) == []


def test_whoever_could_take_every_step_to_a_code_may_begin_there() -> None:
    steps = (Step("a", "b", ("analyst", HEAD)), Step("b", "c"), Step("c", "d", ("planner", HEAD)))

    assert needed_to_begin(Workflow("status", steps), "a") == frozenset()
    assert needed_to_begin(Workflow("status", steps), "c") == {"analyst", HEAD}
    assert needed_to_begin(Workflow("status", steps), "d") == {HEAD}
    around = (*steps, Step("a", "d"))
    assert needed_to_begin(Workflow("status", around), "d") == frozenset()


@pytest.mark.parametrize("after", [None, "x-on-hold"])
@pytest.mark.parametrize(
    ("kind", "code", "role"),
    [
        ("pivot", "approved", "head_of_office"),
        ("pivot", "used", "head_of_office"),
        ("agreement", "signed", HEAD),
        ("agreement", "suspended", HEAD),
        ("escalation", "open", "team_leader"),
        ("deliverable", "cancelled", "head_of_office"),
    ],
)
def test_a_status_is_not_cleared_past_a_step_that_needs_a_role(
    kind: str, code: str, role: str, after: str | None
) -> None:
    [error] = refused(KINDS[kind], code, after, "field_officer")

    assert isinstance(error, StatusNotYours)
    assert "Head of mission" in str(error)
    assert refused(KINDS[kind], code, after, role) == []


@pytest.mark.parametrize("after", [None, "x-on-hold"])
def test_a_status_that_everybody_may_leave_is_cleared_by_everybody(after: str | None) -> None:
    for kind, code in (
        ("pivot", "proposed"), ("pivot", "withdrawn"), ("pivot", "x-on-hold"),
        ("agreement", "draft"), ("agreement", "ended"), ("escalation", "answered"),
        ("deliverable", "planned"), ("deliverable", "completed"),
    ):  # fmt: skip
        assert refused(KINDS[kind], code, after, "field_officer") == []


def test_after_a_code_of_the_mission_a_status_begins_anew() -> None:
    assert refused(PIVOT, "x-on-hold", "proposed", "field_officer") == []
    assert len(refused(PIVOT, "x-on-hold", "approved", "field_officer")) == 1


def test_what_stays_as_it_is_takes_no_step() -> None:
    assert refused(PIVOT, "approved", "approved", "field_officer") == []


@pytest.mark.parametrize("kind", WITH_STEPS, ids=lambda kind: kind.name)
def test_the_head_of_mission_may_take_every_step_and_begin_with_every_status(
    kind: RecordKind,
) -> None:
    assert kind.workflow is not None
    for step in kind.workflow.steps:
        assert refused(kind, step.before, step.after, HEAD) == []
        assert refused(kind, None, step.after, HEAD) == []
        assert refused(kind, step.after, None, HEAD) == []
        assert not step.roles or HEAD in step.roles
        # What is reached only by roles cannot be begun without one of them.
        assert needed_to_begin(kind.workflow, step.after) >= frozenset(
            step.roles if all(s.roles for s in kind.workflow.steps if s.after == step.after) else ()
        )


@pytest.mark.parametrize("kind", WITH_STEPS, ids=lambda kind: kind.name)
def test_every_pair_that_is_no_step_is_refused_to_everybody(kind: RecordKind) -> None:
    assert kind.workflow is not None
    steps = {(step.before, step.after) for step in kind.workflow.steps}
    codes = {code for pair in steps for code in pair}

    for before in codes:
        for after in codes - {before}:
            if (before, after) not in steps:
                assert len(refused(kind, before, after, HEAD)) == 1
