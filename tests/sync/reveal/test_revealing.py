"""Revealing: alone, with a second person, and without the key; and every way to get around it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from nacl.signing import SigningKey

from fieldapp.domain.disclosure import disclose
from fieldapp.errors import UserError
from fieldapp.store import audit, backup, glass, records, workspace
from fieldapp.store.audit import Act, CannotNote, Sought
from fieldapp.store.records import Change, Wanted
from fieldapp.store.workspace import Workspace
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
    NameTheSecond,
    NothingMasked,
    NotInTheMission,
    NotLetThrough,
    NotYourRequest,
    SecondPersonNeeded,
    UnknownReason,
)
from tests.sync.conftest import Mission
from tests.sync.test_canary import files, opened
from tests.sync.world import make, sync_now

CANARY = "Kingfisher-2291"
MINUTE = 60_000
INCIDENT = {
    "happened_on": "2026-11-01", "type": "threat", "summary": "Shots", "account": CANARY,
}  # fmt: skip


def everybody_has(mission: Mission) -> str:
    """An incident on all three laptops; the officer's cannot read what is restricted of it."""
    incident = records.save(mission.founder, Change("incident", INCIDENT))
    exchange(mission)
    return incident


def exchange(mission: Mission) -> None:
    for _ in range(2):
        for laptop in (mission.founder, mission.protection, mission.officer):
            sync_now(laptop, mission.hub)


def two_persons(mission: Mission) -> None:
    limit = {"name": "persons_to_reveal", "value": 2, "decided_on": "2026-11-01"}
    records.save(mission.founder, Change("limit", limit))
    exchange(mission)


def account(laptop: Workspace, incident: str) -> object:
    shown = disclose(records.load(laptop, "incident", incident), laptop.reader)
    return shown.values.get("account")


@contextmanager
def sqlite_writer(laptop: Workspace) -> Iterator[None]:
    """Somebody else holds the file for as long as this lasts, and nobody waits for them."""
    laptop.db.conn.execute("PRAGMA busy_timeout = 0")
    other = workspace.reopen(laptop)
    other.db.conn.execute("BEGIN IMMEDIATE")
    yield
    other.db.conn.execute("ROLLBACK")
    workspace.close(other)


def told(laptop: Workspace) -> list[dict[str, object]]:
    """What a laptop has heard of reveals, the oldest first."""
    found = records.query(laptop, Wanted("access", newest_first=False))
    return [dict(each.values) for each in found if each.values.get("act") != "log"]


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


Asked = tuple[Mission, str, papers.Ask]


def refuses(error: type[UserError], laptop: Workspace, record: str, approval: str) -> None:
    with pytest.raises(error) as caught:
        revealing.use(laptop, "incident", record, approval)
    assert str(caught.value)
    assert not [each for each in revealing.open_now(laptop) if each.record == record]
    assert glass.shown(laptop) == []


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


# ------------------------------------------------------------------ without the key


def test_whoever_lacks_the_key_opens_one_record_for_some_minutes_and_it_is_forgotten(
    mission: Mission,
) -> None:
    incident = everybody_has(mission)
    before = len(records.history(mission.officer, incident))

    ask = revealing.ask(mission.officer, "incident", incident, "danger")
    assert ask.glass
    approval = approve(mission.protection, ask.text)
    opening = revealing.use(mission.officer, "incident", incident, approval.text)

    assert CANARY not in ask.text + approval.text
    (shown,) = glass.shown(mission.officer)
    assert shown.values["account"] == CANARY
    assert opening.glass
    assert account(mission.officer, incident) is None  # nothing was merged
    assert len(records.history(mission.officer, incident)) == before
    assert audit.entries(mission.officer, Sought(act="broke_glass"))[0].record == incident
    exchange(mission)
    assert {(each["act"], each["who"]) for each in told(mission.founder)} == {
        ("broke_glass", mission.officer.name),
        ("approved", mission.protection.name),
    }

    mission.time.now_ms += 16 * MINUTE
    assert glass.shown(mission.officer) == []
    assert glass.forget_what_is_over(mission.officer) == 1
    assert not list((mission.officer.folder / glass.FOLDER).iterdir())
    refuses(ApprovalUsed, mission.officer, incident, approval.text)


def test_what_was_opened_without_the_key_is_in_no_database_backup_hub_or_clear_file(
    mission: Mission, tmp_path_factory: pytest.TempPathFactory
) -> None:
    incident = everybody_has(mission)
    ask = revealing.ask(mission.officer, "incident", incident, "danger")
    approval = approve(mission.protection, ask.text)
    revealing.use(mission.officer, "incident", incident, approval.text)
    folder = tmp_path_factory.mktemp("opened")
    backup.before_restore(mission.officer.db, mission.officer.file, mission.officer.key)
    exchange(mission)

    assert CANARY.encode() not in opened(mission.officer, folder / "officer.plain")
    assert CANARY.encode() not in files(mission.officer.folder)
    mission.hub.copy_to(folder / "hub")
    assert CANARY.encode() not in files(folder / "hub")


@pytest.fixture
def broken(mission: Mission) -> Asked:
    """The officer asks for a record without the key, where the mission wants two persons."""
    incident = everybody_has(mission)
    two_persons(mission)
    return mission, incident, revealing.ask(mission.officer, "incident", incident, "danger")


