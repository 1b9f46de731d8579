"""Taking a laptop out: new keys, what the laptop itself does, and who may sign it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from nacl.public import PrivateKey
from nacl.signing import SigningKey

from fieldapp.domain.scope import CONDUCT, RESTRICTED, TEAM
from fieldapp.hub import storage
from fieldapp.progress import Progress
from fieldapp.store import mission as kept
from fieldapp.store import packs, records, seal, workspace
from fieldapp.store.doctor import examine
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.sync.errors import (
    AlreadyOut,
    BeyondYourRight,
    HubRefused,
    NoSuchMember,
    NotForThisLaptop,
    NotTheOwner,
    TakenOut,
    TheFounder,
)
from fieldapp.sync.members import documents
from fieldapp.sync.members.late import accept
from fieldapp.sync.members.leaving import due, leave_if_out, renew, revoke
from fieldapp.sync.members.membership import read_statement
from fieldapp.sync.mission import (
    announce_hub,
    card_of,
    hub_of,
    invite,
    join,
    members,
    remember_hub,
    request_enrolment,
)
from fieldapp.sync.packing import pack_up
from fieldapp.sync.wire.feed import LATE, MEMBERS
from fieldapp.sync.wire.pack import read_header
from fieldapp.sync.wire.protocol import Reply, write_reply
from tests.sync.conftest import Mission
from tests.sync.members.test_roster import by_founder as by_another_founder
from tests.sync.members.test_scope_keys import key as key_of_another_mission
from tests.sync.test_intake import shelve
from tests.sync.world import facts, make, rows, sync_now


@pytest.fixture
def admin(mission: Mission, tmp_path: Path) -> Iterator[Workspace]:
    """An administrator: reads the team's scope, writes both."""
    laptop = newcomer(mission, tmp_path, "Dina", mission.founder, "administrator", 60)
    yield laptop
    workspace.close(laptop)


def newcomer(
    mission: Mission, folder: Path, name: str, by: Workspace, role: str, seed: int
) -> Workspace:
    laptop = make(folder, name, seed, mission.time)
    join(laptop, invite(by, request_enrolment(laptop), role, ""))
    return laptop


def meet(laptop: Workspace, title: str) -> str:
    return records.save(laptop, Change("meeting", {"title": title}))


def incident(laptop: Workspace, account: str) -> str:
    values = {"type": "threat", "summary": "Shots", "account": account}
    return records.save(laptop, Change("incident", values))


def everybody_syncs(mission: Mission, *more: Workspace, rounds: int = 2) -> None:
    for laptop in (mission.founder, mission.protection, mission.officer, *more) * rounds:
        sync_now(laptop, mission.hub)


def epoch_of_newest(laptop: Workspace, scope: str) -> int:
    newest = packs.newest_of(laptop.db, scope, laptop.device)
    return read_header(packs.get(laptop.db, newest).content).epoch


def role_of(laptop: Workspace, device: str) -> str:
    return {member.device: member.role for member in members(laptop)}[device]


def test_after_somebody_left_new_packs_are_closed_to_them_and_old_ones_stay_open(
    mission: Mission,
) -> None:
    old = meet(mission.founder, "Before")
    everybody_syncs(mission)
    keys = kept.key_ring(mission.officer.db)

    revoke(mission.founder, mission.officer.device, "lost")
    new = meet(mission.founder, "After")
    sync_now(mission.founder, mission.hub)
    sync_now(mission.protection, mission.hub)

    assert epoch_of_newest(mission.founder, TEAM) == 2
    assert (TEAM, 2) not in keys
    assert {record.id for record in _meetings(mission.protection)} >= {old, new}
    assert due(mission.founder) == []
    with pytest.raises(TakenOut):
        sync_now(mission.officer, mission.hub)
    assert (TEAM, 2) not in kept.key_ring(mission.officer.db)


def _meetings(laptop: Workspace) -> list[records.Record]:
    return list(records.query(laptop, records.Wanted("meeting")))


