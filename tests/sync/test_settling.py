"""Ending clashes in a mission: who had seen what, by which rule, and what the others hear of it."""

from dataclasses import replace

import pytest

from fieldapp.domain.disclosure import Reader, disclose
from fieldapp.domain.kinds import kind_named
from fieldapp.domain.schema import Level, Raise, When
from fieldapp.store import records
from fieldapp.store.records import Change
from fieldapp.store.settlements import Asked, settlements
from fieldapp.store.workspace import Workspace
from fieldapp.sync import settling
from fieldapp.sync.settling import (
    FROM,
    MINE,
    NEWEST,
    ListChanged,
    Rule,
    code_of,
    propose,
    settle_listed,
    settle_one,
)
from tests.sync.conftest import Mission
from tests.sync.world import rows, sync_now


def all_sync(mission: Mission) -> None:
    for laptop in (mission.founder, mission.officer, mission.protection, mission.founder):
        sync_now(laptop, mission.hub)
    for laptop in (mission.officer, mission.protection):
        sync_now(laptop, mission.hub)


@pytest.fixture
def clashing(mission: Mission) -> str:
    """A meeting with three titles, that all three laptops know of."""
    record = records.save(mission.founder, Change("meeting", {"title": "Water"}))
    all_sync(mission)
    for laptop, title in ((mission.officer, "Well"), (mission.protection, "Pump")):
        records.save(laptop, Change("meeting", {"title": title}, record))
        mission.time.now_ms += 60_000
    records.save(mission.founder, Change("meeting", {"title": "Road"}, record))
    all_sync(mission)
    return record


def title_of(laptop: Workspace, record: str) -> object:
    now = records.load(laptop, "meeting", record)
    return None if now.clashes else now.values["title"]


@pytest.mark.parametrize(("keep", "expected"), [(NEWEST, "Road"), (MINE, "Well"), (FROM, "Pump")])
def test_a_rule_settles_for_everybody_and_says_which_it_was(
    mission: Mission, clashing: str, keep: str, expected: str
) -> None:
    officer = mission.officer
    rule = Rule(keep, mission.protection.device if keep == FROM else "")

    settle_listed(officer, officer.reader, rule, code_of(propose(officer, officer.reader, rule)))
    all_sync(mission)

    assert title_of(mission.founder, clashing) == expected
    assert rows(mission.founder) == rows(mission.officer) == rows(mission.protection)
    [told] = settlements(mission.founder, mission.founder.reader, Asked())
    assert (told.author, told.value, told.rule) == ("officer", expected, rule.name)
    assert {head.value for head in told.answers} == {"Well", "Pump", "Road"}
    assert told.answers[told.chosen - 1].value == expected


def test_an_answer_that_nobody_was_shown_goes_on_clashing(mission: Mission, clashing: str) -> None:
    officer = mission.officer
    shown = disclose(records.load(officer, "meeting", clashing), officer.reader)
    seen = records.load(mission.founder, "meeting", clashing).heads
    unseen = next(h for h in shown.clashes["title"] if h.value == "Road").fact
    base = {**seen, "title": (unseen,)}
    records.save(mission.founder, Change("meeting", {"title": "Bridge"}, clashing, base=base))
    sync_now(mission.founder, mission.hub)
    sync_now(officer, mission.hub)

    assert settle_one(officer, shown, "title", "Well") == ()

    now = records.load(officer, "meeting", clashing)
    assert {head.value for head in now.clashes["title"]} == {"Well", "Bridge"}


def test_a_list_holds_only_for_what_it_showed(mission: Mission, clashing: str) -> None:
    officer, rule = mission.officer, Rule(NEWEST)
    code = code_of(propose(officer, officer.reader, rule))
    shown = disclose(records.load(officer, "meeting", clashing), officer.reader)
    settle_one(officer, shown, "title", "Well")

    with pytest.raises(ListChanged):
        settle_listed(officer, officer.reader, rule, code)


def test_a_laptop_without_an_answer_is_said_to_have_none(mission: Mission, clashing: str) -> None:
    [proposal] = propose(mission.officer, mission.officer.reader, Rule(FROM, "f" * 16))

    assert proposal.kept is None
    assert "None of its answers" in str(proposal.why_not)


def test_a_field_that_decides_who_may_read_is_settled_by_itself(
    mission: Mission, clashing: str
) -> None:
    """Those of today are all careful as well; one that is not must be kept out by this alone."""
    opens = Raise(When("title", ("Road",)), Level.TEAM, frozenset())
    kind = replace(kind_named("meeting"), raised=(opens,))
    shown = disclose(records.load(mission.officer, "meeting", clashing), mission.officer.reader)

    assert settling._on_its_own(kind, shown, "title") == "it decides who may read the record"
    assert settling._on_its_own(kind_named("meeting"), shown, "title") == ""


def test_what_the_officer_may_not_decide_no_rule_decides_for_them(mission: Mission) -> None:
    record = records.save(mission.founder, Change("limit", {"value": 5}))
    all_sync(mission)
    seen = records.load(mission.founder, "limit", record).heads
    for number in (6, 7):
        records.save(mission.founder, Change("limit", {"value": number}, record, base=seen))
    all_sync(mission)

    [proposal] = propose(mission.officer, mission.officer.reader, Rule(NEWEST))

    assert proposal.kept is None
    assert "order is kept by" in str(proposal.why_not)


def test_a_restricted_settlement_is_told_to_those_who_may_read_it(mission: Mission) -> None:
    record = records.save(
        mission.founder, Change("incident", {"type": "threat", "account": "CANARY 0"})
    )
    all_sync(mission)
    records.save(mission.protection, Change("incident", {"account": "CANARY 1"}, record))
    records.save(mission.founder, Change("incident", {"account": "CANARY 2"}, record))
    all_sync(mission)
    reader = mission.founder.reader.without_mask()
    shown = disclose(records.load(mission.founder, "incident", record), reader)
    settle_one(mission.founder, shown, "account", "CANARY 1")
    all_sync(mission)

    [told] = settlements(mission.protection, reader, Asked())
    assert (told.field, told.value) == ("account", "CANARY 1")
    [masked] = settlements(mission.protection, mission.protection.reader, Asked())
    assert (masked.field, masked.value, masked.answers) == ("account", None, ())
    assert masked.author == mission.founder.name
    assert settlements(mission.officer, mission.officer.reader, Asked()) == []
    uncleared = Reader("founder", Level.TEAM)  # on a laptop that holds it all the same
    assert settlements(mission.founder, uncleared, Asked()) == []


def test_a_move_between_scopes_and_an_edit_after_a_look_are_no_settlements(
    mission: Mission,
) -> None:
    record = records.save(
        mission.founder, Change("feedback", {"level": 1, "summary": "Late", "topic": "water"})
    )
    records.save(mission.founder, Change("feedback", {"level": 6}, record))  # closes the record
    records.save(mission.founder, Change("feedback", {"summary": "Threats"}, record))
    # Who may not read back names all of their own answers, those they have replaced as well.
    theirs = records.save(mission.officer, Change("incident", {"type": "threat", "account": "1"}))
    for account in ("2", "3", "4"):
        records.save(mission.officer, Change("incident", {"account": account}, theirs))
    all_sync(mission)

    assert settlements(mission.founder, mission.founder.reader, Asked()) == []
