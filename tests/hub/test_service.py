import json
import logging

import pytest
from nacl.signing import SigningKey

from fieldapp.domain.scope import RESTRICTED, TEAM
from fieldapp.hub import storage
from fieldapp.hub.service import WINDOW_MS
from fieldapp.progress import Progress
from fieldapp.store import mission as kept
from fieldapp.store import packs, records, settings
from fieldapp.store.packs import Mark
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.sync.errors import HubRefused
from fieldapp.sync.members import signed
from fieldapp.sync.mission import card_of, found_mission, invite, request_enrolment
from fieldapp.sync.packing import pack_up
from fieldapp.sync.wire import protocol
from fieldapp.sync.wire.feed import FEEDS, MEMBERS, id_of
from fieldapp.sync.wire.protocol import Asked, Entry, Reply, Request, read_reply, write_request
from tests.hub.conftest import ENGINES, empty_database
from tests.sync.conftest import Mission
from tests.sync.world import Network, make, sync_now


@pytest.fixture(params=ENGINES)
def database(request: pytest.FixtureRequest) -> str:
    return empty_database(request)


def ask(
    mission: Mission, laptop: Workspace, introduced: bool = True, /, **changes: object
) -> Reply:
    """One request of a laptop, as it would be but for the changes."""
    fields: dict[str, object] = {
        "mission": card_of(laptop).id,
        "device": laptop.device,
        "time_ms": mission.time.now_ms,
        "feeds": {scope: Asked(()) for scope in FEEDS},
    }
    if introduced:
        statement = kept.statement_of(laptop.db, laptop.device)
        fields |= {"card": card_of(laptop).text, "member": statement}
    key = changes.pop("key", laptop.signing_key)
    request = Request(**{**fields, **changes})  # type: ignore[arg-type]
    return read_reply(mission.hub.exchange(write_request(request, key)))  # type: ignore[arg-type]


def push(scope: str, *content: bytes) -> dict[str, Asked]:
    return {scope: Asked((), content)}


def made(laptop: Workspace, scope: str) -> bytes:
    """A pack that the laptop would send."""
    change = Change("incident", {"type": "threat", "summary": "Shots", "account": "By night"})
    records.save(laptop, change)
    pack_up(laptop, Progress())
    return packs.get(laptop.db, packs.newest_of(laptop.db, scope, laptop.device)).content


def on_feed(mission: Mission, scope: str) -> list[str]:
    with storage.writing(mission.hub.engine) as shelf:
        return [entry.id for entry in storage.after(shelf, scope, 0, 1000)]


def test_a_hub_without_a_mission_takes_that_of_the_first_founder(mission: Mission) -> None:
    assert ask(mission, mission.officer).refused == "no_mission"
    assert ask(mission, mission.founder, False).refused == "no_mission"
    assert ask(mission, mission.founder).refused == ""

    with storage.writing(mission.hub.engine) as shelf:
        assert storage.mission(shelf) == card_of(mission.founder)


def test_nobody_founds_a_hub_with_another_laptops_membership(mission: Mission) -> None:
    statement = kept.statement_of(mission.founder.db, mission.founder.device)

    assert ask(mission, mission.officer, member=statement).refused == "no_mission"
    as_founder = {"member": statement, "device": mission.founder.device}
    assert ask(mission, mission.officer, **as_founder).refused == "signature"
    with storage.writing(mission.hub.engine) as shelf:
        assert storage.mission(shelf) is None


def test_a_hub_serves_one_mission(
    mission: Mission, tmp_path_factory: pytest.TempPathFactory
) -> None:
    stranger = make(tmp_path_factory.mktemp("stranger"), "Bol", 92, mission.time)
    found_mission(stranger, "Elsewhere")
    ask(mission, mission.founder)

    assert ask(mission, stranger).refused == "other_mission"
    mine = card_of(mission.founder).id
    assert ask(mission, stranger, mission=mine).refused == "not_a_member"


