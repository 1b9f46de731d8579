"""No piece of a picture in confidence is in anything that somebody else holds, and what is sealed
to others stays so on the way to them."""

import logging
import shutil
from pathlib import Path

import pytest

from fieldapp.logs import log_to, stop_logging
from fieldapp.store import photos, records, workspace
from fieldapp.store.photos import State
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from tests.pictures import a_photograph
from tests.sync.conftest import Mission
from tests.sync.test_canary import files, inflated, opened
from tests.sync.world import Network, open_laptop, sync_now

PICTURE = a_photograph(size=(600, 400), noisy=True)


def of_incident(laptop: Workspace) -> str:
    answers = {"happened_on": "2026-11-01", "type": "threat", "summary": "Shots"}
    incident = records.save(laptop, Change("incident", answers))
    return photos.add(laptop, "incident", incident, PICTURE, "roof.jpg")


def pieces_of(laptop: Workspace, photo: str) -> list[bytes]:
    """Pieces of both pictures, and the key that opens them."""
    key = str(records.load(laptop, "photo", photo).values["key"])
    both = (photos.open_photo(laptop, photo), photos.open_photo(laptop, photo, small=True))
    cut = [content[at : at + 24] for content in both for at in range(700, len(content) - 24, 997)]
    return [*cut, key.encode(), bytes.fromhex(key)]


def chunks_opened(laptop: Workspace, target: Path) -> bytes:
    """The laptop's file of chunks without its encryption."""
    conn = laptop.chunks.db.conn
    conn.execute(f"ATTACH DATABASE '{target}' AS plain KEY ''")
    conn.execute("SELECT sqlcipher_export('plain')").fetchall()
    conn.execute("DETACH DATABASE plain")
    bodies = [bytes(row[0]) for row in conn.execute("SELECT bytes FROM chunk ORDER BY small, n")]
    return target.read_bytes() + b"".join(bodies)


@pytest.mark.parametrize("author", ["protection", "officer"])
def test_who_may_not_see_it_holds_no_piece_of_a_picture(
    mission: Mission, tmp_path: Path, author: str
) -> None:
    handler = log_to(tmp_path / "logs")
    logging.getLogger("fieldapp").setLevel(logging.DEBUG)
    network = Network(mission.hub)
    sync_now(mission.founder, network)
    photo = of_incident(getattr(mission, author))
    for _ in range(2):
        for laptop in (mission.founder, mission.protection, mission.officer):
            sync_now(laptop, network)
    stop_logging(handler)
    mission.hub.copy_to(tmp_path / "hub copy")

    pieces = pieces_of(mission.protection, photo)
    held = {
        "wire": b"".join(inflated(message) for message in network.passed),
        "hub": files(tmp_path / "hub copy"),
        "logs": files(tmp_path / "logs"),
        "disk": files(mission.protection.folder) + files(mission.officer.folder),
        "records": opened(mission.officer, tmp_path / "records.db"),
        "chunks": chunks_opened(mission.officer, tmp_path / "chunks.db"),
    }
    assert len(pieces) > 30
    assert {name: sum(piece in content for piece in pieces) for name, content in held.items()} == (
        dict.fromkeys(held, 0)
    )
    for content in held.values():
        assert b"CANARY" not in content
    known = opened(mission.protection, tmp_path / "protection.db")
    assert pieces[-2] in known  # the search would find what is there


def test_an_officer_keeps_what_they_cannot_see_until_the_hub_has_it(mission: Mission) -> None:
    sync_now(mission.founder, mission.hub)
    photo = of_incident(mission.officer)
    assert {chunk.photo for chunk in mission.officer.chunks.waiting()} == {photo}

    sync_now(mission.officer, mission.hub)
    account = sync_now(mission.protection, mission.hub)

    assert mission.officer.chunks.waiting() == []
    assert account.photos_received == 1
    assert photos.state_of(mission.protection, photo) is State.WHOLE


def test_the_record_may_come_first_and_its_picture_later(mission: Mission) -> None:
    sync_now(mission.founder, mission.hub)
    meeting = records.save(
        mission.officer, Change("meeting", {"title": "Well", "held_on": "2026-11-01"})
    )
    photo = photos.add(mission.officer, "meeting", meeting, PICTURE, "roof.jpg")
    kept = mission.officer.chunks.all()
    mission.officer.chunks.db.conn.execute("ALTER TABLE chunk RENAME TO later")
    mission.officer.chunks.db.conn.execute("CREATE TABLE chunk AS SELECT * FROM later WHERE 0")
    sync_now(mission.officer, mission.hub)

    first = sync_now(mission.founder, mission.hub)
    assert photos.state_of(mission.founder, photo) is State.MISSING
    assert (first.photos_missing, first.photos_received) == (1, 0)

    mission.officer.chunks.db.conn.execute("DROP TABLE chunk")
    mission.officer.chunks.db.conn.execute("ALTER TABLE later RENAME TO chunk")
    sync_now(mission.officer, mission.hub)
    again = sync_now(mission.founder, mission.hub)

    assert len(kept) > 1
    assert (again.photos_missing, again.photos_received) == (0, 1)
    assert photos.open_photo(mission.founder, photo)


def test_a_laptop_restored_from_a_backup_gets_its_photographs_again(
    mission: Mission, tmp_path: Path
) -> None:
    sync_now(mission.founder, mission.hub)
    backup = tmp_path / "backup"
    shutil.copytree(mission.officer.folder, backup)
    meeting = records.save(
        mission.officer, Change("meeting", {"title": "Well", "held_on": "2026-11-01"})
    )
    photo = photos.add(mission.officer, "meeting", meeting, PICTURE, "roof.jpg")
    sync_now(mission.officer, mission.hub)

    restored = open_laptop(backup, mission.time, 99)
    for _ in range(2):
        account = sync_now(restored, mission.hub)

    assert account.photos_missing == 0
    assert photos.open_photo(restored, photo) == photos.open_photo(mission.officer, photo)
    workspace.close(restored)
