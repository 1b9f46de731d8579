"""What people are told of a sync: which records, and why something is held back or set aside."""

from dataclasses import replace

import pytest

from fieldapp.domain.scope import TEAM
from fieldapp.hub import storage
from fieldapp.progress import Progress
from fieldapp.store import packs, records
from fieldapp.store.backup import backups
from fieldapp.store.database import connect, writing
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.sync.account import CLOCK_MATTERS_S, KEPT_IDS, Account, keep_last, last
from fieldapp.sync.errors import HubStoppedMidway, HubUnreachable, ManyWouldVanish
from fieldapp.sync.round import sync
from fieldapp.sync.wire.feed import id_of
from fieldapp.sync.wire.refusals import REFUSALS
from tests.sync.conftest import Mission
from tests.sync.world import Network, rows, sync_now


def meeting(laptop: Workspace, title: str, record: str = "") -> str:
    return records.save(laptop, Change("meeting", {"title": title}, record))


def test_each_count_has_its_records(mission: Mission) -> None:
    sync_now(mission.founder, mission.hub)
    known = meeting(mission.founder, "Water")
    sync_now(mission.founder, mission.hub)
    sync_now(mission.protection, mission.hub)
    meeting(mission.founder, "Water point", known)
    new = meeting(mission.founder, "School")
    sync_now(mission.founder, mission.hub)
    meeting(mission.protection, "Well", known)

    account = sync_now(mission.protection, mission.hub)

    assert set(account.received_ids) == {known, new}
    assert account.sent_ids == account.changed_ids == account.clash_ids == (known,)
    assert account.held_ids == ()
    for name in ("received", "sent", "changed", "held"):
        assert len(getattr(account, f"{name}_ids")) == getattr(account, name)


def test_what_is_set_aside_says_why_since_when_from_whom_and_what_to_do(
    mission: Mission,
) -> None:
    sync_now(mission.founder, mission.hub)
    with storage.writing(mission.hub.engine) as shelf:
        storage.append(shelf, TEAM, [(id_of(b"rubbish"), "f" * 16, b"rubbish")])
    content = b'{"v":2,"s":"mission/team","e":1,"d":"%s","p":"","k":1,"z":1}\n'
    content %= mission.officer.device.encode()
    with storage.writing(mission.hub.engine) as shelf:
        storage.append(shelf, TEAM, [(id_of(content), mission.officer.device, content)])

    account = sync_now(mission.protection, mission.hub)

    by_reason = {each.reason: each for each in account.set_aside}
    assert account.quarantined == len(account.set_aside) == 2
    assert "administrator" in by_reason["it is no pack"].what_to_do
    assert "Update fieldapp" in by_reason["a newer fieldapp made it"].what_to_do
    assert all(each.at.startswith("2026-11-22") for each in account.set_aside)


def test_what_the_hub_does_not_take_is_held_back_with_its_reason(mission: Mission) -> None:
    sync_now(mission.founder, mission.hub)
    sync_now(mission.officer, mission.hub)
    content = b"not for this hub"
    record = meeting(mission.officer, "Water")
    with writing(mission.officer.db, mission.officer.file):
        packs.keep(mission.officer.db, id_of(content), TEAM, mission.officer.device, content)
        packs.pack_facts(mission.officer.db, id_of(content), [1])

    account = sync_now(mission.officer, mission.hub)

    [held] = account.refused
    assert (held.pack, held.records) == (id_of(content), (record,))
    assert held.reason in REFUSALS
    assert account.held_ids == (record,)


def test_the_last_account_is_kept_in_ids_and_counts_only(mission: Mission) -> None:
    assert last(mission.founder) is None
    meeting(mission.founder, "CANARY")
    account = sync_now(mission.founder, mission.hub)

    assert last(mission.founder) == account
    query = "SELECT value FROM setting WHERE name = 'last sync'"
    assert "CANARY" not in mission.founder.db.conn.execute(query).fetchone()[0]
    many = replace(account, sent=2000, sent_ids=tuple(str(n) for n in range(2000)))
    with writing(mission.founder.db, mission.founder.file):
        keep_last(mission.founder, many)
    again = last(mission.founder)
    assert again is not None
    assert (again.sent, len(again.sent_ids)) == (2000, KEPT_IDS)


