"""The conduct focal point's scope over a real hub, and complaints about a member of the mission."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldapp.domain.scope import CONDUCT, RESTRICTED
from fieldapp.store import apart, records
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.sync.authority import refused
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
    complain(mission.protection, against="Late")
    everybody_syncs(mission.hub, *everybody)


def test_a_name_that_nobody_has_is_refused_and_nothing_is_written(mission: Mission) -> None:
    change = Change("feedback", {"level": 6, "summary": CANARY, "against": "Nobody"})

    (problem,) = refused(mission.officer, change)
    assert (problem.field, type(problem.error)) == ("against", apart.NotAMember)
    with pytest.raises(apart.NotAMember):
        records.save(mission.officer, change)
    assert records.query(mission.officer, records.Wanted("feedback")) == []
