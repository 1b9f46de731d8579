"""The state of a record in one word: a clash before a draft before its own status."""

import pytest

from fieldapp.domain.disclosure import Reader, disclose
from fieldapp.domain.fieldtypes import codes_of
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.record import Record
from fieldapp.domain.schema import Level, RecordKind, Values
from fieldapp.domain.settle import Head
from fieldapp.domain.standing import state_fields
from fieldapp.language import load_language
from fieldapp.ui.states import TONES, State, state_of

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


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_somebody_has_thought_about_the_tone_of_every_state(kind: RecordKind) -> None:
    for name in state_fields(kind):
        codes = codes_of(kind.field(name).type)
        assert codes is not None
        assert set(codes.labels) <= set(TONES), name


def test_a_decision_tells_what_became_of_it_or_else_how_far_it_is() -> None:
    decided = {"what": "x", "type": "stop", "step": "taken"}

    assert (state("decision", decided).word, state("decision", decided).tone) == ("Taken", "ok")
    assert state("decision", {**decided, "status": "kept"}).word == "Kept"


def test_a_kind_with_states_shows_none_while_none_is_answered() -> None:
    assert state("incident", {"type": "threat"}).word == ""
