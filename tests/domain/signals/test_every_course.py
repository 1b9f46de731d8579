"""What every rule about results, coherence and the loop promises, for any ledger."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldapp.domain.disclosure import Reader, disclose
from fieldapp.domain.ledger import Ledger, ledger_of
from fieldapp.domain.record import Record
from fieldapp.domain.schema import Level
from fieldapp.domain.signals import access, coherence, course, loops, results, verification
from fieldapp.language import load_language
from tests.domain.ledgers import TODAY, ledgers, refs, shuffled, told
from tests.domain.records import OFFICER
from tests.strategies import records

WORKS = ("deliverable", "milestone", "verification", "external_review", "payment", "limit")
LOOP = ("meeting", "issue", "feedback", "decision", "commitment", "deliverable", "joint_review")

USUAL = {
    "results": {"indicator": "indicator-0", "group": None, "place": None, "direction": "up"},
    "course": {
        "indicator": "indicator-0",
        "group": None,
        "place": None,
        "about": "displacement",
        "baseline": None,
    },
    "coherence": {"deliverable": "deliverable-0", "what": "Repair the school roof", "step": None},
    "loops": {"feedback": "feedback-0", "level": 3},
    "verification": {"deliverable": "deliverable-0", "status": "completed"},
    "access": {"incident": "incident-0", "purpose": "refer", "outcome": "referred"},
}
"""What lets records meet often enough."""

RULES = {
    "results": (results.signals, ("indicator", "observation", "place", "limit")),
    "course": (course.signals, ("indicator", "observation", "decision", "limit")),
    "coherence": (coherence.signals, (*LOOP, "indicator")),
    "loops": (loops.signals, LOOP),
    "verification": (verification.signals, WORKS),
    "access": (
        access.signals,
        ("incident", "referral", "consent", "incident_response", "victim"),
    ),
}
EVERY = pytest.mark.parametrize("name", RULES)


@EVERY
@settings(max_examples=50)
@given(data=st.data())
def test_signals_stand_on_records_that_are_there_and_do_not_depend_on_their_order(
    name: str, data: st.DataObject
) -> None:
    rule, kinds = RULES[name]
    ledger = data.draw(ledgers(kinds, each=5 if len(kinds) < 5 else 3, usual=USUAL[name]))

    found = told(rule, ledger)

    assert found == told(rule, shuffled(ledger))
    for signal in found:
        assert signal.about
        assert set(signal.about) <= refs(ledger)
        assert signal.tone in ("bad", "warn", "info", "ok")
        assert {f for _, f, _, _ in string.Formatter().parse(signal.text) if f} == {*signal.facts}
        assert signal.sentence(load_language("en"))


@EVERY
@given(some=st.lists(records, max_size=6), level=st.sampled_from(Level))
@settings(max_examples=50)
def test_no_rule_fails_on_any_record(name: str, some: list[Record], level: Level) -> None:
    reader = Reader("Josef Kall", level)
    list(RULES[name][0](ledger_of([disclose(one, reader) for one in some]), TODAY))


@settings(max_examples=50)
@given(ledger=ledgers(RULES["access"][1], reader=OFFICER, usual=USUAL["access"]))
def test_what_a_survivor_is_owed_is_told_to_nobody_but_the_protection_cell(ledger: Ledger) -> None:
    assert told(access.signals, ledger) == []
