"""Answers typed as text."""

import pytest

from fieldapp.cli.typed import NotAnAnswer, typed_answer
from fieldapp.domain.kinds import KINDS

MEETING = KINDS["meeting"]


def test_text_becomes_what_the_field_holds() -> None:
    assert typed_answer(MEETING.field("interpreter"), "True") is True
    assert typed_answer(MEETING.field("interpreter"), "false") is False
    assert typed_answer(MEETING.field("missing"), "youth, women") == ("women", "youth")
    assert typed_answer(KINDS["attendance"].field("count"), "12") == 12
    assert typed_answer(KINDS["place"].field("pcode"), "0012") == "0012"


@pytest.mark.parametrize(
    ("name", "text"), [("interpreter", "perhaps"), ("missing", "nobody"), ("held_on", "2026-02-30")]
)
def test_what_the_field_cannot_hold_is_refused_without_repeating_it(name: str, text: str) -> None:
    with pytest.raises(NotAnAnswer) as caught:
        typed_answer(MEETING.field(name), text)

    assert name in str(caught.value)
    assert text not in str(caught.value)