def test_a_member_who_never_introduced_themselves_is_not_known(mission: Mission) -> None:
    ask(mission, mission.founder)

    assert ask(mission, mission.officer, False).refused == "not_a_member"
    assert ask(mission, mission.officer).refused == ""


def test_a_membership_shown_for_another_device_counts_for_nothing(mission: Mission) -> None:
    ask(mission, mission.founder)
    statement = kept.statement_of(mission.protection.db, mission.protection.device)

    assert ask(mission, mission.officer, member=statement).refused == "not_a_member"


def test_a_request_that_its_device_did_not_sign_is_refused(mission: Mission) -> None:
    ask(mission, mission.founder)
    other = SigningKey(bytes(32))

    assert ask(mission, mission.officer, key=other).refused == "signature"


@pytest.mark.parametrize("off", [-WINDOW_MS - 1000, WINDOW_MS + 1000])
def test_a_recorded_request_is_worth_nothing_later(mission: Mission, off: int) -> None:
    ask(mission, mission.founder)
    pack = made(mission.officer, TEAM)
    early = mission.time.now_ms + off
    reply = ask(mission, mission.officer, time_ms=early, feeds=push(TEAM, pack))

    assert reply.refused == "clock"
    assert abs(reply.time_ms - mission.time.now_ms) < 1000
    assert on_feed(mission, TEAM) == []


def test_repeating_a_request_changes_nothing(mission: Mission) -> None:
    ask(mission, mission.founder)
    pack = made(mission.officer, TEAM)
    first = ask(mission, mission.officer, feeds=push(TEAM, pack))
    second = ask(mission, mission.officer, feeds=push(TEAM, pack))

    assert on_feed(mission, TEAM) == [id_of(pack)]
    assert first.feeds == second.feeds


def test_an_officer_gets_no_pack_of_the_restricted_feed_by_any_request(mission: Mission) -> None:
    ask(mission, mission.founder)
    secret = made(mission.protection, RESTRICTED)
    ask(mission, mission.protection, feeds=push(RESTRICTED, secret))

    for own in (False, True):
        for marks in ((), (Mark(1, id_of(secret)[:16]),)):
            reply = ask(mission, mission.officer, feeds={RESTRICTED: Asked(marks, own=own)})
            assert reply.feeds[RESTRICTED].entries == (Entry(id_of(secret), None),)
    for scope in (MEMBERS, TEAM):
        reply = ask(mission, mission.officer, feeds={scope: Asked((), own=True)})
        assert secret not in [entry.pack for entry in reply.feeds[scope].entries]
    assert ask(mission, mission.officer, feeds={"mission/hidden": Asked(())}).feeds == {}


def test_an_officer_carries_what_they_may_not_read_and_gets_nothing_of_it_back(
    mission: Mission,
) -> None:
    ask(mission, mission.founder)
    ask(mission, mission.protection, feeds={MEMBERS: Asked((), _statements(mission))})
    theirs, own = made(mission.protection, RESTRICTED), made(mission.officer, RESTRICTED)

    reply = ask(mission, mission.officer, feeds=push(RESTRICTED, theirs, own))

    assert reply.feeds[RESTRICTED].refused == {}
    assert on_feed(mission, RESTRICTED) == [id_of(theirs), id_of(own)]
    assert {entry.pack for entry in reply.feeds[RESTRICTED].entries} == {None}
    again = ask(mission, mission.officer, feeds={RESTRICTED: Asked((), own=True)})
    assert [entry.pack for entry in again.feeds[RESTRICTED].entries] == [None, None]


