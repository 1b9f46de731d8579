"""Strings of a restricted field are in no byte of anything that somebody else holds."""

import base64
import logging
import zlib
from pathlib import Path

import pytest

from fieldapp.logs import log_to, stop_logging
from fieldapp.store import packs, records
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.sync.wire import protocol
from tests.sync.conftest import Mission
from tests.sync.world import Network, sync_now

CANARY = "Nyakuoth-7391"
FORMS = [
    form
    for text in (CANARY, CANARY.lower(), CANARY.split("-")[0].lower())
    for form in (
        text.encode(),
        text.encode("utf-16-le"),
        base64.b64encode(text.encode())[:-2],
        text.encode().hex().encode(),
    )
]


def found_in(content: bytes) -> bool:
    return any(form in content for form in FORMS)


def files(folder: Path) -> bytes:
    """Every byte of every file below a folder."""
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def opened(laptop: Workspace, target: Path) -> bytes:
    """The laptop's file without its encryption, as whoever knows its passphrase sees it."""
    laptop.db.conn.execute(f"ATTACH DATABASE '{target}' AS plain KEY ''")
    laptop.db.conn.execute("SELECT sqlcipher_export('plain')").fetchall()
    laptop.db.conn.execute("DETACH DATABASE plain")
    bodies = laptop.db.conn.execute("SELECT body FROM record").fetchall()
    kept = [
        packs.get(laptop.db, row[0]).content
        for row in laptop.db.conn.execute("SELECT id FROM pack")
    ]
    return target.read_bytes() + repr(bodies).encode() + b"".join(kept)


def inflated(message: bytes) -> bytes:
    """A message with its head readable."""
    end = 8 + int.from_bytes(message[4:8], "big")
    return message + zlib.decompress(message[8:end])


def confide(laptop: Workspace) -> None:
    records.save(
        laptop,
        Change("incident", {"type": "threat", "summary": "Shots", "account": f"{CANARY} fled"}),
    )
    records.save(
        laptop,
        Change("feedback", {"received_on": "2026-11-20", "level": 7, "summary": f"About {CANARY}"}),
    )
    record = records.save(
        laptop, Change("incident", {"type": "threat", "summary": "Later", "sources": CANARY})
    )
    records.save(laptop, Change("incident", {"sources": f"{CANARY}, again"}, record))


@pytest.mark.parametrize("author", ["founder", "protection", "officer"])
def test_who_may_not_read_it_holds_no_byte_of_it(
    mission: Mission, tmp_path: Path, author: str
) -> None:
    handler = log_to(tmp_path / "logs")
    logging.getLogger("fieldapp").setLevel(logging.DEBUG)
    network = Network(mission.hub)
    sync_now(mission.founder, network)
    confide(getattr(mission, author))
    for _ in range(2):
        for laptop in (mission.founder, mission.protection, mission.officer):
            sync_now(laptop, network)
    stop_logging(handler)
    mission.hub.copy_to(tmp_path / "hub copy")

    wire = b"".join(inflated(message) for message in network.passed)
    assert len(wire) > 5_000
    assert not found_in(wire)
    assert not found_in(files(tmp_path / "hub copy"))
    assert not found_in(files(mission.officer.folder))
    assert not found_in(files(tmp_path / "logs"))
    assert b"Shots" in opened(mission.officer, tmp_path / "officer.db")
    assert not found_in(opened(mission.officer, tmp_path / "officer-again.db"))
    assert found_in(opened(mission.protection, tmp_path / "protection.db"))
    assert not found_in(files(mission.protection.folder))


def test_the_search_for_the_canary_would_find_it(tmp_path: Path) -> None:
    for form in (CANARY.encode(), f"x{CANARY.lower()}y".encode(), CANARY.encode("utf-16-le")):
        (tmp_path / "file").write_bytes(b"a" + form)
        assert found_in(files(tmp_path))
    assert found_in(inflated(protocol.framed({"v": 1, "time": 1, "refused": CANARY}, [])))
