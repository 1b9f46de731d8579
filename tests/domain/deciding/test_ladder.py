"""Who may answer what was raised: the level it was raised to, and those above."""

import pytest

from fieldapp.domain.codelists import code_list
from fieldapp.domain.deciding.ladder import (
    LADDER,
    AnswerNotYours,
    answer_refusals,
    may_answer,
    next_level,
    roles_at,
)
from fieldapp.domain.deciding.rights import HEAD
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.kinds import KINDS


def refused(before: dict[str, Value], after: dict[str, Value], *roles: str) -> list[str]:
    found = list(answer_refusals(before, after, frozenset(roles)))
    assert all(isinstance(problem.error, AnswerNotYours) for problem in found)
    return [problem.field for problem in found]


def raised(level: str, status: str = "open") -> dict[str, Value]:
    return {"level": level, "status": status}


def test_above_headquarters_nobody_stands() -> None:
    assert [next_level(level) for level in LADDER] == [*LADDER[1:], ""]
    assert next_level("x-own") == ""


@pytest.mark.parametrize(
    ("level", "may", "may_not"),
    [
        ("team_leader", {"team_leader", "head_of_office", HEAD, "analyst"}, {"field_officer"}),
        ("head_of_office", {"head_of_office", HEAD, "administrator"}, {"team_leader"}),
        (HEAD, {HEAD, "analyst", "administrator"}, {"team_leader", "head_of_office"}),
        ("headquarters", {HEAD, "analyst", "administrator"}, {"team_leader", "head_of_office"}),
    ],
)
def test_an_escalation_is_answered_at_its_level_or_above(
    level: str, may: set[str], may_not: set[str]
) -> None:
    for role in may:
        assert refused(raised(level), raised(level, "answered"), role) == []
    for role in may_not:
        for before, status in ((raised(level), "answered"), ({}, "answered"), ({}, "closed")):
            assert refused(before, raised(level, status), role) == ["status"]


def test_closing_or_opening_again_what_was_answered_is_everybodys() -> None:
    answered = raised(HEAD, "answered")

    assert refused(answered, raised(HEAD, "closed"), "field_officer") == []
    assert refused(answered, raised(HEAD), "field_officer") == []


def test_raising_higher_is_everybodys_and_bringing_lower_is_theirs_who_may_answer() -> None:
    assert refused(raised("team_leader"), raised(HEAD), "field_officer") == []
    assert refused(raised(HEAD), raised("team_leader"), "team_leader") == ["level"]
    assert refused(raised(HEAD), raised("team_leader"), HEAD) == []
    both = refused(raised(HEAD), raised("team_leader", "answered"), "team_leader")
    assert both == ["level", "status"]
    assert refused(raised(HEAD), {}, "team_leader") == ["level"]  # taken out


def test_the_refusal_says_who_may() -> None:
    [problem] = answer_refusals(
        raised("headquarters"), raised("headquarters", "answered"), frozenset({"team_leader"})
    )

    assert "Head of mission, Headquarters analyst, Headquarters administrator" in str(problem.error)


def test_the_workflow_leaves_the_answer_to_everybody_who_may_answer_at_some_level() -> None:
    workflow = KINDS["escalation"].workflow
    assert workflow is not None
    [answer] = [
        step for step in workflow.steps if (step.before, step.after) == ("open", "answered")
    ]

    assert set(answer.roles) == may_answer("x-own") == may_answer(None)
    assert set().union(*map(roles_at, LADDER)) <= set(code_list("role").labels)