def test_a_carried_pack_counts_only_where_its_author_may_write(mission: Mission) -> None:
    ask(mission, mission.founder)
    ask(mission, mission.protection, feeds={MEMBERS: Asked((), _statements(mission))})
    theirs = made(mission.protection, RESTRICTED)
    changed = theirs[:-70] + bytes([theirs[-70] ^ 1]) + theirs[-69:]

    elsewhere = ask(mission, mission.officer, feeds=push(TEAM, theirs))
    forged = ask(mission, mission.officer, feeds=push(RESTRICTED, changed))

    assert elsewhere.feeds[TEAM].refused == {id_of(theirs): "bad_pack"}
    assert forged.feeds[RESTRICTED].refused == {id_of(changed): "bad_pack"}
    assert on_feed(mission, RESTRICTED) == on_feed(mission, TEAM) == []


def _statements(mission: Mission) -> tuple[bytes, ...]:
    return tuple(text.encode() for text in kept.statements(mission.founder.db))


def test_whoever_reads_a_feed_may_bring_what_others_wrote(mission: Mission) -> None:
    ask(mission, mission.founder)
    pack = made(mission.officer, RESTRICTED)

    early = ask(mission, mission.protection, feeds=push(RESTRICTED, pack))
    assert early.feeds[RESTRICTED].refused == {id_of(pack): "unknown_author"}
    feeds = {MEMBERS: Asked((), _statements(mission)), **push(RESTRICTED, pack)}
    late = ask(mission, mission.protection, feeds=feeds)
    assert late.feeds[RESTRICTED].refused == {}
    assert on_feed(mission, RESTRICTED) == [id_of(pack)]


def test_a_bad_pack_is_not_taken_and_blocks_no_other(mission: Mission) -> None:
    ask(mission, mission.founder)
    good = made(mission.officer, TEAM)
    forged = good[:-1] + bytes([good[-1] ^ 1])
    elsewhere = made(mission.officer, RESTRICTED)

    reply = ask(mission, mission.officer, feeds=push(TEAM, b"rubbish", forged, elsewhere, good))

    refused = {id_of(content): "bad_pack" for content in (b"rubbish", forged, elsewhere)}
    assert reply.feeds[TEAM].refused == refused
    assert on_feed(mission, TEAM) == [id_of(good)]


def test_a_membership_that_the_owner_did_not_sign_is_not_taken(mission: Mission) -> None:
    sync_now(mission.founder, mission.hub)
    reply = ask(mission, mission.officer, feeds=push(MEMBERS, b'{"fieldapp":"member","v":1}'))

    assert list(reply.feeds[MEMBERS].refused.values()) == ["bad_pack"]


def test_a_newer_membership_replaces_the_older_one_and_never_the_other_way(
    mission: Mission,
) -> None:
    first = kept.statement_of(mission.founder.db, mission.officer.device)
    invite(mission.founder, request_enrolment(mission.officer), "protection", "")
    second = kept.statement_of(mission.founder.db, mission.officer.device)
    assert first is not None
    assert second is not None
    ask(mission, mission.founder)
    secret = made(mission.protection, RESTRICTED)
    ask(mission, mission.protection, feeds=push(RESTRICTED, secret))

    ask(mission, mission.founder, feeds=push(MEMBERS, second.encode(), first.encode()))
    reply = ask(mission, mission.officer, feeds={RESTRICTED: Asked(())})

    assert reply.feeds[RESTRICTED].entries == (Entry(id_of(secret), secret),)
    assert on_feed(mission, MEMBERS) == [id_of(second.encode()), id_of(first.encode())]


def test_a_page_is_bounded_and_says_how_much_more_there_is(mission: Mission) -> None:
    ask(mission, mission.founder)
    with storage.writing(mission.hub.engine) as shelf:
        content = [bytes([n]) * 30_000 for n in range(5)]
        storage.append(shelf, TEAM, [(id_of(c), "f" * 16, c) for c in content])
        large = [bytes([n]) * 300_000 for n in range(2)]
        storage.append(shelf, RESTRICTED, [(id_of(c), "f" * 16, c) for c in large])

    reply = ask(mission, mission.protection)

    assert [entry.pack for entry in reply.feeds[RESTRICTED].entries] == large[:1]
    assert reply.feeds[TEAM].entries == ()
    assert (reply.feeds[TEAM].head.seq, reply.feeds[RESTRICTED].head.seq) == (5, 2)
    only_team = ask(mission, mission.protection, feeds={TEAM: Asked(())})
    assert [entry.pack for entry in only_team.feeds[TEAM].entries] == content[:2]


