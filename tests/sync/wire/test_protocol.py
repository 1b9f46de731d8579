import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.signing import SigningKey

from fieldapp.store.packs import Mark
from fieldapp.sync.wire import protocol
from fieldapp.sync.wire.feed import id_of
from fieldapp.sync.wire.protocol import (
    MAGIC,
    Asked,
    BadMessage,
    CutMessage,
    Entry,
    Page,
    Reply,
    Request,
    is_signed_by,
    read_reply,
    read_request,
    write_reply,
    write_request,
)
from fieldapp.sync.wire.shelves import MOST_CHUNKS, MOST_IDS, AskedShelf, ShelfPage

KEY = SigningKey(bytes(range(32)))
OWN = bytes(KEY.verify_key)
hashes = st.binary(min_size=16, max_size=16).map(bytes.hex)
scopes = st.sampled_from(["mission/members", "mission/team", "mission/restricted", "é"])
seqs = st.integers(0, 2**40)

asked = st.builds(
    Asked,
    marks=st.lists(st.builds(Mark, seqs, hashes.map(lambda h: h[:16])), max_size=12).map(tuple),
    packs=st.lists(st.binary(max_size=50), max_size=4).map(tuple),
    own=st.booleans(),
)
ids = st.lists(hashes, max_size=3).map(tuple)
contents = st.lists(st.binary(max_size=50), max_size=3).map(tuple)
asked_shelves = st.builds(
    AskedShelf,
    mark=st.none() | st.builds(Mark, seqs, hashes.map(lambda h: h[:16])),
    have=ids,
    want=ids,
    chunks=contents,
)
shelf_pages = st.builds(
    ShelfPage,
    stands=st.booleans(),
    head=st.builds(Mark, seqs, hashes),
    misses=ids,
    lacks=ids,
    wants=ids,
    chunks=contents,
    refused=st.dictionaries(hashes, st.just("too_much"), max_size=2),
)
requests = st.builds(
    Request,
    mission=hashes,
    device=hashes.map(lambda h: h[:16]),
    time_ms=seqs,
    feeds=st.dictionaries(scopes, asked, max_size=3),
    card=st.just("{card}"),
    member=st.text(st.characters(codec="utf-8"), max_size=20),
    room=st.integers(protocol.PAGE, protocol.LARGEST_PAGE),
    aside=st.integers(0, 2**31),
    shelves=st.dictionaries(scopes, asked_shelves, max_size=3),
)
pages = st.builds(
    Page,
    common=seqs,
    entries=st.lists(
        st.builds(Entry, hashes, st.none() | st.binary(min_size=1, max_size=50)), max_size=4
    ).map(tuple),
    head=st.builds(Mark, seqs, hashes),
    refused=st.dictionaries(hashes, st.just("no_right"), max_size=2),
)
replies = st.builds(
    Reply,
    seqs,
    st.dictionaries(scopes, pages, max_size=3),
    shelves=st.dictionaries(scopes, shelf_pages, max_size=3),
) | st.builds(Reply, seqs, refused=st.just("clock"))

REQUEST = write_request(
    Request("0" * 32, "1" * 16, 5, {"mission/team": Asked((), (b"pack one", b"pack two"))}), KEY
)
REPLY = write_reply(
    Reply(5, {"mission/team": Page(0, (Entry("2" * 32, b"pack"),), Mark(1, "3" * 32))})
)


@given(requests)
def test_a_request_arrives_as_it_was_sent(request: Request) -> None:
    message = write_request(request, KEY)

    assert read_request(message) == request
    assert is_signed_by(message, OWN)


@given(replies)
def test_a_reply_arrives_as_it_was_sent(reply: Reply) -> None:
    assert read_reply(write_reply(reply)) == reply


@given(at=st.integers(0, len(REQUEST) - 1), by=st.integers(1, 255))
def test_a_request_with_one_byte_changed_is_not_signed_by_its_device(at: int, by: int) -> None:
    assert not is_signed_by(REQUEST[:at] + bytes([REQUEST[at] ^ by]) + REQUEST[at + 1 :], OWN)


@given(end=st.integers(4, len(REPLY) - 1))
def test_a_reply_that_broke_off_is_known_as_such(end: int) -> None:
    with pytest.raises(CutMessage):
        read_reply(REPLY[:end])


@given(end=st.integers(0, len(REQUEST) - 1))
def test_a_request_that_broke_off_is_refused(end: int) -> None:
    try:
        cut = read_request(REQUEST[:end])
    except BadMessage:
        return
    # What is left may look like a request without its last packs; its signature does not.
    assert not is_signed_by(REQUEST[:end], OWN)
    assert cut != read_request(REQUEST)


@given(at=st.integers(0, len(REPLY) - 1), by=st.integers(1, 255))
def test_a_changed_reply_is_refused_or_shows_a_changed_pack(at: int, by: int) -> None:
    changed = REPLY[:at] + bytes([REPLY[at] ^ by]) + REPLY[at + 1 :]

    try:
        reply = read_reply(changed)
    except BadMessage:
        return
    # Only the pack is outside what zlib checks; its id shows the change.
    assert id_of(reply.feeds["mission/team"].entries[0].pack or b"") != id_of(b"pack")