def test_whoever_may_only_write_seals_to_the_newest_key_too(mission: Mission) -> None:
    everybody_syncs(mission)
    revoke(mission.founder, mission.protection.device, "left")
    sync_now(mission.founder, mission.hub)
    sync_now(mission.officer, mission.hub)

    record = incident(mission.officer, "By night")
    sync_now(mission.officer, mission.hub)
    sync_now(mission.founder, mission.hub)

    assert epoch_of_newest(mission.officer, RESTRICTED) == 2
    assert records.load(mission.founder, "incident", record).values["account"] == "By night"


def test_a_newcomer_after_the_leaving_gets_all_earlier_packs_and_the_newest_key(
    mission: Mission, tmp_path: Path
) -> None:
    early = meet(mission.officer, "By the officer")
    everybody_syncs(mission)
    revoke(mission.founder, mission.officer.device, "other")
    late = meet(mission.founder, "After")
    sync_now(mission.founder, mission.hub)

    new = newcomer(mission, tmp_path, "Achol", mission.founder, "officer", 61)
    before_any_sync = meet(new, "By the newcomer")
    sync_now(mission.founder, mission.hub)
    account = sync_now(new, mission.hub)
    sync_now(mission.founder, mission.hub)

    assert epoch_of_newest(new, TEAM) == 2
    assert account.quarantined == 0
    assert {early, late, before_any_sync} == {record.id for record in _meetings(new)}
    assert rows(new) == rows(mission.founder)
    workspace.close(new)


def test_whoever_is_given_a_smaller_role_goes_on_syncing_without_what_is_restricted(
    mission: Mission,
) -> None:
    before = incident(mission.founder, "By night")
    everybody_syncs(mission)
    invite(mission.founder, request_enrolment(mission.protection), "officer", "")
    renew(mission.founder)
    after = incident(mission.founder, "By day")
    everybody_syncs(mission)

    assert due(mission.founder) == []
    assert sync_now(mission.protection, mission.hub).quarantined == 0
    shown = records.load(mission.protection, "incident", before).values
    assert shown["account"] == "By night"  # what was read was read
    assert "account" not in records.load(mission.protection, "incident", after).values


def test_an_old_invitation_still_lets_somebody_in_who_then_learns_the_rest(
    mission: Mission, tmp_path: Path
) -> None:
    everybody_syncs(mission)
    new = make(tmp_path, "Achol", 62, mission.time)
    invitation = invite(mission.founder, request_enrolment(new), "officer", "")
    revoke(mission.founder, mission.officer.device, "lost")
    sync_now(mission.founder, mission.hub)

    join(new, invitation)
    title = meet(mission.founder, "After")
    sync_now(mission.founder, mission.hub)
    sync_now(new, mission.hub)

    assert title in {record.id for record in _meetings(new)}
    workspace.close(new)


def test_whoever_was_invited_without_the_newest_key_is_named_and_gets_it_by_a_renewal(
    mission: Mission, admin: Workspace, tmp_path: Path
) -> None:
    everybody_syncs(mission, admin)
    revoke(mission.founder, mission.officer.device, "lost")
    new = newcomer(mission, tmp_path, "Achol", admin, "officer", 63)  # has not heard of it
    title = meet(mission.founder, "After")
    for laptop in (mission.founder, admin, mission.founder, new):
        sync_now(laptop, mission.hub)
    [one] = due(mission.founder)
    assert (one.scope, one.without) == (TEAM, (new.device,))
    assert title not in {record.id for record in _meetings(new)}

    assert renew(mission.founder) == []
    sync_now(mission.founder, mission.hub)
    sync_now(new, mission.hub)

    assert title in {record.id for record in _meetings(new)}
    workspace.close(new)


def test_an_administrator_takes_out_an_officer_and_leaves_the_rest_to_who_reads_it(
    mission: Mission, admin: Workspace
) -> None:
    everybody_syncs(mission, admin)
    secret = incident(mission.protection, "By night")
    everybody_syncs(mission, admin)

    revoke(admin, mission.protection.device, "lost")
    sync_now(admin, mission.hub)
    assert [(one.scope, one.holders, one.unsaid) for one in due(admin)] == [
        (RESTRICTED, (mission.protection.device,), (mission.protection.device,)),
        (CONDUCT, (), (mission.protection.device,)),
    ]
    assert renew(admin) == due(admin)

    sync_now(mission.founder, mission.hub)
    assert secret in {record[0] for record in rows(mission.founder)}
    assert renew(mission.founder) == []
    incident(mission.founder, "By day")
    sync_now(mission.founder, mission.hub)
    assert epoch_of_newest(mission.founder, RESTRICTED) == 2
    sync_now(admin, mission.hub)
    assert due(admin) == []


