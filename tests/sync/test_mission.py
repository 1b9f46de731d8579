import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nacl.signing import SigningKey

from fieldapp.domain.scope import RESTRICTED, TEAM
from fieldapp.store import records, seal, workspace
from fieldapp.store import settings as kept_settings
from fieldapp.store.errors import DiskFull
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.sync.errors import (
    BadDocument,
    BadName,
    BeyondYourRight,
    InMission,
    NewerDocument,
    NotForThisLaptop,
    NotInMission,
    NotTheOwner,
    UnknownRole,
)
from fieldapp.sync.members import signed
from fieldapp.sync.members.membership import fingerprint
from fieldapp.sync.mission import (
    card_of,
    found_mission,
    invite,
    join,
    members,
    mission_of,
    remember_hub,
    request_enrolment,
)
from tests.sync.conftest import Mission
from tests.sync.world import make

HUB = "https://hub.example.org"


@pytest.fixture
def laptops(tmp_path: Path) -> Iterator[list[Workspace]]:
    """A founder, and two who are in no mission."""
    made = [make(tmp_path, name, seed) for seed, name in enumerate(("Awa", "Bol", "Achol"), 50)]
    found_mission(made[0], "Gorom")
    yield made
    for laptop in made:
        workspace.close(laptop)


def state(laptop: Workspace) -> list[list[tuple[object, ...]]]:
    """All that joining could change."""
    tables = ("setting", "member", "scope_key", "pack", "fact", "mark")
    return [
        laptop.db.conn.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()
        for table in tables
    ]


def test_whoever_founds_a_mission_is_its_first_member_and_reads_everything(
    laptops: list[Workspace],
) -> None:
    founder = laptops[0]
    mission = mission_of(founder)

    assert mission is not None
    assert (mission.name, mission.founded_here) == ("Gorom", True)
    assert [(m.name, m.role, m.device) for m in members(founder)] == [
        ("Awa", "founder", founder.device)
    ]
    assert seal.may_read(founder.db, RESTRICTED)
    assert seal.may_read(founder.db, TEAM)


def test_a_workspace_founds_one_mission_and_no_second(laptops: list[Workspace]) -> None:
    before = state(laptops[0])

    with pytest.raises(InMission, match="Gorom"):
        found_mission(laptops[0], "Another")
    assert state(laptops[0]) == before


def test_a_mission_needs_a_name_that_can_be_shown(laptops: list[Workspace]) -> None:
    with pytest.raises(BadName):
        found_mission(laptops[1], " ")
    assert mission_of(laptops[1]) is None
    assert members(laptops[1]) == []


def test_an_officer_who_joins_reads_the_team_and_only_writes_what_is_restricted(
    laptops: list[Workspace],
) -> None:
    founder, officer, _other = laptops
    joined = join(officer, invite(founder, request_enrolment(officer), "officer", HUB))

    founded = mission_of(founder)
    assert founded is not None
    assert (joined.id, joined.fingerprint) == (founded.id, founded.fingerprint)
    assert mission_of(officer) == joined
    assert (joined.hub, joined.founded_here) == (HUB, False)
    assert seal.may_read(officer.db, TEAM)
    assert not seal.may_read(officer.db, RESTRICTED)
    assert seal.public_key(officer.db, RESTRICTED) == seal.public_key(founder.db, RESTRICTED)
    assert [m.role for m in members(officer)] == ["officer"]
    assert {m.name for m in members(founder)} == {"Awa", "Bol"}


def test_a_protection_officer_who_joins_reads_what_is_restricted(laptops: list[Workspace]) -> None:
    founder, protection, _other = laptops
    join(protection, invite(founder, request_enrolment(protection), "protection", HUB))

    keys = seal.private_keys(founder.db, RESTRICTED)
    assert seal.private_keys(protection.db, RESTRICTED) == keys


def test_an_invitation_shows_no_private_key_to_whoever_carries_it(laptops: list[Workspace]) -> None:
    founder, protection, _other = laptops
    invitation = invite(founder, request_enrolment(protection), "protection", HUB)

    secret = [*seal.private_keys(founder.db, RESTRICTED), *seal.private_keys(founder.db, TEAM)]
    secret.append(bytes.fromhex(kept_settings.read(founder.db, "owner_key")))
    assert len(secret) == 3
    for key in secret:
        assert key.hex().encode() not in invitation


