"""Three laptops without a hub: what a parcel carries, what is made of it, and what never is."""

import io
from collections.abc import Callable
from contextlib import suppress

import pytest
from nacl.public import PublicKey, SealedBox
from nacl.signing import SigningKey

from fieldapp.domain.scope import RESTRICTED, SCOPES, TEAM
from fieldapp.progress import Progress
from fieldapp.store import carried, packs, records
from fieldapp.store.database import writing
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.sync.errors import ManyWouldVanish
from fieldapp.sync.intake import Intake
from fieldapp.sync.members.membership import OF_CARD
from fieldapp.sync.mission import card_of, found_mission
from fieldapp.sync.packing import pack_up
from fieldapp.sync.parcels import carrying, handing, parcel
from fieldapp.sync.parcels.handing import Unpacked
from fieldapp.sync.parcels.parcel import PACK, STATEMENT, Item, Label
from fieldapp.sync.parcels.parcel_errors import ForeignParcel, NoParcel
from fieldapp.sync.wire.feed import MEMBERS, id_of
from fieldapp.sync.wire.protocol import LARGEST_PACK
from tests.sync.conftest import Mission
from tests.sync.world import facts, make, not_sent, rows, sync_now


def report(laptop: Workspace, summary: str = "Shots") -> str:
    """An incident, of which a part goes into the restricted scope."""
    change = Change("incident", {"type": "threat", "summary": summary, "account": "By night"})
    return records.save(laptop, change)


def parcel_of(laptop: Workspace, *, waiting: bool = False) -> bytes:
    pack_up(laptop, Progress())
    stream = io.BytesIO()
    items = handing.items_of(laptop, handing.to_hand_on(laptop, waiting=waiting))
    parcel.write(stream, handing.label_of(laptop), items, laptop.signing_key)
    return stream.getvalue()


def built(laptop: Workspace, *items: Item, key: SigningKey | None = None) -> bytes:
    """A parcel as somebody may build it by hand."""
    stream = io.BytesIO()
    parcel.write(stream, handing.label_of(laptop), items, key or laptop.signing_key)
    return stream.getvalue()


def read(laptop: Workspace, content: bytes, *, let_through: bool = True) -> Unpacked:
    found = Unpacked()
    with writing(laptop.db, laptop.file):
        intake = Intake(laptop, let_through)
    for _ in handing.unpack(intake, io.BytesIO(content), "x.parcel", found):
        pass
    handing.finish(intake, whole=not found.torn)
    return found


def own_pack(laptop: Workspace, scope: str) -> Item:
    pack_up(laptop, Progress())
    pack = packs.newest_of(laptop.db, scope, laptop.device)
    return Item(PACK, scope, pack, packs.get(laptop.db, pack).content)


def content(laptop: Workspace) -> tuple[object, ...]:
    """Everything of a laptop that reading a parcel may not change for a second time."""
    return rows(laptop), facts(laptop, TEAM), packs.aside(laptop.db), carried.load(laptop.db)


def test_what_one_laptop_wrote_another_reads_and_nothing_counts_as_sent(mission: Mission) -> None:
    record = report(mission.protection)

    found = read(mission.founder, parcel_of(mission.protection))

    assert (found.packs, found.torn, found.strange) == (2, 0, 0)
    assert rows(mission.founder) == rows(mission.protection)
    assert records.load(mission.founder, "incident", record).values["account"] == "By night"
    assert not_sent(mission.protection) == 4
    brought = {
        pack for scope in SCOPES for pack, _ in packs.without_place(mission.founder.db, scope)
    }
    assert len(brought) == 2  # offered to the hub by whoever comes there first
    assert all(not packs.marks(mission.founder.db, scope) for scope in (MEMBERS, *SCOPES))


def test_reading_a_parcel_twice_changes_nothing(mission: Mission) -> None:
    report(mission.protection)
    brought = parcel_of(mission.protection)
    read(mission.founder, brought)
    read(mission.officer, brought)
    before = content(mission.founder), content(mission.officer)

    again = read(mission.founder, brought)
    read(mission.officer, brought)

    assert (again.packs, again.carried, again.known) == (0, 0, 4)
    assert (content(mission.founder), content(mission.officer)) == before