@pytest.mark.parametrize("message", [b"", b"GET / HTTP/1.1", b"fApS\0\0\0\x01x", bytes(100_000)])
def test_rubbish_is_refused(mission: Mission, message: bytes) -> None:
    assert read_reply(mission.hub.exchange(message)).refused == "bad_request"


def test_a_request_of_a_later_version_is_told_so(mission: Mission) -> None:
    message = protocol.framed({"v": 9}, []) + bytes(64)

    assert read_reply(mission.hub.exchange(message)).refused == "version"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_full_disk_is_told_to_the_laptop_which_keeps_everything(mission: Mission) -> None:
    sync_now(mission.founder, mission.hub)
    with mission.hub.engine.begin() as shelf:
        pages = shelf.exec_driver_sql("PRAGMA page_count").scalar_one()
        shelf.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    records.save_all(
        mission.founder, [Change("meeting", {"title": f"{n} " * 50}) for n in range(200)]
    )

    with pytest.raises(HubRefused, match="its disk is full"):
        sync_now(mission.founder, mission.hub)
    with mission.hub.engine.begin() as shelf:
        shelf.exec_driver_sql("PRAGMA max_page_count = 1000000")
    assert sync_now(mission.founder, mission.hub).sent == 200


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_on_a_full_disk_laptops_still_get_what_is_there(mission: Mission) -> None:
    sync_now(mission.founder, mission.hub)
    sync_now(mission.protection, mission.hub)
    records.save(mission.founder, Change("meeting", {"title": "Water"}))
    sync_now(mission.founder, mission.hub)
    with mission.hub.engine.begin() as shelf:
        # Not a byte more: even a word about who was here needs a page of its own.
        shelf.exec_driver_sql("CREATE TABLE filler (bytes)")
        shelf.exec_driver_sql(
            "CREATE TRIGGER full BEFORE UPDATE ON seen"
            " BEGIN INSERT INTO filler VALUES (zeroblob(100000)); END"
        )
        pages = shelf.exec_driver_sql("PRAGMA page_count").scalar_one()
        shelf.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    assert sync_now(mission.protection, mission.hub).received == 1


def test_the_log_of_a_hub_names_devices_and_counts_and_nothing_else(
    mission: Mission, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    sync_now(mission.founder, Network(mission.hub))
    caplog.clear()
    records.save(
        mission.officer,
        Change("incident", {"type": "threat", "summary": "CANARY", "account": "CANARY"}),
    )
    sync_now(mission.officer, Network(mission.hub, ["", "twice"]))
    mission.hub.exchange(b"CANARY")

    took = [record for record in caplog.records if record.message == "Took packs"]
    assert [(r.device, r.scope, r.packs) for r in took] == [  # type: ignore[attr-defined]
        (mission.officer.device, RESTRICTED, 1),
        (mission.officer.device, TEAM, 1),
    ]
    assert "CANARY" not in caplog.text
    assert "Refused a request: bad_request" in caplog.text


def test_a_member_who_neither_reads_nor_writes_a_feed_does_not_even_see_its_length(
    mission: Mission,
) -> None:
    ask(mission, mission.founder)
    statement = kept.statement_of(mission.founder.db, mission.officer.device)
    owner = SigningKey(bytes.fromhex(settings.read(mission.founder.db, "owner_key")))
    plain = {**json.loads(statement or ""), "writes": [TEAM], "number": 99}
    content = {n: v for n, v in plain.items() if n not in ("fieldapp", "v", "signature")}

    reply = ask(mission, mission.officer, member=signed.write("member", content, owner))

    assert set(reply.feeds) == {MEMBERS, TEAM}