def test_joining_seals_what_was_recorded_before_and_forgets_it_for_good(
    laptops: list[Workspace], tmp_path: Path
) -> None:
    founder, officer, _other = laptops
    incident = {"type": "threat", "summary": "Shots", "account": "CANARY by the well"}
    record = records.save(officer, Change("incident", incident))
    for n in range(50):  # more than one page, so that freed pages exist
        records.save(officer, Change("incident", {**incident, "sources": f"CANARY {n} " * 20}))

    join(officer, invite(founder, request_enrolment(officer), "officer", HUB))

    shown = records.load(officer, "incident", record).values
    assert shown == {"type": "threat", "summary": "Shots"}
    assert officer.db.conn.execute("PRAGMA freelist_count").fetchone()[0] == 0
    plain = tmp_path / "plain.db"
    officer.db.conn.execute(f"ATTACH DATABASE '{plain}' AS plain KEY ''")
    officer.db.conn.execute("SELECT sqlcipher_export('plain')").fetchall()
    officer.db.conn.execute("DETACH DATABASE plain")
    assert b"Shots" in plain.read_bytes()
    assert b"canary" not in plain.read_bytes().lower()
    assert (officer.folder / "fieldapp.db-wal").stat().st_size == 0


def test_joining_the_same_mission_again_gives_the_new_role(laptops: list[Workspace]) -> None:
    founder, officer, _other = laptops
    first = invite(founder, request_enrolment(officer), "officer", HUB)
    second = invite(founder, request_enrolment(officer), "protection", HUB)
    join(officer, second)
    join(officer, first)

    assert [m.role for m in members(officer)] == ["protection"]
    assert seal.may_read(officer.db, RESTRICTED)


def test_a_workspace_in_a_mission_refuses_another(laptops: list[Workspace]) -> None:
    founder, officer, other = laptops
    found_mission(other, "Elsewhere")
    join(officer, invite(founder, request_enrolment(officer), "officer", HUB))
    before = state(officer)

    with pytest.raises(InMission, match="Gorom"):
        join(officer, invite(other, request_enrolment(officer), "officer", HUB))
    assert state(officer) == before


def test_an_invitation_works_on_the_laptop_that_asked_and_on_no_other(
    laptops: list[Workspace],
) -> None:
    founder, officer, other = laptops
    invitation = invite(founder, request_enrolment(officer), "officer", HUB)
    before = state(other)

    with pytest.raises(NotForThisLaptop, match="Bol"):
        join(other, invitation)
    assert state(other) == before


def test_only_the_founder_and_administrators_invite(laptops: list[Workspace]) -> None:
    founder, officer, other = laptops

    with pytest.raises(NotInMission):
        invite(officer, request_enrolment(other), "officer", HUB)
    join(officer, invite(founder, request_enrolment(officer), "officer", HUB))
    with pytest.raises(NotTheOwner):
        invite(officer, request_enrolment(other), "officer", HUB)
    join(officer, invite(founder, request_enrolment(officer), "administrator", HUB))
    for role in ("protection", "administrator"):
        with pytest.raises(BeyondYourRight, match=role):
            invite(officer, request_enrolment(other), role, HUB)
    assert {member.device for member in members(officer)} == {officer.device}


def test_an_administrators_invitation_is_checked_by_the_mission_itself(
    laptops: list[Workspace],
) -> None:
    founder, administrator, other = laptops
    join(administrator, invite(founder, request_enrolment(administrator), "administrator", HUB))
    invitation = invite(administrator, request_enrolment(other), "officer", HUB, ["SS01"])
    without = {
        k: v for k, v in json.loads(invitation).items() if k not in ("signature", "documents")
    }
    before = state(other)

    for broken in (
        signed.write("invitation", without, administrator.signing_key).encode(),
        signed.write("invitation", json.loads(invitation), other.signing_key).encode(),
    ):
        with pytest.raises(BadDocument):
            join(other, broken)
        assert state(other) == before

    joined = join(other, invitation)
    assert joined.fingerprint == mission_of(founder).fingerprint  # type: ignore[union-attr]
    [own] = [member for member in members(other) if member.device == other.device]
    assert (own.by, own.areas, own.role) == (administrator.device, ("SS01",), "officer")
    assert seal.may_read(other.db, TEAM)


@pytest.mark.parametrize("area", ["", "two words", "x" * 41, "ü"])
def test_an_area_is_a_p_code(laptops: list[Workspace], area: str) -> None:
    with pytest.raises(BadDocument, match="area"):
        invite(laptops[0], request_enrolment(laptops[1]), "officer", HUB, [area])


