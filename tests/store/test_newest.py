"""The latest day that is known to have come, when the clock says an earlier one."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from fieldapp.store import records
from fieldapp.store.audit import Act, note
from fieldapp.store.newest import newest_day
from fieldapp.store.records import Change
from fieldapp.store.workspace import Surroundings, Workspace, close, create, real_surroundings
from tests.store.conftest import CHEAP

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)


class Wall:
    """A wall clock that somebody sets."""

    def __init__(self) -> None:
        self.now = NOON

    def ms(self) -> int:
        return int(self.now.timestamp() * 1000)


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture
def laptop(tmp_path: Path, wall: Wall) -> Iterator[Workspace]:
    around = Surroundings(wall_ms=wall.ms, random=real_surroundings().random)
    workspace, _ = create(tmp_path / "w", "the river is low", "Amina", cost=CHEAP, around=around)
    yield workspace
    close(workspace)


def recorded_by(laptop: Workspace, device: str, on: datetime) -> None:
    """Put in a fact of another laptop, as it would have arrived."""
    time = f"{int(on.timestamp() * 1000):012x}0000{device[:8]}"
    laptop.db.conn.execute(
        "INSERT INTO fact (id, record, scope, device, time, pack, body)"
        " VALUES (?, 'r', 'mission/team', ?, ?, 'p', '{}')",
        [f"{device}-{time}", device, time],
    )


def test_a_right_clock_is_believed(laptop: Workspace) -> None:
    assert newest_day(laptop) == date(2026, 11, 28)


@pytest.mark.parametrize("leave", ["a record", "a note"])
def test_a_clock_that_was_set_back_after_something_was_done_here_is_not(
    laptop: Workspace, wall: Wall, leave: str
) -> None:
    if leave == "a record":
        records.save(laptop, Change("meeting", {"title": "Well"}))
    else:
        note(laptop, Act.UNLOCKED)
    wall.now = NOON - timedelta(days=400)

    assert laptop.wall().date() < newest_day(laptop)
    assert newest_day(laptop) == NOON.astimezone().date()


def test_one_laptop_with_a_wrong_clock_ends_nothing_and_two_that_agree_are_believed(
    laptop: Workspace,
) -> None:
    later = NOON + timedelta(days=40)
    recorded_by(laptop, "a" * 16, NOON + timedelta(days=4000))
    assert newest_day(laptop) == date(2026, 11, 28)

    recorded_by(laptop, "b" * 16, later)
    assert newest_day(laptop) == later.astimezone().date()


def test_a_time_beyond_any_calendar_is_the_last_day(laptop: Workspace) -> None:
    for device in ("a" * 16, "b" * 16):
        laptop.db.conn.execute(
            "INSERT INTO fact (id, record, scope, device, time, pack, body)"
            " VALUES (?, 'r', 'mission/team', ?, ?, 'p', '{}')",
            [device, device, "f" * 16 + device[:8]],
        )
    assert newest_day(laptop) == date.max