def test_where_two_persons_are_wanted_neither_opens_it_alone(broken: Asked) -> None:
    mission, incident, ask = broken
    assert look_at(mission.protection, ask.text).needs_second
    with pytest.raises(NameTheSecond):
        approve(mission.protection, ask.text)

    half = approve(mission.protection, ask.text, second=mission.founder.device)
    refuses(NotLetThrough, mission.officer, incident, half.text)
    with pytest.raises(BadDocument):
        papers.open_values(ask, half.sealed, mission.officer.box_key)
    through = approve(mission.founder, half.text)
    with pytest.raises(BadDocument):  # the second sees nothing of what they let through
        papers.open_values(ask, through.sealed, mission.founder.box_key)
    revealing.use(mission.officer, "incident", incident, through.text)

    assert glass.shown(mission.officer)[0].values["account"] == CANARY
    names = {mission.protection.name, mission.founder.name}
    exchange(mission)
    (heard,) = [each for each in told(mission.founder) if each["act"] == "broke_glass"]
    assert set(str(heard["second"]).split(", ")) == names


def test_the_second_is_somebody_else_of_the_mission_who_holds_the_key(broken: Asked) -> None:
    mission, _incident, ask = broken
    for second, error in (
        (mission.protection.device, ApprovalOfSelf),
        (mission.officer.device, ApprovalOfSelf),
        ("f" * 16, NotInTheMission),
    ):
        with pytest.raises(error):
            approve(mission.protection, ask.text, second=second)


def through(mission: Mission, ask: papers.Ask) -> tuple[papers.Approval, papers.Approval]:
    half = approve(mission.protection, ask.text, second=mission.founder.device)
    return half, approve(mission.founder, half.text)


def test_who_lets_it_through_can_change_nothing_of_it(broken: Asked) -> None:
    mission, incident, ask = broken
    half, _ = through(mission, ask)
    box = bytes(mission.officer.box_key.public_key)
    other = papers.seal_values(ask, {"account": "something else"}, box)
    changed = papers.write_approval(
        ask, mission.founder.device, mission.founder.signing_key, to=ask.device,
        sealed=other, inside=papers.hash_of(other), first=half.text,
    )  # fmt: skip

    refuses(ApprovalForOther, mission.officer, incident, changed)


def test_the_first_cannot_let_it_through_in_the_name_of_the_second(broken: Asked) -> None:
    mission, incident, ask = broken
    half, done = through(mission, ask)
    alone = papers.write_approval(
        ask, mission.protection.device, mission.protection.signing_key, to=ask.device,
        sealed=done.sealed, inside=done.inside, first=half.text,
    )  # fmt: skip
    refuses(ApprovalForOther, mission.officer, incident, alone)

    forged = papers.write_approval(
        ask, mission.founder.device, mission.protection.signing_key, to=ask.device,
        sealed=done.sealed, inside=done.inside, first=half.text,
    )  # fmt: skip
    refuses(BadDocument, mission.officer, incident, forged)


def test_what_was_sealed_for_one_request_opens_nothing_for_another(mission: Mission) -> None:
    incident = everybody_has(mission)
    first = revealing.ask(mission.officer, "incident", incident, "danger")
    sealed = approve(mission.protection, first.text)
    other = records.save(mission.officer, Change("incident", INCIDENT))
    second = revealing.ask(mission.officer, "incident", other, "danger")
    mixed = papers.write_approval(
        second, mission.protection.device, mission.protection.signing_key,
        to=mission.officer.device, sealed=sealed.sealed, inside=sealed.inside,
    )  # fmt: skip

    refuses(BadDocument, mission.officer, other, mixed)


def test_what_cannot_be_noted_is_not_shown(mission: Mission) -> None:
    incident = everybody_has(mission)
    ask = revealing.ask(mission.officer, "incident", incident, "danger")
    approval = approve(mission.protection, ask.text).text
    with sqlite_writer(mission.protection), pytest.raises(CannotNote):
        revealing.reveal(mission.protection, "incident", incident, "referral")
    with sqlite_writer(mission.officer), pytest.raises(CannotNote):
        revealing.use(mission.officer, "incident", incident, approval)

    assert account(mission.protection, incident) is None
    assert glass.shown(mission.officer) == []
    assert not list((mission.officer.folder / glass.FOLDER).iterdir())


# ------------------------------------------------------------------ the state of the log


def test_the_state_of_the_log_is_told_once_a_day_and_only_where_something_was_done(
    mission: Mission,
) -> None:
    exchange(mission)
    assert records.find(mission.officer, f"log-{mission.founder.device}") is None

    audit.note(mission.founder, Act.UNLOCKED)
    exchange(mission)
    assert records.find(mission.officer, f"log-{mission.founder.device}") is None

    audit.note(mission.founder, Act.READ, "incident", "i1")
    head = audit.head(mission.founder.db)
    exchange(mission)
    audit.note(mission.founder, Act.READ, "incident", "i2")
    exchange(mission)
    heard = records.load(mission.officer, "access", f"log-{mission.founder.device}")
    assert (heard.values["entry"], heard.values["head"]) == (head.n, head.hash)

    mission.time.now_ms += 24 * 60 * MINUTE
    exchange(mission)
    heads = audit.told_heads(mission.officer, mission.founder.device)
    assert heads == [head, audit.head(mission.founder.db)]
