"""A real line of 64 kbit/s that is far away and cut every few seconds: everything gets through."""

import random
import time

import pytest

from fieldapp.domain.scope import TEAM
from fieldapp.progress import Progress
from fieldapp.store import evidence
from fieldapp.store.records import Change, save
from fieldapp.sync.errors import HubStoppedMidway, HubUnreachable, SyncError
from fieldapp.sync.round import sync as exchange
from fieldapp.sync.wire import protocol
from fieldapp.sync.wire.transport import HttpHub
from tests.cli.conftest import looking_into
from tests.faults.conftest import Field, all_agree, sync
from tests.faults.processes import HubProcess
from tests.faults.proxy import Line, bad_line

SAVES = 300
ATTEMPTS = 60


def test_three_hundred_saves_get_through_a_line_that_is_cut_again_and_again(
    field: Field, hub: HubProcess
) -> None:
    chance = random.Random(8)
    sync(field.founder, hub.url)
    told = []
    with looking_into(field.officer) as josef, bad_line(hub.url, Line(), seed=1) as url:
        changes = [
            Change("meeting", {"title": chance.randbytes(60).hex(), "held_on": "2026-11-03"})
            for _ in range(SAVES)
        ]
        saved = {save(josef, change) for change in changes}
        for _ in range(ATTEMPTS):
            line = HttpHub(url, patience_s=30)
            try:
                account = exchange(josef, line, Progress())
                break
            except (HubUnreachable, HubStoppedMidway) as error:
                told.append(error)
            finally:
                line.close()
        else:
            pytest.fail(f"not through in {ATTEMPTS} rounds")

    assert told, "the line was cut"
    assert account.held == 0
    sync(field.founder, hub.url)
    all_agree(field, saved)


def test_a_line_that_falls_silent_is_given_up_in_the_laptops_patience(
    field: Field, hub: HubProcess
) -> None:
    with looking_into(field.founder) as amina:
        save(amina, Change("meeting", {"title": "well", "held_on": "2026-11-03"}))
        before = evidence.fact_ids(amina.db, TEAM)
        with bad_line(hub.url, Line(silent=True), seed=1) as url:
            line = HttpHub(url, patience_s=0.5)
            began = time.monotonic()
            with pytest.raises(HubStoppedMidway):
                exchange(amina, line, Progress())
            line.close()
        assert 0.4 < time.monotonic() - began < 5
        assert evidence.fact_ids(amina.db, TEAM) == before
    sync(field.founder, hub.url)


class _Answering:
    """A hub whose replies are changed on their way, all of them with status 200."""

    name = "hub.example.org"

    def __init__(self, hub: HttpHub, end: int | None = None, instead: bytes = b"") -> None:
        self._hub, self._end, self._instead = hub, end, instead

    def exchange(self, request: bytes) -> bytes:
        reply = self._hub.exchange(request)
        return self._instead or reply[: self._end]


@pytest.mark.parametrize(
    ("end", "instead"),
    [(n, b"") for n in (0, 3, 4, 7, 8, 60, -1)]
    + [(None, b"<html>Log in</html>"), (None, protocol.MAGIC + b"\xff" * 40)],
)
def test_a_reply_that_is_short_or_of_something_else_changes_nothing(
    field: Field, hub: HubProcess, end: int | None, instead: bytes
) -> None:
    sync(field.founder, hub.url)
    with looking_into(field.officer) as josef:
        save(josef, Change("meeting", {"title": "well", "held_on": "2026-11-03"}))
        line = HttpHub(hub.url)
        rows = evidence.rows(josef.db)

        with pytest.raises(SyncError):
            exchange(josef, _Answering(line, end, instead), Progress())

        assert evidence.rows(josef.db) == rows
        exchange(josef, line, Progress())
        line.close()
    sync(field.founder, hub.url)
    all_agree(field, set())
