"""The hub keeps each chunk once, gives it to who may read its scope, and knows no more of it."""

import pytest

from fieldapp.domain.scope import RESTRICTED, TEAM
from fieldapp.hub import chunks, storage
from fieldapp.hub.engine import open_storage
from fieldapp.store.chunks import SIZE, id_of
from fieldapp.store.packs import Mark
from fieldapp.store.workspace import Workspace
from fieldapp.sync.mission import card_of
from fieldapp.sync.wire.feed import beginning, following
from fieldapp.sync.wire.protocol import PAGE, Request, read_reply, write_request
from fieldapp.sync.wire.shelves import AskedShelf, ShelfPage
from tests.sync.conftest import Mission
from tests.sync.world import sync_now

ONE, TWO = b"sealed one" * 50, b"sealed two" * 50
UNKNOWN = "ab" * 16


@pytest.fixture
def met(mission: Mission) -> Mission:
    for laptop in (mission.founder, mission.protection, mission.officer):
        sync_now(laptop, mission.hub)
    return mission


def ask(met: Mission, laptop: Workspace, scope: str, **asked: object) -> ShelfPage:
    """One message of a laptop about one scope."""
    request = Request(
        mission=card_of(laptop).id,
        device=laptop.device,
        time_ms=met.time.now_ms,
        feeds={},
        shelves={scope: AskedShelf(**asked)},  # type: ignore[arg-type]
    )
    reply = read_reply(met.hub.exchange(write_request(request, laptop.signing_key)))
    assert reply.refused == ""
    return reply.shelves[scope]


def bring(met: Mission, laptop: Workspace, scope: str, *content: bytes) -> ShelfPage:
    return ask(met, laptop, scope, chunks=content)


def test_a_chunk_comes_back_as_it_was_brought(met: Mission) -> None:
    bring(met, met.officer, TEAM, ONE, TWO)

    page = ask(met, met.founder, TEAM, want=(id_of(TWO), id_of(ONE)))

    assert page.chunks == (TWO, ONE)
    assert page.lacks == ()


def test_the_hub_says_what_it_misses(met: Mission) -> None:
    bring(met, met.officer, TEAM, ONE)

    page = ask(met, met.founder, TEAM, have=(id_of(ONE), id_of(TWO)))

    assert page.misses == (id_of(TWO),)


def test_a_chunk_is_kept_once_however_often_it_is_brought(met: Mission) -> None:
    first = bring(met, met.officer, TEAM, ONE, ONE)
    again = bring(met, met.founder, TEAM, ONE)

    assert first.head.seq == 1
    assert again.head == first.head
    with storage.writing(met.hub.engine) as shelf:
        assert chunks.count(shelf) == 1


def test_a_shelf_is_a_chain_and_a_mark_that_is_not_on_it_is_found_out(met: Mission) -> None:
    start = beginning(card_of(met.officer).id, TEAM)
    expected = following(following(start, id_of(ONE)), id_of(TWO))

    page = bring(met, met.officer, TEAM, ONE, TWO)

    assert page.head == expected
    first = following(start, id_of(ONE))
    for mark, stands in (
        (None, True), (start, True), (first, True), (expected, True),
        (Mark(2, "ab" * 16), False), (Mark(9, expected.hash), False), (Mark(0, "cd" * 16), False),
    ):  # fmt: skip
        assert ask(met, met.officer, TEAM, mark=mark).stands is stands


def test_who_may_not_read_a_scope_learns_nothing_of_its_chunks(met: Mission) -> None:
    bring(met, met.protection, RESTRICTED, ONE)

    by_scope = ask(met, met.officer, RESTRICTED, want=(id_of(ONE), UNKNOWN))
    elsewhere = ask(met, met.officer, TEAM, want=(id_of(ONE), UNKNOWN))

    for page in (by_scope, elsewhere):
        assert page.chunks == ()
        assert page.lacks == (id_of(ONE), UNKNOWN)


def test_a_scope_that_nobody_has_is_an_empty_shelf(met: Mission) -> None:
    page = ask(met, met.officer, "other/team", have=(id_of(ONE),), want=(UNKNOWN,), chunks=(ONE,))

    assert (page.head.seq, page.misses, page.lacks, page.chunks) == (0, (), (UNKNOWN,), ())
    with storage.writing(met.hub.engine) as shelf:
        assert chunks.count(shelf) == 0


def test_who_only_writes_a_scope_can_bring_chunks(met: Mission) -> None:
    assert bring(met, met.officer, RESTRICTED, ONE).refused == {}

    assert ask(met, met.protection, RESTRICTED, want=(id_of(ONE),)).chunks == (ONE,)


def test_a_chunk_of_another_size_is_not_taken(met: Mission) -> None:
    large = bytes(SIZE + 1)

    page = bring(met, met.officer, TEAM, large, ONE, b"")

    assert page.refused == {id_of(large): "bad_chunk", id_of(b""): "bad_chunk"}
    assert page.head.seq == 1


def test_what_one_laptop_may_bring_has_a_limit(
    met: Mission, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chunks, "MOST_OF_DEVICE", len(ONE) + 10)
    bring(met, met.officer, TEAM, ONE)

    assert bring(met, met.officer, RESTRICTED, TWO).refused == {id_of(TWO): "too_much"}
    assert bring(met, met.founder, TEAM, TWO).refused == {}


def test_a_reply_holds_no_more_than_a_page(met: Mission) -> None:
    many = [bytes([n]) * SIZE for n in range(6)]
    for content in many:
        bring(met, met.officer, TEAM, content)

    page = ask(met, met.founder, TEAM, want=tuple(map(id_of, many)))

    assert sum(map(len, page.chunks)) == PAGE
    assert page.lacks == ()


def test_a_damaged_chunk_is_not_given_out_but_asked_for_and_mended(met: Mission) -> None:
    head = bring(met, met.officer, TEAM, ONE, TWO).head
    with met.hub.engine.begin() as shelf:
        shelf.exec_driver_sql("UPDATE chunk SET bytes = x'00' WHERE seq = 1")
    with storage.writing(met.hub.engine) as shelf:
        assert list(chunks.damaged(shelf)) == [(TEAM, id_of(ONE))]

    asked = ask(met, met.founder, TEAM, want=(id_of(ONE), id_of(TWO)))
    assert (asked.chunks, asked.lacks, asked.wants) == ((TWO,), (id_of(ONE),), (id_of(ONE),))
    assert ask(met, met.officer, TEAM, have=(id_of(ONE),)).misses == (id_of(ONE),)

    mended = bring(met, met.officer, TEAM, ONE)
    assert (mended.wants, mended.head) == ((), head)
    assert ask(met, met.founder, TEAM, want=(id_of(ONE),)).chunks == (ONE,)


def test_a_hub_of_the_first_format_gets_its_shelves(met: Mission) -> None:
    with met.hub.engine.begin() as shelf:
        shelf.exec_driver_sql("DROP TABLE chunk")
        shelf.exec_driver_sql("DROP TABLE chunk_shelf")
        shelf.exec_driver_sql("UPDATE setting SET value = '1.0' WHERE name = 'format'")
    met.hub.engine.dispose()

    again = open_storage(met.hub.folder)

    with storage.writing(again) as shelf:
        assert chunks.count(shelf) == 0
    again.dispose()
