"""Limits that whoever floods a hub meets, and a laptop in its usual round never."""

import json
import zlib

import pytest

from fieldapp.domain.scope import TEAM
from fieldapp.hub import limits
from fieldapp.hub.limits import Allowance, Buckets, Limits
from fieldapp.hub.service import Service
from fieldapp.store import mission as kept
from fieldapp.store import records
from fieldapp.store.records import Change
from fieldapp.sync.errors import HubRefused
from fieldapp.sync.wire import protocol
from fieldapp.sync.wire.feed import id_of
from fieldapp.sync.wire.protocol import ENTRIES, LARGEST_HEAD, MAGIC, Asked, read_reply
from fieldapp.sync.wire.refusals import REFUSALS
from tests.hub.test_service import ask, made, push
from tests.sync.conftest import Mission
from tests.sync.world import sync_now


class Clock:
    """Seconds that pass when told to."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_bucket_gives_what_is_in_it_and_fills_up_with_time() -> None:
    clock = Clock()
    bucket = Buckets(Allowance(3, 0.5), clock)

    assert [bucket.take("one") for _ in range(4)] == [True, True, True, False]
    assert bucket.take("two")
    clock.now = 2.0
    assert [bucket.take("one") for _ in range(2)] == [True, False]
    clock.now = 1000.0
    assert [bucket.take("one") for _ in range(4)] == [True, True, True, False]


def test_whoever_was_here_longest_ago_is_forgotten_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_KNOWN", 2)
    bucket = Buckets(Allowance(1, 0), Clock())
    for name in ("one", "two", "three"):
        bucket.take(name)

    assert [bucket.knows(name) for name in ("one", "two", "three")] == [False, True, True]


def limited(mission: Mission, **allowances: Allowance) -> Clock:
    """Give the hub of the mission these limits and a clock of their own."""
    clock = Clock()
    mission.hub.service = Service(
        mission.hub.engine, mission.time, "hub.example.org", Limits(clock, **allowances)
    )
    return clock


def test_a_laptop_that_asks_without_end_is_told_to_wait(mission: Mission) -> None:
    clock = limited(mission, of_device=Allowance(3, 1))

    refused = [ask(mission, mission.founder).refused for _ in range(5)]

    assert refused == ["", "", "", "too_many", "too_many"]
    clock.now = 1.0
    assert ask(mission, mission.founder).refused == ""


def test_being_told_to_wait_is_a_sentence_on_the_laptop(mission: Mission) -> None:
    limited(mission, of_device=Allowance(1, 0))
    ask(mission, mission.founder)

    with pytest.raises(HubRefused, match="too much at once"):
        sync_now(mission.founder, mission.hub)
    assert "too_many" in REFUSALS


def test_nobody_can_use_up_what_another_laptop_may_ask(mission: Mission) -> None:
    limited(mission, of_device=Allowance(3, 0), of_strangers=Allowance(1000, 0))
    ask(mission, mission.founder)
    for _ in range(10):
        reply = ask(mission, mission.founder, key=mission.officer.signing_key)
        assert reply.refused == "signature"

    assert ask(mission, mission.founder).refused == ""


def test_strangers_are_no_longer_looked_at_and_colleagues_beside_them_are(
    mission: Mission,
) -> None:
    limited(mission, of_strangers=Allowance(3, 0))
    assert ask(mission, mission.founder).refused == ""
    for _ in range(3):
        ask(mission, mission.officer, False)

    assert ask(mission, mission.officer).refused == "too_many"
    assert ask(mission, mission.founder).refused == ""
    assert read_reply(mission.hub.service.exchange(b"rubbish", "elsewhere")).refused != "too_many"


def test_a_laptop_cannot_fill_the_disk_in_one_go(mission: Mission) -> None:
    limited(mission, bytes_of_device=Allowance(100, 0))
    ask(mission, mission.founder)
    pack = made(mission.founder, TEAM)

    assert ask(mission, mission.founder, feeds=push(TEAM, pack)).refused == ""
    assert ask(mission, mission.founder, feeds=push(TEAM, pack)).refused == "too_many"
    assert ask(mission, mission.founder).refused == ""  # taking is no filling


def test_a_usual_round_is_far_below_every_limit(mission: Mission) -> None:
    """Thirty rounds in a row without a pause, far more than a person can start in a minute."""
    clock = limited(mission)
    for n in range(30):
        records.save(mission.founder, Change("meeting", {"title": f"Water {n}"}))
        sync_now(mission.founder, mission.hub)

    assert clock.now == 0.0


def framed(head: bytes) -> bytes:
    packed = zlib.compress(head, 9)
    return MAGIC + len(packed).to_bytes(4, "big") + packed + bytes(64)


@pytest.mark.parametrize(
    "head",
    [
        b"[" * 200_000,
        b'{"v":' * 100_000,
        b'{"v":1,"feeds":' + b'{"a":' * 50_000 + b"1" + b"}" * 50_001,
        b'{"v":' + b"9" * 100_000 + b"}",
        b'{"v":1e999}',
        b'{"v":NaN}',
        b'{"v":1,"mission":"\\ud800"}',
        b" " * (LARGEST_HEAD + 1),
        json.dumps({"v": 1, "time": 1, "feeds": {f"s{n}": {} for n in range(101)}}).encode(),
    ],
    ids=["lists", "objects", "feeds", "digits", "infinite", "nan", "half", "bomb", "feeds"],
)
def test_a_head_that_is_meant_to_harm_is_refused_and_nothing_breaks(
    mission: Mission, head: bytes
) -> None:
    ask(mission, mission.founder)

    assert read_reply(mission.hub.exchange(framed(head))).refused in ("bad_request", "version")
    assert ask(mission, mission.founder).refused == ""


def test_a_million_tiny_packs_are_refused_before_the_first_is_looked_at(mission: Mission) -> None:
    ask(mission, mission.founder)
    tiny = b"x"

    at_most = ask(mission, mission.founder, feeds={TEAM: Asked((), (tiny,) * ENTRIES)})
    assert at_most.refused == ""
    assert at_most.feeds[TEAM].refused == {id_of(tiny): "bad_pack"}
    one_more = ask(mission, mission.founder, feeds={TEAM: Asked((), (tiny,) * (ENTRIES + 1))})
    assert one_more.refused == "bad_request"
    million = ask(mission, mission.founder, feeds={TEAM: Asked((), (tiny,) * 1_000_000)})
    assert million.refused == "bad_request"


def test_a_deep_statement_is_a_bad_pack_and_no_crash(mission: Mission) -> None:
    ask(mission, mission.founder)
    deep = b"[" * 100_000
    reply = ask(mission, mission.founder, feeds=push("mission/members", deep))

    assert reply.feeds["mission/members"].refused == {id_of(deep): "bad_pack"}
    shown = ask(mission, mission.officer, member="[" * 100_000)
    assert shown.refused in ("not_a_member", "bad_request")
    assert kept.statement_of(mission.founder.db, mission.founder.device)
    assert protocol.VERSION == 1