@pytest.mark.parametrize("role", ["founder", "", "Officer"])
def test_nobody_is_invited_to_a_role_that_does_not_exist(
    laptops: list[Workspace], role: str
) -> None:
    with pytest.raises(UnknownRole, match="officer"):
        invite(laptops[0], request_enrolment(laptops[1]), role, HUB)


def test_the_founder_cannot_take_the_own_rights_away(laptops: list[Workspace]) -> None:
    with pytest.raises(BadDocument):
        invite(laptops[0], request_enrolment(laptops[0]), "officer", HUB)


def test_a_fingerprint_of_the_own_laptop_can_be_compared(laptops: list[Workspace]) -> None:
    first, second = (fingerprint(bytes(each.signing_key.verify_key)) for each in laptops[:2])
    assert first != second


def test_the_address_of_the_hub_is_remembered(laptops: list[Workspace]) -> None:
    remember_hub(laptops[0], HUB)

    mission = mission_of(laptops[0])
    assert mission is not None
    assert mission.hub == HUB


def test_without_a_mission_there_is_no_card(laptops: list[Workspace]) -> None:
    with pytest.raises(NotInMission):
        card_of(laptops[1])


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 10_000), by=st.integers(1, 255))
def test_an_invitation_changed_anywhere_changes_nothing(
    laptops: list[Workspace], at: int, by: int
) -> None:
    founder, officer, _other = laptops
    invitation = invite(founder, request_enrolment(officer), "officer", HUB)
    before = state(officer)
    at %= len(invitation)

    changed = invitation[:at] + bytes([invitation[at] ^ by]) + invitation[at + 1 :]
    with pytest.raises((BadDocument, NewerDocument)):
        join(officer, changed)
    assert state(officer) == before


def test_an_invitation_to_another_hub_changes_nothing(laptops: list[Workspace]) -> None:
    founder, officer, _other = laptops
    invitation = invite(founder, request_enrolment(officer), "officer", HUB)
    before = state(officer)

    with pytest.raises(BadDocument, match="signature"):
        join(officer, invitation.replace(HUB.encode(), b"https://evil.example.org"))
    assert state(officer) == before


def resigned(laptops: list[Workspace], **changes: object) -> bytes:
    """An invitation that the owner did sign, but that contradicts itself."""
    founder, officer, _other = laptops
    invitation = json.loads(invite(founder, request_enrolment(officer), "protection", HUB))
    content = {k: v for k, v in invitation.items() if k not in ("fieldapp", "v", "signature")}
    for name, value in changes.items():
        content[name] = value(content[name]) if callable(value) else value
    owner = SigningKey(bytes.fromhex(kept_settings.read(founder.db, "owner_key")))
    return signed.write("invitation", content, owner).encode()


@pytest.mark.parametrize(
    "changes",
    [
        {"keys": []},
        {"keys": lambda keys: keys[:1]},
        {"keys": lambda keys: [{**key, "epoch": 2} for key in keys]},
        {"keys": lambda keys: [{**key, "sealed": "00" * 80} for key in keys]},
        {"keys": lambda keys: [keys[0], {**keys[1], "sealed": keys[0]["sealed"]}]},
        {"keys": [1]},
        {"hub": "two words"},
        {"member": "{}"},
    ],
)
def test_an_invitation_that_contradicts_itself_changes_nothing(
    laptops: list[Workspace], changes: dict[str, object]
) -> None:
    before = state(laptops[1])

    with pytest.raises(BadDocument):
        join(laptops[1], resigned(laptops, **changes))
    assert state(laptops[1]) == before


def test_a_disk_that_fills_up_while_joining_leaves_the_workspace_outside(
    laptops: list[Workspace],
) -> None:
    founder, officer, _other = laptops
    invitation = invite(founder, request_enrolment(officer), "officer", HUB)
    for n in range(30):  # sealing makes them longer
        records.save(officer, Change("incident", {"account": f"By night, {n}"}))
    before = state(officer)
    pages = officer.db.conn.execute("PRAGMA page_count").fetchone()[0]
    officer.db.conn.execute(f"PRAGMA max_page_count = {pages}").fetchall()

    with pytest.raises(DiskFull):
        join(officer, invitation)

    assert state(officer) == before
    officer.db.conn.execute("PRAGMA max_page_count = 1000000").fetchall()
    join(officer, invitation)


def test_three_laptops_of_one_mission_know_its_card(mission: Mission) -> None:
    cards = {
        card_of(laptop).text for laptop in (mission.founder, mission.protection, mission.officer)
    }

    assert len(cards) == 1
