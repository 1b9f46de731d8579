"""The list of answers in an agreement: what may be signed, and what is refused at once."""

import pytest

from fieldapp.domain.kinds import KINDS
from fieldapp.domain.rules import doubts, faults
from fieldapp.domain.schema import Level
from fieldapp.domain.sharing.answers import named_answers

AGREEMENT = KINDS["agreement"]
DRAFT = {"title": "Cluster", "kinds": ("meeting",), "detail": "records_team"}


def refused(**answers: object) -> list[str]:
    return [problem.field for problem in faults(AGREEMENT, {**DRAFT, **answers})]


def test_codes_may_stand_in_lines_or_with_commas_as_people_write_them() -> None:
    assert named_answers("meeting.title, meeting.held_on;\n meeting.place،meeting.type\n") == (
        "meeting.title", "meeting.held_on", "meeting.place", "meeting.type",
    )  # fmt: skip
    assert named_answers(None) == named_answers(("meeting.title",)) == ()


@pytest.mark.parametrize(
    "listed",
    [
        "meeting.security_note", "feedback.summary", "meeting.nothing", "meeting", "meeting.",
        "'; DROP TABLE fact; --", "meeting.title meeting.security_note", "*", "meeting.*",
    ],
)  # fmt: skip
def test_what_may_not_be_shared_is_refused_where_it_is_saved(listed: str) -> None:
    assert refused(fields=listed) == ["fields"]


def test_what_the_detail_does_not_let_out_is_refused_as_well() -> None:
    assert refused(fields="meeting.mood") == []
    assert refused(fields="meeting.mood", detail="records_public") == ["fields"]
    assert refused(fields="meeting.title", detail="records_public") == []


def test_that_a_purpose_or_a_list_is_missing_is_told_before_anybody_signs() -> None:
    told = {problem.field for problem in doubts(AGREEMENT, {**DRAFT, "status": "signed"})}

    assert {"purpose", "fields"} <= told
    assert refused(status="signed") == []


def test_no_restricted_answer_of_any_kind_can_be_named() -> None:
    for kind in KINDS.values():
        for field in kind.fields:
            refusal = refused(fields=f"{kind.name}.{field.name}", kinds=(kind.name,))
            assert (refusal == ["fields"]) == (field.level > Level.TEAM)