def test_without_a_hub_and_then_with_one_everybody_has_the_same(mission: Mission) -> None:
    laptops = (mission.founder, mission.protection, mission.officer)
    for n, laptop in enumerate(laptops):
        report(laptop, f"Report {n}")
    for _ in range(2):
        for giver in laptops:
            for taker in laptops:
                read(taker, parcel_of(giver))
    assert rows(mission.founder) == rows(mission.protection)
    assert all(packs.waiting_of(each.db, each.device) != set() for each in laptops)

    for laptop in laptops:
        sync_now(laptop, mission.hub)

    assert facts(mission.founder, TEAM) == facts(mission.officer, TEAM)
    assert facts(mission.founder, RESTRICTED) == facts(mission.protection, RESTRICTED)
    assert [not_sent(each) for each in laptops] == [0, 0, 0]
    assert [carried.load(each.db)[0] for each in laptops] == [0, 0, 0]


def test_an_officer_carries_a_restricted_report_to_the_hub_and_never_reads_it(
    mission: Mission,
) -> None:
    sync_now(mission.founder, mission.hub)
    record = report(mission.protection)

    found = read(mission.officer, parcel_of(mission.protection))
    held = facts(mission.officer, RESTRICTED)
    account = sync_now(mission.officer, mission.hub)
    received = sync_now(mission.founder, mission.hub)

    assert (found.packs, found.carried) == (1, 1)
    assert held == set()
    assert (account.carried, carried.load(mission.officer.db)) == (0, (0, 0))
    assert received.received == 1
    assert records.load(mission.founder, "incident", record).values["account"] == "By night"
    assert packs.waiting_of(mission.protection.db, mission.protection.device) != set()


def test_what_the_hub_provably_has_is_not_carried_again(mission: Mission) -> None:
    sync_now(mission.founder, mission.hub)
    report(mission.protection)
    sync_now(mission.protection, mission.hub)
    brought = parcel_of(mission.protection)
    sync_now(mission.officer, mission.hub)

    assert read(mission.officer, brought).carried == 0


def test_a_carried_pack_that_somebody_else_brought_first_is_dropped(mission: Mission) -> None:
    sync_now(mission.founder, mission.hub)
    noise = mission.protection.around.random(20_000).hex()
    change = Change("incident", {"type": "threat", "account": noise})
    records.save(mission.protection, change)
    read(mission.officer, parcel_of(mission.protection))
    sync_now(mission.protection, mission.hub)

    account = sync_now(mission.officer, mission.hub)

    assert account.carried == 0
    assert account.bytes_up < 10_000  # it was not sent to find that out


def test_a_laptop_that_walked_a_feed_before_it_noted_what_it_passed_still_drops_it(
    mission: Mission,
) -> None:
    sync_now(mission.founder, mission.hub)
    report(mission.protection)
    report(mission.officer, "Own")
    sync_now(mission.protection, mission.hub)
    sync_now(mission.officer, mission.hub)
    mission.officer.db.conn.execute("DELETE FROM passed")  # as fieldapp 0.2 left it
    assert read(mission.officer, parcel_of(mission.protection)).carried == 1

    account = sync_now(mission.officer, mission.hub)

    assert (account.carried, not_sent(mission.officer)) == (0, 0)


def test_a_hub_that_comes_back_from_a_backup_gets_carried_packs_again(
    mission: Mission, tmp_path_factory: pytest.TempPathFactory
) -> None:
    backup = tmp_path_factory.mktemp("backup") / "hub"
    sync_now(mission.founder, mission.hub)
    sync_now(mission.officer, mission.hub)
    mission.hub.copy_to(backup)
    report(mission.protection)
    brought = parcel_of(mission.protection)
    read(mission.officer, brought)
    sync_now(mission.officer, mission.hub)
    mission.hub.come_back_from(backup)
    sync_now(mission.officer, mission.hub)

    assert read(mission.officer, brought).carried == 1  # what was passed is not proven any more


def test_a_pack_of_somebody_unknown_is_kept_and_used_when_they_are_known(mission: Mission) -> None:
    record = report(mission.officer)
    packed = own_pack(mission.officer, TEAM)
    mission.protection.db.conn.execute(
        "DELETE FROM member WHERE device = ?", [mission.officer.device]
    )

    early = read(mission.protection, built(mission.founder, packed))
    late = read(mission.protection, parcel_of(mission.founder))

    assert (early.carried, early.packs, late.strange) == (1, 0, 0)
    assert records.load(mission.protection, "incident", record).values["summary"] == "Shots"
    assert carried.load(mission.protection.db) == (0, 0)


