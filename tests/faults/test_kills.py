"""Real processes of laptop and hub are killed at any moment: nothing acknowledged is lost."""

import random
import shutil
import time
from pathlib import Path

from fieldapp.progress import Progress
from fieldapp.store.doctor import examine
from fieldapp.store.migrations import MAJOR, MINOR
from fieldapp.store.records import load
from tests.cli.conftest import POSIX, looking_into
from tests.faults.conftest import Field, all_agree, put, sync
from tests.faults.processes import Command, HubProcess

KILLS = 30
OLD = Path(__file__).parents[1] / "files" / "workspace_0_1_0"

pytestmark = POSIX


def test_a_laptop_killed_while_it_pushes_and_pulls_loses_nothing(
    field: Field, hub: HubProcess
) -> None:
    chance = random.Random(3)
    saved: set[str] = set()
    cut_short = 0
    sync(field.founder, hub.url)
    for n in range(KILLS):
        one, other = (field.founder, field.officer) if n % 2 else (field.officer, field.founder)
        saved |= {*put(one, f"{n} a", f"{n} b"), *put(other, f"{n} c")}
        began = time.monotonic()
        sync(other, hub.url)
        usual = time.monotonic() - began
        running = Command(one, "sync", "--hub", hub.url)
        cut_short += running.killed_after(chance.uniform(0.1, 1) * usual)

    for folder in (field.founder, field.officer, field.founder):
        sync(folder, hub.url)

    assert cut_short > KILLS / 3
    assert len(saved) == 3 * KILLS
    all_agree(field, saved)


def test_a_hub_killed_at_any_moment_goes_on_with_all_that_it_took(
    field: Field, hub: HubProcess
) -> None:
    chance = random.Random(4)
    saved: set[str] = set()
    told = []
    sync(field.founder, hub.url)
    for n in range(KILLS // 2):
        folder = field.founder if n % 2 else field.officer
        saved |= set(put(folder, f"{n} a", f"{n} b"))
        running = Command(folder, "sync", "--hub", hub.url)
        running.process.join(chance.uniform(0.02, 0.2))
        hub.kill()
        if running.ended():
            told.append(running.said)
        hub.start()

    for folder in (field.founder, field.officer, field.founder):
        sync(folder, hub.url)

    assert told
    assert all("did not answer" in said or "broke off" in said for said in told)
    assert not any("our fault" in said for said in told)
    all_agree(field, saved)
    hub.kill()
    status = Command(hub.data, "hub", "status", "--data", hub.data)
    assert status.ended() == 0, status.said


def test_a_workspace_killed_while_it_is_brought_up_to_date_is_old_or_new_and_whole(
    tmp_path: Path,
) -> None:
    chance = random.Random(5)
    cut_short = 0
    for n in range(KILLS // 2):
        folder = tmp_path / str(n)
        shutil.copytree(OLD, folder)
        cut_short += Command(folder, "list", "meeting").killed_after(chance.uniform(0.01, 0.15))

        with looking_into(folder) as opened:
            number = opened.db.conn.execute("PRAGMA user_version").fetchone()[0]
            assert number == MAJOR * 1000 + MINOR
            assert load(opened, "meeting", "meeting").values["title"] == "Well and roof"
            assert load(opened, "incident", "incident").values["account"] == "told in confidence"
            assert [finding for finding in examine(opened, Progress()) if not finding.ok] == []
    assert cut_short > 2
