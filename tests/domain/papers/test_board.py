"""The board of a village's works: what is late, and what is not said to be its cause."""

import pytest

from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.papers.board import Board, board
from tests.domain.council.villages import GOROM, NEEDS, row
from tests.domain.papers.gorom import PLACE, sorted_by_kind

WELL = {"place": GOROM, "title": "Well"}
BEFORE, AFTER = "2026-06-20", "2026-07-20"


def made(*rows: object) -> Board:
    return board(NEEDS, PLACE, sorted_by_kind(PLACE, *rows))  # type: ignore[arg-type]


def step(**values: Value) -> object:
    return row("milestone", "s", deliverable="w", title="Digging", **values)


def test_a_step_and_a_work_whose_day_has_passed_are_late() -> None:
    found = made(row("deliverable", "w", **WELL, planned_end=BEFORE), step(due_on="2026-06-01"))

    assert [(each.step, each.due_on) for each in found.late] == [
        ("Digging", "2026-06-01"),
        ("", BEFORE),
    ]


@pytest.mark.parametrize(
    "values",
    [{"due_on": AFTER}, {"due_on": BEFORE, "done_on": "2026-07-01"}, {},
     {"due_on": BEFORE, "status_mission": "done"}, {"due_on": NEEDS.made_on}],
)  # fmt: skip
def test_a_step_that_is_done_or_not_due_is_not_late(values: dict[str, Value]) -> None:
    assert made(row("deliverable", "w", **WELL), step(**values)).late == ()


@pytest.mark.parametrize("status", ["completed", "handed_over", "cancelled"])
def test_nothing_is_late_of_a_work_that_is_over(status: str) -> None:
    found = made(
        row("deliverable", "w", **WELL, planned_end=BEFORE, status=status), step(due_on=BEFORE)
    )

    assert found.late == ()


def test_a_broken_promise_stands_once_beside_the_work_it_was_given_for() -> None:
    broken = {"promised_by": "them", "status": "not_kept", "reason": "No cement", "place": GOROM}
    found = made(
        row("deliverable", "w", **WELL, planned_end=BEFORE),
        step(due_on=BEFORE),
        row("commitment", "1", **broken, what="Sand", deliverable="w"),
        row("commitment", "2", **broken, what="Elsewhere", deliverable="x"),
        row("commitment", "3", what="Kept", promised_by="us", status="kept", deliverable="w"),
    )

    assert [each.broken for each in found.late] == [(("Sand", "No cement"),), ()]