def test_what_is_carried_is_bounded(mission: Mission, monkeypatch: pytest.MonkeyPatch) -> None:
    report(mission.protection)
    monkeypatch.setattr(carrying, "MOST_CARRIED_BYTES", 100)

    found = read(mission.officer, parcel_of(mission.protection))

    assert (found.carried, found.no_room, found.packs) == (0, 1, 1)
    assert carried.load(mission.officer.db) == (0, 0)


def test_of_a_parcel_torn_at_any_byte_the_whole_packs_are_taken(mission: Mission) -> None:
    """Longer and longer pieces are read one after the other, so each adds what has become whole."""
    for summary in ("one", "two"):
        report(mission.protection, summary)
        pack_up(mission.protection, Progress())
    whole = parcel_of(mission.protection, waiting=True)
    there = {pack for scope in SCOPES for pack, _ in packs.of_scope(mission.protection.db, scope)}
    taken: list[int] = []
    with writing(mission.founder.db, mission.founder.file):
        intake = Intake(mission.founder, True)
        for cut in range(whole.index(b"\n") + 1, len(whole)):
            found = Unpacked()
            for _ in handing.unpack(intake, io.BytesIO(whole[:cut]), "x.parcel", found):
                pass
            assert (found.torn, found.strange, found.damaged) == (1, 0, 0)
            if found.packs:
                taken.append(cut)
    have = {pack for scope in SCOPES for pack, _ in packs.of_scope(mission.founder.db, scope)}

    assert (len(taken), have) == (4, there)
    assert rows(mission.founder) == rows(mission.protection)


def test_a_changed_byte_anywhere_lets_nothing_wrong_in_and_is_told(mission: Mission) -> None:
    report(mission.protection)
    whole = parcel_of(mission.protection, waiting=True)
    true = facts(mission.protection, TEAM) | facts(mission.protection, RESTRICTED)
    founder = mission.founder
    for at in range(0, len(whole), 3):
        changed = whole[:at] + bytes([whole[at] ^ 0x01]) + whole[at + 1 :]
        found = Unpacked()
        with suppress(NoParcel, ForeignParcel, _Undone), writing(founder.db, founder.file):
            intake = Intake(founder, True)
            for _ in handing.unpack(intake, io.BytesIO(changed), "x.parcel", found):
                pass
            assert found.torn == 1
            assert facts(founder, TEAM) | facts(founder, RESTRICTED) <= true
            assert packs.aside(founder.db) == {}
            raise _Undone
    assert facts(founder, TEAM) == set()


class _Undone(Exception):
    """The test takes back what it tried."""


def test_a_parcel_of_another_mission_is_not_opened(mission: Mission, tmp_path: object) -> None:
    stranger = make(mission.founder.folder.parent, "stranger", 77)
    found_mission(stranger, "Elsewhere")
    report(stranger)

    with pytest.raises(ForeignParcel):
        read(mission.founder, parcel_of(stranger))
    assert rows(mission.founder) == []


def test_what_strangers_built_with_the_missions_id_is_passed_over(mission: Mission) -> None:
    stranger = make(mission.founder.folder.parent, "stranger", 78)
    found_mission(stranger, "Elsewhere")
    report(stranger)
    theirs = own_pack(stranger, TEAM)
    label = Label(card_of(mission.founder).id, stranger.device, "2026-11-22")
    stream = io.BytesIO()
    statement = stranger.db.conn.execute("SELECT statement FROM member").fetchone()[0].encode()
    in_the_open = Item(PACK, MEMBERS, id_of(statement), statement)
    parcel.write(stream, label, [in_the_open, theirs], stranger.signing_key)

    found = read(mission.founder, stream.getvalue())

    assert (found.strange, found.packs, found.torn) == (1, 0, 1)
    assert rows(mission.founder) == []
    assert [each.id for each in carried.everything(mission.founder.db)] == [theirs.id]


