"""How much goes into one request and one reply, and which marks and names it shows."""

import pytest

from fieldapp.domain.scope import TEAM
from fieldapp.progress import Progress
from fieldapp.store import records
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.sync.exchange import Exchange
from fieldapp.sync.intake import Intake
from fieldapp.sync.mission import card_of
from fieldapp.sync.packing import pack_up
from fieldapp.sync.wire import protocol
from fieldapp.sync.wire.protocol import Request, read_request
from tests.sync.conftest import Mission
from tests.sync.world import Network, SlowNetwork, many_meetings, not_sent, rows, sync_now


def meeting(laptop: Workspace, title: str, record: str = "") -> str:
    return records.save(laptop, Change("meeting", {"title": title}, record))


def test_more_than_a_page_comes_and_goes_in_pages(mission: Mission) -> None:
    sync_now(mission.founder, mission.hub)
    many_meetings(mission.founder, mission.time, 100)
    network = SlowNetwork(mission.hub, mission.time)
    sync_now(mission.founder, network)
    assert max(len(message) for message in network.passed) < 2 * protocol.PAGE
    assert len(network.passed) > 6

    account = sync_now(mission.protection, network)

    assert account.received == 100
    assert rows(mission.protection) == rows(mission.founder)
    assert max(len(message) for message in network.passed) < 2 * protocol.PAGE


def test_pages_grow_on_a_fast_line_and_stay_within_their_limit(mission: Mission) -> None:
    sync_now(mission.founder, mission.hub)
    many_meetings(mission.founder, mission.time, 360)
    network = Network(mission.hub)
    sync_now(mission.founder, network)
    sync_now(mission.protection, network)

    sizes = [len(message) for message in network.passed]
    assert rows(mission.protection) == rows(mission.founder)
    assert 2 * protocol.PAGE < max(sizes) < protocol.LARGEST_PAGE + protocol.PAGE
    assert sizes[0] < 2 * protocol.PAGE, "nobody knows yet how fast the line is"


@pytest.mark.parametrize(
    ("took_ms", "room"),
    [
        ([500], 4 * protocol.PAGE),
        ([500, 500, 500], protocol.LARGEST_PAGE),
        ([500, 5_000], 4 * protocol.PAGE),
        ([500, 20_000], protocol.PAGE),
        ([20_000], protocol.PAGE),
    ],
)
def test_how_long_a_page_took_decides_how_large_the_next_may_be(
    mission: Mission, took_ms: list[int], room: int
) -> None:
    card = card_of(mission.founder)
    intake = Intake(mission.founder, True)
    state = Exchange(mission.founder, mission.hub, card.text, card.id, intake, Progress())

    for ms in took_ms:
        state._pace(ms)

    assert state._room == room


def asked_for(network: Network) -> list[Request]:
    """The requests that went over the line."""
    return [read_request(message) for message in network.passed[::2]]


def test_a_quiet_sync_shows_its_newest_marks_and_introduces_nobody(mission: Mission) -> None:
    for title in ("Water", "Road", "School"):
        meeting(mission.founder, title)
        sync_now(mission.founder, mission.hub)
    network = Network(mission.hub)

    sync_now(mission.founder, network)

    (request,) = asked_for(network)
    assert [len(asked.marks) for asked in request.feeds.values()] == [1, 0, 0, 1, 0]
    assert (request.card, request.member) == ("", "")
    assert sum(len(message) for message in network.passed) < 600


def test_a_hub_that_went_back_is_shown_every_mark_and_gets_only_what_it_lost(
    mission: Mission, tmp_path_factory: pytest.TempPathFactory
) -> None:
    backup = tmp_path_factory.mktemp("backup") / "hub"
    for n in range(9):
        meeting(mission.founder, f"Water {n}")
        sync_now(mission.founder, mission.hub)
        if n == 6:
            mission.hub.copy_to(backup)
    mission.hub.come_back_from(backup)
    network = Network(mission.hub)

    sync_now(mission.founder, network)

    first, second, *rest = asked_for(network)
    assert len(first.feeds[TEAM].marks) == 1 < len(second.feeds[TEAM].marks)
    assert sum(len(request.feeds[TEAM].packs) for request in rest) == 2
    assert not_sent(mission.founder) == 0


def test_a_request_names_no_more_packs_than_a_hub_reads(
    mission: Mission, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync_now(mission.founder, mission.hub)
    for title in "abcdefgh":
        meeting(mission.founder, title)
        pack_up(mission.founder, Progress())
    monkeypatch.setattr(protocol, "ENTRIES", 3)
    network = Network(mission.hub)

    sync_now(mission.founder, network)

    assert [len(request.feeds[TEAM].packs) for request in asked_for(network)][:3] == [3, 3, 2]
    assert not_sent(mission.founder) == 0
