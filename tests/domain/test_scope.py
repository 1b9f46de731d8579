"""Scopes: which key a level is sealed to."""

from fieldapp.domain.schema import Level
from fieldapp.domain.scope import RESTRICTED, SCOPES, TEAM, scope_of


def test_restricted_answers_travel_apart_from_all_others() -> None:
    assert [scope_of(level) for level in Level] == [TEAM, TEAM, RESTRICTED]
    assert {scope_of(level) for level in Level} == set(SCOPES)


def test_names_of_scopes_stay_because_stored_facts_hold_them() -> None:
    assert SCOPES == ("mission/team", "mission/restricted")
