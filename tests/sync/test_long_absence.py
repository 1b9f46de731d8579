"""What stays true over months: a laptop that was away, and a clash that nobody settles."""

from fieldapp.store import records
from fieldapp.store.records import Change, Wanted
from fieldapp.store.workspace import Workspace
from tests.sync.conftest import Mission
from tests.sync.world import not_sent, rows, sync_now

DAY_MS = 86_400_000


def meeting(laptop: Workspace, title: str, record: str = "") -> str:
    return records.save(laptop, Change("meeting", {"title": title}, record))


def test_a_laptop_that_was_away_for_half_a_year_catches_up_and_loses_nothing(
    mission: Mission,
) -> None:
    founder, away = mission.founder, mission.protection
    known = meeting(founder, "Well")
    for laptop in (founder, away):
        sync_now(laptop, mission.hub)
    kept = meeting(away, "Told on the last day")
    meeting(away, "Well by the road", known)
    for day in range(180):
        mission.time.now_ms += DAY_MS
        meeting(founder, f"Day {day}", known if day % 30 == 0 else "")
        if day % 9 == 0:
            sync_now(founder, mission.hub)
    sync_now(founder, mission.hub)

    account = sync_now(away, mission.hub)
    sync_now(founder, mission.hub)

    assert (account.held, account.quarantined, not_sent(away)) == (0, 0, 0)
    assert account.clash_ids == (known,)
    assert rows(away) == rows(founder)
    assert records.load(founder, "meeting", kept).values["title"] == "Told on the last day"
    assert records.count(away, Wanted("meeting")) == 176


def test_a_clash_outlives_every_sync_that_goes_well_after_it(mission: Mission) -> None:
    known = meeting(mission.founder, "Well")
    for laptop in (mission.founder, mission.protection):
        sync_now(laptop, mission.hub)
    meeting(mission.founder, "Well by the road", known)
    meeting(mission.protection, "Well by the school", known)
    for n in range(5):
        meeting(mission.founder, f"Another {n}")
        for laptop in (mission.founder, mission.protection, mission.officer):
            sync_now(laptop, mission.hub)
            mission.time.now_ms += 30 * DAY_MS

    for laptop in (mission.founder, mission.protection, mission.officer):
        [(record, _fields)] = records.clashing(laptop)
        assert record.id == known
        assert {head.value for head in record.clashes["title"]} == {
            "Well by the road",
            "Well by the school",
        }


def test_somebody_who_was_entered_twice_is_two_records_and_neither_is_refused(
    mission: Mission,
) -> None:
    elder = {"name": "The elder of Gorom", "role": "Elder"}
    for laptop in (mission.founder, mission.protection):
        records.save(laptop, Change("actor", elder))
    for _ in range(2):
        for laptop in (mission.founder, mission.protection):
            account = sync_now(laptop, mission.hub)
            assert (account.held, account.quarantined, account.clashes) == (0, 0, 0)

    for laptop in (mission.founder, mission.protection):
        assert records.count(laptop, Wanted("actor")) == 2
