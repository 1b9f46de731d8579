import pytest

from fieldapp.domain.scope import RESTRICTED, TEAM
from fieldapp.hub import storage
from fieldapp.progress import Cancelled, Progress
from fieldapp.store import packs, records
from fieldapp.store.packs import Mark
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.sync.errors import (
    HubBroken,
    HubRefused,
    HubStoppedMidway,
    HubUnreachable,
    NotAHub,
    NotInMission,
    WrongMission,
)
from fieldapp.sync.mission import found_mission, invite, join, request_enrolment
from fieldapp.sync.round import sync
from fieldapp.sync.wire import protocol
from fieldapp.sync.wire.feed import FEEDS, LATE, MEMBERS
from fieldapp.sync.wire.protocol import (
    Entry,
    Page,
    Reply,
    read_reply,
    read_request,
    write_reply,
)
from fieldapp.sync.wire.refusals import REFUSALS
from tests.sync.conftest import Mission
from tests.sync.world import (
    YEAR_MS,
    HubOnDisk,
    Network,
    SlowNetwork,
    facts,
    make,
    many_meetings,
    not_sent,
    rows,
    sync_now,
)


def meeting(laptop: Workspace, title: str, record: str = "") -> str:
    return records.save(laptop, Change("meeting", {"title": title}, record))


def test_the_account_counts_records_as_people_know_them(mission: Mission) -> None:
    sync_now(mission.founder, mission.hub)
    known = meeting(mission.founder, "Water")
    meeting(mission.founder, "Road")
    sent = sync_now(mission.founder, mission.hub)
    sync_now(mission.protection, mission.hub)
    meeting(mission.founder, "Water point", known)
    meeting(mission.founder, "School")
    sync_now(mission.founder, mission.hub)
    meeting(mission.protection, "Well", known)

    got = sync_now(mission.protection, mission.hub)

    assert (sent.sent, sent.received, sent.held) == (2, 0, 0)
    assert (got.sent, got.received, got.changed, got.clashes) == (1, 2, 1, 1)
    assert got.clash_ids == (known,)
    assert known in got.received_ids
    assert got.bytes_up > 0 < got.bytes_down


def test_a_second_round_has_nothing_to_do_and_is_cheap(mission: Mission) -> None:
    meeting(mission.founder, "Water")
    sync_now(mission.founder, mission.hub)

    again = sync_now(mission.founder, mission.hub)

    assert (again.sent, again.received) == (0, 0)
    assert again.bytes_up + again.bytes_down < 2000


def test_a_workspace_without_a_mission_has_nobody_to_sync_with(
    mission: Mission, tmp_path_factory: pytest.TempPathFactory
) -> None:
    loner = make(tmp_path_factory.mktemp("loner"), "Awa", 90)

    with pytest.raises(NotInMission, match="invitation"):
        sync_now(loner, mission.hub)


def test_whoever_may_not_read_a_scope_stores_nothing_of_others_in_it(mission: Mission) -> None:
    sync_now(mission.founder, mission.hub)
    records.save(mission.protection, Change("incident", {"account": "By night"}))
    sync_now(mission.protection, mission.hub)
    records.save(mission.officer, Change("incident", {"account": "At noon"}))
    account = sync_now(mission.officer, mission.hub)

    query = "SELECT DISTINCT device FROM pack WHERE scope = ?"
    stored = mission.officer.db.conn.execute(query, [RESTRICTED]).fetchall()
    assert stored == [(mission.officer.device,)]
    assert len(facts(mission.officer, RESTRICTED)) == 1
    assert account.received == 0
    # The chain is walked all the same, so that a hub that forgets is noticed by its writers, too.
    with storage.writing(mission.hub.engine) as shelf:
        head = storage.head(shelf, RESTRICTED)
    assert head is not None
    assert packs.marks(mission.officer.db, RESTRICTED)[head.seq] == head.hash
    assert len(facts(mission.protection, RESTRICTED)) == 1
    sync_now(mission.protection, mission.hub)
    assert len(facts(mission.protection, RESTRICTED)) == 2


def test_whoever_is_given_the_right_to_read_gets_what_was_there_before(mission: Mission) -> None:
    sync_now(mission.founder, mission.hub)
    records.save(mission.protection, Change("incident", {"account": "By night"}))
    sync_now(mission.protection, mission.hub)
    records.save(mission.officer, Change("incident", {"account": "At noon"}))
    sync_now(mission.officer, mission.hub)
    request = request_enrolment(mission.officer)

    join(mission.officer, invite(mission.founder, request, "protection", ""))
    account = sync_now(mission.officer, mission.hub)
    sync_now(mission.protection, mission.hub)

    assert account.quarantined == 0
    assert rows(mission.officer) == rows(mission.protection)
    assert len(facts(mission.officer, RESTRICTED)) == 2


