from dataclasses import replace

import pytest
from nacl.signing import SigningKey

from fieldapp.domain.fact import Fact
from fieldapp.domain.scope import RESTRICTED, TEAM
from fieldapp.hub import storage
from fieldapp.progress import Progress
from fieldapp.store import packs, records
from fieldapp.store.records import Change, Wanted
from fieldapp.store.workspace import Workspace
from fieldapp.sync.errors import ManyWouldVanish
from fieldapp.sync.members.membership import Asking, read_card, write_member
from fieldapp.sync.mission import card_of
from fieldapp.sync.packing import pack_up
from fieldapp.sync.round import sync
from fieldapp.sync.wire import pack as packing
from fieldapp.sync.wire.feed import MEMBERS, id_of
from tests.sync.conftest import Mission
from tests.sync.world import HubOnDisk, facts, rows, sync_now


def shelve(hub: HubOnDisk, scope: str, content: bytes, device: str = "f" * 16) -> str:
    """Put anything on a feed, as only a hub's own administrator could."""
    with storage.writing(hub.engine) as shelf:
        storage.append(shelf, scope, [(id_of(content), device, content)])
    return id_of(content)


def make_pack(laptop: Workspace, lines: list[str]) -> bytes:
    card = card_of(laptop)
    return packing.make(lines, TEAM, 1, card.keys[TEAM, 1], "", laptop.signing_key, laptop.device)


def set_aside(laptop: Workspace) -> dict[str, str]:
    return packs.aside(laptop.db)


def test_a_bad_pack_is_set_aside_with_its_reason_and_blocks_nothing(mission: Mission) -> None:
    sync_now(mission.founder, mission.hub)
    bad = [
        shelve(mission.hub, TEAM, b"no pack at all"),
        shelve(mission.hub, TEAM, make_pack(mission.officer, ["no fact"])),
    ]
    records.save(mission.founder, Change("meeting", {"title": "Water"}))
    sync_now(mission.founder, mission.hub)

    account = sync_now(mission.protection, mission.hub)

    assert (account.received, account.quarantined) == (1, 2)
    assert set_aside(mission.protection) == {
        bad[0]: "it is no pack",
        bad[1]: "an entry in it cannot be read",
    }
    assert sync_now(mission.protection, mission.hub).quarantined == 2


def test_a_pack_of_somebody_unknown_is_used_as_soon_as_they_are_known(mission: Mission) -> None:
    sync_now(mission.founder, mission.hub)
    owner = SigningKey(bytes.fromhex(_setting(mission.founder, "owner_key")))
    records.save(mission.officer, Change("meeting", {"title": "Water"}))
    newcomer = SigningKey(bytes(range(32)))
    card = card_of(mission.founder)
    asking = Asking("Achol", bytes(newcomer.verify_key), bytes(32))
    statement = write_member(card, asking, "officer", 9, "2026-11-22", owner)
    line = _line(mission.officer).replace(mission.officer.device, statement.device)
    content = packing.make([line], TEAM, 1, card.keys[TEAM, 1], "", newcomer, statement.device)
    pack = shelve(mission.hub, TEAM, content)
    before = sync_now(mission.protection, mission.hub)

    shelve(mission.hub, MEMBERS, statement.text.encode())
    after = sync_now(mission.protection, mission.hub)

    assert (before.received, before.quarantined) == (0, 1)
    assert (after.received, after.quarantined) == (1, 0)
    assert facts(mission.protection, TEAM) == facts(mission.officer, TEAM)
    assert packs.has(mission.protection.db, pack)


def _setting(laptop: Workspace, name: str) -> str:
    query = "SELECT value FROM setting WHERE name = ?"
    return str(laptop.db.conn.execute(query, [name]).fetchone()[0])


def _line(laptop: Workspace) -> str:
    return str(
        laptop.db.conn.execute("SELECT body FROM fact WHERE scope = ?", [TEAM]).fetchone()[0]
    )


def test_a_membership_that_the_owner_did_not_sign_is_set_aside(mission: Mission) -> None:
    sync_now(mission.founder, mission.hub)
    stranger = SigningKey(bytes(32))
    asking = Asking("Nobody", bytes(stranger.verify_key), bytes(32))
    card = card_of(mission.founder)
    shelve(mission.hub, MEMBERS, write_member_text(card.text, asking, stranger))

    account = sync_now(mission.protection, mission.hub)

    assert account.quarantined == 1
    assert "signature" in next(iter(set_aside(mission.protection).values()))


def write_member_text(card_text: str, asking: Asking, key: SigningKey) -> bytes:
    forged = replace(read_card(card_text), owner=bytes(key.verify_key))
    return write_member(forged, asking, "protection", 9, "2026-11-22", key).text.encode()


