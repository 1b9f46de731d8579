"""Revealing: alone and with a second person, and every way to get around it."""

import json

import pytest
from nacl.signing import SigningKey

from fieldapp.store import audit, records
from fieldapp.store.audit import Sought
from fieldapp.store.records import Change
from fieldapp.sync.errors import BadDocument
from fieldapp.sync.members import signed
from fieldapp.sync.members.leaving import revoke
from fieldapp.sync.mission import invite, join, request_enrolment
from fieldapp.sync.reveal import papers, revealing
from fieldapp.sync.reveal.approving import approve, look_at
from fieldapp.sync.reveal.errors import (
    ApprovalForOther,
    ApprovalOfSelf,
    ApprovalOver,
    ApprovalUsed,
    AsksTooMuch,
    KeyLacking,
    MayNotApprove,
    NothingMasked,
    NotInTheMission,
    NotYourRequest,
    SecondPersonNeeded,
    UnknownReason,
)
from tests.sync.conftest import Mission
from tests.sync.reveal.cell import (
    CANARY,
    INCIDENT,
    MINUTE,
    Asked,
    account,
    everybody_has,
    exchange,
    refuses,
    told,
    two_persons,
)
from tests.sync.world import make, sync_now

# ------------------------------------------------------------------ alone


def test_an_identity_is_shown_for_some_minutes_noted_and_told_at_the_next_sync(
    mission: Mission,
) -> None:
    incident = everybody_has(mission)
    assert account(mission.protection, incident) is None

    opening = revealing.reveal(mission.protection, "incident", incident, "referral")

    assert account(mission.protection, incident) == CANARY
    assert account(mission.founder, incident) is None
    entry = audit.entries(mission.protection, Sought(act="revealed"))[0]
    assert (entry.kind, entry.record) == ("incident", incident)
    assert entry.details["reason"] == "referral"
    mission.time.now_ms += 14 * MINUTE
    assert account(mission.protection, incident) == CANARY
    mission.time.now_ms += 2 * MINUTE
    assert account(mission.protection, incident) is None

    exchange(mission)
    (heard,) = told(mission.founder)
    assert heard["act"] == "revealed"
    assert (heard["of_kind"], heard["of"], heard["reason"]) == ("incident", incident, "referral")
    assert (heard["who"], heard["device"]) == (mission.protection.name, mission.protection.device)
    assert heard["until"] == opening.until
    assert heard["head"] == entry.hash
    assert told(mission.officer) == []
    everything = json.dumps([heard, *(vars(e) for e in audit.entries(mission.protection))])
    assert CANARY not in everything


def test_setting_the_clock_back_behind_its_beginning_ends_it(mission: Mission) -> None:
    incident = everybody_has(mission)
    revealing.reveal(mission.protection, "incident", incident, "referral")

    mission.time.now_ms -= 60 * MINUTE

    assert account(mission.protection, incident) is None


def test_it_can_be_ended_early_and_is_never_longer_than_the_mission_allows(
    mission: Mission,
) -> None:
    incident = everybody_has(mission)
    limit = {"name": "reveal_minutes", "value": 5, "decided_on": "2026-11-01"}
    records.save(mission.protection, Change("limit", limit))

    revealing.reveal(mission.protection, "incident", incident, "referral", minutes=600)
    mission.time.now_ms += 6 * MINUTE
    assert account(mission.protection, incident) is None

    revealing.reveal(mission.protection, "incident", incident, "referral")
    (opening,) = revealing.open_now(mission.protection)
    revealing.hide(mission.protection, opening)
    assert account(mission.protection, incident) is None


def test_it_takes_a_reason_something_masked_and_the_key(mission: Mission) -> None:
    incident = everybody_has(mission)
    bare = records.save(mission.founder, Change("incident", {**INCIDENT, "account": None}))

    for laptop, record, reason, error in (
        (mission.protection, incident, "curious", UnknownReason),
        (mission.founder, bare, "referral", NothingMasked),
        (mission.officer, incident, "referral", KeyLacking),
    ):
        with pytest.raises(error):
            revealing.reveal(laptop, "incident", record, reason)
        assert revealing.open_now(laptop) == []
        assert audit.entries(laptop, Sought(act="revealed")) == []


# ------------------------------------------------------------------ with a second person


def test_where_two_persons_are_wanted_the_second_agrees_with_a_file(mission: Mission) -> None:
    incident = everybody_has(mission)
    two_persons(mission)
    with pytest.raises(SecondPersonNeeded):
        revealing.reveal(mission.protection, "incident", incident, "referral")
    with pytest.raises(SecondPersonNeeded):
        revealing.reveal_listed(mission.protection, "incident", "referral", 3)

    ask = revealing.ask(mission.protection, "incident", incident, "referral")
    assert not ask.glass
    looked = look_at(mission.founder, ask.text)
    assert looked.asker.name == mission.protection.name
    approval = approve(mission.founder, ask.text)
    revealing.use(mission.protection, "incident", incident, approval.text)

    assert account(mission.protection, incident) == CANARY
    assert CANARY not in ask.text + approval.text
    exchange(mission)
    assert {(each["act"], each["second"]) for each in told(mission.founder)} == {
        ("approved", mission.protection.name),
        ("revealed", mission.founder.name),
    }
    entry = audit.entries(mission.founder, Sought(act="approved"))[0]
    assert entry.details["asked_by"] == mission.protection.device