def test_a_round_that_was_cut_tells_what_it_brought(mission: Mission) -> None:
    sync_now(mission.founder, mission.hub)
    for n in range(400):
        meeting(mission.founder, f"{n} " + mission.founder.around.random(4000).hex()[:7900])
    sync_now(mission.founder, mission.hub)
    faults = ["", "", "cut"]

    with pytest.raises(HubStoppedMidway):
        sync(mission.protection, Network(mission.hub, faults), Progress())

    account = last(mission.protection)
    assert account is not None
    assert not account.whole
    assert 0 < account.received < 400
    assert account.received == len(rows(mission.protection))


def test_a_hub_that_was_not_reached_does_not_hide_the_last_account(mission: Mission) -> None:
    account = sync_now(mission.founder, mission.hub)

    with pytest.raises(HubUnreachable):
        sync_now(mission.founder, Network(mission.hub, ["lose"]))

    assert last(mission.founder) == account


def test_a_backup_is_made_before_the_first_received_pack_changes_records(
    mission: Mission,
) -> None:
    first = sync_now(mission.founder, mission.hub)
    meeting(mission.founder, "Water")
    sent = sync_now(mission.founder, mission.hub)
    before = rows(mission.protection)

    got = sync_now(mission.protection, mission.hub)
    again = sync_now(mission.protection, mission.hub)

    assert first.backup == sent.backup == again.backup == ""
    [copy] = backups(mission.protection.file)
    assert got.backup == copy.name
    assert before == []
    assert rows(mission.protection)
    file = mission.protection.folder / "backups" / copy.name
    copied = connect(file, mission.protection.key)
    assert copied.conn.execute("SELECT count(*) FROM fact").fetchone()[0] == 0
    copied.close()


@pytest.mark.parametrize(("seconds", "off"), [(CLOCK_MATTERS_S, False), (-301, True), (301, True)])
def test_a_clock_that_is_off_by_more_than_five_minutes_is_told(seconds: int, off: bool) -> None:
    account = Account(0, 0, 0, 0, 0, 0, 0, 0.0, 0, 0, seconds, (), ())

    assert account.clock_is_off is off


def test_the_brake_names_the_records_that_would_vanish(mission: Mission) -> None:
    sync_now(mission.founder, mission.hub)
    ids = [meeting(mission.founder, str(n)) for n in range(20)]
    sync_now(mission.founder, mission.hub)
    sync_now(mission.protection, mission.hub)
    for record in ids[:6]:
        records.delete(mission.founder, "meeting", record, "by mistake")
    sync_now(mission.founder, mission.hub)

    with pytest.raises(ManyWouldVanish) as caught:
        sync(mission.protection, mission.hub, Progress())

    assert set(caught.value.records) == set(ids[:6])
    told = last(mission.protection)
    assert told is not None
    assert (told.whole, told.received) == (False, 0)  # the page was not taken


class Told(Progress):
    """Notes what it is told."""

    def __init__(self) -> None:
        self.steps: list[tuple[int, int]] = []
        self.left: list[float] = []

    def step(self, done: int, total: int, text: str = "") -> None:
        self.steps.append((done, total))

    def remaining(self, seconds: float) -> None:
        self.left.append(seconds)


def test_the_time_left_is_told_from_what_is_left_and_what_was_measured(mission: Mission) -> None:
    sync_now(mission.founder, mission.hub)
    for n in range(400):
        meeting(mission.founder, f"{n} " + mission.founder.around.random(4000).hex()[:7900])
    sending, receiving, nothing = Told(), Told(), Told()

    sync(mission.founder, mission.hub, sending)
    sync(mission.protection, mission.hub, receiving)
    sync(mission.protection, mission.hub, nothing)

    for told in (sending, receiving):
        assert told.left
        assert all(0 <= done <= total for done, total in told.steps)
        shares = [done / total for done, total in told.steps if total]
        assert shares == sorted(shares)
    assert not nothing.left