def test_what_a_restored_hub_forgot_is_brought_back_by_whoever_has_it(
    mission: Mission, tmp_path_factory: pytest.TempPathFactory
) -> None:
    sync_now(mission.founder, mission.hub)
    backup = tmp_path_factory.mktemp("backup") / "hub"
    mission.hub.copy_to(backup)
    meeting(mission.officer, "Water")
    records.save(mission.officer, Change("incident", {"account": "At noon"}))
    sync_now(mission.officer, mission.hub)
    sync_now(mission.founder, mission.hub)
    mission.hub.come_back_from(backup)

    # The officer's laptop is gone; the founder has read both packs.
    again = sync_now(mission.founder, mission.hub)
    sync_now(mission.protection, mission.hub)

    assert (again.sent, again.held, not_sent(mission.founder)) == (0, 0, 0)
    assert rows(mission.protection) == rows(mission.founder)
    assert len(facts(mission.protection, RESTRICTED)) == 1


def test_an_empty_hub_is_filled_again(
    mission: Mission, tmp_path_factory: pytest.TempPathFactory
) -> None:
    sync_now(mission.founder, mission.hub)
    meeting(mission.officer, "Water")
    sync_now(mission.officer, mission.hub)
    sync_now(mission.founder, mission.hub)
    empty = HubOnDisk(tmp_path_factory.mktemp("empty"), mission.time)

    again = sync_now(mission.founder, empty)
    assert (again.held, not_sent(mission.founder)) == (0, 0)
    sync_now(mission.protection, empty)

    assert rows(mission.protection) == rows(mission.founder)
    assert len(rows(mission.protection)) == 1
    empty.close()