@given(st.binary(max_size=200) | st.binary(max_size=200).map(lambda b: MAGIC + b"\0\0\0\x20" + b))
def test_any_other_bytes_are_a_bad_message_and_nothing_worse(message: bytes) -> None:
    for read in (read_request, read_reply):
        with pytest.raises(BadMessage):
            read(message)


def framed(head: str) -> bytes:
    packed = zlib.compress(head.encode())
    return MAGIC + len(packed).to_bytes(4, "big") + packed


@pytest.mark.parametrize(
    "head",
    [
        "[]",
        "[" * 100_000,
        '{"v":1}',
        '{"v":1,"time":-1,"feeds":{}}',
        '{"v":1,"time":1,"feeds":[]}',
        '{"v":1,"time":1,"feeds":{"a":1}}',
        '{"v":1,"time":1,"feeds":{"a":{"marks":[[1,"x"]],"sizes":[]}}}',
        '{"v":1,"time":1,"feeds":{"a":{"marks":[],"sizes":[-1]}}}',
        '{"v":1,"time":1,"feeds":{"a":{"marks":[],"sizes":[1e3]}}}',
        '{"v":1,"time":1,"feeds":{"a":{"common":0,"ids":["x"],"sizes":[0],"head":[0,"0"]}}}',
    ],
)
def test_a_head_with_anything_else_in_it_is_a_bad_message(head: str) -> None:
    with pytest.raises(BadMessage):
        read_reply(framed(head))
    with pytest.raises(BadMessage):
        read_request(framed(head) + bytes(64))


def test_a_head_that_inflates_beyond_all_measure_is_not_inflated() -> None:
    head = '{"v":1,"time":1,"refused":"clock"' + " " * 2_000_000 + "}"

    assert len(framed(head)) < 10_000
    with pytest.raises(BadMessage, match="head"):
        read_reply(framed(head))


def test_more_marks_than_a_laptop_keeps_are_refused() -> None:
    marks = tuple(Mark(n, "0" * 16) for n in range(13))

    with pytest.raises(BadMessage, match="marks"):
        read_request(write_request(Request("0" * 32, "1" * 16, 5, {"a": Asked(marks)}), KEY))


@pytest.mark.parametrize(
    ("asked_for", "given"),
    [
        (0, protocol.PAGE),
        (protocol.PAGE + 1, protocol.PAGE + 1),
        (2**40, protocol.LARGEST_PAGE),
    ],
)
def test_room_beyond_measure_is_cut_to_what_a_hub_gives(asked_for: int, given: int) -> None:
    request = Request("0" * 32, "1" * 16, 5, {}, room=asked_for)

    assert read_request(write_request(request, KEY)).room == given


def test_a_request_that_says_nothing_about_room_has_room_for_a_page() -> None:
    assert b"room" not in zlib.decompress(REQUEST[8 : 8 + int.from_bytes(REQUEST[4:8], "big")])
    assert read_request(REQUEST).room == protocol.PAGE


def test_bytes_beyond_what_the_head_names_are_refused() -> None:
    with pytest.raises(BadMessage, match="more"):
        read_reply(REPLY + b"\0")


def test_a_later_version_is_known_as_such() -> None:
    with pytest.raises(BadMessage) as caught:
        read_reply(framed('{"v":9,"time":1}'))

    assert caught.value.version == 9


def test_an_idle_request_is_small() -> None:
    marks = tuple(Mark(n, f"{n * 7919:016x}"[:16]) for n in range(12))
    feeds = {
        scope: Asked(marks) for scope in ("mission/members", "mission/restricted", "mission/team")
    }

    assert len(write_request(Request("0" * 32, "1" * 16, 5, feeds), KEY)) < 1000
    assert protocol.PAGE < 8 * 1024 * 10  # ten seconds on a link of 64 kbit/s


def test_a_message_without_chunks_is_one_that_the_first_version_reads() -> None:
    feeds = {"a": Asked(())}
    plain = write_request(Request("0" * 32, "1" * 16, 5, feeds), KEY)
    asking = write_request(Request("0" * 32, "1" * 16, 5, {}, shelves={"a": AskedShelf()}), KEY)

    assert protocol.opened(plain, [1])[0]["v"] == 1
    with pytest.raises(BadMessage) as caught:
        protocol.opened(asking, [1])
    assert caught.value.version == 2


@pytest.mark.parametrize(
    "shelf",
    [AskedShelf(have=("0" * 32,) * (MOST_IDS + 1)), AskedShelf(chunks=(b"1",) * (MOST_CHUNKS + 1))],
)
def test_more_chunks_than_a_message_may_name_are_refused(shelf: AskedShelf) -> None:
    with pytest.raises(BadMessage):
        read_request(write_request(Request("0" * 32, "1" * 16, 5, {}, shelves={"a": shelf}), KEY))