def test_rubbish_sealed_by_an_officer_keeps_nobody_from_reading_the_rest(mission: Mission) -> None:
    sync_now(mission.founder, mission.hub)
    record = records.save(
        mission.officer, Change("incident", {"type": "threat", "summary": "Shots", "account": "x"})
    )
    query = "SELECT body FROM fact WHERE scope = ?"
    body = str(mission.officer.db.conn.execute(query, [RESTRICTED]).fetchone()[0])
    broken = body[: body.index('"sealed":"') + 10] + "AAAA" + body[body.index('","time"') :]
    mission.officer.db.conn.execute(
        "UPDATE fact SET body = ? WHERE scope = ?", [broken, RESTRICTED]
    )
    sync_now(mission.officer, mission.hub)

    account = sync_now(mission.protection, mission.hub)

    assert account.quarantined == 0
    shown = records.load(mission.protection, "incident", record).values
    assert shown == {"type": "threat", "summary": "Shots"}


def test_a_pack_that_a_hub_left_out_from_the_beginning_is_missed(
    mission: Mission, tmp_path_factory: pytest.TempPathFactory
) -> None:
    for title in ("one", "two", "three"):
        records.save(mission.officer, Change("meeting", {"title": title}))
        pack_up(mission.officer, Progress())
    kept = [pack for pack, _size in packs.without_place(mission.officer.db, TEAM)]
    honest, other = mission.hub, HubOnDisk(tmp_path_factory.mktemp("other"), mission.time)
    for hub in (honest, other):
        sync_now(mission.founder, hub)
        for pack in kept if hub is honest else [kept[0], kept[2]]:
            shelve(hub, TEAM, packs.get(mission.officer.db, pack).content, mission.officer.device)

    assert sync_now(mission.protection, other).missing == 1
    assert sync_now(mission.founder, honest).missing == 0
    other.close()


def many(mission: Mission, count: int) -> list[str]:
    """Meetings that everybody has."""
    sync_now(mission.founder, mission.hub)
    changes = [Change("meeting", {"title": f"Meeting {n}"}) for n in range(count)]
    ids = records.save_all(mission.founder, changes)
    sync_now(mission.founder, mission.hub)
    sync_now(mission.protection, mission.hub)
    return ids


def take_out(laptop: Workspace, ids: list[str]) -> None:
    for record in ids:
        records.delete(laptop, "meeting", record, "entered twice")


def count(laptop: Workspace) -> int:
    return records.count(laptop, Wanted("meeting"))


@pytest.mark.parametrize(("there", "out"), [(30, 5), (600, 51)])
def test_a_sync_that_would_hide_many_records_waits_for_a_person(
    mission: Mission, there: int, out: int
) -> None:
    """D55, the brake."""
    ids = many(mission, there)
    take_out(mission.founder, ids[:out])
    sync(mission.founder, mission.hub, Progress())
    before = rows(mission.protection)

    with pytest.raises(ManyWouldVanish, match=f"{out} of {there} records of the kind Meeting"):
        sync(mission.protection, mission.hub, Progress())
    assert rows(mission.protection) == before

    account = sync(mission.protection, mission.hub, Progress(), let_through=True)
    assert (account.received, count(mission.protection)) == (out, there - out)
    sync(mission.protection, mission.hub, Progress())


@pytest.mark.parametrize(("there", "out"), [(3, 3), (50, 4), (60, 6), (600, 50)])
def test_a_usual_number_of_records_taken_out_goes_through(
    mission: Mission, there: int, out: int
) -> None:
    ids = many(mission, there)
    take_out(mission.founder, ids[:out])
    sync(mission.founder, mission.hub, Progress())

    sync(mission.protection, mission.hub, Progress())

    assert count(mission.protection) == there - out


def test_cutting_a_sync_into_pieces_gets_nothing_past_the_brake(mission: Mission) -> None:
    ids = many(mission, 40)
    take_out(mission.founder, ids[:4])
    sync(mission.founder, mission.hub, Progress())
    intake_so_far = "INSERT OR REPLACE INTO setting VALUES ('hidden by an unfinished sync', ?)"
    mission.protection.db.conn.execute(intake_so_far, ['{"meeting": 4}'])

    for _ in range(2):
        with pytest.raises(ManyWouldVanish, match="8 of 44"):
            sync(mission.protection, mission.hub, Progress())
    assert count(mission.protection) == 40


def test_records_put_back_do_not_count_as_hidden(mission: Mission) -> None:
    ids = many(mission, 30)
    take_out(mission.founder, ids[:6])
    for record in ids[:6]:
        records.restore(mission.founder, "meeting", record)
    sync(mission.founder, mission.hub, Progress())

    sync(mission.protection, mission.hub, Progress())

    assert count(mission.protection) == 30


def test_what_is_recorded_after_a_sync_is_later_than_what_came_in_it(mission: Mission) -> None:
    sync_now(mission.founder, mission.hub)
    mission.time.now_ms += 60_000
    theirs = records.save(mission.officer, Change("meeting", {"title": "Water"}))
    sync_now(mission.officer, mission.hub)
    mission.time.now_ms -= 60_000
    sync_now(mission.founder, mission.hub)

    mine = records.save(mission.founder, Change("meeting", {"title": "Road"}))

    def last(laptop: Workspace, record: str) -> Fact:
        return records.history(laptop, record)[-1]

    assert last(mission.founder, mine).time > last(mission.founder, theirs).time
