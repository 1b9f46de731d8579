"""Somebody puts back what was true once: an old parcel, an old workspace, another's key file."""

import shutil
from pathlib import Path

import pytest

from fieldapp.errors import UserError
from fieldapp.progress import Progress
from fieldapp.store import packs, records, workspace
from fieldapp.store.records import Change
from fieldapp.store.recovery import change_passphrase
from fieldapp.sync.members.leaving import revoke
from fieldapp.sync.mission import members
from fieldapp.sync.parcels.stick import read_parcels, write_parcel
from fieldapp.sync.wire import protocol
from fieldapp.sync.wire.protocol import read_reply, write_reply
from tests.sync.conftest import Mission
from tests.sync.world import CHEAP, PASSPHRASE, Network, open_laptop, rows, sync_now


def all_met(mission: Mission) -> None:
    for _ in range(2):
        for laptop in (mission.founder, mission.protection, mission.officer):
            sync_now(laptop, mission.hub)


def test_a_parcel_of_before_somebody_left_brings_nobody_back(
    mission: Mission, tmp_path: Path
) -> None:
    all_met(mission)
    (tmp_path / "stick").mkdir()
    old = write_parcel(mission.officer, tmp_path / "stick", Progress())
    revoke(mission.founder, mission.officer.device, "lost")
    sync_now(mission.founder, mission.hub)
    sync_now(mission.protection, mission.hub)

    read_parcels(mission.protection, [old.file], Progress(), let_through=True)

    left = {each.device: each.left for each in members(mission.protection)}
    assert left[mission.officer.device]


def test_a_workspace_that_was_put_back_reads_on_and_gets_no_word_for_a_second_time(
    mission: Mission, tmp_path: Path
) -> None:
    """Whoever copied a folder and knows its passphrase has what it held then, and nothing newer."""
    all_met(mission)
    records.save(mission.protection, Change("meeting", {"title": "Well"}))
    sync_now(mission.protection, mission.hub)
    workspace.close(mission.protection)
    folder = mission.protection.folder
    shutil.copytree(folder, tmp_path / "old")
    back = open_laptop(folder, mission.time, 11)
    records.save(back, Change("meeting", {"title": "Roof"}))
    sync_now(back, mission.hub)
    before = rows(back)
    workspace.close(back)
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "old", folder)

    again = open_laptop(folder, mission.time, 12)
    account = sync_now(again, mission.hub)

    assert (account.received, account.quarantined) == (1, 0)
    assert rows(again) == before
    workspace.close(again)


def test_the_key_file_of_another_laptop_opens_nothing_and_damages_nothing(
    mission: Mission, tmp_path: Path
) -> None:
    workspace.close(mission.protection)
    folder = mission.protection.folder
    own = (folder / "key.json").read_bytes()
    shutil.copy(mission.officer.folder / "key.json", folder / "key.json")

    with pytest.raises(UserError):
        workspace.unlock(folder, PASSPHRASE)

    (folder / "key.json").write_bytes(own)
    open_laptop(folder, mission.time)


def test_a_hub_that_speaks_only_the_first_wire_gets_no_less_sealed_packs(
    mission: Mission,
) -> None:
    """Versions change the frame around packs; there is no older way to seal one to go back to."""
    all_met(mission)

    class First:
        name = "hub.example.org"

        def exchange(self, request: bytes) -> bytes:
            head, _body = protocol.opened(request, (1, 2))
            if head["v"] != 1:
                return write_reply(protocol.Reply(mission.time(), refused="version"))
            return write_reply(read_reply(mission.hub.exchange(request)))

    network = Network(First())
    word = "Zqvx said to the team"
    records.save(mission.protection, Change("meeting", {"title": word}))
    sync_now(mission.protection, network)
    sync_now(mission.officer, network)

    assert word.encode() not in b"".join(network.passed)
    assert not packs.aside(mission.officer.db)
    assert word in repr(rows(mission.officer))


def test_an_old_key_file_opens_with_the_old_passphrase_and_with_no_other(
    mission: Mission,
) -> None:
    """A limit that is told: a passphrase wraps the file's key, and changing one leaves that key."""
    laptop = mission.protection
    old = (laptop.folder / "key.json").read_bytes()
    newer = "four grey herons fish at dawn"
    change_passphrase(laptop, PASSPHRASE, newer, cost=CHEAP)
    workspace.close(laptop)
    with pytest.raises(UserError):
        workspace.unlock(laptop.folder, PASSPHRASE)

    (laptop.folder / "key.json").write_bytes(old)

    with pytest.raises(UserError):
        workspace.unlock(laptop.folder, newer)
    open_laptop(laptop.folder, mission.time)