def test_who_may_take_out_whom(mission: Mission, admin: Workspace, tmp_path: Path) -> None:
    everybody_syncs(mission, admin)
    equal = newcomer(mission, tmp_path, "Equal", mission.founder, "administrator", 64)
    everybody_syncs(mission, admin, equal)

    with pytest.raises(TheFounder):
        revoke(admin, mission.founder.device, "lost")
    with pytest.raises(TheFounder):
        revoke(mission.founder, mission.founder.device, "lost")
    with pytest.raises(BeyondYourRight):
        revoke(admin, equal.device, "lost")
    with pytest.raises(NotTheOwner):
        revoke(mission.officer, mission.protection.device, "lost")
    with pytest.raises(NotTheOwner):
        renew(mission.officer)
    with pytest.raises(NoSuchMember):
        revoke(admin, "0" * 16, "lost")
    revoke(mission.founder, mission.officer.device, "lost")
    with pytest.raises(AlreadyOut):
        revoke(mission.founder, mission.officer.device, "lost")
    workspace.close(equal)


def test_what_an_administrator_signed_stands_after_they_left_because_the_founder_signs_it_anew(
    mission: Mission, admin: Workspace, tmp_path: Path
) -> None:
    new = newcomer(mission, tmp_path, "Achol", admin, "officer", 65)
    title = meet(new, "By the newcomer")
    everybody_syncs(mission, admin, new)
    revoke(admin, mission.officer.device, "lost")
    everybody = (admin, mission.founder, mission.protection, new)
    for laptop in everybody:
        sync_now(laptop, mission.hub)

    revoke(mission.founder, admin.device, "left")
    for laptop in (mission.founder, new, mission.protection, mission.founder):
        sync_now(laptop, mission.hub)

    for laptop in (mission.founder, mission.protection, new):
        assert role_of(laptop, new.device) == "officer"
        assert role_of(laptop, mission.officer.device) == "left"
        assert {member.by for member in members(laptop)} == {""}
        assert title in {record.id for record in _meetings(laptop)}
    assert due(mission.founder) == []
    workspace.close(new)


def test_a_backdated_statement_of_an_administrator_who_left_lets_nobody_in(
    mission: Mission, admin: Workspace, tmp_path: Path
) -> None:
    everybody_syncs(mission, admin)
    revoke(mission.founder, admin.device, "lost")
    sync_now(mission.founder, mission.hub)
    ghost = newcomer(mission, tmp_path, "Ghost", admin, "officer", 66)

    with pytest.raises(HubRefused, match="not enrolled"):
        sync_now(ghost, mission.hub)
    for entry in packs.contents(ghost.db, MEMBERS).values():
        shelve(mission.hub, MEMBERS, entry)
    everybody_syncs(mission)

    for laptop in (mission.founder, mission.protection, mission.officer):
        assert ghost.device not in {member.device for member in members(laptop)}
    meet(mission.founder, "After")
    sync_now(mission.founder, mission.hub)
    keys = documents.register_of(mission.founder).newest_keys(TEAM)[1]
    assert all(ghost.device not in key.sealed for key in keys)
    workspace.close(ghost)


