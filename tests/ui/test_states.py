"""The state of a record in one word: a clash before a draft before its own status."""

import pytest

from fieldapp.domain.disclosure import Reader, disclose
from fieldapp.domain.record import Record
from fieldapp.domain.schema import Level, Values
from fieldapp.domain.settle import Head
from fieldapp.language import load_language
from fieldapp.ui.states import State, state_of

READER = Reader("Amina", Level.TEAM)
HEAD = Head("f", "x", "t", "w", "Amina", "d")


def state(kind: str, values: Values, *, has_draft: bool = False, clash: str = "") -> State:
    record = Record(kind, "r1", values, clashes={clash: (HEAD, HEAD)} if clash else {})
    return state_of(disclose(record, READER), load_language("en"), has_draft=has_draft)


@pytest.mark.parametrize(
    ("kind", "values", "word", "tone"),
    [
        ("commitment", {"what": "x", "status": "open"}, "Open", "info"),
        ("commitment", {"what": "x", "status": "not_kept"}, "Not kept", "bad"),
        ("deliverable", {"title": "x", "status": "completed"}, "Completed", "ok"),
        ("meeting", {"title": "x", "type": "open"}, "Open meeting", ""),
        ("meeting", {"title": "x"}, "", ""),
    ],
)
def test_a_status_has_a_tone_and_a_sort_has_none(
    kind: str, values: Values, word: str, tone: str
) -> None:
    found = state(kind, values)

    assert (found.word, found.tone) == (word, tone)
    assert found.icon


def test_a_clash_goes_before_a_draft_and_a_draft_before_the_status() -> None:
    values = {"what": "x", "status": "kept"}

    assert state("commitment", values, has_draft=True, clash="status").word == "Clash"
    assert state("commitment", values, has_draft=True).word == "Draft"
    assert state("commitment", values).word == "Kept"
