"""Who synced when, and who is how far behind."""

from pathlib import Path

import pytest

from fieldapp.domain.scope import CONDUCT, RESTRICTED, TEAM
from fieldapp.hub import administration, seen
from fieldapp.hub.seen import Reached, Seen
from fieldapp.hub.serve import running
from fieldapp.hub.status import status_of
from fieldapp.hub.storage import append, writing
from fieldapp.store import records
from fieldapp.store.records import Change
from fieldapp.sync.wire.feed import MEMBERS, id_of
from fieldapp.sync.wire.transport import HttpHub
from tests.hub.conftest import ENGINES, empty_database
from tests.sync.conftest import Mission
from tests.sync.world import NOON, Network, sync_now


@pytest.fixture(params=ENGINES)
def database(request: pytest.FixtureRequest) -> str:
    return empty_database(request)


def of(mission: Mission, laptop: str) -> dict[str, object]:
    """What the status says of a laptop."""
    with writing(mission.hub.engine) as shelf:
        found = status_of(shelf)
    device = getattr(mission, laptop).device
    (member,) = [member for member in found["members"] if member["device"] == device]
    return dict(member)


def test_the_status_tells_who_was_here_when_and_who_is_behind(mission: Mission) -> None:
    sync_now(mission.founder, mission.hub)
    sync_now(mission.officer, mission.hub)
    for title in ("Water", "Roof"):
        records.save(mission.founder, Change("meeting", {"title": title}))
        sync_now(mission.founder, mission.hub)

    assert of(mission, "founder")["behind"] == {MEMBERS: 0, CONDUCT: 0, RESTRICTED: 0, TEAM: 0}
    officer = of(mission, "officer")
    assert officer["behind"] == {MEMBERS: 0, TEAM: 2}  # what an officer cannot read is not shown
    assert (officer["name"], officer["role"]) == ("officer", "officer")
    assert str(officer["last_seen"]).startswith("2026-11-22T11:")
    never = of(mission, "protection")
    assert (never["last_seen"], never["behind"]) == (None, {MEMBERS: 4, RESTRICTED: 0, TEAM: 2})

    sync_now(mission.officer, mission.hub)
    assert of(mission, "officer")["behind"] == {MEMBERS: 0, TEAM: 0}


def test_what_was_sent_counts_as_unconfirmed_until_a_mark_shows_it(mission: Mission) -> None:
    sync_now(mission.founder, mission.hub)
    sync_now(mission.officer, mission.hub)
    records.save(mission.founder, Change("meeting", {"title": "Water"}))
    sync_now(mission.founder, mission.hub)

    with pytest.raises(Exception, match="broke off"):
        sync_now(mission.officer, Network(mission.hub, ["reply"]))
    lost = of(mission, "officer")
    assert (lost["behind"], lost["unconfirmed"]) == ({MEMBERS: 0, TEAM: 0}, {MEMBERS: 0, TEAM: 1})

    sync_now(mission.officer, mission.hub)
    sync_now(mission.officer, mission.hub)
    assert of(mission, "officer")["unconfirmed"] == {MEMBERS: 0, TEAM: 0}


def test_a_refused_request_counts_as_no_visit(mission: Mission) -> None:
    sync_now(mission.founder, mission.hub)
    with writing(mission.hub.engine) as shelf:
        before = seen.everyone(shelf)
    mission.hub.exchange(b"rubbish")
    with writing(mission.hub.engine) as shelf:
        assert seen.everyone(shelf) == before


def test_whoever_asks_again_and_again_is_written_down_once_a_minute(mission: Mission) -> None:
    far = {TEAM: Reached(1, 2)}
    with writing(mission.hub.engine) as shelf:
        seen.note(shelf, "0" * 16, NOON, far)
        seen.note(shelf, "0" * 16, NOON + 59_000, far)
        assert seen.seen_of(shelf, "0" * 16) == Seen(NOON, far)
        seen.note(shelf, "0" * 16, NOON + 60_000, far)
        assert seen.seen_of(shelf, "0" * 16) == Seen(NOON + 60_000, far)
        seen.note(shelf, "0" * 16, NOON + 60_001, {MEMBERS: Reached(3, 3)})
        assert seen.seen_of(shelf, "0" * 16) == Seen(NOON + 60_001, {**far, MEMBERS: Reached(3, 3)})
        seen.note(shelf, "0" * 16, NOON, {})  # the hub's clock was put back
        assert seen.count_since(shelf, NOON) == 1
        assert seen.count_since(shelf, NOON + 60_002) == 0


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_hub_that_runs_tells_its_status_through_itself(mission: Mission, tmp_path: Path) -> None:
    with running(tmp_path / "real") as url:
        hub = HttpHub(url)
        sync_now(mission.founder, hub)
        hub.close()
        while_running = administration.status(tmp_path / "real")
    stopped = administration.status(tmp_path / "real")

    assert (while_running.pop("running"), stopped.pop("running")) == (True, False)
    assert while_running.pop("disk_free")
    assert stopped.pop("disk_free")
    assert while_running == stopped
    assert stopped["mission_name"] == "Gorom"
    assert not (tmp_path / "real" / "door.json").exists()


def test_headquarters_sees_which_laptop_cannot_use_a_pack(mission: Mission) -> None:
    sync_now(mission.founder, mission.hub)
    sync_now(mission.protection, mission.hub)
    with writing(mission.hub.engine) as shelf:
        append(shelf, TEAM, [(id_of(b"no pack"), "0" * 16, b"no pack")])
    sync_now(mission.founder, mission.hub)
    assert of(mission, "founder")["set_aside"] == 0  # it learns it when it asks the next time

    sync_now(mission.founder, mission.hub)

    assert of(mission, "founder")["set_aside"] == 1
    assert of(mission, "protection")["set_aside"] == 0