@pytest.fixture
def asked(mission: Mission) -> tuple[Mission, str, papers.Ask]:
    incident = everybody_has(mission)
    two_persons(mission)
    return mission, incident, revealing.ask(mission.protection, "incident", incident, "referral")


def test_an_approval_opens_once(asked: Asked) -> None:
    mission, incident, ask = asked
    approval = approve(mission.founder, ask.text).text
    revealing.use(mission.protection, "incident", incident, approval)
    mission.time.now_ms += 20 * MINUTE

    refuses(ApprovalUsed, mission.protection, incident, approval)


def test_an_approval_is_for_one_record(asked: Asked) -> None:
    mission, _incident, ask = asked
    other = records.save(mission.protection, Change("incident", INCIDENT))

    refuses(ApprovalForOther, mission.protection, other, approve(mission.founder, ask.text).text)


def test_an_approval_is_over_after_a_day(asked: Asked) -> None:
    mission, incident, ask = asked
    approval = approve(mission.founder, ask.text).text
    mission.time.now_ms += 24 * 60 * MINUTE

    refuses(ApprovalOver, mission.protection, incident, approval)
    with pytest.raises(ApprovalOver):
        approve(mission.founder, ask.text)


def test_nobody_approves_for_themselves(asked: Asked) -> None:
    mission, incident, ask = asked
    with pytest.raises(ApprovalOfSelf):
        approve(mission.protection, ask.text)

    own = papers.write_approval(ask, mission.protection.device, mission.protection.signing_key)

    refuses(ApprovalOfSelf, mission.protection, incident, own)


def test_a_second_laptop_of_the_same_person_is_not_a_second_person(
    asked: Asked, tmp_path_factory: pytest.TempPathFactory
) -> None:
    mission, incident, ask = asked
    twin = make(tmp_path_factory.mktemp("twin"), mission.protection.name, 77, mission.time)
    join(twin, invite(mission.founder, request_enrolment(twin), "protection", ""))
    exchange(mission)
    sync_now(twin, mission.hub)
    own = papers.write_approval(ask, twin.device, twin.signing_key)

    with pytest.raises(ApprovalOfSelf):
        approve(twin, ask.text)
    refuses(ApprovalOfSelf, mission.protection, incident, own)


def test_who_does_not_hold_the_key_cannot_approve(asked: Asked) -> None:
    mission, incident, ask = asked
    with pytest.raises(MayNotApprove):
        approve(mission.officer, ask.text)

    forged = papers.write_approval(ask, mission.officer.device, mission.officer.signing_key)

    refuses(MayNotApprove, mission.protection, incident, forged)


def test_who_was_taken_out_of_the_mission_cannot_approve_nor_ask(
    mission: Mission, tmp_path_factory: pytest.TempPathFactory
) -> None:
    incident = everybody_has(mission)
    other = make(tmp_path_factory.mktemp("other"), "Nyaluak", 78, mission.time)
    join(other, invite(mission.founder, request_enrolment(other), "protection", ""))
    sync_now(other, mission.hub)
    exchange(mission)
    asked = revealing.ask(mission.protection, "incident", incident, "referral")
    approval = approve(other, asked.text).text
    own = revealing.ask(other, "incident", incident, "referral")
    revoke(mission.founder, other.device, "left")
    exchange(mission)

    refuses(NotInTheMission, mission.protection, incident, approval)
    with pytest.raises(NotInTheMission):
        approve(mission.protection, own.text)


def test_a_forged_signature_or_a_changed_paper_is_worth_nothing(asked: Asked) -> None:
    mission, incident, ask = asked
    forged = papers.write_approval(ask, mission.founder.device, SigningKey(bytes(32)))
    refuses(BadDocument, mission.protection, incident, forged)

    plain = json.loads(approve(mission.founder, ask.text).text)
    refuses(BadDocument, mission.protection, incident, json.dumps(plain | {"by": "f" * 16 + "0"}))
    longer = json.loads(ask.text) | {"minutes": 10}
    changed = signed.write("approval", {**plain, "ask": json.dumps(longer)}, SigningKey(bytes(32)))
    refuses(BadDocument, mission.protection, incident, changed)
    with pytest.raises(BadDocument):
        approve(mission.founder, json.dumps(longer))


def test_an_approval_of_another_laptops_request_is_worth_nothing(asked: Asked) -> None:
    mission, incident, ask = asked
    approval = approve(mission.founder, ask.text).text

    refuses(NotYourRequest, mission.officer, incident, approval)


def test_a_request_for_longer_than_the_mission_allows_is_not_approved(asked: Asked) -> None:
    mission, incident, ask = asked
    for minutes, until in ((600, ask.until), (10, "2031-01-01T00:00:00+00:00")):
        too_much = papers.write_ask(
            ask.mission, "1" * 32, "incident", incident, "referral", minutes, until,
            mission.protection.signing_key, mission.protection.device, glass=False,
        )  # fmt: skip
        with pytest.raises(AsksTooMuch):
            approve(mission.founder, too_much)
