"""The conduct focal point's scope over a real hub, and complaints about a member of the mission."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from nacl.public import PrivateKey
from nacl.signing import SigningKey

from fieldapp.domain.scope import CONDUCT, RESTRICTED
from fieldapp.store import apart, photos, records
from fieldapp.store.database import writing
from fieldapp.store.errors import NoSuchRecord
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.sync.authority import refused
from fieldapp.sync.members import documents
from fieldapp.sync.members.leaving import leave, revoke
from fieldapp.sync.members.membership import Asking, write_member
from fieldapp.sync.members.readers import readers_of, who_reads
from fieldapp.sync.members.scope_keys import write_scope_key
from fieldapp.sync.members.signer import signer_of
from fieldapp.sync.mission import card_of, invite, join, request_enrolment
from tests.pictures import a_photograph
from tests.sync.conduct import everybody_syncs, laptop_of
from tests.sync.conftest import Mission
from tests.sync.test_canary import CANARY, found_in, opened
from tests.sync.world import facts, sync_now


@pytest.fixture
def focal(mission: Mission, tmp_path: Path) -> Iterator[Workspace]:
    with laptop_of(mission, tmp_path, "Élodie Kouamé", "conduct") as made:
        yield made


@pytest.fixture
def everybody(mission: Mission, focal: Workspace) -> list[Workspace]:
    laptops = [mission.founder, mission.protection, focal, mission.officer]
    everybody_syncs(mission.hub, *laptops, rounds=1)
    return laptops


def complain(laptop: Workspace, level: int = 6, **answers: object) -> str:
    """A complaint whose text is the canary."""
    values = {"received_on": "2026-11-20", "level": level, "summary": f"About {CANARY}"}
    return records.save(laptop, Change("feedback", values | answers))


def summary(laptop: Workspace, record: str) -> object:
    found = records.find(laptop, record)
    return found.values.get("summary") if found else None


def test_what_is_for_the_focal_point_is_theirs_and_the_founders(
    mission: Mission, focal: Workspace, everybody: list[Workspace], tmp_path: Path
) -> None:
    conduct = complain(mission.officer, 6)
    danger = complain(mission.officer, 7)
    everybody_syncs(mission.hub, *reversed(everybody))

    assert {summary(each, conduct) for each in (focal, mission.founder)} == {f"About {CANARY}"}
    assert {summary(each, danger) for each in (mission.protection, mission.founder)} == {
        f"About {CANARY}"
    }
    assert summary(focal, danger) is summary(mission.protection, conduct) is None
    assert facts(mission.protection, CONDUCT) == facts(focal, RESTRICTED) == set()
    assert not found_in(opened(mission.officer, tmp_path / "officer.db"))


def test_a_complaint_about_the_only_focal_point_never_reaches_them(
    mission: Mission, focal: Workspace, everybody: list[Workspace], tmp_path: Path
) -> None:
    record = complain(mission.officer, against=" elodie  KOUAME")
    everybody_syncs(mission.hub, *reversed(everybody))

    for reader in (mission.founder, mission.protection):
        assert summary(reader, record) == f"About {CANARY}"
    everybody_syncs(mission.hub, *everybody)
    for outside in (focal, mission.officer):
        assert not found_in(opened(outside, tmp_path / f"{outside.device}.db"))
    stub = records.load(focal, "feedback", record)
    assert set(stub.values) == {"received_on", "level"}


def test_what_is_written_later_is_kept_from_them_as_well_by_whoever_writes(
    mission: Mission, focal: Workspace, everybody: list[Workspace], tmp_path: Path
) -> None:
    record = complain(mission.officer, against="Élodie Kouamé")
    everybody_syncs(mission.hub, *reversed(everybody))

    with laptop_of(mission, tmp_path, "Second", "officer") as second:
        sync_now(second, mission.hub)
        records.save(second, Change("feedback", {"answer": f"Told {CANARY}"}, record))
        everybody_syncs(mission.hub, second, *everybody)
    records.save(mission.protection, Change("feedback", {"handling": f"{CANARY} wrote"}, record))
    everybody_syncs(mission.hub, *reversed(everybody))

    for reader in (mission.founder, mission.protection):
        shown = records.load(reader, "feedback", record)
        assert (shown.values["answer"], shown.values["handling"]) == (
            f"Told {CANARY}",
            f"{CANARY} wrote",
        )
        assert not shown.clashes
    assert not found_in(opened(focal, tmp_path / "focal.db"))


def test_an_answer_that_stands_in_both_scopes_is_replaced_in_both(
    mission: Mission, focal: Workspace, everybody: list[Workspace]
) -> None:
    record = complain(mission.officer, against="protection")
    everybody_syncs(mission.hub, *reversed(everybody))
    records.save(focal, Change("feedback", {"summary": "In other words"}, record))
    everybody_syncs(mission.hub, *everybody)

    shown = records.load(mission.founder, "feedback", record)
    assert (shown.values["summary"], shown.clashes) == ("In other words", {})
    assert summary(mission.protection, record) is None


def test_a_complaint_about_the_founder_is_kept_from_the_founder(
    mission: Mission, focal: Workspace, everybody: list[Workspace], tmp_path: Path
) -> None:
    record = complain(mission.officer, against="founder")
    everybody_syncs(mission.hub, *reversed(everybody))

    assert summary(focal, record) == f"About {CANARY}"
    assert summary(mission.protection, record) is None  # somebody of the scope is left
    assert not found_in(opened(mission.founder, tmp_path / "founder.db"))


def test_whoever_becomes_focal_point_later_gains_nothing(
    mission: Mission, focal: Workspace, everybody: list[Workspace], tmp_path: Path
) -> None:
    record = complain(focal, against="officer")
    everybody_syncs(mission.hub, *everybody)
    request = request_enrolment(mission.officer)
    join(mission.officer, invite(mission.founder, request, "conduct", ""))
    with laptop_of(mission, tmp_path, "Uninvolved", "conduct") as uninvolved:
        everybody_syncs(mission.hub, *everybody, uninvolved)
        assert facts(mission.officer, CONDUCT)
        assert summary(uninvolved, record) is None

        records.save(focal, Change("feedback", {"handling": f"{CANARY} again"}, record))
        everybody_syncs(mission.hub, *everybody, uninvolved)

        assert summary(uninvolved, record) == f"About {CANARY}"  # handed on by whoever reads it
    assert not found_in(opened(mission.officer, tmp_path / "officer.db"))


def test_all_who_share_the_name_are_left_out_and_that_is_shown(
    mission: Mission, focal: Workspace, everybody: list[Workspace], tmp_path: Path
) -> None:
    with laptop_of(mission, tmp_path, "ELODIE KOUAMÉ", "protection") as namesake:
        everybody_syncs(mission.hub, *everybody, namesake)
        record = complain(mission.officer, against="Élodie Kouamé")
        everybody_syncs(mission.hub, *reversed(everybody), namesake)

        assert summary(namesake, record) is summary(focal, record) is None
        _team, closed = who_reads(
            mission.founder, "feedback", records.load(mission.founder, "feedback", record).values,
            record,
        )  # fmt: skip
        assert {each.device for each in closed.without} == {focal.device, namesake.device}
        assert {each.device for each in closed.readers} == {
            mission.founder.device, mission.protection.device,
        }  # fmt: skip
        (_, seen_by_focal) = who_reads(focal, "feedback", {"level": 6}, record)
        assert (seen_by_focal.unknown, seen_by_focal.readers) == (True, ())


def test_where_nobody_is_left_to_read_it_nothing_is_written(mission: Mission) -> None:
    revoke(mission.founder, mission.protection.device, "left")
    for laptop in (mission.founder, mission.officer):
        sync_now(laptop, mission.hub)

    change = Change("feedback", {"level": 6, "against": "founder"})
    assert [type(each.error) for each in refused(mission.officer, change)] == [apart.NobodyLeft]
    with pytest.raises(apart.NobodyLeft):
        complain(mission.officer, against="founder")
    assert records.query(mission.officer, records.Wanted("feedback")) == []


@pytest.mark.parametrize("about", [{"against": "founder"}, {}])
def test_whoever_could_read_it_cannot_any_more_after_leaving(
    mission: Mission,
    focal: Workspace,
    everybody: list[Workspace],
    tmp_path: Path,
    about: dict[str, str],
) -> None:
    record = complain(mission.officer, **about)
    everybody_syncs(mission.hub, *reversed(everybody))
    assert summary(focal, record)

    leave(focal)

    assert not found_in(opened(focal, tmp_path / "focal.db"))


def test_who_writes_for_one_scope_and_then_for_the_other_does_not_clash_with_themselves(
    mission: Mission, everybody: list[Workspace]
) -> None:
    record = complain(mission.protection, 5)
    records.save(mission.protection, Change("feedback", {"level": 7, "summary": "Now"}, record))
    everybody_syncs(mission.hub, *reversed(everybody), rounds=1)

    shown = records.load(mission.founder, "feedback", record)
    assert (shown.values["summary"], shown.clashes) == ("Now", {})


def test_a_photograph_of_a_complaint_is_for_whom_the_complaint_is_for(
    mission: Mission, focal: Workspace, everybody: list[Workspace]
) -> None:
    record = complain(mission.officer)
    photo = photos.add(mission.officer, "feedback", record, a_photograph(), "a.jpg")
    everybody_syncs(mission.hub, *reversed(everybody))

    assert photos.open_photo(focal, photo)
    with pytest.raises(NoSuchRecord):
        photos.open_photo(mission.protection, photo)
    assert {chunk.scope for chunk in mission.officer.chunks.all()} == {CONDUCT}
    about = complain(mission.officer, against="Élodie Kouamé")
    with pytest.raises(photos.NoPhotographApart):
        photos.add(mission.officer, "feedback", about, a_photograph(), "a.jpg")


def test_a_laptop_that_was_given_a_key_without_a_statement_is_shown(
    mission: Mission, focal: Workspace, everybody: list[Workspace]
) -> None:
    """An entitled hand seals the newest key to a laptop of which nobody has said anything."""
    ghost = Asking(
        "Ghost", bytes(SigningKey(bytes(32)).verify_key), bytes(PrivateKey.generate().public_key)
    )
    card, signer = card_of(mission.founder), signer_of(mission.founder)
    stranger = write_member(card, ghost, "conduct", 99, "2026-11-22", signer.key)
    pair = PrivateKey(bytes(range(32)))
    text = write_scope_key(
        card, CONDUCT, 2, (bytes(pair.public_key), bytes(pair)), [stranger], {}, signer.key, ""
    )
    with writing(mission.founder.db, mission.founder.file):
        documents.keep(mission.founder, [text])
    everybody_syncs(mission.hub, *everybody, rounds=1)

    names = {each.name: each.device for each in readers_of(mission.protection, CONDUCT)}
    assert names.keys() == {"founder", "Élodie Kouamé", ""}
    assert names[""] == stranger.device


def test_a_mission_that_an_older_version_founded_gets_the_key_at_the_founders_next_sync(
    mission: Mission,
) -> None:
    for laptop in (mission.founder, mission.protection, mission.officer):
        with writing(laptop.db, laptop.file):  # as version 0.3 left it
            laptop.db.conn.execute("DELETE FROM pack WHERE bytes LIKE '%mission/conduct%sealed%'")
            laptop.db.conn.execute("DELETE FROM key_ring WHERE scope = ?", [CONDUCT])
            laptop.db.conn.execute("DELETE FROM scope_key WHERE scope = ?", [CONDUCT])
    before = complain(mission.officer)
    assert facts(mission.officer, CONDUCT) == set()
    sync_now(mission.founder, mission.hub)
    everybody_syncs(mission.hub, mission.officer, mission.protection, rounds=1)
    after = complain(mission.officer)
    everybody_syncs(mission.hub, mission.officer, mission.founder, mission.protection, rounds=1)

    assert summary(mission.protection, before) == summary(mission.founder, after)
    assert summary(mission.protection, after) is None


def test_a_name_that_nobody_has_is_refused_and_nothing_is_written(mission: Mission) -> None:
    change = Change("feedback", {"level": 6, "summary": CANARY, "against": "Nobody"})

    (problem,) = refused(mission.officer, change)
    assert (problem.field, type(problem.error)) == ("against", apart.NotAMember)
    with pytest.raises(apart.NotAMember):
        records.save(mission.officer, change)
    assert records.query(mission.officer, records.Wanted("feedback")) == []
