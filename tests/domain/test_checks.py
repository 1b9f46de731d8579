"""Checks that kinds declare: days to come, shares, answers that need others, totals and rows."""

from datetime import date

import pytest

from fieldapp.domain.checks import (
    Above,
    AboveItsRows,
    Before,
    BelowItsRows,
    Missing,
    NotTheSum,
    NotYet,
    ReferOnly,
)
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.rules import doubts, faults
from fieldapp.domain.schema import RecordKind

TODAY = date(2026, 11, 28)


def doubtful(
    kind: str, values: dict[str, Value], **rows: list[dict[str, Value]]
) -> dict[str, type]:
    found = doubts(KINDS[kind], {"place": "SS0101", **values}, today=TODAY, rows=rows)
    return {problem.field: type(problem.error) for problem in found}


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_every_check_asks_about_questions_that_the_kind_has(kind: RecordKind) -> None:
    answers: dict[str, Value] = {field.name: None for field in kind.fields}

    assert all(problem.field in answers for problem in (*faults(kind, {}), *doubts(kind, {})))
    for check in kind.row_checks:
        assert kind.has(check.whole)  # type: ignore[attr-defined]
        rows = KINDS[check.rows]
        assert rows.parent_kind == kind.name
        assert rows.has(check.least)  # type: ignore[attr-defined]
        assert rows.has(check.most)  # type: ignore[attr-defined]
        assert check.label == rows.plural  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_a_workflow_names_codes_of_its_list_and_roles_that_exist(kind: RecordKind) -> None:
    if kind.workflow is None:
        return
    codes = kind.field(kind.workflow.field).type.codes  # type: ignore[attr-defined]
    roles = KINDS["assignment"].field("role").type.codes  # type: ignore[attr-defined]
    for step in kind.workflow.steps:
        assert {step.before, step.after} <= set(codes.labels)
        assert set(step.roles) <= set(roles.labels)
    reached = {step.after for step in kind.workflow.steps}
    assert reached | {kind.workflow.steps[0].before} == set(codes.labels)


def test_what_has_happened_does_not_lie_ahead() -> None:
    assert doubtful("meeting", {"held_on": "2026-11-28"}) == {}
    assert doubtful("meeting", {"held_on": "2026-11-29"}) == {"held_on": NotYet}
    without_clock = doubts(KINDS["meeting"], {"place": "SS0101", "held_on": "2026-11-29"})
    assert without_clock == ()


def test_shares_of_one_whole_add_up_to_a_hundred_but_for_rounding() -> None:
    def shares(*numbers: int) -> dict[str, type]:
        return doubtful(
            "perception", dict(zip(("agree", "unsure", "disagree"), numbers, strict=False))
        )

    assert shares(33, 33, 33) == {}
    assert shares(60, 30, 10) == {}
    assert shares(60, 30, 20) == {"disagree": NotTheSum}
    assert shares(60, 20, 10) == {"disagree": NotTheSum}
    assert shares(80, 40) == {"disagree": NotTheSum}
    assert shares(60, 20) == {}


def test_a_broken_promise_needs_its_reason_but_is_kept_without() -> None:
    assert doubtful("commitment", {"status": "dropped"}) == {"reason": Missing}
    assert doubtful("commitment", {"status": "dropped", "reason": "no lorry"}) == {}
    assert doubtful("commitment", {"status": "open"}) == {}


def test_an_amount_says_nothing_without_its_currency() -> None:
    assert doubtful("decision", {"amount": 50}) == {"currency": Missing}
    assert doubtful("decision", {"amount": 50, "currency": "USD"}) == {}


def test_a_norm_is_not_departed_from_without_a_reason() -> None:
    decision: dict[str, Value] = {"what": "Escort the lorries", "breaks": ("impartiality",)}
    pivot: dict[str, Value] = {"scenario": "1", "action": "Escort", "breaks": ("do_no_harm",)}

    own: dict[str, Value] = {**decision, "breaks": ("x-local",)}  # a norm that a mission added
    own_pivot: dict[str, Value] = {**pivot, "breaks": ("x-local",)}

    for kind, values in (
        ("decision", decision), ("pivot", pivot), ("decision", own), ("pivot", own_pivot),
    ):  # fmt: skip
        (fault,) = faults(KINDS[kind], values)
        assert (fault.field, type(fault.error)) == ("norm_reason", Missing)
        assert faults(KINDS[kind], {**values, "norm_reason": "Nobody else can"}) == ()


def test_of_sexual_violence_more_than_a_referral_is_doubted() -> None:
    told: dict[str, Value] = {"type": "gender_based_violence", "account": "x", "sources": "y"}

    assert doubtful("incident", told) == {"account": ReferOnly, "sources": ReferOnly}
    assert doubtful("incident", {**told, "type": "threat"}) == {}


def test_a_total_of_victims_is_not_above_what_its_parts_add_up_to() -> None:
    rows: list[dict[str, Value]] = [
        {"killed_min": 1, "killed_max": 2},
        {"killed_min": 2, "killed_max": 4},
    ]

    assert doubtful("incident", {"killed": 6}, victim=rows) == {}
    assert doubtful("incident", {"killed": 7}, victim=rows) == {"killed": AboveItsRows}
    assert doubtful("incident", {"killed": 2}, victim=rows) == {"killed": BelowItsRows}
    assert doubtful("incident", {"killed": 7}, victim=[]) == {}
    assert doubtful("incident", {"killed": 7}, victim=[*rows, {}]) == {}


def test_money_is_added_up_to_the_cent() -> None:
    lines: list[dict[str, Value]] = [{"planned": 0.1}, {"planned": 0.2}]

    assert doubtful("deliverable", {"budget": 0.3}, budget_line=lines) == {}
    assert doubtful("deliverable", {"budget": 0.31}, budget_line=lines) == {"budget": AboveItsRows}


def test_a_head_count_is_held_against_its_rows() -> None:
    rows: list[dict[str, Value]] = [{"count": 12}, {"count": 9}]

    assert doubtful("meeting", {"present": 21}, attendance=rows) == {}
    assert doubtful("meeting", {"present": 20}, attendance=rows) == {"present": BelowItsRows}


@pytest.mark.parametrize(
    ("kind", "first", "then"),
    [
        ("season", "from_on", "until_on"),
        ("assignment", "from_on", "until_on"),
        ("agreement", "from_on", "expires_on"),
        ("escalation", "raised_on", "due_on"),
        ("bottleneck", "seen_on", "removed_on"),
        ("referral", "offered_on", "referred_on"),
        ("pivot", "approved_on", "expires_on"),
        ("indicator", "baseline_on", "target_on"),
        ("training", "from_on", "until_on"),
    ],
)
def test_an_end_before_its_beginning_is_refused(kind: str, first: str, then: str) -> None:
    def found(end: str) -> list[type]:
        values = {first: "2026-03-02", then: end}
        return [type(p.error) for p in faults(KINDS[kind], values) if p.field == then]

    assert Before not in found("2026-03-02")
    assert Before in found("2026-03-01")


def test_more_households_than_users_are_doubted() -> None:
    assert doubtful("handover", {"households": 5, "users": 4, "deliverable": "1"}) == {
        "households": Above
    }
