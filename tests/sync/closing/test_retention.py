"""A laptop without contact seals itself, whatever is done to its clock."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldapp.domain.clock import Clock
from fieldapp.domain.limits import DEFAULTS
from fieldapp.progress import Progress
from fieldapp.store import records, workspace
from fieldapp.store import settings as stored
from fieldapp.store.database import writing
from fieldapp.store.records import Change
from fieldapp.store.sealing import Why, reads_in_confidence, sealed
from fieldapp.store.workspace import Workspace
from fieldapp.sync.closing import contact
from fieldapp.sync.closing.retention import WARN_DAYS, on_opening, retention
from fieldapp.sync.closing.unsealing import unseal
from fieldapp.sync.errors import TakenOutMeanwhile
from fieldapp.sync.members.leaving import revoke
from fieldapp.sync.mission import remember_hub
from fieldapp.sync.parcels.stick import read_parcels, write_parcel
from tests.sync.closing.conftest import CODE
from tests.sync.closing.laid_bare import laid_bare
from tests.sync.conftest import Mission
from tests.sync.test_canary import found_in
from tests.sync.world import Time, make, sync_now

DAY_MS = 86_400_000
LIMIT = int(DEFAULTS["readable_days"])


@pytest.fixture
def laptop(mission: Mission) -> Workspace:
    """The protection officer's; it knows a hub and has just had contact."""
    for each in (mission.founder, mission.protection, mission.officer):
        remember_hub(each, "https://hub.example.org")
        contact.note(each)
    return mission.protection


def left(laptop: Workspace) -> int:
    found = retention(laptop)
    assert found is not None
    return found.left


def test_it_warns_and_then_seals_itself_and_the_sheet_opens_it_for_as_long_again(
    mission: Mission, laptop: Workspace
) -> None:
    mission.time.now_ms += (LIMIT - WARN_DAYS - 1) * DAY_MS
    opening = on_opening(laptop)
    assert opening.retention is not None
    assert not opening.retention.is_near
    mission.time.now_ms += DAY_MS
    opening = on_opening(laptop)
    assert (opening.sealed, opening.just_now) == (None, False)
    assert opening.retention is not None
    assert opening.retention.is_near
    assert opening.retention.by_sheet

    mission.time.now_ms += WARN_DAYS * DAY_MS
    opening = on_opening(laptop)

    assert opening.just_now
    assert opening.sealed is not None
    assert (opening.sealed.why, opening.sealed.by_sheet) == (Why.SILENT, True)
    assert not found_in(laid_bare(laptop.folder, laptop.key))
    assert not on_opening(laptop).just_now
    unseal(laptop, CODE)
    assert on_opening(laptop).sealed is None
    assert left(laptop) == LIMIT


def test_a_sync_is_contact_and_so_is_a_parcel_with_something_new(
    mission: Mission, laptop: Workspace, tmp_path: Path
) -> None:
    mission.time.now_ms += 20 * DAY_MS
    assert left(laptop) == LIMIT - 20
    sync_now(laptop, mission.hub)
    assert left(laptop) == LIMIT

    mission.time.now_ms += 20 * DAY_MS
    records.save(mission.officer, Change("meeting", {"title": "New"}))
    file = write_parcel(mission.officer, tmp_path, Progress()).file
    read_parcels(laptop, [file], Progress())
    assert left(laptop) == LIMIT
    mission.time.now_ms += 20 * DAY_MS
    read_parcels(laptop, [file], Progress())  # the old parcel once more
    assert left(laptop) == LIMIT - 20


def test_the_mission_decides_how_long_within_reason(mission: Mission, laptop: Workspace) -> None:
    for value, days in ((10, 10), (0, 3), (1_000, 365)):
        decided = {"name": "readable_days", "value": value, "decided_on": "2026-11-20"}
        record = records.save(mission.founder, Change("limit", decided))
        sync_now(mission.founder, mission.hub)
        sync_now(laptop, mission.hub)
        assert left(laptop) == days
        records.delete(mission.founder, "limit", record, "tried")


def test_it_concerns_who_reads_in_confidence_in_a_mission_with_a_hub_but_not_the_founder(
    mission: Mission, laptop: Workspace, tmp_path: Path
) -> None:
    alone = make(tmp_path, "Achol", 90, mission.time)
    mission.time.now_ms += 400 * DAY_MS
    for unlimited in (alone, mission.founder, mission.officer):
        opening = on_opening(unlimited)
        assert (opening.sealed, opening.retention) == (None, None)
    assert reads_in_confidence(mission.founder)
    workspace.close(alone)
    with writing(laptop.db, laptop.file):
        stored.write(laptop.db, "hub", "")
    assert on_opening(laptop).retention is None
    remember_hub(laptop, "https://hub.example.org")
    assert on_opening(laptop).just_now


def test_an_earlier_versions_laptop_begins_to_count_when_it_is_first_opened(
    mission: Mission, laptop: Workspace
) -> None:
    with writing(laptop.db, laptop.file):
        laptop.db.conn.execute("DELETE FROM setting WHERE name = 'last contact'")
    mission.time.now_ms += 400 * DAY_MS
    assert left(laptop) == LIMIT
    mission.time.now_ms += LIMIT * DAY_MS
    assert on_opening(laptop).just_now


def test_entries_made_before_the_clock_was_set_back_are_evidence(
    mission: Mission, laptop: Workspace
) -> None:
    mission.time.now_ms += 29 * DAY_MS
    records.save(laptop, Change("meeting", {"title": "Late"}))  # nobody looked on the way
    mission.time.now_ms -= 29 * DAY_MS
    assert left(laptop) == LIMIT - 29


def turned(laptop: Workspace, time: Time, moves: Sequence[int]) -> int:
    """Turn the clock by so many hours before each opening; return how many openings it took until
    the laptop was sealed."""
    for n, hours in enumerate(moves, 1):
        time.now_ms += hours * 3_600_000
        if contact.days_without(laptop) >= LIMIT:
            return n
    return 0


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return make(tmp_path_factory.mktemp("alone"), "Achol", 91)


@settings(max_examples=25)
@given(st.lists(st.integers(-20_000, 200).filter(lambda hours: abs(hours) > 1), min_size=1))
def test_no_turning_of_the_clock_gives_more_than_a_day_for_each_opening(
    alone: Workspace, moves: list[int]
) -> None:
    time = Time()
    place = replace(alone.around, wall_ms=time)
    laptop = replace(alone, around=place, clock=Clock(alone.device, time))
    with writing(laptop.db, laptop.file):
        laptop.db.conn.execute("DELETE FROM fact")
    contact.note(laptop)
    true_days = sum(hours if hours > 0 else 24 for hours in moves) // 24

    took = turned(laptop, time, moves)

    assert bool(took) == (true_days >= LIMIT)


def test_a_leaving_that_came_by_a_stick_closes_the_laptop(
    mission: Mission, laptop: Workspace, tmp_path: Path
) -> None:
    revoke(mission.founder, laptop.device, "lost")
    file = write_parcel(mission.founder, tmp_path, Progress()).file

    with pytest.raises(TakenOutMeanwhile):
        read_parcels(laptop, [file], Progress())

    assert not found_in(laid_bare(laptop.folder, laptop.key))
    assert (state := sealed(laptop)) is not None
    assert state.why is Why.OUT
    read_parcels(laptop, [file], Progress())  # nothing more to do, and no error any more
