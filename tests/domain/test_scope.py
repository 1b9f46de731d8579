"""Scopes: which key an answer is sealed to."""

import pytest

from fieldapp.domain.kinds import KINDS
from fieldapp.domain.schema import Level
from fieldapp.domain.scope import CONDUCT, CONFIDENTIAL, RESTRICTED, TEAM, scope_of

FEEDBACK = KINDS["feedback"]


def test_restricted_answers_travel_apart_from_all_others() -> None:
    for kind in KINDS.values():
        for field in (*kind.fields, *kind.made):
            level = kind.level_of(field.name, {})
            scope = scope_of(kind, field.name, {})
            assert (scope in CONFIDENTIAL) == (level is Level.RESTRICTED)


@pytest.mark.parametrize(
    ("level", "scope"),
    [(1, TEAM), (4, TEAM), (5, CONDUCT), (6, CONDUCT), (7, RESTRICTED), (None, RESTRICTED)],
)
def test_a_complaint_about_our_own_conduct_is_for_the_focal_point_and_danger_for_protection(
    level: int | None, scope: str
) -> None:
    assert scope_of(FEEDBACK, "summary", {"level": level}) == scope


def test_names_of_scopes_stay_because_stored_facts_hold_them() -> None:
    assert (TEAM, RESTRICTED, CONDUCT) == (
        "mission/team",
        "mission/restricted",
        "mission/conduct",
    )
