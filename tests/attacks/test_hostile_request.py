"""Somebody who reaches the hub over real HTTP with a laptop of the mission, or with none."""

import http.client
import json
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from fieldapp.domain.scope import CONDUCT, RESTRICTED, TEAM
from fieldapp.hub.serve import running
from fieldapp.store import mission as kept
from fieldapp.store import photos, records
from fieldapp.store.records import Change
from fieldapp.sync.mission import card_of
from fieldapp.sync.wire.protocol import MAGIC, Reply, read_reply
from fieldapp.sync.wire.transport import HttpHub
from tests.pictures import a_photograph
from tests.sync.conftest import Mission
from tests.sync.world import sync_now

HALF = "\ud800"
NOTHING_SHOWN: dict[str, Any] = {"marks": [], "sizes": [], "own": False}
Ask = Callable[..., Reply]


@pytest.fixture
def ask(mission: Mission, tmp_path: Path) -> Iterator[Ask]:
    """Post a request of the officer with these parts in its head, signed as theirs; a hub on which
    the protection officer has confided an incident with a photograph."""
    with running(tmp_path / "real") as url:
        hub = HttpHub(url)
        answers = {"type": "threat", "happened_on": "2026-11-01", "account": "By night"}
        incident = records.save(mission.protection, Change("incident", answers))
        photos.add(mission.protection, "incident", incident, a_photograph(size=(80, 60)), "x.jpg")
        for laptop in (mission.founder, mission.protection, mission.officer):
            sync_now(laptop, hub)
        hub.close()
        officer = mission.officer
        head = {
            "v": 1, "mission": card_of(officer).id, "device": officer.device, "feeds": {},
            "card": card_of(officer).text, "member": kept.statement_of(officer.db, officer.device),
        }  # fmt: skip

        def post(**more: Any) -> Reply:
            plain = more.pop("plain", None)
            whole = {**head, "time": time.time_ns() // 1_000_000, **more}
            packed = zlib.compress(plain or json.dumps(whole).encode())
            message = MAGIC + len(packed).to_bytes(4, "big") + packed
            message += officer.signing_key.sign(b"fieldapp request 1\n" + message).signature
            line = http.client.HTTPConnection(url.removeprefix("http://"), timeout=20)
            line.request("POST", "/sync", message)
            answer = line.getresponse()
            body = answer.read()
            line.close()
            assert answer.status == 200, body
            return read_reply(body)

        yield post


def test_half_characters_and_deep_or_endless_heads_are_bad_requests_and_no_fault_of_the_hub(
    ask: Ask,
) -> None:
    for name in ("card", "member", "by"):
        assert ask(**{name: HALF}).refused == "bad_request"
    for plain in (b"[" * 300_000, b'{"v":' * 100_000, b'{"v": 1' + b"0" * 5000 + b"}", b"NaN"):
        assert ask(plain=plain).refused == "bad_request"
    assert ask().refused == ""


def test_guessing_scopes_gives_no_pack(ask: Ask) -> None:
    guessed = (RESTRICTED, CONDUCT, "mission/secret", f"mission/{HALF}", "", "mission/team/../x")
    for scope in guessed:
        reply = ask(feeds={scope: {**NOTHING_SHOWN, "own": True}, TEAM: NOTHING_SHOWN})

        of_guess = reply.feeds[scope].entries if scope in reply.feeds else ()
        assert not any(entry.pack for entry in of_guess)
        assert any(entry.pack for entry in reply.feeds[TEAM].entries)


def test_whoever_knows_the_name_of_a_chunk_in_confidence_gets_nothing_for_it(
    ask: Ask, mission: Mission
) -> None:
    known = sorted(mission.protection.chunks.ids())
    assert known
    for scope in (RESTRICTED, TEAM, "mission/secret"):
        wanted = {scope: {"mark": None, "have": [], "want": known}}
        reply = ask(v=2, ask="chunks", shelves=wanted)
        assert not any(page.chunks for page in reply.shelves.values())
