"""What the rules about time limits, rights, escalations and pivots promise for any ledger."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldapp.domain.disclosure import Reader, disclose
from fieldapp.domain.ledger import ledger_of
from fieldapp.domain.record import Record
from fieldapp.domain.schema import Level
from fieldapp.domain.signals import decisions, escalations, pivots, time_limits
from fieldapp.language import load_language
from tests.domain.ledgers import TODAY, Rule, ledgers, refs, shuffled, told
from tests.strategies import records

LATE = (
    "feedback", "incident", "referral", "commitment", "deliverable", "milestone", "risk",
    "bottleneck", "limit", "place",
)  # fmt: skip
RULES: dict[str, tuple[Rule, tuple[str, ...]]] = {
    "time_limits": (time_limits.signals, (*LATE, "verification", "joint_review", "handover")),
    "decisions": (decisions.signals, ("decision", "decision_right", "pivot", "joint_review")),
    "escalations": (escalations.signals, (*LATE, "escalation")),
    "pivots": (
        pivots.signals,
        ("scenario", "trigger", "pivot", "observation", "incident", "commitment", "decision"),
    ),
}
USUAL = {
    "time_limits": {"level": 3, "deliverable": "deliverable-0"},
    "decisions": {"step": "taken", "type": "pause", "up_to": 5, "currency": "USD"},
    "escalations": {"deliverable": "deliverable-0", "status": "open"},
    "pivots": {
        "scenario": "scenario-0", "indicator": "indicator-0", "threshold": 5, "status": "approved",
        "comparison": "at_least", "watch": "indicator", "value": 30, "place": None, "group": None,
    },
}  # fmt: skip
EVERY = pytest.mark.parametrize("name", RULES)


@EVERY
@settings(max_examples=50)
@given(data=st.data())
def test_signals_stand_on_records_that_are_there_and_do_not_depend_on_their_order(
    name: str, data: st.DataObject
) -> None:
    rule, kinds = RULES[name]
    ledger = data.draw(ledgers(kinds, usual=USUAL[name]))

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
