"""What a form in the making holds in confidence."""

import pytest

from fieldapp.domain.kinds import KINDS
from fieldapp.domain.protection.unsaved import scopes_of_draft
from fieldapp.domain.schema import Level, RecordKind
from fieldapp.domain.scope import CONDUCT, CONFIDENTIAL, RESTRICTED


@pytest.mark.parametrize("kind", [kind for kind in KINDS.values() if not kind.made])
def test_an_answer_that_is_restricted_makes_the_draft_so(kind: RecordKind) -> None:
    for field in kind.fields:
        for body in (
            {field.name: "x"},
            {"answers": {field.name: "x"}},
            {"seen": [{field.name: 0}]},
        ):
            found = scopes_of_draft(kind.name, body)
            assert set(found) <= set(CONFIDENTIAL)
            if field.level is Level.RESTRICTED or kind.raised:
                assert found


def test_what_the_team_reads_is_not_in_confidence() -> None:
    body = {"record": "r", "answers": {"title": "Well", "held_on": "2026-11-01"}, "rows": []}
    assert scopes_of_draft("meeting", body) == ()


def test_an_empty_answer_is_none_unless_the_whole_record_may_be_closed() -> None:
    assert scopes_of_draft("incident", {"account": ""}) == (RESTRICTED,)
    assert scopes_of_draft("incident", {}) == (RESTRICTED,)
    assert scopes_of_draft("meeting", {"answers": {"title": ""}}) == ()


def test_a_complaint_about_our_own_staff_is_for_the_conduct_focal_point() -> None:
    for level, scope in ((5, CONDUCT), ("6", CONDUCT), (7, RESTRICTED), (None, RESTRICTED)):
        assert scopes_of_draft("feedback", {"answers": {"level": level, "summary": "x"}}) == (
            scope,
        )


def test_what_this_version_does_not_know_is_in_every_confidence() -> None:
    assert scopes_of_draft("no_such_kind", {"title": "x"}) == CONFIDENTIAL