@pytest.mark.parametrize("years", [-20, 5])
def test_a_clock_that_is_years_wrong_costs_one_request_and_nothing_else(
    mission: Mission, years: int
) -> None:
    sync_now(mission.founder, mission.hub)
    mission.time.now_ms += years * YEAR_MS

    def true_time() -> int:
        return mission.time() - years * YEAR_MS

    hub = HubOnDisk(mission.hub.folder.parent / "other hub", true_time)
    meeting(mission.founder, "Water")

    account = sync_now(mission.founder, hub)

    assert account.sent == 1
    assert abs(account.clock_off + years * YEAR_MS // 1000) < 60
    hub.close()


class Stop(Progress):
    """Stops at the n-th step."""

    def __init__(self, after: int) -> None:
        self.left = after

    def step(self, done: int, total: int, text: str = "") -> None:
        assert 0 <= done <= total
        if self.left == 0:
            raise Cancelled
        self.left -= 1


@pytest.mark.parametrize("after", range(4))
def test_stopping_anywhere_leaves_everything_whole_for_the_next_round(
    mission: Mission, after: int
) -> None:
    sync_now(mission.founder, mission.hub)
    many_meetings(mission.founder, mission.time, 80)
    with pytest.raises(Cancelled):
        sync(mission.founder, SlowNetwork(mission.hub, mission.time), Stop(after))

    sync_now(mission.founder, mission.hub)
    sync_now(mission.protection, mission.hub)

    assert not_sent(mission.founder) == 0
    assert len(rows(mission.protection)) == 80
    assert rows(mission.protection) == rows(mission.founder)


@pytest.mark.parametrize(
    ("fault", "error"),
    [("lose", HubUnreachable), ("reply", HubStoppedMidway), ("cut", HubStoppedMidway)],
)
def test_a_line_that_breaks_is_told_and_loses_nothing(
    mission: Mission, fault: str, error: type[Exception]
) -> None:
    meeting(mission.founder, "Water")

    with pytest.raises(error, match=r"hub\.example\.org"):
        sync_now(mission.founder, Network(mission.hub, [fault]))
    assert sync_now(mission.founder, mission.hub).sent == 1


class Answering:
    """A line on which replies are rewritten, as a broken or hostile hub would write them."""

    name = "hub.example.org"

    def __init__(self, hub: HubOnDisk, rewrite: object) -> None:
        self.hub = hub
        self.rewrite = rewrite
        self.asked = 0

    def exchange(self, request: bytes) -> bytes:
        self.asked += 1
        assert self.asked < 50, "nobody should go on asking such a hub"
        reply = read_reply(self.hub.exchange(request))
        return self.rewrite(reply)  # type: ignore[operator, no-any-return]


def with_page(reply: Reply, scope: str, **changes: object) -> bytes:
    page = reply.feeds[scope]
    fields = {"common": page.common, "entries": page.entries, "head": page.head, **changes}
    feeds = {**reply.feeds, scope: Page(**fields)}  # type: ignore[arg-type]
    return write_reply(Reply(reply.time_ms, feeds))


def drop_first(reply: Reply) -> bytes:
    return with_page(reply, TEAM, entries=reply.feeds[TEAM].entries[1:])


def swap(reply: Reply) -> bytes:
    return with_page(reply, TEAM, entries=reply.feeds[TEAM].entries[::-1])


def change_a_pack(reply: Reply) -> bytes:
    first, *rest = reply.feeds[TEAM].entries
    changed = Entry(first.id, (first.pack or b"")[:-1] + b"x")
    return with_page(reply, TEAM, entries=(changed, *rest))


def go_back_too_far(reply: Reply) -> bytes:
    return with_page(reply, TEAM, common=7)


def stand_still(reply: Reply) -> bytes:
    return with_page(reply, TEAM, entries=())


def withhold(reply: Reply) -> bytes:
    entries = tuple(Entry(entry.id, None) for entry in reply.feeds[TEAM].entries)
    return with_page(reply, TEAM, entries=entries)


def pretend_to_end(reply: Reply) -> bytes:
    one = reply.feeds[TEAM].entries[:1]
    head = reply.feeds[TEAM].head
    return with_page(reply, TEAM, entries=one, head=Mark(1, head.hash))


@pytest.mark.parametrize(
    "rewrite",
    [drop_first, swap, change_a_pack, go_back_too_far, stand_still, withhold, pretend_to_end],
)
def test_a_hub_that_drops_reorders_or_changes_packs_is_found_out(
    mission: Mission, rewrite: object
) -> None:
    sync_now(mission.founder, mission.hub)
    for title in ("Water", "Road"):
        meeting(mission.founder, title)
        sync_now(mission.founder, mission.hub)

    with pytest.raises(HubBroken, match="does not fit together"):
        sync_now(mission.protection, Answering(mission.hub, rewrite))
    sync_now(mission.protection, mission.hub)
    assert rows(mission.protection) == rows(mission.founder)


def test_a_restricted_pack_that_a_hub_sends_all_the_same_is_not_stored(mission: Mission) -> None:
    sync_now(mission.founder, mission.hub)
    records.save(mission.protection, Change("incident", {"account": "By night"}))
    sync_now(mission.protection, mission.hub)
    pack = packs.newest_of(mission.protection.db, RESTRICTED, mission.protection.device)
    content = packs.get(mission.protection.db, pack).content

    def leak(reply: Reply) -> bytes:
        entries = reply.feeds[RESTRICTED].entries
        return with_page(reply, RESTRICTED, entries=tuple(Entry(e.id, content) for e in entries))

    account = sync_now(mission.officer, Answering(mission.hub, leak))

    assert not packs.has(mission.officer.db, pack)
    assert account.quarantined == 0


@pytest.mark.parametrize("code", [*REFUSALS, "something_new"])
def test_a_refusal_is_told_in_words(mission: Mission, code: str) -> None:
    def refuse(reply: Reply) -> bytes:
        return write_reply(Reply(reply.time_ms, refused=code))

    with pytest.raises(HubRefused, match=REFUSALS.get(code, code)) as caught:
        sync_now(mission.founder, Answering(mission.hub, refuse))
    assert "Your records are safe here" in str(caught.value)


def test_a_hub_of_another_mission_gets_nothing(
    mission: Mission, tmp_path_factory: pytest.TempPathFactory
) -> None:
    stranger = make(tmp_path_factory.mktemp("stranger"), "Bol", 91, mission.time)
    found_mission(stranger, "Elsewhere")
    sync_now(stranger, mission.hub)
    meeting(mission.founder, "Water")

    with pytest.raises(WrongMission):
        sync_now(mission.founder, mission.hub)
    with storage.writing(mission.hub.engine) as shelf:
        assert storage.after(shelf, TEAM, 0, 10) == []


@pytest.mark.parametrize("answer", [b"", b"<html>Welcome to the hotel</html>", b"fApS", b"\0" * 50])
def test_whatever_else_answers_is_no_hub(mission: Mission, answer: bytes) -> None:
    class Portal:
        name = "hotel.example"

        def exchange(self, request: bytes) -> bytes:
            return answer

    with pytest.raises((NotAHub, HubStoppedMidway), match=r"hotel\.example"):
        sync_now(mission.founder, Portal())


def test_a_hub_that_is_much_newer_says_to_update(mission: Mission) -> None:
    def later(reply: Reply) -> bytes:
        return protocol.framed({"v": 9, "time": 1}, [])

    with pytest.raises(HubRefused, match="too old"):
        sync_now(mission.founder, Answering(mission.hub, later))


def test_memberships_go_first(mission: Mission) -> None:
    meeting(mission.founder, "Water")
    network = Network(mission.hub)
    sync_now(mission.founder, network)

    first = read_request(network.passed[0])
    assert list(first.feeds) == [*FEEDS, LATE]
    assert FEEDS[0] == MEMBERS
    assert len(first.feeds[MEMBERS].packs) == 4
