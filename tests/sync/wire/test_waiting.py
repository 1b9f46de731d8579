import threading
import time

import pytest

from fieldapp.progress import Cancelled, Progress
from fieldapp.store import records
from fieldapp.store.records import Change
from fieldapp.sync.errors import HubUnreachable, SyncError
from fieldapp.sync.round import sync
from fieldapp.sync.wire.transport import HttpHub
from fieldapp.sync.wire.waiting import Stoppable
from tests.sync.conftest import Mission
from tests.sync.wire.test_transport import answering
from tests.sync.world import Network, not_sent, rows, sync_now


class Wish(Progress):
    """Wants to stop as soon as it is told that something is being waited for."""

    def check(self) -> None:
        raise Cancelled


class SilentHub:
    """A hub that answers when it is let."""

    name = "hub.example.org"

    def __init__(self) -> None:
        self.go_on = threading.Event()

    def exchange(self, request: bytes) -> bytes:
        self.go_on.wait(10)
        return request


def test_the_wish_to_stop_is_heard_while_the_hub_is_silent() -> None:
    hub = SilentHub()
    began = time.monotonic()

    with pytest.raises(Cancelled):
        Stoppable(hub, Wish()).exchange(b"question")

    assert time.monotonic() - began < 3
    hub.go_on.set()


def test_an_answer_and_an_error_come_through_as_they_are(mission: Mission) -> None:
    hub = SilentHub()
    hub.go_on.set()
    assert Stoppable(hub, Progress()).exchange(b"question") == b"question"

    with pytest.raises(HubUnreachable):
        Stoppable(Network(hub, ["lose"]), Wish()).exchange(b"question")


def test_closing_the_connection_ends_the_waiting_of_whoever_waits() -> None:
    asked = threading.Event()

    def silent(line: object) -> None:
        line.recv(1000)  # type: ignore[attr-defined]
        asked.set()
        while line.recv(1000):  # type: ignore[attr-defined]
            pass

    with answering(silent) as address:
        hub = HttpHub(address)

        def wait() -> None:
            with pytest.raises(SyncError):
                hub.exchange(b"x")

        waiting = threading.Thread(target=wait)
        waiting.start()
        asked.wait(10)
        waiting.join(0.2)  # by now it waits for the answer
        hub.close()
        waiting.join(5)
        assert not waiting.is_alive()


def test_what_was_exchanged_before_the_stop_stays(mission: Mission) -> None:
    sync_now(mission.founder, mission.hub)
    for n in range(300):
        text = mission.founder.around.random(4000).hex()
        records.save(mission.founder, Change("meeting", {"title": f"{n} {text}"}))

    class Slow:
        """The hub, whose third answer never comes."""

        name = "hub.example.org"
        asked = 0

        def exchange(self, request: bytes) -> bytes:
            self.asked += 1
            return silent.exchange(request) if self.asked == 3 else mission.hub.exchange(request)

    silent, before = SilentHub(), not_sent(mission.founder)
    with pytest.raises(Cancelled):
        sync(mission.founder, Stoppable(Slow(), Wish()), Progress())
    silent.go_on.set()

    sync_now(mission.founder, mission.hub)
    sync_now(mission.protection, mission.hub)
    assert before == 0
    assert not_sent(mission.founder) == 0
    assert rows(mission.protection) == rows(mission.founder)
