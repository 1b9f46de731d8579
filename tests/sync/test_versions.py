"""An older laptop keeps what it does not know, carries it on, and shows it once it is updated."""

import json
from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest

from fieldapp.domain.fieldtypes import Text
from fieldapp.domain.kinds import KINDS, kind_named
from fieldapp.domain.schema import Field, Level
from fieldapp.domain.scope import TEAM
from fieldapp.hub import storage
from fieldapp.store import doctor, journal, packs, records
from fieldapp.store.packs import Mark
from fieldapp.store.records import Change, Wanted
from fieldapp.store.workspace import Workspace
from fieldapp.sync.members import signed
from fieldapp.sync.mission import card_of
from fieldapp.sync.wire import pack as packing
from fieldapp.sync.wire.feed import MEMBERS, id_of
from fieldapp.sync.wire.protocol import Entry, Page, read_reply, write_reply
from tests.sync.conftest import Mission
from tests.sync.world import HubOnDisk, sync_now


def shelve(hub: HubOnDisk, scope: str, content: bytes, device: str) -> str:
    with storage.writing(hub.engine) as shelf:
        storage.append(shelf, scope, [(id_of(content), device, content)])
    return id_of(content)


def on_shelf(hub: HubOnDisk, scope: str) -> list[bytes]:
    with storage.writing(hub.engine) as shelf:
        return storage.everything(shelf, scope)


@pytest.fixture
def newer(mission: Mission) -> list[dict[str, Any]]:
    """Facts of a version to come: a kind, a field, and words in a fact that nobody knows yet."""
    sync_now(mission.founder, mission.hub)
    records.save(mission.officer, Change("meeting", {"title": "Water"}))
    line = mission.officer.db.conn.execute("SELECT body FROM fact").fetchone()[0]
    plain = json.loads(line)
    return [
        {**plain, "id": "1" * 32, "record": "r1", "kind": "ferry",
         "values": {"name": "Kelda ferry"}, "base": {"name": []}},
        {**plain, "id": "2" * 32, "record": "r2",
         "values": {"title": "Road", "mood": "calm"}, "base": {"title": [], "mood": []},
         "why": {"rule": "newest"}, "app": "0.9.0"},
    ]  # fmt: skip


@pytest.fixture
def carried(mission: Mission, newer: list[dict[str, Any]]) -> bytes:
    """The pack of those facts, received by the protection officer's laptop, of this version."""
    lines = [json.dumps(plain, ensure_ascii=True, indent=None) for plain in newer]
    key = card_of(mission.officer).keys[TEAM, 1]
    officer = mission.officer
    pack = packing.make(lines, TEAM, 1, key, "", officer.signing_key, officer.device)
    shelve(mission.hub, TEAM, pack, officer.device)
    account = sync_now(mission.protection, mission.hub)
    assert (account.quarantined, account.received) == (0, 2)
    return pack


@pytest.fixture
def updated(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The version to come: it declares the kind and the field."""
    meeting = kind_named("meeting")
    mood = Field(name="mood", type=Text(), label="Mood", level=Level.TEAM)
    name = Field(name="name", type=Text(), label="Name", level=Level.TEAM)
    ferry = replace(kind_named("place"), name="ferry", fields=(name,), checks=(), title="name")
    newer = {
        **KINDS,
        "meeting": replace(meeting, fields=(*meeting.fields, mood)),
        "ferry": ferry,
    }
    for module in ("kinds", "disclosure"):
        monkeypatch.setattr(f"fieldapp.domain.{module}.KINDS", MappingProxyType(newer))
    monkeypatch.setattr(journal, "KINDS", MappingProxyType(newer))
    yield
    monkeypatch.undo()


def lines_of(laptop: Workspace, record: str) -> list[str]:
    query = "SELECT body FROM fact WHERE record = ? ORDER BY n"
    return [row[0] for row in laptop.db.conn.execute(query, [record])]


def test_what_this_version_does_not_know_is_kept_to_the_letter(
    mission: Mission, newer: list[dict[str, Any]], carried: bytes
) -> None:
    records.save(mission.protection, Change("meeting", {"title": "Road to Kelda"}, "r2"))
    doctor.rebuild(mission.protection)

    assert lines_of(mission.protection, "r1") == [json.dumps(newer[0])]
    assert lines_of(mission.protection, "r2")[0] == json.dumps(newer[1])
    shown = records.load(mission.protection, "meeting", "r2")
    assert shown.values["title"] == "Road to Kelda"
    assert shown.values["mood"] == "calm"  # kept in the record, disclosed to nobody


def test_what_this_version_does_not_know_travels_on_byte_for_byte(
    mission: Mission, carried: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    doctor.rebuild(mission.protection)
    other = HubOnDisk(tmp_path_factory.mktemp("other"), mission.time)
    sync_now(mission.founder, other)  # knows nothing of the pack

    sync_now(mission.protection, other)

    assert carried in on_shelf(other, TEAM)
    assert sync_now(mission.founder, other).received == 2
    other.close()


@pytest.mark.usefixtures("carried")
def test_an_update_shows_what_had_been_kept_unseen(
    mission: Mission, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue("updated")
    doctor.rebuild(mission.protection)

    [ferry] = records.query(mission.protection, Wanted("ferry"))
    assert ferry.values == {"name": "Kelda ferry"}
    assert records.count(mission.protection, Wanted("meeting", where={"mood": "calm"})) == 1


def test_a_document_of_unknown_purpose_is_kept_aside_and_holds_up_nothing(
    mission: Mission,
) -> None:
    sync_now(mission.founder, mission.hub)
    letter = signed.write("weather", {"rain": "long"}, mission.founder.signing_key).encode()
    pack = shelve(mission.hub, MEMBERS, letter, mission.founder.device)
    records.save(mission.founder, Change("meeting", {"title": "Water"}))
    sync_now(mission.founder, mission.hub)

    account = sync_now(mission.protection, mission.hub)

    assert (account.received, account.quarantined) == (1, 1)
    assert packs.get(mission.protection.db, pack).content == letter


class NewerHub:
    """A hub that speaks of a scope for a level that this version does not know."""

    name = "hub.example.org"

    def __init__(self, hub: HubOnDisk) -> None:
        self._hub = hub

    def exchange(self, request: bytes) -> bytes:
        reply = read_reply(self._hub.exchange(request))
        unknown = Page(0, (Entry("e" * 32, b"sealed to mediators"),), Mark(1, "f" * 32))
        return write_reply(replace(reply, feeds={**reply.feeds, "mission/mediation": unknown}))


def test_a_scope_of_a_level_to_come_is_passed_over(mission: Mission) -> None:
    sync_now(mission.founder, mission.hub)
    records.save(mission.founder, Change("meeting", {"title": "Water"}))
    sync_now(mission.founder, mission.hub)

    account = sync_now(mission.protection, NewerHub(mission.hub))

    assert (account.received, account.quarantined) == (1, 0)
    assert not packs.has(mission.protection.db, "e" * 32)