def test_a_laptop_that_was_taken_out_keeps_all_and_closes_what_was_given_in_confidence(
    mission: Mission, tmp_path: Path
) -> None:
    theirs, own = incident(mission.founder, "CANARY one"), incident(mission.protection, "CANARY 2")
    everybody_syncs(mission)
    revoke(mission.founder, mission.protection.device, "left")
    sync_now(mission.founder, mission.hub)
    unsent = incident(mission.protection, "CANARY 3")
    laptop = mission.protection
    open_before, closed_before = facts(laptop, TEAM), facts(laptop, RESTRICTED)
    kept_before = packs.of_scope(laptop.db, RESTRICTED)

    with pytest.raises(TakenOut, match="taken out of the mission"):
        sync_now(mission.protection, mission.hub)

    assert facts(laptop, TEAM) == open_before
    delivered = closed_before - facts(laptop, RESTRICTED)  # these are in packs, sealed and whole
    assert delivered <= facts(mission.founder, RESTRICTED)
    assert packs.of_scope(laptop.db, RESTRICTED)[: len(kept_before)] == kept_before
    assert not seal.may_read(laptop.db, RESTRICTED)
    assert seal.may_read(laptop.db, TEAM)
    for record in (theirs, own, unsent):
        assert records.load(laptop, "incident", record).values == {
            "type": "threat",
            "summary": "Shots",
        }
    plain = tmp_path / "plain.db"
    laptop.db.conn.execute(f"ATTACH DATABASE '{plain}' AS plain KEY ''")
    laptop.db.conn.execute("SELECT sqlcipher_export('plain')").fetchall()
    laptop.db.conn.execute("DETACH DATABASE plain")
    assert b"Shots" in plain.read_bytes()
    assert b"canary" not in plain.read_bytes().lower()
    assert all(check.ok for check in examine(laptop, Progress()))
    with pytest.raises(TakenOut):
        sync_now(laptop, mission.hub)


def test_what_a_laptop_had_not_sent_waits_in_packs_that_others_open(mission: Mission) -> None:
    everybody_syncs(mission)
    revoke(mission.founder, mission.protection.device, "left")
    sync_now(mission.founder, mission.hub)
    incident(mission.protection, "By night")
    with pytest.raises(TakenOut):
        sync_now(mission.protection, mission.hub)

    assert packs.records_not_sent(mission.protection.db) == 1
    with storage.writing(mission.hub.engine) as shelf:
        late = {entry.id for entry in storage.after(shelf, LATE, 0, 10)}
    laptop = mission.protection
    documents_ = set(packs.contents(laptop.db, MEMBERS))
    assert late == packs.waiting_of(laptop.db, laptop.device) - documents_
    assert len(late) == 2


class LyingHub:
    """A hub that says anything."""

    name = "hub.example.org"

    def __init__(self, reply: Reply) -> None:
        self._reply = reply

    def exchange(self, request: bytes) -> bytes:
        return write_reply(self._reply)


def test_a_hub_alone_cannot_make_a_laptop_forget_its_keys(mission: Mission) -> None:
    everybody_syncs(mission)
    card, device = card_of(mission.protection), mission.protection.device
    statement = json.loads(kept.statement_of(mission.founder.db, device) or "")
    forged = json.dumps({**statement, "role": "left", "reads": [], "writes": [], "number": 99})
    other = revoke(mission.founder, mission.officer.device, "lost").text
    for claims in ((), (forged,), (other,), ("rubbish",)):
        lying = LyingHub(Reply(mission.time.now_ms, refused="left", documents=claims))
        with pytest.raises(HubRefused, match="taken out"):
            sync_now(mission.protection, lying)
        assert seal.may_read(mission.protection.db, RESTRICTED)
        assert read_statement(kept.statement_of(mission.protection.db, device) or "", card).reads


def test_the_leaving_can_come_on_another_way_than_from_a_hub(mission: Mission) -> None:
    everybody_syncs(mission)
    unsent = incident(mission.protection, "By night")
    out = revoke(mission.founder, mission.protection.device, "lost")
    sync_now(mission.founder, mission.hub)
    assert not leave_if_out(mission.protection)

    documents.keep(mission.protection, [out.text])

    assert leave_if_out(mission.protection)
    assert not seal.may_read(mission.protection.db, RESTRICTED)
    with pytest.raises(TakenOut):  # what it had not sent is sealed, and not lost
        sync_now(mission.protection, mission.hub)
    sync_now(mission.founder, mission.hub)
    accept(mission.founder, mission.protection.device)
    assert records.load(mission.founder, "incident", unsent).values["account"] == "By night"


def test_the_own_invitation_cannot_be_used_once_more_after_the_leaving(mission: Mission) -> None:
    request = request_enrolment(mission.protection)
    invitation = invite(mission.founder, request, "protection", "")
    join(mission.protection, invitation)
    everybody_syncs(mission)
    revoke(mission.founder, mission.protection.device, "lost")
    sync_now(mission.founder, mission.hub)
    with pytest.raises(TakenOut):
        sync_now(mission.protection, mission.hub)

    with pytest.raises(NotForThisLaptop):
        join(mission.protection, invitation)