def test_a_forged_membership_is_not_kept_whoever_sealed_it(mission: Mission) -> None:
    stranger = make(mission.founder.folder.parent, "stranger", 82)
    found_mission(stranger, "Elsewhere")
    card = card_of(mission.founder)
    forged = stranger.db.conn.execute("SELECT statement FROM member").fetchone()[0]
    forged = forged.replace(card_of(stranger).id, card.id).encode()
    sealed = SealedBox(PublicKey(card.keys[TEAM, 1])).encrypt(forged)
    rubbish = SealedBox(PublicKey(card.keys[TEAM, 1])).encrypt(b"[[[[")
    items = [Item(STATEMENT, MEMBERS, id_of(each), each, 1) for each in (sealed, rubbish)]
    items.append(Item(STATEMENT, MEMBERS, id_of(b"open"), b"open", 1))

    found = read(mission.founder, built(mission.protection, *items))

    assert found.strange == 3
    assert packs.aside(mission.founder.db) == {}
    assert len(packs.of_scope(mission.founder.db, MEMBERS)) == 4


Hostile = Callable[[Item], Item]


def renamed(item: Item, scope: str) -> Item:
    return Item(item.type, scope, item.id, item.content)


def rewritten(item: Item, new: bytes) -> Item:
    return Item(item.type, item.scope, id_of(new), new)


@pytest.mark.parametrize(
    "hostile",
    [
        lambda item: renamed(item, RESTRICTED),
        lambda item: renamed(item, "../../etc"),
        lambda item: renamed(item, MEMBERS),
        lambda item: rewritten(item, item.content[:-1] + bytes([item.content[-1] ^ 1])),
        lambda item: rewritten(item, item.content.replace(b'"e":1', b'"e":2')),
        lambda item: rewritten(item, b"no pack at all"),
        lambda item: rewritten(item, b'{"v":' * 90),
        lambda item: rewritten(item, bytes(LARGEST_PACK)),
    ],
)
def test_a_pack_replayed_elsewhere_or_changed_is_passed_over(
    mission: Mission, hostile: Hostile
) -> None:
    report(mission.protection)
    good = own_pack(mission.protection, TEAM)
    change = Change("meeting", {"title": "Well"})
    records.save(mission.protection, change)
    other = own_pack(mission.protection, TEAM)

    found = read(mission.founder, built(mission.protection, hostile(good), other))

    assert (found.strange, found.packs, found.torn) == (1, 1, 0)
    assert [row[1] for row in rows(mission.founder)] == ["meeting"]
    assert packs.aside(mission.founder.db) == {}
    assert carried.load(mission.founder.db) == (0, 0)


def test_a_file_of_strange_items_is_given_up(
    mission: Mission, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handing, "PORTION", 40_000)
    junk = [Item(PACK, TEAM, id_of(b"%d" % n), b"%d" % n) for n in range(3000)]

    found = read(mission.founder, built(mission.protection, *junk))

    assert handing.MOST_STRANGE < found.strange < 1200
    assert found.torn == 1


def test_items_of_a_later_version_are_counted(mission: Mission) -> None:
    found = read(mission.founder, built(mission.protection, Item("film", TEAM, id_of(b"x"), b"x")))

    assert (found.unknown, found.torn, found.strange) == (1, 0, 0)


def test_the_brake_holds_for_parcels_too(mission: Mission) -> None:
    ids = records.save_all(
        mission.protection, [Change("meeting", {"title": f"Meeting {n}"}) for n in range(60)]
    )
    read(mission.founder, parcel_of(mission.protection))
    for record in ids:
        records.delete(mission.protection, "meeting", record, "entered twice")
    brought = parcel_of(mission.protection)

    with pytest.raises(ManyWouldVanish):
        read(mission.founder, brought, let_through=False)
    assert all(row[3] == 0 for row in rows(mission.founder))
    read(mission.founder, brought)
    assert rows(mission.founder) == rows(mission.protection)


def test_a_found_parcel_tells_no_name(mission: Mission) -> None:
    report(mission.protection, "CANARY")
    found = parcel_of(mission.protection)

    for secret in (b"CANARY", b"protection", b"founder", b"officer", b"Gorom"):
        assert secret not in found


def test_only_what_waits_is_written_where_that_is_asked(mission: Mission) -> None:
    sync_now(mission.founder, mission.hub)
    report(mission.protection, "one")
    sync_now(mission.protection, mission.hub)
    report(mission.protection, "two")
    pack_up(mission.protection, Progress())

    every = handing.to_hand_on(mission.protection)
    waiting = handing.to_hand_on(mission.protection, waiting=True)

    assert [len(every[scope]) for scope in OF_CARD] == [2, 2]
    assert [len(waiting[scope]) for scope in OF_CARD] == [1, 1]
