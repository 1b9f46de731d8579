"""A laptop that was copied, and both go on: nothing is lost, and both are told."""

import shutil
from pathlib import Path

from tests.faults.conftest import Field, all_agree, put, sync
from tests.faults.processes import Command, HubProcess

TOLD = "made under this laptop’s own keys"


def synced(folder: Path, url: str) -> str:
    running = Command(folder, "sync", "--hub", url)
    assert running.ended() == 0, running.said
    return running.said


def test_two_laptops_with_one_identity_lose_nothing_and_are_told(
    field: Field, hub: HubProcess, tmp_path: Path
) -> None:
    sync(field.founder, hub.url)
    saved = set(put(field.officer, "before"))
    assert TOLD not in synced(field.officer, hub.url)
    double = tmp_path / "double"
    shutil.copytree(field.officer, double)
    saved |= {*put(field.officer, "one"), *put(double, "other")}

    first = synced(field.officer, hub.url)
    second, again = synced(double, hub.url), synced(field.officer, hub.url)
    sync(field.founder, hub.url)

    assert TOLD not in first
    assert TOLD in second
    assert TOLD in again
    assert TOLD not in synced(double, hub.url)
    for laptop in (field.officer, double):
        all_agree(Field(field.founder, laptop), saved)


def test_a_laptop_that_was_set_back_gets_its_own_again_without_alarm(
    field: Field, hub: HubProcess, tmp_path: Path
) -> None:
    sync(field.founder, hub.url)
    sync(field.officer, hub.url)
    shutil.copytree(field.officer, tmp_path / "backup")
    saved = set(put(field.officer, "after the backup"))
    sync(field.officer, hub.url)
    shutil.rmtree(field.officer)
    shutil.copytree(tmp_path / "backup", field.officer)

    assert TOLD not in synced(field.officer, hub.url)

    sync(field.founder, hub.url)
    all_agree(field, saved)