def test_whoever_was_taken_out_by_mistake_is_invited_again_and_has_everything(
    mission: Mission,
) -> None:
    record = incident(mission.protection, "By night")
    everybody_syncs(mission)
    revoke(mission.founder, mission.protection.device, "other")
    sync_now(mission.founder, mission.hub)
    unsent = incident(mission.protection, "By day")
    with pytest.raises(TakenOut):
        sync_now(mission.protection, mission.hub)

    request = request_enrolment(mission.protection)
    invitation = invite(mission.founder, request, "protection", "")
    sync_now(mission.founder, mission.hub)
    join(mission.protection, invitation)
    everybody_syncs(mission)

    for laptop in (mission.founder, mission.protection):
        assert records.load(laptop, "incident", record).values["account"] == "By night"
        assert records.load(laptop, "incident", unsent).values["account"] == "By day"
    assert rows(mission.founder) == rows(mission.protection)


def test_a_pack_sealed_to_the_other_key_of_an_epoch_is_opened_too(
    mission: Mission, admin: Workspace, tmp_path: Path
) -> None:
    one = newcomer(mission, tmp_path, "One", mission.founder, "officer", 67)
    everybody_syncs(mission, admin, one)
    revoke(admin, one.device, "lost")
    by_admin = meet(admin, "Sealed to the administrator's key")
    pack_up(admin, Progress())
    revoke(mission.founder, mission.officer.device, "lost")
    by_founder = meet(mission.founder, "Sealed to the founder's key")
    pack_up(mission.founder, Progress())

    for laptop in (admin, mission.founder, admin, mission.protection):
        assert sync_now(laptop, mission.hub).quarantined == 0

    assert len(kept.key_ring(mission.protection.db)[TEAM, 2]) == 2
    for laptop in (admin, mission.founder, mission.protection):
        assert {by_admin, by_founder} <= {record.id for record in _meetings(laptop)}
    assert [(d.scope, d.holders) for d in due(mission.founder)] == [
        (TEAM, (one.device,)),  # the founder's key is written to, and it does not shut this one out
        (RESTRICTED, ()),
        (CONDUCT, ()),
    ]
    assert renew(mission.founder) == []
    meet(mission.founder, "Third")
    pack_up(mission.founder, Progress())
    assert epoch_of_newest(mission.founder, TEAM) == 3
    workspace.close(one)


def test_readers_are_shown_from_signed_statements_only(mission: Mission) -> None:
    """The hub adds a reader: a key sealed to a laptop of its own, under a name it made up."""
    everybody_syncs(mission)
    pair, ghost = PrivateKey(bytes(32)), SigningKey(bytes([9]) * 32)
    shelve(mission.hub, MEMBERS, by_another_founder(ghost, "protection", 9).text.encode())
    shelve(mission.hub, MEMBERS, key_of_another_mission(pair, ghost).encode())
    before = {member.device for member in members(mission.protection)}
    chosen = documents.register_of(mission.protection).chosen

    account = sync_now(mission.protection, mission.hub)

    assert account.quarantined == 2
    assert {member.device for member in members(mission.protection)} == before
    assert documents.register_of(mission.protection).chosen == chosen


def test_a_new_address_of_the_hub_reaches_every_laptop(mission: Mission, admin: Workspace) -> None:
    everybody_syncs(mission, admin)
    with pytest.raises(NotTheOwner):
        announce_hub(mission.officer, "https://new.example.org", [])
    announce_hub(mission.founder, "https://old.example.org", [])
    announce_hub(admin, "https://newer.example.org", ["ab" * 32])
    everybody_syncs(mission, admin)
    announce_hub(mission.founder, "https://newest.example.org", ["cd" * 32])
    everybody_syncs(mission, admin)

    for laptop in (mission.founder, mission.protection, mission.officer, admin):
        assert hub_of(laptop) == ("https://newest.example.org", ("cd" * 32,))
    remember_hub(mission.officer, "http://192.168.1.5:8470")
    sync_now(mission.officer, mission.hub)
    assert hub_of(mission.officer) == ("http://192.168.1.5:8470", ())
